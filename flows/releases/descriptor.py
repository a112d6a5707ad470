"""``datapackage.json``: the release as a Frictionless Data Package, its schemas derived from the tables' models."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.releases.croissant import croissant
from flows.releases.csv_tables import LINE_TERMINATOR
from flows.releases.dataset import Dataset
from flows.releases.files import CROISSANT, DESCRIPTOR, Sums, write_json
from flows.releases.part_rows import part_rows
from flows.releases.parts import CSV, PARQUET, files_of
from flows.releases.versions import RULE
from schemas import SCHEMA_VERSION, TABLES, TableSchema
from schemas.frictionless import table_schema

FORMULA_GUARD = (
    "In CSV a text that begins with =, +, -, @, tab, carriage return or ' has one ' before it, so that a spreadsheet does "
    "not take it for a formula: take exactly one off. The Parquet files hold the text as it is."
)
_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": LINE_TERMINATOR}


def write_descriptors(
    folder: Path, dataset: Dataset, version: str, rows: Mapping[str, int], sums: Sums | None = None
) -> None:
    """Write ``datapackage.json`` and ``croissant.json`` of the tables that stand in this folder.

    ``rows`` are the tables' numbers of rows by name, ``sums`` those of the folder that were taken already.
    """
    known = Sums(folder) if sums is None else sums
    write_json(folder / DESCRIPTOR, data_package(dataset, version, folder, rows, known))
    write_json(folder / CROISSANT, croissant(dataset, version, folder, known))


def data_package(
    dataset: Dataset, version: str, folder: Path, rows: Mapping[str, int], sums: Mapping[str, str]
) -> dict[str, Any]:
    """The descriptor of the tables that stand in this folder; ``rows`` are their numbers of rows by name."""
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": dataset.name,
        "title": dataset.title,
        "description": f"{dataset.description}\n\n{FORMULA_GUARD}",
        "version": version,
        "version_rule": RULE,
        "schema_version": SCHEMA_VERSION,
    }
    if dataset.licence is not None:
        licence = dataset.licence
        package["licenses"] = [{"name": licence.name, "title": licence.title, "path": licence.path}]
    if dataset.contributors:
        package["contributors"] = [{"title": c.title, "role": c.role} for c in dataset.contributors]
    if dataset.contact is not None:
        package["contact"] = dataset.contact
    package["resources"] = [
        resource for schema in TABLES for resource in _resources(schema, folder, rows[schema.name], sums)
    ]
    return package


def _resources(schema: TableSchema, folder: Path, rows: int, sums: Mapping[str, str]) -> list[dict[str, Any]]:
    csv = {
        "name": schema.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": table_schema(schema),
    }
    parquet = {
        "name": f"{schema.name}-parquet",
        "profile": "data-resource",
        # As a table, frictionless would read it by pandas: it takes lists for no arrays there, and counts no bytes.
        "type": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": table_schema(schema, nulls=()),
    }
    of_parts = part_rows(folder, schema.name)
    return [
        _measured(resource, files_of(folder, schema.name, suffix), schema.description, of_parts, rows, sums)
        for resource, suffix in ((csv, CSV), (parquet, PARQUET))
    ]


def _measured(
    resource: dict[str, Any],
    files: Sequence[Path],
    description: str,
    of_parts: Sequence[int],
    rows: int,
    sums: Mapping[str, str],
) -> dict[str, Any]:
    """A resource with what can be told of its files only when they are written; the schema, which is long, comes last.

    Of a table in parts, ``path`` lists the files, as the standard has it. What is told of each stands in ``parts``, which
    is a word of ours: programs take ``bytes`` and ``hash`` for those of the parts joined, without the headers of all but one.
    """
    names = [file.name for file in files]
    told = [
        {
            "path": file.name,
            "bytes": file.stat().st_size,
            "hash": f"sha256:{sums[file.name]}",
            "rowCount": count,
        }
        for file, count in zip(files, of_parts, strict=True)
    ]
    whole, *others = told
    return {
        "name": resource["name"],
        "path": names if others else names[0],
        **{name: value for name, value in resource.items() if name not in ("name", "schema")},
        "description": description,
        **({} if others else {"bytes": whole["bytes"], "hash": whole["hash"]}),
        "rowCount": rows,
        **({"parts": told} if others else {}),
        "schema": resource["schema"],
    }
