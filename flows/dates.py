"""Dates as British texts write them, kept as partial as they are."""

import datetime
import re
from enum import StrEnum
from typing import NamedTuple


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    APPROXIMATE = "approximate"


class PartialDate(NamedTuple):
    """A date as far as the words give it: ``date`` is the first day of what they name, None where they lack a year."""

    date: datetime.date | None
    precision: Precision | None
    text: str


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b"
MONTH = "|".join(
    [*(rf"{month}\b" for month in MONTHS), *(rf"{month[:3]}\b\.?" for month in MONTHS), r"Sept\b\.?"]
)
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_VAGUE = r"on or (?:around|about|before|after)|around|about|circa|approximately"
_WEEK = r"w/?c\.?|week commencing|week beginning|w/b"

DATE = re.compile(
    rf"(?:(?P<vague>{_VAGUE})\s+|(?P<week>{_WEEK})\s+)?"
    rf"(?:(?:{WEEKDAY}),?\s+(?:the\s+)?)?"
    rf"(?:{_DAY.format('d1')}\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+{_YEAR.format('y1')})?"
    rf"|(?P<m2>{MONTH})\s+{_DAY.format('d2')}(?!\d)(?:,?\s+{_YEAR.format('y2')})?"
    rf"|(?P<m3>{MONTH}),?\s+{_YEAR.format('y3')}"
    r"|(?P<d4>\d{1,2})(?P<sep>[/.-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>(?:(?:19|20)\d\d|\d\d)(?!\d)))",
    re.IGNORECASE,
)
"""A date anywhere in a text: day and month with or without a year, month and year, or all in numbers, day first."""

WEEKDAY_DATE = re.compile(rf"(?:{WEEKDAY}),?\s+\S", re.IGNORECASE)


def find_date(text: str) -> PartialDate | None:
    """The first date in a text. A day that no calendar has is None; a two-digit year is of this century."""
    match = DATE.search(text)
    return None if match is None else _partial(match)


def whole_date(text: str) -> PartialDate | None:
    """The date that a whole (stripped) line is, or None; a full stop or comma may end it."""
    match = DATE.fullmatch(text.rstrip(".,"))
    return None if match is None else _partial(match)


def _partial(match: re.Match[str]) -> PartialDate | None:
    groups = match.groupdict()
    day = groups["d1"] or groups["d2"] or groups["d4"]
    year = groups["y1"] or groups["y2"] or groups["y3"] or groups["y4"]
    month = int(groups["m4"]) if groups["m4"] else _month(groups["m1"] or groups["m2"] or groups["m3"])
    words = match.group()
    if year is None:
        return PartialDate(None, None, words)
    if len(year) == 2:
        year = f"20{year}"
    try:
        date = datetime.date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return PartialDate(date, _precision(match, has_day=day is not None), words)


def _precision(match: re.Match[str], *, has_day: bool) -> Precision:
    if match["vague"]:
        return Precision.APPROXIMATE
    if match["week"]:
        return Precision.WEEK
    return Precision.DAY if has_day else Precision.MONTH


def _month(word: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3].lower() == word[:3].lower())
