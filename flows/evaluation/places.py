"""Places on a page: where words of the gold stand, on which line, and what stands around."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from flows.page import LINE_BREAK, Span

WORDS = 8
"""Words of a text that are looked for: more may be parted by a marker."""
AROUND = 30
"""Characters before and after a place that an excerpt shows."""
SHOWN = 70
"""Characters of the place itself that it shows, half from the beginning, half from the end."""
JOINER = "\u200d"
"""Joins signs to one (emoji); the one character without a form of its own that is shown as it is."""


def locate(text: str, words: str, start: int = 0, end: int | None = None) -> Span | None:
    """Where these words first stand between two offsets, with any white space between them; None where they do not."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return None
    match = re.compile(pattern).search(text, start, len(text) if end is None else end)
    return None if match is None else Span(*match.span())


def extent(text: str, starts: str, ends: str, start: int = 0, end: int | None = None) -> Span | None:
    """The shortest stretch from these first words to the nearest of these last words behind them.

    Where the first words stand again before the last, an extractor repeated the opening: the stretch begins at the
    latest. None where either is not there.
    """
    first = locate(text, starts, start, end)
    last = first and locate(text, ends, first.start, end)
    if first is None or last is None:
        return None
    while (again := locate(text, starts, first.end, last.end)) is not None:
        first = again
    return Span(first.start, max(first.end, last.end))


def extent_of(text: str, whole: str, start: int, end: int) -> Span | None:
    """Where a text stands whose first and last words are known whole; its first words alone where no more is there."""
    lines = whole.strip().splitlines()
    if not lines:
        return None
    first = locate(text, " ".join(lines[0].split()[:WORDS]), start, end)
    if first is None:
        return None
    last = locate(text, " ".join(lines[-1].split()[-WORDS:]), first.start, end)
    return first if last is None else Span(first.start, max(first.end, last.end))


def line_breaks(text: str) -> list[int]:
    """The offsets at which lines begin, but the first."""
    return [match.end() for match in LINE_BREAK.finditer(text)]


def line_at(breaks: Sequence[int], offset: int) -> int:
    """The number, from 1, of the line in which an offset lies."""
    return bisect_right(breaks, offset) + 1


def excerpt(text: str, start: int, end: int) -> str:
    """The page around ``⟦[start, end)⟧``, on one line."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    place = text[start:end]
    if len(place) > SHOWN:
        place = f"{place[: SHOWN // 2]} … {place[-SHOWN // 2 :]}"
    opening = "…" if start > AROUND else ""
    closing = "…" if end + AROUND < len(text) else ""
    return f"{opening}{on_one_line(before)}⟦{on_one_line(place)}⟧{on_one_line(after)}{closing}"


def on_one_line(text: str) -> str:
    """A text with ``⏎`` for line breaks, one blank for blanks, and nothing that a terminal would act upon."""
    text = re.sub(r"[^\S\r\n]+", " ", text)
    text = re.sub(r" ?[\r\n]\s*", "⏎", text)
    return "".join(c if c.isprintable() or c == JOINER else "\ufffd" for c in text)
