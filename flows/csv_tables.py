"""Tables as CSV that a spreadsheet can open: RFC 4180, lists and structs as JSON, null apart from empty text.

A text that begins with ``=``, ``+``, ``-``, ``@``, tab, CR or ``'`` is written with one ``'`` before it, for a
spreadsheet would take it for a formula (or eat the quotation mark).
"""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

GUARDED = r"^[=+\-@\t\r']"
"""Pattern of the texts that get a ``'`` before them."""
LINE_TERMINATOR = "\n"
_BATCH_ROWS = 16_384


def write_csv(table: pa.Table, path: Path) -> None:
    """Write the table; null is an empty cell, empty text is ``""``."""
    flat = pa.table({name: _cells(table[name]) for name in table.column_names})
    options = pa_csv.WriteOptions(include_header=True, batch_size=_BATCH_ROWS, quoting_style="needed")
    with pa_csv.CSVWriter(str(path), flat.schema, write_options=options) as writer:
        writer.write_table(flat)


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    kind = column.type
    if pa.types.is_nested(kind):
        cells = (
            None if value is None else json.dumps(value, ensure_ascii=False) for value in column.to_pylist()
        )
        return pa.array(cells, pa.string())
    if pa.types.is_string(kind):
        guarded = pc.binary_join_element_wise("'", column, "")
        return pc.if_else(pc.match_substring_regex(column, GUARDED), guarded, column)
    if pa.types.is_timestamp(kind):
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%S")
    return column
