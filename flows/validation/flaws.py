"""Flaws of rows, before they have their place in the file, and what is read of a file of rows."""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.problems import Severity
from flows.validation.findings import Finding, shortened
from schemas import TableSchema


class Flaw(NamedTuple):
    """Something wrong with a row (counted from 0 among those read) or, where it could not be read, with its place."""

    code: str
    message: str
    remedy: str
    row: int | None
    column: str | None = None
    value: str | None = None
    severity: Severity = Severity.ERROR
    start: int | None = None
    """The byte at which a row that was not read begins."""
    also: int = 0
    """How many more rows have the same flaw, without one of their own: a file may have millions."""


class Read(NamedTuple):
    """What was read of a file of rows: the columns that are sound, findings with their place, flaws as yet without.

    ``starts`` are the bytes at which the rows begin, ``columns`` the place of each column in a row: empty for Parquet.
    """

    schema: TableSchema
    table: pa.Table
    findings: tuple[Finding, ...]
    flaws: tuple[Flaw, ...]
    starts: "array[int]"
    separator: bytes = b","
    columns: Mapping[str, int] = {}


MOST_EACH = 20_000
"""Flaws of a rule that are told apart in one file."""


def flaws_where(rows: pa.ChunkedArray | pa.Array, flaw_of: Callable[[int], Flaw]) -> Iterator[Flaw]:
    """A flaw for each row for which the answer is true; beyond ``MOST_EACH`` they are only counted."""
    if not len(rows):  # Arrow ends the process over an array without chunks
        return
    wrong = pc.indices_nonzero(pc.fill_null(rows, False))
    shown = wrong[:MOST_EACH].to_pylist()
    for place, row in enumerate(shown, 1):
        flaw = flaw_of(row)
        yield flaw if place < len(shown) else flaw._replace(also=len(wrong) - len(shown))


_FORMS: tuple[tuple[str, str, str], ...] = (
    ("date32", "a date", "write year, month, day: 2016-02-22"),
    ("timestamp", "a time", "write 2016-02-22T08:11:00"),
    ("int64", "a whole number", "write digits alone: 1200"),
    ("bool", "true or false", "write true or false"),
    ("decimal128", "an amount with at most two decimals", "write digits and a full stop, no sign of the currency: 28500.50"),
    ("list", "a list in JSON, of this column's form", 'write it as JSON, such as ["one", "two"] or [{"start": 0, "end": 12}]'),
    ("string", "text", "write text"),
)  # fmt: skip
"""The types of columns, by the beginning of their names: what a cell must be, and how it is written."""
_SLASHED = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")


def type_flaw(row: int, column: str, cell: str, kind: pa.DataType) -> Flaw:
    """The flaw of a cell that says no value of its column's type."""
    what, remedy = next((what, remedy) for name, what, remedy in _FORMS if str(kind).startswith(name))
    code = "cell_type"
    if pa.types.is_temporal(kind) and (match := _SLASHED.match(cell)):
        code, remedy = "date_order", _order(*map(int, match.groups()))
    return Flaw(code, f"not {what}", remedy, row, column, shortened(repr(cell[:200])))


def _order(first: int, second: int, year: int) -> str:
    if first > 12 >= second:
        return f"write the year first: {year}-{second:02}-{first:02}"
    if second > 12 >= first:
        return f"this is the American order; write the year first: {year}-{first:02}-{second:02}"
    return (
        f"write the year first, {year}-{second:02}-{first:02} or (if the month stands first, as in America) "
        f"{year}-{first:02}-{second:02}"
    )
