"""Salaries as adverts write them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple


class Salary(NamedTuple):
    """What a salary's words say; ``currency`` is ISO 4217, ``period`` one of hour, day, week, month, year."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str | None
    period: str | None
    text: str


CURRENCIES = {
    "£": "GBP", "GBP": "GBP", "POUND": "GBP",
    "€": "EUR", "EUR": "EUR", "EURO": "EUR",
    "$": "USD", "US$": "USD", "USD": "USD", "DOLLAR": "USD",
    "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD",
}  # fmt: skip
"""Signs, codes and names by which a text names a currency; a dollar is of the United States unless it says of where."""

# Of each period: what stands behind "per", "a" or a stroke, its abbreviation, and how what is paid for it is called.
_PERIODS = (
    ("hour", r"hour|hr", r"p[./]?\s?h", r"hourly"),
    ("day", r"day|diem", r"p[./]?d", r"daily"),
    ("week", r"week|wk", r"p[./]?w", r"weekly"),
    ("month", r"(?:calendar )?month", r"p\.?c\.?m", r"monthly"),
    ("year", r"annum|year|yr", r"p[./]?\s?a", r"annual(?:ly)?|yearly"),
)


def _of_each(pattern: str) -> Iterator[tuple[str, str]]:
    """The pattern for each period, with its words."""
    for name, noun, short, rate in _PERIODS:
        yield name, pattern.format(noun=noun, short=short, rate=rate)


