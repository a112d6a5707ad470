"""Author lines: where a page of lines has the author and the time of each comment above its text."""

import re
from bisect import bisect_left
from collections import Counter
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from flows.interface import count_on, first_count, is_set_aside
from flows.layouts.bylines import Byline
from flows.layouts.delimiters import Place, delimiters
from flows.layouts.timestamps import has_date, shortened, times_at_ends
from flows.page import Page, Span
from flows.problems import Finding

ITEM = re.compile(r"(\d{1,6})\.(?=\s|$)")
"""For the beginning of a line: the number of an item."""

_LONGEST_NAME = 80
_AROUND_NAMES = " \t\u00a0|"
"""What may stand between a name and a time: blanks, or what an extractor was told to join the parts of a page with."""


class _Shape(Enum):
    """How author and time stand to one another: an extractor has one way."""

    GLUED = auto()
    ONE_LINE = auto()
    TWO_LINES = auto()


class AuthorLine(NamedTuple):
    """The head of a comment: lines ``[first, last]``, from its item's number (where it has one) to its time."""

    first: int
    last: int
    number: re.Match[str] | None
    byline: Byline


class _Candidate(NamedTuple):
    line: AuthorLine
    shape: _Shape
    may_be_glued: bool
    """Whether a line on which they seem to stand apart is as well a name that ends in a digit, with the time glued to it."""
    is_dated: bool
    is_anchored: bool
    """Whether it stands where a comment begins: under a marker or a count line, or behind an item's number."""


def author_lines(page: Page) -> tuple[AuthorLine, ...]:
    """The heads of the page's comments, in order. Time is linear in the page."""
    return _found(page)[0]


def lines_like_heads(page: Page) -> frozenset[int]:
    """The lines that end in author and time just as the heads do, and stand where no comment begins."""
    return _found(page)[1]


def head_in_text(span: Span) -> Finding:
    """What to say of a line like a head."""
    message = "this looks like the head of another comment, but no marker stands above it: it is read as text"
    return Finding("byline_in_text", message, *span)


@lru_cache(maxsize=8)
def _found(page: Page) -> tuple[tuple[AuthorLine, ...], frozenset[int]]:
    """Heads, and lines like heads: each dialect asks this in turn."""
    candidates = _candidates(page)
    dated = [candidate for candidate in candidates if candidate.is_dated]
    if not dated:
        return _undated(page, _heads(page, candidates)), frozenset()
    heads = _heads(page, dated)
    lasts = {head.last for head in heads}
    shapes = {candidate.shape for candidate in dated if candidate.line.last in lasts}
    shapes = shapes or {_Shape.GLUED, _Shape.TWO_LINES}
    named = (c for c in dated if c.shape in shapes and c.line.byline.author is not None)
    return heads, frozenset(c.line.last for c in named if c.line.last not in lasts)


def number_of(page: Page, line: int) -> re.Match[str] | None:
    """The number with which an indented line begins, or one that is set flush right with those."""
    return _numbers(page).get(line)


@lru_cache(maxsize=8)
def _numbers(page: Page) -> dict[int, re.Match[str]]:
    """The lines that begin with an item's number."""
    text = page.text
    begun = (
        (line, number)
        for line, (start, end) in enumerate(page.lines)
        if text[start].isdecimal() and (number := ITEM.match(text, start, end)) is not None
    )
    return {
        line: number
        for line, number in begun
        if page.indent(line) or (len(number[1]) > 1 and _is_flush_right(page))
    }


@lru_cache(maxsize=8)
def _is_flush_right(page: Page) -> bool:
    """Whether a number of one digit is indented by one blank: then longer ones stand at the margin."""
    return "\n 9. " in page.text or "\r 9. " in page.text


def _candidates(page: Page) -> list[_Candidate]:
    found: list[_Candidate] = []
    for line, time in times_at_ends(page).items():
        if (candidate := _candidate(page, line, time)) is not None:
            found.append(candidate)
    return found


def _candidate(page: Page, line: int, time: re.Match[str]) -> _Candidate | None:
    first, name, shape = line, without_number(page, line), _Shape.GLUED
    if time.start() <= name.start:
        shape = _Shape.TWO_LINES
        if line and not _is_marker(page, line - 1):
            first, name = line - 1, without_number(page, line - 1)
        else:
            name = Span(time.start(), time.start())
    elif page.text[time.start() - 1] in _AROUND_NAMES or page.text[time.start() - 1].isspace():
        shape = _Shape.ONE_LINE
    author = page.text[name.start : min(name.end, time.start())].strip(_AROUND_NAMES)
    if len(author) > _LONGEST_NAME:
        return None
    number = number_of(page, first)
    if (
        number is None
        and first
        and (above := number_of(page, first - 1))
        and _is_bare(page, first - 1, above)
    ):
        first, number = first - 1, above
    is_anchored = number is not None or (first > 0 and _is_marker(page, first - 1))
    start = number.end() if number is not None and name.start == time.start() else name.start
    span = Span(min(start, time.start()), page.lines[line].end)
    byline = Byline(span, author or None, time, is_glued=shape is _Shape.GLUED)
    may_be_glued = shape is _Shape.ONE_LINE and shortened(time) is not None
    return _Candidate(
        AuthorLine(first, line, number, byline), shape, may_be_glued, has_date(time), is_anchored
    )


