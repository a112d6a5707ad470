"""Dates as British texts write them, kept as partial as they are.

The grammar is the module's own: dateutil and dateparser fill what the words leave out from the day on which they run.
"""

import calendar
import datetime
import re
from enum import StrEnum
from functools import lru_cache
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


def _maybe(pattern: str) -> str:
    return f"(?:{pattern})?"


def _joined(pattern: str, others: int = 1) -> str:
    """One or several, in a range or a list; their number has a limit so that time stays in proportion to the line."""
    return rf"{pattern}(?:{_OR}{pattern}){{0,{others}}}"


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b)"
MONTH = (
    r"(?:J(?:an(?:uary)?|une?|uly?)|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Aug(?:ust)?"
    r"|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b(?:\.(?=\s?['’\d])|(?<=\b[A-Za-z]{3})(?<!(?i:may))\.(?=\s(?-i:[a-z])))?"
)
WEEKDAY_DATE = re.compile(rf"{WEEKDAY},?\s+\S", re.IGNORECASE)

_GAP, _SPACE = r"\s{1,4}", r"\s{0,4}"
_OR = r"\s{0,2}(?:[-–—/&]|\b(?:and/or|and|or|to|until|till)\b)\s{0,2}"
_THE = _maybe(f"the{_GAP}")
_SEASON = r"(?:Spring|Summer|Autumn|Winter|Christmas|Easter|New Year)\b"
_YEAR_IN_FULL = r"(?:19|20)\d\d(?!\d)"
_YEAR = rf"(?:{_YEAR_IN_FULL}|['’‘]\s?\d\d(?!\d))"
_LAST_YEAR = rf"(?:{_YEAR}|\d\d(?={_SPACE}(?:$|[;)]|\.(?!\d))))"
"""Two digits without an apostrophe are a year only where no more is said."""
_BEFORE_YEAR = rf"(?:,?{_GAP}|,|\s?(?=['’‘])|{_GAP}of{_GAP})"

_HALF = r"\s?(?:[ap]\.m\.?|[ap]m\b)"
_HOURS = r"\s?(?:hrs?|hours)\b"
_MIDDLE = r"(?:noon|midday|midnight)\b"
_TIME = (
    rf"(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?(?!\d)(?:{_HALF}|{_HOURS})?(?:\s?\(?{_MIDDLE}\)?)?"
    rf"|(?:1[0-2]|0?\d)(?:{_HALF}|\s?\(?{_MIDDLE}\)?|\s?o['’]clock\b)"
    rf"|[0-2]\d[0-5]\d(?:{_HOURS}|\s?{_MIDDLE})|{_MIDDLE}"
    r"|close of (?:business|play)\b|COB\b|(?:the )?end of (?:the )?(?:business |working )?day\b)(?:\s\(?(?:GMT|BST)\b(?:[+-]\d{1,2})?\)?)?"
)
_TIME_BEFORE = rf"{_joined(_TIME)}{_SPACE}[,–-]?{_SPACE}(?:(?:on|of|at){_GAP})?{_THE}"
_AT = _maybe(f"(?:at|by|before|from|until){_GAP}")
_TIME_BEHIND = rf"(?:{_SPACE}\({_AT}{_joined(_TIME)}\)|(?:\s?[,–-]{_SPACE}|{_GAP}){_AT}{_joined(_TIME)})"

_BETWEEN = rf"between{_GAP}{_THE}"
_AROUND = rf"(?:(?:in|on) or (?:around|about)|on or after|(?:around|about|circa|approximately|approx|roughly)\b\.?|c\.){_SPACE}{_THE}"
_WEEK = (
    r"(?:w\s?[/.]?\s?c|wk\s?/\s?c|w\s?/\s?b|(?:week|wk)s?[\s./-]{1,2}(?:commencing|comm|com|beginning|beg|starting|of))(?![a-z])"
    rf"\.?:?{_SPACE}(?:on{_GAP})?{_THE}"
)
_WEEK_END = rf"(?:w\s?/\s?e|(?:week|wk)[\s.]{{1,2}}(?:ending|end))(?![a-z])\.?:?{_SPACE}(?:on{_GAP})?{_THE}"
_PART = (
    r"(?:early|mid|late|(?:beginning|start|middle|end) of|end"
    r"|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:week|half|part|quarter))\b"
)
_IN_PART = rf"{_joined(_PART)}[-\s]{{1,2}}(?:(?:in|of){_GAP})?{_THE}"

