"""Times of comments as Blogger writes them, in the format and language that the blog's owner chose."""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from flows.languages import LANGUAGES
from flows.page import Page, Span, lines_with
from flows.patterns import one_of


class Time(NamedTuple):
    """A time as it stands in a text."""

    start: int
    end: int
    words: str
    has_date: bool
    """Whether it is more than the clock alone."""
    named: datetime.datetime | None
    """The moment, where its words alone give it."""
    in_numbers: re.Match[str] | None = None
    """A date in numbers, whose order other dates may tell."""


_time_of = partial(tuple.__new__, Time)


def _months() -> dict[str, int]:
    """Every name and short form of a month, in small letters, with its number."""
    numbers: dict[str, int] = {}
    for row in LANGUAGES:
        for number, names in enumerate(row.months.lower().split(), 1):
            name, *short = names.split("/")
            for form in (name, *short, name[:3]):
                numbers.setdefault(form, number)
    return numbers


MONTHS = _months()
_MONTH = one_of(set(MONTHS))
_WEEKDAYS = {day for row in LANGUAGES for day in row.weekdays.lower().split()}
_WEEKDAY = one_of(_WEEKDAYS)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_JOINT = r"(?:,|,?\s+(?:at|um|à|a\s+las?|às|alle(?:\s+ore)?|om|de))?"
_HOUR, _MINUTE = r"[01]?\d|2[0-3]", r"[0-5]\d"
_CLOCK = rf"(?P<hour>{_HOUR}):(?P<minute>{_MINUTE})(?::(?P<second>[0-5]\d))?"
_HALF = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s+Uhr)?"
_HALF_BEFORE_TEXT = r"(?:\s(?P<half>(?-i:[AP](?=M)|[ap](?=\.)))(?:(?-i:M)|\.\s?m\.?))?"
_DATE = (
    rf"(?:(?P<d1>{_DAY})\.?\s+(?:de\s+)?(?P<m1>{_MONTH})\.?,?\s+(?:de\s+)?(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>{_DAY}),\s+(?P<y2>\d{{4}})"
    r"|(?P<n1>\d{1,2})(?P<mark>[/.-])(?P<n2>\d{1,2})(?P=mark)(?P<y3>\d{4}|\d{2})"
    r"|(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2}))"
)
_DATED = rf"(?:(?!\d)(?:{_WEEKDAY}),?\s+)?{_DATE}{_JOINT}\s+"
_AT_END = re.compile(rf"(?:{_DATED})?{_CLOCK}{_HALF}$", re.IGNORECASE)
_CLOCK_AT_END = re.compile(rf"\d:\d\d{_HALF}$", re.IGNORECASE)
_DATED_TIME = re.compile(rf"{_DATED}{_CLOCK}{_HALF_BEFORE_TEXT}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BEFORE_DIGITS = re.compile(
    rf"(?:(?:{_WEEKDAY}),?\s+(?:(?:{_MONTH})\.?\s+)?|(?:{_MONTH})\.?\s+)$", re.IGNORECASE
)
"""The words with which a date begins where it does not with digits."""
_ENDS_OF_WORDS = frozenset(word[-3:] for word in (*MONTHS, *_WEEKDAYS))
"""The last letters of such words, in small letters: a quick look tells most names from them."""
_COMMON = re.compile(rf"({_DAY}) ([A-Z][a-z]+) (\d{{4}}) at ({_HOUR}):({_MINUTE})(?![\s:])")
"""The commonest form, ``22 February 2016 at 08:11``: what it matches, the general patterns take ten times as long for."""
_CAPITALISED = {word.capitalize(): number for word, number in MONTHS.items()}
_LONGEST_COMMON = len("22 ") + max(map(len, MONTHS)) + len(" 2016 at 08:11")
_AFTER_COLON = len(":11")
_YEAR_AND_HOUR = re.compile(rf"\d{_JOINT}\s+\d{{1,2}}$", re.IGNORECASE)
_DAY_LINE = re.compile(rf"(?P<weekday>(?:{_WEEKDAY}),?\s+)?{_DATE}", re.IGNORECASE)
_DAY_IN_TEXT = re.compile(rf"(?P<weekday>{_WEEKDAY}),?\s+{_DATE}", re.IGNORECASE)
_LONGEST = 60
_LONGEST_AFTER_HOUR = 20
_ENDINGS = frozenset("mMrR.")
"""What a time ends with where not with a digit: ``AM``, ``p. m.``, ``Uhr``."""


