"""Rows of a CSV file as a table: all that is wrong with its form and its cells at once, each with its place."""

from array import array
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.problems import Severity
from flows.releases.csv_tables import is_readable, values_of
from flows.validation.csv_cells import MOST_BROKEN, MOST_CELLS, SEPARATORS, Broken, Row, rows_in
from flows.validation.findings import Finding, shortened
from flows.validation.flaws import Flaw, Read, flaws_where, type_flaw
from flows.validation.pages import encoding_finding
from flows.validation.which_table import header_findings, known_names, sound_columns, table_of
from schemas import TableSchema

LARGEST = 128 * 2**20
"""Bytes that a CSV file may have."""
BATCH_ROWS = 16_384
MOST_FLAWS = 50_000
"""Flaws after which the rest of a file is not read."""
FORMULA = r"\A[=+\-@\t\r]"
"""Pattern of the texts that a spreadsheet runs, as the writer guards them; `'` itself needs no guard to be safe."""
_BOM = b"\xef\xbb\xbf"
_SEPARATOR_NAMES = {b";": "semicolons", b"\t": "tabs", b"|": "vertical bars"}
_LONG_CELL = 1_000_000
_WORDS_OF_A_HEADER = 3
_RUNS = "=@"


class Decoded(NamedTuple):
    """The bytes of a CSV file as UTF-8 with line feeds, without a byte order mark, and what had to be done for that."""

    data: bytes
    findings: tuple[Finding, ...]


def decoded(data: bytes) -> Decoded:
    """Bytes that can be read as rows; where they are not UTF-8 they are read as Windows-1252, and a finding says so."""
    findings: list[Finding] = []
    data = data.removeprefix(_BOM)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(encoding_finding(data, error))
        whole = data[: error.start] if findings[0].code == "file_cut" else data
        data = whole.decode("utf-8" if whole is not data else "cp1252", "replace").encode("utf-8")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")  # as old spreadsheets end lines
    return Decoded(data, tuple(findings))


def read_rows(raw: bytes, wanted: str | None) -> Read | list[Finding]:
    """The rows of a file; where no table can be made of them, only what was found."""
    if not raw.strip():
        return [Finding(Severity.ERROR, "file_empty", "the file holds nothing", "add the rows, or remove it")]
    if (nul := raw.find(b"\0")) >= 0:
        line = raw.count(b"\n", 0, nul) + 1
        message = f"a NUL byte at byte {nul}: this is no text"
        return [Finding(Severity.ERROR, "nul_bytes", message, "save the file as CSV in UTF-8", line)]
    data, found = decoded(raw)
    findings = list(found)
    start = _start(data)
    if start:
        message = "a line for Excel alone, which names the separator"
        findings.append(Finding(Severity.ERROR, "separator_line", message, "take the line away", 1))
    separator = _separator(data, start)
    if separator != b",":
        message = f"the cells are separated by {_SEPARATOR_NAMES[separator]}, not by commas"
        remedy = "save it as CSV with commas (“CSV UTF-8”, or “Field delimiter: ,”)"
        findings.append(Finding(Severity.ERROR, "separator", message, remedy, 2 if start else 1))
    rows = rows_in(data, separator, start)
    header = next(rows, None)
    if not isinstance(header, Row):
        remedy = "mend the quotation marks of the first line"
        return [
            *findings,
            Finding(Severity.ERROR, "quotation_broken", "the header cannot be read", remedy, 1),
        ]
    if len(header.cells) > MOST_CELLS:
        count = data.count(separator, header.start, _end_of_line(data, header.start)) + 1
        message = f"{count:,} columns: no table has more than {MOST_CELLS:,}"
        return [
            *findings,
            Finding(Severity.ERROR, "columns_too_many", message, "see that this is the right file", 1),
        ]
    names = [(cell or b"").decode("utf-8").strip() for cell in header.cells]
    schema = table_of(names, wanted, "the first line")
    if isinstance(schema, Finding):
        return [*findings, schema]
    findings += header_findings(names, schema)
    collector = _Collector(schema, names, data)
    while batch := list(islice(rows, BATCH_ROWS)):
        if not collector.take(batch):
            break
    return collector.read(separator, findings)


def _end_of_line(data: bytes, start: int) -> int:
    end = data.find(b"\n", start)
    return len(data) if end < 0 else end


def _start(data: bytes) -> int:
    """The byte at which the header begins: Excel writes a line before it, and keeps it from others."""
    return _end_of_line(data, 0) + 1 if data.startswith(b"sep=") else 0


def _separator(data: bytes, start: int) -> bytes:
    """What separates the cells: that which gives the most known names in the first line, a comma at best."""
    first = data[start : min(_end_of_line(data, start), 2**16)]
    known = {
        separator: known_names(first.decode("utf-8", "replace").replace('"', "").split(separator.decode()))
        for separator in SEPARATORS
    }
    return max(SEPARATORS, key=lambda separator: known[separator])


