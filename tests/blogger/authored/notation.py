"""How authored pages are written: a comment in one call, its text as typed, a thread from its comments in order."""

import datetime
from dataclasses import dataclass

from tests.blogger.truth import TrueComment
from tests.blogger.words import LANGUAGES

Paragraphs = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as an author writes it down."""

    author: str
    when: str
    """Day of the month and time: ``22 08:11``."""
    text: str
    """A blank line parts paragraphs, a line break lines."""
    depth: int = 0
    has_profile: bool = False
    is_removed: bool = False


def top(author: str, when: str, text: str, *, has_profile: bool = False) -> Said:
    """A comment on the post."""
    return Said(author, when, text, has_profile=has_profile)


def reply(author: str, when: str, text: str, *, has_profile: bool = False) -> Said:
    """A reply to the last comment on the post."""
    return Said(author, when, text, depth=1, has_profile=has_profile)


def removed(author: str, when: str, *, depth: int = 0, language: str = "en") -> Said:
    """The notice in place of a comment that its author removed."""
    return Said(author, when, LANGUAGES[language].removed_by_author, depth=depth, is_removed=True)


def paragraphs(text: str) -> Paragraphs:
    """The text's paragraphs of lines."""
    return tuple(tuple(part.split("\n")) for part in text.strip().split("\n\n"))


def thread(year: int, month: int, *comments: Said) -> tuple[TrueComment, ...]:
    """The comments, each reply with its parent; all were posted in one month."""
    made: list[TrueComment] = []
    parent: int | None = None
    for place, said in enumerate(comments):
        parent = parent if said.depth else place
        day, clock = said.when.split()
        made.append(
            TrueComment(
                paragraphs(said.text),
                said.author,
                datetime.datetime.combine(
                    datetime.date(year, month, int(day)), datetime.time.fromisoformat(clock)
                ),
                said.depth,
                parent if said.depth else None,
                said.is_removed,
                said.has_profile,
            )
        )
    return tuple(made)
