"""TOML that people write beside the pages: bounded before it is read, and one plain message where it is wrong."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from flows.errors import UsageError
from flows.problems import Problem
from flows.sources import data_of, source_at, unreadable

LARGEST = 64 * 2**10
"""Bytes that a file of a few lines may have: a sidecar, the description of the dataset."""
LARGEST_OF_ENTRIES = 8 * 2**20
"""Bytes that a file of entries may have: some ten thousand and more."""
HINT = "it needs a few lines only (raw/README.md says which)"
_HELP = 'write lines such as title = "A post" (raw/README.md says which)'
_SHOWN = 80

_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\Z)',
    r"'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)",
    r'"(?:[^"\\\n]|\\[^\n])*+"?',
    r"'[^'\n]*+'?",
)
_QUOTED = re.compile("|".join((*_STRING, r"\#[^\n]*+")), re.DOTALL)
"""Texts in quotation marks, and comments."""
_UNREADABLE = (
    (re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){9}"), "a key of more than 9 parts with dots between"),
    (re.compile(r"(?<![\w+.-])[\w+.-]{201}"), "a number or a word of more than 200 characters without quotation marks"),
)  # fmt: skip
"""What stands in no honest file, and keeps tomllib for minutes or makes numbers that Python does not print."""
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_KEY = re.compile(
    r"^[ \t]*+(?:\[\[?[ \t]*+)?(?:(?P<bare>[\w-]++)|\"(?P<basic>[^\"\n]*+)\"|'(?P<literal>[^'\n]*+)')[ \t]*+[]=.]",
    re.MULTILINE,
)
_BARE = re.compile(rf"[\w-]{{1,{_SHOWN}}}")


class Toml(NamedTuple):
    """A text and what it says."""

    text: str
    values: dict[str, Any]


class NotToml(NamedTuple):
    """Why bytes say nothing, the remedy after the last colon, and the line where it is known."""

    message: str
    line: int | None


def parsed(data: bytes, parse_float: Callable[[str], float | Decimal] = float) -> Toml | NotToml:
    """What these bytes say; a byte order mark at their beginning is none of it. Time is linear in their number."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02x} at byte {error.start} is not UTF-8: save the file as UTF-8"
        return NotToml(message, data.count(b"\n", 0, error.start) + 1)
    return _too_much(text) or _loaded(text, parse_float)


def read_toml(
    file: Path, largest: int, parse_float: Callable[[str], float | Decimal] = float, hint: str = HINT
) -> Toml:
    """What a file says that must be right. Raises UsageError that names it; a pipe or a device is not opened."""
    source = source_at(file.parent, file.name)
    try:
        data = source if isinstance(source, Problem) else data_of(source, largest, hint)
    except OSError as error:
        data = unreadable(file.name, error)
    if isinstance(data, Problem):
        raise UsageError(f"{file}: {data.message}")
    found = parsed(data, parse_float)
    if isinstance(found, NotToml):
        what, _, remedy = found.message.rpartition(": ")
        place = "" if found.line is None else f" (at line {found.line})"
        raise UsageError(f"{file}: {what}{place}: {remedy}")
    return found


def lines_of_keys(text: str) -> Mapping[str, int]:
    """The line, counted from 1, on which each key first stands at the beginning of a line, texts of several lines aside."""
    plain = _QUOTED.sub(lambda found: found[0] if "\n" not in found[0] else _blank(found), text)
    lines: dict[str, int] = {}
    line, end = 1, 0
    for found in _KEY.finditer(plain):
        line, end = line + plain.count("\n", end, found.start()), found.start()
        lines.setdefault(found["bare"] or found["basic"] or found["literal"] or "", line)
    return lines


def shown(value: Any) -> str:
    """A value as a message shows it, on one line and cut where it is long."""
    match value:
        case str():
            said = repr(value)
        case bool():
            said = str(value).lower()
        case dict():
            said = "a table" if value else "{}"
        case list():
            said = "a list" if value else "[]"
        case date():
            said = value.isoformat()
        case _:
            said = str(value)
    return said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"


def shown_key(key: str) -> str:
    """A key as a message shows it: in quotation marks where it needs them in the file."""
    return key if _BARE.fullmatch(key) else shown(key)


def _too_much(text: str) -> NotToml | None:
    plain = _QUOTED.sub(_blank, text)
    for pattern, what in _UNREADABLE:
        if found := pattern.search(plain):
            return NotToml(
                f"not TOML that can be read: {what}: {_HELP}", plain.count("\n", 0, found.start()) + 1
            )
    return None


def _blank(quoted: re.Match[str]) -> str:
    """A word in the place of a text, on as many lines; of a comment these are none."""
    return "q" + "\n" * quoted[0].count("\n") if quoted[0][0] != "#" else ""


def _loaded(text: str, parse_float: Callable[[str], float | Decimal]) -> Toml | NotToml:
    try:
        return Toml(text, tomllib.loads(text, parse_float=parse_float))
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
    except (ValueError, ArithmeticError, RecursionError):
        # Python's limits of digits, exponents and nesting.
        return NotToml(
            f"not TOML that can be read: a value that is too long or nested too deep: {_HELP}", None
        )
    message = f"not TOML: {_PLACE.sub('', reason)}: {_HELP}"
    place = _PLACE.search(reason)
    if place is None:
        return NotToml(message, None)
    return NotToml(
        message, int(place["line"]) if place["line"] else text.count("\n", 0, len(text.rstrip())) + 1
    )
