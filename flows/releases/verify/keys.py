"""Checks of keys: no two rows have one, rows stand in their order, references resolve, and a key is that of its text."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.verify.opened import Opened
from flows.releases.verify.results import Finding, Said
from flows.releases.verify.tables import batches, columns_of, rows_where

KEYS: Mapping[str, str] = {"comments": "comment_id", "bulletins": "bulletin_id", "job_adverts": "advert_id"}
"""The tables of records, and the column of each that has the key."""
KINDS: Mapping[str, str] = {"comments": "comment", "bulletins": "bulletin", "job_adverts": "job_advert"}
"""The kinds of segments of which their records are made."""
PLACE = ("document_id", "sequence")
"""What is a row's own beside its key."""
DIGITS = 16
REMEDY = "restore the release, or build it anew"


def check_keys(opened: Opened) -> Iterator[Said]:
    """No two rows of a table have one key, or one place in a document; rows stand in the order of their keys."""
    for table in opened.package.tables:
        file = table.parquet.path
        if table.key:
            yield from _in_order(file, columns_of(opened.folder / file, table.key))
        if set(PLACE) <= set(table.names) and table.key != PLACE:
            yield from _repeats(file, columns_of(opened.folder / file, PLACE))


def _in_order(file: str, keys: pa.Table) -> Iterator[Finding]:
    before, after = keys.slice(0, max(0, keys.num_rows - 1)), keys.slice(1)
    ascends, is_equal = pa.scalar(False), pa.scalar(True)
    for name in keys.column_names:
        less, equal = pc.less(before[name], after[name]), pc.equal(before[name], after[name])
        ascends = pc.or_(ascends, pc.and_(is_equal, less))
        is_equal = pc.and_(is_equal, equal)
    if pc.all(ascends).as_py() is not False:
        return
    yield from _repeats(file, keys)
    descends = pc.invert(pc.or_(ascends, is_equal))
    for row in rows_where(descends):
        yield Finding(file, f"{_named(keys, row + 1)} stands after a greater key: {REMEDY}", row + 1)


def _repeats(file: str, keys: pa.Table) -> Iterator[Finding]:
    names = keys.column_names
    numbered = keys.append_column("row", pa.array(range(keys.num_rows), pa.int64()))
    groups = numbered.group_by(names).aggregate([("row", "count"), ("row", "max")])
    for group in groups.filter(pc.greater(groups["row_count"], 1)).sort_by("row_max").to_pylist():
        said = ", ".join(f"{name} {group[name]!r}" for name in names)
        yield Finding(file, f"{said} is that of {group['row_count']} rows: {REMEDY}", group["row_max"])


def _named(keys: pa.Table, row: int) -> str:
    return ", ".join(f"{name} {keys[name][row].as_py()!r}" for name in keys.column_names)


def check_references(opened: Opened) -> Iterator[Said]:
    """Every foreign key names a row that is there."""
    for table in opened.package.tables:
        for column, target, of_target in table.references:
            referred = opened.package.table(target)
            if referred is None or of_target not in referred.names:
                yield Finding(
                    table.parquet.path,
                    f"{column} refers to {target}.{of_target}, which is not there: {REMEDY}",
                )
                continue
            known = columns_of(opened.folder / referred.parquet.path, [of_target])[of_target]
            values = columns_of(opened.folder / table.parquet.path, [column])[column]
            yield from _dangling(table.parquet.path, column, values, known, f"{target}.{of_target}")


def check_records(opened: Opened) -> Iterator[Said]:
    """The record of a segment is one of its kind; that of a duplicate is one of any."""
    file = "segments.parquet"
    segments = columns_of(opened.folder / file, ["kind", "record_id"])
    known = {
        KINDS[name]: columns_of(opened.folder / f"{name}.parquet", [key])[key] for name, key in KEYS.items()
    }
    known["duplicate"] = pa.chunked_array(
        [chunk for keys in known.values() for chunk in keys.chunks], pa.string()
    )
    for kind, keys in known.items():
        values = pc.if_else(
            pc.equal(segments["kind"], kind), segments["record_id"], pa.scalar(None, pa.string())
        )
        yield from _dangling(
            file, f"record_id of a segment of kind {kind}", values, keys, "any record of that kind"
        )
    others = pc.invert(pc.is_in(segments["kind"], value_set=pa.array(list(known))))
    for row in rows_where(pc.and_(others, pc.is_valid(segments["record_id"]))):
        kind = segments["kind"][row].as_py()
        yield Finding(
            file, f"a segment of kind {kind} has a record_id, which only records have: {REMEDY}", row
        )


def _dangling(
    file: str, column: str, values: pa.ChunkedArray, known: pa.ChunkedArray, where: str
) -> Iterator[Finding]:
    missing = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known.combine_chunks())))
    for row in rows_where(missing):
        yield Finding(file, f"{column}: {values[row].as_py()!r} is not in {where}: {REMEDY}", row)


def check_digests(opened: Opened) -> Iterator[Said]:
    """The key of a record that was neither withheld nor altered holds the digest of its text."""
    for name, key in KEYS.items():
        file, first = f"{name}.parquet", 0
        for piece in batches(opened.folder / file, [key, "document_id", "text", "withheld", "altered"]):
            for row, record in enumerate(piece.to_pylist(), first):
                # Releases of earlier schemas lack these columns.
                is_as_read = record.get("withheld") is None and not record.get("altered")
                if is_as_read and not _is_key_of(record[key], record):
                    yield Finding(file, f"{record[key]!r} is not the key of its text: {REMEDY}", row)
            first += piece.num_rows


def _is_key_of(key: str, record: Mapping[str, Any]) -> bool:
    """Whether a key holds the digest of the record's text, after its document, a slash, a letter and a hyphen."""
    begin = len(record["document_id"]) + 3
    text = " ".join((record["text"] or "").split())
    return key[begin : begin + DIGITS] == hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGITS]
