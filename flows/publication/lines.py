"""The lines of a published text and where each stands in its page, so that places in the one are found in the other."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flows.page import BOM, Span, lines_within


class Lines(NamedTuple):
    """A record's text, and the lines of its spans in the page; ``is_exact``: they are the lines of the text."""

    text: str
    places: tuple[Span, ...]
    is_exact: bool

    def in_page(self, start: int, end: int) -> Iterator[Span]:
        """Where a stretch of the text stands in the page: a span for each line that it has a part of."""
        offset = 0
        for place in self.places:
            length = place.end - place.start
            first, last = max(start - offset, 0), min(end - offset, length)
            if first < last:
                yield Span(place.start + first, place.start + last)
            offset += length + 1

    def in_text(self, start: int, end: int) -> Iterator[Span]:
        """Where a stretch of the page stands in the text: nowhere what lies outside of the record."""
        offset = 0
        for place in self.places:
            first, last = max(start, place.start), min(end, place.end)
            if first < last:
                yield Span(offset + first - place.start, offset + last - place.start)
            offset += place.end - place.start + 1


def lines_of(text: str, page: str, spans: Iterable[Span]) -> Lines:
    """The lines of a text that stands at these spans of its page; not exact where it was corrected."""
    bom = len(BOM) if page.startswith(BOM) else 0
    places = tuple(line for start, end in spans for line in lines_within(page, max(start, bom), end))
    return Lines(text, places, "\n".join(page[start:end] for start, end in places) == text)


def found_in(page: str, words: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Where these words stand within spans of the page, line by line."""
    for line in filter(None, words.split("\n")):
        for start, end in spans:
            place = page.find(line, start, end)
            while place >= 0:
                yield Span(place, place + len(line))
                place = page.find(line, place + len(line), end)


def nearest(page: str, words: str, offset: int) -> Span | None:
    """The last place before this offset where the words stand, else the first after it; None where they stand nowhere."""
    place = page.rfind(words, 0, offset)
    if place < 0:
        place = page.find(words, offset)
    return None if place < 0 else Span(place, place + len(words))
