"""Marker after the first paragraph, on a line of its own (trafilatura 2.3).

A1
ReplyDelete
A2
B1
Delete
C1
ReplyDelete
"""

from flows.first_paragraph import Delimiter, evidence, read_first_paragraph_thread
from flows.interface import DELIMITER_LINE, LONGEST_DELIMITER, lines_that_may_begin_with_marker
from flows.page import Page, Span
from flows.threads import Thread

NAME = "own_line"


def recognise(page: Page) -> int:
    """Number of markers of this layout."""
    return evidence(_delimiters(page))


def read_thread(page: Page) -> Thread:
    return read_first_paragraph_thread(page, _delimiters(page))


def _delimiters(page: Page) -> list[Delimiter]:
    text = page.text
    found: list[Delimiter] = []
    for number in lines_that_may_begin_with_marker(page):
        start, end = page.lines[number]
        if end - start <= LONGEST_DELIMITER and (match := DELIMITER_LINE.fullmatch(text, start, end)):
            found.append(Delimiter(number, Span(start, end), match["top"] is not None))
    return found
