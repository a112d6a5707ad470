"""The data dictionary and the Frictionless Table Schemas say what the models say."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import schemas
from schemas import TABLES, TableSchema, table_named
from schemas.dictionary import markdown, rows
from schemas.frictionless import table_schema

ROOT = Path(schemas.__file__).parents[1]
COMMAND = f"{Path(sys.executable).name} -m schemas.dictionary > docs/data-dictionary.md"
each_table = pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)


def test_the_data_dictionary_in_docs_is_up_to_date() -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == markdown(), f"the models have changed: run {COMMAND}"


def test_the_command_writes_the_dictionary() -> None:
    command = [sys.executable, "-m", "schemas.dictionary"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode() == markdown()


def test_the_dictionary_has_a_row_for_every_column_in_order() -> None:
    columns = [(table.name, column) for table in TABLES for column in table.columns]
    assert [(row.table, row.column) for row in rows()] == columns


@pytest.mark.parametrize(
    ("column", "type_", "key", "allowed"),
    [
        ("comments.comment_id", "text", "key", "the key of a comment: <document_id>/c-<16"),
        ("comments.parent_id", "text", "refers to comments.comment_id", "the key of a comment"),
        ("comments.posted_at", "date and time to the second, no time zone", "", ""),
        ("comments.depth", "whole number", "", "at least 0; at most 1"),
        ("comments.spans", "list of {start: whole number, end: whole number}", "", "one or more spans"),
        ("comments.certainty", "text", "", "one of certain, inferred, doubtful"),
        ("segments.document_id", "text", "part of the key; refers to documents.document_id", ""),
        ("segments.record_id", "text", "", "the key of a comment, bulletin or job advert"),
        ("job_adverts.salary_min", "decimal number, 2 places", "", "at least 0"),
        ("bulletins.issued_on", "date", "", ""),
    ],
)
def test_the_dictionary_speaks_plainly(column: str, type_: str, key: str, allowed: str) -> None:
    (row,) = (row for row in rows() if f"{row.table}.{row.column}" == column)
    assert (row.type, row.key) == (type_, key)
    assert row.allowed.startswith(allowed)
    assert bool(row.allowed) == bool(allowed)


def test_no_cell_breaks_the_tables_of_the_dictionary() -> None:
    for line in markdown().splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") == 7, line


@each_table
def test_the_table_schema_follows_the_columns(schema: TableSchema) -> None:
    described = table_schema(schema)
    assert tuple(field["name"] for field in described["fields"]) == schema.columns
    assert described["missingValues"] == [""]
    for field, column in zip(described["fields"], schema.fields, strict=True):
        assert field["description"] == column.description
        assert field.get("constraints", {}).get("required", False) is not column.nullable


@each_table
def test_the_table_schema_is_the_same_every_time(schema: TableSchema) -> None:
    assert json.dumps(table_schema(schema)) == json.dumps(table_schema(schema))
    table_schema(schema)["fields"].clear()
    assert table_schema(schema)["fields"]


@pytest.mark.parametrize(
    ("column", "type_", "constraints"),
    [
        ("documents.sha256", "string", {"pattern": "^[0-9a-f]{64}$"}),
        ("documents.document_id", "string", {"required": True, "unique": True}),
        ("documents.published_on", "date", None),
        ("documents.declared_comments", "integer", {"minimum": 0}),
        ("comments.depth", "integer", {"required": True, "minimum": 0, "maximum": 1}),
        ("comments.posted_at", "datetime", None),
        ("comments.spans", "array", {"required": True}),
        ("comments.links", "array", {"required": True}),
        ("comments.is_removed", "boolean", {"required": True}),
        ("comments.certainty", "string", {"required": True, "enum": ["certain", "inferred", "doubtful"]}),
        ("bulletins.signatories", "array", {"required": True}),
        ("job_adverts.salary_max", "number", {"minimum": 0}),
    ],
)
def test_a_field_of_the_table_schema(column: str, type_: str, constraints: dict[str, object] | None) -> None:
    table, name = column.split(".")
    (field,) = (field for field in table_schema(table_named(table))["fields"] if field["name"] == name)
    assert (field["type"], field.get("constraints")) == (type_, constraints)
    assert field["format"] == ("%Y-%m-%dT%H:%M:%S" if type_ == "datetime" else "default")


def test_keys_of_the_table_schemas() -> None:
    comments = table_schema(table_named("comments"))
    assert comments["primaryKey"] == ["comment_id"]
    assert comments["foreignKeys"] == [
        {"fields": ["document_id"], "reference": {"resource": "documents", "fields": ["document_id"]}},
        {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["comment_id"]}},
    ]
    assert table_schema(table_named("segments"))["primaryKey"] == ["document_id", "sequence"]
    assert "primaryKey" not in table_schema(table_named("problems"))
    assert "foreignKeys" not in table_schema(table_named("documents"))


def test_schemas_import_nothing_of_the_pipeline() -> None:
    for module in (ROOT / "schemas").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "flows" for name in names), module.name


def test_dask_is_not_loaded_for_the_columns_and_can_be_loaded_after() -> None:
    code = (
        "import sys, schemas; [table.arrow_schema for table in schemas.TABLES]; "
        "print('dask.dataframe' in sys.modules); import dask.dataframe"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"
