"""Reading sidecars: strictly, and key by key, so that one that is wrong leaves the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple

from flows.problems import CODES, Problem
from flows.sidecars.values import KEYS, Dated
from flows.sources import Source, data_of, unreadable
from flows.toml_file import HINT, LARGEST, NotToml, lines_of_keys, parsed, shown


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

    found = parsed(data)
    if isinstance(found, NotToml):
        return Sidecar(name), [problem(*found)]
    values = found.values
    taken = {key: KEYS[key].read(value) for key, value in values.items() if key in KEYS}
    if taken.get("same_as") == document_id:
        taken["same_as"] = None
    wrong = [key for key in values if taken.get(key) is None]
    lines = lines_of_keys(found.text) if wrong else {}
    problems = [problem(_complaint(key, values[key]), lines.get(key)) for key in wrong]
    return Sidecar(name, **{key: value for key, value in taken.items() if value is not None}), problems


def _data(source: Source) -> bytes | Problem:
    try:
        return data_of(source, LARGEST, HINT)
    except OSError as error:
        return unreadable(source.name, error)


def _complaint(key: str, value: Any) -> str:
    if key in KEYS:
        return f"{key}: found {shown(value)}; expected {_expected(key)}: mend it, or take it out"
    near = get_close_matches(key.lower(), KEYS, 1)
    meant = f" (is it {near[0]}?)" if near else ""
    return f"{shown(key)} is not known{meant}: take it out, or mend it; a sidecar may hold {', '.join(KEYS)}"


def _expected(key: str) -> str:
    return f"{KEYS[key].expected}, and not the page's own" if key == "same_as" else KEYS[key].expected