_NAMED = rf"{WEEKDAY}\.?(?:{_OR}{WEEKDAY}\.?)?[,:]?{_SPACE}{_THE}"
_ORDINAL = r"\s?(?:st|nd|rd|th)"
_DAY = rf"\d{{1,2}}(?![\d:]|\.\d)(?:{_ORDINAL})?"
_FULL_DAY = _maybe(_NAMED) + _DAY
_DAYS = rf"(?:{_FULL_DAY}(?:,{_SPACE}{_FULL_DAY}){{0,4}},?{_OR}|(?:\d{{1,2}}{_ORDINAL},{_SPACE}){{1,4}})?{_FULL_DAY}"
_DAYS_OF_MONTH = f"{_DAYS}{_SPACE}(?:(?:day{_GAP})?of{_GAP})?{MONTH}{_maybe(_BEFORE_YEAR + _LAST_YEAR)}"
_DAY_BEHIND_MONTH = rf"{_DAY}(?!{_HALF}|\s?(?:%|{_MIDDLE}|o['’]clock))"
_MONTHS = _joined(rf"{_maybe(_IN_PART)}{MONTH}", 3)
_IN_NUMBERS = r"\d{1,2}(?:/\d{1,2}/|-\d{1,2}-|\.\d{1,2}\.)(?:(?:19|20)\d\d(?!\d)|\d\d(?![\d/.-]*\d))"

_FORMS = (
    # 2019-05-03
    ("iso", r"(?:19|20)\d\d(?:-\d\d-|/\d\d/)\d\d(?!\d)", Precision.DAY),
    # 3/5/2019, 03.05.19, 3-4/5/2019
    ("numbers", _joined(f"{_maybe(_NAMED)}{_maybe(_DAY + _OR)}{_IN_NUMBERS}"), Precision.DAY),
    # 3-May-19
    ("signs", rf"{_maybe(_NAMED)}\d{{1,2}}(?P<sign>[-/.]){MONTH}(?P=sign)(?:{_YEAR_IN_FULL}|\d\d(?!\d))", Precision.DAY),
    # Friday 3rd May 2019; 3, 4 and 5 May; 30 April to 2 May 2019
    ("days", rf"{_DAYS_OF_MONTH}(?:(?:,{_SPACE}{_DAYS_OF_MONTH}){{0,3}},?{_OR}{_maybe(_WEEK)}{_DAYS_OF_MONTH}){{0,2}}", Precision.DAY),
    # Friday, May 3rd, 2019
    ("month_first",
     rf"{_maybe(_NAMED)}{MONTH}{_GAP}{_THE}{_DAY_BEHIND_MONTH}(?:{_OR}{_maybe(MONTH + _GAP)}{_DAY_BEHIND_MONTH}){{0,3}}"
     rf"{_maybe(_BEFORE_YEAR + _YEAR)}", Precision.DAY),
    # the last day of May 2019
    ("last_day", rf"{_THE}last day of{_GAP}{MONTH}{_BEFORE_YEAR}{_LAST_YEAR}", Precision.DAY),
    # May 2019, late May/early June 2019
    ("months", _joined(_MONTHS + _BEFORE_YEAR + _YEAR), Precision.MONTH),
    # Winter 2018/19
    ("season", rf"{_maybe(_IN_PART)}{_SEASON}(?:\s?[/–-]\s?{_SEASON})?(?: (?:term|edition|issue))?{_BEFORE_YEAR}{_YEAR}"
     r"(?:\s?[/–-]\s?(?:\d\d){1,2}(?!\d))?", Precision.YEAR),
    # early 2019
    ("year", rf"{_IN_PART}{_YEAR_IN_FULL}(?![/–-]\d)", Precision.YEAR),
    # mid to late May
    ("vague", _joined(rf"{_IN_PART}(?:{MONTH}|{_SEASON})"), None),
)  # fmt: skip
"""Each form that a date takes, and how exact it is when nothing takes from it; the first that fits is taken."""

_PRECISION = {name: precision for name, _, precision in _FORMS}
_TO_THE_DAY = {name for name, precision in _PRECISION.items() if precision is Precision.DAY}

