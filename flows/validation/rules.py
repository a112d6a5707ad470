"""Rows held to the rules of their table: every cell and row that breaks one, with the rule and what to do."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from flows.validation.findings import shortened
from flows.validation.flaws import MOST_EACH, Flaw, Read, flaws_where
from schemas import Failure, TableSchema, validate

YEARS_AHEAD = 5
"""Years by which a date that is still to come, such as the end of an application, may lie ahead."""
EARLIEST = date(1900, 1, 1)
_OF_THE_PAST = frozenset({"published_on", "captured_on", "issued_on", "posted_at"})
_STRUCTURE = frozenset({"column_missing", "column_surplus", "column_repeated"})
"""Failures that the names of the columns have told already."""
_UNUSABLE = frozenset({"isin", "str_matches", "not_null"})
"""Rules of one cell without which those of several cells say nothing of worth."""
_UNREAD = frozenset({"cell_type", "date_order", "formula"})
"""Flaws of cells of which no value could be read."""

REMEDIES: dict[str, str] = {
    "not_null": "fill in the cell",
    "unique": "give each row a key of its own, or leave the copy out",
    "unique_together": "number the rows of a document anew, each once",
    "isin": "take one of these words, as they are written here",
    "str_matches": "write it in this form; keys are copied from a release, never made by hand",
    "greater_than_or_equal_to": "correct the number",
    "less_than_or_equal_to": "correct the number",
    "not_blank": "write the text, or leave the cell empty",
    "members_given": "leave empty members out of the list",
    "signatories_given": "leave out what is not given, and signatories of whom nothing is",
    "spans_in_order": "order the spans as they stand in the page, each with start before end",
    "precision_given": "give the date and its precision, or neither",
    "precision_fits": "write the first day of the month or the year, or precision day",
    "start_before_end": "see whether start and end are swapped",
    "start_not_after_end": "see whether start and end are swapped",
    "start_with_end": "give both, or neither",
    "minimum_first": "see whether minimum and maximum are swapped",
    "no_parent_at_top": "depth 1 for a reply, or no parent_id",
    "not_its_own_parent": "name the comment that it replies to, or leave the cell empty",
    "key_of_document": "see whether columns are swapped: the key begins with the document_id of its row",
    "given_unless_withheld": "fill in the cell, or say in `withheld` why it is empty",
    "opaque_where_withheld": "give a withheld row the key that the release gave it, and no other row such a key",
    "nothing_where_withheld": "leave the cells of a withheld row empty",
    "column_type": "write the column in this type",
    "column_readable": "write the file anew: what the column holds is broken",
}
"""What to do about each rule of the schemas."""


def broken_rules(read: Read, most: int, today: date) -> tuple[list[Flaw], list[tuple[str, str, int]]]:
    """Every flaw of the rows that were read, and (column, rule, count) of those beyond ``most`` of a rule.

    A cell that has no value, or one in no known form, counts once: what rules of several columns make of it is left out.
    """
    unread: set[tuple[int | None, str | None]] = {
        (flaw.row, flaw.column) for flaw in read.flaws if flaw.row is not None and flaw.code in _UNREAD
    }
    limit = max(most, min(read.table.num_rows, MOST_EACH))
    found = validate(read.table, read.schema, limit=limit)
    parts = _columns_of_rules(read.schema)
    unusable: set[tuple[int | None, str | None]] = {
        (failure.row, failure.column)
        for failure in found.failures
        if failure.row is not None and failure.rule in _UNUSABLE
    }
    flaws = [
        _flaw(failure)
        for failure in found.failures
        if failure.rule not in _STRUCTURE and not _follows(failure, parts, unread, unusable)
    ]
    more = [(total.column, total.rule, total.rows - limit) for total in found.totals if total.rows > limit]
    return [*flaws, *_dates(read.table, today)], more


def _follows(
    failure: Failure,
    parts: Mapping[tuple[str, str], tuple[str, ...]],
    unread: set[tuple[int | None, str | None]],
    unusable: set[tuple[int | None, str | None]],
) -> bool:
    """Whether a failure only follows from a cell that was told of already."""
    columns = parts.get((failure.rule, failure.column))
    if columns is None:
        return (failure.row, failure.column) in unread
    return any((failure.row, column) in unread or (failure.row, column) in unusable for column in columns)


def _flaw(failure: Failure) -> Flaw:
    value = failure.value if failure.row is not None or failure.value is None else shortened(failure.value)
    return Flaw(
        failure.rule,
        f"expected {failure.expected}",
        REMEDIES[failure.rule],
        failure.row,
        failure.column,
        value,
    )


def _columns_of_rules(schema: TableSchema) -> dict[tuple[str, str], tuple[str, ...]]:
    """The columns of each rule of several, by its name and the column to which a failure is laid."""
    checks = [(str(check.name), check.statistics["columns"]) for check in schema.pandera.checks]
    return {(name, columns[-1]): tuple(columns) for name, columns in checks}


def _dates(table: pa.Table, today: date) -> Iterator[Flaw]:
    """Dates that lie ahead or back too far to be right."""
    for field in table.schema:
        if not (pa.types.is_date(field.type) or pa.types.is_timestamp(field.type)):
            continue
        days = table[field.name].cast(pa.date32(), safe=False)
        is_past = field.name in _OF_THE_PAST
        last = today + timedelta(days=1 if is_past else 366 * YEARS_AHEAD)
        words = "lies in the future" if is_past else f"lies more than {YEARS_AHEAD} years ahead"
        yield from _wrong_years(table, field.name, pc.greater(days, pa.scalar(last)), "date_ahead", words)
        before = f"lies before {EARLIEST.year}"
        yield from _wrong_years(table, field.name, pc.less(days, pa.scalar(EARLIEST)), "date_back", before)


def _wrong_years(
    table: pa.Table, column: str, wrong: pa.ChunkedArray, code: str, message: str
) -> Iterator[Flaw]:
    def flaw(row: int) -> Flaw:
        return Flaw(code, message, "correct the year", row, column, str(table[column][row]))

    return flaws_where(wrong, flaw)
