"""Salaries as adverts write them."""

import re
from decimal import Decimal
from typing import NamedTuple


class Salary(NamedTuple):
    """What a salary's words say; ``currency`` is ISO 4217, ``period`` one of hour, day, week, month, year."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str | None
    period: str | None
    text: str


CURRENCIES = {"£": "GBP", "€": "EUR", "$": "USD"}

PERIODS = (
    ("hour", re.compile(r"per hour|an hour|/h(?:ou)?r\b|\bp[./]?h\b|hourly", re.IGNORECASE)),
    ("day", re.compile(r"per day|a day|daily|per diem", re.IGNORECASE)),
    ("week", re.compile(r"per week|a week|p\.?w\b|weekly", re.IGNORECASE)),
    ("month", re.compile(r"per month|a month|p\.?c\.?m\b|monthly", re.IGNORECASE)),
    ("year", re.compile(r"per annum|p\.?a\b\.?|per year|a year|annually|annual salary", re.IGNORECASE)),
)

_AMOUNT = r"(?P<{0}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d\d)?|\d+(?:\.\d\d)?)(?P<{0}k>[kK])?"
RANGE = re.compile(
    rf"(?P<upto>up to\s+)?(?P<from>(?:from|starting at|minimum(?: of)?)\s+)?(?P<between>between\s+)?"
    rf"(?P<sign>[£€$])\s?{_AMOUNT.format('low')}(?!\s?(?:m\b|bn\b|million|billion)|[\d.]*\d)(?P<more>\+)?"
    rf"(?:\s*(?:to|up to|-|–|—|,?\s*rising to|(?(between)and|\b\B))\s*[£€$]?\s?{_AMOUNT.format('high')})?"
)
LABEL = re.compile(r"(?:Salary|Pay|Salary range|Remuneration)\s*[:\-–]\s*", re.IGNORECASE)


def find_salary(line: str) -> Salary | None:
    """The salary that a line gives: its words without the label, up to the end of their sentence."""
    label = LABEL.match(line)
    words = line[label.end() :] if label else line
    match = RANGE.search(words)
    if match is None:
        return Salary(None, None, None, None, _sentence(words)) if label and words else None
    low = _number(match["low"], match["lowk"])
    high = _number(match["high"], match["highk"]) if match["high"] else None
    if high is not None and match["highk"] and not match["lowk"] and low < 1000:
        low *= 1000
    if high is not None and high < low:  # another amount, not the end of a range
        high = None
    text = _sentence(words) if label else _sentence(words[match.start() :])
    period = _period(words[match.end() :])
    currency = CURRENCIES[match["sign"]]
    if match["upto"]:
        return Salary(None, low, currency, period, text)
    is_open = high is None and (match["from"] or match["more"])
    return Salary(low, None if is_open else (high or low), currency, period, text)


def _period(behind: str) -> str | None:
    """The period named first behind an amount, and before another amount."""
    behind = re.split(r"[£€$]", behind, maxsplit=1)[0]
    found = [(match.start(), name) for name, pattern in PERIODS if (match := pattern.search(behind))]
    return min(found)[1] if found else None


def _number(digits: str, thousand: str | None) -> Decimal:
    number = Decimal(digits.replace(",", ""))
    return number * 1000 if thousand else number


def _sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence."""
    return re.split(r"\.\s+(?=[A-Z])", text, maxsplit=1)[0].rstrip(" .")
