"""Release folders made of a few rows, without pages: what a diff is tried on."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import TABLES
from tests.schemas.valid_rows import Row, valid_row
from tests.schemas.valid_rows import tombstone as withheld_row

Rows = Mapping[str, Sequence[Row]]
Schemas = Mapping[str, pa.Schema]
SCHEMAS: Schemas = {table.name: table.arrow_schema for table in TABLES}
KEYS = {table.name: table.key for table in TABLES}


def key(document: str, letter: str, number: int) -> str:
    """The key of a record; the same number stands for the same text."""
    return f"{document}/{letter}-{number:016x}"


def document(name: str, **changes: Any) -> Row:
    return valid_row("documents", **{"document_id": name, "source": f"{name}.txt", "comments": 0, **changes})


def comment(page: str, number: int, text: str, **changes: Any) -> Row:
    values = {"comment_id": key(page, "c", number), "document_id": page, "sequence": number, "text": text}
    return valid_row("comments", **{**values, **changes})


def tombstone(page: str, number: int, **changes: Any) -> Row:
    """What is left of a comment that was withheld."""
    values = {
        "comment_id": f"{page}/c-withheld-{number}",
        "document_id": page,
        "sequence": number,
        "parent_id": None,
    }
    return withheld_row("comments", **{**values, **changes})


def release(
    folder: Path,
    rows: Rows,
    version: str = "1.0.0",
    schemas: Schemas = SCHEMAS,
    keys: Mapping[str, Sequence[str]] = KEYS,
    group: int = 65_536,
) -> Path:
    """Write a release with these rows, in the order of their keys, a table for each schema."""
    folder.mkdir()
    for name, schema in schemas.items():
        order = sorted(rows.get(name, ()), key=lambda row: tuple(row[column] for column in keys[name]))
        table = pa.Table.from_pylist(list(order), schema=schema)
        pq.write_table(table, folder / f"{name}.parquet", row_group_size=group)
    resources = [
        {"path": f"{name}.parquet", "schema": {"fields": [], "primaryKey": list(keys[name])}}
        for name in schemas
    ]
    descriptor = {"version": version, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder
