"""The tables with their columns, and the Arrow schemas derived from their models."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas import TABLES, TableSchema, table_named, validate
from tests.schemas.valid_rows import table_of, valid_row

each_table = pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)

COLUMNS = {
    "documents": (
        "document_id source sha256 characters dialect title published_on published_on_precision"
        " published_on_text author url captured_on captured_on_precision licence body declared_comments"
        " comments bulletins job_adverts withheld altered"
    ),
    "captures": (
        "capture_id document_id source sha256 characters dialect is_published relation comments comments_only_here"
        " declared_comments url captured_on captured_on_precision"
    ),
    "comments": (
        "comment_id document_id parent_id sequence depth author posted_at posted_at_text text spans"
        " is_removed links times_mentioned certainty withheld altered"
    ),
    "bulletins": (
        "bulletin_id document_id comment_id sequence kind reference title issued_on issued_on_precision"
        " issued_on_text issuers signatories headings text spans evidence withheld altered"
    ),
    "job_adverts": (
        "advert_id document_id comment_id sequence job_title employer location salary_min salary_max"
        " salary_currency salary_period salary_text starts_on starts_on_precision starts_on_text closes_on"
        " closes_on_precision closes_on_text interviews_on interviews_on_precision interviews_on_text"
        " published_in copies text spans evidence withheld altered"
    ),
    "segments": "document_id sequence start end kind record_id",
    "problems": "source document_id severity code message line start end",
}


def test_tables_stand_in_the_order_of_the_design() -> None:
    assert [table.name for table in TABLES] == list(COLUMNS)


@each_table
def test_columns_are_those_of_the_design_in_its_order(schema: TableSchema) -> None:
    assert schema.columns == tuple(COLUMNS[schema.name].split())


def test_a_table_is_found_by_its_name() -> None:
    assert table_named("segments") is TABLES[5]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match=r"'comment'.*documents, captures, comments"):
        table_named("comment")


@each_table
def test_foreign_keys_point_at_the_key_of_a_table(schema: TableSchema) -> None:
    for key in schema.foreign_keys:
        assert set(key.columns) <= set(schema.columns)
        assert table_named(key.table).key == key.reference


@each_table
def test_the_key_is_unique_and_without_nulls(schema: TableSchema) -> None:
    for field in schema.fields:
        if field.name in schema.key:
            assert not field.nullable
        assert field.unique == (schema.key == (field.name,))


@each_table
def test_every_description_is_a_sentence(schema: TableSchema) -> None:
    for name, description in [("", schema.description), *((f.name, f.description) for f in schema.fields)]:
        assert len(description.split()) >= 5, name
        assert description.endswith("."), name
        assert description[0].isupper(), name
        assert "  " not in description, name


@each_table
def test_a_nullable_column_says_what_null_means(schema: TableSchema) -> None:
    for field in schema.fields:
        assert field.nullable == ("Null " in field.description or "null " in field.description), field.name


@each_table
def test_no_text_column_takes_blank_text(schema: TableSchema) -> None:
    """Free text is held to not_blank; a column with a pattern or an enumeration needs no rule of its own."""
    for field in schema.fields:
        if field.type == pa.string() and not field.allowed and field.pattern is None:
            assert any("visible character" in rule for rule in field.rules), field.name


@each_table
def test_every_date_is_followed_by_its_precision_and_held_to_it(schema: TableSchema) -> None:
    dates = [field.name for field in schema.fields if field.type == pa.date32()]
    for name in dates:
        assert schema.columns[schema.columns.index(name) + 1] == f"{name}_precision"
    held = [
        (check.name, check.statistics["columns"])
        for check in schema.pandera.checks
        if check.name.startswith("precision")
    ]
    rules = ("precision_given", "precision_fits")
    assert sorted(held) == sorted((rule, (name, f"{name}_precision")) for name in dates for rule in rules)


@each_table
def test_the_arrow_schema_carries_types_nullability_and_descriptions_only(schema: TableSchema) -> None:
    assert schema.arrow_schema.metadata is None
    for field, arrow in zip(schema.fields, schema.arrow_schema, strict=True):
        assert (arrow.name, arrow.type, arrow.nullable) == (field.name, field.type, field.nullable)
        assert arrow.metadata == {b"description": field.description.encode()}


@each_table
def test_tables_come_back_from_parquet_whole(schema: TableSchema, tmp_path: Path) -> None:
    """Read with the schema, everything is the same; without it, only times are in milliseconds."""
    table = pa.Table.from_pylist([valid_row(schema.name)], schema=schema.arrow_schema)
    pq.write_table(table, tmp_path / "table.parquet")
    assert pq.read_table(tmp_path / "table.parquet", schema=schema.arrow_schema).equals(
        table, check_metadata=True
    )
    bare = pq.read_schema(tmp_path / "table.parquet")
    for expected, found in zip(schema.arrow_schema, bare, strict=True):
        in_parquet = pa.timestamp("ms") if expected.type == pa.timestamp("s") else expected.type
        assert (found.type, found.nullable) == (in_parquet, expected.nullable)
        assert found.metadata[b"description"] == expected.metadata[b"description"]


@each_table
def test_a_table_read_from_parquet_with_the_schema_is_valid(schema: TableSchema, tmp_path: Path) -> None:
    pq.write_table(table_of(schema, valid_row(schema.name)), tmp_path / "table.parquet")
    assert validate(pq.read_table(tmp_path / "table.parquet", schema=schema.arrow_schema), schema).passed
