"""Threads: what a dialect reads from a page, and the rules that its dialects share."""

from enum import StrEnum
from typing import NamedTuple

from flows.layouts.bylines import Posted
from flows.problems import Finding
from flows.segments import Piece


class Certainty(StrEnum):
    CERTAIN = "certain"
    """By well-formed markers, numbers or author lines."""
    INFERRED = "inferred"
    """Extent or parent rests on less."""
    DOUBTFUL = "doubtful"
    """A problem says why."""


class ThreadComment(NamedTuple):
    """One comment: its depth, and the place in the thread of the comment that it answers."""

    depth: int
    parent: int | None
    certainty: Certainty
    posted: Posted = Posted()


class Thread(NamedTuple):
    """The thread of a page. Lines before ``first_line`` are the post; the pieces cover all from there on."""

    first_line: int
    pieces: tuple[Piece, ...] = ()
    comments: tuple[ThreadComment, ...] = ()
    declared: int | None = None
    findings: tuple[Finding, ...] = ()


def count_findings(declared: int | None, found: int, start: int, end: int) -> list[Finding]:
    """What to say where a page declares another number of comments than was found; the span is the count line."""
    if declared is None or declared == found:
        return []
    if 2 * found < declared:
        message = (
            f"the page declares {declared} comments, {found} were found: the extractor dropped most of them or their "
            "markers, and what was found may hold the text of others"
        )
        return [Finding("thread_incomplete", message, start, end)]
    if found < declared:
        message = f"the page declares {declared} comments, {found} were found: the extractor dropped some"
        return [Finding("comments_missing", message, start, end)]
    message = f"the page declares {declared} comments, but {found} were found: look for one that was split"
    return [Finding("comments_surplus", message, start, end)]