def without_number(page: Page, line: int) -> Span:
    """A line without the number of an item."""
    number = number_of(page, line)
    if number is None:
        return page.lines[line]
    end = page.lines[line].end
    rest = page.text[number.end() : end]
    return Span(end - len(rest.lstrip()), end)


def _is_bare(page: Page, line: int, number: re.Match[str]) -> bool:
    return number.end() == page.lines[line].end


def _is_marker(page: Page, line: int) -> bool:
    """Whether a comment may begin under a line: a marker, or the count of the comments."""
    return (
        line in _delimiter_lines(page)
        or is_set_aside(page, without_number(page, line))
        or count_on(page, line) is not None
    )


@lru_cache(maxsize=8)
def _delimiter_lines(page: Page) -> frozenset[int]:
    return frozenset(found.line for found in delimiters(page, {Place.OWN_LINE}))


def _heads(page: Page, candidates: list[_Candidate]) -> tuple[AuthorLine, ...]:
    """The candidates of the shape that most anchored ones have: the anchored, and others where no marker stands.

    Those above a count of comments are the post's. Few comments that begin with a name and a time are only readers'
    words: a layout has such heads above half its markers, unless an extractor glued the two; above all of them, where
    a blank stands between the two as it does in prose.
    """
    if not any(candidate.is_anchored for candidate in candidates):
        return ()
    count = first_count(page)
    candidates = [c for c in candidates if count is None or c.line.first > count.last]
    shapes = Counter(candidate.shape for candidate in candidates if candidate.is_anchored)
    if not shapes:
        return ()
    shape = shapes.most_common(1)[0][0]
    ours = [
        candidate if candidate.shape is shape else _glued(candidate)
        for candidate in candidates
        if candidate.shape is shape
        or (shape is _Shape.GLUED and candidate.may_be_glued and candidate.is_anchored)
    ]
    markers = _delimiter_lines(page)
    if not markers:
        begins = next(i for i, candidate in enumerate(ours) if candidate.is_anchored)
        kept = _apart([c.line for c in ours[begins:] if c.is_dated or c.is_anchored])
        least = max(_items(page), 0 if count is None else count.declared)
        return kept if shape is _Shape.GLUED or 2 * len(kept) >= least else ()
    first_marker = min(markers)
    before = [candidate for candidate in ours if candidate.line.last < first_marker]
    first = before[-1:] if not any(candidate.is_anchored for candidate in before) else []
    kept = _apart([candidate.line for candidate in ours if candidate.is_anchored or candidate in first])
    is_numbered = any(line.number is not None for line in kept)
    if 2 * len(kept) < len(markers) and not (shape is _Shape.GLUED and is_numbered):
        return ()
    return kept if shape is not _Shape.ONE_LINE or len(kept) >= len(markers) else ()


def _items(page: Page) -> int:
    """How many lines begin with the number of an item."""
    return len(_numbers(page))


def _glued(candidate: _Candidate) -> _Candidate:
    """A candidate that seemed to stand apart, on a page where author and time are glued: ``Jim 2`` of the 5th."""
    line = candidate.line
    assert line.byline.time is not None and line.byline.author is not None, "it may be glued"
    time = line.byline.time
    digit, rest = time.group()[0], time.re.search(time.string, time.start() + 1, time.end())
    byline = line.byline._replace(author=f"{line.byline.author} {digit}", time=rest, is_glued=True)
    return candidate._replace(line=line._replace(byline=byline))


def _undated(page: Page, heads: tuple[AuthorLine, ...]) -> tuple[AuthorLine, ...]:
    """Heads with the clock alone, which readers too write: none but where they and the markers take turns."""
    if not heads or any(head.byline.author is None for head in heads):
        return ()
    markers = sorted(_delimiter_lines(page))
    if not all(head.byline.is_glued for head in heads) and len(heads) != len(markers):
        return ()
    places = [bisect_left(markers, head.last) for head in heads]  # the marker under each
    in_turn = len(set(places)) == len(places) and places[-1] < len(markers)
    is_first = bool(markers) and (heads[0].last < markers[0] or heads[0].number is not None)
    only = heads[0]
    has_own_line = only.number is None and only.last > only.first and first_count(page) is not None
    return heads if in_turn and is_first and (len(heads) > 1 or has_own_line) else ()


def _apart(lines: list[AuthorLine]) -> tuple[AuthorLine, ...]:
    """The heads that share no line with one above."""
    kept: list[AuthorLine] = []
    for line in lines:
        if not kept or line.first > kept[-1].last:
            kept.append(line)
    return tuple(kept)
