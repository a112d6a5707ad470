"""Bulletins and job adverts: which of those found are which of the gold's, their extents and fields."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from flows.evaluation.gold import GoldPassage
from flows.evaluation.mismatches import Mismatch, opening, span_of
from flows.evaluation.places import extent
from flows.evaluation.scores import Rate, TableScores
from flows.evaluation.thread import Thread, names_of
from flows.evaluation.values import Normalise, same
from flows.page import Span
from flows.records import Row

_SAME_PLACE = 10
"""What standing where the gold's words do counts for: more than all else together."""


def compare_passages(
    table: str,
    gold: Sequence[GoldPassage] | None,
    rows: Sequence[Row],
    thread: Thread,
    text: str,
    normalise: Normalise,
) -> tuple[TableScores, list[Mismatch]]:
    """The scores of bulletins or of job adverts, and every difference."""
    if gold is None:
        return TableScores(), []
    extents = [_extent(passage, text) for passage in gold]
    pairs = _pairs(gold, rows, extents, thread, normalise)
    mismatches = [
        mismatch
        for e, f in pairs.items()
        for mismatch in _differences(table, (e, f), gold[e], rows[f], extents[e], thread, normalise)
    ]
    rates = {"overlap": _overlaps(extents, rows, pairs, mismatches), **_rates(gold, pairs, mismatches)}
    scores = TableScores(len(gold), len(rows), len(pairs), rates)
    missing = [
        Mismatch(table, e, None, None, _words(gold[e]), None, *(extents[e] or _comment(gold[e], thread)))
        for e in range(len(gold))
        if e not in pairs
    ]
    surplus = [
        Mismatch(table, None, f, None, None, row["text"], *span_of(row))
        for f, row in enumerate(rows)
        if f not in pairs.values()
    ]
    return scores, [*mismatches, *missing, *surplus]


def _pairs(
    gold: Sequence[GoldPassage],
    rows: Sequence[Row],
    extents: Sequence[Span | None],
    thread: Thread,
    normalise: Normalise,
) -> dict[int, int]:
    """For each passage of the gold that was found at least in part, the place of its row; the likest pairs first."""
    texts = [normalise(row["text"]) for row in rows]
    likeness = [
        (_likeness(gold[e], extents[e], rows[f], texts[f], thread, normalise), -e, -f)
        for e, f in product(range(len(gold)), range(len(rows)))
    ]
    pairs: dict[int, int] = {}
    for alike, e, f in sorted(likeness, reverse=True):
        if alike and -e not in pairs and -f not in pairs.values():
            pairs[-e] = -f
    return dict(sorted(pairs.items()))


def _rates(
    gold: Sequence[GoldPassage], pairs: Mapping[int, int], mismatches: Sequence[Mismatch]
) -> dict[str, Rate]:
    """The rate of each field that the gold gives; ``extent`` is right where a passage begins and ends as in the gold."""
    wrong = {
        (mismatch.position, "extent" if mismatch.field in {"starts", "ends"} else mismatch.field)
        for mismatch in mismatches
    }
    rates = {"extent": Rate(), "in_comment": Rate()}
    for e in pairs:
        extent_given = ("extent",) if gold[e].starts or gold[e].ends else ()
        for name in (*extent_given, *gold[e].fields):
            rates[name] = rates.get(name, Rate()) + Rate(int((e, name) not in wrong), 1)
    return rates


def _overlaps(
    extents: Sequence[Span | None],
    rows: Sequence[Row],
    pairs: Mapping[int, int],
    mismatches: Sequence[Mismatch],
) -> Rate:
    """Of the characters that either a passage or its row covers, those that both do.

    A row that begins and ends as its passage does is the whole of it, though markers or a duplicate stand between.
    """
    wrong = {mismatch.position for mismatch in mismatches if mismatch.field in {"starts", "ends"}}
    total = Rate()
    for e, f in pairs.items():
        there = extents[e]
        spans = [(span["start"], span["end"]) for span in rows[f]["spans"]]
        length = sum(end - start for start, end in spans)
        if there is None:
            continue
        if e not in wrong:
            total += Rate(length, length)
            continue
        both = sum(max(0, min(end, there.end) - max(start, there.start)) for start, end in spans)
        total += Rate(both, there.end - there.start + length - both)
    return total


def _likeness(
    passage: GoldPassage, there: Span | None, row: Row, found: str, thread: Thread, normalise: Normalise
) -> int:
    """How surely a row is this passage, 0 where it is not.

    They must overlap: on the page, where the gold's first and last words stand there, unless the row has both where they
    stand again (a copy that an extractor left); else either words must stand in the row. Where the gold gives no words, the row must stand in the same comment, or like it in the post.
    """
    place = "in_comment" not in passage.fields or thread.is_in(passage.fields["in_comment"], row)
    if not passage.starts and not passage.ends:
        return int(place)
    starts, ends = normalise(passage.starts or ""), normalise(passage.ends or "")
    signs = [
        bool(starts) and found.startswith(starts),
        bool(ends) and found.endswith(ends),
        bool(starts) and starts in found,
        bool(ends) and ends in found,
    ]
    is_there = there is not None and _overlap(there, row)
    is_it = is_there or (any(signs) if there is None else all(signs[:2]))
    return 1 + place + 2 * sum(signs) + _SAME_PLACE * is_there if is_it else 0


def _overlap(there: Span, row: Row) -> bool:
    return any(span["start"] < there.end and there.start < span["end"] for span in row["spans"])


def _differences(
    table: str,
    pair: tuple[int, int],
    passage: GoldPassage,
    row: Row,
    there: Span | None,
    thread: Thread,
    normalise: Normalise,
) -> Iterator[Mismatch]:
    def mismatch(field: str, expected: object, found: object) -> Mismatch:
        return Mismatch(table, *pair, field, expected, found, *span_of(row))

    text = normalise(row["text"])
    has_opening_twice = there is not None and span_of(row).start < there.start < span_of(row).end
    if passage.starts and (has_opening_twice or not text.startswith(normalise(passage.starts))):
        yield mismatch("starts", passage.starts, opening(text, len(passage.starts) + 20))
    if passage.ends and not text.endswith(normalise(passage.ends)):
        yield mismatch("ends", passage.ends, f"…{text[-len(passage.ends) - 20 :]}")
    for name, expected in passage.fields.items():
        if name == "in_comment":
            if not thread.is_in(expected, row):
                names = names_of(thread.rows, thread.places)
                wanted = thread.names.get(expected, str(expected)) if isinstance(expected, int) else None
                yield mismatch(name, wanted, names.get(row["comment_id"]))
        elif not same(expected, row[name], normalise):
            yield mismatch(name, expected, row[name])


def _words(passage: GoldPassage) -> str:
    return f"{passage.starts or '…'} … {passage.ends or ''}".rstrip()


def _extent(passage: GoldPassage, text: str) -> Span | None:
    return extent(text, passage.starts, passage.ends) if passage.starts and passage.ends else None


def _comment(passage: GoldPassage, thread: Thread) -> Span:
    """The comment in which a passage is missing; the page's beginning where it is not known."""
    position = passage.fields.get("in_comment")
    if isinstance(position, int) and position in thread.places:
        return span_of(thread.rows[thread.places[position]])
    return Span(0, 0)
