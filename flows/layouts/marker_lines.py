"""Lines of a page that tell where comments begin and end: the numbers of items, and markers. Found once for a page."""

import re
from collections.abc import Set
from functools import cache, lru_cache

from flows.interface import counts, interface_of, is_set_aside
from flows.layouts.delimiters import Place, delimiters
from flows.layouts.timestamps import times_at_ends
from flows.page import Page, Span

ITEM = re.compile(r"(\d{1,6})\.(?=\s|$)")
"""For the beginning of a line: the number of an item."""
_DIGIT = re.compile(r"\d")
_BEGINNINGS_OF_PAGERS = frozenset("«‹N0123456789")
"""Of what leads to a thread's other parts; that and marker words are what is set aside."""


def lines_that_begin(page: Page, characters: Set[str]) -> list[int]:
    """The lines whose first character is one of these, in order: by it the few lines that matter are found at once."""
    return [found.start() for found in _one_of(frozenset(characters)).finditer(_first_characters(page))]


@lru_cache(maxsize=8)
def _first_characters(page: Page) -> str:
    """The first character of each line, as one text."""
    text = page.text
    return "".join([text[start] for start, _ in page.lines])


@cache
def _one_of(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(characters)))}]")


@lru_cache(maxsize=8)
def numbers_at_beginnings(page: Page) -> dict[int, re.Match[str]]:
    """The lines that begin with a number as an item does, in order: an item's, or a list's of the writer's own."""
    text, lines = page.text, page.lines
    found = [digit.start() for digit in _DIGIT.finditer(_first_characters(page))]
    return {line: number for line in found if (number := ITEM.match(text, *lines[line])) is not None}


@lru_cache(maxsize=8)
def item_numbers(page: Page) -> dict[int, re.Match[str]]:
    """Those of them that are indented, or set flush right with the indented."""
    indents = page.indents
    return {
        line: number
        for line, number in numbers_at_beginnings(page).items()
        if indents[line] or (len(number[1]) > 1 and _is_flush_right(page))
    }


@lru_cache(maxsize=8)
def _is_flush_right(page: Page) -> bool:
    """Whether a number of one digit is indented by one blank: then longer ones stand at the margin."""
    return "\n 9. " in page.text or "\r 9. " in page.text


def without_number(page: Page, line: int) -> Span:
    """A line without the number of an item."""
    span = page.lines[line]
    number = item_numbers(page).get(line)
    if number is None:
        return span
    rest = page.text[number.end() : span.end]
    return Span(span.end - len(rest.lstrip()), span.end)


@lru_cache(maxsize=8)
def delimiter_lines(page: Page) -> frozenset[int]:
    """The lines that are the links under a comment."""
    return frozenset([found.line for found in delimiters(page, {Place.OWN_LINE})])


@lru_cache(maxsize=8)
def lines_set_aside(page: Page) -> frozenset[int]:
    """The lines that are interface words which end no comment, perhaps behind an item's number."""
    lines, numbers = page.lines, item_numbers(page)
    beginnings = interface_of(page).first_letters | _BEGINNINGS_OF_PAGERS
    others = delimiter_lines(page).union(times_at_ends(page), numbers)
    found = [
        line
        for line in lines_that_begin(page, beginnings)
        if line not in others and is_set_aside(page, lines[line])
    ]
    items = [
        line
        for line in numbers
        if line not in times_at_ends(page) and is_set_aside(page, without_number(page, line))
    ]
    return frozenset(found + items)


@lru_cache(maxsize=8)
def marker_lines(page: Page) -> frozenset[int]:
    """The lines under which a comment may begin: markers, and counts of the comments."""
    return delimiter_lines(page).union(lines_set_aside(page), counts(page))
