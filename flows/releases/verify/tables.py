"""Tables of a release as they are read to be checked: piece by piece, or a few light columns whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.errors import OutputError
from flows.releases.verify.results import Finding
from flows.want_of_memory import pass_on_want_of_memory

ROWS = 16_384
"""Rows that are read at a time."""


class UnreadableError(OutputError):
    """A file of a release does not hold what its name says."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


@dataclass(frozen=True)
class Files:
    """The Parquet files of a table in the order of its rows."""

    paths: tuple[Path, ...]

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        return tuple(schema_and_rows(path)[1] for path in self.paths)

    def found(self, message: str, row: int | None = None) -> Finding:
        """A finding in a row of the table, told as that of the file in which it stands; without a row, of the first file."""
        if row is None:
            return Finding(self.paths[0].name, message)
        place = row
        for path, rows in zip(self.paths, self._rows, strict=True):
            if place < rows:
                return Finding(path.name, message, place)
            place -= rows
        raise LookupError(f"no file has row {row}")


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Have what goes wrong in reading a file end as UnreadableError, which names it."""
    try:
        yield
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        pass_on_want_of_memory(error)
        what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableError(file.name, f"cannot be read: {' '.join(what.split())[:300]}") from error


def schema_and_rows(file: Path) -> tuple[pa.Schema, int]:
    """The columns of a Parquet file, and how many rows it has."""
    with reading(file), pq.ParquetFile(file) as parquet:
        return parquet.schema_arrow, parquet.metadata.num_rows


def batches(files: Files, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The rows of a table in order, at most ``ROWS`` at a time; their values are sound (UTF-8, offsets)."""
    for file in files.paths:
        yield from _batches(file, columns)


def _batches(file: Path, columns: Sequence[str] | None) -> Iterator[pa.Table]:
    with reading(file):
        # Read ahead, a file would stand in memory whole.
        parquet = pq.ParquetFile(file, pre_buffer=False)
    with parquet:
        pieces = parquet.iter_batches(ROWS, columns=columns)
        while True:
            with reading(file):
                piece = next(pieces, None)
                if piece is None:
                    return
                table = pa.Table.from_batches([piece])
                table.validate(full=True)
            yield table


def rows_where(answers: pa.ChunkedArray | pa.Array) -> list[int]:
    """The rows for which the answer is true."""
    if isinstance(answers, pa.ChunkedArray):
        # A table without rows may have no chunk, for which pyarrow 26 would end the process.
        answers = answers.combine_chunks()
    rows: list[int] = pc.indices_nonzero(answers).to_pylist()
    return rows


def columns_of(files: Files, columns: Sequence[str]) -> pa.Table:
    """These columns of a table whole, in one chunk where they fit."""
    pieces = list(batches(files, columns))
    if not pieces:
        with reading(files.paths[0]), pq.ParquetFile(files.paths[0]) as parquet:
            return parquet.read(list(columns))
    return pa.concat_tables(pieces).select(list(columns)).combine_chunks()
