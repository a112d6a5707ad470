"""Releases that hold words which were withheld since: they are marked, and their tables can be removed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import OutputError, UsageError
from flows.publication.echoes import Echo, echoes
from flows.publication.finding import Found
from flows.publication.named import TELLING
from flows.releases.changes.excerpt import as_line
from flows.releases.files import CHANGES_DATA
from flows.releases.index import Entry, Index, write_index
from flows.releases.output import locked
from flows.releases.part_rows import batches_of, columns_in
from flows.releases.publishing import recovered, remove_tables
from flows.releases.wishes import NOTHING_WITHHELD, WithheldWords
from flows.want_of_memory import pass_on_want_of_memory
from schemas import table_named

TEXTS = {
    "documents": ("title", "body"),
    "comments": ("text",),
    "bulletins": ("text",),
    "job_adverts": ("text",),
}
"""The tables and columns in which withheld words may stand."""
ROWS = 2**16
"""Rows of an older release that are looked at at a time."""


def withheld_words(withheld: Found, echoes: Iterable[Echo]) -> WithheldWords:
    """What no release may hold any more, as it was found; ``echoes`` are published rows that repeat such words."""
    return WithheldWords(
        withheld.keys,
        withheld.ids,
        withheld.texts,
        frozenset(echoes),
        frozenset(entry.number for entry in withheld.entries),
        frozenset(entry.number for entry in withheld.entries if entry.gone),
    )


def marked(output: Path, index: Index, withheld: WithheldWords) -> Index:
    """The index with those releases withdrawn that hold something that is withheld."""
    if withheld == NOTHING_WITHHELD:
        return index
    return index.changed(
        {
            entry.version: replace(entry, withdrawn=True)
            for entry in index.releases
            if not entry.withdrawn and holds(output / entry.version, withheld)
        }
    )


def purge(output: Path, version: str) -> Entry:
    """Remove the tables of a withdrawn release and what quotes them; its card, descriptors and sums stay.

    Raises UsageError where there is no such release, or it is not withdrawn.
    """
    try:
        with locked(output):
            return _purged(output, version)
    except OSError as error:
        raise OutputError(
            f"{error.filename or output}: could not be removed or written ({error.strerror or error}): give the user who runs "
            "this leave to, and purge again"
        ) from error


def _purged(output: Path, version: str) -> Entry:
    index = recovered(output)
    entry = index.entry(version)
    if entry is None:
        known = ", ".join(e.version for e in index.releases) or "none"
        raise UsageError(f"{output}: there is no release {version!r}; those there are: {known}")
    if version == index.latest:
        raise UsageError(f"{output / version}: the newest release: build the one that follows it first")
    if not entry.withdrawn:
        raise UsageError(
            f"{output / version}: holds nothing that is withheld, so it is not purged: name the records in withheld.toml "
            "and build; the releases that hold them are then withdrawn"
        )
    entry = replace(entry, purged=True)
    # Said first: whoever has the output folder next goes on where a removal was killed.
    write_index(output, index.changed({version: entry}))
    remove_tables(output / version)
    return entry


def holds(release: Path, withheld: WithheldWords) -> bool:
    """Whether a release has a record that is withheld or its words anywhere, or tells of it among its changes.

    Where that cannot be told, for a file is gone or damaged or has other columns, it counts as holding them.
    """
    if withheld == NOTHING_WITHHELD:
        return False
    try:
        return any(_table_holds(release, name, withheld) for name in TEXTS) or tells_of(release, withheld)
    except (OSError, pa.ArrowException) as error:
        pass_on_want_of_memory(error)
        return True


def _table_holds(release: Path, table: str, withheld: WithheldWords) -> bool:
    return any(
        _has_key(part, withheld) or not withheld.echoes.issuperset(echoes({table: part}, withheld.texts))
        for part in _parts(release, table)
    )


def tells_of(release: Path, withheld: WithheldWords) -> bool:
    """Whether a release's changes name something that is withheld, or quote a line of it."""
    changes = release / CHANGES_DATA
    if not changes.is_file():
        return False
    named = [as_line(key) for key in (*withheld.records, *withheld.documents)]
    lines = [line for text in withheld.texts for line in text.splitlines() if len(line) >= TELLING]
    quoted = [as_line(part)[1:-1] for line in lines for part in (line[:TELLING], line[-TELLING:])]
    with changes.open(encoding="utf-8") as rows:
        return any(words in row for row in rows for words in (*named, *quoted))


def _parts(release: Path, table: str) -> Iterator[pa.Table]:
    """The keys and texts of a table, as many rows at a time as memory has room for; OSError where it has other columns."""
    names = [*table_named(table).key, *TEXTS[table]]
    if not set(names) <= set(columns_in(release, table) or ()):
        raise OSError(f"{table}: other columns")
    yield from batches_of(release, table, names, ROWS)


def _has_key(table: pa.Table, withheld: WithheldWords) -> bool:
    keys = pa.array(sorted(withheld.records | withheld.documents), pa.string())
    return bool(pc.any(pc.is_in(table.column(0), value_set=keys)).as_py())
