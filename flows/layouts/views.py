"""Views: a page's text as it was before an extractor marked it up, each character with its place on the page.

A dialect may read a view as it reads a page; what it finds there is then put back on the page.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from flows.page import Page, Span
from flows.problems import Finding
from flows.segments import Piece
from flows.threads import Thread


class ViewLine(NamedTuple):
    """A line of a view: its text, where that stands on the page, and the stretch of the page that it shows."""

    text: str
    origins: tuple[tuple[int, int], ...]
    """The beginnings of its unbroken stretches, in order: the offset in the text, and the offset on the page."""
    span: Span
    first_line: int
    """The place among the page's lines of the first that it shows."""


class View(NamedTuple):
    """A view, whose lines are all not blank, and where they come from."""

    page: Page
    lines: tuple[ViewLine, ...]


def view_of(page: Page, lines: Sequence[ViewLine]) -> View:
    """The view with these lines; they are in the page's order, none is blank and none holds a line break."""
    spans: list[Span] = []
    offset = 0
    for text, *_ in lines:
        end = offset + len(text)
        spans.append(Span(end - len(text.lstrip()), offset + len(text.rstrip())))
        offset = end + 1
    # Not by page_of: U+FEFF at the beginning of a view is a character of its first line, no byte order mark.
    text = "\n".join(line.text for line in lines)
    return View(Page(page.document_id, page.source, page.sha256, text, tuple(spans)), tuple(lines))


def put_back(thread: Thread, view: View, page: Page) -> Thread:
    """A thread read from a view, with its places on the page. Time is linear in both."""
    back = _Back(view)
    whole = thread.first_line < len(view.lines)
    return thread._replace(
        first_line=view.lines[thread.first_line].first_line if whole else len(page.lines),
        pieces=tuple(
            Piece(back.start(start), back.end(end), kind, ref) for start, end, kind, ref in thread.pieces
        ),
        findings=tuple(map(back.finding, thread.findings)),
    )


class _Back:
    """The way from a view's offsets to the page's: at a line's beginning and end, all that the line shows is taken."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.starts = {
            shown.start: line.span.start for shown, line in zip(view.page.lines, view.lines, strict=True)
        }
        self.ends = {
            shown.end: line.span.end for shown, line in zip(view.page.lines, view.lines, strict=True)
        }

    def start(self, offset: int) -> int:
        """Where a stretch begins on the page."""
        found = self.starts.get(offset)
        return self._place(offset) if found is None else found

    def end(self, offset: int) -> int:
        """Where a stretch, which is not empty, ends on the page."""
        found = self.ends.get(offset)
        return self._place(offset - 1) + 1 if found is None else found

    def finding(self, finding: Finding) -> Finding:
        if finding.start is None or finding.end is None:
            return finding
        return finding._replace(start=self.start(finding.start), end=self.end(finding.end))

    @cached_property
    def _stretches(self) -> tuple[list[int], list[int]]:
        """The beginnings of all unbroken stretches, in order: their offsets in the view and on the page."""
        begins: list[int] = []
        origins: list[int] = []
        offset = 0
        for line in self.view.lines:
            begins += (offset + begin for begin, _ in line.origins)
            origins += (origin for _, origin in line.origins)
            offset += len(line.text) + 1
        return begins, origins

    def _place(self, offset: int) -> int:
        """The place on the page of a character of the view."""
        begins, origins = self._stretches
        stretch = bisect_right(begins, offset) - 1
        return origins[stretch] + offset - begins[stretch]
