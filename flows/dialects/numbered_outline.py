"""Marker after the whole comment, in an outline with numbers and a declared count (resiliparse 0.14 and 2.0).

3 comments:

  1. A1

    A2

    ReplyDelete
    Replies
    1. B1

      Delete
  2. C1

    ReplyDelete
"""

from flows.layouts.author_lines import author_lines
from flows.layouts.numbered import indented_markers, outline_start, read_numbered_thread
from flows.page import Page
from flows.threads import Thread

NAME = "numbered_outline"


def recognise(page: Page) -> int:
    """Number of indented markers under the outline's first item; none where its items have author lines."""
    start = outline_start(page) if indented_markers(page) else None
    if start is None:
        return 0
    markers = sum(line > start.first_item for line in indented_markers(page))
    return 0 if 2 * len(author_lines(page)) >= max(markers, 1) else markers


def read_thread(page: Page) -> Thread:
    start = outline_start(page)
    assert start is not None, "a page is read by a dialect that recognised it"
    return read_numbered_thread(page, start)
