"""What is withheld from publication: ``withheld.toml`` of a SOURCE folder.

It is read strictly, and a build that would pass it by is refused: a slip must not publish what somebody asked to be kept back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.errors import FileError, UsageError
from flows.publication.entries import EntryReader, entry_files, entry_tables
from schemas import REASONS

FILE = "withheld.toml"
_KEY = re.compile(
    r"(?P<document>.+)/(?P<record>[cba]-[0-9a-f]{16})(?P<again>-(?:[2-9]|[1-9][0-9]+))?", re.DOTALL
)
_HEADING = "withheld"
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

    Raises UsageError where a file is wrong, naming every entry that is, and where a SOURCE would escape the file of a folder around it or a file below it
    would escape the build.
    """
    entries: list[Withheld] = []
    wrong: list[str] = []
    for file in entry_files(sources, FILE):
        for place, (values, _) in enumerate(entry_tables(file, _HEADING), 1):
            try:
                entries.append(_entry(f"{file}: entry {place}", values, len(entries) + 1))
            except UsageError as error:
                wrong.append(str(error))
    seen: dict[str, Withheld] = {}
    wrong += [
        f"{entry.place} names {entry.name!r}, as {first.place} does: keep the first of the two"
        for entry in entries
        if (first := seen.setdefault(entry.name, entry)) is not entry
    ]
    if wrong:
        raise FileError(wrong)
    return tuple(entries)


def _entry(place: str, values: Any, number: int) -> Withheld:
    reader = EntryReader(place, values, _HEADING, _FIELDS)
    if ("key" in values) == ("document" in values):
        raise UsageError(f"{place} should have either a key or a document")
    document, record, again = _record(reader) if "key" in values else (reader.text("document"), None, "")
    return Withheld(number, place, document, record, again, _reason(reader), reader.day("on"), _gone(reader))


def _record(reader: EntryReader) -> tuple[str, str, str]:
    match = _KEY.fullmatch(reader.text("key"))
    if match is None:
        expected = "the key of a comment, bulletin or job advert as a release has it, such as 2019/some-page/c-0123456789abcdef"
        raise reader.wrong("key", expected)
    return match["document"], match["record"], match["again"] or ""


def _reason(reader: EntryReader) -> str:
    reason = reader.text("reason")
    if reason not in REASONS:
        raise reader.wrong("reason", f"one of {', '.join(REASONS)}")
    return reason


def _gone(reader: EntryReader) -> bool:
    gone = reader.values.get("gone", False)
    if not isinstance(gone, bool):
        raise reader.wrong("gone", "true or false")
    return gone
