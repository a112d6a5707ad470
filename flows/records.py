"""Records: the rows of the tables that one page gives, with their keys."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, NamedTuple

from flows.citations import links_in, times_in
from flows.dates import PartialDate
from flows.interface import REMOVED_COMMENT
from flows.keys import KeyMaker
from flows.page import LINE_BREAK, Page, Span, text_at
from flows.posts.advert_fields import JobAdvert
from flows.posts.reading import PlacedAdvert, PlacedBulletin
from flows.problems import CODES, Finding, Problem
from flows.reading import Reading
from flows.segments import Kind, Ref

Row = dict[str, Any]
"""A row of a table: column names (schemas/ describes them) to Python values that Arrow takes."""


class PageRecords(NamedTuple):
    """The rows of one page, table by table, in reading order, and its text."""

    document: Row
    comments: list[Row]
    bulletins: list[Row]
    job_adverts: list[Row]
    segments: list[Row]
    problems: list[Problem]
    text: str


def records_of(reading: Reading) -> PageRecords:
    """The rows that a reading gives."""
    page = reading.page
    comments = _comments(reading)
    bulletins = _bulletins(reading, comments)
    adverts = _adverts(reading, comments)
    ids = {
        **{Ref(Kind.COMMENT, i): row["comment_id"] for i, row in enumerate(comments)},
        **{Ref(Kind.BULLETIN, i): row["bulletin_id"] for i, row in enumerate(bulletins)},
        **{Ref(Kind.JOB_ADVERT, i): row["advert_id"] for i, row in enumerate(adverts)},
    }
    segments = [
        {
            "document_id": page.document_id,
            "sequence": sequence,
            "start": segment.start,
            "end": segment.end,
            "kind": segment.kind._value_,
            "record_id": ids[segment.ref] if segment.ref is not None else None,
        }
        for sequence, segment in enumerate(reading.segments)
    ]
    document = _document(reading, len(comments), len(bulletins), len(adverts))
    return PageRecords(
        document, comments, bulletins, adverts, segments, problem_rows(page, reading.findings), page.text
    )


def problem_rows(page: Page, findings: Iterable[Finding]) -> list[Problem]:
    """Findings as rows, with the number of the line on which each begins. Time is linear in the page."""
    rows: list[Problem] = []
    line, counted = 1, 0
    for finding in sorted(findings, key=lambda f: (f.start or 0, f.code)):
        at = None
        if finding.start is not None:
            line += sum(1 for _ in LINE_BREAK.finditer(page.text, counted, finding.start))
            counted, at = finding.start, line
        severity = CODES[finding.code][0]
        row = Problem(
            page.source,
            page.document_id,
            severity,
            finding.code,
            finding.message,
            at,
            finding.start,
            finding.end,
        )
        rows.append(row)
    return rows


def _document(reading: Reading, comments: int, bulletins: int, adverts: int) -> Row:
    page, header = reading.page, reading.post.header
    body = tuple(Span(s.content_start, s.content_end) for s in reading.segments if s.kind is Kind.BODY)
    return {
        "document_id": page.document_id,
        "source": page.source,
        "sha256": page.sha256,
        "characters": len(page.text),
        "dialect": reading.dialect,
        "title": header.title,
        **_date("published_on", header.published),
        "author": header.author,
        "url": None,
        "captured_on": None,
        "captured_on_precision": None,
        "licence": None,
        "body": text_at(page.text, body) or None,
        "declared_comments": reading.thread.declared,
        "comments": comments,
        "bulletins": bulletins,
        "job_adverts": adverts,
    }


def _comments(reading: Reading) -> list[Row]:
    keys = KeyMaker(reading.page.document_id, "c")
    rows: list[Row] = []
    for sequence, (comment, text) in enumerate(zip(reading.thread.comments, reading.texts, strict=True)):
        rows.append(
            {
                "comment_id": keys.key(text),
                "document_id": reading.page.document_id,
                "parent_id": None if comment.parent is None else rows[comment.parent]["comment_id"],
                "sequence": sequence,
                "depth": comment.depth,
                **comment.posted._asdict(),
                "text": text,
                "spans": _spans(reading.spans[Ref(Kind.COMMENT, sequence)]),
                "is_removed": REMOVED_COMMENT.fullmatch(text) is not None,
                "links": links_in(text),
                "times_mentioned": times_in(text),
                "certainty": comment.certainty._value_,
            }
        )
    return rows


def _bulletins(reading: Reading, comments: Sequence[Row]) -> list[Row]:
    keys = KeyMaker(reading.page.document_id, "b")
    return [
        {
            **_placed(reading, Kind.BULLETIN, "bulletin_id", keys, sequence, placed, comments),
            "kind": placed.bulletin.kind,
            "reference": placed.bulletin.reference,
            "title": placed.bulletin.title,
            **_date("issued_on", placed.bulletin.issued),
            "issuers": list(placed.bulletin.issuers),
            "signatories": [signatory._asdict() for signatory in placed.bulletin.signatories],
            "headings": list(placed.bulletin.headings),
            "evidence": list(placed.bulletin.weighed.names),
        }
        for sequence, placed in zip(count(), reading.bulletins)
    ]


def _adverts(reading: Reading, comments: Sequence[Row]) -> list[Row]:
    keys = KeyMaker(reading.page.document_id, "a")
    return [
        {
            **_placed(reading, Kind.JOB_ADVERT, "advert_id", keys, sequence, placed, comments),
            "job_title": placed.advert.job_title,
            "employer": placed.advert.employer,
            "location": placed.advert.location,
            **_salary(placed.advert),
            **_date("starts_on", placed.advert.starts),
            **_date("closes_on", placed.advert.closes),
            **_date("interviews_on", placed.advert.interviews),
            "published_in": placed.advert.published_in,
            "copies": placed.copies,
            "evidence": list(placed.advert.weighed.names),
        }
        for sequence, placed in zip(count(), reading.adverts)
    ]


def _placed(
    reading: Reading,
    kind: Kind,
    key: str,
    keys: KeyMaker,
    sequence: int,
    placed: PlacedBulletin | PlacedAdvert,
    comments: Sequence[Row],
) -> Row:
    """The columns that say where a bulletin or an advert stands."""
    spans = placed.spans or reading.spans[Ref(kind, sequence)]
    text = text_at(reading.page.text, spans)
    return {
        key: keys.key(text),
        "document_id": reading.page.document_id,
        "comment_id": None if placed.comment is None else comments[placed.comment]["comment_id"],
        "sequence": sequence,
        "text": text,
        "spans": _spans(spans),
    }


def _salary(advert: JobAdvert) -> Row:
    salary = advert.salary
    return {
        "salary_min": salary.minimum if salary else None,
        "salary_max": salary.maximum if salary else None,
        "salary_currency": salary.currency if salary else None,
        "salary_period": salary.period if salary else None,
        "salary_text": salary.text if salary else None,
    }


def _date(column: str, date: PartialDate | None) -> Row:
    return {
        column: date.date if date else None,
        f"{column}_precision": date.precision.value if date and date.precision else None,
        f"{column}_text": date.text if date else None,
    }


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]
