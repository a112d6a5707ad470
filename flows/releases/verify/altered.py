"""Whether a published text is that of its page, but for the places at which the release says that it is not."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flows.page import Span, text_at
from flows.publication.private import MASK
from schemas.alterations import MASKS

_ANYTHING = "\0"
"""Stands for words that were corrected; no page has it."""
_NO_BREAK = re.compile(r"[^\r\n]")


def is_published(page: str, spans: tuple[Span, ...], altered: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Whether this text is that of these spans, with masks, and other words for what was corrected, at the places altered."""
    if not altered:
        return text_at(page, spans) == text
    pieces: list[str] = []
    done = 0
    for place in altered:
        start, end = max(place["start"], done), min(place["end"], len(page))
        if start < end:
            pieces += [page[done:start], _NO_BREAK.sub(_mark(place), page[start:end])]
            done = end
    return _fits(text_at("".join([*pieces, page[done:]]), spans), text)


def _mark(place: Mapping[str, Any]) -> str:
    return MASK if place["reason"] in MASKS else _ANYTHING


def _fits(expected: str, text: str) -> bool:
    """Whether a text has these pieces in this order, with any words where they are parted by what was corrected."""
    if _ANYTHING not in expected:
        return expected == text
    head, *middle, tail = re.split(rf"\n?(?:{_ANYTHING}\n?)+", expected)
    if not (text.startswith(head) and text.endswith(tail) and len(head) + len(tail) <= len(text)):
        return False
    place = len(head)
    for piece in middle:
        place = text.find(piece, place, len(text) - len(tail))
        if place < 0:
            return False
        place += len(piece)
    return True
