"""``croissant.json``: the release in Croissant, the MLCommons format by which machine learning tools load a dataset.

The record sets are read from the Parquet files, which have types; the CSV files stand beside them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.releases.citation import bibtex
from flows.releases.dataset import Contributor, Dataset
from flows.releases.parts import CSV, PARQUET, SUFFIXES, files_of, names_of, pattern_of
from schemas import SCHEMA_VERSION, TABLES, Field, TableSchema

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the standard gives; readers warn where a word of it is left out."""
_ENCODINGS = {PARQUET: "application/x-parquet", CSV: "text/csv"}
_TYPES = {
    pa.string(): "sc:Text",
    pa.int64(): "sc:Integer",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
    pa.timestamp("s"): "sc:DateTime",
}

_Origin = dict[str, dict[str, str]]


def croissant(dataset: Dataset, version: str, folder: Path, sums: Mapping[str, str]) -> dict[str, Any]:
    """The description of the tables that stand in this folder, whose files have these sums."""
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": dataset.name,
        "alternateName": dataset.title,
        "description": dataset.description,
        "version": version,
        "schemaVersion": SCHEMA_VERSION,
        "inLanguage": "en",
        "citeAs": bibtex(dataset, version),
    }
    if dataset.licence is not None:
        described["license"] = dataset.licence.path
    if dataset.contributors:
        described["creator"] = [_creator(contributor) for contributor in dataset.contributors]
    described["distribution"] = [
        found for schema in TABLES for suffix in SUFFIXES for found in _files(folder, schema, suffix, sums)
    ]
    described["recordSet"] = [
        _record_set(schema, _origin(schema, len(files_of(folder, schema.name)))) for schema in TABLES
    ]
    return described


def _creator(contributor: Contributor) -> dict[str, Any]:
    # The format wants one or the other, and dataset.toml says of nobody which: most names there are of groups.
    return {"@type": "sc:Organization", "name": contributor.title, "description": contributor.role}


def _files(
    folder: Path, schema: TableSchema, suffix: str, sums: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Each file of a table; the Parquet parts of one together as a set too, for records to be read from."""
    files = files_of(folder, schema.name, suffix)
    for file in files:
        yield {
            "@type": "cr:FileObject",
            "@id": file.name,
            "name": file.name,
            "description": schema.description,
            "contentUrl": file.name,
            "contentSize": f"{file.stat().st_size} B",
            "encodingFormat": _ENCODINGS[suffix],
            "sha256": sums[file.name],
        }
    if suffix == PARQUET and len(files) > 1:
        # Contained in nothing: it is looked for beside the description.
        yield {
            "@type": "cr:FileSet",
            "@id": _set_of(schema),
            "name": _set_of(schema),
            "description": f"The {len(files)} parts of {schema.name}, whose rows follow each other in the order of their names.",
            "encodingFormat": _ENCODINGS[suffix],
            "includes": pattern_of(schema.name, suffix, len(files)),
        }


def _set_of(schema: TableSchema) -> str:
    return f"{schema.name}-parts"


def _origin(schema: TableSchema, count: int) -> _Origin:
    """What the records of a table in so many Parquet files are read from."""
    if count > 1:
        return {"fileSet": {"@id": _set_of(schema)}}
    return {"fileObject": {"@id": names_of(schema.name, PARQUET, count)[0]}}


def _record_set(schema: TableSchema, origin: _Origin) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": schema.name,
        "name": schema.name,
        "description": schema.description,
    }
    if schema.key:
        described["key"] = [{"@id": f"{schema.name}/{column}"} for column in schema.key]
    return {**described, "field": [_field(schema, field, origin) for field in schema.fields]}


def _field(schema: TableSchema, field: Field, origin: _Origin) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{schema.name}/{field.name}",
        "name": field.name,
        "description": field.description,
    }
    kind, source = field.type, {**origin, "extract": {"column": field.name}}
    if pa.types.is_list(kind):
        described["repeated"] = True
        kind = kind.value_type
    if pa.types.is_struct(kind):
        members = [_member(schema, field.name, part, source) for part in kind.fields]
        return {**described, "subField": members}
    described |= {"dataType": _data_type(kind), "source": source}
    for key in schema.foreign_keys:
        # Of a table that refers to itself mlcroissant reads no record: it joins what is referred to, in a circle.
        if key.columns == (field.name,) and key.table != schema.name:
            described["references"] = {"field": {"@id": f"{key.table}/{key.reference[0]}"}}
    return described


def _member(schema: TableSchema, column: str, part: pa.Field, source: dict[str, Any]) -> dict[str, Any]:
    """One member of the structs in a column."""
    return {
        "@type": "cr:Field",
        "@id": f"{schema.name}/{column}/{part.name}",
        "name": part.name,
        "dataType": _data_type(part.type),
        "source": {**source, "transform": {"jsonPath": part.name}},
    }


def _data_type(kind: pa.DataType) -> str:
    return "sc:Float" if pa.types.is_decimal(kind) else _TYPES[kind]
