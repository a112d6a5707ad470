"""Outlines whose items are numbered and have no author lines: what an item is, from its depth and its order.

A number at the start of a line begins an item only where depth, order and the marker before it agree; else it
is the writer's own list.
"""

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from flows.furniture import furniture
from flows.interface import Count, counts, interface_of, is_set_aside
from flows.layouts.author_lines import AuthorLine, author_lines, head_in_text, lines_like_heads
from flows.layouts.marker_lines import (
    delimiter_lines,
    item_numbers,
    lines_that_begin,
    numbers_at_beginnings,
)
from flows.layouts.whole_comment import WholeCommentReader
from flows.page import Page, Span
from flows.problems import Finding
from flows.threads import Certainty, Thread

_WIDEST_GAP = 200
"""Numbers that an outline without a declared count may leave out; a greater one is a number of the writer's."""


class OutlineStart(NamedTuple):
    """Where the outline begins: its count (None where there is none) and its first item."""

    declared: Count | None
    first_item: int


class _Nested(Enum):
    """What a number below an item is, where no marker closed the item."""

    UNDER_THEIR_WORD = auto()
    """A reply only under the word for replies."""
    REPLIES = auto()
    UNKNOWN = auto()


def read_numbered_thread(page: Page, start: OutlineStart) -> Thread:
    """The thread of the outline that begins there. Time is linear in the page."""
    reader = WholeCommentReader(page, start.declared, has_markers=bool(indented_markers(page)))
    if start.declared is not None:  # what leads to a thread's other parts
        for line in range(start.declared.last + 1, start.first_item):
            reader.marker(page.lines[line])
    end = _thread_end(page, start.first_item)
    _Layout(page, reader, start).read(start.first_item, end)
    for line in range(end, len(page.lines)):
        reader.after_thread(page.lines[line])
    return reader.thread(start.first_item)


class _Layout:
    """Tells the reader what each line is, from its indent, its number and the marker before it."""

    def __init__(self, page: Page, reader: WholeCommentReader, start: OutlineStart) -> None:
        self.page = page
        self.words = interface_of(page)
        self.reader = reader
        self.reply_indent: int | None = None
        self.heads = {head.first: head for head in author_lines(page) if head.number is not None}
        self.like_heads = lines_like_heads(page)
        self.numbers = numbers_at_beginnings(page)
        firsts = (start.first_item, *self.heads)
        self.indents = page.indents
        self.top_indent = min(self.indents[line] for line in firsts)
        numbers = item_numbers(page)
        self.top_dot = min([self.indents[line] + len(numbers[line][1]) for line in firsts if line in numbers])
        self.nested = (
            _Nested.UNDER_THEIR_WORD if reader.has_markers else _nested(page, start, reader.declared)
        )

    def read(self, first: int, last: int) -> None:
        """The lines ``[first, last)``, which are the thread."""
        text = first
        for line in self._special_lines(first, last):
            if line >= text:  # no line of a head above
                self.reader.texts(self.page.lines[text:line])
                text = self._read_special(line)
        self.reader.texts(self.page.lines[text:last])

    def _special_lines(self, first: int, last: int) -> list[int]:
        """The lines that may be something else than a comment's indented text."""
        lines, longest, top = self.page.lines, self.words.longest_marker, self.top_indent
        indents = self.indents[first:last]
        at_margin = [line for line, indent in enumerate(indents, first) if indent <= top]
        begun = lines_that_begin(self.page, self.words.first_letters)
        markers = [line for line in begun if lines[line][1] - lines[line][0] <= longest]
        special = self.like_heads.union(self.heads, self.numbers, markers, at_margin)
        return sorted(special.intersection(range(first, last)))

    def _read_special(self, line: int) -> int:
        """What such a line is; returned is the line from which to read on."""
        span = self.page.lines[line]
        if head := self.heads.get(line):
            return self._read_headed(head)
        if item := self.numbers.get(line):
            self._read_numbered(span, item, self.indents[line])
        elif not self._read_marker(span):
            self.reader.text(span, is_indented=self.indents[line] > self.top_indent)
            if line in self.like_heads:
                self.reader.doubt(head_in_text(span), Certainty.INFERRED)
        return line + 1

    def _read_headed(self, head: AuthorLine) -> int:
        """An item that opens with an author line; or the writer's own, that ends in a time."""
        assert head.number is not None, "an item has a number"
        indent, number = self.indents[head.first], int(head.number[1])
        span = Span(head.number.start(), head.byline.span.end)
        if self.reader.is_open and self._level(span, indent, number) is None:
            self.reader.text(self.page.lines[head.first])
            return head.first + 1
        level = int(not self._is_top(indent, number))
        self.reader.begin(level, span, number=number, byline=head.byline)
        if level:
            self.reply_indent = indent
        return head.last + 1

    def _read_numbered(self, span: Span, item: re.Match[str], indent: int) -> None:
        text, number = self.page.text, int(item[1])
        rest = Span(_skip_blanks(text, item.end(), span.end), span.end)
        level = self._level(span, indent, number)
        is_empty = rest.start == rest.end
        if (
            not is_empty
            and self.words.is_set_aside(text, rest)
            and (level != 0 or not self.words.opens_replies(text[slice(*rest)]))
        ):
            self.reader.marker(span)
        elif level is None:
            self.reader.text(span, is_indented=indent > self.top_indent)
        else:
            self.reader.begin(level, Span(span.start, item.end()), number=number)
            if level == 1:
                self.reply_indent = indent
            if not is_empty and not self._read_marker(rest):
                self.reader.text(rest)

    def _read_marker(self, span: Span) -> bool:
        """Whether the line was interface words, which the reader then was told."""
        start, end = span
        text, words = self.page.text, self.words
        if end - start > words.longest_marker or text[start] not in words.first_letters:
            return False
        if words.delimiter_line.fullmatch(text, start, end):
            self.reader.delimiter(span, is_top=end - start > len(words.language.delete))
        elif words.is_set_aside(text, span):
            if words.ends_thread(text[start:end]) and not self.reader.has_markers:
                self.reader.close()
            self.reader.marker(span, opens_replies=words.opens_replies(text[start:end]))
        else:
            return False
        return True

    def _is_top(self, indent: int, number: int) -> bool:
        """Whether a number is set as those of the top-level items: flush left, or flush right where its dot stands."""
        return indent <= self.top_indent or indent + len(str(number)) <= self.top_dot

    def _level(self, span: Span, indent: int, number: int) -> int | None:
        """0 or 1 where a number at this indent begins an item, None where it is the writer's own."""
        reader = self.reader
        if self._is_top(indent, number):
            is_next = number == reader.numbers[0] + 1
            is_later = number > reader.numbers[0] and not (reader.is_open and reader.has_markers)
            within = number <= (reader.declared or reader.numbers[0] + _WIDEST_GAP)
            return 0 if (is_next or is_later) and within else None
        last = reader.numbers[1]
        within = number <= (reader.declared or last + _WIDEST_GAP)
        if reader.after_replies or not reader.is_open:
            return 1 if within else None
        is_next = number == last + 1 if reader.has_markers else number > last
        if reader.open_level == 1 and indent == self.reply_indent and is_next and within:
            return 1
        if self.nested is _Nested.UNKNOWN:
            message = "numbers below this item may be replies to it or the writer's own list"
            reader.doubt(Finding("outline_ambiguous", message, *span), Certainty.DOUBTFUL)
        return 1 if self.nested is _Nested.REPLIES and number == 1 else None


