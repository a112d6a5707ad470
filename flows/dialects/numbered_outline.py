"""Marker after the whole comment, in an outline with numbers and a declared count (resiliparse 0.14 and 2.0).

    3 comments:

      1. A1

        A2

        ReplyDelete
        Replies
        1. B1

          Delete
      2. C1

        ReplyDelete

A number at the start of a line begins an item only where depth, order and the marker before it agree; else it
is the writer's own list.
"""

import re
from typing import NamedTuple

from flows.delimiters import Place, delimiters
from flows.furniture import furniture
from flows.interface import (
    DELIMITER_LINE,
    FIRST_LETTERS,
    LONGEST_MARKER,
    REPLIES,
    declared_on,
    has_bylines,
    is_set_aside,
)
from flows.outline import OutlineReader
from flows.page import Page, Span
from flows.threads import Thread

NAME = "numbered_outline"
ITEM = re.compile(r"(\d{1,6})\.(?=\s|$)")

_WIDEST_GAP = 200
"""Numbers that an outline without a declared count may leave out; a greater one is a number of the writer's."""


class _Start(NamedTuple):
    """Where the outline begins: its count line (None where there is none) and its first item."""

    count_line: int | None
    first_item: int


def recognise(page: Page) -> int:
    """Number of indented markers under the outline's first item; 1 for an outline without any."""
    start = _start(page)
    if start is None:
        return 0
    markers = sum(line > start.first_item for line in _indented_markers(page))
    if has_bylines(page, markers):  # an outline with author lines is another layout
        return 0
    return max(markers, int(start.count_line is not None))


def read_thread(page: Page) -> Thread:
    start = _start(page)
    assert start is not None, "a page is read by a dialect that recognised it"
    reader = OutlineReader(page, start.count_line)
    layout = _Layout(page, reader, page.indent(start.first_item))
    end = _thread_end(page, start.first_item)
    for line in range(start.first_item, end):
        layout.read(line)
    for line in range(end, len(page.lines)):
        reader.after_thread(page.lines[line])
    return reader.thread(start.first_item if start.count_line is None else start.count_line)


class _Layout:
    """Tells the reader what each line is, from its indent, its number and the marker before it."""

    def __init__(self, page: Page, reader: OutlineReader, top_indent: int) -> None:
        self.page = page
        self.reader = reader
        self.top_indent = top_indent
        self.reply_indent: int | None = None

    def read(self, line: int) -> None:
        text = self.page.text
        start, end = span = self.page.lines[line]
        if text[start].isdecimal() and (item := ITEM.match(text, start, end)):
            self._read_numbered(span, item, self.page.indent(line))
        elif not self._read_marker(span):
            self.reader.text(span, is_indented=self.page.indent(line) > self.top_indent)

    def _read_numbered(self, span: Span, item: re.Match[str], indent: int) -> None:
        rest = Span(_skip_blanks(self.page.text, item.end(), span.end), span.end)
        number, level = int(item[1]), self._level(indent, int(item[1]))
        is_empty = rest.start == rest.end
        opens_replies = self.page.text[slice(*rest)] in REPLIES
        if not is_empty and is_set_aside(self.page, rest) and (level != 0 or not opens_replies):
            self.reader.set_aside(span)
        elif level is None:
            self.reader.text(span, is_indented=indent > self.top_indent)
        else:
            self.reader.begin(level, number, Span(span.start, item.end()))
            if level == 1:
                self.reply_indent = indent
            if not is_empty and not self._read_marker(rest):
                self.reader.text(rest)

    def _read_marker(self, span: Span) -> bool:
        """Whether the line was interface words, which the reader then was told."""
        start, end = span
        text = self.page.text
        if end - start > LONGEST_MARKER or text[start] not in FIRST_LETTERS:
            return False
        if delimiter := DELIMITER_LINE.fullmatch(text, start, end):
            self.reader.delimiter(span, is_top=delimiter["top"] is not None)
        elif is_set_aside(self.page, span):
            self.reader.set_aside(span, opens_replies=text[start:end] in REPLIES)
        else:
            return False
        return True

    def _level(self, indent: int, number: int) -> int | None:
        """0 or 1 where a number at this indent begins an item, None where it is the writer's own."""
        reader = self.reader
        if indent <= self.top_indent:
            is_next = number == reader.numbers[0] + 1
            is_later = reader.open_level is None and number > reader.numbers[0]
            within = number <= (reader.declared or reader.numbers[0] + _WIDEST_GAP)
            return 0 if (is_next or is_later) and within else None
        last = reader.numbers[1]
        within = number <= (reader.declared or last + _WIDEST_GAP)
        if reader.after_replies or reader.open_level is None:
            return 1 if within else None
        is_next = indent == self.reply_indent and number == reader.numbers[1] + 1
        return 1 if reader.open_level == 1 and is_next else None


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _start(page: Page) -> _Start | None:
    """The first count line with an item directly under it; without one, the item 1 above the first marker."""
    if not _is_indented(page):
        return None
    for line in range(len(page.lines) - 1):
        if declared_on(page, line) and _item(page, line + 1):
            return _Start(line, line + 1)
    marker = next(iter(_indented_markers(page)), 0)
    ones = [n for n in range(marker) if (item := _item(page, n)) and item[1] == "1"]
    if not ones:
        return None
    outermost = min(page.indent(n) for n in ones)
    return _Start(None, max(n for n in ones if page.indent(n) == outermost))


def _is_indented(page: Page) -> bool:
    """Whether any line has blanks before it: most pages of other layouts have none."""
    text = page.text
    return any(text[start - 1] not in "\n\r" for start, _ in page.lines if start)


def _item(page: Page, line: int) -> re.Match[str] | None:
    """The number of an indented item, wherever the line stands."""
    start, end = page.lines[line]
    if not page.text[start].isdecimal() or not page.indent(line):
        return None
    return ITEM.match(page.text, start, end)


def _thread_end(page: Page, first: int) -> int:
    """The line after the last marker on which furniture begins that goes on to the page's end; else that end."""
    last_marker = max([first, *_indented_markers(page)])
    for line in range(last_marker + 1, len(page.lines)):
        known = furniture(page.line(line))
        if known is not None and known.opens:
            return line
    return len(page.lines)


def _indented_markers(page: Page) -> list[int]:
    """The lines that are an indented delimiter."""
    return [found.line for found in delimiters(page, {Place.OWN_LINE}) if page.indent(found.line) > 0]
