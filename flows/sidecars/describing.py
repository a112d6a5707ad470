"""Describing documents: what sidecars say goes into ``documents`` where the pages are silent."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from flows.cells import rows_with, with_cells, with_more_problems
from flows.dates import Precision
from flows.keys import collapsed
from flows.problems import CODES, Problem
from flows.records import Row
from flows.sidecars.reading import Sidecar, Sidecars
from flows.sidecars.values import Dated
from flows.tables import Tables

_TEXTS = ("title", "author", "url", "licence")
_DATES = ("published_on", "captured_on")
_COLUMNS = (*_TEXTS, *_DATES, *(f"{name}_precision" for name in _DATES))
_AROUND = timedelta(days=31)
"""How far from a date "on or around" it another may lie that is the same."""


def describe(tables: Tables, sidecars: Sidecars) -> Tables:
    """The tables with what the sidecars say, and all their problems, in the order of their keys.

    What a page says itself stays; where a sidecar says something else a problem names both. Sidecars of documents that are not
    in the table are passed by.
    """
    documents = frozenset(tables["documents"]["document_id"].to_pylist())
    return with_more_problems(described(tables, sidecars), of_no_document(sidecars, documents))


def described(tables: Tables, sidecars: Sidecars) -> Tables:
    """All tables or a part of them, with what the sidecars say of their documents, and the problems of these sidecars."""
    documents = tables["documents"]
    places, with_sidecar = rows_with(documents, "document_id", sidecars.by_document)
    rows = with_sidecar.select(["document_id", *_COLUMNS]).to_pylist()
    known = frozenset(documents["document_id"].to_pylist()) if sidecars.problems else frozenset()
    problems = [problem for problem in sidecars.problems if problem.document_id in known]
    cells: dict[str, dict[int, Any]] = {}
    for place, row in zip(places, rows, strict=True):
        sidecar = sidecars.by_document[row["document_id"]]
        for column, value in _said(sidecar, row).items():
            cells.setdefault(column, {})[place] = value
        problems += _contradictions(sidecar, row)
    return with_more_problems({**tables, "documents": with_cells(documents, cells)}, problems)


def of_no_document(sidecars: Sidecars, documents: Collection[str]) -> list[Problem]:
    """The problems of sidecars whose pages could not be read: they belong to none of all documents."""
    return [p._replace(document_id=None) for p in sidecars.problems if p.document_id not in documents]


def _said(sidecar: Sidecar, row: Row) -> Row:
    """The cells on which the page is silent and the sidecar is not."""
    said: Row = {}
    for name in _TEXTS:
        if row[name] is None and getattr(sidecar, name) is not None:
            said[name] = getattr(sidecar, name)
    for name in _DATES:
        dated: Dated | None = getattr(sidecar, name)
        if row[name] is None and dated is not None:
            said |= {name: dated.date, f"{name}_precision": dated.precision.value}
    return said


def _contradictions(sidecar: Sidecar, row: Row) -> Iterator[Problem]:
    for name in _TEXTS:
        text: str | None = getattr(sidecar, name)
        if text is not None and row[name] is not None and not _same_text(text, row[name]):
            yield _contradiction(sidecar, row, name, repr(text), repr(row[name]))
    for name in _DATES:
        dated: Dated | None = getattr(sidecar, name)
        if dated is not None and row[name] is not None:
            found = Dated(row[name], Precision(row[f"{name}_precision"]))
            if not _same_date(dated, found):
                yield _contradiction(sidecar, row, name, _written(dated), _written(found))


def _same_text(one: str, other: str) -> bool:
    return collapsed(one).casefold() == collapsed(other).casefold()


def _same_date(one: Dated, other: Dated) -> bool:
    """Whether the two may be one day: they agree as far as the less exact of them says."""
    (first, last), (begin, end) = _extent(one), _extent(other)
    return first <= end and begin <= last


def _extent(dated: Dated) -> tuple[date, date]:
    """The first and the last day that a date may mean."""
    day = dated.date
    match dated.precision:
        case Precision.DAY:
            return day, day
        case Precision.WEEK:
            return day, day + timedelta(days=6)
        case Precision.MONTH:
            return day, (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case Precision.YEAR:
            return day, day.replace(month=12, day=31)
        case Precision.APPROXIMATE:
            return day - _AROUND, day + _AROUND


def _written(dated: Dated) -> str:
    match dated.precision:
        case Precision.DAY:
            return dated.date.isoformat()
        case Precision.MONTH:
            return f"{dated.date:%Y-%m}"
        case Precision.YEAR:
            return f"{dated.date:%Y}"
        case _:
            return f"{dated.date.isoformat()} ({dated.precision.value})"


def _contradiction(sidecar: Sidecar, row: Mapping[str, Any], name: str, said: str, found: str) -> Problem:
    message = f"{name}: the sidecar says {said}, the page {found}, which stays: look at the page, and mend the sidecar if it errs"
    severity = CODES["sidecar_contradicts"][0]
    return Problem(sidecar.name, row["document_id"], severity, "sidecar_contradicts", message)
