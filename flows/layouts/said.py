"""Threads of the older Blogger, not nested: ``Name said...``, the text, and the time on a line of its own."""

import re
from typing import NamedTuple

from flows.furniture import furniture
from flows.interface import SAID, count_on, is_set_aside
from flows.layouts.bylines import Byline
from flows.layouts.timestamps import has_date, timestamp_at_end
from flows.layouts.whole_comment import WholeCommentReader
from flows.page import Page, Span
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

    Where an extractor dropped the times, all of them, if they are as many as declared. Time is linear in the page.
    """
    found = [head for line in range(len(page.lines)) if (head := _head(page, line)) is not None]
    heads = [head for head in found if head.first > 0 and _begins_comment(page, head.first)]
    if (
        len(heads) > 1 and count_on(page, heads[0].first - 1) is None
    ):  # the first has neither count nor time above it
        heads = [*[head for head in found if head.first < heads[0].first][-1:], *heads]
    count = count_on(page, heads[0].first - 1) if heads else None
    if count is not None and len(heads) == 1 < len(found) and count.declared == len(_from(found, heads[0])):
        return _from(found, heads[0])
    if count is not None and len(heads) == 1 < count.declared and not _has_time(page, heads[0]):
        return []  # an extractor that left the head of one comment alone left no layout
    return heads


def _has_time(page: Page, head: SaidHead) -> bool:
    return any(_time_on(page, line, head) is not None for line in range(head.last, len(page.lines)))


def _from(found: list[SaidHead], first: SaidHead) -> list[SaidHead]:
    return [head for head in found if head.first >= first.first]


def read_said_thread(page: Page, heads: list[SaidHead]) -> Thread:
    """The thread of the comments that begin at these heads (at least one). Time is linear in the page."""
    has_times = len(heads) == 1 or any(_begins_comment(page, head.first) for head in heads[1:])
    reader = WholeCommentReader(page, count_on(page, heads[0].first - 1), has_markers=has_times)
    ends = [*(head.first for head in heads[1:]), _end(page, heads[-1])]
    for head, end in zip(heads, ends, strict=True):
        _read_comment(page, reader, head, end)
    for line in range(ends[-1], len(page.lines)):
        reader.after_thread(page.lines[line])
    return reader.thread(heads[0].first)


def _read_comment(page: Page, reader: WholeCommentReader, head: SaidHead, end: int) -> None:
    """A comment whose lines end before this one; the last of them is its time."""
    time = _time_on(page, end - 1, head)
    reader.begin(0, head.span, byline=Byline(head.span, head.author, time))
    for line in range(head.last, end):
        start, stop = page.lines[line]
        start = max(start, head.span.end)
        stop = time.start() if time is not None and line == end - 1 else stop
        if stretch := page.text[start:stop].strip():
            begin = page.text.index(stretch, start, stop)
            reader.text(Span(begin, begin + len(stretch)))
    if time is not None:
        reader.close()
        reader.marker(Span(time.start(), page.lines[end - 1].end))


def _head(page: Page, line: int) -> SaidHead | None:
    start, end = page.lines[line]
    if "." not in page.text[start:end] and "…" not in page.text[start:end]:
        return None
    match = _HEAD.match(page.text, start, end)
    if match is None:
        return None
    if match["author"] is not None:
        return SaidHead(line, line, Span(*match.span()), match["author"])
    if line == 0:
        return None
    return SaidHead(line - 1, line, Span(page.lines[line - 1].start, match.end()), page.line(line - 1))


def _begins_comment(page: Page, line: int) -> bool:
    """Whether the line above is a count line, a marker, or the time of the comment before."""
    above = page.lines[line - 1]
    if count_on(page, line - 1) is not None or is_set_aside(page, above):
        return True
    time = timestamp_at_end(page.text, *above)
    return time is not None and (time.start() == above.start or _head(page, line - 1) is not None)


def _time_on(page: Page, line: int, head: SaidHead) -> re.Match[str] | None:
    """The time that a line is, or with which the head's own line ends."""
    start, end = page.lines[line]
    time = timestamp_at_end(page.text, max(start, head.span.end), end)
    return time if time is not None and (line == head.last or time.start() == start) else None


def _end(page: Page, head: SaidHead) -> int:
    """The line after the last comment: after its time, which is the last line that is one, dated if any is.

    Without a time, where furniture begins that goes on to the page's end.
    """
    clocks: list[int] = []
    dated: list[int] = []
    for line in range(head.last, len(page.lines)):
        known = furniture(page.line(line))
        if line > head.last and known is not None and known.opens:
            return (dated or clocks or [line - 1])[-1] + 1
        if (time := _time_on(page, line, head)) is not None:
            (dated if has_date(time) else clocks).append(line)
    return (dated or clocks or [len(page.lines) - 1])[-1] + 1
