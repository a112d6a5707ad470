"""Passages: the stretches of text in which a bulletin or an advert may stand, and the weighing of their cues."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flows.page import Span
from flows.posts.cues import Cue, Place
from flows.posts.line_cues import Shows

_SENTENCES = re.compile(r"(?<=[.!?])[\"”')]?\s+")
_LONGEST_LEAD = 300
_WITHIN, _INTRODUCTION = Place.WITHIN, Place.INTRODUCTION


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
        return sum([cue.weight for cue in self.shown])

    @property
    def names(self) -> tuple[str, ...]:
        """Of the cues that speak for the record."""
        return tuple([cue.name for cue in self.shown if cue.weight > 0])


def may_be_shown(cues: Iterable[Cue], passage: Passage) -> list[Cue]:
    """The cues of which something in the passage is a part, in their order; none of the others is shown by a part of it."""
    text = "\n".join(passage.lines)
    return [cue for cue in cues if cue.may_stand_in(text)]


def weigh(cues: Iterable[Cue], passage: Passage, at_lines: Shows) -> Iterator[Shown]:
    """Look for each cue in its place; ``at_lines`` are those that single lines show."""
    text = "\n".join(passage.lines)
    for cue in cues:
        if cue.place is _WITHIN:
            match = cue.find(text)
        elif cue.place is _INTRODUCTION:
            match = cue.find(passage.introduction) if passage.introduction else None
        else:
            match = at_lines.get(cue.name)
        if match is not None:
            yield Shown(cue.name, cue.weight, match.group())


def lead_of(line: str) -> str:
    """The last sentence of a paragraph, or two: what it says of the text below it."""
    sentences = _SENTENCES.split(line[-2 * _LONGEST_LEAD :])
    return " ".join(sentences[-2:])[-_LONGEST_LEAD:]


def ends_as_lead(line: str) -> bool:
    """Whether a line ends as one does that leads to what stands below it."""
    return line.endswith((":", ":-"))
