"""The files of a release: their names, and the list of their sums."""

import hashlib
import re
from pathlib import Path
from typing import Any

import orjson

from flows.errors import OutputError

DESCRIPTOR = "datapackage.json"
CROISSANT = "croissant.json"
CARD = "README.md"
CHANGES = "CHANGES.md"
CHANGES_DATA = "changes.json"
SUMS = "SHA256SUMS"
PURGED = "PURGED.md"
"""Says in the folder of a purged release what became of it; it is no file of the release."""

_SUM_LINE = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>[^./\\\n][^/\\\n]*)")


def sha256_of(path: Path) -> str:
    """The SHA-256 digest of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Sums(dict[str, str]):
    """The sums of the files in a folder by name, each taken when it is first asked for: then the file must be finished."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> str:
        self[name] = digest = sha256_of(self._folder / name)
        return digest


def write_sums(folder: Path, sums: Sums | None = None) -> None:
    """Write the list of the sums of all files in the folder, in the form that ``sha256sum --check`` reads.

    ``sums`` are those of the folder that were taken already.
    """
    known = Sums(folder) if sums is None else sums
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    lines = "".join(f"{known[name]}  {name}\n" for name in names)
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")


def sums_in(data: bytes, name: str) -> dict[str, str]:
    """The sums in a list's bytes by the name of the file; OutputError, naming the list and the line, where one is no sum."""
    sums: dict[str, str] = {}
    text = data.decode("utf-8", "replace")
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        match = _SUM_LINE.fullmatch(line)
        if match is None or match["name"] in sums or not text.endswith("\n"):
            raise OutputError(
                f"{name}:{number}: {line[:100]!r} is no line of sums (64 hexadecimal digits, two blanks, the name of one "
                "file), or names a file again: restore the list"
            )
        sums[match["name"]] = match["sum"]
    return sums


def read_sums(folder: Path) -> dict[str, str]:
    """The sums that a release lists by the name of the file; OutputError where the list is gone or no such list."""
    path = folder / SUMS
    try:
        return sums_in(path.read_bytes(), str(path))
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}: restore the release") from error


def differing(folder: Path) -> list[str]:
    """The files of a release that are gone or are not as its list of sums says."""
    return [
        name
        for name, digest in read_sums(folder).items()
        if not (folder / name).is_file() or sha256_of(folder / name) != digest
    ]


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON that a person can read; the same value always as the same bytes."""
    path.write_bytes(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
