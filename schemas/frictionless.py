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


def table_schema(schema: TableSchema) -> dict[str, Any]:
    """The Table Schema of a table as it describes the CSV file; for the same models always the same."""
    described: dict[str, Any] = {"fields": [_field(field) for field in schema.fields], "missingValues": [""]}
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
        return {"type": "array", "format": "default"}
    if pa.types.is_decimal(data_type):
        return {"type": "number", "format": "default"}
    return dict(_TYPES[data_type])


def _foreign_key(key: ForeignKey, table: str) -> dict[str, Any]:
    # An empty resource name is the specification's word for the table itself.
    resource = "" if key.table == table else key.table
    return {"fields": list(key.columns), "reference": {"resource": resource, "fields": list(key.reference)}}
