"""Withholding: what ``withheld.toml`` names leaves a tombstone, and its words, authors and true keys leave the tables."""

from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flows.publication.finding import Found
from flows.publication.matching import WithheldRecord, opaque_ids, opaque_keys
from flows.publication.messages import without_quotes
from flows.publication.named import RECORD_TABLES, key_column
from flows.publication.withheld import Withheld
from flows.records import Row
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


def with_tombstones(tables: Tables, found: Found) -> Tables:
    """All tables or a part of them, in the order of their keys, with tombstones for what is withheld of them; unchanged where nothing is.

    The tombstone of a document stands in the part that has the document; its own id may have another place in the order.
    """
    if not found.entries:
        return tables
    here = frozenset(tables["documents"]["document_id"].to_pylist())
    records = [record for record in found.records if record.row["document_id"] in here]
    rest = _outside(tables, found)
    names = opaque_keys(records)
    result = {**rest, "problems": without_quotes(rest, found)}
    for table in RECORD_TABLES:
        graves = [_tombstone(table, record, names[record.key]) for record in records if record.table == table]
        result[table] = _replaced(rest[table], table_named(table), [r.key for r in records], graves)
    for table, column in _REFERENCES:
        result[table] = _renamed(result[table], column, names)
    ids = opaque_ids(found.documents)
    graves = [
        _document_tombstone(ids[name], entry) for name, entry in found.documents.items() if name in here
    ]
    result["documents"] = _replaced(rest["documents"], table_named("documents"), (), graves)
    return merged([result])


def _outside(tables: Tables, found: Found) -> Tables:
    """The rows of all but withheld documents; problems of files that are named like these are theirs."""
    ids, files = (
        pa.array(list(found.documents), pa.string()),
        pa.array(sorted(found.files | found.ids), pa.string()),
    )
    outside: Tables = {}
    for name, table in tables.items():
        is_inside = pc.is_in(table["document_id"], ids)
        if name == "problems":
            is_inside = pc.or_(is_inside, pc.is_in(table["source"], files))
        outside[name] = table.filter(pc.invert(is_inside))
    return outside


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
