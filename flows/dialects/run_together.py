"""Author and time above each comment and its marker under it, all without line breaks (BeautifulSoup without a separator).

    2 comments:
    Anonymous22 February 2016 at 08:11A1A2ReplyDeleteRepliesJim22 February 2016 at 09:30B1DeleteReply

Blogger sends a thread as one line of HTML, so such an extractor leaves it as one line.
"""

from flows.layouts.author_lines import author_lines
from flows.layouts.headed import read_headed_thread
from flows.layouts.run_together import run_together_view
from flows.layouts.views import put_back
from flows.page import Page
from flows.threads import Thread

NAME = "run_together"


def recognise(page: Page) -> int:
    """Number of author lines once the lines are parted."""
    view = run_together_view(page)
    return 0 if view is None else len(author_lines(view.page))


def read_thread(page: Page) -> Thread:
    view = run_together_view(page)
    assert view is not None, "a page is read by a dialect that recognised it"
    heads = author_lines(view.page)
    return put_back(read_headed_thread(view.page, heads, [None] * len(heads)), view, page)
