"""An outline with author lines in Markdown: links, images, escapes, and lines folded at a width (html2text).

#### 3 comments:

  1. ![](//blog.example/blank.gif)

Anonymous[22 February 2016 at
08:11](https://blog.example/post.html#c1)

A1, a paragraph that the extractor
folded

Reply[Delete](https://blog.example/delete?c1)

Replies

     1. ![](//blog.example/blank.gif)

Jim[22 February 2016 at 09:30](https://blog.example/post.html#c2)

B1

[Delete](https://blog.example/delete?c2)
"""

from flows.layouts.author_lines import author_lines
from flows.layouts.headed import levels_by_indent, read_headed_thread
from flows.layouts.markdown import markdown_view
from flows.layouts.views import put_back
from flows.page import Page
from flows.threads import Thread

NAME = "markdown_outline"


def recognise(page: Page) -> int:
    """Number of author lines in what a page in Markdown shows."""
    view = markdown_view(page)
    return 0 if view is None else len(author_lines(view.page))


def read_thread(page: Page) -> Thread:
    view = markdown_view(page)
    assert view is not None, "a page is read by a dialect that recognised it"
    heads = author_lines(view.page)
    return put_back(read_headed_thread(view.page, heads, levels_by_indent(view.page, heads)), view, page)
