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

from flows.furniture import furniture
from flows.interface import (
    DELIMITER_LINE,
    FIRST_LETTERS,
    LONGEST_DELIMITER,
    LONGEST_SET_ASIDE,
    REPLIES,
    SET_ASIDE_LINE,
    declared_on,
)
from flows.outline import OutlineReader
from flows.page import Page, Span
from flows.threads import Thread

NAME = "numbered_outline"
ITEM = re.compile(r"(\d{1,6})\.(?=\s|$)")


class _Start(NamedTuple):
    """Where the outline begins: its count line (None where there is none) and its first item."""

    count_line: int | None
    first_item: int


def recognise(page: Page) -> int:
    """Number of indented markers under the outline's first item; 1 for an outline without any."""
    start = _start(page)
    if start is None:
        return 0
    return max(_indented_markers(page, start.first_item), int(start.count_line is not None))


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
        start, end = self.page.lines[line]
        item = ITEM.match(text, start, end) if text[start].isdecimal() else None
        indent = self.page.indent(line)
        if item is None:
            self._read_unnumbered(Span(start, end), indent)
            return
        rest = Span(_skip_blanks(text, item.end(), end), end)
        is_set_aside = SET_ASIDE_LINE.fullmatch(text, *rest)
        level = self._level(indent, int(item[1]))
        if is_set_aside and (level != 0 or not _opens_replies(text, rest)):
            self.reader.set_aside(Span(start, end))
        elif level is None:
            self.reader.text(Span(start, end), is_indented=indent > self.top_indent)
        else:
            self.reader.begin(level, int(item[1]), Span(start, item.end()))
            if level == 1:
                self.reply_indent = indent
            if rest.start < rest.end:
                self._read_unnumbered(rest, indent + 1)

    def _read_unnumbered(self, span: Span, indent: int) -> None:
        text = self.page.text
        if span.end - span.start <= LONGEST_SET_ASIDE and text[span.start] in FIRST_LETTERS:
            delimiter = DELIMITER_LINE.fullmatch(text, *span)
            if delimiter is not None:
                self.reader.delimiter(span, is_top=delimiter["top"] is not None)
                return
            if SET_ASIDE_LINE.fullmatch(text, *span):
                self.reader.set_aside(span, opens_replies=_opens_replies(text, span))
                return
        self.reader.text(span, is_indented=indent > self.top_indent)

    def _level(self, indent: int, number: int) -> int | None:
        """0 or 1 where a number at this indent begins an item, None where it is the writer's own."""
        reader = self.reader
        if indent <= self.top_indent:
            is_next = number == reader.numbers[0] + 1
            is_later = reader.open_level is None and number > reader.numbers[0]
            within = reader.declared is None or number <= reader.declared
            return 0 if (is_next or is_later) and within else None
        if reader.after_replies or reader.open_level is None:
            return 1
        is_next = indent == self.reply_indent and number == reader.numbers[1] + 1
        return 1 if reader.open_level == 1 and is_next else None


def _opens_replies(text: str, span: Span) -> bool:
    return text[slice(*span)] in REPLIES


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
    marker = next((n for n in range(len(page.lines)) if _is_indented_marker(page, n)), 0)
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
    lines = range(first, len(page.lines))
    last_marker = next((line for line in reversed(lines) if _is_indented_marker(page, line)), first)
    for line in range(last_marker + 1, len(page.lines)):
        known = furniture(page.line(line))
        if known is not None and known.opens:
            return line
    return len(page.lines)


def _is_indented_marker(page: Page, line: int) -> bool:
    start, end = page.lines[line]
    if end - start > LONGEST_DELIMITER or not DELIMITER_LINE.fullmatch(page.text, start, end):
        return False
    return page.indent(line) > 0


def _indented_markers(page: Page, first: int) -> int:
    return sum(_is_indented_marker(page, line) for line in range(first, len(page.lines)))
