"""Threads of the older Blogger, not nested: ``Name said...``, the text, and the time on a line of its own."""

import re
from functools import lru_cache
from typing import NamedTuple

from flows.furniture import furniture
from flows.interface import SAID, count_on, first_count, is_set_aside
from flows.layouts.bylines import Byline
from flows.layouts.timestamps import Time, times_at_ends, timestamp_at_end
from flows.layouts.whole_comment import WholeCommentReader
from flows.page import Page, Span, lines_with
from flows.threads import Thread

_HEAD = re.compile(rf"(?:(?P<author>\S.{{0,79}}?)\s++)?(?:{SAID})(?=\s|$)")
"""For the beginning of a line: who wrote a comment; the name may stand on the line above."""


class SaidHead(NamedTuple):
    """The head of a comment, on lines ``[first, last]``; its last line may hold text behind it."""

    first: int
    last: int
    span: Span
    author: str | None


def said_heads(page: Page) -> list[SaidHead]:
    """The heads of the page's comments, in order: those under a count line or under another comment's time.

    Where an extractor dropped the times, all of them, if they are as many as declared; where a template sets the time
    under the name, those with one. Above a count they are the post's. Time is linear in the page.
    """
    said = _heads(page)
    if not said:
        return []
    count = first_count(page)
    first_line = 0 if count is None else count.last + 1
    found = [head for head in said.values() if head.first >= first_line]
    timed = [head for head in found if _time_under(page, head) is not None]
    if timed and 2 * len(timed) >= len(found) and not _has_times_below(page, found):
        return timed
    heads = [head for head in found if head.first > 0 and _begins_comment(page, head.first)]
    if count is None:  # the first has neither count nor time above it
        return [*[head for head in found if head.first < heads[0].first][-1:], *heads] if heads else []
    if len(heads) == 1 < len(found) == count.declared:
        return found
    if len(heads) == 1 < count.declared and not _has_time(page, heads[0]):
        return []  # an extractor that left the head of one comment alone left no layout
    return heads


def _has_times_below(page: Page, found: list[SaidHead]) -> bool:
    """Whether a time stands where the older template has it: above the next head, or under the last comment's text."""
    if any(head.first > 0 and _time_on(page, head.first - 1, found[0]) is not None for head in found[1:]):
        return True
    last = found[-1]
    times = (_time_on(page, line, last) for line in range(last.last + 2, len(page.lines)))
    return any(time is not None and time.has_date for time in times)


def _time_under(page: Page, head: SaidHead) -> Time | None:
    """The time of a comment on the line under its head, where no text stands between."""
    below = head.last + 1
    if below >= len(page.lines) or head.span.end != page.lines[head.last].end:
        return None
    time = _time_on(page, below, head)
    if time is not None:
        for line in (below + 1, below + 2):
            if (following := _head(page, line)) is not None and following.first == below + 1:
                return None  # the comment's text is gone, and this is the time under it
    return time


def _has_time(page: Page, head: SaidHead) -> bool:
    return any(_time_on(page, line, head) is not None for line in range(head.last, len(page.lines)))


def read_said_thread(page: Page, heads: list[SaidHead]) -> Thread:
    """The thread of the comments that begin at these heads (at least one). Time is linear in the page."""
    is_above = all(_time_under(page, head) is not None for head in heads) and not _has_times_below(
        page, heads
    )
    has_times = is_above or len(heads) == 1 or any(_begins_comment(page, head.first) for head in heads[1:])
    above = heads[0].first - 1
    while above >= 0 and is_set_aside(page, page.lines[above]):
        above -= 1
    reader = WholeCommentReader(page, count_on(page, above), has_markers=has_times and not is_above)
    if reader.count is not None:
        for line in range(above + 1, heads[0].first):
            reader.marker(page.lines[line])
    ends = [*(head.first for head in heads[1:]), _end(page, heads[-1], is_above=is_above)]
    for head, end in zip(heads, ends, strict=True):
        if is_above:
            _read_under_time(page, reader, head, end)
        else:
            _read_comment(page, reader, head, end, level=0 if has_times else None)
    for line in range(ends[-1], len(page.lines)):
        reader.after_thread(page.lines[line])
    return reader.thread(heads[0].first)


def _read_under_time(page: Page, reader: WholeCommentReader, head: SaidHead, end: int) -> None:
    """A comment whose time stands between its head and its text."""
    time = _time_under(page, head)
    reader.begin(
        0, Span(head.span.start, page.lines[head.last + 1].end), byline=Byline(head.span, head.author, time)
    )
    reader.texts(page.lines[head.last + 2 : end])


def _read_comment(
    page: Page, reader: WholeCommentReader, head: SaidHead, end: int, *, level: int | None
) -> None:
    """A comment whose lines end before this one; the last of them is its time."""
    time = _time_on(page, end - 1, head)
    reader.begin(level, head.span, byline=Byline(head.span, head.author, time))
    if head.last < end:
        stop = time.start if time is not None and head.last == end - 1 else page.lines[head.last].end
        if behind := page.text[head.span.end : stop].strip():
            begin = page.text.index(behind, head.span.end, stop)
            reader.text(Span(begin, begin + len(behind)))
    reader.texts(page.lines[head.last + 1 : end if time is None else end - 1])
    if time is not None:
        reader.close()
        reader.marker(Span(time.start, page.lines[end - 1].end))


def _head(page: Page, line: int) -> SaidHead | None:
    return _heads(page).get(line)


@lru_cache(maxsize=8)
def _heads(page: Page) -> dict[int, SaidHead]:
    """The lines that say who said what follows, in order; above the first count they are the post's."""
    found: dict[int, SaidHead] = {}
    for line in sorted({*lines_with(page, "..."), *lines_with(page, "…")}):
        match = _HEAD.match(page.text, *page.lines[line])
        if match is not None and match["author"] is not None:
            found[line] = SaidHead(line, line, Span(*match.span()), match["author"])
        elif match is not None and line > 0:
            name = page.lines[line - 1]
            found[line] = SaidHead(
                line - 1, line, Span(name.start, match.end()), page.text[name.start : name.end]
            )
    return found


def _begins_comment(page: Page, line: int) -> bool:
    """Whether the line above is a count line, a marker, or the time of the comment before."""
    above = page.lines[line - 1]
    time = times_at_ends(page).get(line - 1)
    if time is not None and (time.start == above.start or _head(page, line - 1) is not None):
        return True
    return count_on(page, line - 1) is not None or is_set_aside(page, above)


def _time_on(page: Page, line: int, head: SaidHead) -> Time | None:
    """The time that a line is, or with which the head's own line ends."""
    start, end = page.lines[line]
    if line == head.last:
        return timestamp_at_end(page.text, max(start, head.span.end), end) if end > head.span.end else None
    time = times_at_ends(page).get(line)
    return time if time is not None and time.start == start else None


def _end(page: Page, head: SaidHead, *, is_above: bool) -> int:
    """The line after the last comment: after its time, which is the last line that is one, dated if any is.

    Without a time there, where furniture begins that goes on to the page's end.
    """
    clocks: list[int] = []
    dated: list[int] = []
    end = len(page.lines)
    for line in range(head.last + 1, len(page.lines)):
        known = furniture(page.line(line))
        if known is not None and known.opens:
            end = line
            break
    for line in range(head.last, end if not is_above else head.last):
        if (time := _time_on(page, line, head)) is not None:
            (dated if time.has_date else clocks).append(line)
    return (dated or clocks or [end - 1])[-1] + 1
