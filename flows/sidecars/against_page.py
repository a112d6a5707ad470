"""A sidecar held against its page: what it adds, and where the two say different things. Nothing heavy is loaded for it."""

from collections.abc import Iterator
from datetime import date, timedelta

from flows.dates import Precision
from flows.keys import collapsed
from flows.problems import CODES, Problem
from flows.records import Row
from flows.sidecars.reading import Sidecar
from flows.sidecars.values import Dated

TEXTS = ("title", "author", "url", "licence")
DATES = ("published_on", "captured_on")
_AROUND = timedelta(days=31)
"""How far from a date "on or around" it another may lie that is the same."""


def said_besides(sidecar: Sidecar, row: Row) -> Row:
    """The cells of a row of ``documents`` on which the page is silent and the sidecar is not."""
    said: Row = {}
    for name in TEXTS:
        if row[name] is None and getattr(sidecar, name) is not None:
            said[name] = getattr(sidecar, name)
    for name in DATES:
        dated: Dated | None = getattr(sidecar, name)
        if row[name] is None and dated is not None:
            said |= {name: dated.date, f"{name}_precision": dated.precision.value}
    return said


def contradictions(sidecar: Sidecar, row: Row) -> Iterator[Problem]:
    """What the sidecar says otherwise than the row of ``documents`` that was read from the page."""
    for name in TEXTS:
        text: str | None = getattr(sidecar, name)
        if text is not None and row[name] is not None and not _same_text(text, row[name]):
            yield _contradiction(sidecar, row, name, repr(text), repr(row[name]))
    for name in DATES:
        dated: Dated | None = getattr(sidecar, name)
        if dated is not None and row[name] is not None:
            found = Dated(row[name], Precision(row[f"{name}_precision"]))
            if not same_date(dated, found):
                yield _contradiction(sidecar, row, name, _written(dated), _written(found))


def _same_text(one: str, other: str) -> bool:
    return collapsed(one).casefold() == collapsed(other).casefold()


def same_date(one: Dated, other: Dated) -> bool:
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


def _contradiction(sidecar: Sidecar, row: Row, name: str, said: str, found: str) -> Problem:
    message = f"{name}: the sidecar says {said}, the page {found}, which stays: look at the page, and mend the sidecar if it errs"
    severity = CODES["sidecar_contradicts"][0]
    return Problem(sidecar.name, row["document_id"], severity, "sidecar_contradicts", message)
