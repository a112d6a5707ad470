"""Marker after the first paragraph, on a line of its own (trafilatura 2.3).

A1
ReplyDelete
A2
B1
Delete
C1
ReplyDelete
"""

from flows.layouts.delimiters import Delimiter, Place, delimiters
from flows.layouts.first_paragraph import read_first_paragraph_thread, signs
from flows.page import Page
from flows.threads import Thread

NAME = "own_line"
PLACES = frozenset({Place.OWN_LINE})


def recognise(page: Page) -> int:
    """Number of markers of this layout: none where no marker stands in its proper way."""
    return signs(page, _delimiters(page), Place.OWN_LINE)


def read_thread(page: Page) -> Thread:
    return read_first_paragraph_thread(page, _delimiters(page))


def _delimiters(page: Page) -> tuple[Delimiter, ...]:
    return delimiters(page, PLACES)
