"""Parquet shards: read by row groups, and within them by runs of rows."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from flows.shards.records import Flaw, Record
from flows.shards.taken import USUAL, Columns
from flows.want_of_memory import pass_on_want_of_memory

ROWS = 64
"""Rows that are held at a time."""
_BUFFER = 2**20
_SHOWN = 10
"""Names of columns that a message lists."""


def opened(file: BinaryIO) -> pq.ParquetFile:
    """The Parquet file in these bytes; raises ArrowInvalid or OSError where there is none."""
    return pq.ParquetFile(
        file, buffer_size=_BUFFER, pre_buffer=False, memory_map=False, page_checksum_verification=True
    )


def row_groups(file: BinaryIO) -> list[tuple[int, int]]:
    """The number of rows and of bytes, packed, of each row group."""
    metadata = opened(file).metadata
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    return [
        (group.num_rows, sum(group.column(i).total_compressed_size for i in range(group.num_columns)))
        for group in groups
    ]


def records_in(
    file: BinaryIO, columns: Columns, start: int, end: int | None, first: int
) -> Iterator[Record | Flaw]:
    """The records of the row groups from ``start`` to before ``end``, of which the first is row ``first`` of the shard.

    A row group that cannot be read is a flaw from there on; the next one is read. Raises OSError with its ``errno`` where the file
    itself cannot be read.
    """
    try:
        parquet = opened(file)
    except (pa.ArrowException, ValueError, OSError) as error:
        pass_on_want_of_memory(error)
        yield _damaged("this is no Parquet file, or a damaged one", error)
        return
    names = parquet.schema_arrow.names
    if start == 0:
        yield from _missing(columns, names)
    if columns.text not in names:
        return
    wanted = [column for column in columns if column in names]
    for group in range(start, parquet.num_row_groups if end is None else end):
        rows = parquet.metadata.row_group(group).num_rows
        number = first
        try:
            for batch in parquet.iter_batches(ROWS, row_groups=[group], columns=wanted, use_threads=False):
                for values in _rows(batch, columns):
                    yield Record(number, *values)
                    number += 1
        except (pa.ArrowException, ValueError, OSError) as error:
            pass_on_want_of_memory(error)
            last = first + rows - 1
            yield _damaged(f"records {number} to {last} cannot be read and are left out", error)
        first += rows


def _damaged(what: str, error: Exception) -> Flaw:
    if isinstance(error, OSError) and error.errno is not None:
        raise error
    return Flaw(None, "file_damaged", f"{what} ({str(error).splitlines()[0]}): copy or download it again")


def _missing(columns: Columns, names: list[str]) -> Iterator[Flaw]:
    """What is said of columns that are not there: of the text, and of those that ``dataset.toml`` names."""
    shown = ", ".join(map(repr, names[:_SHOWN])) + (" …" if len(names) > _SHOWN else "")
    for key, column, usual in zip(Columns._fields, columns, USUAL.columns, strict=True):
        if column not in names and (key == "text" or column != usual):
            message = f"there is no column {column!r}, only {shown}: name in [shards] of dataset.toml the column to be read as {key}"
            yield Flaw(None, "shard_column_missing", message)


def _rows(batch: pa.RecordBatch, columns: Columns) -> Iterator[tuple[Any, ...]]:
    values = [
        _values(batch.column(column)) if column in batch.schema.names else [None] * batch.num_rows
        for column in columns
    ]
    return zip(*values, strict=True)


def _values(column: pa.Array) -> list[Any]:
    """The values of a column: texts as their bytes, for one that is no UTF-8 would take the others with it; dates as ISO 8601."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return list(column.cast(pa.large_binary()).to_pylist())
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return list(column.cast(pa.string()).to_pylist())
    if pa.types.is_nested(kind):
        return [value if value.is_valid else None for value in column]
    return list(column.to_pylist())
