"""What may be gone from a release that follows another: documents that somebody named, and nothing that was withheld."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import OutputError
from flows.releases.part_rows import columns_in, read_columns
from flows.releases.wishes import Wishes
from schemas import table_named

WITH_TOMBSTONES = ("documents", "comments", "bulletins", "job_adverts")
MOST_NAMED = 20

_OPAQUE = re.compile(r"(?:(?P<document>.+)/[cba]-)?withheld-(?P<number>[0-9]+)(?:-[0-9]+)?", re.DOTALL)


def check_removals(
    removed: Iterable[str], version: str, wishes: Wishes, captured: Iterable[str] = ()
) -> tuple[str, ...]:
    """Raise OutputError where documents of the release before are gone that nobody named; notes on names that say nothing.

    ``removed`` are the ids of all documents that are gone, ``captured`` those of pages that were read, of which some are
    captures of another document now.
    """
    read = frozenset(captured)
    gone = [document for document in removed if document not in read and not _OPAQUE.fullmatch(document)]
    allowed = wishes.removals | wishes.withheld.documents
    if lost := [document for document in gone if document not in allowed]:
        raise OutputError(
            f"{_listed(lost)}: in release {version} and not in what was read now; no release is made. Put the files back "
            "(the problems above say which could not be read), or name each that shall be gone with --allow-removal ID"
        )
    return tuple(
        f"--allow-removal {name}: no document of release {version} that is gone{_meant(name, gone)}"
        for name in sorted(wishes.removals - set(gone))
        if not _OPAQUE.fullmatch(name)
    )


def check_tombstones(before: Path, after: Path, version: str, wishes: Wishes) -> None:
    """Raise OutputError where something that the release before withholds is not withheld any more, unless it was named.

    ``before`` and ``after`` are the folders of both releases. A tombstone may go with its document, and where its entry
    says that the words are gone.
    """
    known, documents = _opaque(after), frozenset(_keys(after, "documents").to_pylist())
    lost = [key for key in sorted(_opaque(before) - known) if not _may_go(key, documents, wishes)]
    if lost:
        raise OutputError(
            f"{_listed(lost)}: withheld in release {version}, and no entry of withheld.toml withholds it now; no release is "
            "made. Restore the file as it was: entries are added at its end, never removed or put in another order. If the "
            "words shall be published again, name each with --allow-removal KEY"
        )


def _may_go(key: str, documents: frozenset[str], wishes: Wishes) -> bool:
    match = _OPAQUE.fullmatch(key)
    if match is None or key in wishes.removals:
        return True
    number, document = int(match["number"]), match["document"]
    is_away = document is not None and document not in documents
    return number in wishes.withheld.gone or (is_away and number in wishes.withheld.entries)


def _opaque(release: Path) -> frozenset[str]:
    found: set[str] = set()
    for table in WITH_TOMBSTONES:
        keys = _keys(release, table)
        # Arrow leaves over the few that the exact pattern is for.
        found.update(
            filter(_OPAQUE.fullmatch, keys.filter(pc.match_substring(keys, "withheld-")).to_pylist())
        )
    return frozenset(found)


def _keys(release: Path, table: str) -> pa.ChunkedArray:
    """The keys of a table of a release; none where it has no such table or column."""
    (key,) = table_named(table).key
    if key not in (columns_in(release, table) or ()):
        return pa.chunked_array([], pa.string())
    return read_columns(release, table, [key])[key]


def _meant(name: str, gone: list[str]) -> str:
    close = get_close_matches(name, gone, 1)
    return f"; was {close[0]} meant?" if close else ""


def _listed(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