def numbered_lines(page: Page, start: OutlineStart) -> list[int]:
    """The lines from the outline's first item on that begin with an item's number."""
    return [line for line in item_numbers(page) if line >= start.first_item]


def _nested(page: Page, start: OutlineStart, declared: int | None) -> _Nested:
    """What the numbers below others are on a page without markers, where nothing but its words and its count can tell."""
    interface = interface_of(page)
    if any(interface.opens_replies(page.line(line)) for line in range(start.first_item, len(page.lines))):
        return _Nested.UNDER_THEIR_WORD
    top = page.indents[start.first_item]
    lines = numbered_lines(page, start)
    tops = sum(page.indents[line] <= top for line in lines)
    if len(lines) == tops or declared == tops:
        return _Nested.UNDER_THEIR_WORD
    return _Nested.REPLIES if declared == len(lines) else _Nested.UNKNOWN


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


@lru_cache(maxsize=8)
def outline_start(page: Page) -> OutlineStart | None:
    """The first count line with an item directly under it; without one, the item 1 above the first marker."""
    if not page.is_indented:
        return None
    for line, count in counts(page).items():
        if count.declared and line + 1 < len(page.lines):
            below = line + 1
            while below < len(page.lines) - 1 and is_set_aside(page, page.lines[below]):
                below += 1
            if below in item_numbers(page):
                return OutlineStart(count, below)
    marker = indented_markers(page)[0] if indented_markers(page) else 0
    ones = [line for line, number in item_numbers(page).items() if line < marker and number[1] == "1"]
    if not ones:
        return None
    outermost = min(page.indents[n] for n in ones)
    return OutlineStart(None, max(n for n in ones if page.indents[n] == outermost))


def _thread_end(page: Page, first: int) -> int:
    """The line after the last marker on which furniture begins that goes on to the page's end; else that end."""
    last_marker = max([first, *indented_markers(page)])
    for line in range(last_marker + 1, len(page.lines)):
        known = furniture(page.line(line))
        if known is not None and known.opens:
            return line
    return len(page.lines)


@lru_cache(maxsize=8)
def indented_markers(page: Page) -> tuple[int, ...]:
    """The lines that are an indented delimiter."""
    return tuple(line for line in sorted(delimiter_lines(page)) if page.indents[line] > 0)
