"""Alignment: which comments of the gold are which of those found, by their texts.

Those that match are a longest common subsequence: the most comments with the same text on both sides, in the same
order. ``difflib`` does not give one (it takes the longest block first and may lose matches around it), and the usual
table of lengths takes 25 million steps for 5,000 comments. Here a row of that table is one integer with a bit for
each comment (Crochemore, Iliopoulos, Pinzon and Reid 2001; Hyyrö 2004), so that time and memory are bounded by
one bit for each pair of comments, whatever the texts are, repeated ones included: 3 MB and some hundredths of a second.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Pair = tuple[int, int]
"""Places of one comment: in the gold, and among those found."""

OPENING = 20
"""Characters at a text's beginning or end by which it is known again where the rest differs."""
LIKENESSES: tuple[Callable[[str], str], ...] = (lambda text: text[:OPENING], lambda text: text[-OPENING:])
"""By what a text that differs is known again between two that match, the surest first."""


class Alignment(NamedTuple):
    """Each place of either side stands in one of these, once."""

    matched: tuple[Pair, ...]
    """The same text, in the same order."""
    moved: tuple[Pair, ...]
    """The same text, in another order."""
    altered: tuple[Pair, ...]
    """Between the same neighbours, but another text: most likely the same comment read otherwise."""
    missing: tuple[int, ...]
    surplus: tuple[int, ...]

    def counterparts(self) -> dict[int, int]:
        """For each place in the gold that has one, the place among those found."""
        return dict((*self.matched, *self.moved, *self.altered))


def align(expected: Sequence[str], found: Sequence[str]) -> Alignment:
    """Align texts, which are compared as they are. Where several alignments are as good, the earliest is taken."""
    matched = tuple(common_subsequence(expected, found))
    moved = tuple(_moved(expected, found, matched))
    taken = {e for e, _ in moved}, {f for _, f in moved}
    altered: list[Pair] = []
    for e_gap, f_gap in _gaps(matched, len(expected), len(found)):
        left = [e for e in e_gap if e not in taken[0]], [f for f in f_gap if f not in taken[1]]
        altered += _alike(expected, found, *left, LIKENESSES)
    paired = (*matched, *moved, *altered)
    here, there = {e for e, _ in paired}, {f for _, f in paired}
    return Alignment(
        matched,
        moved,
        tuple(altered),
        tuple(e for e in range(len(expected)) if e not in here),
        tuple(f for f in range(len(found)) if f not in there),
    )


def common_subsequence(expected: Sequence[str], found: Sequence[str]) -> list[Pair]:
    """The pairs of a longest common subsequence, in order."""
    common = set(expected) & set(found)
    rows = [place for place, text in enumerate(expected) if text in common]
    columns = [place for place, text in enumerate(found) if text in common]
    where: defaultdict[str, int] = defaultdict(int)
    for bit, place in enumerate(columns):
        where[found[place]] |= 1 << bit
    every = (1 << len(columns)) - 1
    # Bit j of states[i] is 0 where the first i texts and the first j + 1 have one text more in common than without the last.
    states = [every]
    for place in rows:
        state = states[-1]
        hits = state & where[expected[place]]
        states.append(((state + hits) | (state - hits)) & every)
    pairs: list[Pair] = []
    row, column = len(rows), len(columns)
    while row and column:
        bit = column - 1
        if states[row] >> bit & 1:
            column -= 1
        elif not states[row - 1] >> bit & 1:
            row -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append((rows[row], columns[column]))
    return pairs[::-1]


def _moved(expected: Sequence[str], found: Sequence[str], matched: Sequence[Pair]) -> Iterator[Pair]:
    """Of what is left, the same texts."""
    here, there = {e for e, _ in matched}, {f for _, f in matched}
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for place in reversed(range(len(found))):
        if place not in there:
            waiting[found[place]].append(place)
    for place, text in enumerate(expected):
        if place not in here and waiting.get(text):
            yield place, waiting[text].pop()


def _gaps(matched: Sequence[Pair], expected: int, found: int) -> Iterator[tuple[range, range]]:
    """What stands between the pairs on either side."""
    e_next = f_next = 0
    for e, f in (*matched, (expected, found)):
        yield range(e_next, e), range(f_next, f)
        e_next, f_next = e + 1, f + 1


def _alike(
    expected: Sequence[str],
    found: Sequence[str],
    here: Sequence[int],
    there: Sequence[int],
    likenesses: Sequence[Callable[[str], str]],
) -> Iterator[Pair]:
    """Pairs, in order, that are alike in the first way; between them, in the next. As many on both sides: by place."""
    if not here or not there:
        return
    if not likenesses:
        if len(here) == len(there):
            yield from zip(here, there, strict=True)
        return
    likeness, *rest = likenesses
    pairs = common_subsequence([likeness(expected[e]) for e in here], [likeness(found[f]) for f in there])
    for e_gap, f_gap in _gaps(pairs, len(here), len(there)):
        yield from _alike(expected, found, [here[e] for e in e_gap], [there[f] for f in f_gap], rest)
    yield from ((here[e], there[f]) for e, f in pairs)
