"""Values of the gold and of the tables, held against each other."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

Normalise = Callable[[str], str]
"""What is done to texts of both sides before they are compared."""


def collapsed(text: str) -> str:
    """A text with its white space collapsed: line breaks and indents do not count."""
    return " ".join(text.split())


def same(expected: object, found: object, normalise: Normalise) -> bool:
    """Whether a column holds what the gold says; words are compared normalised, lists in their order."""
    expected, found = _listed(expected), _listed(found)
    if isinstance(expected, tuple) and isinstance(found, tuple):
        return len(expected) == len(found) and all(
            same(one, other, normalise) for one, other in zip(expected, found, strict=True)
        )
    if isinstance(expected, str) and isinstance(found, str):
        return normalise(expected) == normalise(found)
    return expected == found


def plain(value: object) -> Any:
    """A value as JSON writes it."""
    value = _listed(value)
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _listed(value: object) -> object:
    """Lists as tuples, and the members of a structure (a signatory's) by their order."""
    if isinstance(value, dict):
        return tuple(value.values())
    return tuple(value) if isinstance(value, list) else value
