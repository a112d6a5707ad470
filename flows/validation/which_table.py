"""Which table rows belong to, told from the names of their columns, and what is wrong with those names."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache

from flows.problems import Severity
from flows.validation.findings import Finding, shortened
from schemas import TABLES, TableSchema, table_named

_LEAST_ALIKE = 0.5
"""The part of a file's column names that must be those of its table."""
_NAMES = ", ".join(table.name for table in TABLES)


def known_names(names: Sequence[str]) -> int:
    """How many of these are names of columns, of whatever table, but for case and blanks."""
    return sum(_plain(name) in _known() for name in names)


def table_of(names: Sequence[str], wanted: str | None, where: str) -> TableSchema | Finding:
    """The table with these columns, or the one that was asked for; a finding where none can be told.

    ``where`` says what the names were read from.
    """
    if wanted is not None:
        return table_named(wanted)
    plain = {_plain(name) for name in names}
    shared = {table.name: len(plain & set(table.columns)) for table in TABLES}
    alike = {
        table.name: shared[table.name] / len(plain | set(table.columns))
        for table in TABLES
        if shared[table.name] >= _LEAST_ALIKE * len(plain)
    }
    best = sorted(alike, key=lambda name: -alike[name])
    if best and (len(best) == 1 or alike[best[0]] > alike[best[1]]):
        return table_named(best[0])
    if not any(shared.values()):
        shown = shortened(", ".join(names))
        return Finding(
            Severity.ERROR,
            "header_missing",
            f"{where} names no column of any table: {shown}",
            f"begin the file with the names of the columns (`probation-corpus schema`); the tables are {_NAMES}",
            line=1,
        )
    return Finding(
        Severity.ERROR,
        "table_unknown",
        f"these are the columns of no one table: {shortened(', '.join(names))}",
        f"name the table with --table ({_NAMES}), or see its columns with `probation-corpus schema`",
        line=1,
    )


def header_findings(names: Sequence[str], schema: TableSchema) -> Iterator[Finding]:
    """What is wrong with the names of the columns, each in its own finding."""
    error = Severity.ERROR
    see = f"`probation-corpus schema {schema.name}` shows them"
    counts = Counter(names)
    for name, count in counts.items():
        if name in schema.columns and count > 1:
            message = f"the column {name} stands {count} times: none of them is read"
            yield Finding(error, "column_repeated", message, "keep one of them", 1)
    for name in schema.columns:
        if name not in counts:
            message = f"{schema.name} has a column {name!r}, the file has none"
            yield Finding(error, "column_missing", message, f"add it, with empty cells where nothing is known; {see}", 1)  # fmt: skip
    for name in counts:
        if name not in schema.columns:
            near = get_close_matches(_plain(name)[:100], schema.columns, 1)
            remedy = f"did you mean {near[0]}?" if near and near[0] not in counts else f"leave it out; {see}"
            yield Finding(
                error, "column_surplus", f"{schema.name} has no column {shortened(name)!r}", remedy, 1
            )
    present = [name for name in names if name in schema.columns]
    if present != sorted(present, key=schema.columns.index):
        message = f"the columns stand in another order than those of {schema.name}"
        remedy = f"put them in this order: {', '.join(schema.columns)}"
        yield Finding(error, "column_order", message, remedy, 1)


def sound_columns(names: Sequence[str], schema: TableSchema) -> list[str]:
    """The columns of the table that the file has once, in the file's order."""
    counts = Counter(names)
    return [name for name in counts if name in schema.columns and counts[name] == 1]


@cache
def _known() -> frozenset[str]:
    return frozenset(column for table in TABLES for column in table.columns)


def _plain(name: str) -> str:
    return "_".join(name.strip().lower().split())
