"""Bylines: the author and the time that a page gives for a comment, and which digits belong to which of them.

Where an extractor glued the two, the name's last digits and the day's first cannot be told apart by themselves:
``Jim22 February`` is Jim's of the 22nd or Jim2's of the 2nd. Times in a thread only grow, among the comments at the top
and among the replies to each; and a name comes again.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from math import log2
from typing import NamedTuple

from flows.layouts.timestamps import Time, may_lose_digit, moment, order_of_numbers, without_first_digit
from flows.page import Span


class Byline(NamedTuple):
    """Author and time of one comment as they stand on the page; either may be missing."""

    span: Span
    author: str | None
    time: Time | None
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


_Way = tuple[int | None, float]
"""One reading of a byline among others: its moment in seconds, and how little speaks for its name."""


def settle(
    bylines: Sequence[Byline | None],
    parents: Sequence[int | None],
    since: Callable[[], datetime.date | None],
    day_first: bool | None,
) -> Settled:
    """Read the bylines of a thread, in its order. Time is linear in their number.

    ``since`` gives the day of the post, where one is needed; ``day_first`` says how dates in numbers are written where
    they do not show it.
    """
    shown = order_of_numbers([b.time for b in bylines if b is not None and b.time is not None])
    day_first = day_first if shown is None else shown
    readings = [_readings(byline, day_first) for byline in bylines]
    if all(len(found) == 1 for found in readings):
        return Settled(tuple([found[0] for found in readings]), {})
    chosen, doubtful = _chosen(readings, parents, since())
    posted = [found[which] for found, which in zip(readings, chosen, strict=True)]
    for place in doubtful:
        posted[place] = posted[place]._replace(author=None, posted_at=None)
    return Settled(tuple(posted), {place: readings[place] for place in sorted(doubtful)})


def _chosen(
    readings: Sequence[tuple[Posted, ...]], parents: Sequence[int | None], since: datetime.date | None
) -> tuple[list[int], list[int]]:
    """Which reading of each byline is the best, and the places of those of which another is as good."""
    costs = _costs_of_names(readings)
    ways = [[(_seconds(at), costs[author]) for author, at, _ in found] for found in readings]
    lists: dict[int | None, list[int]] = {None: []}
    for place, parent in enumerate(parents):
        lists.setdefault(parent, []).append(place)
    chosen = [0] * len(readings)
    doubtful: list[int] = []
    for parent, chain in lists.items():  # a comment's own list comes before those of its replies
        if parent is None:
            start = _seconds(datetime.datetime.combine(since, datetime.time())) if since else None
        else:
            start = ways[parent][chosen[parent]][0]
        best = _cheapest([ways[place] for place in chain], start)
        for place, which in zip(chain, best, strict=True):
            chosen[place] = which
        doubtful += _close([ways[place] for place in chain], chain, best, start)
    return chosen, doubtful


def _readings(byline: Byline | None, day_first: bool | None) -> tuple[Posted, ...]:
    """One way to read a byline, or two: first the one that gives the time all the digits it can have."""
    if byline is None:
        return (Posted(),)
    _, author, time, is_glued = byline
    if time is None:
        return (Posted(author),)
    longest = Posted(author, moment(time, day_first), time.words)
    if not is_glued or not author or not may_lose_digit(time):
        return (longest,)
    rest = without_first_digit(time)
    shorter = Posted(author + time.words[0], moment(rest, day_first), rest.words)
    if (longest.posted_at is None) is (shorter.posted_at is None):
        return longest, shorter
    return (longest if shorter.posted_at is None else shorter,)  # no calendar has a 31st of April


def _costs_of_names(readings: Sequence[tuple[Posted, ...]]) -> dict[str | None, float]:
    """How little speaks for each name: it costs nothing where one byline can only be read so, less the oftener it can."""
    sure = {found[0].author for found in readings if len(found) == 1}
    possible = Counter([posted.author for found in readings for posted in found])
    return {
        name: 0.0
        if name in sure
        else 3 - min(3, log2(number)) + (_ENDS_IN_DIGIT if name and name[-1].isdecimal() else 0)
        for name, number in possible.items()
    }


def _seconds(moment: datetime.datetime | None) -> int | None:
    """A moment as seconds since the beginning of the calendar."""
    if moment is None:
        return None
    return ((moment.toordinal() * 24 + moment.hour) * 60 + moment.minute) * 60 + moment.second


def _step(before: int | None, after: int | None) -> float:
    """Cost of one time after another: a thread is dense, and does not go backwards."""
    if before is None or after is None:
        return 0.0
    return log2(1 + (after - before) / 86_400) if after >= before else _BACKWARDS


def _cheapest(chain: Sequence[Sequence[_Way]], start: int | None) -> list[int]:
    """The cheapest ways of comments one after another (Viterbi's algorithm, at most two states a comment)."""
    best: list[tuple[float, int | None]] = [(0.0, start)]
    origins: list[list[int]] = []
    for ways in chain:
        states: list[tuple[float, int | None]] = []
        origin: list[int] = []
        for seconds, cost in ways:
            steps = [so_far + _step(time, seconds) for so_far, time in best]
            least = 0 if len(steps) == 1 or steps[0] <= steps[1] else 1
            states.append((steps[least] + cost, best[least][1] if seconds is None else seconds))
            origin.append(least)
        best = states
        origins.append(origin)
    which = 0 if len(best) == 1 or best[0][0] <= best[1][0] else 1
    chosen: list[int] = []
    for origin in reversed(origins):
        chosen.append(which)
        which = origin[which]
    return chosen[::-1]


def _close(
    ways: Sequence[Sequence[_Way]], chain: Sequence[int], best: Sequence[int], start: int | None
) -> list[int]:
    """The comments of which the other reading would do as well between its neighbours."""
    times = [start, *(found[which][0] for found, which in zip(ways, best, strict=True)), None]
    found: list[int] = []
    for i, (place, pair) in enumerate(zip(chain, ways, strict=True)):
        if len(pair) > 1:
            before, after = times[i], times[i + 2]
            costs = [_step(before, seconds) + _step(seconds, after) + cost for seconds, cost in pair]
            if costs[1 - best[i]] - costs[best[i]] < _MARGIN:
                found.append(place)
    return found
