"""Tables written piece by piece: no more rows are held than a row group has, however many there are.

The files have the same bytes as where ``write_parquet`` and ``write_csv`` are given the tables whole.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.csv_tables import CsvTable
from flows.releases.edits import NO_EDITS, Edits
from flows.releases.parquet_tables import ParquetTable, rows_of_a_group
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
    """Writes the tables to a folder; the files are whole when the block is left."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._writers: dict[str, _TableWriter] = {}

    def __enter__(self) -> Self:
        super().__enter__()
        with ExitStack() as opened:  # where one cannot be opened the others are closed
            for schema in TABLES:
                self._writers[schema.name] = opened.enter_context(_TableWriter(schema, self._folder))
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

    def __init__(self, schema: TableSchema, folder: Path) -> None:
        super().__init__()
        self.rows = 0
        self._schema = schema
        self._group = rows_of_a_group(schema)
        parquet, csv = (folder / f"{schema.name}.{kind}" for kind in ("parquet", "csv"))
        with ExitStack() as opened:
            for file in (parquet, csv):
                opened.push(partial(_remove_after, file))
            self._parquet = opened.enter_context(ParquetTable(schema, parquet))
            self._csv = opened.enter_context(CsvTable(schema.arrow_schema, csv))
            self.push(opened.pop_all())
        self._waiting = self._ready = schema.arrow_schema.empty_table()
        self.push(lambda error, *_: None if error is not None else self._write(0))

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
            self._parquet.write(group)
            self._csv.write(group)
            self._ready = self._ready.slice(group.num_rows)


def _remove_after(file: Path, error: type[BaseException] | None, *_: object) -> None:
    if error is not None:
        file.unlink(missing_ok=True)
