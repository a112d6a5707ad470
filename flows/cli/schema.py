"""``schema``: the data dictionary."""

from rich.markup import escape
from rich.table import Table

from flows.cli.report import console
from flows.errors import UsageError
from schemas import TABLES, TableSchema, table_named
from schemas.dictionary import rows


def run_schema(name: str | None) -> int:
    """Print the columns of one table or of all, with their types and what they mean."""
    try:
        tables: tuple[TableSchema, ...] = TABLES if name is None else (table_named(name),)
    except LookupError as error:
        raise UsageError(str(error)) from error
    out = console()
    entries = rows()
    for schema in tables:
        out.print(f"[bold]{schema.name}[/bold]: {escape(schema.description)}")
        if schema.key:
            out.print(f"key: {', '.join(schema.key)}")
        shown = Table(box=None, pad_edge=False, show_header=True)
        for heading in ("column", "type", "null", "meaning"):
            shown.add_column(heading, overflow="fold")
        for row in entries:
            if row.table == schema.name:
                shown.add_row(row.column, row.type, "yes" if row.nullable else "no", escape(row.description))
        out.print(shown)
        out.print()
    return 0
