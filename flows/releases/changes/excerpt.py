"""Values as a list of changes shows them: short ones whole, of long ones what stands around the difference."""

import datetime
import json
from decimal import Decimal
from typing import Any

AROUND = 40
"""Characters that an excerpt shows before the first and after the last that differ."""
LONGEST = 400
"""Characters of a value that are shown whole, and of what differs in an excerpt."""
CUT = "…"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def plain(value: object) -> Any:
    """A value as JSON writes it: dates and times in ISO 8601, decimals as text, lists and structs of such values."""
    if isinstance(value, str | int) or value is None:
        return value
    if isinstance(value, list):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, datetime.date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, Decimal) else value


def as_line(value: Any) -> str:
    """A value of JSON on one line, in its own letters."""
    return _ENCODER.encode(value)


def excerpts(old: object, new: object) -> tuple[Any, Any]:
    """Two values side by side; where one is longer than a reader wants, what stands around their difference.

    A list that is too long becomes an excerpt of its JSON text.
    """
    old, new = plain(old), plain(new)
    if _is_short(old) and _is_short(new):
        return old, new
    return around_difference(_text(old), _text(new))


def around_difference(old: str | None, new: str | None) -> tuple[str | None, str | None]:
    """Both texts from shortly before the first character that differs to shortly after the last."""
    if old is None or new is None:
        return old and shortened(old), new and shortened(new)
    start = common_start(old, new)
    # What is the same at the end must not reach into what is the same at the beginning: "aa" and "aaa".
    end = common_start(old[start:][::-1], new[start:][::-1])
    return tuple(_excerpt(text, start, len(text) - end) for text in (old, new))  # type: ignore[return-value]


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text, its middle left out where it is too long."""
    if len(text) <= longest:
        return text
    return f"{text[: longest // 2]} {CUT} {text[len(text) - longest // 2 :]}"


def common_start(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning; found by halving, for texts may be long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _excerpt(text: str, start: int, end: int) -> str:
    before, after = max(0, start - AROUND), min(len(text), end + AROUND)
    opening, closing = CUT if before else "", CUT if after < len(text) else ""
    return f"{opening}{text[before:start]}{shortened(text[start:end])}{text[end:after]}{closing}"


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else as_line(value)


def _is_short(value: Any) -> bool:
    if isinstance(value, list | dict):
        return len(as_line(value)) <= LONGEST
    return not isinstance(value, str) or len(value) <= LONGEST
