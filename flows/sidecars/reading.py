"""Reading sidecars: strictly, and key by key, so that one that is wrong leaves the others."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from flows.problems import CODES, Problem
from flows.sidecars.values import KEYS, Dated
from flows.sources import Source, data_of, unreadable

LARGEST = 64 * 2**10
"""Bytes that a sidecar may have."""
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_SHOWN = 80
_MOST_LINES = 20
"""Lines that are tried for a key before its place is left unsaid."""


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What a sidecar says of a page. ``name`` is the file's path relative to the SOURCE.

    ``same_as`` is the id of the document that shows the same post; ``note`` is for people and goes into no table.
    """

    name: str
    url: str | None = None
    captured_on: Dated | None = None
    published_on: Dated | None = None
    title: str | None = None
    author: str | None = None
    licence: str | None = None
    note: str | None = None
    same_as: str | None = None


class Sidecars(NamedTuple):
    """The sidecars of pages by document id, and what is wrong with them."""

    by_document: Mapping[str, Sidecar]
    problems: tuple[Problem, ...]


def read_sidecars(sources: Sequence[Source]) -> Sidecars:
    """What these files say (``Listing.sidecars``). A key that is wrong is left out of its sidecar and is a problem."""
    found: dict[str, Sidecar] = {}
    problems: list[Problem] = []
    for source in sources:
        data = _data(source)
        if isinstance(data, Problem):
            problems.append(data._replace(document_id=source.document_id))
        else:
            found[source.document_id], wrong = sidecar_of(data, source.name, source.document_id)
            problems += wrong
    return Sidecars(found, tuple(problems))


def sidecar_of(data: bytes, name: str, document_id: str) -> tuple[Sidecar, list[Problem]]:
    """The sidecar in these bytes, and what is wrong with it: it says nothing where they are no TOML."""

    def problem(message: str, line: int | None = None) -> Problem:
        return Problem(name, document_id, CODES["sidecar_invalid"][0], "sidecar_invalid", message, line)

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} at byte {error.start} is not UTF-8: save the file as UTF-8"
        return Sidecar(name), [problem(message, line)]
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Sidecar(name), [problem(*_not_toml(error, text))]
    taken = {key: KEYS[key].read(value) for key, value in values.items() if key in KEYS}
    if taken.get("same_as") == document_id:
        taken["same_as"] = None
    wrong = [key for key in values if taken.get(key) is None]
    problems = [problem(_complaint(key, values[key]), line_of(text, key)) for key in wrong]
    return Sidecar(name, **{key: value for key, value in taken.items() if value is not None}), problems


def _data(source: Source) -> bytes | Problem:
    try:
        return data_of(source, LARGEST, "it needs a few lines only (raw/README.md says which)")
    except OSError as error:
        return unreadable(source.name, error)


def _not_toml(error: Exception, text: str) -> tuple[str, int | None]:
    reason = (
        str(error)
        if isinstance(error, tomllib.TOMLDecodeError)
        else "a value that is too long or nested too deep"
    )
    match = _PLACE.search(reason)
    message = (
        f'not TOML: {_PLACE.sub("", reason)}: write lines such as title = "A post" (raw/README.md says which)'
    )
    if match is None:
        return message, None
    return message, int(match["line"]) if match["line"] else text.count("\n", 0, len(text.rstrip())) + 1


def _complaint(key: str, value: Any) -> str:
    if key in KEYS:
        return f"{key}: found {_shown(value)}; expected {_expected(key)}: mend it, or take it out"
    near = get_close_matches(key.lower(), KEYS, 1)
    meant = f" (is it {near[0]}?)" if near else ""
    return f"{_shown(key)} is not known{meant}: take it out, or mend it; a sidecar may hold {', '.join(KEYS)}"


def _expected(key: str) -> str:
    return f"{KEYS[key].expected}, and not the page's own" if key == "same_as" else KEYS[key].expected


def _shown(value: Any) -> str:
    match value:
        case str():
            shown = repr(value)
        case bool():
            shown = str(value).lower()
        case dict():
            shown = "a table"
        case list():
            shown = "a list"
        case date():
            shown = value.isoformat()
        case _:
            shown = str(value)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"


def line_of(text: str, key: str) -> int | None:
    """The line, counted from 1, on which a key at the top of a TOML text stands; None where it is not easily told."""
    lines = text.replace("\r\n", "\n").split("\n")
    for line in _candidates(lines, key):
        try:
            tomllib.loads("\n".join(lines[:line]))
        except ValueError:
            continue  # within a text of several lines
        return line + 1
    return None


def _candidates(lines: Sequence[str], key: str) -> Iterator[int]:
    written = re.compile(rf"\s*(?:\[\[?\s*)?([\"']?){re.escape(key)}\1\s*[]=.]")
    places = (place for place, line in enumerate(lines) if written.match(line))
    yield from (place for place, _ in zip(places, range(_MOST_LINES), strict=False))
