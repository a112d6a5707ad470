"""Tables: the records of many pages as Arrow tables in the order of their keys."""

from collections.abc import Iterable, Sequence

import pyarrow as pa

from flows.problems import Problem, Severity
from flows.records import PageRecords, Row
from schemas import TABLES, TableSchema, table_named

Tables = dict[str, pa.Table]
"""The seven tables by name; ``captures`` is empty until captures are resolved. Before that those of ``WORKING`` may stand there."""

SKETCHES = "sketches"
"""What captures of one post are found by (``flows.captures.sketches``)."""
TEXTS = "texts"
"""The texts of pages with private data, ``document_id`` and ``text``: masks need them."""
WORKING = (SKETCHES, TEXTS)
"""Tables that are in no release: what is kept of pages so that they need not be read again."""

ALTERED = "altered"
"""The column that lists where publishing changed a row: nowhere, as it is read."""
_UNALTERED: Row = {ALTERED: []}
_ORDER_WITHOUT_KEY = ("source", "start", "line", "code", "message", "end", "document_id")


def tables_of(pages: Iterable[PageRecords], problems: Iterable[Problem] = ()) -> Tables:
    """The rows of these pages, and problems that belong to no page, in the tables' schemas, as yet unsorted."""
    rows: dict[str, list[Row]] = {schema.name: [] for schema in TABLES}
    for page in pages:
        rows["documents"].append(page.document)
        rows["comments"] += page.comments
        rows["bulletins"] += page.bulletins
        rows["job_adverts"] += page.job_adverts
        rows["segments"] += page.segments
        rows["problems"] += [problem._asdict() for problem in page.problems]
    rows["problems"] += [problem._asdict() for problem in problems]
    return {
        schema.name: pa.Table.from_pylist(
            [_UNALTERED | row for row in rows[schema.name]]
            if ALTERED in schema.columns
            else rows[schema.name],
            schema=schema.arrow_schema,
        )
        for schema in TABLES
    }


def problems_in(tables: Tables) -> list[Problem]:
    """The rows of the problems table."""
    return [
        Problem(**{**row, "severity": Severity(row["severity"])}) for row in tables["problems"].to_pylist()
    ]


def merged(parts: Sequence[Tables]) -> Tables:
    """Tables joined and sorted, so that they do not depend on how the pages were divided among the parts.

    Working tables stay where all parts have them.
    """
    whole = {
        schema.name: sorted_table(pa.concat_tables([part[schema.name] for part in parts]), schema)
        for schema in TABLES
    }
    for name in WORKING:
        if all(name in part for part in parts):
            whole[name] = pa.concat_tables([part[name] for part in parts])
    return whole


def with_problems(tables: Tables, problems: Iterable[Problem]) -> Tables:
    """The tables with more rows in ``problems``, which are in their order again."""
    rows = tables_of([], problems)["problems"]
    if not rows.num_rows:
        return tables
    more = pa.concat_tables([tables["problems"], rows])
    return {**tables, "problems": sorted_table(more, table_named("problems"))}


def sorted_table(table: pa.Table, schema: TableSchema) -> pa.Table:
    """The table in the order of its key; problems, which have none, by place and then by what they say."""
    names = schema.key or tuple(name for name in _ORDER_WITHOUT_KEY if name in table.column_names)
    return table.sort_by([(name, "ascending") for name in names]).combine_chunks()
