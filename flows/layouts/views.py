"""Views: a page's text as it was before an extractor marked it up, each character with its place on the page.

A dialect may read a view as it reads a page; what it finds there is then put back on the page.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from flows.page import Page, Span, line_at, lines_within
from flows.problems import Finding
from flows.segments import Piece
from flows.threads import Thread


class View(NamedTuple):
    """A view, and where it comes from."""

    page: Page
    parts: Sequence[str]
    """The unbroken stretches of the page that its text consists of."""
    origins: Sequence[int]
    """Where each of them begins on the page."""
    spans: Sequence[Span]
    """For each of its lines, the stretch of the page that it shows."""


def view_of(page: Page, parts: Sequence[str], origins: Sequence[int], spans: Sequence[Span]) -> View:
    """The view with the text of these parts; they and what its lines show are in the page's order."""
    text = "".join(parts)
    # Not by page_of: U+FEFF at the beginning of a view is a character of its first line, no byte order mark.
    lines = tuple(lines_within(text, 0, len(text)))
    return View(Page(page.document_id, page.source, page.sha256, text, lines), parts, origins, spans)


def put_back(thread: Thread, view: View, page: Page) -> Thread:
    """A thread read from a view, with its places on the page. Time is linear in both."""
    back = _Back(view)
    is_there = thread.first_line < len(view.spans)
    return thread._replace(
        first_line=line_at(page, view.spans[thread.first_line].start) if is_there else len(page.lines),
        pieces=tuple(
            Piece(back.start(start), back.end(end), kind, ref) for start, end, kind, ref in thread.pieces
        ),
        findings=tuple(map(back.finding, thread.findings)),
    )


class _Back:
    """The way from a view's offsets to the page's: at a line's beginning and end, all that the line shows is taken."""

    def __init__(self, view: View) -> None:
        self.origins = view.origins
        self.parts = view.parts
        shown, spans = view.page.lines, view.spans
        self.starts = {ours: theirs for (ours, _), (theirs, _) in zip(shown, spans, strict=True)}
        self.ends = {ours: theirs for (_, ours), (_, theirs) in zip(shown, spans, strict=True)}

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
    def _begins(self) -> list[int]:
        """Where each part begins in the view."""
        return [0, *accumulate(map(len, self.parts[:-1]))]

    def _place(self, offset: int) -> int:
        """The place on the page of a character of the view."""
        part = bisect_right(self._begins, offset) - 1
        return self.origins[part] + offset - self._begins[part]
