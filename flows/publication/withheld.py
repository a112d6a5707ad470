"""What is withheld from publication: ``withheld.toml`` of a SOURCE folder.

It is read strictly, and a build that would pass it by is refused: a slip must not publish what somebody asked to be kept back.
"""

import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.errors import UsageError
from schemas import REASONS

FILE = "withheld.toml"
_HELP = "mend the file (raw/README.md says what it holds)"
_KEY = re.compile(
    r"(?P<document>.+)/(?P<record>[cba]-[0-9a-f]{16})(?P<again>-(?:[2-9]|[1-9][0-9]+))?", re.DOTALL
)
_FIELDS = ("key", "document", "reason", "on", "gone")


@dataclass(frozen=True, slots=True)
class Withheld:
    """An entry of the file.

    ``number`` counts from 1 over all entries of a build and stands in the keys of tombstones; ``place`` says where the entry
    is written. ``record`` is the letter and the digest of a record's key, None for a whole document. ``gone``: the words are
    known not to stand on the page any more.
    """

    number: int
    place: str
    document: str
    record: str | None
    again: str
    reason: str
    on: date
    gone: bool

    @property
    def name(self) -> str:
        """The key or the document as the file names it."""
        return self.document if self.record is None else f"{self.document}/{self.record}{self.again}"


def read_withheld(sources: Sequence[Path]) -> tuple[Withheld, ...]:
    """The entries of the SOURCE folders' files, in the order of the folders and of the files.

    Raises UsageError where a file is wrong, and where a SOURCE would escape the file of a folder around it or a file below it
    would escape the build.
    """
    entries: list[Withheld] = []
    for file in _files(sources):
        for place, values in enumerate(_tables(file), 1):
            entries.append(_Reader(f"{file}: entry {place}").entry(values, len(entries) + 1))
    seen: dict[str, Withheld] = {}
    for entry in entries:
        if (first := seen.setdefault(entry.name, entry)) is not entry:
            raise UsageError(
                f"{entry.place} names {entry.name!r}, as {first.place} does: keep the first of the two"
            )
    return tuple(entries)


def _files(sources: Sequence[Path]) -> list[Path]:
    """The files to read, each once; UsageError where one would be passed by."""
    folders = [source for source in sources if source.is_dir()]
    for place in (*sources, *(link for folder in folders for link in _linked(folder))):
        _check_around(place, folders)
    for folder in folders:
        for file in _below(folder):
            raise UsageError(
                f"{file}: only the {FILE} of a SOURCE itself is read: move its entries to {folder / FILE}, at its end, "
                f"with keys and documents that begin with {file.parent.relative_to(folder).as_posix()}/"
            )
    files: dict[Path, Path] = {}
    for folder in folders:
        if os.path.lexists(folder / FILE):
            files.setdefault(folder.resolve(), folder / FILE)
    return list(files.values())


def _check_around(place: Path, folders: Sequence[Path]) -> None:
    """Raise UsageError where a source, or a link in one, leads past the file of a folder that is not read whole."""
    for around in _around(place):
        if not any(_is_read_within(place, folder, around) for folder in folders):
            raise UsageError(
                f"{place}: stands in {around}, whose {FILE} would not be heeded, for built alone its records have other keys: "
                f"build {around}"
            )


def _around(source: Path) -> Iterator[Path]:
    """The folders around a source, by its name and by where it truly is, that have a file of what is withheld."""
    named = Path(os.path.abspath(source))  # noqa: PTH100  resolve() would follow links
    for around in dict.fromkeys((*named.parents, *Path(os.path.realpath(source)).parents)):
        if os.path.lexists(around / FILE):
            yield around


def _is_read_within(source: Path, folder: Path, around: Path) -> bool:
    """Whether a source is read as a part of this folder, which is a source as well, under the keys that it has there."""
    named, named_folder = (Path(os.path.abspath(path)) for path in (source, folder))  # noqa: PTH100
    return named.is_relative_to(named_folder) and folder.resolve() == around.resolve()


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders.sort()
        if FILE in files and Path(where) != folder:
            yield Path(where, FILE)


def _linked(folder: Path) -> Iterator[Path]:
    """The links to files in a folder."""
    for where, _, files in os.walk(folder):
        yield from (path for name in sorted(files) if (path := Path(where, name)).is_symlink())


def _tables(file: Path) -> list[Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: {error}: {_HELP}") from error
    entries = values.pop("withheld", [])
    if values:
        raise UsageError(f"{file}: {next(iter(values))} is not known: it may hold [[withheld]] alone")
    if not isinstance(entries, list):
        raise UsageError(f"{file}: withheld should be entries that each begin with [[withheld]]: {_HELP}")
    return entries


class _Reader:
    """Checks the values of one entry, naming its place in every error."""

    def __init__(self, place: str) -> None:
        self.place = place

    def entry(self, values: Any, number: int) -> Withheld:
        if not isinstance(values, dict):
            raise UsageError(f"{self.place} should be a table that begins with [[withheld]]: {_HELP}")
        for name in values:
            if name not in _FIELDS:
                raise UsageError(f"{self.place}: {name} is not known: an entry may hold {', '.join(_FIELDS)}")
        if ("key" in values) == ("document" in values):
            raise UsageError(f"{self.place} should have either a key or a document")
        document, record, again = (
            self._record(values) if "key" in values else (self._text(values, "document"), None, "")
        )
        return Withheld(
            number,
            self.place,
            document,
            record,
            again,
            self._reason(values),
            self._on(values),
            self._gone(values),
        )

    def _record(self, values: dict[str, Any]) -> tuple[str, str, str]:
        match = _KEY.fullmatch(self._text(values, "key"))
        if match is None:
            expected = "the key of a comment, bulletin or job advert as a release has it, such as 2019/some-page/c-0123456789abcdef"
            raise self._wrong(values, "key", expected)
        return match["document"], match["record"], match["again"] or ""

    def _reason(self, values: dict[str, Any]) -> str:
        reason = self._text(values, "reason")
        if reason not in REASONS:
            raise self._wrong(values, "reason", f"one of {', '.join(REASONS)}")
        return reason

    def _on(self, values: dict[str, Any]) -> date:
        on = values.get("on")
        if not isinstance(on, date) or isinstance(on, datetime):
            raise self._wrong(
                values, "on", "the day on which it was decided, without quotation marks, such as 2026-11-22"
            )
        return on

    def _gone(self, values: dict[str, Any]) -> bool:
        gone = values.get("gone", False)
        if not isinstance(gone, bool):
            raise self._wrong(values, "gone", "true or false")
        return gone

    def _text(self, values: dict[str, Any], name: str) -> str:
        value = values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(values, name, "a text that is not empty")
        return unicodedata.normalize("NFC", value)

    def _wrong(self, values: dict[str, Any], name: str, expected: str) -> UsageError:
        found = f"is {values[name]!r}" if name in values else "is missing"
        return UsageError(f"{self.place}: {name} {found}: it should be {expected}")
