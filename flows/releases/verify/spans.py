"""Check of the spans of records against the segments that they are made of."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.verify.keys import KEYS, KINDS
from flows.releases.verify.opened import Opened
from flows.releases.verify.places import NO_PLACE, Numbers, places_in
from flows.releases.verify.results import Finding, Said
from flows.releases.verify.tables import Files, columns_of, rows_where

SEGMENTS = ("document_id", "start", "end", "kind", "record_id")
REMEDY = "restore the release, or build it anew"


class Ranges(NamedTuple):
    """Ranges of characters, each with the row of the record that it belongs to, in the order of both."""

    owner: Numbers
    start: Numbers
    end: Numbers

    def of(self, wanted: npt.NDArray[np.bool_]) -> "Ranges":
        """Those of the records that are wanted."""
        keep = wanted[self.owner]
        return Ranges(self.owner[keep], self.start[keep], self.end[keep])

    def counts(self, records: int) -> Numbers:
        """How many each of this number of records has."""
        return np.bincount(self.owner, minlength=records).astype(np.int64)


class Made(NamedTuple):
    """The records of a table in these files: their keys, documents and comments, their spans, and the segments they are made of."""

    files: Files
    records: pa.Table
    keys: pa.ChunkedArray
    spans: Ranges
    segments: Ranges


def check_spans(opened: Opened) -> Iterator[Said]:
    """The spans of a record are its segments, without the blanks around; those of one in a comment lie in the comment's.

    What can be said without the text is checked here: a span begins where its segment does, unless that is the page's
    beginning, and ends with it or before. Comments stand in reading order.
    """
    segments = columns_of(opened.files("segments"), SEGMENTS)
    of_comments = opened.files("comments")
    comments = columns_of(of_comments, ["comment_id", "document_id", "sequence", "spans"])
    for made in made_of(opened, segments):
        in_post = np.ones(len(made.keys), bool)
        if made.files != of_comments:
            # Without segments of its own, a record stands in a comment: one that is not published has no key to name.
            in_post = made.segments.counts(len(made.keys)) > 0
            yield from _outside(made, ~in_post, comments, segments)
        yield from _of_other_number(made, in_post)
        spans, own = evenly(made)
        wrong = (
            ((spans.start != own.start) & (own.start != 0))
            | (spans.start < own.start)
            | (spans.end > own.end)
        )
        yield from unlike(made, spans, own, wrong)
    yield from _out_of_order(of_comments, comments)


def made_of(opened: Opened, segments: pa.Table) -> Iterator[Made]:
    """The records of each table, and the segments of their kind that name them."""
    for name, key in KEYS.items():
        columns = dict.fromkeys([key, "document_id", "comment_id", "spans"])
        files = opened.files(name)
        records = columns_of(files, list(columns))
        of_kind = segments.filter(pc.equal(segments["kind"], KINDS[name]))
        owner = places_in(of_kind["record_id"], records[key])
        start, end = of_kind["start"].to_numpy(), of_kind["end"].to_numpy()
        order = np.lexsort((start, owner))
        order = order[owner[order] != NO_PLACE]  # those of no record are the references' concern
        own = Ranges(owner[order], start[order], end[order])
        yield Made(files, records, records[key], _spans(records["spans"]), own)


def evenly(made: Made) -> tuple[Ranges, Ranges]:
    """Spans and segments, pair by pair, of the records that have as many of the one as of the other."""
    records = len(made.keys)
    is_even = made.spans.counts(records) == made.segments.counts(records)
    return made.spans.of(is_even), made.segments.of(is_even)


def unlike(made: Made, spans: Ranges, own: Ranges, wrong: npt.NDArray[np.bool_]) -> Iterator[Finding]:
    """The pairs of a span and a segment that are wrong."""
    for place in np.flatnonzero(wrong).tolist():
        row = int(spans.owner[place])
        message = (
            f"{made.keys[row].as_py()!r} has a span [{spans.start[place]}, {spans.end[place]}) where its segment is "
            f"[{own.start[place]}, {own.end[place]}): {REMEDY}"
        )
        yield made.files.found(message, row)


def _spans(column: pa.ChunkedArray) -> Ranges:
    lists = column.combine_chunks()
    spans = pc.list_flatten(lists)
    start, end = (pc.struct_field(spans, name).to_numpy() for name in ("start", "end"))
    return Ranges(pc.list_parent_indices(lists).to_numpy().astype(np.int64), start, end)


def _of_other_number(made: Made, in_post: npt.NDArray[np.bool_]) -> Iterator[Finding]:
    there, expected = made.spans.counts(len(made.keys)), made.segments.counts(len(made.keys))
    for row in np.flatnonzero(in_post & (there != expected)).tolist():
        message = f"{made.keys[row].as_py()!r} has {there[row]} spans, and {expected[row]} segments name it: {REMEDY}"
        yield made.files.found(message, row)


def _outside(
    made: Made, nested: npt.NDArray[np.bool_], comments: pa.Table, segments: pa.Table
) -> Iterator[Finding]:
    """The records in comments that have a span outside of theirs; few records stand in comments."""
    rows = np.flatnonzero(nested)
    records = made.records.take(rows)
    named = comments.filter(
        pc.is_in(comments["comment_id"], value_set=records["comment_id"].combine_chunks())
    )
    spans_of = dict(zip(named["comment_id"].to_pylist(), named["spans"].to_pylist(), strict=True))
    of_no_record = pc.and_(pc.equal(segments["kind"], "comment"), pc.is_null(segments["record_id"]))
    unpublished = segments.filter(of_no_record).to_pylist() if len(rows) else []
    keys = made.keys.take(rows).to_pylist()
    for row, key, record in zip(rows.tolist(), keys, records.to_pylist(), strict=True):
        around = spans_of.get(record["comment_id"])
        if around is None:
            around = [segment for segment in unpublished if segment["document_id"] == record["document_id"]]
        for span in record["spans"]:
            if not any(a["start"] <= span["start"] < span["end"] <= a["end"] for a in around):
                place = f"[{span['start']}, {span['end']})"
                message = (
                    f"{key!r} has a span {place} that lies in no segment or comment of its own: {REMEDY}"
                )
                yield made.files.found(message, row)


def _out_of_order(files: Files, comments: pa.Table) -> Iterator[Finding]:
    """The comments whose place in the thread is not that of their text in the page."""
    numbered = pa.table(
        {
            "document_id": comments["document_id"],
            "sequence": comments["sequence"],
            "start": pc.struct_field(pc.list_element(comments["spans"], 0), "start"),
            "row": pa.array(range(comments.num_rows), pa.int64()),
        }
    ).sort_by([("document_id", "ascending"), ("sequence", "ascending")])
    document, start, row = (numbered[name].combine_chunks() for name in ("document_id", "start", "row"))
    follows = pc.and_(pc.equal(document[1:], document[:-1]), pc.less_equal(start[1:], start[:-1]))
    for place in rows_where(follows):
        at = row[place + 1].as_py()
        message = (
            f"{comments['comment_id'][at].as_py()!r} stands in the page before the comment that it follows"
        )
        yield files.found(f"{message}: {REMEDY}", at)
