"""Passages: the stretches of text in which a bulletin or an advert may stand, and the weighing of their cues."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.page import Span
from flows.posts.cues import Cue, Place

_SENTENCES = re.compile(r"(?<=[.!?])[\"”')]?\s+")
_LONGEST_LEAD = 300


class Passage(NamedTuple):
    """Lines between separators and introductions of a post, or the lines of one comment (its place in ``comment``)."""

    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    introduction: str = ""
    """What introduces it; where a separator opens it, the end of the blogger's words above."""
    comment: int | None = None
    is_set_apart: bool = False
    """Whether a separator or an introduction stands above it."""
    is_closed: bool = False
    """Whether a separator or an introduction stands below it: without one, the blogger's own words may follow."""
    is_led_out: bool = False
    """Whether what stands below it is an introduction: the blogger may speak before that."""

    def part(self, first: int, last: int) -> "Passage":
        """The lines ``[first, last)``, under the same introduction."""
        return self._replace(lines=self.lines[first:last], spans=self.spans[first:last])


class Shown(NamedTuple):
    """A cue that a passage shows: its weight, negative where it speaks against the record, and the words that show it."""

    name: str
    weight: int
    words: str


class Weighed(NamedTuple):
    """The cues that a passage shows."""

    shown: tuple[Shown, ...]

    @property
    def weight(self) -> int:
        return sum(cue.weight for cue in self.shown)

    @property
    def names(self) -> tuple[str, ...]:
        """Of the cues that speak for the record."""
        return tuple(cue.name for cue in self.shown if cue.weight > 0)


def weigh(cues: Iterable[Cue], passage: Passage, opening: Sequence[str]) -> list[Shown]:
    """Look for each cue in its place; ``opening`` is the lines that may open the record."""
    text = "\n".join(passage.lines)
    found: list[Shown] = []
    for cue in cues:
        match: re.Match[str] | None = None
        if cue.place is Place.WITHIN:
            match = cue.find(text)
        elif cue.place is Place.INTRODUCTION:
            match = cue.find(passage.introduction) if passage.introduction else None
        else:
            lines = opening if cue.place is Place.OPENING else passage.lines
            match = next((match for line in lines if (match := cue.find(line))), None)
        if match is not None:
            found.append(Shown(cue.name, cue.weight, match.group()))
    return found


def lead_of(line: str) -> str:
    """The last sentence of a paragraph, or two: what it says of the text below it."""
    sentences = _SENTENCES.split(line[-2 * _LONGEST_LEAD :])
    return " ".join(sentences[-2:])[-_LONGEST_LEAD:]