_FIRST_WORDS = (
    r"a(?:pr|ug|utumn|round|bout|pprox)|b(?:etween|eginning)|c(?:\.|irca|lose|ob|hristmas)|dec|e(?:arly|nd|aster)"
    r"|f(?:eb|ri|irst|ourth)|in\s|j(?:an|u[nl])|l(?:ate|ast)|m(?:ar|ay|on|id)|n(?:ov|oon|ew)|o(?:ct|n\s)|roughly"
    r"|s(?:ep|at|un|pring|ummer|tart|econd)|t(?:ue|hu|he\s|hird)|w"
)
"""The letters with which a date's first word begins, where that is not a number: most words of a text do not."""

DATE = re.compile(
    rf"(?:(?<![\d£€$])(?<!\d[.,:/-])(?=\d)|\b(?={_FIRST_WORDS}))"
    rf"{_maybe(_TIME_BEFORE)}(?P<around>{_AROUND})?{_maybe(_BETWEEN)}(?:(?P<week>{_WEEK})|(?P<week_end>{_WEEK_END}))?"
    rf"(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern, _ in _FORMS)})"
    rf"(?:\s?\({WEEKDAY}\))?{_maybe(_TIME_BEHIND)}",
    re.IGNORECASE,
)
"""A date anywhere in a text, with the words that make it uncertain, the weekday and the time of day."""

_WORD = re.compile(rf"(?P<year>{_YEAR})|(?P<month>{MONTH})|(?P<number>\d{{1,2}})", re.IGNORECASE)
_WHOLE_YEAR = re.compile(_YEAR_IN_FULL)
_TIME_OF_DAY = re.compile(_TIME, re.IGNORECASE)
_NO_MONTHS = re.compile(r"\b(?:may|march|mar)\b")
"""In small letters, without a year, these are other words."""
_SECTION = re.compile(
    r"(?:\b(?:sections?|para(?:graph)?s?|clause|version|ver|v|no|rule|article|schedule|annex|item|chapter|part|PI|PSI|PSO)\.?|§)\s{0,4}$",
    re.IGNORECASE,
)
"""Words before numbers with dots that are no date."""
_FIRST_OF_LAST_CENTURY = 40

