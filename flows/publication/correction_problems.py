"""What is said of corrections that are not applied: one problem each, at the entry in ``corrections.toml``."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flows.problems import CODES, Problem
from flows.publication.correction_file import FILE, Correction

_SHOWN = 80


def stale(correction: Correction, value: Any) -> Problem:
    """The problem of a correction whose cell has another value than it expects."""
    if value == correction.should_be:
        message = (
            f"{_told(correction)}: {_shown(value)}, as it should be, is there already: take the entry out"
        )
    else:
        message = (
            f"{_told(correction)}: expected {_shown(correction.found)}, but {_shown(value)} is there; nothing is changed: look at "
            "the page, and mend the entry or take it out"
        )
    return _problem(correction, "correction_stale", message)


def unknown(correction: Correction) -> Problem:
    """The problem of a correction whose key nothing has."""
    message = (
        f"{_told(correction)}: no row of {correction.table} has this key: was the file moved, or is the text read otherwise now? "
        "name the new key, or take the entry out"
    )
    return _problem(correction, "correction_unmatched", message)


def invalid(correction: Correction, why: Sequence[str]) -> Problem:
    """The problem of a correction that would break rules, each told in words."""
    message = f"{_told(correction)}: the row would break a rule, and the value stays as it was read: {'; '.join(why)}: mend the entry"
    return _problem(correction, "correction_invalid", message)


def _told(correction: Correction) -> str:
    return f"entry {correction.number}: {correction.key}, column {correction.column}"


def _problem(correction: Correction, code: str, message: str) -> Problem:
    return Problem(FILE, correction.document, CODES[code][0], code, message, correction.line)


def _shown(value: Any) -> str:
    match value:
        case None:
            shown = "nothing"
        case str():
            shown = repr(value)
        case date():
            shown = value.isoformat()
        case _:
            shown = str(value)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
