"""Reading a page: its dialect, thread, post, and what its comments hold, as segments that tile it."""

from collections.abc import Iterator
from typing import NamedTuple

from flows.dialects import read_thread
from flows.page import Page, Span, lines_within, text_at
from flows.posts.adverts import find_adverts, may_advertise
from flows.posts.bulletins import CLOSING_CUES, find_bulletins, may_hold
from flows.posts.passage import Passage
from flows.posts.reading import PlacedAdvert, PlacedBulletin, Post, read_post
from flows.problems import Finding
from flows.segments import COMMENT, Kind, Ref, Segment, spans_by_ref, tile
from flows.threads import Thread


class Reading(NamedTuple):
    """All that was read from a page, before its records have keys."""

    page: Page
    dialect: str | None
    thread: Thread
    post: Post
    segments: tuple[Segment, ...]
    spans: dict[Ref, tuple[Span, ...]]
    texts: tuple[str, ...]
    """The text of each comment."""
    bulletins: tuple[PlacedBulletin, ...]
    adverts: tuple[PlacedAdvert, ...]
    findings: tuple[Finding, ...]


def read_page(page: Page) -> Reading:
    """Read a page whole. Time and memory are linear in its length; nothing on a page makes it fail."""
    dialect, thread = read_thread(page)
    post = read_post(page, thread.first_line)
    segments = tile(len(page.text), (*post.pieces, *thread.pieces))
    spans = spans_by_ref(segments)
    comment_spans = [spans[Ref(COMMENT, index)] for index in range(len(thread.comments))]
    texts = tuple(text_at(page.text, found) for found in comment_spans)
    bulletins = (*post.bulletins, *_bulletins_in(page, texts, comment_spans))
    adverts = (*post.adverts, *_adverts_in(page, texts, comment_spans))
    findings = (*thread.findings, *_open_ends(bulletins, spans))
    return Reading(page, dialect, thread, post, segments, spans, texts, bulletins, adverts, findings)


def _open_ends(
    bulletins: tuple[PlacedBulletin, ...], spans: dict[Ref, tuple[Span, ...]]
) -> Iterator[Finding]:
    for index, placed in enumerate(bulletins):
        if not CLOSING_CUES.intersection(placed.bulletin.weighed.names):
            last = (placed.spans or spans[Ref(Kind.BULLETIN, index)])[-1]
            message = "a bulletin without signature or farewell is taken to go on to here: nothing shows where it ends"
            yield Finding("bulletin_end_unknown", message, *last)


def _bulletins_in(
    page: Page, texts: tuple[str, ...], spans: list[tuple[Span, ...]]
) -> Iterator[PlacedBulletin]:
    for index, text in enumerate(texts):
        if may_hold(text):
            passage = _passage(page, spans[index], index)
            for found in find_bulletins(passage):
                yield PlacedBulletin(
                    found.bulletin, index, _joined(page, passage.spans[found.first : found.last])
                )


def _adverts_in(page: Page, texts: tuple[str, ...], spans: list[tuple[Span, ...]]) -> Iterator[PlacedAdvert]:
    for index, text in enumerate(texts):
        if may_advertise(text):
            passage = _passage(page, spans[index], index)
            for found in find_adverts(passage):
                yield PlacedAdvert(
                    found.advert, 1, index, _joined(page, passage.spans[found.first : found.last])
                )


def _passage(page: Page, spans: tuple[Span, ...], comment: int) -> Passage:
    lines = tuple(line for span in spans for line in lines_within(page.text, *span))
    return Passage(tuple(page.text[start:end] for start, end in lines), lines, "", comment)


def _joined(page: Page, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of lines, neighbours with only blanks between them as one."""
    joined = [lines[0]]
    for line in lines[1:]:
        between = page.text[joined[-1].end : line.start]
        if between.isspace():
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)
