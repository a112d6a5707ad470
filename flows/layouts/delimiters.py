"""Delimiters: the links under a comment, which a page keeps as ``ReplyDelete`` or ``Delete``, and how each is glued."""

from collections.abc import Set
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from flows.interface import interface_of
from flows.page import Page, Span, lines_with, span_of


class Place(Enum):
    """How a delimiter stands on its line."""

    OWN_LINE = auto()
    BEFORE_TEXT = auto()
    AFTER_TEXT = auto()


class Delimiter(NamedTuple):
    """A delimiter; ``line`` is the place among the page's lines of the one it stands on.

    Where the two links stand on a line each, it is the lower one.
    """

    line: int
    span: Span
    is_top: bool
    place: Place


def delimiters(page: Page, places: Set[Place]) -> tuple[Delimiter, ...]:
    """The page's delimiters that stand in one of these ways, in order."""
    return _standing(page, frozenset(places))


@lru_cache(maxsize=32)
def _standing(page: Page, places: frozenset[Place]) -> tuple[Delimiter, ...]:
    among = tuple(places)  # told apart by identity, which is quicker than a hash
    return tuple([delimiter for delimiter in _all(page) if delimiter[3] in among])


@lru_cache(maxsize=8)
def _all(page: Page) -> tuple[Delimiter, ...]:
    """Each dialect asks this of the same page in turn, so the last answer is kept."""
    text, lines, words = page.text, page.lines, interface_of(page)
    reply, delete, longest = words.language.reply, words.language.delete, words.longest_delimiter
    is_whole, before_text = words.delimiter_line.fullmatch, words.delimiter_before_text.match
    after_text = words.delimiter_after_text.search
    found: list[Delimiter] = []
    for number in lines_with(page, delete):
        start, end = lines[number]
        if end - start <= longest and (match := is_whole(text, start, end)):
            is_top = match["top"] is not None or (number > 0 and page.line(number - 1) == reply)
            found.append(Delimiter(number, lines[number], is_top, Place.OWN_LINE))
            continue
        if match := before_text(text, start, end):
            found.append(
                Delimiter(number, span_of(match.span()), match["top"] is not None, Place.BEFORE_TEXT)
            )
        if text.endswith(delete, start, end) and (
            match := after_text(text, max(start, end - longest - 1), end)
        ):
            found.append(Delimiter(number, span_of(match.span()), match["top"] is not None, Place.AFTER_TEXT))
    return tuple(found)
