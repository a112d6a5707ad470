"""Parquet that says what it is: types, descriptions, versions; and the same bytes for the same rows."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.releases import parquet_tables
from flows.releases.parquet_tables import write_parquet
from flows.releases.versions import RULE
from schemas import SCHEMA_VERSION, TABLES, TableSchema, table_named
from tests.flows.releases.release_folder import RAW, tables_in
from tests.schemas.valid_rows import table_of, valid_row

SEGMENTS = table_named("segments")

every_table = pytest.mark.parametrize("schema", TABLES, ids=[schema.name for schema in TABLES])


@every_table
def test_parquet_gives_the_table_back_with_its_descriptions(schema: TableSchema, tmp_path: Path) -> None:
    """Types, nullability and a description of each column, whatever the release holds of them."""
    table = table_of(schema, valid_row(schema.name)).cast(schema.arrow_schema)
    write_parquet(table, schema, tmp_path / "table.parquet")
    read = pq.read_table(tmp_path / "table.parquet")
    assert read.cast(schema.arrow_schema).equals(table)
    for field in schema.fields:
        column = read.schema.field(field.name)
        assert column.nullable == field.nullable
        assert column.metadata[b"description"].decode() == field.description


@every_table
def test_parquet_states_the_rule_of_versions_and_the_schema_s_own(
    schema: TableSchema, tmp_path: Path
) -> None:
    """That much and no more: pandas would add its version."""
    write_parquet(schema.arrow_schema.empty_table(), schema, tmp_path / "table.parquet")
    assert pq.read_schema(tmp_path / "table.parquet").metadata == {
        b"version_rule": RULE.encode(),
        b"schema_version": SCHEMA_VERSION.encode(),
    }


@every_table
def test_parquet_is_compressed_by_zstd(schema: TableSchema, tmp_path: Path) -> None:
    write_parquet(tables_in(RAW)[schema.name], schema, tmp_path / "table.parquet")
    group = pq.ParquetFile(tmp_path / "table.parquet").metadata.row_group(0)
    assert {group.column(place).compression for place in range(group.num_columns)} == {"ZSTD"}


def test_row_groups_have_a_fixed_number_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_tables, "ROW_GROUP_ROWS", 100)
    write_parquet(tables_in(RAW)["segments"], SEGMENTS, tmp_path / "segments.parquet")
    metadata = pq.ParquetFile(tmp_path / "segments.parquet").metadata
    groups = [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)]
    assert len(groups) > 3
    assert set(groups[:-1]) == {100}


def test_bytes_do_not_depend_on_how_the_rows_are_chunked(tmp_path: Path) -> None:
    table = tables_in(RAW)["segments"]
    write_parquet(table, SEGMENTS, tmp_path / "one.parquet")
    chunked = pa.concat_tables([table.slice(0, 7), table.slice(7, 150), table.slice(157)])
    assert chunked["kind"].num_chunks == 3
    write_parquet(chunked, SEGMENTS, tmp_path / "other.parquet")
    assert (tmp_path / "other.parquet").read_bytes() == (tmp_path / "one.parquet").read_bytes()
