"""Tables as CSV that a spreadsheet can open: RFC 4180, lists and structs as JSON, null apart from empty text.

A text that begins with ``=``, ``+``, ``-``, ``@``, tab, CR or ``'`` is written with one ``'`` before it, for a
spreadsheet would take it for a formula (or eat the quotation mark). Reading takes exactly one off.
"""

import json
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from flows.errors import OutputError
from flows.releases.json_cells import json_cells
from schemas import TableSchema

GUARDED = r"^[=+\-@\t\r']"
"""Pattern of the texts that get a ``'`` before them."""
LINE_TERMINATOR = "\n"
_GUARD = r"\A'"
_BATCH_ROWS = 16_384
_LARGEST_BLOCK = 2**28
"""Bytes that are read at once; no row may have more."""
_FOUND_SHOWN = 100


class CsvTable:
    """A file of a table; null is an empty cell, empty text is ``""``. Whole when the block is left."""

    def __init__(self, schema: pa.Schema, path: Path) -> None:
        options = pa_csv.WriteOptions(include_header=True, batch_size=_BATCH_ROWS, quoting_style="needed")
        self._writer = pa_csv.CSVWriter(str(path), _flat(schema.empty_table()).schema, write_options=options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def write(self, table: pa.Table) -> None:
        """Add rows."""
        self._writer.write_table(_flat(table))


def write_csv(table: pa.Table, path: Path) -> None:
    """Write the table; null is an empty cell, empty text is ``""``."""
    with CsvTable(table.schema, path) as file:
        file.write(table)


def read_csv(path: Path, schema: TableSchema) -> pa.Table:
    """The table that was written, in the types of its schema.

    Raises OutputError, naming file and line, where a row has not the schema's columns or a cell no value of its column's
    type. Whether the values keep the schema's rules is left to its validation.
    """
    texts = _read_texts(path, schema)
    arrays = [_column(path, texts[field.name], field) for field in schema.arrow_schema]
    return pa.Table.from_arrays(arrays, schema=schema.arrow_schema)


def _flat(table: pa.Table) -> pa.Table:
    return pa.table({name: _cells(table[name]) for name in table.column_names})


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    kind = column.type
    if pa.types.is_nested(kind):
        return json_cells(column)
    if pa.types.is_string(kind):
        guarded = pc.binary_join_element_wise("'", column, "")
        return pc.if_else(pc.match_substring_regex(column, GUARDED), guarded, column)
    if pa.types.is_timestamp(kind):
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%S")
    return column


def _read_texts(path: Path, schema: TableSchema) -> pa.Table:
    """The cells as they are written, all of them texts; null where a cell is empty and not quoted."""
    wrong: list[pa_csv.InvalidRow] = []

    def keep(row: pa_csv.InvalidRow) -> str:
        wrong.append(row)
        return "error"

    try:
        table = pa_csv.read_csv(
            path,
            # One thread, for only then a wrong row has its number.
            read_options=pa_csv.ReadOptions(use_threads=False, block_size=_block_size(path)),
            parse_options=pa_csv.ParseOptions(newlines_in_values=True, invalid_row_handler=keep),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(schema.columns, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}: restore the file") from error
    except pa.ArrowInvalid as error:
        raise OutputError(_unreadable(path, wrong, error)) from error
    if table.column_names != list(schema.columns):
        raise OutputError(
            f"{path}:1: the columns are {', '.join(table.column_names)}: those of {schema.name} are {', '.join(schema.columns)}, "
            "in this order"
        )
    return table


def _block_size(path: Path) -> int:
    return min(path.stat().st_size + 1, _LARGEST_BLOCK)


def _unreadable(path: Path, wrong: list[pa_csv.InvalidRow], error: pa.ArrowInvalid) -> str:
    if wrong:
        row = wrong[0]
        return (
            f"{path}:{_line_of(path, row.number - 1)}: a row of {row.actual_columns} cells, not {row.expected_columns}: "
            "mend the quotation marks or commas of this row or of one above it"
        )
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as found:
            return f"{path}:{number}: no UTF-8 ({found.reason}): save the file as UTF-8"
    return f"{path}: no CSV that can be read ({error}): restore the file"


def _column(path: Path, texts: pa.ChunkedArray, field: pa.Field) -> pa.ChunkedArray:
    """The values of a column of cells."""
    try:
        return pa.chunked_array([values_of(chunk, field.type) for chunk in texts.chunks], field.type)
    except (ValueError, TypeError, RecursionError) as error:  # Arrow's errors are among them
        row, cell = next(
            (row, cell) for row, cell in enumerate(texts.to_pylist()) if not is_readable(cell, field.type)
        )
        raise OutputError(
            f"{path}:{_line_of(path, row + 1)}: column {field.name}: {cell[:_FOUND_SHOWN]!r} cannot be read as {field.type}: "
            "mend the cell"
        ) from error


def is_readable(cell: str | None, kind: pa.DataType) -> bool:
    """Whether a cell says a value of this type."""
    try:
        values_of(pa.array([cell], pa.string()), kind)
    except (ValueError, TypeError, RecursionError):  # JSON may be nested too deep
        return False
    return True


def values_of(cells: pa.Array, kind: pa.DataType) -> pa.Array:
    """The values that cells say; ValueError, TypeError or RecursionError where one says none of this type."""
    if pa.types.is_string(kind):
        return pc.replace_substring_regex(cells, pattern=_GUARD, replacement="", max_replacements=1)
    if not pa.types.is_nested(kind):
        return cells.cast(kind)
    said: list[Any] = [None if cell is None else json.loads(cell) for cell in cells.to_pylist()]
    values = pa.array(said, kind)
    # Arrow would cut 1.5 down to 1, take a text for a list, and drop members that it does not know.
    if values.to_pylist() != said:
        raise ValueError(f"not of type {kind}")
    return values


def _line_of(path: Path, row: int) -> int:
    """The line on which a row of the file begins, counted from 1; the header is row 0."""
    quotes, begun = 0, -1
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if quotes % 2 == 0 and line.strip(b"\r\n"):
                begun += 1
                if begun == row:
                    return number
            quotes += line.count(b'"')
    raise LookupError(f"{path} has no row {row}")