def timestamp_at_end(text: str, start: int, end: int) -> Time | None:
    """The time with which a line ends, taken as long as it can be."""
    last = text[end - 1]
    if last.isdecimal() and end - start >= 4 and text[end - 3] == ":":
        if (time := _common(text, start, end)) is not None:
            return time
    elif last not in _ENDINGS:
        return None
    start = max(start, end - _LONGEST)
    colon = text.rfind(":", start, end)
    if colon <= start or _CLOCK_AT_END.match(text, colon - 1, end) is None:
        return None
    match = _first(_AT_END, text, start, end, colon)
    return None if match is None else _time(match)


@lru_cache(maxsize=8)
def times_at_ends(page: Page) -> dict[int, Time]:
    """The times with which lines of a page end, by line, in order: each dialect asks for them in turn."""
    text, lines = page.text, page.lines
    found: dict[int, Time] = {}
    for line in lines_with(page, ":"):
        start, end = lines[line]
        if (time := timestamp_at_end(text, start, end)) is not None:
            found[line] = time
    return found


def _common(text: str, start: int, end: int) -> Time | None:
    """The time with which a line ends, if it has the commonest form: just what the general pattern would find."""
    match = _COMMON.search(text, max(start, end - _LONGEST_COMMON), end)
    if match is None or match.end() != end:
        return None
    day, name, year, hour, minute = match.groups()
    month, first = _CAPITALISED.get(name), match.start()
    if month is None or _may_begin_before(text, max(start, end - _LONGEST), first):
        return None
    try:
        named = datetime.datetime(int(year), month, int(day), int(hour), int(minute))
    except ValueError:
        named = None
    return _time_of((first, end, match[0], True, named, None))


def _may_begin_before(text: str, start: int, digits: int) -> bool:
    """Whether words with which a date begins may stand before these digits."""
    if digits <= start or not text[digits - 1].isspace():
        return False
    before = text[start:digits].rstrip().rstrip(".,")
    return before[-3:].lower() in _ENDS_OF_WORDS


def _time(match: re.Match[str]) -> Time:
    """What a general pattern matched."""
    has_date, is_named = match.start("hour") > match.start(), match["n1"] is None
    named = _moment(match, None) if has_date and is_named else None
    return Time(*match.span(), match[0], has_date, named, None if is_named else match)


def _first(pattern: re.Pattern[str], text: str, start: int, end: int, last: int) -> re.Match[str] | None:
    """The first match that ``search`` would find from ``start`` on, begun before ``last``.

    It is tried only where one may begin: at a digit, or at the words before it.
    """
    words = start
    for digits in _DIGITS.finditer(text, start, last):
        first, after = digits.span()
        if _may_begin_before(text, words, first):
            before = _BEFORE_DIGITS.search(text, words, first)
            if before is not None and (match := pattern.match(text, before.start(), end)) is not None:
                return match
        for place in range(first, after):
            if (match := pattern.match(text, place, end)) is not None:
                return match
        words = after
    return None


def dated_times(text: str, start: int, end: int) -> Iterator[Span]:
    """Where times with their dates stand within a line, in order; what follows one may be glued to it. Linear in the line."""
    colon = text.find(":", start, end)
    while colon >= 0:
        first = max(start, colon - _LONGEST)
        start = colon + 1  # no date holds a colon
        if _ends_with_hour(text, first, colon):
            time = _dated_time(text, first, colon, end)
            if time is not None:
                yield time
                start = time.end
        colon = text.find(":", start, end)


