"""``datapackage.json``: the release as a Frictionless Data Package, its schemas derived from the tables' models."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flows.csv_tables import LINE_TERMINATOR
from flows.dataset import Dataset
from schemas import TABLES, TableSchema
from schemas.frictionless import table_schema

FILE = "datapackage.json"
FORMULA_GUARD = (
    "In CSV a text that begins with =, +, -, @, tab, carriage return or ' has one ' before it, so that a spreadsheet does "
    "not take it for a formula: take exactly one off. The Parquet files hold the text as it is."
)


def data_package(dataset: Dataset, version: str, folder: Path, rows: Mapping[str, int]) -> dict[str, Any]:
    """The descriptor of the tables that stand in this folder."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": dataset.name,
        "title": dataset.title,
        "description": f"{dataset.description}\n\n{FORMULA_GUARD}",
        "version": version,
    }
    if dataset.licence is not None:
        licence = dataset.licence
        package["licenses"] = [{"name": licence.name, "title": licence.title, "path": licence.path}]
    if dataset.contributors:
        package["contributors"] = [{"title": c.title, "role": c.role} for c in dataset.contributors]
    if dataset.contact is not None:
        package["contact"] = dataset.contact
    package["resources"] = [
        resource for schema in TABLES for resource in _resources(schema, folder, rows[schema.name])
    ]
    return package


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _resources(schema: TableSchema, folder: Path, rows: int) -> list[dict[str, Any]]:
    csv = {
        "name": schema.name,
        "path": f"{schema.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": LINE_TERMINATOR,
        },
    }
    parquet = {
        "name": f"{schema.name}-parquet",
        "path": f"{schema.name}.parquet",
        "profile": "data-resource",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }
    resources: list[dict[str, Any]] = [csv, parquet]
    for resource in resources:
        file = folder / resource["path"]
        resource |= {
            "description": schema.description,
            "bytes": file.stat().st_size,
            "hash": f"sha256:{sha256_of(file)}",
            "rowCount": rows,
            "schema": table_schema(schema),
        }
    return resources
