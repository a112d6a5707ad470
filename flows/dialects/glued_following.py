"""Marker after the first paragraph, glued to what follows (trafilatura 2.1).

    A1
    ReplyDeleteA2
    B1
    DeleteC1
    ReplyDelete

A marker that nothing follows (at the page's end, say) stands on a line of its own.
"""

import re

from flows.first_paragraph import Delimiter, evidence, read_first_paragraph_thread
from flows.interface import (
    DELIMITER_BEFORE_TEXT,
    DELIMITER_LINE,
    LONGEST_DELIMITER,
    lines_that_may_begin_with_marker,
)
from flows.page import Page, Span
from flows.threads import Thread

NAME = "glued_following"


def recognise(page: Page) -> int:
    """Number of markers of this layout: none where no marker is glued to what follows it."""
    found = _delimiters(page)
    glued = any(delimiter.span.end < page.lines[delimiter.line].end for delimiter in found)
    return evidence(found) if glued else 0


def read_thread(page: Page) -> Thread:
    return read_first_paragraph_thread(page, _delimiters(page))


def _delimiters(page: Page) -> list[Delimiter]:
    text = page.text
    found: list[Delimiter] = []
    for number in lines_that_may_begin_with_marker(page):
        start, end = page.lines[number]
        if match := _marker(text, start, end):
            found.append(Delimiter(number, Span(*match.span()), match["top"] is not None))
    return found


def _marker(text: str, start: int, end: int) -> re.Match[str] | None:
    whole = DELIMITER_LINE.fullmatch(text, start, end) if end - start <= LONGEST_DELIMITER else None
    return whole or DELIMITER_BEFORE_TEXT.match(text, start, end)
