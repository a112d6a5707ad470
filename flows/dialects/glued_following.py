"""Marker after the first paragraph, glued to what follows (trafilatura 2.1).

    A1
    ReplyDeleteA2
    B1
    DeleteC1
    ReplyDelete

A marker that nothing follows (at the page's end, say) stands on a line of its own.
"""

from flows.layouts.delimiters import Delimiter, Place, delimiters
from flows.layouts.first_paragraph import read_first_paragraph_thread, signs
from flows.page import Page
from flows.threads import Thread

NAME = "glued_following"
PLACES = frozenset({Place.OWN_LINE, Place.BEFORE_TEXT})


def recognise(page: Page) -> int:
    """Number of markers of this layout: none where no marker stands in its proper way."""
    return signs(page, _delimiters(page), Place.BEFORE_TEXT)


def read_thread(page: Page) -> Thread:
    return read_first_paragraph_thread(page, _delimiters(page))


def _delimiters(page: Page) -> tuple[Delimiter, ...]:
    return delimiters(page, PLACES)
