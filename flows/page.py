"""A page: the text of one source document, and where its lines stand."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

BOM = "\ufeff"
LINE_BREAK = re.compile(r"\r\n?|\n")
_TRIMMED_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_TRIMMED_LINE_OF_ANY_BREAK = re.compile(r"\S[^\r\n]*(?<=\S)")


class Span(NamedTuple):
    """A half-open range of character offsets into the page."""

    start: int
    end: int


span_of = partial(tuple.__new__, Span)
"""A span of a pair: a page has a hundred, and by its constructor each takes twice as long."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The decoded text of a source, as it stands in the file: a BOM is offset 0, CRLF is two characters."""

    document_id: str
    source: str
    sha256: str
    text: str
    lines: tuple[Span, ...]
    """The lines that are not blank, without the blanks around them, in order."""

    def line(self, index: int) -> str:
        start, end = self.lines[index]
        return self.text[start:end]

    @property
    def indents(self) -> list[int]:
        """For each line, the number of characters between its beginning and its first character that is not blank."""
        return _indents(self)

    @property
    def is_indented(self) -> bool:
        """Whether any line has blanks before it."""
        return _is_indented(self)


def page_of(
    text: str, *, document_id: str = "page", source: str = "page.txt", sha256: str = "0" * 64
) -> Page:
    """The page with this text. Time and memory are linear in its length."""
    lines = lines_within(text, _length_of_bom(text), len(text))
    return Page(document_id, source, sha256, text, tuple(lines))


@lru_cache(maxsize=8)
def _indents(page: Page) -> list[int]:
    """The indent of each line: outlines ask for it again and again."""
    text = page.text.replace("\r", "\n")
    if text.startswith(BOM):
        text = "\n" + text[len(BOM) :]
    return [start - 1 - text.rfind("\n", 0, start) for start, _ in page.lines]


@lru_cache(maxsize=8)
def _is_indented(page: Page) -> bool:
    return any(_indents(page))


def _length_of_bom(text: str) -> int:
    """How many characters of a page come before its first line: a byte order mark is no part of the text."""
    return len(BOM) if text.startswith(BOM) else 0


def lines_within(text: str, start: int, end: int) -> list[Span]:
    """The lines of this stretch of a text that are not blank, without the blanks around them."""
    pattern = _TRIMMED_LINE if text.find("\r", start, end) < 0 else _TRIMMED_LINE_OF_ANY_BREAK
    return [span_of(match.span()) for match in pattern.finditer(text, start, end)]


def text_at(text: str, spans: tuple[Span, ...]) -> str:
    """A record's text: the lines of its spans stripped, empty ones dropped, joined by LF."""
    lines: list[str] = []
    for start, end in spans:
        stretch = text[start:end]
        if "\r" in stretch:
            stretch = LINE_BREAK.sub("\n", stretch)
        if "\n" in stretch:
            lines += map(str.strip, stretch.split("\n"))
        else:
            lines.append(stretch.strip())
    return "\n".join(filter(None, lines))


@lru_cache(maxsize=16)
def lines_with(page: Page, words: str) -> tuple[int, ...]:
    """The lines in which these words stand, in order. With a colon: those that may hold a time or a count."""
    text, lines, starts = page.text, page.lines, _starts(page)
    found: list[int] = []
    place = text.find(words)
    while place >= 0:
        line = bisect_right(starts, place) - 1
        found.append(line)
        place = text.find(words, lines[line][1])
    return tuple(found)


def line_at(page: Page, offset: int) -> int:
    """The last line that begins at this offset or before it, -1 where none does."""
    return bisect_right(_starts(page), offset) - 1


@lru_cache(maxsize=8)
def _starts(page: Page) -> list[int]:
    return [start for start, _ in page.lines]
