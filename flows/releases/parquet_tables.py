"""Tables as Parquet: typed, described column by column, the same bytes for the same rows."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.releases.versions import RULE
from schemas import SCHEMA_VERSION, TableSchema

ROW_GROUP_ROWS = 65_536
FILE_METADATA = {"schema_version": SCHEMA_VERSION, "version_rule": RULE}
"""What each file says of itself beside its columns: which columns these are, and what a release's version means."""


def write_parquet(table: pa.Table, schema: TableSchema, path: Path) -> None:
    """Write the table with the types and descriptions of its schema, however its rows are chunked in memory."""
    described = schema.arrow_schema.with_metadata(FILE_METADATA)
    pq.write_table(
        table.cast(described).combine_chunks(),
        path,
        compression="zstd",
        row_group_size=ROW_GROUP_ROWS,
        store_schema=True,
    )
