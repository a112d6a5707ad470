"""Files of entries beside ``dataset.toml``, such as ``withheld.toml``: found, and read strictly.

A build that would pass one by is refused: nobody would notice.
"""

import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from flows.errors import UsageError
from flows.toml_file import LARGEST_OF_ENTRIES, read_toml, shown, shown_key

HELP = "mend the file (raw/README.md says what it holds)"


def entry_files(sources: Sequence[Path], name: str) -> list[Path]:
    """The files of this name in the SOURCE folders, each once.

    Raises UsageError where a SOURCE would escape the file of a folder around it or a file below it would escape the build.
    """
    folders = [source for source in sources if source.is_dir()]
    for place in (*sources, *(link for folder in folders for link in _linked(folder))):
        _check_around(place, folders, name)
    for folder in folders:
        for file in _below(folder, name):
            raise UsageError(
                f"{file}: only the {name} of a SOURCE itself is read: move its entries to {folder / name}, at its end, "
                f"with keys and documents that begin with {file.parent.relative_to(folder).as_posix()}/"
            )
    files: dict[Path, Path] = {}
    for folder in folders:
        if os.path.lexists(folder / name):
            files.setdefault(folder.resolve(), folder / name)
    return list(files.values())


def _check_around(place: Path, folders: Sequence[Path], name: str) -> None:
    """Raise UsageError where a source, or a link in one, leads past the file of a folder that is not read whole."""
    for around in _around(place, name):
        if not any(_is_read_within(place, folder, around) for folder in folders):
            raise UsageError(
                f"{place}: stands in {around}, whose {name} would not be heeded, for built alone its records have other keys: "
                f"build {around}"
            )


def _around(source: Path, name: str) -> Iterator[Path]:
    """The folders around a source, by its name and by where it truly is, that have such a file."""
    named = Path(os.path.abspath(source))  # noqa: PTH100  resolve() would follow links
    for around in dict.fromkeys((*named.parents, *Path(os.path.realpath(source)).parents)):
        if os.path.lexists(around / name):
            yield around


def _is_read_within(source: Path, folder: Path, around: Path) -> bool:
    """Whether a source is read as a part of this folder, which is a source as well, under the keys that it has there."""
    named, named_folder = (Path(os.path.abspath(path)) for path in (source, folder))  # noqa: PTH100
    return named.is_relative_to(named_folder) and folder.resolve() == around.resolve()


def _below(folder: Path, name: str) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders.sort()
        if name in files and Path(where) != folder:
            yield Path(where, name)


def _linked(folder: Path) -> Iterator[Path]:
    """The links to files in a folder."""
    for where, _, files in os.walk(folder):
        yield from (path for name in sorted(files) if (path := Path(where, name)).is_symlink())


class Table(NamedTuple):
    """What an entry says, unchecked, and the line on which it begins, None where that is not easily told."""

    values: Any
    line: int | None


def entry_tables(
    file: Path, heading: str, parse_float: Callable[[str], float | Decimal] = float
) -> list[Table]:
    """The tables ``[[heading]]`` of a file, in their order; UsageError where it holds anything else."""
    text, values = read_toml(file, LARGEST_OF_ENTRIES, parse_float, "see that this is the right file")
    entries = values.pop(heading, [])
    if values:
        raise UsageError(
            f"{file}: {shown_key(next(iter(values)))} is not known: it may hold [[{heading}]] alone"
        )
    if not isinstance(entries, list):
        raise UsageError(f"{file}: {heading} should be entries that each begin with [[{heading}]]: {HELP}")
    begins = re.compile(rf"\s*\[\[\s*{heading}\s*\]\]\s*(?:#|$)")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)]
    places = lines if len(lines) == len(entries) else [None] * len(entries)
    return [Table(*entry) for entry in zip(entries, places, strict=True)]


class EntryReader:
    """Checks the values of one entry, naming its place in every error."""

    def __init__(self, place: str, values: Any, heading: str, fields: Collection[str]) -> None:
        if not isinstance(values, dict):
            raise UsageError(f"{place} should be a table that begins with [[{heading}]]: {HELP}")
        for name in values:
            if name not in fields:
                raise UsageError(
                    f"{place}: {shown_key(name)} is not known: an entry may hold {', '.join(fields)}"
                )
        self.place = place
        self.values: dict[str, Any] = values

    def day(self, name: str) -> date:
        """The day on which something was decided."""
        day = self.values.get(name)
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self.wrong(
                name, "the day on which it was decided, without quotation marks, such as 2026-11-22"
            )
        return day

    def text(self, name: str) -> str:
        """A text that says something, in Unicode NFC as ids and keys are."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "a text that is not empty")
        return unicodedata.normalize("NFC", value)

    def wrong(self, name: str, expected: str) -> UsageError:
        """The error of a value that is not as it should be, or is missing."""
        found = f"is {shown(self.values[name])}" if name in self.values else "is missing"
        return UsageError(f"{self.place}: {name} {found}: it should be {expected}")
