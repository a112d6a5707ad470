"""The tables of a release as files: their keys, their columns, and their rows a batch at a time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.errors import UsageError
from flows.releases.files import DESCRIPTOR
from schemas import TABLES

SUFFIX = ".parquet"
_BATCH_BYTES = 8_000_000
_MOST_BATCH_ROWS = 16_384
_LEAST_BATCH_ROWS = 64
_READ_BYTES = 1 << 20
_KEYS = {table.name: table.key for table in TABLES}


@dataclass(frozen=True)
class TableFile:
    """One Parquet file; ``key`` is empty where no columns of the table identify a row."""

    name: str
    path: Path
    key: tuple[str, ...]
    schema: pa.Schema
    rows: int
    batch_rows: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(self.schema.names)

    def batches(self, columns: Sequence[str]) -> Iterator[pa.Table]:
        """The rows in their order, these columns alone, some megabytes at a time; UsageError where they cannot be read."""
        with _readable(self.path), _open(self.path) as file:
            for batch in file.iter_batches(self.batch_rows, columns=list(columns), use_threads=False):
                yield pa.Table.from_batches([batch]).select(list(columns))


def tables_in(folder: Path) -> dict[str, TableFile]:
    """The tables of a release by name, in the order in which the project tells of them.

    UsageError where the folder holds none, or one that is no Parquet file.
    """
    try:
        found = {path.stem: path for path in folder.iterdir() if path.suffix == SUFFIX}
    except OSError as error:
        raise UsageError(
            f"{folder}: {error.strerror}: name the folder of a release, such as output/latest"
        ) from error
    if not found:
        raise UsageError(
            f"{folder}: no table is there (such as comments{SUFFIX}): name the folder of a release, such as output/latest; "
            "one that was purged has no tables any more"
        )
    keys = {**_KEYS, **_stated_keys(folder)}
    order = [*(name for name in _KEYS if name in found), *sorted(found.keys() - _KEYS.keys())]
    return {name: _table(found[name], keys.get(name, ())) for name in order}


def stated_version(folder: Path) -> str | None:
    """The version that the release's descriptor states; UsageError where there is no descriptor that can be read."""
    if not (folder / DESCRIPTOR).is_file():
        raise UsageError(
            f"{folder}: no release: {DESCRIPTOR} is not there: name the folder of a release, such as output/latest"
        )
    version = _descriptor(folder).get("version")
    return version if isinstance(version, str) else None


def _stated_keys(folder: Path) -> dict[str, tuple[str, ...]]:
    """The keys that the release itself states, which later ones may have changed."""
    if not (folder / DESCRIPTOR).is_file():
        return {}
    try:
        return {
            Path(resource["path"]).stem: tuple(resource["schema"].get("primaryKey", ()))
            for resource in _descriptor(folder).get("resources", ())
            if str(resource["path"]).endswith(SUFFIX) and "fields" in resource.get("schema", {})
        }
    except (KeyError, TypeError, AttributeError) as error:
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


def _table(path: Path, key: tuple[str, ...]) -> TableFile:
    with _readable(path), _open(path) as file:
        metadata, schema = file.metadata, file.schema_arrow
    if missing := [name for name in key if name not in schema.names]:
        raise _damaged(path, f"the key {', '.join(missing)} is not among its columns")
    groups = (metadata.row_group(i) for i in range(metadata.num_row_groups))
    row_bytes = sum(group.total_byte_size for group in groups) / max(metadata.num_rows, 1)
    batch_rows = int(min(max(_BATCH_BYTES / max(row_bytes, 1), _LEAST_BATCH_ROWS), _MOST_BATCH_ROWS))
    return TableFile(path.stem, path, key, schema, metadata.num_rows, batch_rows)


def _open(path: Path) -> pq.ParquetFile:
    # Without these a whole row group, which may hold many megabytes of text, would be read at once.
    return pq.ParquetFile(path, pre_buffer=False, buffer_size=_READ_BYTES)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, str(error).split("\n", 1)[0]) from error


def _damaged(path: Path, found: str) -> UsageError:
    return UsageError(f"{path}: cannot be read ({found}): restore the release")
