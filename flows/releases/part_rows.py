"""Rows of a table of a release, read from its Parquet files one after the other."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.releases.parts import files_of

Filters = Sequence[tuple[str, str, Any]]


def read_columns(
    folder: Path, table: str, columns: Sequence[str], filters: Filters | None = None
) -> pa.Table:
    """These columns of a table, of the rows that pass the filters; KeyError where it lacks one, else what pyarrow raises."""
    names = list(columns)
    wanted = None if filters is None else list(filters)
    files = files_of(folder, table)
    return pa.concat_tables([pq.read_table(f, columns=names, filters=wanted).select(names) for f in files])


def batches_of(folder: Path, table: str, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
    """These columns of a table, at most so many rows at a time; KeyError where it lacks one, else what pyarrow raises."""
    for path in files_of(folder, table):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(rows, columns=list(columns)):
                yield pa.Table.from_batches([batch]).select(list(columns))


def columns_in(folder: Path, table: str) -> tuple[str, ...] | None:
    """The columns of a table by its first file, None where the folder has no file of it."""
    files = files_of(folder, table)
    if not any(file.exists() for file in files):
        return None
    return tuple(pq.read_schema(files[0]).names)


def part_rows(folder: Path, table: str) -> tuple[int, ...]:
    """The number of rows of each Parquet file of a table, in their order."""
    return tuple(pq.read_metadata(file).num_rows for file in files_of(folder, table))
