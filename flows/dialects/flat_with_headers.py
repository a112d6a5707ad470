"""Author and time above each comment, its marker under it, and no outline (BeautifulSoup, jusText, Common Crawl's WET).

    Anonymous
    22 February 2016 at 08:11
    A1
    A2
    Reply
    Delete
    Replies
    Jim
    22 February 2016 at 09:30
    B1
    Delete

Author and time may be glued (``Jim22 February 2016 at 09:30``), and so may the links of a marker.
"""

from flows.layouts.author_lines import author_lines
from flows.layouts.headed import read_headed_thread
from flows.page import Page
from flows.threads import Thread

NAME = "flat_with_headers"


def recognise(page: Page) -> int:
    """Number of author lines; none where most of them are items of an outline."""
    lines = author_lines(page)
    numbered = sum(line.number is not None for line in lines)
    return 0 if 2 * numbered > len(lines) else len(lines) - numbered


def read_thread(page: Page) -> Thread:
    lines = author_lines(page)
    return read_headed_thread(page, lines, [None] * len(lines))
