"""What a record of a shard says of its page beside the text: its address and the day on which it was fetched.

A sidecar says the same of a page in a file of its own. Pages never give either themselves.
"""

import re
from datetime import UTC, datetime
from typing import Any

from flows.problems import CODES, Problem
from flows.records import Row
from flows.sidecars.values import KEYS, Dated

_COMPACT = re.compile(r"\d{8}(?:\d{6})?")
"""As crawls write a time: 20180305104200."""
_SHOWN = 80


def described(row: Row, url: Any, date: Any) -> tuple[Row, list[Problem]]:
    """The row of a document with what its record says, and what is wrong with that, which is left out."""
    cells, problems = dict(row), list[Problem]()
    if (given := _text(url)) is not None:
        cells["url"] = KEYS["url"].read(given)
        if cells["url"] is None:
            problems.append(
                _invalid(row, f"its address {_shown(given)} is none that begins with http:// or https://")
            )
    if (given := _text(date)) is not None:
        dated = _dated(given)
        if dated is None:
            problems.append(
                _invalid(
                    row, f"its date {_shown(given)} is none of the form 2018-03-05 or 2018-03-05T10:26:00Z"
                )
            )
        else:
            cells |= {"captured_on": dated.date, "captured_on_precision": dated.precision.value}
    return cells, problems


def _text(value: Any) -> str | None:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    text = text if text is None or isinstance(text, str) else str(text)
    return text.strip() or None if text is not None else None


def _dated(text: str) -> Dated | None:
    """The day in UTC of a time, or a day, month or year."""
    read = KEYS["captured_on"].read
    found: Dated | None = read(text)
    if found is not None:
        return found
    written = f"{text[:8]}T{text[8:]}" if _COMPACT.fullmatch(text) else text
    try:
        time = datetime.fromisoformat(written.removesuffix("T"))
        day: Dated | None = read((time.astimezone(UTC) if time.tzinfo else time).date())
    except (ValueError, OverflowError):
        return None
    return day


def _invalid(row: Row, message: str) -> Problem:
    code = "record_value_invalid"
    return Problem(
        row["source"], row["document_id"], CODES[code][0], code, f"{message}: it is left out; mend the record"
    )


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")
