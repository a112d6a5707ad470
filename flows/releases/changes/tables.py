"""The tables of a release as files: their keys, their columns, and their rows a batch at a time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from flows.errors import UsageError
from flows.releases.files import DESCRIPTOR
from flows.releases.parts import PARQUET, PartName, part_named, tables_among
from flows.want_of_memory import pass_on_want_of_memory
from schemas import TABLES

_BATCH_BYTES = 8_000_000
_MOST_BATCH_ROWS = 16_384
_LEAST_BATCH_ROWS = 64
_READ_BYTES = 1 << 20
_KEYS = {table.name: table.key for table in TABLES}


@dataclass(frozen=True)
class TableFile:
    """One table in one Parquet file or several; ``key`` is empty where no columns of the table identify a row."""

    name: str
    paths: tuple[Path, ...]
    key: tuple[str, ...]
    schema: pa.Schema
    part_rows: tuple[int, ...]
    batch_rows: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(self.schema.names)

    @property
    def rows(self) -> int:
        """The number of its rows."""
        return sum(self.part_rows)

    def path_of(self, row: int) -> Path:
        """The file in which a row stands."""
        ends = accumulate(self.part_rows)
        return next(path for path, end in zip(self.paths, ends, strict=True) if row < end)

    def batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows in their order, these columns alone, some megabytes at a time; UsageError where they cannot be read."""
        for path in self.paths:
            with _readable(path), _open(path) as file:
                for batch in file.iter_batches(self.batch_rows, columns=list(columns), use_threads=False):
                    yield pa.Table.from_batches([batch]).select(list(columns))


def tables_in(folder: Path) -> dict[str, TableFile]:
    """The tables of a release by name, in the order in which the project tells of them.

    UsageError where the folder holds none, or one that is no Parquet file.
    """
    try:
        found = tables_among(path.name for path in folder.iterdir())
    except OSError as error:
        raise UsageError(
            f"{folder}: {error.strerror}: name the folder of a release, such as output/latest"
        ) from error
    if not found:
        raise UsageError(
            f"{folder}: no table is there (such as comments{PARQUET}): name the folder of a release, such as output/latest; "
            "one that was purged has no tables any more"
        )
    stated = _stated(folder)
    # Of a table that is stated and gone altogether the files are named too: who opens them finds out.
    found = {table: told.files for table, told in stated.items()} | found
    keys = {**_KEYS, **{table: told.key for table, told in stated.items()}}
    order = [*(name for name in _KEYS if name in found), *sorted(found.keys() - _KEYS.keys())]
    return {
        name: _table(name, tuple(folder / file for file in found[name]), keys.get(name, ())) for name in order
    }


def stated_version(folder: Path) -> str | None:
    """The version that the release's descriptor states; UsageError where there is no descriptor that can be read."""
    if not (folder / DESCRIPTOR).is_file():
        raise UsageError(
            f"{folder}: no release: {DESCRIPTOR} is not there: name the folder of a release, such as output/latest"
        )
    version = _descriptor(folder).get("version")
    return version if isinstance(version, str) else None


class _Stated(NamedTuple):
    """What a release itself says of a table: the names of its Parquet files, and its key, which later releases may have changed."""

    files: tuple[str, ...]
    key: tuple[str, ...]


def _stated(folder: Path) -> dict[str, _Stated]:
    """What a release says of its tables; nothing where it has no descriptor."""
    if not (folder / DESCRIPTOR).is_file():
        return {}
    try:
        return {
            part.table: _Stated(files, tuple(resource["schema"].get("primaryKey", ())))
            for resource in _descriptor(folder).get("resources", ())
            if "fields" in resource.get("schema", {})
            and (part := _parquet_named((files := _files(resource["path"]))[0])) is not None
        }
    except (LookupError, TypeError, AttributeError) as error:
        raise _damaged(
            folder / DESCRIPTOR, f"a resource is not described as it should be ({error})"
        ) from error


def _descriptor(folder: Path) -> Mapping[str, Any]:
    try:
        descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(folder / DESCRIPTOR, str(error)) from error
    if not isinstance(descriptor, dict):
        raise _damaged(folder / DESCRIPTOR, "not a JSON object")
    return descriptor


def _files(path: str | list[str]) -> tuple[str, ...]:
    return (path,) if isinstance(path, str) else tuple(path)


def _parquet_named(name: str) -> PartName | None:
    part = part_named(name)
    return part if part is not None and part.suffix == PARQUET else None


def _table(name: str, paths: tuple[Path, ...], key: tuple[str, ...]) -> TableFile:
    schemas, rows, size = list[pa.Schema](), list[int](), 0
    for path in paths:
        with _readable(path), _open(path) as file:
            metadata = file.metadata
            schemas.append(file.schema_arrow)
        rows.append(metadata.num_rows)
        size += sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
        if not schemas[-1].equals(schemas[0]):
            raise _damaged(path, f"its columns are not those of {paths[0].name}")
    if missing := [column for column in key if column not in schemas[0].names]:
        raise _damaged(paths[0], f"the key {', '.join(missing)} is not among its columns")
    row_bytes = size / max(sum(rows), 1)
    batch_rows = int(min(max(_BATCH_BYTES / max(row_bytes, 1), _LEAST_BATCH_ROWS), _MOST_BATCH_ROWS))
    return TableFile(name, paths, key, schemas[0], tuple(rows), batch_rows)


def _open(path: Path) -> pq.ParquetFile:
    # Without these a whole row group, which may hold many megabytes of text, would be read at once.
    return pq.ParquetFile(path, pre_buffer=False, buffer_size=_READ_BYTES)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        pass_on_want_of_memory(error)
        raise _damaged(path, str(error).split("\n", 1)[0]) from error


def _damaged(path: Path, found: str) -> UsageError:
    return UsageError(f"{path}: cannot be read ({found}): restore the release")
