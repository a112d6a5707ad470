"""Marker after the first paragraph, glued to what precedes (trafilatura 1.2).

A1ReplyDelete
A2
B1Delete
C1ReplyDelete
"""

from flows.layouts.delimiters import Delimiter, Place, delimiters
from flows.layouts.first_paragraph import read_first_paragraph_thread, signs
from flows.page import Page
from flows.threads import Thread

NAME = "glued_preceding"
PLACES = frozenset({Place.OWN_LINE, Place.AFTER_TEXT})


def recognise(page: Page) -> int:
    """Number of markers of this layout: none where no marker stands in its proper way."""
    return signs(page, _delimiters(page), Place.AFTER_TEXT)


def read_thread(page: Page) -> Thread:
    return read_first_paragraph_thread(page, _delimiters(page))


def _delimiters(page: Page) -> tuple[Delimiter, ...]:
    return delimiters(page, PLACES)