def _dated_time(text: str, start: int, colon: int, end: int) -> Span | None:
    """The time with its date, begun here or further on, whose hour ends with this colon."""
    last = colon + _AFTER_COLON
    common = _COMMON.search(text, max(start, last - _LONGEST_COMMON), min(end, last + 1))
    if common is not None and common.end() == last and common[2] in _CAPITALISED:
        first = common.start()
        if not _may_begin_before(text, start, first):
            return Span(first, last)
    if _YEAR_AND_HOUR.search(text, start, colon) is None:
        return None
    time = _first(_DATED_TIME, text, start, min(end, colon + _LONGEST_AFTER_HOUR), colon)
    return Span(*time.span()) if time is not None and time.start("minute") == colon + 1 else None


def _ends_with_hour(text: str, start: int, end: int) -> bool:
    """Whether one or two digits behind a blank stand here: most colons are no clock's."""
    first = end - 1
    if first > start and text[first].isdecimal() and text[first - 1].isdecimal():
        first -= 1
    return first > start and text[first].isdecimal() and text[first - 1].isspace()


def may_lose_digit(time: Time) -> bool:
    """Whether the first digit of a time may as well end a name that is glued before it."""
    words = time.words
    if not words[:2].isdecimal() or words[2].isdecimal():
        return False
    return words[1] != "0" or not time.has_date


def without_first_digit(time: Time) -> Time:
    """A time that may lose its first digit, without it."""
    words = time.words[1:]
    if time.named is not None:
        return Time(time.start + 1, time.end, words, time.has_date, time.named.replace(day=int(words[0])))
    match = _AT_END.match(words)
    assert match is not None, "a time with a digit less is a time"
    return _time(match)._replace(start=time.start + 1, end=time.end)


def moment(time: Time, day_first: bool | None) -> datetime.datetime | None:
    """The moment that a time names, None where it has no date or its numbers may be read in two ways."""
    return time.named if time.in_numbers is None else _moment(time.in_numbers, day_first)


def _moment(match: re.Match[str], day_first: bool | None) -> datetime.datetime | None:
    day, hour = _day(match, day_first), _hour(int(match["hour"]), match["half"])
    if day is None or hour is None:
        return None
    minute, second = match.group("minute", "second")
    return datetime.datetime(day.year, day.month, day.day, hour, int(minute), int(second or 0))


def day_on_line(line: str, *, needs_weekday: bool = True) -> datetime.date | None:
    """The day that a whole (stripped) line names, with its weekday as the header of a blog's posts does, or without."""
    match = _DAY_LINE.fullmatch(line) if len(line) <= _LONGEST else None
    return None if match is None or (needs_weekday and not match["weekday"]) else _day(match, None)


def first_day(text: str) -> datetime.date | None:
    """The first day that a text names by its weekday and date."""
    start = 0
    while (match := _first(_DAY_IN_TEXT, text, start, len(text), len(text))) is not None:
        if (day := _day(match, None)) is not None:
            return day
        start = match.end()
    return None


def _day(match: re.Match[str], day_first: bool | None) -> datetime.date | None:
    d1, m1, y1, d2, m2, y2 = match.group("d1", "m1", "y1", "d2", "m2", "y2")
    day, year = d1 or d2, y1 or y2
    month: str | int | None = MONTHS.get((m1 or m2).lower()) if m1 or m2 else None
    if match["y4"]:
        year, month, day = match.group("y4", "m4", "d4")
    elif match["n1"] and day_first is not None:
        day, month = match.group("n1", "n2") if day_first else match.group("n2", "n1")
        year = match["y3"] if len(match["y3"]) == 4 else f"20{match['y3']}"
    if day is None or month is None or year is None:
        return None
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _hour(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half in "pP" else 0)


def order_of_numbers(times: list[Time]) -> bool | None:
    """Whether the day stands before the month in dates written in numbers, as far as these times show it."""
    matches = [time.in_numbers for time in times if time.in_numbers is not None]
    numbers = [(int(match["n1"]), int(match["n2"])) for match in matches]
    day_first = any(first > 12 for first, _ in numbers) or any(match["mark"] == "." for match in matches)
    month_first = any(second > 12 for _, second in numbers)
    return None if day_first == month_first else day_first
