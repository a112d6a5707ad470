"""Author lines: where a page of lines has the author and the time of each comment above its text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Set
from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple

from flows.interface import first_count
from flows.layouts.bylines import Byline
from flows.layouts.marker_lines import delimiter_lines, item_numbers, marker_lines, without_number
from flows.layouts.timestamps import Time, may_lose_digit, times_at_ends, without_first_digit
from flows.page import Page, Span, span_of
from flows.problems import Finding

_LONGEST_NAME = 80
_AROUND_NAMES = " \t\u00a0|"
"""What may stand between a name and a time: blanks, or what an extractor was told to join the parts of a page with."""


class _Shape(IntEnum):
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
    is_dated: bool
    is_anchored: bool
    """Whether it stands where a comment begins: under a marker or a count line, or behind an item's number."""


@lru_cache(maxsize=8)
def author_lines(page: Page) -> tuple[AuthorLine, ...]:
    """The heads of the page's comments, in order. Time is linear in the page."""
    if not _may_have_heads(page):
        return ()
    candidates = _candidates(page)
    dated = [candidate for candidate in candidates if candidate.is_dated]
    return _heads(page, dated) if dated else _undated(page, _heads(page, candidates))


@lru_cache(maxsize=8)
def lines_like_heads(page: Page) -> frozenset[int]:
    """The lines that end in author and time just as the heads do, and stand where no comment begins."""
    dated = [candidate for candidate in _candidates(page) if candidate.is_dated]
    lasts = {head.last for head in author_lines(page)}
    shapes = {candidate.shape for candidate in dated if candidate.line.last in lasts}
    shapes = shapes or {_Shape.GLUED, _Shape.TWO_LINES}
    named = (c for c in dated if c.shape in shapes and c.line.byline.author is not None)
    return frozenset([c.line.last for c in named if c.line.last not in lasts])


def head_in_text(span: Span) -> Finding:
    """What to say of a line like a head."""
    message = "this looks like the head of another comment, but no marker stands above it: it is read as text"
    return Finding("byline_in_text", message, *span)


def _may_have_heads(page: Page) -> bool:
    """Whether any time stands where a comment may begin, so that a closer look is worth while."""
    times = times_at_ends(page)
    if not times:
        return False
    numbers, markers = item_numbers(page), marker_lines(page)
    return any(
        line - 1 in markers
        or line - 2 in markers
        or line in numbers
        or line - 1 in numbers
        or line - 2 in numbers
        for line in times
    )


@lru_cache(maxsize=8)
def _candidates(page: Page) -> list[_Candidate]:
    numbers, markers = item_numbers(page), marker_lines(page)
    found = [_candidate(page, line, time, numbers, markers) for line, time in times_at_ends(page).items()]
    return [candidate for candidate in found if candidate is not None]


def _candidate(
    page: Page, line: int, time: Time, numbers: Mapping[int, re.Match[str]], markers: Set[int]
) -> _Candidate | None:
    text = page.text
    first, shape = line, _Shape.GLUED
    start, end = without_number(page, line) if line in numbers else page.lines[line]
    if time.start <= start:
        shape = _Shape.TWO_LINES
        start = end = time.start
        if line and line - 1 not in markers:
            first = line - 1
            start, end = without_number(page, first) if first in numbers else page.lines[first]
    elif text[time.start - 1] in _AROUND_NAMES or text[time.start - 1].isspace():
        shape = _Shape.ONE_LINE
    author = text[start : min(end, time.start)].strip(_AROUND_NAMES)
    if len(author) > _LONGEST_NAME:
        return None
    number = numbers.get(first)
    if number is None and (above := numbers.get(first - 1)) and above.end() == page.lines[first - 1].end:
        first, number = first - 1, above
    is_anchored = number is not None or first - 1 in markers
    start = number.end() if number is not None and start == time.start else min(start, time.start)
    span = span_of((start, page.lines[line][1]))
    byline = Byline(span, author or None, time, shape is _Shape.GLUED)
    return _Candidate(AuthorLine(first, line, number, byline), shape, time.has_date, is_anchored)


def _may_be_glued(candidate: _Candidate) -> bool:
    """Whether a line on which they seem to stand apart is as well a name that ends in a digit, with the time glued to it."""
    time = candidate.line.byline.time
    return candidate.shape is _Shape.ONE_LINE and time is not None and may_lose_digit(time)


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
    shapes = Counter([candidate.shape for candidate in candidates if candidate.is_anchored])
    if not shapes:
        return ()
    shape = shapes.most_common(1)[0][0]
    ours = [
        candidate if candidate.shape is shape else _glued(candidate)
        for candidate in candidates
        if candidate.shape is shape
        or (shape is _Shape.GLUED and candidate.is_anchored and _may_be_glued(candidate))
    ]
    markers = delimiter_lines(page)
    if not markers:
        begins = next(i for i, candidate in enumerate(ours) if candidate.is_anchored)
        kept = _apart([c.line for c in ours[begins:] if c.is_dated or c.is_anchored])
        least = max(len(item_numbers(page)), 0 if count is None else count.declared)
        return kept if shape is _Shape.GLUED or 2 * len(kept) >= least else ()
    first_marker = min(markers)
    before = [candidate for candidate in ours if candidate.line.last < first_marker]
    first = before[-1:] if not any(candidate.is_anchored for candidate in before) else []
    kept = _apart([candidate.line for candidate in ours if candidate.is_anchored or candidate in first])
    is_numbered = any(line.number is not None for line in kept)
    if 2 * len(kept) < len(markers) and not (shape is _Shape.GLUED and is_numbered):
        return ()
    return kept if shape is not _Shape.ONE_LINE or len(kept) >= len(markers) else ()


def _glued(candidate: _Candidate) -> _Candidate:
    """A candidate that seemed to stand apart, on a page where author and time are glued: ``Jim 2`` of the 5th."""
    line = candidate.line
    time = line.byline.time
    assert time is not None and line.byline.author is not None, "it may be glued"
    author, rest = f"{line.byline.author} {time.words[0]}", without_first_digit(time)
    byline = line.byline._replace(author=author, time=rest, is_glued=True)
    return candidate._replace(line=line._replace(byline=byline))


def _undated(page: Page, heads: tuple[AuthorLine, ...]) -> tuple[AuthorLine, ...]:
    """Heads with the clock alone, which readers too write: none but where they and the markers take turns."""
    if not heads or any(head.byline.author is None for head in heads):
        return ()
    markers = sorted(delimiter_lines(page))
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
