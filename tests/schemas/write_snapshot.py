"""Write the snapshot that today's columns are held to: ``tests/schemas/snapshot.json``.

    python -m tests.schemas.write_snapshot

Refused where the columns are others than the snapshot's and ``SCHEMA_VERSION`` is still its version.
"""

import json
import sys
from pathlib import Path
from typing import Any

from schemas import SCHEMA_VERSION, TABLES, Field, TableSchema

FILE = Path(__file__).with_name("snapshot.json")

Snapshot = dict[str, Any]


def snapshot(tables: tuple[TableSchema, ...] = TABLES, version: str = SCHEMA_VERSION) -> Snapshot:
    """The version, and of each table its keys and columns: all that a query may rest on, without descriptions."""
    return {"version": version, "tables": {table.name: _table(table) for table in tables}}


def refusal(old: Snapshot, new: Snapshot) -> str | None:
    """Why one snapshot may not take the place of another; None where it may."""
    before, after = ({name: json.dumps(of) for name, of in value["tables"].items()} for value in (old, new))
    if before == after or old["version"] != new["version"]:
        return None
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    return (
        f"the columns of {', '.join(changed)} changed and the schema's version is still {old['version']}: raise "
        "SCHEMA_VERSION in schemas/__init__.py, which says by how much"
    )


def dumped(value: Snapshot) -> str:
    """The snapshot as it stands in its file: one line a column, so that a change shows as one."""
    tables = []
    for name, table in value["tables"].items():
        columns = ",\n".join(
            f"    {json.dumps(key)}: {json.dumps(of)}" for key, of in table["columns"].items()
        )
        head = ",\n".join(
            f"   {json.dumps(key)}: {json.dumps(table[key])}" for key in ("key", "foreign_keys")
        )
        tables.append(f'  {json.dumps(name)}: {{\n{head},\n   "columns": {{\n{columns}\n   }}\n  }}')
    body = ",\n".join(tables)
    return f'{{\n "version": {json.dumps(value["version"])},\n "tables": {{\n{body}\n }}\n}}\n'


def main(file: Path = FILE, new: Snapshot | None = None) -> int:
    """Write the file, or say why not; the exit status."""
    new = snapshot() if new is None else new
    refused = refusal(json.loads(file.read_text(encoding="utf-8")), new) if file.exists() else None
    if refused is not None:
        sys.stderr.write(f"{refused}\n")
        return 1
    file.write_text(dumped(new), encoding="utf-8")
    return 0


def _table(table: TableSchema) -> dict[str, Any]:
    return {
        "key": list(table.key),
        "foreign_keys": [[list(key.columns), key.table, list(key.reference)] for key in table.foreign_keys],
        "columns": {field.name: _column(field) for field in table.fields},
    }


def _column(field: Field) -> dict[str, Any]:
    limits = {
        "allowed": list(field.allowed) or None,
        "pattern": field.pattern,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }
    stated = {name: limit for name, limit in limits.items() if limit is not None}
    return {"type": str(field.type), "nullable": field.nullable, "unique": field.unique, **stated}


if __name__ == "__main__":
    sys.exit(main())
