"""Releases: immutable, versioned folders of tables, which appear whole or not at all.

OUTPUT/<version>/  <table>.parquet and <table>.csv for each table, datapackage.json, SHA256SUMS
OUTPUT/index.json  every release; names the latest
OUTPUT/latest      a relative symbolic link to the newest release
"""

import datetime
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from flows.csv_tables import write_csv
from flows.dataset import Dataset
from flows.descriptor import FILE as DESCRIPTOR
from flows.descriptor import data_package, sha256_of
from flows.errors import InvariantError, OutputError, UsageError
from flows.output import STAGING, check_output
from flows.tables import Tables
from schemas import TABLES

FIRST_VERSION = "1.0.0"
INDEX = "index.json"
LATEST = "latest"
SUMS = "SHA256SUMS"
ROW_GROUP_ROWS = 65_536


class Release(NamedTuple):
    """A release that stands in the output folder; ``is_new`` is false where it already held the same."""

    version: str
    folder: Path
    is_new: bool


def write_release(tables: Tables, dataset: Dataset, output: Path) -> Release:
    """Write the tables as the next release; where the latest holds the same already, write none."""
    check_output(output)
    index = _read_index(output)
    created = _created()
    try:
        return _write(tables, dataset, output, index, created)
    except OSError as error:
        raise OutputError(
            f"{output}: the release could not be written ({error.strerror or error}); what stood there is as it was: "
            "mend that and build again"
        ) from error


def _write(tables: Tables, dataset: Dataset, output: Path, index: dict[str, Any], created: str) -> Release:
    previous = index["latest"]
    with _staging(output) as staging:
        _write_files(tables, dataset, previous or FIRST_VERSION, staging)
        if previous is not None:
            if _same(staging, output / previous):
                _point_latest(output, previous)
                return Release(previous, output / previous, is_new=False)
            raise OutputError(
                f"{output}: what was built differs from release {previous}, which stands there; releases after the first "
                "are not made yet: build into another folder with --output"
            )
        if damaged := _damaged(staging):
            raise InvariantError(
                f"{output}: {', '.join(damaged)} did not read back as written: check the disk"
            )
        folder = output / FIRST_VERSION
        # A build that was killed between putting a release in place and naming it left it whole.
        if not ((folder / SUMS).is_file() and _same(staging, folder)):
            _publish(staging, folder)
    rows = {name: table.num_rows for name, table in tables.items()}
    _write_index(output, index, FIRST_VERSION, rows, created)
    _point_latest(output, FIRST_VERSION)
    return Release(FIRST_VERSION, folder, is_new=True)


def _write_files(tables: Tables, dataset: Dataset, version: str, folder: Path) -> None:
    for schema in TABLES:
        table = tables[schema.name].cast(schema.arrow_schema)
        pq.write_table(
            table,
            folder / f"{schema.name}.parquet",
            compression="zstd",
            row_group_size=ROW_GROUP_ROWS,
            store_schema=True,
        )
        write_csv(table, folder / f"{schema.name}.csv")
    rows = {name: table.num_rows for name, table in tables.items()}
    _write_json(folder / DESCRIPTOR, data_package(dataset, version, folder, rows))
    files = sorted(path.name for path in folder.iterdir())
    sums = "".join(f"{sha256_of(folder / name)}  {name}\n" for name in files)
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")


def _damaged(folder: Path) -> list[str]:
    """The files of a release that are gone or are not as its list of sums says."""
    sums = [line.split("  ", 1) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()]
    return [
        name for digest, name in sums if not (folder / name).is_file() or sha256_of(folder / name) != digest
    ]


def _same(staging: Path, release: Path) -> bool:
    """Whether a release that stands there whole holds what was built."""
    try:
        is_same = (staging / SUMS).read_bytes() == (release / SUMS).read_bytes()
        damaged = _damaged(release)
    except OSError as error:
        raise OutputError(
            f"{release / SUMS}: {error.strerror}, though {INDEX} names this release the latest: restore the release, "
            "or build into another folder with --output"
        ) from error
    if damaged:
        raise OutputError(
            f"{release}: {', '.join(damaged)} changed or went since the release was made: restore the release, "
            "or build into another folder with --output"
        )
    return is_same


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """A folder beside the releases that is gone afterwards unless it was published."""
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=output))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(staging: Path, folder: Path) -> None:
    for path in staging.iterdir():
        _flush(path)
    staging.chmod(0o755)
    _flush(staging)
    try:
        staging.rename(folder)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be put in place ({error.strerror}): a folder without an entry in {INDEX} may stand there; "
            "move it away and build again"
        ) from error
    _flush(folder.parent)


def _read_index(output: Path) -> dict[str, Any]:
    file = output / INDEX
    try:
        index = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if (output / LATEST).is_symlink():
            raise OutputError(
                f"{file}: gone, though {LATEST} names a release: restore the file, or build into another folder with --output"
            ) from None
        return {"latest": None, "releases": []}
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise OutputError(
            f"{file}: {error}: restore the file, or build into another folder with --output"
        ) from error
    if (
        not isinstance(index, dict)
        or not isinstance(index.get("latest"), str)
        or not isinstance(index.get("releases"), list)
    ):
        raise OutputError(
            f"{file}: not an index of releases: restore the file, or build into another folder with --output"
        )
    return index


def _write_index(
    output: Path, index: dict[str, Any], version: str, rows: dict[str, int], created: str
) -> None:
    entry = {
        "version": version,
        "created": created,
        "rows": rows,
        "sha256": sha256_of(output / version / SUMS),
        "withdrawn": False,
    }
    temporary = output / f"{STAGING}{INDEX}"
    _write_json(temporary, {"latest": version, "releases": [*index["releases"], entry]})
    _flush(temporary)
    temporary.replace(output / INDEX)
    _flush(output)


def _created() -> str:
    """Now, or the time that SOURCE_DATE_EPOCH gives; it stands in the index alone, never in a release."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {epoch!r}: it should be a whole number of seconds, or not set"
        ) from error


def _point_latest(output: Path, version: str) -> None:
    link = output / LATEST
    if link.is_symlink() and link.readlink() == Path(version):
        return
    if link.exists() and not link.is_symlink():
        raise OutputError(
            f"{link}: should be a link to the newest release, and is none: move it away and build again"
        )
    temporary = output / f"{STAGING}{LATEST}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(version)
    temporary.replace(link)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _flush(path: Path) -> None:
    """Have the system write a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
