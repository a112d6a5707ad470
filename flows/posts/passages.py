"""The passages of a post: its text parted at separators and at the lines that introduce what is passed on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.page import Span
from flows.posts.introducing import is_introduction, is_introduction_at_head, may_lead
from flows.posts.line_cues import gives_pay_or_closing, names_post, opens_as_bulletin
from flows.posts.openings import GREETING, date_of, is_heading
from flows.posts.passage import Passage, lead_of
from flows.segments import BODY, Kind, Ref


class PlacedPassage(NamedTuple):
    """A passage of a post, and the places of its lines among the post's."""

    passage: Passage
    places: tuple[int, ...]


_HEADER, _HEAD = 4, 4
"""Lines among which the post's own date stands, and those below it after which its blogger has come to the point."""
_REACH = 8
"""Lines below a line that may introduce them, among which they show what they are."""
_OWN_HEAD = frozenset({"reference", "masthead", "report_title", "salutation"})
_OF_BULLETIN = frozenset({"reference", "addressee", "salutation", "salutation_to_one"})


def introductions(lines: Sequence[str]) -> list[bool]:
    """Which lines of a post introduce what stands below them; at its head, above any letter, they need say less."""
    found = [is_introduction(line) for line in lines]
    head = next((i + 1 for i, line in enumerate(lines[:_HEADER]) if date_of(line) is not None), 0)
    for place, line in enumerate(lines[: head + _HEAD]):
        if GREETING.match(line) or not _OF_BULLETIN.isdisjoint(opens_as_bulletin(line)):
            break
        found[place] = found[place] or is_introduction_at_head(line)
    for place, line in enumerate(lines[:-1]):
        if not found[place] and may_lead(line):
            found[place] = _begins_anew(lines[place + 1 : place + 1 + _REACH])
    return found


def _begins_anew(lines: Sequence[str]) -> bool:
    """Whether a text of its own begins with these lines: a bulletin's or a letter's head, or a post and its pay."""
    head = lines[:2]
    if any(GREETING.match(line) for line in head):
        return True
    if any(not _OWN_HEAD.isdisjoint(opens_as_bulletin(line)) for line in head):
        return True
    return is_heading(lines[0]) and bool(names_post(lines[0])) and any(map(gives_pay_or_closing, lines[1:]))


def passages(
    lines: Sequence[str],
    spans: Sequence[Span],
    roles: Sequence[tuple[Kind, Ref | None]],
    introduces: Sequence[bool],
) -> Iterator[PlacedPassage]:
    """Runs of body lines between separators, header and introductions; an introduction is body itself.

    ``roles`` may change while the passages are read: the lines of a record introduce nothing.
    """
    introduction, is_set_apart = "", False
    run: list[int] = []
    length = len(lines)
    for place in range(length + 1):
        kind = roles[place][0] if place < length else None
        is_introduction = kind is BODY and introduces[place]
        if kind is BODY and not is_introduction:
            run.append(place)
            continue
        if kind in {Kind.DUPLICATE, Kind.BOILERPLATE, Kind.MARKER}:
            continue
        if run:
            yield PlacedPassage(
                Passage(
                    tuple(lines[i] for i in run),
                    tuple(spans[i] for i in run),
                    introduction,
                    is_set_apart=is_set_apart,
                    is_closed=kind is not None,
                    is_led_out=is_introduction,
                ),
                tuple(run),
            )
            last = run[-1]
            introduction = lead_of(lines[last]) if kind is Kind.SEPARATOR and roles[last][0] is BODY else ""
            run = []
        if kind is not None:
            is_set_apart = kind is Kind.SEPARATOR or is_introduction
        if is_introduction:
            introduction = lead_of(lines[place])
