"""Bylines: the author and the time that a page gives for a comment, and which digits belong to which of them.

Where an extractor glued the two, the name's last digits and the day's first cannot be told apart by themselves:
``Jim22 February`` is Jim's of the 22nd or Jim2's of the 2nd. Times in a thread only grow, among the comments at the top
and among the replies to each; and a name comes again.
"""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from math import log2
from typing import NamedTuple

from flows.layouts.timestamps import moment, order_of_numbers, shortened
from flows.page import Span


class Byline(NamedTuple):
    """Author and time of one comment as they stand on the page; either may be missing."""

    span: Span
    author: str | None
    time: re.Match[str] | None
    """A match of the patterns of ``flows.layouts.timestamps``."""
    is_glued: bool = False
    """Whether nothing stands between author and time."""


class Posted(NamedTuple):
    """What the table says of it: ``posted_at`` None where the words do not give the whole of a moment."""

    author: str | None = None
    posted_at: datetime.datetime | None = None
    posted_at_text: str | None = None


class Settled(NamedTuple):
    """The readings of a thread's bylines, and both readings of those that could as well be read otherwise.

    The latter have neither author nor moment: nothing is guessed.
    """

    posted: tuple[Posted, ...]
    open_to_doubt: dict[int, tuple[Posted, ...]]


_BACKWARDS = 100.0
"""Cost of a time before the one above it: more than any other reason together."""
_ENDS_IN_DIGIT = 2.0
_MARGIN = 1.0
"""Difference in cost below which two readings of a byline are both good."""


def settle(
    bylines: Sequence[Byline | None],
    parents: Sequence[int | None],
    since: datetime.date | None,
    day_first: bool | None,
) -> Settled:
    """Read the bylines of a thread, in its order. Time is linear in their number.

    ``since`` is the day of the post; ``day_first`` says how dates in numbers are written where they do not show it.
    """
    shown = order_of_numbers([b.time for b in bylines if b is not None and b.time is not None])
    day_first = day_first if shown is None else shown
    readings = [_readings(byline, day_first) for byline in bylines]
    if all(len(found) == 1 for found in readings):
        return Settled(tuple(found[0] for found in readings), {})
    costs = _costs_of_names(readings)
    chosen = [0] * len(readings)
    lists: dict[int | None, list[int]] = {None: []}
    for place, parent in enumerate(parents):
        lists.setdefault(parent, []).append(place)
    doubtful: set[int] = set()
    for parent, chain in lists.items():  # a comment's own list comes before those of its replies
        start = datetime.datetime.combine(since, datetime.time()) if since else None
        if parent is not None:
            start = readings[parent][chosen[parent]].posted_at
        _choose(chain, readings, costs, start, chosen)
        doubtful.update(
            place
            for i, place in enumerate(chain)
            if len(readings[place]) > 1 and _is_close(chain, i, readings, costs, chosen, start)
        )
    posted = [found[which] for found, which in zip(readings, chosen, strict=True)]
    return Settled(
        tuple(
            one._replace(author=None, posted_at=None) if place in doubtful else one
            for place, one in enumerate(posted)
        ),
        {place: readings[place] for place in sorted(doubtful)},
    )


def _readings(byline: Byline | None, day_first: bool | None) -> tuple[Posted, ...]:
    """One way to read a byline, or two: first the one that gives the time all the digits it can have."""
    if byline is None:
        return (Posted(),)
    if byline.time is None:
        return (Posted(byline.author),)
    words = _on_one_line(byline.time.group())
    longest = Posted(byline.author, moment(byline.time, day_first), words)
    start = shortened(byline.time) if byline.is_glued and byline.author else None
    if start is None:
        return (longest,)
    digit, rest = words[0], words[1:]
    assert byline.author is not None, "a name is glued to the time"
    shorter = longest.posted_at
    if shorter is not None and byline.time["d1"]:
        shorter = shorter.replace(day=int(byline.time["d1"][1:]))
    else:
        again = byline.time.re.match(rest)
        assert again is not None, "a time with a digit less is a time"
        shorter = moment(again, day_first)
    both = (longest, Posted(byline.author + digit, shorter, rest))
    return (
        tuple(posted for posted in both if posted.posted_at is not None) or both
    )  # no calendar has a 31st of April


def _on_one_line(words: str) -> str:
    """Words as they stand on the page, unless an extractor folded the line."""
    return " ".join(words.split()) if "\n" in words or "\r" in words else words


def _costs_of_names(readings: Sequence[tuple[Posted, ...]]) -> dict[str | None, float]:
    """How little speaks for each name: it costs nothing where one byline can only be read so, less the oftener it can."""
    sure = {found[0].author for found in readings if len(found) == 1}
    possible = Counter(posted.author for found in readings for posted in found)
    return {
        name: 0.0
        if name in sure
        else 3 - min(3, log2(number)) + (_ENDS_IN_DIGIT if name and name[-1].isdecimal() else 0)
        for name, number in possible.items()
    }


def _step(before: datetime.datetime | None, after: datetime.datetime | None) -> float:
    """Cost of one time after another: a thread is dense, and does not go backwards."""
    if before is None or after is None:
        return 0.0
    days = (after - before).total_seconds() / 86_400
    return _BACKWARDS if days < 0 else log2(1 + days)


def _choose(
    chain: Sequence[int],
    readings: Sequence[tuple[Posted, ...]],
    costs: dict[str | None, float],
    start: datetime.datetime | None,
    chosen: list[int],
) -> None:
    """The cheapest readings of comments one after another (Viterbi's algorithm, at most two states a comment)."""
    best: list[tuple[float, datetime.datetime | None]] = [(0.0, start)]
    origins: list[list[int]] = []
    for place in chain:
        states: list[tuple[float, datetime.datetime | None]] = []
        origin: list[int] = []
        for posted in readings[place]:
            ways = [cost + _step(time, posted.posted_at) for cost, time in best]
            least = min(range(len(ways)), key=ways.__getitem__)
            time = posted.posted_at or best[least][1]
            states.append((ways[least] + costs[posted.author], time))
            origin.append(least)
        best = states
        origins.append(origin)
    which = min(range(len(best)), key=lambda i: best[i][0])
    for place, origin in zip(reversed(chain), reversed(origins), strict=True):
        chosen[place] = which
        which = origin[which]


def _is_close(
    chain: Sequence[int],
    i: int,
    readings: Sequence[tuple[Posted, ...]],
    costs: dict[str | None, float],
    chosen: Sequence[int],
    start: datetime.datetime | None,
) -> bool:
    """Whether the other reading of a comment would do as well between its neighbours."""

    def cost(posted: Posted) -> float:
        before = readings[chain[i - 1]][chosen[chain[i - 1]]].posted_at if i else start
        after = readings[chain[i + 1]][chosen[chain[i + 1]]].posted_at if i + 1 < len(chain) else None
        return _step(before, posted.posted_at) + _step(posted.posted_at, after) + costs[posted.author]

    ours, other = readings[chain[i]][chosen[chain[i]]], readings[chain[i]][1 - chosen[chain[i]]]
    return cost(other) - cost(ours) < _MARGIN
