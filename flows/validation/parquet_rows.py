"""Rows of a Parquet file as a table: no more is read than its footer says that it holds."""

from array import array
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.problems import Severity
from flows.validation.csv_cells import MOST_CELLS
from flows.validation.findings import Finding
from flows.validation.flaws import Read
from flows.validation.which_table import header_findings, sound_columns, table_of
from schemas import SCHEMA_VERSION, TableSchema

LARGEST = 512 * 2**20
"""Bytes that a Parquet file may have, and that its columns may have when they are unpacked."""
MOST_ROWS = 5_000_000
_MAGIC = b"PAR1"
_VERSION = b"schema_version"


def read_parquet(path: Path, head: bytes, tail: bytes, wanted: str | None) -> Read | list[Finding]:
    """The rows of a file; where no table can be made of them, only what was found. Raises OSError."""
    if not head.strip(b"\0"):
        return [_error("file_empty", "the file holds nothing", "write it again")]
    if not head.startswith(_MAGIC):
        return [_error("parquet_not", "this is no Parquet file, whatever its name says", "write the rows as Parquet, or as CSV with the suffix .csv")]  # fmt: skip
    if not tail.endswith(_MAGIC):
        return [
            _error("file_cut", "the file has a beginning and no end: it was cut", "copy or download it again")
        ]
    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            return _bounded(file) or _read(file, wanted)
    except (pa.ArrowException, ValueError, OverflowError) as error:
        return [_broken(error)]
    except OSError as error:
        if error.errno is not None:
            raise
        return [_broken(error)]


def _bounded(file: pq.ParquetFile) -> list[Finding]:
    """Why a file is not read: too much would have to be unpacked."""
    footer = file.metadata
    if footer.num_columns > MOST_CELLS:
        message = f"{footer.num_columns:,} columns: no table has more than {MOST_CELLS:,}"
        return [_error("columns_too_many", message, "see that this is the right file")]
    size = sum(footer.row_group(group).total_byte_size for group in range(footer.num_row_groups))
    if size > LARGEST or footer.num_rows > MOST_ROWS:
        message = f"{footer.num_rows:,} rows of {size:,} bytes when unpacked, more than the {MOST_ROWS:,} rows or {LARGEST:,} bytes that are read"
        return [_error("file_too_large", message, "divide it into several files")]
    return []


def _read(file: pq.ParquetFile, wanted: str | None) -> Read | list[Finding]:
    names = file.schema_arrow.names
    schema = table_of(names, wanted, "the file")
    if isinstance(schema, Finding):
        return [schema._replace(line=None)]
    findings = [finding._replace(line=None) for finding in header_findings(names, schema)]
    version = (file.schema_arrow.metadata or {}).get(_VERSION)
    if version is not None and version.decode("utf-8", "replace") != SCHEMA_VERSION:
        message = f"the file says that its columns are those of schema {version.decode('utf-8', 'replace')[:20]!r}; this is {SCHEMA_VERSION}"
        remedy = "build the release anew with this version, or check it with the version that made it"
        findings.append(Finding(Severity.WARNING, "schema_version", message, remedy))
    table = _in_seconds(file.read(columns=sound_columns(names, schema)), schema)
    if table.num_rows == 0:
        findings.append(
            Finding(Severity.WARNING, "rows_none", "the file has columns and no row", "add the rows")
        )
    return Read(schema, table, tuple(findings), (), array("q"))


def _in_seconds(table: pa.Table, schema: TableSchema) -> pa.Table:
    """The table with times in seconds where its columns have whole ones: Parquet itself knows no type of seconds."""
    for place, field in enumerate(table.schema):
        wanted = schema.arrow_schema.field(field.name)
        if pa.types.is_timestamp(wanted.type) and pa.types.is_timestamp(field.type) and field.type.tz is None:
            try:
                table = table.set_column(place, wanted, table[field.name].cast(wanted.type))
            except pa.ArrowInvalid:
                continue  # fractions of a second: the column has another type, and is told so
    return table


def _broken(error: Exception) -> Finding:
    reason = " ".join(str(error).split())[:200]
    return _error(
        "parquet_broken", f"the file cannot be read: {reason}", "copy or download it again, or write it anew"
    )


def _error(code: str, message: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, code, message, remedy)
