"""What a build refuses in ``dataset.toml``, ``corrections.toml`` and ``withheld.toml``, as findings with their line."""

import os
import re
from pathlib import Path

from flows.errors import UsageError
from flows.problems import Severity
from flows.toml_file import LARGEST, LARGEST_OF_ENTRIES
from flows.validation.files import Item, Kind
from flows.validation.findings import Finding
from flows.validation.pages import encoding_finding, form_finding, too_large, unreadable

_MEND = "mend the file (raw/README.md says what it holds)"
_ENTRY = re.compile(r"entry (?P<number>[0-9]+)(?::| should| names| corrects) *(?P<key>[a-z_]*)")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*(?:\.[\w-]+)?) (?:should|is not known|has|is for|lists)")
_TOML_LINE = re.compile(r" \(at line (?P<line>[0-9]+)\)")
_LARGEST = dict.fromkeys((Kind.CORRECTIONS, Kind.WITHHELD), LARGEST_OF_ENTRIES)
_HEADINGS = {Kind.CORRECTIONS: "correction", Kind.WITHHELD: "withheld"}


class Lines:
    """Where entries and keys stand in a file."""

    def __init__(self, text: str, heading: str | None) -> None:
        self._lines = text.replace("\r\n", "\n").split("\n")
        begins = re.compile(rf"\s*\[\[\s*{heading}\s*\]\]\s*(?:#|$)") if heading else None
        self._entries = [n for n, line in enumerate(self._lines, 1) if begins and begins.match(line)]

    def of_entry(self, number: int, key: str = "") -> int | None:
        """The line of a key of an entry, or that on which the entry begins; numbers count from 1."""
        if number > len(self._entries):
            return None
        begin = self._entries[number - 1]
        end = self._entries[number] if number < len(self._entries) else len(self._lines) + 1
        return self._of(key, begin, end) or begin

    def of_key(self, key: str) -> int | None:
        """The line of a key such as ``title`` or ``licence.name``, or of the table in which it should stand."""
        table, _, name = key.rpartition(".")
        if not table:
            return self._of(key, 0, len(self._lines)) or self._of_table(key)
        begin = self._of_table(table)
        return None if begin is None else self._of(name, begin, len(self._lines)) or begin

    def _of_table(self, name: str) -> int | None:
        heading = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*\]")
        return next((n for n, line in enumerate(self._lines, 1) if heading.match(line)), None)

    def _of(self, key: str, begin: int, end: int) -> int | None:
        written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        if not key:
            return None
        return next((n for n in range(begin + 1, end) if written.match(self._lines[n - 1])), None)


def lines_of(item: Item) -> Lines | Finding:
    """The lines of a file of settings or entries; a finding where it cannot be read."""
    flaw = too_large(item, _LARGEST.get(item.kind, LARGEST), "see that this is the right file")
    if flaw is not None:
        return flaw
    try:
        flaw = form_finding(item, "a file of settings or entries (TOML)")
        data = item.path.read_bytes() if flaw is None else b""
        return flaw or Lines(data.decode("utf-8-sig"), _HEADINGS.get(item.kind))
    except UnicodeDecodeError as error:
        return encoding_finding(data, error)
    except OSError as error:
        return unreadable(error)


def refused(error: UsageError, item: Item, lines: Lines, code: str = "") -> Finding:
    """A refusal of the build as a finding: its message names the file, then the entry or key, and says last what to do."""
    text = str(error).replace(f"{item.path}: ", "").replace(str(item.path), item.path.name)
    text = text.replace(f"{Path.cwd()}{os.sep}", "")
    if (match := _TOML_LINE.search(text)) is not None:
        line: int | None = int(match["line"])
        text = text.replace(match[0], "")
    elif (match := _ENTRY.match(text)) is not None:
        line = lines.of_entry(int(match["number"]), match["key"])
    elif (match := _KEY.match(text)) is not None:
        line = lines.of_key(match["key"])
    else:
        line = None
    message, _, remedy = text.rpartition(": ")
    if not message:
        message, remedy = text, _MEND
    return Finding(Severity.ERROR, code or f"{item.kind.value}_invalid", message, remedy, line)