_NO_PAPER = r"(?!(?:Acts?|Order|Regulations|Rules|Bill|Code|Room|Box|No|Number|Ext|to|than|of|or|and)\b)"
_MONTHS_ALONE = rf"(?-i:(?=[A-Z])){_joined(MONTH)}"
_SEASONS = _joined(_SEASON)
_ENDS = r"(?=\W{0,3}$|[,;(])"
_LOOSE = re.compile(
    "|".join(
        (
            rf"\b(?:in|during){_GAP}(?P<in_year>{_YEAR_IN_FULL})(?![\w/–-])",
            rf"(?:\b{_NO_PAPER}[a-z'’]{{2,40}}[,:]?{_GAP}|^{_SPACE}[:–-]{_SPACE})(?P<last_year>{_YEAR_IN_FULL})\W{{0,3}}$",
            rf"\b(?:in|by|during|until|from|before|after|since){_GAP}(?P<month>{_MONTHS_ALONE})(?!(?-i:\s[A-Z])|\s?['’\d-])",
            rf"\bin{_GAP}{_THE}(?P<season>{_SEASONS})",
            rf"^\W{{0,6}}(?P<only_month>(?:{_MONTHS_ALONE}|(?-i:(?=[A-Z])){_SEASONS})){_ENDS}",
            rf"^\W{{0,6}}(?P<no_year>{_maybe(_TIME_BEFORE)}{_maybe(_NAMED)}(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])){_ENDS}",
            rf"\b(?P<weekday>{_maybe(_TIME_BEFORE)}{WEEKDAY},?{_GAP}{_THE}\d{{1,2}}(?:st|nd|rd|th)\b)",
            rf"\b(?P<time>{_TIME_BEFORE}{WEEKDAY})",
            r"^[^.;!?]{0,40}?\b(?P<open>as soon as (?:(?:is )?(?:possible|practicable)|vetted|cleared|vetting (?:is )?(?:complete[sd]?|cleared|clears))|asap|immediate(?:ly| start)?(?=\W{0,3}$)"
            r"|to be (?:confirmed|agreed|arranged|advised|announced|decided)|tb[ca])\b",
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
"""What stands for a date in a text without one: a year or month alone, the day of a week, ``as soon as possible``."""


_DIGIT = re.compile(r"\d")
_WORDS = re.compile(
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|christmas|easter|new\s+year|day\b|asap|soon|immediate|tb[ca]|to be"
)
"""In small letters: what every date without a digit, and what stands for one, holds a part of."""
_MONTH_NUMBERS = {month[:3].casefold(): number for number, month in enumerate(MONTHS, 1)}


def find_date(text: str) -> PartialDate | None:
    """The first date in a text, with the time of day at it; without one, the words that stand for it.

    Of several days or a range the first counts. A two-digit year is of this century. Words that give no year, or a
    day that no calendar has, are kept without a date.
    """
    if _DIGIT.search(text) is None and _WORDS.search(text.casefold()) is None:
        return None
    for match in DATE.finditer(text):
        if (date := _read(match)) is not None:
            return date
    loose = _LOOSE.search(text)
    if loose is None:
        return None
    kind = loose.lastgroup or ""
    return _in_year(loose[kind]) if kind in {"in_year", "last_year"} else PartialDate(None, None, loose[kind])


@lru_cache(maxsize=256)
def whole_date(text: str) -> PartialDate | None:
    """The date, or the year, that a whole (stripped) line is, or None; a full stop or comma may end it.

    A date with a time of day behind it is none: such a line tells when a comment was written or when people meet.
    """
    bare = text.rstrip(".,")
    if _WHOLE_YEAR.fullmatch(bare):
        return _in_year(bare)
    match = DATE.fullmatch(text) or (DATE.fullmatch(bare) if bare != text else None)
    if match is None or _TIME_OF_DAY.search(text, match.end(match.lastgroup or 0)):
        return None
    return _read(match)


def _in_year(words: str) -> PartialDate:
    return PartialDate(datetime.date(int(words), 1, 1), Precision.YEAR, words)


def _read(match: re.Match[str]) -> PartialDate | None:
    """What the words of a date give, None where they turn out to be no date."""
    form, words = match.lastgroup or "", match.group()
    core = match[form]
    in_numbers = form in {"iso", "numbers"}
    may_be_section = in_numbers and "/" not in core
    if may_be_section and _SECTION.search(match.string, 0, match.start(form)):
        return None
    year, month, day = _numbers_of(core) if in_numbers else _words_of(form, core)
    if year is None and _NO_MONTHS.search(core):
        return None
    unread = None if may_be_section else PartialDate(None, None, words)
    if year is None or match["week_end"]:
        return unread
    try:
        date = datetime.date(year, month, 1 if day is None else day)
    except ValueError:
        return unread
    if match["around"]:
        return PartialDate(date, Precision.APPROXIMATE, words)
    return PartialDate(date, Precision.WEEK if match["week"] and day else _PRECISION[form], words)


def _numbers_of(core: str) -> tuple[int | None, int, int]:
    """Year, month and day of a date in numbers: the day first, unless the year is."""
    if _WHOLE_YEAR.match(core):
        year, month, day = (int(number) for number in re.findall(r"\d+", core))
        return year, month, day
    first = re.search(r"\d+", core)
    whole = re.search(_IN_NUMBERS, core)
    assert first is not None and whole is not None
    _, month, year = (int(number) for number in re.findall(r"\d+", whole.group()))
    return _year(year), month, int(first.group())


def _words_of(form: str, core: str) -> tuple[int | None, int, int | None]:
    """Year, month and day of a date that names its month; the months before a year are all of it."""
    kinds: list[str] = []
    values: list[int] = []
    for year_word, month_word, number in _WORD.findall(core):
        kinds.append("month" if month_word else "number" if number else "year")
        values.append(_month(month_word) if month_word else int(number or year_word.lstrip("'’‘ ")))
    if form in {"days", "signs"} and kinds[-2:] == ["month", "number"]:
        kinds[-1] = "year"
    at = kinds.index("year") if "year" in kinds else None
    year = None if at is None else _year(values[at])
    months = [value for kind, value in zip(kinds[:at], values, strict=False) if kind == "month"] or [1]
    if year is not None and months[0] > months[-1]:  # from one year into the next
        year -= 1
    if form == "last_day":
        return year, months[0], None if year is None else calendar.monthrange(year, months[0])[1]
    if form not in _TO_THE_DAY:
        return year, months[0], None
    days = values[: kinds.index("month")]
    if days != sorted(days):  # from one month, which is not named, into the next
        year = None
    return year, months[0], values[kinds.index("number")]


def _year(number: int) -> int | None:
    """A year in full; two digits that would rather be of the last century give none."""
    if number > 99:
        return number
    return 2000 + number if number < _FIRST_OF_LAST_CENTURY else None


def _month(word: str) -> int:
    return _MONTH_NUMBERS[word[:3].casefold()]
