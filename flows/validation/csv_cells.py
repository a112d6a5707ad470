"""The cells of a CSV file, row by row, whatever is wrong with it: RFC 4180, with null and empty text kept apart."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST_CELLS = 1000
"""Cells of a row that are read: no table has a tenth as many."""
MOST_BROKEN = 100
"""Broken quotations after which the rest is not read: each may swallow much of what follows."""
SEPARATORS = (b",", b";", b"\t", b"|")

Cells = list[bytes | None]


class Row(NamedTuple):
    """A row and the byte at which it begins; a cell is None where it is empty and not quoted."""

    start: int
    cells: Cells


class Broken(NamedTuple):
    """A quotation that is not closed, or that something follows: where it begins. Reading goes on with the next line."""

    start: int
    closed: bool


def rows_in(data: bytes, separator: bytes, start: int = 0) -> Iterator[Row | Broken]:
    """The rows from a byte on. Empty lines are none. Time and memory are linear in the length of the data."""
    cell = _cell(separator)
    at, broken = start, 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        line = data[at:end]
        if not line.strip(b"\r"):
            at = end + 1
        elif b'"' not in line:
            plain = line.removesuffix(b"\r").split(separator, MOST_CELLS)
            yield Row(at, [part or None for part in plain[: MOST_CELLS + 1]])
            at = end + 1
        else:
            found, after = _quoted(data, at, cell, separator)
            yield found
            if isinstance(found, Broken):
                broken += 1
                if broken == MOST_BROKEN:
                    return
            at = after


def place_of(data: bytes, start: int, separator: bytes, column: int) -> int:
    """The byte at which a cell of a row begins."""
    cell, at = _cell(separator), start
    for _ in range(column):
        match = cell.match(data, at)
        if match is None or match["end"] != separator:
            break
        at = match.end()
    return at


def _quoted(data: bytes, start: int, cell: re.Pattern[bytes], separator: bytes) -> tuple[Row | Broken, int]:
    """The row that begins here, and the byte after it."""
    cells: Cells = []
    at = start
    while True:
        match = cell.match(data, at)
        if match is None:
            # What closes too early or never: the rest of the line is left, for the next may be whole again.
            is_closed = _OPENED.match(data, at, len(data)) is not None
            line_end = data.find(b"\n", at)
            return Broken(at, is_closed), len(data) if line_end < 0 else line_end + 1
        if len(cells) <= MOST_CELLS:
            cells.append(_said(match))
        at = match.end()
        if match["end"] != separator:
            return Row(start, cells), at


def _said(match: re.Match[bytes]) -> bytes | None:
    quoted: bytes | None = match["quoted"]
    if quoted is not None:
        return quoted.replace(b'""', b'"')
    plain: bytes = match["plain"]
    return (plain if match["end"] != b"\n" else plain.removesuffix(b"\r")) or None


_OPENED = re.compile(rb'"(?:[^"]++|"")*+"')


def _cell(separator: bytes) -> re.Pattern[bytes]:
    apart = re.escape(separator)
    return re.compile(
        rb'(?:"(?P<quoted>(?:[^"]++|"")*+)"|(?!")(?P<plain>[^'
        + apart
        + rb"\n]*+))(?P<end>"
        + apart
        + rb"|\r?\n|\r?\Z)"
    )
