"""The thread of the older Blogger, which is not nested, from any extractor that keeps its author lines.

    2 comments:

    Anonymous said...
    A1
    A2
    22 February 2016 at 08:11
    Jim said...
    B1
    22 February 2016 at 09:30

The name may stand on a line of its own, and the page may be in Markdown.
"""

from flows.layouts.markdown import markdown_view
from flows.layouts.said import read_said_thread, said_heads
from flows.layouts.views import put_back
from flows.page import Page
from flows.threads import Thread

NAME = "older_blogger"


def recognise(page: Page) -> int:
    """Number of lines that say who said what follows."""
    view = markdown_view(page)
    return max(len(said_heads(page)), len(said_heads(view.page)) if view else 0)


def read_thread(page: Page) -> Thread:
    heads, view = said_heads(page), markdown_view(page)
    shown = said_heads(view.page) if view else []
    if view is not None and len(shown) > len(heads):
        return put_back(read_said_thread(view.page, shown), view, page)
    return read_said_thread(page, heads)
