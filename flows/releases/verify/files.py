"""Checks of the files as files: their sums, the index beside the release, and what the descriptor says of them."""

import json
from collections.abc import Iterator
from pathlib import Path

from flows.errors import OutputError
from flows.releases.files import (
    CARD,
    CHANGES,
    CHANGES_DATA,
    CROISSANT,
    DESCRIPTOR,
    SUMS,
    read_sums,
    sha256_of,
)
from flows.releases.files import PURGED as PURGED_NOTE
from flows.releases.index import FILE as INDEX
from flows.releases.parts import CSV, PARQUET
from flows.releases.verify.opened import Opened
from flows.releases.verify.package import Resource
from flows.releases.verify.results import Finding, Note, Said
from flows.releases.verify.tables import UnreadableError, schema_and_rows
from flows.releases.versions import Version

RESTORE = "restore it from another copy of the release"
PURGED = (CSV, PARQUET, CHANGES, CHANGES_DATA)
"""How the names end of what ``purge`` removes: the tables, and what quotes them."""


def check_sums(opened: Opened) -> Iterator[Said]:
    """Each listed file has its sum, and no other file stands there."""
    folder = opened.folder
    if not (folder / SUMS).is_file():
        yield Finding(SUMS, f"is missing or no file: {RESTORE}")
        return
    try:
        listed = read_sums(folder)
    except OutputError as error:
        yield Finding(SUMS, f"line {str(error).removeprefix(f'{folder / SUMS}:')}")
        return
    for name, digest in listed.items():
        if flaw := _flaw(folder / name, digest, is_gone=opened.is_purged and name.endswith(PURGED)):
            yield Finding(name, flaw)
    for path in sorted(folder.iterdir()):
        is_note = opened.is_purged and path.name == PURGED_NOTE
        if path.name not in listed and path.name != SUMS and not is_note:
            shown = path.name.encode("utf-8", "backslashreplace").decode("utf-8")
            yield Finding(shown, f"stands in the release, and {SUMS} does not list it: move it away")


def _flaw(path: Path, digest: str, *, is_gone: bool) -> str | None:
    """What is wrong with a file that should have this sum or, where the release was purged, be gone."""
    try:
        if is_gone:
            return (
                f"is still there, though {INDEX} says that the release was purged: purge it again"
                if path.exists()
                else None
            )
        if not path.is_file():
            return f"is no file: {RESTORE}" if path.exists() else f"is missing: {RESTORE}"
        found = sha256_of(path)
    except OSError as error:
        return f"cannot be read ({error.strerror}): give the user who runs this leave to read it"
    return (
        None if found == digest else f"has other bytes than {SUMS} says (its SHA-256 is {found}): {RESTORE}"
    )


def check_index(opened: Opened) -> Iterator[Said]:
    """The index beside the release names this list of sums; that it withdraws the release is said."""
    if opened.index_flaw is not None:
        yield Finding(INDEX, opened.index_flaw)
    entry = opened.entry
    if entry is None:
        return
    if entry.withdrawn:
        yield Note("this release is withdrawn, for it holds what was withheld since: use a later one")
    if entry.purged:
        yield Note("this release was purged: its tables were removed, and what remains was checked")
    path = opened.folder / SUMS
    try:
        found = sha256_of(path) if path.is_file() else None
    except OSError:
        found = None
    if found is not None and found != entry.sha256:
        yield Finding(
            SUMS,
            f"is not the list that {INDEX} names (its SHA-256 is {found}, {INDEX} says {entry.sha256}): one of the two was "
            f"changed after the release was made: {RESTORE}",
        )


def check_descriptor(opened: Opened) -> Iterator[Said]:
    """The descriptor tells of a release, and of this one: its version, and the rows that the index gives."""
    package = opened.package
    name, entry = opened.version, opened.entry
    if not _is_version(package.version):
        yield Finding(
            DESCRIPTOR, f"its version is {package.version!r}, which is no version such as 1.2.0: {RESTORE}"
        )
    if _is_version(name) and package.version != name:
        yield Finding(
            DESCRIPTOR,
            f"its version is {package.version}, the folder's name {name}: one of them was changed: {RESTORE}",
        )
    if entry is not None:
        rows = {table.name: table.rows for table in package.tables}
        for table in sorted({*rows, *entry.rows}):
            if rows.get(table) != entry.rows.get(table):
                yield Finding(
                    DESCRIPTOR,
                    f"says that {table} has {_rows(rows.get(table))}, {INDEX} says {_rows(entry.rows.get(table))}: {RESTORE}",
                )


def check_files(opened: Opened) -> Iterator[Said]:
    """Every file that a release has is there, and each table's with the bytes, the hash and the rows described."""
    folder, tables = opened.folder, opened.package.tables
    for name in (CARD, CHANGES, CHANGES_DATA, CROISSANT):
        if not (folder / name).is_file() and not (opened.is_purged and name.endswith(PURGED)):
            yield Finding(name, f"is missing, and every release has one: {RESTORE}")
    for name in (CHANGES_DATA, CROISSANT):
        if (folder / name).is_file() and (flaw := _no_json(folder / name)):
            yield Finding(name, f"is no JSON ({flaw}): {RESTORE}")
    if opened.is_purged:
        return
    for table in tables:
        for csv, parquet in zip(table.csv, table.parquet, strict=True):
            rows = _rows_in(folder / parquet.path)
            if isinstance(rows, Finding):
                yield rows
            for resource in (csv, parquet):
                yield from _disagreements(folder, resource, rows)


def _rows_in(path: Path) -> int | Finding:
    try:
        return schema_and_rows(path)[1]
    except UnreadableError as error:
        return Finding(error.file, f"{error.reason}: {RESTORE}")


def _disagreements(folder: Path, resource: Resource, rows: int | Finding) -> Iterator[Finding]:
    path = folder / resource.path
    if not path.is_file():
        yield Finding(resource.path, f"is missing, though {DESCRIPTOR} describes it: {RESTORE}")
        return
    size = path.stat().st_size
    if resource.bytes not in (None, size):
        yield Finding(
            DESCRIPTOR,
            f"says that {resource.path} has {resource.bytes:,} bytes; it has {size:,}: restore the release",
        )
    if (digest := sha256_of(path)) != resource.sha256:
        yield Finding(
            DESCRIPTOR,
            f"says that the SHA-256 of {resource.path} is {resource.sha256[:64]}; it is {digest}: restore the release",
        )
    if isinstance(rows, int) and resource.rows != rows:
        yield Finding(
            DESCRIPTOR,
            f"says that {resource.path} has {_rows(resource.rows)}; it has {rows:,}: restore the release",
        )


def _no_json(path: Path) -> str | None:
    """Why a file is no JSON, None where it is."""
    try:
        json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        return str(error)
    return None


def _is_version(text: str) -> bool:
    try:
        Version.of(text)
    except ValueError:
        return False
    return True


def _rows(number: int | None) -> str:
    return "no rows, or is no table" if number is None else f"{number:,} rows"
