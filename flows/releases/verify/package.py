"""``datapackage.json`` as a verifier reads it: what the release says of its own tables."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from flows.releases.parts import CSV, PARQUET, names_of, part_named
from flows.releases.verify.tables import UnreadableError


class Resource(NamedTuple):
    """A file of the release; ``bytes`` is None where the descriptor does not say how many it has."""

    path: str
    bytes: int | None
    sha256: str
    rows: int


class Column(NamedTuple):
    """A column as Frictionless describes it: its type, and what holds for its values."""

    name: str
    type: str
    constraints: Mapping[str, Any]

    @property
    def is_required(self) -> bool:
        """Whether every row has a value."""
        return bool(self.constraints.get("required", False))


class Reference(NamedTuple):
    """Values of ``column``, where there are any, stand in the column ``target`` of ``table``."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Described:
    """One table: its files of both kinds, its columns in their order, its key (empty where it has none) and references.

    Where it has parts there are as many of each kind, in the order of its rows.
    """

    name: str
    csv: tuple[Resource, ...]
    parquet: tuple[Resource, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def rows(self) -> int:
        """The number of its rows."""
        return sum(part.rows for part in self.csv)


@dataclass(frozen=True, slots=True)
class Package:
    """The version of a release and of its schema (None where it states none), and its tables in their order."""

    version: str
    schema_version: str | None
    tables: tuple[Described, ...]

    def table(self, name: str) -> Described | None:
        """The table of this name, if there is one."""
        return next((table for table in self.tables if table.name == name), None)


def read_package(path: Path) -> Package:
    """The package that a descriptor tells of; UnreadableError where it is none of a release."""
    try:
        return _package(json.loads(path.read_bytes()))
    except OSError as error:
        raise UnreadableError(path.name, error.strerror or str(error)) from error
    except KeyError as error:
        raise UnreadableError(path.name, f"does not describe a release: it has no {error}") from error
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableError(path.name, f"does not describe a release: {error}") from error


def _package(value: Any) -> Package:
    given = _given(value, dict, "the descriptor")
    resources = [_given(item, dict, "a resource") for item in _given(given["resources"], list, "resources")]
    paths = [_paths(item["path"]) for item in resources]
    by_path = {path[0]: item for path, item in zip(paths, resources, strict=True)}
    if len({name for path in paths for name in path}) != sum(map(len, paths)):
        raise ValueError("two resources have one path")
    parts = {path: part_named(path) for path in by_path}
    tables = [part.table for part in parts.values() if part is not None and part.suffix == CSV]
    expected = {(name, suffix) for name in tables for suffix in (CSV, PARQUET)}
    surplus = [p for p, part in parts.items() if part is None or (part.table, part.suffix) not in expected]
    if surplus or not tables:
        raise ValueError(
            f"not every table has a {CSV} and a {PARQUET} file: {', '.join(sorted(surplus)) or 'none'}"
        )
    of_table = {(part.table, part.suffix): by_path[path] for path, part in parts.items() if part is not None}
    stated = given.get("schema_version")
    return Package(
        version=_given(given["version"], str, "the version"),
        schema_version=None if stated is None else _given(stated, str, "schema_version"),
        tables=tuple(_table(name, of_table) for name in tables),
    )


def _paths(given: Any) -> list[str]:
    """The path of a resource, or those of its parts."""
    paths = [given] if isinstance(given, str) else _given(given, list, "a path")
    if not paths:
        raise ValueError("a resource has no path")
    return [_given(path, str, "a path") for path in paths]


def _table(name: str, of_table: Mapping[tuple[str, str], dict[str, Any]]) -> Described:
    if (name, PARQUET) not in of_table:
        raise ValueError(f"the table {name} has no {PARQUET} file")
    csv, parquet = of_table[name, CSV], of_table[name, PARQUET]
    schema = _given(csv["schema"], dict, "a schema")
    fields = [_given(item, dict, "a field") for item in _given(schema["fields"], list, "fields")]
    keys = [
        _given(item, dict, "a foreign key") for item in _given(schema.get("foreignKeys", []), list, "keys")
    ]
    described = Described(
        name=name,
        csv=_files(csv),
        parquet=_files(parquet),
        columns=tuple(_column(field) for field in fields),
        key=tuple(_names(schema.get("primaryKey", []))),
        references=tuple(_reference(key, name) for key in keys),
    )
    if len(described.csv) != len(described.parquet):
        raise ValueError(f"the table {name} has not as many parts in {CSV} as in {PARQUET}")
    if len(set(described.names)) != len(described.names):
        raise ValueError(f"the table {name} has two columns of one name")
    known = {*described.names}
    if not known.issuperset([*described.key, *(reference.column for reference in described.references)]):
        raise ValueError(f"a key of the table {name} has a column that the table has not")
    return described


def _files(given: Mapping[str, Any]) -> tuple[Resource, ...]:
    """The files of a table of one kind, all of them, in the order of its rows."""
    if isinstance(given["path"], str):
        return (_resource(given),)
    parts = [_given(item, dict, "a part") for item in _given(given["parts"], list, "parts")]
    names = [_given(part["path"], str, "a path") for part in parts]
    first = part_named(given["path"][0])
    whole = [] if first is None else list(names_of(first.table, first.suffix, first.parts))
    if names != given["path"] or names != whole:
        raise ValueError(
            f"the parts of {names[0] if names else given['path'][0]} are not all there, in their order"
        )
    found = tuple(map(_resource, parts))
    rows = sum(part.rows for part in found)
    if rows != _given(given["rowCount"], int, "rowCount"):
        raise ValueError(f"the parts of {names[0]} have {rows:,} rows, and not {given['rowCount']:,}")
    return found


def _resource(given: Mapping[str, Any]) -> Resource:
    path = given["path"]
    if "/" in path or "\0" in path or path in {CSV, PARQUET}:
        raise ValueError(f"{path!r} is no name of a file")
    size = given.get("bytes")
    return Resource(
        path=path,
        bytes=None if size is None else _given(size, int, "bytes"),
        sha256=_given(given["hash"], str, "a hash").removeprefix("sha256:"),
        rows=_given(given["rowCount"], int, "rowCount"),
    )


def _column(given: Mapping[str, Any]) -> Column:
    constraints = _given(given.get("constraints", {}), dict, "constraints")
    return Column(_given(given["name"], str, "a name"), _given(given["type"], str, "a type"), constraints)


def _reference(given: Mapping[str, Any], table: str) -> Reference:
    reference = _given(given["reference"], dict, "a reference")
    # An empty resource name is the specification's word for the table itself.
    target = _given(reference["resource"], str, "a resource") or table
    (column,), (of_target,) = _names(given["fields"]), _names(reference["fields"])
    return Reference(column, target, of_target)


def _names(given: Any) -> list[str]:
    """Names of columns, which the specification lets stand alone or in a list."""
    names = [given] if isinstance(given, str) else _given(given, list, "names of columns")
    return [_given(name, str, "the name of a column") for name in names]


def _given(value: Any, kind: type, what: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{what} should be a {kind.__name__}, not {str(value)[:60]!r}")
    return value
