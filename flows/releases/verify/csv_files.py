"""Check of the CSV files against the Parquet files, piece by piece, by a reading that shares nothing with the writer."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from flows.releases.csv_tables import GUARDED
from flows.releases.verify.opened import Opened
from flows.releases.verify.results import Finding, Said
from flows.releases.verify.tables import Files, UnreadableError, batches, reading, schema_and_rows

LARGEST_BLOCK = 2**28
"""Bytes of CSV that stand in memory at once; no row has more."""
SHOWN = 60
REMEDY = "restore the file, or build the release anew"


def check_csv(opened: Opened) -> Iterator[Said]:
    """Each CSV file has the header and the rows of its Parquet file, value for value."""
    for table in opened.package.tables:
        try:
            for csv, parquet in zip(table.csv, table.parquet, strict=True):
                yield from _differences(opened.folder / csv.path, opened.folder / parquet.path)
        except UnreadableError as error:
            yield Finding(error.file, f"{error.reason}: {REMEDY}")


def _differences(csv: Path, parquet: Path) -> Iterator[Finding]:
    names = schema_and_rows(parquet)[0].names
    with reading(csv):
        reader = _opened(csv, names)
    with reader:
        if reader.schema.names != names:
            header = ",".join(reader.schema.names)[:300]
            yield Finding(csv.name, f"its header is {header}; the columns are {','.join(names)}: {REMEDY}")
            return
        pieces, pending, rows = _pieces(csv, reader), reader.schema.empty_table(), 0
        for expected in batches(Files((parquet,))):
            while pending.num_rows < expected.num_rows and (piece := next(pieces, None)) is not None:
                pending = pa.concat_tables([pending, piece])
            found, pending = pending.slice(0, expected.num_rows), pending.slice(expected.num_rows)
            if found.num_rows < expected.num_rows:
                yield Finding(
                    csv.name, f"ends after {rows + found.num_rows:,} rows, before {parquet.name}: {REMEDY}"
                )
                return
            for name in names:
                for row, message in _unlike(found[name], expected[name]):
                    yield Finding(csv.name, f"column {name}: {message}: {REMEDY}", rows + row)
            rows += expected.num_rows
        if surplus := pending.num_rows + sum(piece.num_rows for piece in pieces):
            yield Finding(
                csv.name, f"goes on for {surplus:,} rows after the last of {parquet.name}: {REMEDY}", rows
            )


def _opened(path: Path, names: list[str]) -> pa_csv.CSVStreamingReader:
    """A reader of the cells as texts, null where one is empty and not quoted."""
    return pa_csv.open_csv(
        path,
        # One thread, for only then a wrong row has its number.
        read_options=pa_csv.ReadOptions(
            use_threads=False, block_size=min(path.stat().st_size + 1, LARGEST_BLOCK)
        ),
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )


def _pieces(path: Path, reader: pa_csv.CSVStreamingReader) -> Iterator[pa.Table]:
    while True:
        with reading(path):
            piece = next(reader, None)
        if piece is None:
            return
        yield pa.Table.from_batches([piece])


def _unlike(cells: pa.ChunkedArray, values: pa.ChunkedArray) -> Iterator[tuple[int, str]]:
    """The rows in which a cell does not say the value, and what both are."""
    if pa.types.is_string(values.type):
        guarded = pc.binary_join_element_wise("'", values, "")
        values = pc.if_else(pc.match_substring_regex(values, GUARDED), guarded, values)
    if _say(cells, values):
        return
    for row in range(len(cells)):
        if not _say(cells.slice(row, 1), values.slice(row, 1)):
            yield row, f"{_shown(cells[row].as_py())} is not {_shown(values[row].as_py())}"


def _say(cells: pa.ChunkedArray, values: pa.ChunkedArray) -> bool:
    """Whether every cell says its value; one that says none of the type does not."""
    try:
        if pa.types.is_nested(values.type):
            # No list here holds a fraction: 1.0 is not taken for 1.
            said = [None if c is None else json.loads(c, parse_float=str) for c in cells.to_pylist()]
            return bool(said == values.to_pylist())
        return bool(cells.cast(values.type).equals(values))
    except (ValueError, RecursionError):  # Arrow's errors are among them
        return False


def _shown(value: object) -> str:
    shown = "null" if value is None else repr(value)
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