class _Collector:
    """Puts rows together to a table, a batch at a time, and keeps what is wrong with them."""

    def __init__(self, schema: TableSchema, names: Sequence[str], data: bytes) -> None:
        self._schema, self._names, self._data = schema, names, data
        self._columns = [(name, names.index(name)) for name in sound_columns(names, schema)]
        self._parts: dict[str, list[pa.Array]] = {name: [] for name, _ in self._columns}
        self._starts = array("q")
        self._flaws: list[Flaw] = []
        self._broken = 0
        self._is_given_up = False

    def take(self, batch: Sequence[Row | Broken]) -> bool:
        """Add rows; whether more are wanted."""
        kept: list[list[bytes | None]] = []
        first, more = len(self._starts), True
        for found in batch:
            if isinstance(found, Broken):
                self._flaws.append(_broken(found))
                self._broken += 1
            elif _is_header(found):
                self._flaws.append(_header_again(found))
                more = False
                break
            elif len(found.cells) != len(self._names):
                self._flaws.append(_ragged(found, len(self._names)))
            else:
                kept.append(found.cells)
                self._starts.append(found.start)
        for name, place in self._columns:
            texts = pa.array([cells[place] for cells in kept], pa.string())
            self._parts[name].append(self._converted(texts, name, first))
        self._is_given_up = self._broken >= MOST_BROKEN or len(self._flaws) > MOST_FLAWS
        return more and not self._is_given_up

    def read(self, separator: bytes, findings: list[Finding]) -> Read:
        fields = [self._schema.arrow_schema.field(name) for name, _ in self._columns]
        columns = [pa.chunked_array(self._parts[field.name], field.type) for field in fields]
        table = pa.Table.from_arrays(columns, schema=pa.schema(fields))
        if not len(self._starts) and not self._flaws:
            message = "the file has the names of the columns and no row"
            findings.append(Finding(Severity.WARNING, "rows_none", message, "add the rows", 1))
        if self._is_given_up:
            message = "too much is wrong: not all of the file is read"
            findings.append(
                Finding(Severity.ERROR, "rows_unread", message, "mend what is listed and try again")
            )
        places = dict(self._columns)
        return Read(self._schema, table, tuple(findings), tuple(self._flaws), self._starts, separator, places)

    def _converted(self, texts: pa.Array, name: str, first: int) -> pa.Array:
        """The values of cells; null where one says none of the column's type."""
        kind = self._schema.arrow_schema.field(name).type
        if pa.types.is_string(kind):
            self._flaws += self._of_texts(texts, name, first)
        try:
            return values_of(texts, kind)
        except (ValueError, TypeError, RecursionError):
            cells: list[Any] = texts.to_pylist()
        for place, cell in enumerate(cells):
            if cell is not None and not is_readable(cell, kind):
                row = first + place
                is_formula = cell[:1] in _RUNS
                self._flaws.append(
                    _formula(row, name, cell) if is_formula else type_flaw(row, name, cell, kind)
                )
                cells[place] = None
        return values_of(pa.array(cells, pa.string()), kind)

    def _of_texts(self, texts: pa.Array, name: str, first: int) -> list[Flaw]:
        def formula(row: int) -> Flaw:
            return _formula(first + row, name, texts[row].as_py())

        def long(row: int) -> Flaw:
            return _long(first + row, name, texts[row].as_py())

        return [
            *flaws_where(pc.match_substring_regex(texts, FORMULA), formula),
            *flaws_where(pc.greater(pc.utf8_length(texts), _LONG_CELL), long),
        ]


def _is_header(row: Row) -> bool:
    """Whether most cells of a row, the first among them, are names of columns."""
    if row.cells[0] is None or len(row.cells) < _WORDS_OF_A_HEADER:
        return False
    if not known_names([row.cells[0].decode("utf-8")]):
        return False
    names = [(cell or b"").decode("utf-8") for cell in row.cells]
    return 2 * known_names(names) > len(names)


def _formula(row: int, column: str, cell: str) -> Flaw:
    return Flaw(
        "formula",
        f"begins with {cell[0]!r}, which a spreadsheet takes for a formula and runs",
        "write one ' before it; it is taken off when the file is read",
        row,
        column,
        shortened(repr(cell[:200])),
    )


def _long(row: int, column: str, cell: str) -> Flaw:
    message = f"a cell of {len(cell):,} characters"
    remedy = "see whether a quotation mark is missing, so that many rows became one"
    return Flaw("cell_long", message, remedy, row, column, shortened(repr(cell[:200])), Severity.WARNING)


def _broken(found: Broken) -> Flaw:
    what = (
        "something follows the closing quotation mark" if found.closed else "a quotation mark is never closed"
    )
    remedy = 'close it before the next comma, and double each quotation mark within the cell: ""'
    return Flaw("quotation_broken", f"{what}: the row is not read", remedy, None, start=found.start)


def _ragged(row: Row, expected: int) -> Flaw:
    shown = f"more than {MOST_CELLS:,}" if len(row.cells) > MOST_CELLS else str(len(row.cells))
    message = f"a row of {shown} {'cell' if shown == '1' else 'cells'}, the header has {expected}: the row is not read"
    remedy = "put cells that hold commas or line breaks into quotation marks, and leave no cell out"
    return Flaw("row_cells", message, remedy, None, start=row.start)


def _header_again(row: Row) -> Flaw:
    message = "names of columns again: what follows them is not read"
    remedy = "put the rows of each table into a file of their own, under one header"
    return Flaw("header_again", message, remedy, None, start=row.start)
