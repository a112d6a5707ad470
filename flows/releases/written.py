"""Tables written piece by piece: no more rows are held than a row group has, however many there are.

The files have the same bytes as where ``write_parquet`` and ``write_csv`` are given the tables whole, or the rows of a part.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple, Self

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.csv_tables import CsvTable
from flows.releases.edits import NO_EDITS, Edits
from flows.releases.parquet_tables import ParquetTable, rows_of_a_group
from flows.releases.parts import SUFFIXES, USUAL, Division, PartName, names_of
from flows.releases.wishes import NOTHING_WITHHELD, WithheldWords
from flows.tables import Tables, sorted_table
from schemas import TABLES, TableSchema


class Written(NamedTuple):
    """The files of finished tables in a folder, their numbers of rows, what was changed in them and what they withhold."""

    folder: Path
    rows: Mapping[str, int]
    edits: Edits = NO_EDITS
    withheld: WithheldWords = NOTHING_WITHHELD


class TablesWriter(ExitStack):
    """Writes the tables to a folder, in parts where one is large; the files are whole when the block is left."""

    def __init__(self, folder: Path, division: Division = USUAL) -> None:
        super().__init__()
        self._folder = folder
        self._division = division
        self._writers: dict[str, _TableWriter] = {}

    def __enter__(self) -> Self:
        super().__enter__()
        with ExitStack() as opened:  # where one cannot be opened the others are closed
            for schema in TABLES:
                writer = _TableWriter(schema, self._folder, self._division)
                self._writers[schema.name] = opened.enter_context(writer)
            self.push(opened.pop_all())
        return self

    def add(self, tables: Tables, until: str | None) -> None:
        """Add rows of some tables, each in the order of its key. All that come later have keys from ``until`` on.

        Keys begin with the id of a document, and those of its records may come after documents whose ids begin so too:
        rows from ``until`` on wait. None says that nothing comes any more.
        """
        for name, table in tables.items():
            self._writers[name].add(table, until)

    @property
    def rows(self) -> dict[str, int]:
        """The numbers of rows that were added."""
        return {name: writer.rows for name, writer in self._writers.items()}


class _TableWriter(ExitStack):
    """Writes one table, in Parquet and in CSV; of files that would not be whole nothing stays."""

    def __init__(self, schema: TableSchema, folder: Path, division: Division) -> None:
        super().__init__()
        self.rows = 0
        self._schema = schema
        self._folder = folder
        self._most = division.part_bytes
        self._group = division.group_rows or rows_of_a_group(schema)
        self._count = 0
        self._waiting = self._ready = schema.arrow_schema.empty_table()

    def __enter__(self) -> Self:
        super().__enter__()
        with ExitStack() as opened:
            opened.push(self._named_or_removed)
            self._part = self._next_part()
            opened.push(self._end_part)
            opened.push(lambda error, *_: None if error is not None else self._write(0))
            self.push(opened.pop_all())
        return self

    def add(self, table: pa.Table, until: str | None) -> None:
        self.rows += table.num_rows
        rows = table.cast(self._schema.arrow_schema)
        if self._waiting.num_rows:
            rows = sorted_table(pa.concat_tables([self._waiting, rows]), self._schema)
        is_final = None if until is None else pc.less(rows[self._schema.key[0]], until)
        final = rows.num_rows if is_final is None else pc.sum(is_final).as_py() or 0
        self._waiting = rows.slice(final)
        self._ready = pa.concat_tables([self._ready, rows.slice(0, final)])
        self._write(self._group)

    def _write(self, least: int) -> None:
        """Write row groups, until fewer rows are left than these."""
        while self._ready.num_rows and self._ready.num_rows >= least:
            group = self._ready.slice(0, self._group).combine_chunks()
            if self._part.has_rows and self._part.size >= self._most:
                self._end_part(None, None, None)
                self._part = self._next_part()
            self._part.write(group)
            self._ready = self._ready.slice(group.num_rows)

    def _end_part(self, *error: Any) -> None:
        self._part.__exit__(*error)

    def _next_part(self) -> "_Part":
        self._count += 1
        parquet, csv = (self._working(suffix, self._count - 1) for suffix in SUFFIXES)
        return _Part(self._schema, parquet, csv, self._group)

    def _named_or_removed(self, error: type[BaseException] | None, *_: object) -> None:
        """Give all parts the names that say how many they are; where they would not be whole, remove them."""
        for suffix in SUFFIXES:
            for number, name in enumerate(names_of(self._schema.name, suffix, self._count)):
                file = self._working(suffix, number)
                if error is not None:
                    file.unlink(missing_ok=True)
                else:
                    file.rename(self._folder / name)

    def _working(self, suffix: str, number: int) -> Path:
        """A part while more may come: named as if it were the last."""
        return self._folder / str(PartName(self._schema.name, suffix, number, number + 1))


class _Part(ExitStack):
    """A part of a table that is being written, in both kinds."""

    def __init__(self, schema: TableSchema, parquet: Path, csv: Path, group: int) -> None:
        super().__init__()
        self.has_rows = False
        with ExitStack() as opened:
            self._parquet = opened.enter_context(ParquetTable(schema, parquet, group))
            self._csv = opened.enter_context(CsvTable(schema.arrow_schema, csv))
            self.push(opened.pop_all())

    @property
    def size(self) -> int:
        """The bytes of its Parquet file."""
        return self._parquet.size

    def write(self, group: pa.Table) -> None:
        """Add a row group."""
        self.has_rows = True
        self._parquet.write(group)
        self._csv.write(group)
