"""Rows of a page under another document's id: their keys and references begin with it."""

from collections.abc import Collection, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from flows.records import Row
from flows.tables import sorted_table
from schemas import TableSchema

_KEYS = ("comment_id", "parent_id", "bulletin_id", "advert_id", "record_id")
"""Columns that hold the key of a record of the row's own document."""


def rekeyed(
    table: pa.Table, schema: TableSchema, names: Mapping[str, str], dropped: Collection[str]
) -> pa.Table:
    """The rows of a table without those of dropped documents, and with the new ids of others, in order."""
    affected = pc.is_in(table["document_id"], value_set=pa.array(sorted({*names, *dropped}), pa.string()))
    if not pc.any(affected).as_py():
        return table
    renamed = table.filter(pc.is_in(table["document_id"], value_set=pa.array(sorted(names), pa.string())))
    keys = [name for name in _KEYS if name in table.column_names]
    rows = [_renamed(row, names[row["document_id"]], keys) for row in renamed.to_pylist()]
    others = table.filter(pc.invert(affected))
    if not rows:
        return others.combine_chunks()
    return sorted_table(
        pa.concat_tables([others, pa.Table.from_pylist(rows, schema=schema.arrow_schema)]), schema
    )


def _renamed(row: Row, document_id: str, keys: Collection[str]) -> Row:
    before = len(row["document_id"])
    new = {name: document_id + row[name][before:] for name in keys if row[name] is not None}
    return row | new | {"document_id": document_id}
