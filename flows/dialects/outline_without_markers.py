"""An outline with numbers and a declared count, whose markers are all gone (older resiliparse, page dumps).

    3 comments:

      1. A1

        A2

        Replies
        1. B1
      2. C1

Where the word for replies is gone too, the declared count tells replies from the writer's own lists.
"""

from flows.interface import interface_of
from flows.layouts.author_lines import author_lines
from flows.layouts.numbered import indented_markers, numbered_lines, outline_start, read_numbered_thread
from flows.page import Page, lines_with
from flows.threads import Thread

NAME = "outline_without_markers"


def recognise(page: Page) -> int:
    """Number of lines that may begin an item; none where there is a marker or no declared count, or author lines."""
    if indented_markers(page) or _has_links(page):
        return 0
    start = outline_start(page)
    if start is None or start.declared is None:
        return 0
    items = numbered_lines(page, start)
    return 0 if 2 * len(author_lines(page)) >= len(items) else len(items)


def _has_links(page: Page) -> bool:
    """Whether there are markers, with their links shown."""
    delete = interface_of(page).language.delete
    links = (f"{delete}](", f"{delete}(")
    return any(link in page.line(line) for line in lines_with(page, delete) for link in links)


def read_thread(page: Page) -> Thread:
    start = outline_start(page)
    assert start is not None, "a page is read by a dialect that recognised it"
    return read_numbered_thread(page, start)
