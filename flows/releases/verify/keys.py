"""Checks of keys: no two rows have one, rows stand in their order, references resolve, and a key is that of its text."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.verify.opened import Opened
from flows.releases.verify.results import Finding, Said
from flows.releases.verify.tables import Files, batches, columns_of, rows_where

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
        files = opened.files(table.name)
        if table.key:
            yield from _in_order(files, columns_of(files, table.key))
        if set(PLACE) <= set(table.names) and table.key != PLACE:
            yield from _repeats(files, columns_of(files, PLACE))


def _in_order(files: Files, keys: pa.Table) -> Iterator[Finding]:
    before, after = keys.slice(0, max(0, keys.num_rows - 1)), keys.slice(1)
    ascends, is_equal = pa.scalar(False), pa.scalar(True)
    for name in keys.column_names:
        less, equal = pc.less(before[name], after[name]), pc.equal(before[name], after[name])
        ascends = pc.or_(ascends, pc.and_(is_equal, less))
        is_equal = pc.and_(is_equal, equal)
    if pc.all(ascends).as_py() is not False:
        return
    yield from _repeats(files, keys)
    descends = pc.invert(pc.or_(ascends, is_equal))
    for row in rows_where(descends):
        yield files.found(f"{_named(keys, row + 1)} stands after a greater key: {REMEDY}", row + 1)


def _repeats(files: Files, keys: pa.Table) -> Iterator[Finding]:
    names = keys.column_names
    numbered = keys.append_column("row", pa.array(range(keys.num_rows), pa.int64()))
    groups = numbered.group_by(names).aggregate([("row", "count"), ("row", "max")])
    for group in groups.filter(pc.greater(groups["row_count"], 1)).sort_by("row_max").to_pylist():
        said = ", ".join(f"{name} {group[name]!r}" for name in names)
        yield files.found(f"{said} is that of {group['row_count']} rows: {REMEDY}", group["row_max"])


def _named(keys: pa.Table, row: int) -> str:
    return ", ".join(f"{name} {keys[name][row].as_py()!r}" for name in keys.column_names)


def check_references(opened: Opened) -> Iterator[Said]:
    """Every foreign key names a row that is there."""
    for table in opened.package.tables:
        for column, target, of_target in table.references:
            referred, files = opened.package.table(target), opened.files(table.name)
            if referred is None or of_target not in referred.names:
                yield files.found(f"{column} refers to {target}.{of_target}, which is not there: {REMEDY}")
                continue
            known = columns_of(opened.files(target), [of_target])[of_target]
            values = columns_of(files, [column])[column]
            yield from _dangling(files, column, values, known, f"{target}.{of_target}")


def check_records(opened: Opened) -> Iterator[Said]:
    """The record of a segment is one of its kind; that of a duplicate is one of any."""
    files = opened.files("segments")
    segments = columns_of(files, ["kind", "record_id"])
    known = {KINDS[name]: columns_of(opened.files(name), [key])[key] for name, key in KEYS.items()}
    known["duplicate"] = pa.chunked_array(
        [chunk for keys in known.values() for chunk in keys.chunks], pa.string()
    )
    for kind, keys in known.items():
        values = pc.if_else(
            pc.equal(segments["kind"], kind), segments["record_id"], pa.scalar(None, pa.string())
        )
        yield from _dangling(
            files, f"record_id of a segment of kind {kind}", values, keys, "any record of that kind"
        )
    others = pc.invert(pc.is_in(segments["kind"], value_set=pa.array(list(known))))
    for row in rows_where(pc.and_(others, pc.is_valid(segments["record_id"]))):
        kind = segments["kind"][row].as_py()
        yield files.found(f"a segment of kind {kind} has a record_id, which only records have: {REMEDY}", row)


def _dangling(
    files: Files, column: str, values: pa.ChunkedArray, known: pa.ChunkedArray, where: str
) -> Iterator[Finding]:
    missing = pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known.combine_chunks())))
    for row in rows_where(missing):
        yield files.found(f"{column}: {values[row].as_py()!r} is not in {where}: {REMEDY}", row)


def check_digests(opened: Opened) -> Iterator[Said]:
    """The key of a record that was neither withheld nor altered holds the digest of its text."""
    for name, key in KEYS.items():
        files, first = opened.files(name), 0
        for piece in batches(files, [key, "document_id", "text", "withheld", "altered"]):
            for row, record in enumerate(piece.to_pylist(), first):
                # Releases of earlier schemas lack these columns.
                is_as_read = record.get("withheld") is None and not record.get("altered")
                if is_as_read and not _is_key_of(record[key], record):
                    yield files.found(f"{record[key]!r} is not the key of its text: {REMEDY}", row)
            first += piece.num_rows


def _is_key_of(key: str, record: Mapping[str, Any]) -> bool:
    """Whether a key holds the digest of the record's text, after its document, a slash, a letter and a hyphen."""
    begin = len(record["document_id"]) + 3
    text = " ".join((record["text"] or "").split())
    return key[begin : begin + DIGITS] == hashlib.sha256(text.encode("utf-8")).hexdigest()[:DIGITS]
