"""Which comments an extractor left, where it drops some: read off its rendering, for the gold file."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tests.blogger.times import TIME_FORMATS
from tests.blogger.truth import Keeps, TrueComment, TruePage
from tests.blogger.words import LANGUAGES

_NUMBER = re.compile(r"\d+\. ")


class _Match(NamedTuple):
    comment: int
    start: int
    end: int


def survivors(page: TruePage, keeps: Keeps, rendering: str) -> tuple[int, ...] | None:
    """The places of the comments that are there, or None where the rendering cannot tell (alike ones, some of them gone)."""
    kept = [place for place, comment in enumerate(page.comments) if keeps.removed or not comment.is_removed]
    if keeps.comments:
        return tuple(kept)
    lines = [line for raw in rendering.splitlines() if (line := " ".join(raw.split()))]
    matches = [match for place in kept for match in _matches(page, place, lines)]
    found = {match.comment for match in _best(matches)}
    gone = {_looks(page.comments[place]) for place in kept if place not in found}
    if any(_looks(page.comments[place]) in gone for place in found):
        return None
    return tuple(sorted(found))


def _looks(comment: TrueComment) -> tuple[str, int]:
    return comment.text, comment.depth


def _below(page: TruePage, comment: TrueComment) -> str:
    """The line below a comment: its links, or in the older template its time."""
    if not page.is_nested:
        return " ".join(TIME_FORMATS[page.time_format].write(comment.posted_at).split())
    words = LANGUAGES[page.language]
    return words.delete if comment.depth else words.reply + words.delete


def _matches(page: TruePage, place: int, lines: Sequence[str]) -> list[_Match]:
    """Where the comment's lines stand one after another, with the right line below: the first may have a number."""
    comment = page.comments[place]
    text = [" ".join(line.split()) for lines_ in comment.paragraphs for line in lines_]
    wanted = [*text[1:], _below(page, comment)]
    return [
        _Match(place, start, start + len(text))
        for start in range(len(lines) - len(wanted))
        if (lines[start] == text[0] or _NUMBER.sub("", lines[start], count=1) == text[0])
        and list(lines[start + 1 : start + 1 + len(wanted)]) == wanted
    ]


def _best(matches: Sequence[_Match]) -> list[_Match]:
    """The longest chain of matches in the thread's order that do not overlap."""
    chains: list[list[_Match]] = []
    for match in matches:
        before = [c for c in chains if c[-1].comment < match.comment and c[-1].end <= match.start]
        chains.append([*max(before, key=len, default=[]), match])
    return max(chains, key=len, default=[])
