"""``changes.json``: all that changed, for programs. Names stay, new ones may come."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TextIO

from flows.releases.changes.excerpt import as_line
from flows.releases.changes.result import Changes, TableChanges
from flows.releases.changes.words import level_word
from flows.releases.versions import Level


def write_json(
    out: TextIO, changes: Changes, rows: Iterable[str], old: str | None, new: str | None, level: Level
) -> None:
    """Write one JSON object, a line to each row that differs; ``rows`` are the lines that the comparison wrote."""
    schema = [
        {"table": c.table, "column": c.column, "change": c.change, "old": c.old, "new": c.new}
        for c in changes.schema
    ]
    _write(out, old, new, level_word(level), changes.why, schema)
    lines = iter(rows)
    _write_tables(out, ((_counts(table), islice(lines, table.listed)) for table in changes.tables))


def write_first_json(out: TextIO, new: str, counts: Mapping[str, int]) -> None:
    """The same of a first release, which nothing went before: the rows of each table are counted and not listed."""
    _write(out, None, new, "first", ("the first release",), [])
    _write_tables(out, (({"name": name, "added": rows}, iter(())) for name, rows in counts.items()))


def _counts(table: TableChanges) -> dict[str, Any]:
    return {
        "name": table.name,
        "before": table.before,
        "after": table.after,
        "added": table.added,
        "removed": table.removed,
        "changed": table.changed,
        "reworded": table.reworded,
        "withheld": table.withheld,
        "columns": dict(table.columns),
    }


def _write(
    out: TextIO, old: str | None, new: str | None, level: str, why: Iterable[str], schema: list[Any]
) -> None:
    for name, value in (("from", old), ("to", new), ("level", level), ("why", list(why)), ("schema", schema)):
        opening = "{" if name == "from" else ""
        out.write(f'{opening}"{name}": {as_line(value)},\n')


def _write_tables(out: TextIO, tables: Iterable[tuple[dict[str, Any], Iterator[str]]]) -> None:
    out.write('"tables": [')
    for place, (table, rows) in enumerate(tables):
        out.write(",\n" if place else "\n")
        out.write(as_line(table).removesuffix("}") + ', "rows": [')
        for number, row in enumerate(rows):
            out.write((",\n" if number else "\n") + row.rstrip("\n"))
        out.write("]}")
    out.write("\n]}\n")