def _any_of(patterns: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """The pattern of any period; the group that matches has its name."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns), re.IGNORECASE)


_ANYWHERE = _any_of(_of_each(r"\b(?:per|each)\s(?:{noun})\b|/\s?(?:{noun})\b|(?<![a-z]){short}\b"))
_DIRECTLY = _any_of(_of_each(r"[\s(]{{0,2}}(?:(?:gross|basic|pro rata|FTE)\s)?(?:an?\s(?:{noun})|{rate})\b"))
_A_MONTH = re.compile(r"\s?pm\b")
_OF_RATE = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in _of_each(
        r"\b(?:{rate}|{noun})\s(?:rate|salary|pay|wage|fee)\b|\({short}\.?\)|\bper (?:{noun})\b"
    )
)
_UNIT = "|".join(
    rf"(?:per|an?)\s(?:{noun})\b|/\s?(?:{noun})\b|{short}\b\.?" for _, noun, short, _ in _PERIODS
)
_RISING = re.compile(
    rf"(?:\s?(?:{_UNIT}))?,?\s(?:rising|increasing|progressing)\b(?!.{{0,40}}\bto\b)", re.IGNORECASE
)
"""Behind the one amount of a salary: it has no upper end."""
_HOURS = re.compile(
    r"\b(?:hours?|hrs?|days?|nights?|weeks?|shifts?|sessions?)\s{0,2}(?:(?:per|an?|each|every|in a)\s\w{1,8}|/\s?\w{1,8}|p[./]?[wad]\b)",
    re.IGNORECASE,
)
"""How much is worked, or how long the holidays are: no period of the salary."""

_SIGN = r"(?:\b(?:US|AU?|CA?|NZ)\$|[£€$]|\b(?:GBP|EUR|USD)\b)"
_ANY_SIGN = re.compile(_SIGN, re.IGNORECASE)
_NAME = r"(?:[£€]|\b(?:GBP|EUR|USD|euros?|pounds|dollars)\b)"
_NUMBER = r"\d{1,3}(?:,\s?\d{3})+(?:\.\d\d)?|\d{1,7}(?:\.\d{1,2})?"
_THOUSAND = r"\s?k(?![a-z])|k(?=p\.?a\b|per\b)"
_MILLION = r"\s?(?:m|mn|million|bn|billion|trillion)\b"
_LEAD = (
    r"(?:(?P<upto>up to|(?:a )?maximum(?: of)?|max\.?|not exceeding|(?:no|not) more than|less than|under)"
    r"|(?P<from>(?:starting )?from|starting at|starting salary(?: of)?|(?:a )?minimum(?: of)?|min\.?|at least|(?:no|not) less than"
    r"|upwards of|in excess of|more than|over)|(?P<between>between))\s{1,3}"
)
_ABOUT = r"(?:circa|c|ca|around|about|approx(?:imately)?|in the region of)\b(?!\$)\.?\s{0,3}"
_BAND = r"(?:(?:NPS|CRC|HMPPS|AfC|Probation|Pay|Salary) ){0,2}(?:Band|Grade|Scale|Spine Point|SCP|Level) (?:\d{1,2}[A-Z]?|[A-Z]{1,3}\d?)\b"
_TO = (
    r"\s{0,3}(?:-|–|—|\bto\b(?: a maximum of)?|\bup to\b|\buntil\b"
    r"|,?\s?\b(?:rising|increasing|progressing|going|moving)(?: [a-z]{1,15}){0,4}? to\b(?: a maximum of)?|(?(between)\band\b|(?!)))\s{0,3}"
)
_UNSIGNED_ENDS = (
    r"(?=\s?(?:$|[.,;:()/+&]|-\s|p[./]?\s?(?:a|h|d|w|cm)\b|(?:per|an?|plus|pro|inc\w*|depend\w*|and|with|gross|basic|FTE|DOE|subject"
    rf"|{_NAME})\b|[£€]))"
)
"""What may follow an upper end that has no sign of its own; ``£9.50 - 37 hours`` is no range."""


def _amount(name: str) -> str:
    return rf"(?P<{name}>{_NUMBER})(?P<{name}_k>{_THOUSAND})?(?!\d|[.,]\d|\s\d{{3}}(?!\d)|{_MILLION})"


def _amounts(sign: str, behind: str) -> re.Pattern[str]:
    """The pattern of an amount or range with its currency before or behind it, and the words that bound it."""
    return re.compile(
        rf"(?:{_BAND}[\s:,(–-]{{1,4}})?(?:\b{_LEAD})?(?:\b{_ABOUT})?(?:{sign})\s?(?<![\d.,]){_amount('low')}(?P<more>\+)?"
        rf"(?!(?:\s?(?:{_UNIT}))?{_TO}(?:{_SIGN}\s?)?(?:{_NUMBER}){_MILLION})"
        rf"(?:(?:\s?(?P<unit>{_UNIT}))?{_TO}(?P<sign_too>{_SIGN}\s?)?{_amount('high')}(?(sign_too)|{_UNSIGNED_ENDS}))?(?P<more_too>\+)?{behind}",
        re.IGNORECASE,
    )


RANGE = _amounts(rf"(?P<currency>{_SIGN})", "")
_NAMED_BEHIND = _amounts("", rf"\s?(?P<currency>{_NAME})")
_UNNAMED = _amounts("", r"(?P<currency>(?!))?")
"""Amounts without a currency (its group is there and matches nothing), which only a label makes a salary."""
_LEAST_UNNAMED = 1_000
_BETWEEN_DIGITS = re.compile(r"[,\s]")
_MOST = 1_000_000
_LEAST_IN_FULL = 1_000
"""Below it an end of a range may lack its thousands, as in ``£22-25k``."""
_NEAR = 40
"""Characters before an amount in which the words of its rate may stand."""

_OF_SALARY = (
    r"(?:(?:annual|basic|base|starting|gross|current|full[- ]time) )?(?:salary|pay|remuneration|wages?|stipend|fee|rate of pay"
    r"|(?:hourly|daily|day|weekly|pay) rate)(?: (?:range|scale|package|details|level))?(?: \([^()]{0,40}\)| per annum| p\.?a\.?)?"
)
LABEL = re.compile(
    rf"(?:^\s{{0,4}}{_OF_SALARY}\s{{0,4}}(?:[:\-–—]{{1,2}}|(?=\s{_BAND})|(?<=alary)(?=\s(?:{_ABOUT})?{_SIGN}\s?\d))|(?<=[.;|]\s){_OF_SALARY}\s?:)\s{{0,4}}",
    re.IGNORECASE,
)
_WITHOUT_AMOUNT = re.compile(
    rf"(?:(?:highly |very )?(?:competitive|attractive|negotiable)(?: (?:salary|package|rates?|remuneration|pay))?|{_BAND})"
    r"(?:(?: plus| \+| with| depending| dependent| and| \(|,)[^.!?:]{1,80})?",
    re.IGNORECASE,
)
"""A whole line that speaks of a salary and names none."""

_END = re.compile(
    r"(?<!\bc)(?<!approx)[.!?]\s+(?=[A-Z£“\"‘]|\d{1,2}(?:\.\d{1,2})? ?(?:hours|hrs)\b)|\s*[|•·]|\s{4,}|\t|,\s(?=(?:paid|payable)\s)|\s[-–]\s(?=(?:funded|fixed|permanent|temporary|full|part|based|closing|apply|immediate|starts?|location)\b)|[,;]?\s(?=[A-Z][a-z]{1,20}(?: [a-z]{1,20}){0,2}\s?:)"
)
"""Where a salary's words end: with the sentence, a column, or before the next label."""
_IN_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_FURTHER = re.compile(
    r"(?:[,;/|]|\bor\b|\band\b)\s{0,2}(?!(?:plus|actual|equivalent|bonus|allowance)\b)(?:(?:weekends?|nights?|evenings?|weekdays?|sundays?|saturdays?|bank holidays?|sleep-ins?|inner|outer|london|national|elsewhere|rest of \w+|outside london|up to|and|at|for|paye|umbrella)[\s:]{1,3}){0,3}$",
    re.IGNORECASE,
)
"""Directly before another rate of the same post."""
_BRACKET = re.compile(r"[()]")
_DOTTED = re.compile(r"\b[a-z]\.[a-z]$", re.IGNORECASE)


def find_salary(line: str) -> Salary | None:
    """The salary that a line gives: its words without the label, up to the end of their sentence.

    One amount is both ends. An amount of a million and more is no salary.
    """
    label = LABEL.search(line)
    words = _sentence(line[label.end() :]) if label else line
    match = _find(words, labelled=label is not None)
    if match is None:
        if label is None:
            words = line.strip().rstrip(".")
            return Salary(None, None, None, None, words) if _WITHOUT_AMOUNT.fullmatch(words) else None
        return Salary(None, None, None, None, words) if words else None
    text = words if label else _sentence(words[match.start() :])
    low, high = _with_further(_ends(match), words[match.end() :])
    high = None if high == low and _RISING.match(words, match.end()) else high
    before = line[: label.end()] if label else words[max(0, match.start() - _NEAR) : match.start()]
    period = _period(before, match, text[match.end() - (0 if label else match.start()) :])
    if period is None and (low, high) != _ends(match):
        period = _period("", match, _ANY_SIGN.split(text)[-1])
    sign = match["currency"]
    return Salary(low, high, CURRENCIES[sign.upper().rstrip("S ")] if sign else None, period, text)


def _find(words: str, *, labelled: bool) -> re.Match[str] | None:
    """The first amount that may be a salary; behind a label it may lack its currency."""
    for pattern in (RANGE, _NAMED_BEHIND):
        for match in pattern.finditer(words):
            if max(_number(match, "low"), _number(match, "high")) < _MOST:
                return match
    unnamed = _UNNAMED.match(words) if labelled else None
    return unnamed if unnamed is not None and _LEAST_UNNAMED <= _number(unnamed, "low") < _MOST else None


def _ends(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """The lower and the upper end of a salary."""
    low, high = _number(match, "low"), _number(match, "high")
    if high and low < _LEAST_IN_FULL <= high and low * 1000 <= high:  # £22-25k
        low *= 1000
    elif match["low_k"] and 0 < high < _LEAST_IN_FULL:  # £22k-25
        high *= 1000
    if high < low:  # none, or another amount
        high = low
        is_open = match["from"] or match["more"] or match["more_too"]
    else:
        is_open = match["more_too"]
    if match["upto"]:
        return None, high
    return low, None if is_open else high


def _with_further(
    ends: tuple[Decimal | None, Decimal | None], behind: str
) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest end of all rates of one post: of a town and of another, of weekdays and of weekends.

    What stands in brackets, or is paid besides, is none of them; nor is an amount of another order.
    """
    low, high = ends
    if low is None or high is None:
        return ends
    for match in RANGE.finditer(_IN_BRACKETS.sub("", behind)):
        before = match.string[max(0, match.start() - _NEAR) : match.start()]
        further = _ends(match)
        if _FURTHER.search(before) is None or further[0] is None or further[1] is None:
            break
        if not low / 2 <= further[0] <= further[1] <= high * 2:
            break
        low, high = min(low, further[0]), max(high, further[1])
    return low, high


def _number(match: re.Match[str], name: str) -> Decimal:
    if match[name] is None:
        return Decimal(0)
    number = Decimal(_BETWEEN_DIGITS.sub("", match[name]))
    return number * 1000 if match[f"{name}_k"] else number


def _period(before: str, match: re.Match[str], behind: str) -> str | None:
    """The period named behind the amount and before another amount, else within the range, else before it."""
    for words in (_ANY_SIGN.split(behind, maxsplit=1)[0], match["unit"]):
        if not words:
            continue
        if (directly := _DIRECTLY.match(words)) is not None:
            return directly.lastgroup
        if _A_MONTH.match(words) is not None:
            return "month"
        if (anywhere := _ANYWHERE.search(_HOURS.sub("", words))) is not None:
            return anywhere.lastgroup
    return next((name for name, pattern in _OF_RATE if pattern.search(before)), None)


def _sentence(text: str) -> str:
    """The words up to the end of their sentence, without what encloses or ends them."""
    end = _END.search(text)
    words = (text[: end.start()] if end else text).lstrip()
    text = text.lstrip()
    depth = 0
    for bracket in _BRACKET.finditer(words):
        depth += 1 if bracket.group() == "(" else -1
        if depth < 0:
            words = words[: bracket.start()]
            break
    words = words.rstrip(' .,;:–—|-"”')
    return f"{words}." if _DOTTED.search(words) and text[len(words) :].startswith(".") else words
