"""Bulletins: what a union or a branch issued to its members, found in a post or pasted into a comment."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from flows.posts.bulletin_fields import Bulletin, bulletin_of
from flows.posts.closes import Close, closes_by_line, end_of_foot, speaks_for_himself, unsigned
from flows.posts.cues import BULLETIN_CUES, COMPUTED_CUES
from flows.posts.farewells import ENDS
from flows.posts.line_cues import (
    LONGEST_OPENING_LINE,
    begins_against_bulletin,
    first_shown,
    may_open,
    opens_as_bulletin,
)
from flows.posts.openings import (
    LONGEST_OPENING,
    date_of,
    headline,
    is_below_name,
    is_heading,
    is_preamble,
    opening_of,
)
from flows.posts.organisations import UNION
from flows.posts.passage import Passage, Shown, Weighed, ends_as_lead, weigh


class FoundBulletin(NamedTuple):
    """A bulletin and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    bulletin: Bulletin


CLOSING_CUES = frozenset({"signatories", "officers", "office", "sign_off", "ends"})
THRESHOLD = 5
SIGNED = frozenset({"officers", "office", "union_signs"})
"""Cues one of which a bulletin in a comment must show, if the comment does not introduce it as one."""
INTRODUCED = frozenset(
    {
        "introduced_as_shared",
        "introduced_by_issuer",
        "introduced_from_union",
        "introduced_as_paper",
        "introduced_as_answer",
    }
)
DECISIVE = frozenset(
    {
        "introduced_by_issuer",
        "reference",
        "report_title",
        "masthead",
        "letterhead",
        "salutation",
        "union_at_head",
        "union_tells_of_itself",
    }
)
"""Cues one of which a bulletin must show that no signature or farewell closes."""
OWN_NAMES = frozenset({"reference", "report_title"})
"""Cues that need no union's name beside them."""
_BY_ISSUER = next(cue for cue in BULLETIN_CUES if cue.name == "introduced_by_issuer")
_WEIGHED_CHARACTERS, _WEIGHED_LINES = 3_000, 60
"""How much of a bulletin is weighed: its beginning shows what it is."""
_LEAST_LINES, _LEAST_UNSIGNED = 2, 200
"""Lines of what nobody introduces or signs, characters of what a comment introduces: less is a heading, or a quoted one."""
_LONGEST_QUESTION = 60
_QUESTION = re.compile(
    r"(?:Q\d{0,2}[.:)]? ?)?(?:What|When|Where|Who|Why|How|Can|Could|Do|Does|Will|Should|Must|If)\b[^?]{0,200}\?"
)
"""What a reader of the bulletin might ask."""
_CUT_OFF = re.compile(r"\W*(?:(?:[Rr]ead|[Ss]ee) more|[Cc]ontinue reading)\b.{0,20}")
"""For a whole line: the link to the rest of what a site shows the beginning of."""
_BY_OFFICER = re.compile(r"\b(?:blog|message|e-?mail|[Gg]eneral [Ss]ecretary|GS|[Cc]hair)\b")
"""In an introduction: what follows is by one person, who may say "I"."""
_ANY_UNION = re.compile(r"\b(?:[Tt]his|[Oo]ur|[Yy]our) union\b|\b[Bb]ranch\b")


def may_hold(text: str) -> bool:
    """Whether a comment has a line that opens a bulletin, or one that introduces what stands below it."""
    short = [line for line in text.split("\n") if len(line) <= LONGEST_OPENING_LINE]
    if len(short) < 2:  # what closes one is on a line of its own, and short too
        return False
    return ":\n" in text or ":-\n" in text or ends_as_lead(text) or any(map(may_open, short))


def find_bulletins(passage: Passage) -> Iterator[FoundBulletin]:
    """The bulletins of a passage, in order. In a comment one must both open and close as bulletins do.

    Time is linear in the passage: what may close one is looked for once, however many lines may open it.
    """
    opens = [may_open(line) for line in passage.lines]
    openings = [i for i, alone in enumerate(opens) if alone or _opens_here(passage, i)]
    if not openings:
        return
    closes = closes_by_line(passage.lines, [i for i in openings if opens[i]])
    around = _Around(passage, opens)
    last = 0
    for opening in openings:
        if opening >= last and (found := _bulletin(around, opening, last, closes[opening])) is not None:
            yield found
            last = found.last


def _opens_here(passage: Passage, index: int) -> bool:
    """Whether a bulletin may begin on a line that does not open one by itself: something introduces it there."""
    line = passage.lines[index]
    if _is_date_line(passage.lines, index):
        return True
    if passage.comment is not None:
        is_head = is_heading(line) or line.startswith("Dear ")
        return index > 0 and ends_as_lead(passage.lines[index - 1]) and is_head
    return index == 0 and passage.is_set_apart


