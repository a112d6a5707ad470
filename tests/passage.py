"""Passages made from a text, for the tests of what is found in them."""

from flows.page import lines_within
from flows.posts.passage import Passage


def passage_of(
    text: str,
    introduction: str = "",
    *,
    is_set_apart: bool = False,
    is_closed: bool = False,
    comment: int | None = None,
) -> Passage:
    """The passage with the lines of this text."""
    spans = tuple(lines_within(text, 0, len(text)))
    lines = tuple(text[start:end] for start, end in spans)
    return Passage(lines, spans, introduction, comment, is_set_apart, is_closed)
