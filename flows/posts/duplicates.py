"""Blocks of a post that an extractor left twice: the fuller copy is the text, the other its duplicate."""

from collections.abc import Sequence
from typing import NamedTuple


class Block(NamedTuple):
    """Lines ``[first, last)`` that the lines ``[other_first, other_last)`` repeat, perhaps with some inserted."""

    first: int
    last: int
    other_first: int
    other_last: int


LEAST_CHARACTERS = 60
"""A repeated block of several lines has at least this many characters in all; one line, twice as many."""
LEAST_ADJACENT = 300
"""Characters of a block that stands twice on end, wherever it begins."""
MOST_INSERTED = 8
"""Lines that one copy may have between two lines that both have."""


def find_duplicates(
    lines: Sequence[str], is_separator: Sequence[bool], is_introduction: Sequence[bool] = ()
) -> list[Block]:
    """The duplicate blocks, each with the copy to keep. Time is linear in the number of lines.

    An extractor repeats the opening of a text, or the whole of it, never a stretch of lines from within: two
    bulletins may well have the same signatures, two adverts the same hours.
    """
    bounds = _Bounds(lines, is_separator, is_introduction or [False] * len(lines))
    places: dict[str, list[int]] = {}
    for index in reversed(range(len(lines))):
        if not is_separator[index]:
            places.setdefault(lines[index], []).append(index)
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        block = _block_at(lines, is_separator, places, index)
        if block is None:
            index += 1
            continue
        duplicate = _duplicate_of(lines, is_separator, block)
        if not bounds.is_copy(duplicate):
            index += 1
            continue
        blocks.append(duplicate)
        index = block.last
    return blocks


class _Bounds(NamedTuple):
    """Where the texts that make up a post begin and end: at separators and at the introductions between them."""

    lines: Sequence[str]
    is_separator: Sequence[bool]
    is_introduction: Sequence[bool]

    def is_copy(self, block: Block) -> bool:
        """Whether one copy is the opening of its text and the one to drop ends with its text or where the other begins.

        Where the other begins directly below and much is the same, the blogger's words may stand above both.
        """
        is_adjacent = block.last == block.other_first
        opens = self._opens(block.first) or self._opens(block.other_first)
        if is_adjacent:
            return opens or sum(map(len, self.lines[block.first : block.last])) >= LEAST_ADJACENT
        return opens and self._ends(block.last)

    def _opens(self, line: int) -> bool:
        return (
            line == 0
            or self.is_separator[line - 1]
            or self.is_introduction[line - 1]
            or self.is_introduction[line]
        )

    def _ends(self, line: int) -> bool:
        return line == len(self.lines) or self.is_separator[line] or self.is_introduction[line]


def _block_at(
    lines: Sequence[str], is_separator: Sequence[bool], places: dict[str, list[int]], first: int
) -> Block | None:
    """The longest block from this line on that stands again further down."""
    if is_separator[first]:
        return None
    later = places[lines[first]]
    while later and later[-1] <= first:
        later.pop()
    if not later:
        return None
    start = later[-1]
    here, there, matched, characters = first + 1, start + 1, 1, len(lines[first])
    while here < start and there < len(lines):
        step = _next_match(lines, here, there, start)
        if step is None:
            break
        here, there = step
        matched += 1
        characters += len(lines[here])
        here, there = here + 1, there + 1
    while here > first + 1 and is_separator[here - 1]:
        here, there = here - 1, there - 1
    least = LEAST_CHARACTERS if matched > 1 else 2 * LEAST_CHARACTERS
    return Block(first, here, start, there) if characters >= least else None


def _next_match(lines: Sequence[str], here: int, there: int, limit: int) -> tuple[int, int] | None:
    """The next pair of equal lines, at most some lines further in one of the copies."""
    for skip in range(MOST_INSERTED + 1):
        if there + skip < len(lines) and lines[here] == lines[there + skip]:
            return here, there + skip
        if skip and here + skip < limit and lines[here + skip] == lines[there]:
            return here + skip, there
    return None


def _duplicate_of(lines: Sequence[str], is_separator: Sequence[bool], block: Block) -> Block:
    """Turn a pair of copies so that the one to drop comes first.

    The fuller copy stays. Of equal ones the later stays where nothing but separators stands between them (the
    text goes on from there), else the earlier.
    """
    earlier = sum(map(len, lines[block.first : block.last]))
    later = sum(map(len, lines[block.other_first : block.other_last]))
    adjacent = all(is_separator[block.last : block.other_first])
    if earlier < later or (earlier == later and adjacent):
        return block
    return Block(block.other_first, block.other_last, block.first, block.last)
