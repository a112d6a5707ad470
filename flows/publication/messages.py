"""The problems of pages with withheld records: what a message might quote of them is taken out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile

import pyarrow as pa
import pyarrow.compute as pc

from flows.keys import collapsed
from flows.page import Span
from flows.problems import CODES
from flows.publication.finding import Found
from flows.publication.matching import WithheldRecord
from flows.records import Row
from flows.tables import Tables
from schemas import table_named

_QUOTED = 20
"""Characters in a row that a message shares with a withheld text by quoting it alone."""
_NAMING = frozenset({"same_as_unknown"})
"""Problems whose messages name documents by id, which may be any word; the others name files."""


def without_quotes(tables: Tables, found: Found) -> pa.Table:
    """The problems, with the meaning of its code alone in the place of each message that may tell of what is withheld.

    Such are the messages about the record's place in its page, the interface words beside it included (its author may stand
    there), and those that name its key or share words with it; and those that name a withheld document or a record of it.
    """
    problems = tables["problems"]
    if not problems.num_rows:
        return problems
    rows = problems.to_pylist()
    places = _places(tables["segments"], found.records)
    names_told = _any_of([*found.keys, *found.files])
    ids, records = _any_of(found.ids), _any_of(found.ids, before="/[cba]-")
    pieces = {piece for text in found.texts for piece in _pieces(collapsed(text))}
    names = {document_id: _any_of(_names(of)) for document_id, of in _by_document(found.records)}
    for row in rows:
        document_id, message = row["document_id"], collapsed(row["message"])
        if (
            _touches(row, places.get(document_id, ()))
            or names_told.search(message)
            or records.search(message)
            or (row["code"] in _NAMING and ids.search(message))
            or not pieces.isdisjoint(_pieces(message))
            or (document_id in names and names[document_id].search(message))
        ):
            row["message"] = CODES[row["code"]][1]
    return pa.Table.from_pylist(rows, table_named("problems").arrow_schema)


def _by_document(records: Iterable[WithheldRecord]) -> Iterator[tuple[str, list[WithheldRecord]]]:
    def document(record: WithheldRecord) -> str:
        return str(record.row["document_id"])

    for document_id, of in groupby(sorted(records, key=document), key=document):
        yield document_id, list(of)


def _names(records: Iterable[WithheldRecord]) -> Iterator[str]:
    """The authors, and the texts that are too short to have pieces."""
    for record in records:
        yield record.row.get("author") or ""
        text = collapsed(record.row["text"])
        yield text if len(text) < _QUOTED else ""


def _any_of(words: Iterable[str], before: str = r"(?!\w)") -> re.Pattern[str]:
    """A pattern that finds any of these words before this, not as a part of a longer one."""
    escaped = sorted({re.escape(collapsed(word)) for word in words if word})
    return re.compile(rf"(?<!\w)(?:{'|'.join(escaped)}){before}" if escaped else r"(?!)")


def _pieces(text: str) -> Iterator[str]:
    return (text[start : start + _QUOTED] for start in range(len(text) - _QUOTED + 1))


def _touches(problem: Row, places: Iterable[Span]) -> bool:
    start, end = problem["start"], problem["end"]
    return start is not None and any(start <= place.end and place.start <= end for place in places)


def _places(segments: pa.Table, records: Sequence[WithheldRecord]) -> Mapping[str, list[Span]]:
    """Where the records of each document stand, with the interface words before and after them."""
    places = {document_id: [_extent(r.row["spans"]) for r in of] for document_id, of in _by_document(records)}
    affected = segments.filter(pc.is_in(segments["document_id"], pa.array(list(places), pa.string())))
    ordered = affected.sort_by([("document_id", "ascending"), ("sequence", "ascending")]).to_pylist()
    keys = {record.key for record in records}
    for document_id, of_page in groupby(ordered, key=lambda segment: segment["document_id"]):
        page = list(of_page)
        for place, segment in enumerate(page):
            if segment["record_id"] in keys:
                before = [s["start"] for s in takewhile(_is_marker, reversed(page[:place]))]
                after = [s["end"] for s in takewhile(_is_marker, page[place + 1 :])]
                places[document_id].append(
                    Span(min([segment["start"], *before]), max([segment["end"], *after]))
                )
    return places


def _is_marker(segment: Row) -> bool:
    return bool(segment["kind"] == "marker")


def _extent(spans: Sequence[Mapping[str, int]]) -> Span:
    return Span(spans[0]["start"], spans[-1]["end"])
