"""The passages of a post: its text parted at separators and at the lines that introduce what is passed on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.page import Span
from flows.posts.passage import Passage, lead_of
from flows.segments import BODY, Kind, Ref


class PlacedPassage(NamedTuple):
    """A passage of a post, and the places of its lines among the post's."""

    passage: Passage
    places: tuple[int, ...]


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
