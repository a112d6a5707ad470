"""The post of a page: its header, separators, duplicates, bulletins, job adverts and body."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from flows.furniture import furniture
from flows.interface import first_count, is_set_aside
from flows.layouts.markdown import shown_lines
from flows.page import Page, Span
from flows.posts.advert_fields import JobAdvert
from flows.posts.adverts import find_adverts
from flows.posts.bulletin_fields import Bulletin
from flows.posts.bulletins import FoundBulletin, find_bulletins
from flows.posts.duplicates import Block, find_duplicates
from flows.posts.headers import Header, byline_length, read_header
from flows.posts.papers import introduces_several
from flows.posts.passage import Passage
from flows.posts.passages import introductions, passages
from flows.segments import BODY, BOILERPLATE, MARKER, Kind, Piece, Ref, piece_of

SEPARATOR = re.compile(
    r"([-*_=~#+•–—])(?:\s?\1){2,}|[-–—=~*]{1,6}\s?[oO0]{2,12}\s?[-–—=~*]{1,6}|[oO0]{4,12}|\.{5,}|(?:<>|><){2,}"
)
"""For a whole line: what bloggers type between the parts of a post."""
_LONGEST_SEPARATOR = 80


class PlacedBulletin(NamedTuple):
    """A bulletin and the comment that holds it (its place in the thread), None in the post."""

    bulletin: Bulletin
    comment: int | None = None
    spans: tuple[Span, ...] = ()
    """Where it stands in the comment; in the post its segments tell."""


class PlacedAdvert(NamedTuple):
    """An advert, how often the post has it, and the comment that holds it."""

    advert: JobAdvert
    copies: int = 1
    comment: int | None = None
    spans: tuple[Span, ...] = ()


class Post(NamedTuple):
    header: Header
    pieces: tuple[Piece, ...]
    bulletins: tuple[PlacedBulletin, ...]
    adverts: tuple[PlacedAdvert, ...]


def read_post(page: Page, length: int) -> Post:
    """Read the first ``length`` lines of the page. Time is linear in their length."""
    spans = page.lines[:length]
    lines = [page.text[start:end] for start, end in spans]
    shown = shown_lines(page, length)
    roles = _fixed_roles(page, shown)
    introduces = introductions(lines)
    blocks = find_duplicates(lines, [kind is not BODY for kind, _ in roles], introduces)
    for block in blocks:
        for place in range(block.first, block.last):
            roles[place] = (Kind.DUPLICATE, None)
    # A date with its weekday is the blog's own header; a plain date is a bulletin's where one opens with it.
    is_whole = first_count(page) is not None
    header = _header(shown, roles, needs_weekday=True, is_whole=is_whole)
    bulletins: list[PlacedBulletin] = []
    adverts: list[PlacedAdvert] = []
    is_shared = False
    for passage, places in passages(lines, spans, roles, introduces):
        is_shared = introduces_several(passage.introduction) if passage.introduction else is_shared
        earlier_paper = (
            adverts[-1].advert.published_in if adverts and (passage.introduction or is_shared) else None
        )
        for advert in find_adverts(passage, earlier_paper):
            _claim(roles, places[advert.first : advert.last], Ref(Kind.JOB_ADVERT, len(adverts)))
            adverts.append(PlacedAdvert(advert.advert))
        for bulletin in _bulletins(passage, [roles[place][0] is BODY for place in places]):
            _claim(roles, places[bulletin.first : bulletin.last], Ref(Kind.BULLETIN, len(bulletins)))
            bulletins.append(PlacedBulletin(bulletin.bulletin))
    if not header.lines:
        header = _header(shown, roles, needs_weekday=False, is_whole=is_whole)
    for block in blocks:
        repeated = _repeated(roles, block)
        for place in range(block.first, block.last):
            roles[place] = (Kind.DUPLICATE, repeated)
        if repeated is not None and repeated.kind is Kind.JOB_ADVERT:
            kept = adverts[repeated.place]
            adverts[repeated.place] = kept._replace(copies=kept.copies + 1)
    pieces = tuple([piece_of((*span, *role)) for span, role in zip(spans, roles, strict=True)])
    return Post(header, pieces, tuple(bulletins), tuple(adverts))


def _header(
    lines: Sequence[str], roles: list[tuple[Kind, Ref | None]], *, needs_weekday: bool, is_whole: bool
) -> Header:
    is_free = [kind is BODY for kind, _ in roles]
    header = read_header(lines, is_free, needs_weekday=needs_weekday, is_whole=is_whole)
    for place in header.lines:
        roles[place] = (Kind.HEADER, None)
    return header


def _fixed_roles(page: Page, shown: Sequence[str]) -> list[tuple[Kind, Ref | None]]:
    """What each line is by itself, or as a part of the post's byline; the rest is body so far."""
    roles: list[tuple[Kind, Ref | None]] = [
        (MARKER if is_set_aside(page, span) else _fixed_role(line), None)
        for line, span in zip(shown, page.lines, strict=False)
    ]
    for place, shown_line in enumerate(shown):
        if shown_line == "Posted by":
            for line in range(place, place + byline_length(shown, place)):
                roles[line] = (BOILERPLATE, None)
    return roles


def _fixed_role(line: str) -> Kind:
    if len(line) <= _LONGEST_SEPARATOR and SEPARATOR.fullmatch(line):
        return Kind.SEPARATOR
    known = furniture(line)
    return BOILERPLATE if known is not None and known.in_post else BODY


def _bulletins(passage: Passage, is_body: Sequence[bool]) -> Iterator[FoundBulletin]:
    """The bulletins of a passage one after another, in its runs of lines that are still body."""
    for first, last in _runs(is_body):
        part = passage.part(first, last)._replace(
            introduction=passage.introduction if first == 0 else "",
            is_set_apart=first > 0 or passage.is_set_apart,
            is_closed=last < len(is_body) or passage.is_closed,
        )
        for found in find_bulletins(part):
            yield found._replace(first=first + found.first, last=first + found.last)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The ranges ``[first, last)`` throughout which the flags are true."""
    for flag, run in groupby(range(len(flags)), flags.__getitem__):
        places = list(run)
        if flag:
            yield places[0], places[-1] + 1


def _claim(roles: list[tuple[Kind, Ref | None]], places: Sequence[int], ref: Ref) -> None:
    for place in places:
        roles[place] = (ref.kind, ref)


def _repeated(roles: Sequence[tuple[Kind, Ref | None]], block: Block) -> Ref | None:
    """The record that most lines of the kept copy belong to, if any of them does."""
    refs = [ref for _, ref in roles[block.other_first : block.other_last] if ref is not None]
    return max(dict.fromkeys(refs), key=refs.count) if refs else None
