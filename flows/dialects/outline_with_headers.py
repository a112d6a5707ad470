"""Marker after the whole comment, in an outline whose items open with author and time (resiliparse, inscriptis).

    3 comments:

      1. Anonymous22 February 2016 at 08:11

        A1

        ReplyDelete
        Replies
        1. Jim22 February 2016 at 09:30

          B1

          Delete
          2. Reply
      2. Anonymous23 February 2016 at 10:26

inscriptis indents far deeper. Author and time may stand apart, on one line or two; an item may lack them.
"""

from flows.layouts.author_lines import AuthorLine, author_lines
from flows.layouts.numbered import OutlineStart, outline_start, read_numbered_thread
from flows.page import Page
from flows.threads import Thread

NAME = "outline_with_headers"


def recognise(page: Page) -> int:
    """Number of items with an author line."""
    return len(_items(page))


def read_thread(page: Page) -> Thread:
    first = _items(page)[0].first
    start = outline_start(page)
    if start is None or start.first_item > first:
        start = OutlineStart(None, first)
    return read_numbered_thread(page, start)


def _items(page: Page) -> list[AuthorLine]:
    return [line for line in author_lines(page) if line.number is not None]
