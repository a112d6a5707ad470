"""Bulletins: what a union or a branch issued to its members, found in a post or pasted into a comment."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from flows.posts.bulletin_fields import Bulletin, bulletin_of
from flows.posts.closes import Close, closes_by_line, unsigned
from flows.posts.cues import BULLETIN_CUES, COMPUTED_CUES, Place
from flows.posts.openings import date_of, headline, is_heading, is_preamble, opening_of
from flows.posts.organisations import UNION
from flows.posts.passage import Passage, Shown, Weighed, weigh


class FoundBulletin(NamedTuple):
    """A bulletin and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    bulletin: Bulletin


class _UnionLines(NamedTuple):
    """The lines that name a union, and those that only have a word for one; in order."""

    named: list[int]
    meant: list[int]


OPENING_CUES = tuple(cue for cue in BULLETIN_CUES if cue.place is Place.OPENING and cue.weight > 0)
CLOSING_CUES = frozenset({"signatories", "officers", "office", "sign_off"})
THRESHOLD = 5
THRESHOLD_UNSIGNED = 4
DECISIVE = frozenset(
    {
        "introduced_by_issuer",
        "reference",
        "report_title",
        "masthead",
        "letterhead",
        "salutation",
        "union_at_head",
    }
)
"""Cues one of which a bulletin must show that no signature or farewell closes."""
OWN_NAMES = frozenset({"reference", "report_title"})
"""Cues that need no union's name beside them."""
_BY_ISSUER = next(cue for cue in BULLETIN_CUES if cue.name == "introduced_by_issuer")
_WEIGHED_CHARACTERS, _WEIGHED_LINES = 3_000, 60
"""How much of a bulletin is weighed: its beginning shows what it is."""
_LONGEST_OPENING = 150
_ANY_UNION = re.compile(r"\b(?:[Tt]his|[Oo]ur|[Yy]our) union\b|\b[Bb]ranch\b")

_OPENING_LINE = re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in OPENING_CUES))


def may_open(line: str) -> bool:
    """Whether a line opens a bulletin by itself; a paragraph never does."""
    return len(line) <= _LONGEST_OPENING and _OPENING_LINE.match(line) is not None


def may_hold(text: str) -> bool:
    """Whether a comment has a line that opens a bulletin, or one that introduces what stands below it."""
    return any(line.endswith((":", ":-")) or may_open(line) for line in text.split("\n"))


def find_bulletins(passage: Passage) -> Iterator[FoundBulletin]:
    """The bulletins of a passage, in order. In a comment one must both open and close as bulletins do.

    Time is linear in the passage: what may close one is looked for once, however many lines may open it.
    """
    openings = [i for i in range(len(passage.lines)) if _opens(passage, i)]
    if not openings:
        return
    closes = closes_by_line(passage.lines, [i for i in openings if may_open(passage.lines[i])])
    begins, unions = _beginnings(passage), _union_lines(passage.lines)
    last = 0
    for opening in openings:
        if opening < last:
            continue
        found = _bulletin(passage, max(begins[opening], last), closes[opening], unions)
        if found is not None:
            yield found
            last = found.last


def _opens(passage: Passage, index: int) -> bool:
    """Whether a bulletin may begin on a line: by the line itself, or because something introduces it there."""
    line = passage.lines[index]
    if may_open(line) or _is_date_line(passage.lines, index):
        return True
    if passage.comment is not None:
        return index > 0 and passage.lines[index - 1].endswith((":", ":-")) and is_heading(line)
    return index == 0 and passage.is_set_apart


def _beginnings(passage: Passage) -> list[int]:
    """For each line, the first of the block that it may open: in a comment, of what only a bulletin has above it."""
    in_comment = passage.comment is not None
    begins: list[int] = []
    for index in range(len(passage.lines)):
        above = passage.lines[index - 1] if index and (in_comment or passage.is_set_apart) else ""
        is_of_block = above and (
            is_preamble(above) or may_open(above) or (is_heading(above) and not in_comment)
        )
        begins.append(begins[-1] if is_of_block else index)
    return begins


def _bulletin(passage: Passage, first: int, close: Close | None, unions: _UnionLines) -> FoundBulletin | None:
    """What stands between an opening and a close, if the cues carry it."""
    introduction = passage.introduction
    if passage.comment is not None:
        introduction = passage.lines[first - 1] if first and passage.lines[first - 1][-1] in ":-" else ""
        if close is None:
            return None
    if close is None:
        opening = opening_of(passage.lines[first:])
        if not (any(map(may_open, opening)) or _BY_ISSUER.find(introduction)):
            return None  # nothing that is decisive can be found
        close = unsigned(passage.lines)
    passage = passage._replace(introduction=introduction)
    weighed = _weigh(_beginning(passage, first, close.last), close)
    names = set(weighed.names)
    if weighed.weight < THRESHOLD or (
        close.cues == () and not (names & DECISIVE and weighed.weight > THRESHOLD_UNSIGNED)
    ):
        return None
    if not names & OWN_NAMES and not _names_union(introduction, unions, first, close.last, names):
        return None
    whole = passage.part(first, close.last)
    return FoundBulletin(first, close.last, bulletin_of(whole, close, weighed))


def _union_lines(lines: Sequence[str]) -> _UnionLines:
    named = [i for i, line in enumerate(lines) if UNION.search(line) is not None]
    return _UnionLines(named, [i for i, line in enumerate(lines) if _ANY_UNION.search(line) is not None])


def _names_union(introduction: str, unions: _UnionLines, first: int, last: int, names: Set[str]) -> bool:
    """Whether a union is named in the introduction or on these lines; where an officer signs, any word of one is enough."""
    if UNION.search(introduction) is not None or _any_between(unions.named, first, last):
        return True
    return "officers" in names and _any_between(unions.meant, first, last)


def _any_between(places: Sequence[int], first: int, last: int) -> bool:
    place = bisect_left(places, first)
    return place < len(places) and places[place] < last


def _beginning(passage: Passage, first: int, end: int) -> Passage:
    """From a line on, as many lines as have a few thousand characters, one at least."""
    length, last = 0, first
    while last < end and length < _WEIGHED_CHARACTERS and last < first + _WEIGHED_LINES:
        length += len(passage.lines[last])
        last += 1
    return passage.part(first, last)


def _is_date_line(lines: Sequence[str], index: int) -> bool:
    if len(lines[index]) > 40 or index + 1 == len(lines) or not is_heading(lines[index + 1]):
        return False
    return date_of(lines[index]) is not None


def _weigh(passage: Passage, close: Close) -> Weighed:
    lines = passage.lines
    opening = opening_of(lines)
    shown = weigh(BULLETIN_CUES, passage, [line for line in opening if len(line) <= _LONGEST_OPENING])
    computed: list[tuple[str, str]] = list(close.cues)
    dated = next((line for line in opening if date_of(line) is not None), None)
    if dated is not None:
        computed.append(("date_line", dated))
    title = headline(lines)
    if title is not None:
        computed.append(("titled", lines[title]))
    if passage.is_set_apart and passage.is_closed:
        computed.append(("set_apart", ""))
    return Weighed((*shown, *(Shown(name, COMPUTED_CUES[name], words) for name, words in computed)))
