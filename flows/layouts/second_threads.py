"""What shows that a page holds more than one thread: two pages in one file, or two extractions of one."""

from bisect import bisect_right

from flows.furniture import furniture
from flows.interface import count_on
from flows.page import Page
from flows.problems import Finding
from flows.segments import Kind
from flows.threads import Certainty, Thread

_FIRST_LETTERS = frozenset("NOPS")
"""Of ``Newer Post``, ``Older Post``, ``Post a Comment`` and ``Subscribe to:``."""
_LONGEST = 60


def with_second_thread_doubted(page: Page, thread: Thread) -> Thread:
    """The thread; a comment in which a count of comments or the page's furniture stands is doubtful. Linear in the page."""
    pieces = [piece for piece in thread.pieces if piece.kind is Kind.COMMENT]
    if not pieces:
        return thread
    starts = [piece.start for piece in pieces]
    markers = {piece.start for piece in thread.pieces if piece.kind is Kind.MARKER}
    found: dict[int, int] = {}
    for line in range(thread.first_line, len(page.lines)):
        start, end = page.lines[line]
        if end > starts[-1]:
            break
        if start > starts[0] and ((is_count := _is_count(page, line)) or _is_foot(page, line)):
            place = bisect_right(starts, start) - 1
            piece, below = pieces[place], pieces[place + 1 : place + 2]
            # A comment may hold the words of a count, but then it goes on under them, or its marker follows.
            goes_on = is_count and (
                (bool(below) and below[0].ref == piece.ref) or page.lines[line + 1].start in markers
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


def _is_count(page: Page, line: int) -> bool:
    count = count_on(page, line)
    return count is not None and count.declared > 0


def _is_foot(page: Page, line: int) -> bool:
    """Whether a line opens what stands under a page's thread."""
    start, end = page.lines[line]
    if end - start > _LONGEST or page.text[start] not in _FIRST_LETTERS:
        return False
    known = furniture(page.line(line))
    return known is not None and known.opens
