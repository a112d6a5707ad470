"""What the keys of a sidecar may hold: one function a kind of value, and the table of the keys."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from flows.dates import Precision

YEARS = range(1900, 2100)
"""The years that a date may be of."""
_PARTIAL = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_PRECISIONS = (Precision.YEAR, Precision.MONTH, Precision.DAY)


class Dated(NamedTuple):
    """A date as exact as it is known: the first day of its month or year where it is no day."""

    date: date
    precision: Precision


class Key(NamedTuple):
    """What a key of a sidecar may hold: a function that reads its value, None where it is wrong, and what would be right."""

    read: Callable[[Any], Any]
    expected: str


def _line(value: Any) -> str | None:
    """A text of one line that says something, without the blanks around it."""
    if not isinstance(value, str) or not value.strip():
        return None
    line = value.strip()
    return None if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in line) else line


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _address(value: Any) -> str | None:
    line = _line(value)
    if line is None or any(map(str.isspace, line)):
        return None
    try:
        parts = urlsplit(line)
        return line if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:  # brackets that hold no address
        return None


def _dated(value: Any) -> Dated | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        found = Dated(value, Precision.DAY)
    elif isinstance(value, str) and (match := _PARTIAL.fullmatch(value.strip())) is not None:
        given = [int(part) for part in match.groups() if part is not None]
        try:
            found = Dated(date(*given, *[1] * (3 - len(given))), _PRECISIONS[len(given) - 1])
        except ValueError:  # no such month or day
            return None
    else:
        return None
    return found if found.date.year in YEARS else None


def _document(value: Any) -> str | None:
    """A document id in the form that ids have: a relative path with forward slashes, in Unicode NFC."""
    line = _line(value)
    if line is None or "\\" in line or line.lower().endswith((".txt", ".toml")):
        return None
    parts = line.split("/")
    return None if any(part in ("", ".", "..") for part in parts) else unicodedata.normalize("NFC", line)


_A_LINE = "a text of one line, in quotation marks"
_A_DATE = (
    f'a day such as 2018-03-05 without quotation marks, a month such as "2018-03" or a year such as "2018", '
    f"from {YEARS.start} to {YEARS.stop - 1}"
)

KEYS: dict[str, Key] = {
    "url": Key(_address, 'the address of the page, such as "https://blog.example/2018/03/a-post.html"'),
    "captured_on": Key(_dated, _A_DATE),
    "published_on": Key(_dated, _A_DATE),
    "title": Key(_line, _A_LINE),
    "author": Key(_line, _A_LINE),
    "licence": Key(_line, f'{_A_LINE}: an SPDX identifier such as "CC-BY-4.0", or words'),
    "note": Key(_text, "a text, in quotation marks"),
    "same_as": Key(
        _document, 'a document id such as "2018/a-post": the path below the source folder, without .txt'
    ),
}
"""Every key that a sidecar may have."""
