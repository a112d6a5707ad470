"""The release that the next one follows: the newest of the output folder, one brought from elsewhere, or none."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flows.errors import OutputError, UsageError
from flows.releases.files import differing
from flows.releases.index import Entry, Index
from flows.releases.ledger import Ledger, follows, is_first_alone, knows_any, needs_previous
from flows.releases.output import staging
from flows.releases.previous import bring
from flows.releases.versions import Version
from flows.releases.wishes import Wishes


class Base(NamedTuple):
    """The release that the next one follows, and whether it was brought and is not in the output folder yet."""

    entry: Entry
    folder: Path
    is_brought: bool = False


@contextmanager
def base_of(output: Path, index: Index, wishes: Wishes, created: str) -> Iterator[Base | None]:
    """The release to follow, None for a first one. One that was brought is gone after the block unless it was put in place.

    Raises OutputError where the ledger knows a newer one, and where a release is not as it was made.
    """
    ledger = wishes.ledger()
    if wishes.restart:
        # A build that began anew and was killed before it entered its release left one that the ledger does not know.
        if wishes.previous is not None or (index.latest is not None and knows_any(ledger, index)):
            raise UsageError(
                f"{output}: --restart begins anew at 1.0.0, and there is a release to follow: name an empty folder with --output, "
                "or leave --restart out"
            )
        yield _newest(output, index)
    elif wishes.previous is not None:
        place = tempfile.TemporaryDirectory() if wishes.dry_run else staging(output)
        with place as folder:
            brought = Base(bring(wishes.previous, Path(folder), created), Path(folder), is_brought=True)
            _check_is_newest(brought.entry, wishes.previous, ledger, index)
            yield brought if index.entry(brought.entry.version) is None else _newest(output, index)
    elif follows(ledger, index):
        yield _newest(output, index)
    elif index.latest is None and is_first_alone(ledger):
        yield None  # it may be that first release itself that is made again
    else:
        raise needs_previous(wishes.folder or output, ledger, output)


def _newest(output: Path, index: Index) -> Base | None:
    if index.latest is None:
        return None
    entry, folder = index.entry(index.latest), output / index.latest
    assert entry is not None  # read_index sees to it
    if entry.purged:
        raise OutputError(f"{folder}: the newest release was purged, so nothing can follow it: restore it")
    if damaged := differing(folder):
        raise OutputError(
            f"{folder}: {', '.join(damaged)} changed or went since the release was made: restore the release, "
            "or build into another folder with --output"
        )
    return Base(entry, folder)


def _check_is_newest(entry: Entry, place: str, ledger: Ledger, index: Index) -> None:
    """A release that was brought must be the newest that the ledger knows, and none older than those that stand here."""
    if ledger and entry.sha256 != ledger[-1].sha256:
        raise OutputError(
            f"--previous {place}: release {entry.version} is not the newest of the corpus, which is {ledger[-1].version} "
            f"(its SHA256SUMS has the sum {ledger[-1].sha256}): name that one"
        )
    known = index.entry(entry.version)
    newer = [e.version for e in index.releases if Version.of(e.version) > Version.of(entry.version)]
    if newer or (known is not None and known.sha256 != entry.sha256):
        other = f"a newer one, {newer[-1]}," if newer else "another one of that version"
        raise OutputError(
            f"--previous {place}: {other} stands in the output folder: leave --previous out, or name another folder with --output"
        )
