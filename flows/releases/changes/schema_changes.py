"""What changed in the columns of the tables: whether a query that ran on the old release still runs on the new one."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from flows.releases.changes.result import SchemaChange
from flows.releases.changes.tables import TableFile
from flows.releases.versions import Level

_DESCRIPTION = b"description"
_NULLS = ("never null", "may be null")


def schema_changes(old: Mapping[str, TableFile], new: Mapping[str, TableFile]) -> tuple[SchemaChange, ...]:
    """Tables and columns that came, went or are of another kind, in the tables' order."""
    return tuple(
        change for name in {**new, **old} for change in _of_table(name, old.get(name), new.get(name))
    )


def is_comparable(old: TableFile, new: TableFile) -> bool:
    """Whether rows of both tables can be told to be the same: by one key, of the same types."""
    return old.key == new.key and all(old.schema.field(k).type == new.schema.field(k).type for k in new.key)


def _of_table(name: str, old: TableFile | None, new: TableFile | None) -> Iterator[SchemaChange]:
    if old is None:
        yield SchemaChange(name, None, "table_added", None, None, Level.MINOR, f"the table {name} is new")
        return
    if new is None:
        yield SchemaChange(name, None, "table_removed", None, None, Level.MAJOR, f"the table {name} is gone")
        return
    if old.key != new.key:
        was, now = (", ".join(table.key) or "none" for table in (old, new))
        words = f"{name}: the key is now {now} (it was {was}), so its rows cannot be told to be the same"
        yield SchemaChange(name, None, "key", was, now, Level.MAJOR, words)
    for column in dict.fromkeys((*old.columns, *new.columns)):
        what = f"{name}: column {column}"
        if column not in old.columns:
            kind = str(new.schema.field(column).type)
            yield SchemaChange(name, column, "column_added", None, kind, Level.MINOR, f"{what} is new")
        elif column not in new.columns:
            kind = str(old.schema.field(column).type)
            yield SchemaChange(name, column, "column_removed", kind, None, Level.MAJOR, f"{what} is gone")
        else:
            yield from _of_column(name, what, old.schema.field(column), new.schema.field(column))
    first, then = (
        [c for c in table.columns if c in old.columns and c in new.columns] for table in (old, new)
    )
    if first != then:
        words = f"{name}: the columns stand in another order"
        yield SchemaChange(name, None, "order", ", ".join(first), ", ".join(then), Level.PATCH, words)


def _of_column(table: str, what: str, old: pa.Field, new: pa.Field) -> Iterator[SchemaChange]:
    column = new.name
    was, now = str(old.type), str(new.type)
    if old.type != new.type:
        yield SchemaChange(
            table, column, "type", was, now, Level.MAJOR, f"{what} is now {now} (it was {was})"
        )
    if old.nullable != new.nullable:
        level = Level.MAJOR if new.nullable else Level.PATCH
        words = f"{what} {'may now be null' if new.nullable else 'is never null now'}"
        yield SchemaChange(table, column, "null", _NULLS[old.nullable], _NULLS[new.nullable], level, words)
    was, now = (
        (field.metadata or {}).get(_DESCRIPTION, b"").decode("utf-8", "replace") for field in (old, new)
    )
    if was != now:
        words = f"{what} is described in other words"
        yield SchemaChange(table, column, "description", was, now, Level.PATCH, words)
