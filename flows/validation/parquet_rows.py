"""Rows of a Parquet file as a table: no more is read than its footer says that it holds."""

from array import array
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.problems import Severity
from flows.sources import LARGEST as LARGEST_PAGE
from flows.validation.csv_cells import MOST_CELLS
from flows.validation.findings import Finding
from flows.validation.flaws import Read
from flows.validation.which_table import header_findings, sound_columns, table_of
from flows.want_of_memory import pass_on_want_of_memory
from schemas import SCHEMA_VERSION, TableSchema

LARGEST = 256 * 2**20
"""Bytes that a Parquet file may have, that its columns may have when they are unpacked, and that its texts may have in all rows."""
LONGEST = LARGEST_PAGE
"""Bytes of a text: none is longer than the page that it stands in."""
MOST_ROWS = 5_000_000
MOST_VALUES = 100_000_000
"""Values in all columns, those in lists counted."""
_BATCH = 2**16
_DIVIDE = "divide it into several files"
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
            return _bounded(file) or _texts_bounded(path, file) or _read(file, wanted)
    except (pa.ArrowException, ValueError, OverflowError) as error:
        pass_on_want_of_memory(error)
        return [_broken(error)]
    except OSError as error:
        pass_on_want_of_memory(error)
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
        return [_error("file_too_large", message, _DIVIDE)]
    values = sum(
        footer.row_group(group).column(column).num_values
        for group in range(footer.num_row_groups)
        for column in range(footer.num_columns)
    )
    if values > MOST_VALUES:
        message = f"{values:,} values in all columns, more than the {MOST_VALUES:,} that are read"
        return [_error("file_too_large", message, _DIVIDE)]
    return []


def _texts_bounded(path: Path, file: pq.ParquetFile) -> list[Finding]:
    """Why a file is not read: a text that stands in it once, and in many rows, would fill the memory."""
    columns = [file.schema.column(number) for number in range(len(file.schema.names))]
    texts = [c.path for c in columns if c.physical_type == "BYTE_ARRAY" and c.converted_type != "DECIMAL"]
    size = 0
    with pq.ParquetFile(path, pre_buffer=False, read_dictionary=texts) as kept:
        for batch in kept.iter_batches(_BATCH, columns=texts) if texts else ():
            for texts_of in (found for column in batch.columns for found in _dictionaries(column)):
                lengths = pc.binary_length(texts_of.dictionary)
                size += pc.sum(lengths.take(texts_of.indices)).as_py() or 0
                if (pc.max(lengths).as_py() or 0) > LONGEST:
                    message = f"a text of {pc.max(lengths).as_py():,} bytes, more than the {LONGEST:,} that a page may have"
                    return [_error("file_too_large", message, "see that this is the right file")]
            if size > LARGEST:
                message = f"texts of more than the {LARGEST:,} bytes that are read, where each is written out in its row"
                return [_error("file_too_large", message, _DIVIDE)]
    return []


def _dictionaries(column: pa.Array) -> Iterator[pa.DictionaryArray]:
    """The texts of a column as they are kept: each once, with the places where it stands."""
    if pa.types.is_dictionary(column.type):
        yield column
    elif pa.types.is_struct(column.type):
        for member in column.flatten():
            yield from _dictionaries(member)
    elif pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        yield from _dictionaries(column.flatten())


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
