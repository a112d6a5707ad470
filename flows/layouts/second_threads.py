"""What shows that a page holds more than one thread: two pages in one file, or two extractions of one."""

from bisect import bisect_right

from flows.furniture import furniture
from flows.interface import count_on, counts
from flows.layouts.marker_lines import lines_that_begin
from flows.page import Page, line_at
from flows.problems import Finding
from flows.segments import COMMENT
from flows.threads import Certainty, Thread

_FEET = ("Newer Post", "Older Post", "Post a Comment", "Subscribe to:")
"""What opens the foot of nearly every page."""
_FIRST_OF_FEET = frozenset(words[0] for words in _FEET)


def with_second_thread_doubted(page: Page, thread: Thread) -> Thread:
    """The thread; a comment in which a count of comments or the page's furniture stands is doubtful. Linear in the page."""
    pieces = [piece for piece in thread.pieces if piece[2] is COMMENT]
    signs = _signs(page, pieces[0][0], pieces[-1][0]) if pieces else []
    if not signs:
        return thread
    starts = [start for start, _, _, _ in pieces]
    found: dict[int, int] = {}
    for line in signs:
        start = page.lines[line].start
        place = bisect_right(starts, start) - 1
        piece, below = pieces[place], pieces[place + 1]
        # A comment may hold the words of a count, but then it goes on under them, or its marker follows.
        goes_on = _is_count(page, line) and (
            below.ref == piece.ref or below.start != page.lines[line + 1].start
        )
        if piece.ref is not None and piece.end > start and not goes_on:
            found.setdefault(piece.ref.place, line)
    if not found:
        return thread
    comments = tuple(
        comment._replace(certainty=Certainty.DOUBTFUL) if place in found else comment
        for place, comment in enumerate(thread.comments)
    )
    message = "the end of a page, or a count of comments, stands within this thread: there are two pages or two threads here"
    finding = Finding("mixed_layouts", message, *page.lines[min(found.values())])
    return thread._replace(comments=comments, findings=(*thread.findings, finding))


def _signs(page: Page, start: int, end: int) -> list[int]:
    """The lines between these offsets that are a count of comments, or open what stands under a page's thread."""
    text, lines = page.text, page.lines
    found = {line for line in counts(page) if start < lines[line][0] < end and _is_count(page, line)}
    first, last = line_at(page, start) + 1, line_at(page, end - 1) + 1
    for line in lines_that_begin(page, _FIRST_OF_FEET):
        if first <= line < last and text.startswith(_FEET, lines[line][0]):
            known = furniture(page.line(line))
            if known is not None and known.opens:
                found.add(line)
    return sorted(found)


def _is_count(page: Page, line: int) -> bool:
    count = count_on(page, line)
    return count is not None and count.declared > 0
