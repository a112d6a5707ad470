"""Which columns of a shard hold what: the section ``[shards]`` of ``dataset.toml``."""

from pathlib import Path
from typing import Any, NamedTuple

from flows.errors import UsageError


class Columns(NamedTuple):
    """The names of a record's text, identifier, address, and day of capture: by default as FineWeb has them."""

    text: str = "text"
    id: str = "id"
    url: str = "url"
    date: str = "date"


DEFAULT = Columns()


def columns_of(values: Any, file: Path) -> Columns:
    """The names in a section of this file; UsageError naming file and key where one is wrong."""
    if not isinstance(values, dict):
        raise UsageError(f"{file}: shards should be a table that begins with [shards]")
    for key, name in values.items():
        if key not in Columns._fields:
            raise UsageError(
                f"{file}: shards.{key} is not known: it may hold {', '.join(Columns._fields)}, each the name of a column"
            )
        if not isinstance(name, str) or not name.strip():
            raise UsageError(f"{file}: shards.{key} should be the name of a column, in quotation marks")
    columns = Columns(**values)
    if len(set(columns)) < len(columns):
        raise UsageError(
            f"{file}: shards names one column twice (text, id, url and date, where nothing is said): give each its own"
        )
    return columns
