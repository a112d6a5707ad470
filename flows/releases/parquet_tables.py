"""Tables as Parquet: typed, described column by column, the same bytes for the same rows."""

from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from flows.releases.versions import RULE
from schemas import SCHEMA_VERSION, TableSchema

ROW_GROUP_ROWS = 65_536
ROW_GROUP_LONG_TEXTS = 4_096
LONG_TEXTS = frozenset({"documents", "bulletins", "job_adverts"})
"""Tables whose rows hold whole posts, or most of one: who reads or writes a group has it in memory."""
FILE_METADATA = {"schema_version": SCHEMA_VERSION, "version_rule": RULE}
"""What each file says of itself beside its columns: which columns these are, and what a release's version means."""


class ParquetTable:
    """A file of a table, with the types and descriptions of its schema; whole when the block is left."""

    def __init__(self, schema: TableSchema, path: Path, group_rows: int | None = None) -> None:
        self._schema = schema.arrow_schema.with_metadata(FILE_METADATA)
        self._group = group_rows or rows_of_a_group(schema)
        self._file = pa.OSFile(str(path), mode="wb")
        try:
            self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd", store_schema=True)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._file:
            self._writer.close()

    @property
    def size(self) -> int:
        """The bytes of the row groups that were written."""
        return int(self._file.tell())

    def write(self, table: pa.Table) -> None:
        """Add rows, in row groups of a fixed number of rows: each call but the last should bring whole ones."""
        if table.num_rows:
            rows = table.cast(self._schema).combine_chunks()
            self._writer.write_table(rows, row_group_size=self._group)


def rows_of_a_group(schema: TableSchema) -> int:
    """How many rows of a table stand together in its file."""
    return ROW_GROUP_LONG_TEXTS if schema.name in LONG_TEXTS else ROW_GROUP_ROWS


def write_parquet(table: pa.Table, schema: TableSchema, path: Path) -> None:
    """Write the table with the types and descriptions of its schema, however its rows are chunked in memory."""
    with ParquetTable(schema, path) as file:
        file.write(table)
