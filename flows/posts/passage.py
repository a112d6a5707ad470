"""Passages: the stretches of text in which a bulletin or an advert may stand."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flows.page import Span
from flows.posts.cues import Cue, Place


class Passage(NamedTuple):
    """Lines between separators and introductions of a post, or the lines of one comment (its place in ``comment``)."""

    lines: tuple[str, ...]
    spans: tuple[Span, ...]
    introduction: str = ""
    comment: int | None = None

    def part(self, first: int, last: int) -> "Passage":
        """The lines ``[first, last)``, under the same introduction."""
        return self._replace(lines=self.lines[first:last], spans=self.spans[first:last])


class Weighed(NamedTuple):
    """The sum of the weights of the cues that a passage shows, and their names."""

    weight: int
    names: tuple[str, ...]


def weigh(cues: Iterable[Cue], passage: Passage, opening: Sequence[str]) -> Weighed:
    """Look for each cue in its place; ``opening`` is the lines that may open the record."""
    text = "\n".join(passage.lines)
    found: list[Cue] = []
    for cue in cues:
        if cue.place is Place.INTRODUCTION:
            shows = bool(passage.introduction) and cue.pattern.search(passage.introduction) is not None
        elif cue.place is Place.OPENING:
            shows = any(cue.pattern.search(line) for line in opening)
        else:
            shows = cue.pattern.search(text) is not None
        if shows:
            found.append(cue)
    return Weighed(sum(cue.weight for cue in found), tuple(cue.name for cue in found))
