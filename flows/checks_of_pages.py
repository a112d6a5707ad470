"""Checks of one page's records against its text: the invariants that a release rests on."""

from flows.errors import InvariantError
from flows.page import Span, text_at
from flows.records import PageRecords, Row


def check_page(text: str, records: PageRecords) -> None:
    """Raise InvariantError unless the segments tile the page and every record's spans give its text."""
    document_id = records.document["document_id"]
    end = 0
    for segment in records.segments:
        if segment["start"] != end or segment["end"] <= end:
            raise InvariantError(
                f"{document_id}: segment {segment['sequence']} does not begin where the one before ends"
            )
        end = segment["end"]
    if end != len(text):
        raise InvariantError(f"{document_id}: the segments end at {end}, the page at {len(text)}")
    for row in (*records.comments, *records.bulletins, *records.job_adverts):
        spans = tuple(Span(span["start"], span["end"]) for span in row["spans"])
        if text_at(text, spans) != row["text"] or not row["text"]:
            raise InvariantError(f"{document_id}: the spans of record {row['sequence']} do not give its text")
    _check_parents(document_id, records.comments)


def _check_parents(document_id: str, comments: list[Row]) -> None:
    places = {row["comment_id"]: row for row in comments}
    if len(places) != len(comments):
        raise InvariantError(f"{document_id}: two comments have one key")
    for row in comments:
        parent = places.get(row["parent_id"]) if row["parent_id"] is not None else None
        if row["parent_id"] is not None and (
            parent is None
            or parent["depth"] != 0
            or parent["sequence"] >= row["sequence"]
            or row["depth"] != 1
        ):
            raise InvariantError(
                f"{document_id}: the parent of comment {row['sequence']} is no earlier top-level comment"
            )
