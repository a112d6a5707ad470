"""Checks of columns and values: against the release's own descriptor and, for today's schema, against the models."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.files import DESCRIPTOR
from flows.releases.verify.opened import Opened
from flows.releases.verify.package import Described
from flows.releases.verify.results import MOST_FINDINGS, Finding, Note, Said
from flows.releases.verify.tables import Files, UnreadableError, batches, rows_where, schema_and_rows
from flows.want_of_memory import pass_on_want_of_memory
from schemas import SCHEMA_VERSION, TABLES, TableSchema, table_named, validate
from schemas.frictionless import table_schema

REBUILD = "restore the release, or build it anew"
ARROW_TYPES: Mapping[str, Callable[[pa.DataType], bool]] = {
    "string": pa.types.is_string,
    "integer": pa.types.is_integer,
    "number": pa.types.is_decimal,
    "boolean": pa.types.is_boolean,
    "date": pa.types.is_date,
    "datetime": pa.types.is_timestamp,
    "array": pa.types.is_list,
}
"""The types of Frictionless, and whether an Arrow type is one that keeps its values."""


def check_schema(opened: Opened) -> Iterator[Said]:
    """Each Parquet file has the columns, types and nullability described; those of the models, where they are today's."""
    if not is_todays(opened):
        stated = opened.package.schema_version or "not stated"
        yield Note(
            f"its schema version is {stated}, that of this program {SCHEMA_VERSION}: held to its own {DESCRIPTOR} alone"
        )
    else:
        yield from _unlike_models(opened)
    for table in opened.package.tables:
        for path in opened.files(table.name).paths:
            try:
                found, _ = schema_and_rows(path)
            except UnreadableError as error:
                yield Finding(error.file, f"{error.reason}: {REBUILD}")
                continue
            yield from _unlike_descriptor(path.name, table, found)
            if is_todays(opened) and table.name in _MODELS:
                yield from _unlike_model(path.name, _MODELS[table.name], found)


def check_values(opened: Opened) -> Iterator[Said]:
    """Every value is as its column and its row allow it."""
    for table in opened.package.tables:
        for path in opened.files(table.name).paths:
            yield from _broken(path, table, is_todays(opened))


def _broken(path: Path, table: Described, by_models: bool) -> Iterator[Finding]:
    """The values of a file that are not as they may be."""
    first = 0
    for piece in batches(Files((path,))):
        found = _broken_rules(piece, table.name) if by_models else _broken_constraints(piece, table)
        for row, message in found:
            yield Finding(path.name, f"{message}: {REBUILD}", None if row is None else first + row)
        first += piece.num_rows


def is_todays(opened: Opened) -> bool:
    """Whether the release has the schema that this program writes."""
    return opened.package.schema_version == SCHEMA_VERSION


_MODELS = {schema.name: schema for schema in TABLES}


def _unlike_models(opened: Opened) -> Iterator[Finding]:
    """Where the descriptor of a release of today's schema describes other tables and columns than the models."""
    described = {table.name: table for table in opened.package.tables}
    if described.keys() != _MODELS.keys():
        names = ", ".join(sorted(described.keys() ^ _MODELS.keys()))
        yield Finding(
            DESCRIPTOR, f"other tables than schema version {SCHEMA_VERSION} has ({names}): {REBUILD}"
        )
    for name in described.keys() & _MODELS.keys():
        expected = table_schema(_MODELS[name])
        columns = [
            (field["name"], field["type"], field.get("constraints", {})) for field in expected["fields"]
        ]
        if [tuple(column) for column in described[name].columns] != columns:
            yield Finding(
                DESCRIPTOR, f"columns of {name} that schema version {SCHEMA_VERSION} has otherwise: {REBUILD}"
            )
        if list(described[name].key) != expected.get("primaryKey", []):
            yield Finding(
                DESCRIPTOR, f"a key of {name} that schema version {SCHEMA_VERSION} has not: {REBUILD}"
            )
        references = {(key.columns[0], key.table, key.reference[0]) for key in _MODELS[name].foreign_keys}
        if {tuple(reference) for reference in described[name].references} != references:
            yield Finding(
                DESCRIPTOR,
                f"foreign keys of {name} that schema version {SCHEMA_VERSION} has otherwise: {REBUILD}",
            )


def _unlike_descriptor(file: str, table: Described, found: pa.Schema) -> Iterator[Finding]:
    if tuple(found.names) != table.names:
        yield Finding(
            file,
            f"its columns are {', '.join(found.names)}; {DESCRIPTOR} says {', '.join(table.names)}: {REBUILD}",
        )
        return
    for column, field in zip(table.columns, found, strict=True):
        is_kind = ARROW_TYPES.get(column.type)
        if is_kind is None or not is_kind(field.type):
            yield Finding(
                file, f"column {column.name} is {field.type}; {DESCRIPTOR} says {column.type}: {REBUILD}"
            )
        if field.nullable == column.is_required:
            can, says = ("can", "cannot") if field.nullable else ("cannot", "can")
            yield Finding(file, f"column {column.name} {can} be null; {DESCRIPTOR} says it {says}: {REBUILD}")


def _unlike_model(file: str, schema: TableSchema, found: pa.Schema) -> Iterator[Finding]:
    for field in schema.fields:
        # Parquet has no times in seconds.
        expected = pa.timestamp("ms") if field.type == pa.timestamp("s") else field.type
        place = found.get_field_index(field.name)
        if place >= 0 and found.field(place).type != expected:
            yield Finding(
                file,
                f"column {field.name} is {found.field(place).type}, the models say {expected}: {REBUILD}",
            )


def _broken_rules(piece: pa.Table, name: str) -> Iterator[tuple[int | None, str]]:
    """The rows of a piece that break a rule of the table's model, and the rule; a row None is of all of them."""
    schema = table_named(name)
    try:
        typed = piece.cast(schema.arrow_schema)
    except (pa.ArrowException, ValueError) as error:
        pass_on_want_of_memory(error)
        yield None, f"values that do not fit their columns ({error})"
        return
    validation = validate(typed, schema, limit=MOST_FINDINGS)
    for failure in validation.failures:
        found = "" if failure.value is None else f"found {failure.value}; "
        yield failure.row, f"column {failure.column}: {failure.rule}: {found}expected {failure.expected}"
    if validation.unlisted:
        yield None, f"{validation.unlisted:,} more values break these rules"


def _broken_constraints(piece: pa.Table, table: Described) -> Iterator[tuple[int | None, str]]:
    """The same by the constraints of the descriptor."""
    for column in table.columns:
        values = piece[column.name]
        for constraint, expected in column.constraints.items():
            holds = _HOLDS.get(constraint)
            if holds is None:
                continue
            broken = pc.invert(pc.fill_null(holds(values, expected), True))
            for row in rows_where(broken):
                yield row, f"column {column.name}: {DESCRIPTOR} says {constraint} {expected!r}"


_HOLDS: Mapping[str, Callable[[pa.ChunkedArray, Any], pa.ChunkedArray]] = {
    "required": lambda values, expected: pc.or_(pc.is_valid(values), not expected),
    "enum": lambda values, allowed: pc.or_kleene(
        pc.is_in(values, value_set=pa.array(allowed, values.type)), pc.is_null(values)
    ),
    "pattern": lambda values, pattern: pc.match_substring_regex(values, f"^(?:{pattern})$"),
    "minimum": pc.greater_equal,
    "maximum": pc.less_equal,
}
"""The constraints of Frictionless that one row can break, each with its test; null answers nothing."""
