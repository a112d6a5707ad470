"""Bulletins: what a union or a branch issued to its members, found in a post or pasted into a comment."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.posts.bulletin_fields import OPENING_LINES, Bulletin, Close, bulletin_of, date_of, is_heading
from flows.posts.cues import BULLETIN_CUES, Place
from flows.posts.organisations import unions_in
from flows.posts.passage import Passage, Weighed, weigh
from flows.posts.signatures import SIGN_OFF, Signatory, Signature, signature_at, signature_group


class FoundBulletin(NamedTuple):
    """A bulletin and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    bulletin: Bulletin


OPENING_CUES = tuple(cue for cue in BULLETIN_CUES if cue.place is Place.OPENING)
ISSUER_INTRODUCTION = next(cue for cue in BULLETIN_CUES if cue.name == "introduced_by_issuer")
COMPUTED_WEIGHTS = {"date_line": 1, "signatories": 2, "sign_off": 2}
"""Cues that take more than a pattern: a line that is a date above a title; names with roles; words of farewell."""
CLOSING_CUES = frozenset({"signatories", "sign_off"})
THRESHOLD = 4
DECISIVE = frozenset({"introduced_by_issuer", "reference", "report_title", "salutation"})
"""Cues one of which a bulletin must show that no signature or farewell closes."""
OWN_NAMES = frozenset({"reference", "report_title"})
"""Cues that need no union's name beside them."""
_WEIGHED_LINES = 60
_LONGEST_OPENING = 150

_OPENING_LINE = re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in OPENING_CUES))


def may_open(line: str) -> bool:
    """Whether a line opens a bulletin by itself; a paragraph never does."""
    return len(line) <= _LONGEST_OPENING and _OPENING_LINE.match(line) is not None


def find_bulletins(passage: Passage) -> Iterator[FoundBulletin]:
    """The bulletins of a passage, in order. In a comment one must both open and close as bulletins do.

    Time is linear in the passage: what may close one is looked for once, however many lines may open it.
    """
    lines = passage.lines
    close: Close | None = None
    first = _opening(passage, 0)
    while first is not None:
        if close is None or close.first <= first:
            close = _close(lines, first + 1)
        found = _bulletin(passage, first, close)
        if found is not None:
            yield found
        first = _opening(passage, first + 1 if found is None else found.last)


def _bulletin(passage: Passage, first: int, close: Close) -> FoundBulletin | None:
    """What stands between an opening and a close, if the cues carry it."""
    if passage.comment is not None and close.cue is None:
        return None
    weighed = _weigh(passage.part(first, min(close.last, first + _WEIGHED_LINES)), close)
    if weighed.weight < THRESHOLD or (close.cue is None and not DECISIVE.intersection(weighed.names)):
        return None
    whole = passage.part(first, close.last)
    if not OWN_NAMES.intersection(weighed.names) and not unions_in(
        "\n".join((passage.introduction, *whole.lines))
    ):
        return None
    return FoundBulletin(first, close.last, bulletin_of(whole, close, weighed.names))


def _opening(passage: Passage, start: int) -> int | None:
    """The first line from this one on that may open a bulletin."""
    lines = passage.lines
    if start == 0 and lines and ISSUER_INTRODUCTION.pattern.search(passage.introduction):
        return 0
    return next((i for i in range(start, len(lines)) if may_open(lines[i]) or _is_date_line(lines, i)), None)


def _is_date_line(lines: Sequence[str], index: int) -> bool:
    if len(lines[index]) > 40 or index + 1 == len(lines) or not is_heading(lines[index + 1]):
        return False
    return date_of(lines[index]) is not None


def _close(lines: Sequence[str], start: int) -> Close:
    """The last sign-off or signatures from this line on, before another bulletin opens.

    Names directly under the opening are the author's, not the end.
    """
    close: Close | None = None
    index = start
    while index < len(lines):
        found = _close_at(lines, index)
        if found is not None:
            is_byline = index == start and found.cue == "signatories" and found.last < len(lines)
            close = close if is_byline else found
            index = found.last
        elif close is not None and may_open(lines[index]):
            break
        else:
            index += 1
    return close or Close(len(lines), len(lines), None, (), ())


def _close_at(lines: Sequence[str], index: int) -> Close | None:
    signature = signature_group(lines, index)
    if signature is not None:
        last = signature.last + 1
        return Close(index, last, "signatories", signature.signatories, tuple(lines[index:last]))
    if len(lines[index]) < 40 and SIGN_OFF.fullmatch(lines[index]):
        return _signed_off(lines, index)
    return None


def _signed_off(lines: Sequence[str], index: int) -> Close:
    last = index + 1
    signatories: list[Signatory] = []
    while last < len(lines) and last <= index + 4:
        signature: Signature | None = signature_at(lines, last)
        if signature is not None:
            signatories += signature.signatories
            last = signature.last + 1
        elif last == index + 1 and is_heading(lines[last]) and len(lines[last].split()) <= 6:
            last += 1
        else:
            break
    cue = "signatories" if signatories else "sign_off"
    return Close(index, last, cue, tuple(signatories), tuple(lines[index + 1 : last]))


def _weigh(passage: Passage, close: Close) -> Weighed:
    weighed = weigh(BULLETIN_CUES, passage, passage.lines[:OPENING_LINES])
    has_date_line = any(_is_date_line(passage.lines, i) for i in range(min(2, len(passage.lines))))
    computed = [*(["date_line"] if has_date_line else []), *([close.cue] if close.cue else [])]
    weight = weighed.weight + sum(COMPUTED_WEIGHTS[name] for name in computed)
    return Weighed(weight, (*weighed.names, *computed))
