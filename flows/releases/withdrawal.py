"""Releases that hold words which were withheld since: they are marked, and their tables can be removed."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.errors import OutputError, UsageError
from flows.releases.files import CHANGES, CHANGES_DATA
from flows.releases.index import Entry, Index, write_index
from flows.releases.output import locked
from flows.releases.publishing import recovered
from flows.releases.wishes import NOTHING_WITHHELD, WithheldWords
from schemas import TABLES, table_named

RECORDS = ("comments", "bulletins", "job_adverts")
DOCUMENTS = "documents"


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
    with locked(output):
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
        # Said first: a removal that is killed is one that can be asked for again.
        write_index(output, index.changed({version: entry}))
        try:
            for name in (
                *(f"{t.name}.{suffix}" for t in TABLES for suffix in ("parquet", "csv")),
                CHANGES,
                CHANGES_DATA,
            ):
                (output / version / name).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{error.filename}: could not be removed ({error.strerror}): give the user who runs this leave to, and "
                "purge again"
            ) from error
    return entry


def holds(release: Path, withheld: WithheldWords) -> bool:
    """Whether a release has a record that is withheld, or tells of it among its changes."""
    return any(
        _has_key(release, name, withheld.documents if name == DOCUMENTS else withheld.records)
        for name in (DOCUMENTS, *RECORDS)
    ) or _is_quoted(release / CHANGES_DATA, withheld)


def _has_key(release: Path, table: str, keys: frozenset[str]) -> bool:
    """Whether a table has one of the keys; where it cannot be told, it counts as holding them."""
    (column,) = table_named(table).key
    path = release / f"{table}.parquet"
    if not keys:
        return False
    if column not in pq.read_schema(path).names:
        return True
    values = pq.read_table(path, columns=[column])[column]
    found = pc.is_in(values, value_set=pa.array(sorted(keys), pa.string()))
    return bool(pc.any(found).as_py())


def _is_quoted(changes: Path, withheld: WithheldWords) -> bool:
    """Whether a release's changes name one of the keys: words of a record that was reworded may stand beside it."""
    if not changes.is_file():
        return False
    named = [f'"{key}"' for key in (*withheld.records, *withheld.documents)]
    with changes.open(encoding="utf-8") as lines:
        return any(key in line for line in lines for key in named)
