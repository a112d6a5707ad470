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
_RANGE = r"(?:(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|–|/|and|&|to)\s?)?"
_DAY = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d|['’]\d\d(?!\d))"
_VAGUE = r"on or (?:around|about|before|after)|around|about|circa|approximately|early(?: in)?|mid-?|late(?: in)?|(?:the )?end of"
_WEEK = r"w/?c\.?|week (?:commencing|comm\.?|beginning|of)|wk\.? comm(?:encing|\.)?|w/b"
_WEEK_END = r"w/e|week ending"

DATE = re.compile(
    rf"(?:(?P<vague>{_VAGUE})\s*|(?P<week>{_WEEK})\s+|(?P<end>{_WEEK_END})\s+)?"
    rf"(?:(?:{WEEKDAY}),?\s+(?:the\s+)?)?"
    r"(?:(?<!\d)(?P<y5>(?:19|20)\d\d)-(?P<m5>\d\d)-(?P<d5>\d\d)(?!\d)"
    rf"|(?<!\d){_RANGE.format('r1')}{_DAY.format('d1')}\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+{_YEAR.format('y1')})?"
    rf"|(?P<m2>{MONTH})\s+{_DAY.format('d2')}(?!\d)(?:,?\s+{_YEAR.format('y2')})?"
    rf"|(?P<m3>{MONTH}),?\s+{_YEAR.format('y3')}"
    r"|(?<![\d/.-])(?P<d4>\d{1,2})(?P<sep>[/.-])(?P<m4>\d{1,2})(?P=sep)(?P<y4>(?:19|20)\d\d(?!\d)|\d\d(?![\d/.-]*\d)))",
    re.IGNORECASE,
)
"""A date anywhere in a text: day and month with or without a year, month and year, or all in numbers, day first."""

_SECTION = re.compile(r"\b(?:section|para(?:graph)?|clause|version|v|no|rule)\.?\s*$", re.IGNORECASE)
"""Words before numbers with dots that are no date."""

WEEKDAY_DATE = re.compile(rf"(?:{WEEKDAY}),?\s+\S", re.IGNORECASE)


def find_date(text: str) -> PartialDate | None:
    """The first date in a text. Of a range it is the first day; a two-digit year is of this century.

    Words that give no year, or a day that no calendar has, are kept without a date.
    """
    for match in DATE.finditer(text):
        if match["sep"] != "." or not _SECTION.search(text, 0, match.start()):
            return _partial(match)
    return None


def whole_date(text: str) -> PartialDate | None:
    """The date that a whole (stripped) line is, or None; a full stop or comma may end it."""
    match = DATE.fullmatch(text.rstrip(".,"))
    return None if match is None else _partial(match)


def _partial(match: re.Match[str]) -> PartialDate:
    groups = match.groupdict()
    day = groups["r1"] or groups["d1"] or groups["d2"] or groups["d4"] or groups["d5"]
    year = groups["y1"] or groups["y2"] or groups["y3"] or groups["y4"] or groups["y5"]
    number = groups["m4"] or groups["m5"]
    month = int(number) if number else _month(groups["m1"] or groups["m2"] or groups["m3"])
    words = match.group()
    unreadable = PartialDate(None, None, words)
    if year is None or groups["end"]:
        return unreadable
    year = year.lstrip("'’")
    try:
        date = datetime.date(int(year) + (2000 if len(year) == 2 else 0), month, int(day or 1))
    except ValueError:
        return unreadable
    return PartialDate(date, _precision(match, has_day=day is not None), words)


def _precision(match: re.Match[str], *, has_day: bool) -> Precision:
    if match["vague"]:
        return Precision.APPROXIMATE
    if match["week"]:
        return Precision.WEEK
    return Precision.DAY if has_day else Precision.MONTH


def _month(word: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month[:3].lower() == word[:3].lower())
