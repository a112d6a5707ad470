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


_Way = tuple[float | None, str | None, bool]
"""One reading of a byline: its moment in seconds, its name, and whether that takes the first digit of the time."""
_Priced = tuple[float | None, float]
"""Such a moment, and how little speaks for the name."""
_BEGINNING = datetime.datetime.combine(datetime.date.min, datetime.time())
_DAY = 86_400.0


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
    if not any(map(_may_be_two, bylines)):
        return Settled(tuple([_posted(byline, day_first) for byline in bylines]), {})
    ways = [_ways(byline, day_first) for byline in bylines]
    chosen, doubtful = _chosen(ways, parents, since())
    posted = [
        _posted(byline, day_first, is_short=found[which][2])
        for byline, found, which in zip(bylines, ways, chosen, strict=True)
    ]
    both: dict[int, tuple[Posted, ...]] = {}
    for place in sorted(doubtful):
        both[place] = tuple([_posted(bylines[place], day_first, is_short=short) for short in (False, True)])
        posted[place] = posted[place]._replace(author=None, posted_at=None)
    return Settled(tuple(posted), both)


def _may_be_two(byline: Byline | None) -> bool:
    """Whether the first digit of its time may be the name's last."""
    if byline is None or not byline.is_glued or not byline.author or byline.time is None:
        return False
    return may_lose_digit(byline.time)


def _posted(byline: Byline | None, day_first: bool | None, *, is_short: bool = False) -> Posted:
    """A byline as it is read: its time with all the digits it can have, or with one less."""
    if byline is None:
        return Posted()
    _, author, time, _ = byline
    if time is None:
        return Posted(author)
    if is_short and author is not None:
        author, time = author + time.words[0], without_first_digit(time)
    return Posted(author, moment(time, day_first), time.words)


def _ways(byline: Byline | None, day_first: bool | None) -> list[_Way]:
    """One way to read a byline, or two: first the one that gives the time all the digits it can have."""
    if byline is None:
        return [(None, None, False)]
    _, author, time, _ = byline
    if time is None:
        return [(None, author, False)]
    longest = _seconds(moment(time, day_first))
    if author is None or not _may_be_two(byline):
        return [(longest, author, False)]
    digit = time.words[0]
    if time.named is not None and longest is not None:
        shorter: float | None = longest - int(digit) * 10 * _DAY
    else:
        shorter = _seconds(moment(without_first_digit(time), day_first))
    both: list[_Way] = [(longest, author, False), (shorter, author + digit, True)]
    return [way for way in both if way[0] is not None] or both  # no calendar has a 31st of April


def _chosen(
    ways: Sequence[list[_Way]], parents: Sequence[int | None], since: datetime.date | None
) -> tuple[list[int], list[int]]:
    """Which reading of each byline is the best, and the places of those of which another is as good."""
    costs = _costs_of_names(ways)
    priced = [[(seconds, costs[author]) for seconds, author, _ in found] for found in ways]
    lists: dict[int | None, list[int]] = {None: []}
    for place, parent in enumerate(parents):
        lists.setdefault(parent, []).append(place)
    chosen = [0] * len(ways)
    doubtful: list[int] = []
    for parent, places in lists.items():  # a comment's own list comes before those of its replies
        if parent is None:
            start = _seconds(datetime.datetime.combine(since, datetime.time())) if since else None
        else:
            start = ways[parent][chosen[parent]][0]
        chain = [priced[place] for place in places]
        best = _cheapest(chain, start)
        for place, which in zip(places, best, strict=True):
            chosen[place] = which
        doubtful += [places[i] for i in _close(chain, best, start)]
    return chosen, doubtful


def _costs_of_names(ways: Sequence[list[_Way]]) -> dict[str | None, float]:
    """How little speaks for each name: it costs nothing where one byline can only be read so, less the oftener it can."""
    sure = {found[0][1] for found in ways if len(found) == 1}
    possible = Counter([author for found in ways for _, author, _ in found])
    return {
        name: 0.0
        if name in sure
        else 3 - min(3, log2(number)) + (_ENDS_IN_DIGIT if name and name[-1].isdecimal() else 0)
        for name, number in possible.items()
    }


def _seconds(moment: datetime.datetime | None) -> float | None:
    """A moment as seconds since the beginning of the calendar."""
    return None if moment is None else (moment - _BEGINNING).total_seconds()


def _step(before: float | None, after: float | None) -> float:
    """Cost of one time after another: a thread is dense, and does not go backwards."""
    if before is None or after is None:
        return 0.0
    return log2(1 + (after - before) / _DAY) if after >= before else _BACKWARDS


def _cheapest(chain: Sequence[Sequence[_Priced]], start: float | None) -> list[int]:
    """The cheapest ways of comments one after another (Viterbi's algorithm, at most two states a comment)."""
    best: list[tuple[float, float | None]] = [(0.0, start)]
    origins: list[list[int]] = []
    for ways in chain:
        states: list[tuple[float, float | None]] = []
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


def _close(chain: Sequence[Sequence[_Priced]], best: Sequence[int], start: float | None) -> list[int]:
    """The places in the chain of which the other reading would do as well between its neighbours."""
    times = [start, *(found[which][0] for found, which in zip(chain, best, strict=True)), None]
    close: list[int] = []
    for i, ways in enumerate(chain):
        if len(ways) > 1:
            before, after = times[i], times[i + 2]
            costs = [_step(before, seconds) + _step(seconds, after) + cost for seconds, cost in ways]
            if costs[1 - best[i]] - costs[best[i]] < _MARGIN:
                close.append(i)
    return close
