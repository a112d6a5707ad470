"""The data dictionary, derived from the models.

python -m schemas.dictionary > docs/data-dictionary.md
"""

import sys
from dataclasses import dataclass

import pyarrow as pa

from schemas import TABLES
from schemas.rules import NOT_BLANK
from schemas.table import Field, TableSchema

_PLAIN_TYPES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.bool_(): "true or false",
    pa.date32(): "date",
    pa.timestamp("s"): "date and time to the second, no time zone",
}

_OPENING = """\
# Data dictionary

Written by `python -m schemas.dictionary > docs/data-dictionary.md` from the models in `schemas/`: change
them, not this file. In CSV a null is an empty cell, lists and structures are JSON, dates and times ISO 8601.
Parquet has no times in seconds: there they are kept in milliseconds.
"""


@dataclass(frozen=True)
class DictionaryRow:
    """One column of one table in plain words."""

    table: str
    column: str
    type: str
    nullable: bool
    key: str
    allowed: str
    description: str


def rows() -> tuple[DictionaryRow, ...]:
    """Every column of every table, in order."""
    return tuple(
        DictionaryRow(
            table=table.name,
            column=field.name,
            type=plain_type(field.type),
            nullable=field.nullable,
            key=_key(table, field.name),
            allowed=_allowed(field),
            description=field.description,
        )
        for table in TABLES
        for field in table.fields
    )


def markdown() -> str:
    """The dictionary as a Markdown document, one section for each table."""
    return "\n".join([_OPENING, *(section(table) for table in TABLES)])


def section(table: TableSchema, level: int = 2) -> str:
    """One table's part of the dictionary, under a heading of this level."""
    lines = [f"{'#' * level} {table.name}", "", table.description, ""]
    lines += ["| column | type | null | key | allowed values | description |", "|---|---|---|---|---|---|"]
    for row in rows():
        if row.table == table.name:
            null = "yes" if row.nullable else "no"
            cells = (f"`{row.column}`", row.type, null, row.key, row.allowed, row.description)
            lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def plain_type(data_type: pa.DataType) -> str:
    """An Arrow type in words for people who do not know Arrow."""
    if pa.types.is_list(data_type):
        return f"list of {plain_type(data_type.value_type)}"
    if pa.types.is_struct(data_type):
        return "{" + ", ".join(f"{part.name}: {plain_type(part.type)}" for part in data_type.fields) + "}"
    if pa.types.is_decimal(data_type):
        return f"decimal number, {data_type.scale} places"
    return _PLAIN_TYPES[data_type]


def _key(table: TableSchema, column: str) -> str:
    part = "key" if table.key == (column,) else "part of the key" if column in table.key else ""
    references = [
        f"refers to {key.table}.{key.reference[key.columns.index(column)]}"
        for key in table.foreign_keys
        if column in key.columns
    ]
    return "; ".join(filter(None, [part, *references]))


def _allowed(field: Field) -> str:
    # That a text is not blank goes without saying.
    return "; ".join(rule for rule in field.rules if rule != NOT_BLANK.expected)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    sys.stdout.write(markdown())
