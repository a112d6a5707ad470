"""Dialects: how extractors lay out a page's thread. One module each, with the same two functions."""

from collections.abc import Callable
from typing import NamedTuple

from flows.dialects import (
    declared_paragraphs,
    flat_with_headers,
    glued_following,
    glued_preceding,
    markdown_outline,
    numbered_outline,
    older_blogger,
    outline_with_headers,
    outline_without_markers,
    own_line,
    run_together,
)
from flows.layouts.second_threads import with_second_thread_doubted
from flows.page import Page
from flows.problems import Finding
from flows.threads import Thread


class Dialect(NamedTuple):
    """A layout: how many signs of it a page has, and the thread that it reads from such a page."""

    name: str
    recognise: Callable[[Page], int]
    read_thread: Callable[[Page], Thread]


DIALECTS = tuple(
    Dialect(module.NAME, module.recognise, module.read_thread)
    for module in (
        older_blogger,
        outline_with_headers,
        flat_with_headers,
        markdown_outline,
        run_together,
        numbered_outline,
        glued_following,
        glued_preceding,
        own_line,
        outline_without_markers,
        declared_paragraphs,
    )
)
"""Of dialects that find as many signs on a page, the first is taken."""


def read_thread(page: Page) -> tuple[str | None, Thread]:
    """The dialect of which the page has the most signs (None where it has none) and the thread it reads."""
    signs = [dialect.recognise(page) for dialect in DIALECTS]
    most = max(signs)
    if most > 0:
        dialect = DIALECTS[signs.index(most)]
        return dialect.name, with_second_thread_doubted(page, dialect.read_thread(page))
    message = (
        "no known layout of a comment thread was recognised: all of the page is read as the post; "
        "if it has comments, see that the file is just as the extractor left it"
    )
    return None, Thread(len(page.lines), findings=(Finding("no_thread_found", message),))
