"""Masking cells whose words stand in a record's text as well: they are masked as the text is."""

from collections.abc import Collection
from typing import Any

from flows.publication.private import MASK, masked, private_in

_TIMES = "times_mentioned"
_ALSO_PRIVATE = frozenset("@\uff200123456789")
"""A cell without any of these may repeat the town of an address that is masked, and is left alone."""


def derived(name: str, value: Any, text: str, hidden: str, kinds: Collection[str]) -> Any:
    """The value of a column, its words masked where they are private, and where ``text`` has them masked in ``hidden``.

    A clock time that stands in masked words alone is none: it goes.
    """
    if isinstance(value, str):
        return _cell(value, text, hidden, kinds)
    if isinstance(value, dict):
        return {key: derived(key, member, text, hidden, kinds) for key, member in value.items()}
    if isinstance(value, list) and name == _TIMES:
        return [time for time in value if time not in text or time in hidden]
    if isinstance(value, list):
        return [derived(name, member, text, hidden, kinds) for member in value]
    return value


def _cell(words: str, text: str, hidden: str, kinds: Collection[str]) -> str:
    own = masked(words, ((p.start, p.end) for p in private_in(words, kinds)))
    if not words or words not in text or words in hidden or _ALSO_PRIVATE.isdisjoint(words):
        return own
    place = text.index(words)
    there = hidden[place : place + len(words)]
    return "".join(MASK if MASK in (one, other) else one for one, other in zip(own, there, strict=True))
