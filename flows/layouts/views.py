"""Views: a page's text as it was before an extractor marked it up, each character with its place on the page.

A dialect may read a view as it reads a page; what it finds there is then put back on the page.
"""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from sys import maxsize
from typing import NamedTuple

from flows.page import Page, Span, lines_within
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
    """The view with these lines; they are in the page's order and none is blank."""
    text = "\n".join(line.text for line in lines)
    # Not by page_of: U+FEFF at the beginning of a view is a character of its first line, no byte order mark.
    shown = Page(page.document_id, page.source, page.sha256, text, tuple(lines_within(text, 0, len(text))))
    assert len(shown.lines) == len(lines), "no line of a view is blank or holds a line break"
    return View(shown, tuple(lines))


def put_back(thread: Thread, view: View, page: Page) -> Thread:
    """A thread read from a view, with its places on the page. Time is linear in both."""
    back = _Back(view)
    whole = thread.first_line < len(view.lines)
    return thread._replace(
        first_line=view.lines[thread.first_line].first_line if whole else len(page.lines),
        pieces=tuple(
            Piece(*back.span(piece.start, piece.end), piece.kind, piece.ref) for piece in thread.pieces
        ),
        findings=tuple(back.finding(finding) for finding in thread.findings),
    )


class _Back:
    """The way from a view's offsets to the page's."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.starts = array("q", (span.start for span in view.page.lines))

    def span(self, start: int, end: int) -> Span:
        """Where a stretch stands on the page: at a line's beginning and end, all that the line shows is taken."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1 if end > start else first
        lines, shown = self.view.lines, self.view.page.lines
        source_start = lines[first].span.start if start == shown[first].start else self._offset(first, start)
        source_end = lines[last].span.end if end == shown[last].end else self._offset(last, end - 1) + 1
        return Span(source_start, max(source_start, source_end))

    def finding(self, finding: Finding) -> Finding:
        if finding.start is None or finding.end is None:
            return finding
        start, end = self.span(finding.start, finding.end)
        return finding._replace(start=start, end=end)

    def _offset(self, line: int, offset: int) -> int:
        """The place on the page of a character within a line."""
        content = self.view.lines[line]
        indent = len(content.text) - len(content.text.lstrip())
        place = offset - self.starts[line] + indent
        begins, origin = content.origins[bisect_right(content.origins, (place, maxsize)) - 1]
        return origin + place - begins
