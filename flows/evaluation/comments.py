"""Comments: those found against those of the gold, their order, parents, authors and times."""

from collections.abc import Iterator, Mapping, Sequence

from flows.evaluation.alignment import Alignment, Pair, align
from flows.evaluation.gold import GoldComment
from flows.evaluation.mismatches import Mismatch, opening, span_of
from flows.evaluation.places import extent_of
from flows.evaluation.scores import Rate, TableScores
from flows.evaluation.thread import Thread, names_of
from flows.evaluation.values import Normalise, same
from flows.page import Span
from flows.records import PageRecords, Row

MEASURES = {"depth": "depths", "author": "authors", "posted_at": "times", "is_removed": "removed"}
"""Columns that a gold may give, and the names of the rates."""
NOT_FOUND = -1
"""The place of a parent that was not found."""


def compare_comments(
    comments: Sequence[GoldComment] | None, records: PageRecords, text: str, normalise: Normalise
) -> tuple[TableScores, list[Mismatch], Thread]:
    """The scores, every difference, and which comment of the gold is which of those found."""
    rows = records.comments
    if comments is None:
        return TableScores(), [], Thread(rows, {place: place for place in range(len(rows))}, {})
    alignment = align(
        [normalise(comment.text) for comment in comments], [normalise(row["text"]) for row in rows]
    )
    mismatches = [
        *_unmatched(comments, rows, alignment),
        *_missing(comments, records, alignment, text),
        *_differences(comments, rows, alignment, normalise),
    ]
    names = {place: f"{place}: {opening(comment.text)}" for place, comment in enumerate(comments)}
    thread = Thread(rows, alignment.counterparts(), names)
    return _score(comments, rows, alignment, mismatches), mismatches, thread


def _score(
    comments: Sequence[GoldComment],
    rows: Sequence[Row],
    alignment: Alignment,
    mismatches: Sequence[Mismatch],
) -> TableScores:
    """What was found, in order, and the rates over what matches: right is what no mismatch tells of."""
    wrong = {(mismatch.position, mismatch.field) for mismatch in mismatches}
    matched = [place for place, _ in alignment.matched]

    def rate(column: str, places: Sequence[int]) -> Rate:
        given = [place for place in places if column in comments[place].fields]
        return Rate(sum((place, column) not in wrong for place in given), len(given))

    rates = {
        "order": Rate(len(matched), len(matched) + len(alignment.moved)),
        "parents": rate("parent", [place for place in matched if is_reply(comments[place])]),
        "parents_of_all": rate("parent", matched),
        **{measure: rate(column, matched) for column, measure in MEASURES.items()},
    }
    return TableScores(len(comments), len(rows), len(matched), rates)


def is_reply(comment: GoldComment) -> bool:
    """Whether the gold has it as a reply; the comment that it answers may not be on the page."""
    return _parent(comment) is not None or comment.fields.get("depth") == 1


def _unmatched(
    comments: Sequence[GoldComment], rows: Sequence[Row], alignment: Alignment
) -> Iterator[Mismatch]:
    """Comments that were found, but with another text, elsewhere, or where the gold has none."""
    for e, f in alignment.altered:
        yield _mismatch((e, f), rows[f], "text", comments[e].text, rows[f]["text"])
    for e, f in alignment.moved:
        yield _mismatch((e, f), rows[f], "order", f"place {e}", f"place {f}")
    for f in alignment.surplus:
        yield Mismatch("comments", None, f, None, None, rows[f]["text"], *span_of(rows[f]))


def _differences(
    comments: Sequence[GoldComment], rows: list[Row], alignment: Alignment, normalise: Normalise
) -> Iterator[Mismatch]:
    """How comments that match differ in parents and columns."""
    places = alignment.counterparts()
    names = names_of(rows, places)
    sequences = {row["comment_id"]: sequence for sequence, row in enumerate(rows)}
    for e, f in alignment.matched:
        row, fields = rows[f], comments[e].fields
        if "parent" in fields:
            parent, found = _parent(comments[e]), sequences.get(row["parent_id"])
            if found != (None if parent is None else places.get(parent, NOT_FOUND)):
                expected = None if parent is None else f"{parent}: {opening(comments[parent].text)}"
                yield _mismatch((e, f), row, "parent", expected, names.get(row["parent_id"]))
        for column in MEASURES:
            if column in fields and not same(fields[column], row[column], normalise):
                yield _mismatch((e, f), row, column, fields[column], row[column])


def _missing(
    comments: Sequence[GoldComment], records: PageRecords, alignment: Alignment, text: str
) -> Iterator[Mismatch]:
    """Missing comments, where their words stand between the neighbours; neighbours themselves may have swallowed them."""
    places = dict(sorted((*alignment.matched, *alignment.altered)))
    spans = [span_of(row) for row in records.comments]
    page = Span(0, records.segments[-1]["end"] if records.segments else 0)
    before, after = _neighbours(places, alignment.missing)
    since = 0
    for e in alignment.missing:
        previous = spans[before[e]] if e in before else Span(page.start, page.start)
        following = spans[after[e]] if e in after else Span(page.end, page.end)
        first = max(previous.start, since) if since < following.end else previous.start
        found = extent_of(text, comments[e].text, first, following.end)
        if found is not None:
            since = found.end
        place = found or Span(previous.end, max(previous.end, following.start))
        yield Mismatch("comments", e, None, None, comments[e].text, None, *place)


def _neighbours(places: Mapping[int, int], missing: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """For each missing place, those found that stand before and behind it, where there are such."""
    waiting = set(missing)
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    in_order = sorted((*places, *missing))
    for steps, neighbours in ((in_order, before), (in_order[::-1], after)):
        last: int | None = None
        for e in steps:
            if e not in waiting:
                last = places[e]
            elif last is not None:
                neighbours[e] = last
    return before, after


def _parent(comment: GoldComment) -> int | None:
    parent = comment.fields.get("parent")
    return parent if isinstance(parent, int) else None


def _rate(rights: Sequence[bool]) -> Rate:
    return Rate(sum(rights), len(rights))


def _mismatch(pair: Pair, row: Row, field: str, expected: object, found: object) -> Mismatch:
    return Mismatch("comments", *pair, field, expected, found, *span_of(row))
