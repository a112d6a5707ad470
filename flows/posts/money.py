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
    ("hour", re.compile(r"per hour|an hour|/hour|p\.?h\b|hourly", re.IGNORECASE)),
    ("day", re.compile(r"per day|a day|daily|per diem", re.IGNORECASE)),
    ("week", re.compile(r"per week|a week|p\.?w\b|weekly", re.IGNORECASE)),
    ("month", re.compile(r"per month|a month|p\.?c\.?m\b|monthly", re.IGNORECASE)),
    ("year", re.compile(r"per annum|p\.?a\b\.?|per year|a year|annually|annual salary", re.IGNORECASE)),
)

_AMOUNT = r"(?P<{0}>\d{{1,3}}(?:,\d{{3}})+(?:\.\d\d)?|\d+(?:\.\d\d)?)(?P<{0}k>[kK])?"
RANGE = re.compile(
    rf"(?P<upto>up to\s+)?(?P<sign>[£€$])\s?{_AMOUNT.format('low')}"
    rf"(?:\s*(?:to|-|–|—|and|rising to)\s*[£€$]?\s?{_AMOUNT.format('high')})?"
)
LABEL = re.compile(r"(?:Salary|Pay|Salary range|Remuneration)\s*[:\-–]\s*", re.IGNORECASE)


def find_salary(line: str) -> Salary | None:
    """The salary that a line gives: its words without the label, up to the end of their sentence."""
    label = LABEL.match(line)
    words = line[label.end() :] if label else line
    match = RANGE.search(words)
    if match is None:
        return Salary(None, None, None, None, _sentence(words)) if label and words else None
    low, high = _number(match["low"], match["lowk"]), None
    if match["high"]:
        high = _number(match["high"], match["highk"])
    text = _sentence(words) if label else _sentence(words[match.start() :])
    period = next((name for name, pattern in PERIODS if pattern.search(text)), None)
    currency = CURRENCIES[match["sign"]]
    if match["upto"]:
        return Salary(None, low, currency, period, text)
    return Salary(low, low if high is None else high, currency, period, text)


def _number(digits: str, thousand: str | None) -> Decimal:
    number = Decimal(digits.replace(",", ""))
    return number * 1000 if thousand else number


def _sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence."""
    return re.split(r"\.\s+(?=[A-Z])", text, maxsplit=1)[0].rstrip(" .")
