"""Times of comments as Blogger writes them, in the format and language that the blog's owner chose."""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from flows.languages import LANGUAGES
from flows.page import Page, lines_with


def _months() -> dict[str, int]:
    """Every name and short form of a month, in small letters, with its number."""
    numbers: dict[str, int] = {}
    for row in LANGUAGES:
        for number, names in enumerate(row.months.lower().split(), 1):
            name, *short = names.split("/")
            for form in (name, *short, name[:3]):
                numbers.setdefault(form, number)
    return numbers


def _one_of(words: set[str]) -> str:
    """Pattern of any of these words, the longest that fits, told apart by their first letters for speed."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))


MONTHS = _months()
_MONTH = _one_of(set(MONTHS))
_WEEKDAY = _one_of({day for row in LANGUAGES for day in row.weekdays.lower().split()})
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_JOINT = r"(?:,|,?\s+(?:at|um|à|a\s+las?|às|alle(?:\s+ore)?|om|de))?"
_CLOCK = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
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
_YEAR_AND_HOUR = re.compile(rf"\d{_JOINT}\s+\d{{1,2}}$", re.IGNORECASE)
_DAY_LINE = re.compile(rf"(?P<weekday>(?:{_WEEKDAY}),?\s+)?{_DATE}", re.IGNORECASE)
_DAY_IN_TEXT = re.compile(rf"(?P<weekday>{_WEEKDAY}),?\s+{_DATE}", re.IGNORECASE)
_LONGEST = 60
_LONGEST_AFTER_HOUR = 20
_ENDINGS = frozenset("mMrR.")
"""What a time ends with where not with a digit: ``AM``, ``p. m.``, ``Uhr``."""


def timestamp_at_end(text: str, start: int, end: int) -> re.Match[str] | None:
    """The time with which a line ends, taken as long as it can be; the match has the groups that this module reads."""
    last = text[end - 1]
    if not (last.isdecimal() and end - start >= 4 and text[end - 3] == ":") and last not in _ENDINGS:
        return None
    start = max(start, end - _LONGEST)
    colon = text.rfind(":", start, end)
    if colon <= start or _CLOCK_AT_END.match(text, colon - 1, end) is None:
        return None
    return _first(_AT_END, text, start, end, colon)


@lru_cache(maxsize=8)
def times_at_ends(page: Page) -> dict[int, re.Match[str]]:
    """The times with which lines of a page end, by line, in order: each dialect asks for them in turn."""
    found: dict[int, re.Match[str]] = {}
    for line in lines_with(page, ":"):
        if (time := timestamp_at_end(page.text, *page.lines[line])) is not None:
            found[line] = time
    return found


def _first(pattern: re.Pattern[str], text: str, start: int, end: int, last: int) -> re.Match[str] | None:
    """The first match that ``search`` would find from ``start`` on, begun before ``last``.

    It is tried only where one may begin: at a digit, or at the words before it.
    """
    words = start
    for digits in _DIGITS.finditer(text, start, last):
        first, after = digits.span()
        if first > words and text[first - 1].isspace():
            before = _BEFORE_DIGITS.search(text, words, first)
            if before is not None and (match := pattern.match(text, before.start(), end)) is not None:
                return match
        for place in range(first, after):
            if (match := pattern.match(text, place, end)) is not None:
                return match
        words = after
    return None


def dated_times(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The times with their dates within a line, in order; what follows one may be glued to it. Linear in the line."""
    colon = text.find(":", start, end)
    while colon >= 0:
        first = max(start, colon - _LONGEST)
        start = colon + 1  # no date holds a colon
        if _ends_with_hour(text, first, colon) and _YEAR_AND_HOUR.search(text, first, colon) is not None:
            time = _first(_DATED_TIME, text, first, min(end, colon + _LONGEST_AFTER_HOUR), colon)
            if time is not None and time.start("minute") == start:
                yield time
                start = time.end()
        colon = text.find(":", start, end)


def _ends_with_hour(text: str, start: int, end: int) -> bool:
    """Whether one or two digits behind a blank stand here: most colons are no clock's."""
    first = end - 1
    if first > start and text[first].isdecimal() and text[first - 1].isdecimal():
        first -= 1
    return first > start and text[first].isdecimal() and text[first - 1].isspace()


def has_date(match: re.Match[str]) -> bool:
    """Whether a time has its date, and is not the clock alone."""
    return (
        match["d1"] is not None
        or match["d2"] is not None
        or match["n1"] is not None
        or match["y4"] is not None
    )


def shortened(match: re.Match[str]) -> int | None:
    """Where a time begins if its first digit ends a name that is glued before it; None where it cannot be so."""
    number = next((name for name in ("d1", "n1") if match[name]), None if has_date(match) else "hour")
    if number is None or match.start(number) != match.start() or len(match[number]) < 2:
        return None
    return match.start() + 1 if number == "hour" or match[number][1] != "0" else None


def moment(match: re.Match[str], day_first: bool | None) -> datetime.datetime | None:
    """The moment that a time names, None where it has no date or its numbers may be read in two ways."""
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
    month = str(MONTHS[(m1 or m2).lower()]) if m1 or m2 else None
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


def order_of_numbers(matches: list[re.Match[str]]) -> bool | None:
    """Whether the day stands before the month in dates written in numbers, as far as these times show it."""
    numbers = [(int(match["n1"]), int(match["n2"])) for match in matches if match["n1"]]
    day_first = any(first > 12 for first, _ in numbers) or any(match["mark"] == "." for match in matches)
    month_first = any(second > 12 for _, second in numbers)
    return None if day_first == month_first else day_first
