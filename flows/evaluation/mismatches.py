"""Mismatches: each point in which what was found differs from the gold, and where on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flows.evaluation.places import excerpt, line_at, line_breaks
from flows.page import Span

NAMES = {"documents": "document", "comments": "comment", "bulletins": "bulletin", "job_adverts": "job advert"}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One point of difference.

    ``field`` None is the record itself: missing where ``found`` is None, surplus where ``expected`` is.
    """

    table: str
    position: int | None
    """The record's place in the gold, counted from 0; None where it is not there."""
    sequence: int | None
    """The record's place in the table; None where it is not there."""
    field: str | None
    expected: object
    found: object
    start: int
    end: int
    line: int | None = None
    """The line of ``start``; None where the evaluation was not given the page's text."""
    excerpt: str = ""

    @property
    def title(self) -> str:
        """What differs, in words."""
        name = NAMES[self.table]
        if self.position is None and self.field is None and self.table != "documents":
            return f"{name} that is not in the gold"
        numbered = name if self.position is None else f"{name} {self.position}"
        return f"{numbered}: {'missing' if self.field is None else self.field.replace('_', ' ')}"


def on_page(mismatches: Iterable[Mismatch], text: str) -> tuple[Mismatch, ...]:
    """In the order of the page, each with its line and excerpt where the page's text is given."""
    ordered = sorted(mismatches, key=lambda mismatch: mismatch.start)
    if not text:
        return tuple(ordered)
    breaks = line_breaks(text)
    return tuple(
        replace(
            mismatch,
            line=line_at(breaks, mismatch.start),
            excerpt=excerpt(text, mismatch.start, mismatch.end),
        )
        for mismatch in ordered
    )


def span_of(row: Mapping[str, Any]) -> Span:
    """From a record's first character to its last."""
    return Span(row["spans"][0]["start"], row["spans"][-1]["end"])


def opening(text: str, most: int = 40) -> str:
    """How a text begins."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
