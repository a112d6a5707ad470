"""Withholding: what ``withheld.toml`` names leaves a tombstone, and its words, authors and true keys leave the tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import UsageError
from flows.publication.echoes import Echo, echoes
from flows.publication.matching import (
    RECORD_TABLES,
    WithheldRecord,
    check_found,
    key_column,
    opaque_ids,
    opaque_keys,
    withheld_documents,
    withheld_records,
)
from flows.publication.messages import without_quotes
from flows.publication.withheld import Withheld
from flows.records import Row
from flows.sources import SIDECAR, SUFFIX
from flows.tables import Tables, merged
from schemas import TableSchema, table_named

_STAYS = {
    "comments": ("document_id", "parent_id", "sequence", "depth", "spans", "certainty"),
    "bulletins": ("document_id", "comment_id", "sequence", "spans"),
    "job_adverts": ("document_id", "comment_id", "sequence", "spans", "copies"),
}
"""What a tombstone keeps: its place."""
_REFERENCES = (
    ("comments", "parent_id"),
    ("bulletins", "comment_id"),
    ("job_adverts", "comment_id"),
    ("segments", "record_id"),
)
"""Columns that hold keys of records."""
_INSTEAD = {"is_removed": False, "characters": 0, "comments": 0, "bulletins": 0, "job_adverts": 0}
"""What a tombstone has in columns that are never null; in lists it has none."""


class Withholding(NamedTuple):
    """The tables to publish, and what the maintainer has to know of the rest.

    ``keys`` and ``documents`` are the true keys of all records and documents that are withheld, those that were not found
    among them: no release may hold them, nor ``texts``, their words. ``echoes`` are rows that are published and repeat withheld words.
    """

    tables: Tables
    keys: frozenset[str]
    documents: frozenset[str]
    texts: tuple[str, ...]
    echoes: tuple[Echo, ...]


def withhold(tables: Tables, entries: Sequence[Withheld]) -> Withholding:
    """The tables with tombstones for all that is withheld, in the order of their keys; unchanged where nothing is.

    Raises UsageError where an entry withholds nothing, unless what it names is known to be gone.
    """
    if not entries:
        return Withholding(tables, frozenset(), frozenset(), (), ())
    documents = withheld_documents(tables["documents"], entries)
    found = withheld_records(tables, entries, documents)
    check_found(tables, entries, found)
    records = [record for record in found if record.row["document_id"] not in documents]
    unpublished, rest = _divided(tables, documents, entries)
    published = merged([_with_tombstones(rest, records, documents)])
    texts = (*(record.row["text"] for record in records), *_texts(unpublished))
    return Withholding(
        tables=published,
        keys=frozenset({record.key for record in records}.union(*(_keys_named(entry) for entry in entries))),
        documents=frozenset({*documents, *(entry.document for entry in entries if entry.record is None)}),
        texts=texts,
        echoes=echoes(published, texts),
    )


def _keys_named(entry: Withheld) -> set[str]:
    return set() if entry.record is None else {entry.name, f"{entry.document}/{entry.record}"}


def _divided(
    tables: Tables, documents: Mapping[str, Withheld], entries: Sequence[Withheld]
) -> tuple[Tables, Tables]:
    """The rows of withheld documents, and all others; problems of files that are named like them are theirs."""
    ids = pa.array(list(documents), pa.string())
    sources = pc.if_else(
        pc.is_in(tables["documents"]["document_id"], ids), tables["documents"]["source"], None
    )
    names = {*documents, *(entry.document for entry in entries if entry.record is None)}
    files = pa.array(
        [
            *(f"{name}{suffix}" for name in names for suffix in (SUFFIX, SIDECAR)),
            *sources.drop_null().to_pylist(),
        ]
    )
    inside: Tables = {}
    outside: Tables = {}
    for name, table in tables.items():
        is_inside = pc.is_in(table["document_id"], ids)
        if name == "problems":
            is_inside = pc.or_(is_inside, pc.is_in(table["source"], files.cast(pa.string())))
        inside[name] = table.filter(is_inside)
        outside[name] = table.filter(pc.invert(is_inside))
    return inside, outside


def _texts(tables: Tables) -> list[str]:
    columns = [tables["documents"]["body"], *(tables[name]["text"] for name in RECORD_TABLES)]
    return [text for column in columns for text in column.drop_null().to_pylist()]


def _with_tombstones(
    tables: Tables,
    records: Sequence[WithheldRecord],
    documents: Mapping[str, Withheld],
) -> Tables:
    """The tables with tombstones in the place of these records and for these documents, and references that follow."""
    names = opaque_keys(records)
    result = {**tables, "problems": without_quotes(tables, records)}
    for table in RECORD_TABLES:
        graves = [_tombstone(table, record, names[record.key]) for record in records if record.table == table]
        result[table] = _replaced(tables[table], table_named(table), [r.key for r in records], graves)
    for table, column in _REFERENCES:
        result[table] = _renamed(result[table], column, names)
    ids = opaque_ids(documents)
    _check_free(ids.values(), tables["documents"])
    graves = [_document_tombstone(ids[name], entry) for name, entry in documents.items()]
    result["documents"] = _replaced(tables["documents"], table_named("documents"), (), graves)
    return result


def _check_free(ids: Iterable[str], documents: pa.Table) -> None:
    for taken in sorted(set(ids).intersection(documents["document_id"].to_pylist())):
        raise UsageError(f"{taken}{SUFFIX} has the name that a withheld document gets: rename the file")


def _tombstone(table: str, record: WithheldRecord, key: str) -> Row:
    place = {name: record.row[name] for name in _STAYS[table]}
    return _empty(table_named(table)) | place | {key_column(table): key, "withheld": record.entry.reason}


def _document_tombstone(document_id: str, entry: Withheld) -> Row:
    return _empty(table_named("documents")) | {"document_id": document_id, "withheld": entry.reason}


def _empty(schema: TableSchema) -> Row:
    """A row that says nothing."""
    return {
        field.name: [] if pa.types.is_list(field.type) else _INSTEAD.get(field.name)
        for field in schema.fields
    }


def _replaced(table: pa.Table, schema: TableSchema, keys: Iterable[str], rows: Sequence[Row]) -> pa.Table:
    """The table with these rows in the place of those with these keys."""
    (key,) = schema.key
    others = table.filter(pc.invert(pc.is_in(table[key], pa.array(list(keys), pa.string()))))
    return pa.concat_tables([others, pa.Table.from_pylist(list(rows), schema=schema.arrow_schema)])


def _renamed(table: pa.Table, column: str, names: Mapping[str, str]) -> pa.Table:
    """The table with references to these keys by their new names."""
    old, new = pa.array(list(names), pa.string()), pa.array(list(names.values()), pa.string())
    found = new.take(pc.index_in(table[column].combine_chunks(), old))
    values = pc.coalesce(found, table[column])
    place = table.schema.get_field_index(column)
    return table.set_column(place, table.schema.field(column), values)