class _Around:
    """What is asked of a passage's lines around each opening; looked for once, if at all."""

    def __init__(self, passage: Passage, opens: Sequence[bool]) -> None:
        self.passage = passage
        self.opens = opens
        self._begins: dict[int, int] = {}

    def begin(self, index: int) -> int:
        """The first line of the block that a line may open: in a comment, of what only a bulletin has above it."""
        first = index
        while first not in self._begins and first > 0 and self._is_of_block(first - 1):
            first -= 1
        self._begins[index] = self._begins.get(first, first)
        return self._begins[index]

    def _is_of_block(self, index: int) -> bool:
        line = self.passage.lines[index]
        is_apart = self.passage.is_set_apart and self.passage.comment is None
        is_name = is_below_name(self.passage.lines[index + 1])
        return self.opens[index] or ((is_apart or is_name) and is_heading(line)) or is_preamble(line)

    def names_union(self, first: int, last: int, names: Set[str]) -> bool:
        """Whether a union is named on these lines; where an officer signs, any word of one is enough."""
        return _any_between(self._named, first, last) or (
            "officers" in names and _any_between(self._meant, first, last)
        )

    def end_of_unsigned(self, first: int) -> int:
        """Where what nothing signs ends: with its passage; where no separator closes that, before the blogger speaks.

        Of one person's letter, and above an introduction, only what is said towards the end is taken for the blogger's.
        """
        passage = self.passage
        lines = passage.lines
        cut = bisect_left(self._cuts, first + 1)
        end = self._cuts[cut] if cut < len(self._cuts) else len(lines)
        ended = bisect_left(self.ends, first + 1)
        if ended < len(self.ends) and self.ends[ended] < end:
            return end_of_foot(lines, self.ends[ended])
        place = bisect_left(self._blogger, first + 1, hi=bisect_left(self._blogger, end))
        if place == bisect_left(self._blogger, end) or (passage.is_closed and not passage.is_led_out):
            return end
        speaks = self._blogger[place]
        if passage.comment is not None:
            return speaks
        if passage.is_led_out or self._is_personal(first):
            return speaks if speaks - first > (end - first) // 2 else end
        return speaks

    def _is_personal(self, first: int) -> bool:
        """Whether a bulletin is the letter or report of one person, who may say "I" in it."""
        return _BY_OFFICER.search(self.passage.introduction) is not None or any(
            "salutation" in (shown := opens_as_bulletin(line))
            or ("report_title" in shown and "eport" in line)
            for line in self.passage.lines[first : first + 4]
        )

    @cached_property
    def _cuts(self) -> list[int]:
        return [i for i, line in enumerate(self.passage.lines) if _CUT_OFF.fullmatch(line) is not None]

    @cached_property
    def ends(self) -> list[int]:
        """The lines that say that a statement ends."""
        return [i for i, line in enumerate(self.passage.lines) if ENDS.fullmatch(line) is not None]

    @cached_property
    def _blogger(self) -> list[int]:
        return [
            i for i, line in enumerate(self.passage.lines) if speaks_for_himself(line) and not self._asks(i)
        ]

    def _asks(self, index: int) -> bool:
        """Whether only a question that a reader of the bulletin might ask says "I": a heading, or one answered behind it."""
        line = self.passage.lines[index]
        question = _QUESTION.match(line)
        if question is None:
            return False
        answer = line[question.end() :]
        is_heading = not answer and len(line) <= _LONGEST_QUESTION and index + 1 < len(self.passage.lines)
        return is_heading or (bool(answer) and not speaks_for_himself(answer))

    @cached_property
    def _named(self) -> list[int]:
        return [i for i, line in enumerate(self.passage.lines) if UNION.search(line) is not None]

    @cached_property
    def _meant(self) -> list[int]:
        return [i for i, line in enumerate(self.passage.lines) if _ANY_UNION.search(line) is not None]


def _any_between(places: Sequence[int], first: int, last: int) -> bool:
    place = bisect_left(places, first)
    return place < len(places) and places[place] < last


def _bulletin(around: _Around, opening: int, least: int, close: Close | None) -> FoundBulletin | None:
    """What stands between an opening and a close, if the cues carry it; it begins on the ``least`` line or below."""
    passage = around.passage
    if close is None and not _may_be_unsigned(around, opening):
        return None
    first = max(around.begin(opening), least)
    close = close or unsigned(passage.lines, around.end_of_unsigned(first))
    if passage.comment is not None:
        above = passage.lines[first - 1] if first else ""
        passage = passage._replace(introduction=above if ends_as_lead(above) else "")
    if not close.signed_lines and not passage.introduction and close.last - first < _LEAST_LINES:
        return None
    weighed = _weigh(_beginning(passage, first, close.last), close)
    names, all_names = set(weighed.names), {cue.name for cue in weighed.shown}
    if "signed_by_others" in all_names and "union_signs" not in all_names:
        return None
    length = passage.spans[close.last - 1].end - passage.spans[first].start
    is_passed_on = names & INTRODUCED and names & DECISIVE and length >= _LEAST_UNSIGNED
    if passage.comment is not None and not names & SIGNED and not is_passed_on:
        return None  # words of farewell are what readers write too
    if weighed.weight < THRESHOLD or not (close.signed_lines or names & DECISIVE):
        return None
    is_named = names & OWN_NAMES or UNION.search(passage.introduction) is not None
    if not is_named and not around.names_union(first, close.last, names):
        return None
    return FoundBulletin(first, close.last, bulletin_of(passage.part(first, close.last), close, weighed))


def _may_be_unsigned(around: _Around, opening: int) -> bool:
    """Whether anything decisive can be found where nothing closes a bulletin; in a comment something must introduce it."""
    passage = around.passage
    introduction = passage.introduction
    if passage.comment is not None:
        first = around.begin(opening)
        introduction = passage.lines[first - 1] if first else ""
        if not ends_as_lead(introduction):
            return False
    reach = slice(opening, opening + LONGEST_OPENING)
    opens = around.opens[reach]
    is_opened = any(opens) and any(opens[: len(opening_of(passage.lines[reach]))])
    return is_opened or bool(around.ends) or _BY_ISSUER.find(introduction) is not None


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
    at_lines = first_shown(
        (
            *(opens_as_bulletin(line) for line in opening if len(line) <= LONGEST_OPENING_LINE),
            *map(begins_against_bulletin, lines),
        )
    )
    shown = weigh(BULLETIN_CUES, passage, at_lines)
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
