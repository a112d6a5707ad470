"""Delimiters: the links under a comment, which a page keeps as ``ReplyDelete`` or ``Delete``, and how each is glued."""

from collections.abc import Set
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from flows.interface import (
    DELIMITER_AFTER_TEXT,
    DELIMITER_BEFORE_TEXT,
    DELIMITER_LINE,
    FIRST_LETTERS,
    LAST_LETTERS,
    LONGEST_DELIMITER,
    has_bylines,
)
from flows.page import Page, Span


class Place(Enum):
    """How a delimiter stands on its line."""

    OWN_LINE = auto()
    BEFORE_TEXT = auto()
    AFTER_TEXT = auto()


class Delimiter(NamedTuple):
    """A delimiter; ``line`` is the place among the page's lines of the one it stands on."""

    line: int
    span: Span
    is_top: bool
    place: Place


def delimiters(page: Page, places: Set[Place]) -> list[Delimiter]:
    """The page's delimiters that stand in one of these ways, in order."""
    return [delimiter for delimiter in _all(page) if delimiter.place in places]


def signs(page: Page, found: list[Delimiter], proper: Place) -> int:
    """How many delimiters speak for a marker after the first paragraph: none unless one stands in its proper way.

    None where author lines tell that the markers stand after whole comments. A single lone *Delete* does not
    speak for anything, for it may be a word of the post.
    """
    if not any(delimiter.place is proper for delimiter in found):
        return 0
    if (len(found) == 1 and not found[0].is_top) or has_bylines(page, len(found)):
        return 0
    return len(found)


@lru_cache(maxsize=1)
def _all(page: Page) -> tuple[Delimiter, ...]:
    """Each dialect asks this of the same page in turn, so the last answer is kept."""
    text = page.text
    found: list[Delimiter] = []
    for number, (start, end) in enumerate(page.lines):
        if text[start] in FIRST_LETTERS:
            if end - start <= LONGEST_DELIMITER and (match := DELIMITER_LINE.fullmatch(text, start, end)):
                found.append(Delimiter(number, Span(start, end), match["top"] is not None, Place.OWN_LINE))
                continue
            if match := DELIMITER_BEFORE_TEXT.match(text, start, end):
                found.append(
                    Delimiter(number, Span(*match.span()), match["top"] is not None, Place.BEFORE_TEXT)
                )
        if text[end - 1] in LAST_LETTERS and (
            match := DELIMITER_AFTER_TEXT.search(text, max(start, end - LONGEST_DELIMITER), end)
        ):
            found.append(Delimiter(number, Span(*match.span()), match["top"] is not None, Place.AFTER_TEXT))
    return tuple(found)
