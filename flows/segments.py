"""Segments: spans with a kind, which tile a page."""

from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from flows.page import Span, span_of


class Kind(StrEnum):
    """What a segment is (``schemas.segments`` says what each means)."""

    HEADER = "header"
    BODY = "body"
    BULLETIN = "bulletin"
    JOB_ADVERT = "job_advert"
    COMMENT = "comment"
    MARKER = "marker"
    SEPARATOR = "separator"
    DUPLICATE = "duplicate"
    BOILERPLATE = "boilerplate"
    UNSPLIT = "unsplit"

    # As its equality is: the hash of an enumeration is slow, and kinds are keys on every page.
    __hash__ = str.__hash__


BODY, COMMENT, MARKER, BOILERPLATE = Kind.BODY, Kind.COMMENT, Kind.MARKER, Kind.BOILERPLATE
"""The kinds that most lines are: to look a member up in its enumeration takes as long as the rest of making a piece."""


class Ref(NamedTuple):
    """A record of the page before it has its key: its kind and its place among the page's records of that kind."""

    kind: Kind
    place: int


class Piece(NamedTuple):
    """A stretch of text without the blanks around it, and what it is."""

    start: int
    end: int
    kind: Kind
    ref: Ref | None = None


piece_of = partial(tuple.__new__, Piece)
"""A piece of its four fields as a tuple, for the same reason as ``span_of``."""


class Segment(NamedTuple):
    """One tile of the page: ``[start, end)``; ``content_end`` is where the blanks at its end begin."""

    start: int
    end: int
    kind: Kind
    ref: Ref | None
    content_start: int
    content_end: int


segment_of = partial(tuple.__new__, Segment)


def tile(length: int, pieces: Iterable[Piece]) -> tuple[Segment, ...]:
    """Segments that tile a page of this length: the pieces in order, neighbours of one kind and record joined.

    Line breaks and blanks belong to the segment before them, those at the page's beginning to the first.
    """
    segments: list[Segment] = []
    begin = start = end = 0
    kind: Kind | None = None
    ref: Ref | None = None
    for piece_start, piece_end, piece_kind, piece_ref in pieces:
        if piece_kind is kind and piece_ref == ref:
            end = piece_end
            continue
        if kind is not None:
            segments.append(segment_of((begin, piece_start, kind, ref, start, end)))
            begin = piece_start
        start, end, kind, ref = piece_start, piece_end, piece_kind, piece_ref
    if kind is not None:
        segments.append(segment_of((begin, length, kind, ref, start, end)))
    return tuple(segments)


def spans_by_ref(segments: Iterable[Segment]) -> dict[Ref, tuple[Span, ...]]:
    """The spans of each record, in order; a duplicate is no part of the record it repeats."""
    spans: dict[Ref, list[Span]] = {}
    for _, _, kind, ref, start, end in segments:
        if ref is not None and kind is ref[0]:
            spans.setdefault(ref, []).append(span_of((start, end)))
    return {ref: tuple(found) for ref, found in spans.items()}
