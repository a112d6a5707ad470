"""Masking the rows of one document: what is private in any text of it is masked in all."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flows.page import Span
from flows.publication.lines import Lines, found_in, lines_of, nearest
from flows.publication.masked_cells import derived
from flows.publication.named import RECORD_TABLES
from flows.publication.private import Private, blotted, masked, private_in
from flows.publication.private_cells import NOT_TEXT
from flows.records import Row
from flows.tables import ALTERED
from schemas.alterations import CORRECTION

TEXT = {"documents": "body", **dict.fromkeys(RECORD_TABLES, "text")}
"""The column of each table that stands at spans of the page; the other columns repeat words of it, or of the lines around it."""
_MESSAGE = "message"
Rows = Mapping[str, Mapping[int, Row]]
"""Rows by table, and by their place in it."""


Words = tuple[str, str]
"""A kind of private data, and the words."""


class PageRows(NamedTuple):
    """The text of a page, the segments of its body, the rows of its document, and of these the tables and places of the withheld."""

    text: str
    body: tuple[Span, ...]
    rows: Rows
    withheld: frozenset[tuple[str, int]] = frozenset()


class MaskedPage(NamedTuple):
    """The rows that were masked, and how many values were, by kind, in those that are not withheld.

    ``unplaced`` is how many of them stand in no text, so that no column ``altered`` has a place for them.
    """

    rows: Rows
    counts: Mapping[str, int]
    unplaced: int


class _Masked(NamedTuple):
    """A row as it is published, where the page is masked for it, in its text and outside, and values that stand nowhere in the page."""

    row: Row
    in_text: tuple[Private, ...]
    places: tuple[Private, ...]
    unplaced: tuple[Words, ...]


def masked_page(page: PageRows, kinds: Collection[str]) -> MaskedPage:
    """The rows of a document in which something was masked."""
    texts = {
        (table, place): (lines_of(row[column], page.text, spans), spans)
        for table, column in TEXT.items()
        for place, row in page.rows[table].items()
        if row[column] is not None
        for spans in [_spans(row, page)]
    }
    extents = [extent for of, spans in texts.values() for extent in _extents(of, page.text, spans, kinds)]
    private = _joined(extents)
    rows: dict[str, dict[int, Row]] = {}
    shown: list[Private] = []
    beside: list[Private] = []
    elsewhere: list[Private] = []
    unplaced: set[Words] = set()
    for table, of_table in page.rows.items():
        for place, row in of_table.items():
            lines, spans = texts.get((table, place), (None, _spans(row, page)))
            found = _masked(row, TEXT.get(table), lines, spans, page.text, private, kinds)
            if found.row != row:
                rows.setdefault(table, {})[place] = found.row
                if (table, place) not in page.withheld:
                    shown += found.in_text
                    # A message may quote what stands in a text, and is blotted out where that is withheld.
                    if ALTERED in row:
                        beside += found.places
                    else:
                        elsewhere += _apart_from(private, found.places)
                    unplaced.update(found.unplaced)
    in_texts = set(private) - set(_apart_from(_joined(shown), private))
    placed = _joined([*in_texts, *beside])
    counts = Counter(extent.kind for extent in _joined([*placed, *elsewhere]))
    counts.update(kind for kind, _ in unplaced)
    return MaskedPage(rows, counts, len(_apart_from(placed, _joined(elsewhere))) + len(unplaced))


def _spans(row: Row, page: PageRows) -> tuple[Span, ...]:
    if "spans" not in row:
        return page.body
    return tuple(Span(span["start"], span["end"]) for span in row["spans"])


def _extents(lines: Lines, page: str, spans: tuple[Span, ...], kinds: Collection[str]) -> Iterator[Private]:
    """Where private data of a text stands in its page, from the beginning of each value to its end."""
    for kind, start, end in private_in(lines.text, kinds):
        if lines.is_exact:
            places = list(lines.in_page(start, end))
            yield Private(kind, places[0].start, places[-1].end)
        else:
            for place in found_in(page, lines.text[start:end], spans):
                yield Private(kind, *place)


def _joined(extents: Iterable[Private]) -> list[Private]:
    """Places in order, those that overlap as one."""
    joined: list[Private] = []
    for extent in sorted(extents, key=lambda extent: (extent.start, -extent.end)):
        if joined and extent.start < joined[-1].end:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, extent.end))
        else:
            joined.append(extent)
    return joined


def _apart_from(places: Sequence[Private], extents: Iterable[Private]) -> list[Private]:
    """The extents that have no part of these places, which are in order and do not overlap."""
    starts = [place.start for place in places]

    def is_apart(extent: Private) -> bool:
        before = bisect_left(starts, extent.end) - 1
        return before < 0 or places[before].end <= extent.start

    return [extent for extent in extents if is_apart(extent)]


def _masked(
    row: Row,
    column: str | None,
    lines: Lines | None,
    spans: tuple[Span, ...],
    page: str,
    private: list[Private],
    kinds: Collection[str],
) -> _Masked:
    text = lines.text if lines else ""
    in_page, hidden, nowhere = _hidden(lines, spans, page, private, kinds) if lines else ([], "", [])
    changed: dict[str, Any] = {} if column is None or lines is None else {column: hidden}
    values: list[Private] = []
    unplaced = nowhere
    begin = spans[0].start if spans else 0
    for name, value in row.items():
        if name in NOT_TEXT or name == column:
            continue
        if name == _MESSAGE:
            changed[name] = blotted(value, kinds, (row["source"], row["document_id"]))
        else:
            changed[name] = derived(name, value, text, hidden, kinds)
        for kind, words in _own(value, kinds) if changed[name] != value else ():
            if words not in text:
                place = nearest(page, words, begin)
                if place is None:
                    unplaced.append((kind, words))
                else:
                    values.append(Private(kind, *place))
    if ALTERED in row:
        changed[ALTERED] = _altered(row[ALTERED], [*in_page, *values])
    return _Masked(row | changed, tuple(in_page), tuple(values), tuple(unplaced))


def _hidden(
    lines: Lines, spans: tuple[Span, ...], page: str, private: list[Private], kinds: Collection[str]
) -> tuple[list[Private], str, list[Words]]:
    """Where a record's text is masked in the page, the text so masked, and what a correction brought that stands nowhere there."""
    if not lines.is_exact:
        own = private_in(lines.text, kinds)
        places = [(p, list(found_in(page, lines.text[p.start : p.end], spans))) for p in own]
        found = [Private(p.kind, *place) for p, of in places for place in of]
        hidden = masked(lines.text, ((p.start, p.end) for p in own))
        return found, hidden, [(p.kind, lines.text[p.start : p.end]) for p, of in places if not of]
    pieces = [(p.kind, piece) for p in private for piece in lines.in_text(p.start, p.end)]
    found = [Private(kind, *place) for kind, piece in pieces for place in lines.in_page(*piece)]
    return found, masked(lines.text, (piece for _, piece in pieces)), []


def _own(value: Any, kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    """The private data in the words of a cell."""
    if isinstance(value, str):
        yield from ((kind, value[start:end]) for kind, start, end in private_in(value, kinds))
    elif isinstance(value, list | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _own(member, kinds)


def _altered(before: list[Row], masks: Iterable[Private]) -> list[Row]:
    """The places that were altered before, and these; where they overlap, a correction says why."""
    found: list[Row] = []
    places = [*before, *({"start": p.start, "end": p.end, "reason": p.kind} for p in masks)]
    for place in sorted(places, key=lambda place: (place["start"], -place["end"])):
        if found and place["start"] < found[-1]["end"]:
            reason = (
                CORRECTION if CORRECTION in (place["reason"], found[-1]["reason"]) else found[-1]["reason"]
            )
            found[-1] = found[-1] | {"end": max(found[-1]["end"], place["end"]), "reason": reason}
        else:
            found.append(place)
    return found
