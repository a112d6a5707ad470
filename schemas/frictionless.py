"""Frictionless Table Schemas (https://specs.frictionlessdata.io/table-schema/), derived from the models."""

from typing import Any

import pyarrow as pa

from schemas.table import Field, ForeignKey, TableSchema

_TYPES: dict[pa.DataType, dict[str, Any]] = {
    pa.string(): {"type": "string", "format": "default"},
    pa.int64(): {"type": "integer", "format": "default"},
    pa.bool_(): {"type": "boolean", "format": "default"},
    pa.date32(): {"type": "date", "format": "default"},
    # The default format is a time in UTC, which these times are not.
    pa.timestamp("s"): {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S"},
}


_JSON_TYPES = {pa.string(): "string", pa.int64(): "integer"}
CSV_NULLS = ("",)


def table_schema(schema: TableSchema, nulls: tuple[str, ...] = CSV_NULLS) -> dict[str, Any]:
    """The Table Schema of a table; for the same models always the same.

    ``nulls`` are the texts that stand for null: the empty one in CSV, none in Parquet, which has nulls of its own.
    """
    fields = [_field(field) for field in schema.fields]
    described: dict[str, Any] = {"fields": fields, "missingValues": list(nulls)}
    if schema.key:
        described["primaryKey"] = list(schema.key)
    if schema.foreign_keys:
        described["foreignKeys"] = [_foreign_key(key, schema.name) for key in schema.foreign_keys]
    return described


def _field(field: Field) -> dict[str, Any]:
    described = {"name": field.name, **_type(field.type), "description": field.description}
    constraints = {
        "required": not field.nullable or None,
        "unique": field.unique or None,
        "enum": list(field.allowed) or None,
        "pattern": field.pattern,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }
    stated = {name: value for name, value in constraints.items() if value is not None}
    return {**described, "constraints": stated} if stated else described


def _type(data_type: pa.DataType) -> dict[str, Any]:
    if pa.types.is_list(data_type):
        item = "object" if pa.types.is_struct(data_type.value_type) else _JSON_TYPES[data_type.value_type]
        return {
            "type": "array",
            "format": "default",
            # The standard says nothing of what is in a list: frictionless knows the first, people and programs the second.
            "arrayItem": {"type": item},
            "jsonSchema": {"type": "array", "items": _items(data_type.value_type)},
        }
    if pa.types.is_decimal(data_type):
        return {"type": "number", "format": "default"}
    return dict(_TYPES[data_type])


def _items(data_type: pa.DataType) -> dict[str, Any]:
    """A JSON Schema of what a list holds; members of a struct are always there, and may be null."""
    if not pa.types.is_struct(data_type):
        return {"type": _JSON_TYPES[data_type]}
    members = {part.name: {"type": [_JSON_TYPES[part.type], "null"]} for part in data_type.fields}
    return {"type": "object", "properties": members, "required": list(members), "additionalProperties": False}


def _foreign_key(key: ForeignKey, table: str) -> dict[str, Any]:
    # An empty resource name is the specification's word for the table itself.
    resource = "" if key.table == table else key.table
    return {"fields": list(key.columns), "reference": {"resource": resource, "fields": list(key.reference)}}
