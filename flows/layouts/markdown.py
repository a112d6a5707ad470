"""Pages in Markdown (html2text): what they show once links, images, escapes and folded lines are undone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from flows.interface import SAID
from flows.layouts.views import View, view_of
from flows.page import BOM, Page, Span, lines_within

_FOLD = re.compile(r"\n(?=\S)(?<=\S\n)")
_WIDE_FOLD = re.compile(r" \n(?=\S)(?<=\S \n)")
_ANY_BREAK = re.compile(r"(?<=\S)(?P<fold> ?(?:\r\n?|\n))(?=\S)|[\r\n]")
_URL = r"\((?:[^()\\\n]++|\\.|\((?:[^()\\\n]++|\\.)*+\))*+\)"
_MARK = re.compile(
    rf"!\[[^\[\]\n]*+\]{_URL}"  # an image shows nothing
    rf"|\[(?=[^\[\]\n]*+(?:(?<=!)\[[^\[\]\n]*+\]{_URL}[^\[\]\n]*+)?\]{_URL})"  # a link shows its text
    rf"|\]{_URL}"
    r"|\\(?=[!-/:-@\[-`{-~])"  # an escape shows the character behind it
    r"|\r\r?"  # a fold shows as one blank
)
"""What of a flat text does not show; its first character tells which of these it is."""
_HEADING = re.compile(r"#{1,6}\s+")
_LINK = re.compile(rf"\]{_URL}")
_SAID = re.compile(rf"(?:{SAID})$")
_LONGEST_SAID = 20


@lru_cache(maxsize=8)
def markdown_view(page: Page) -> View | None:
    """What a page in Markdown shows; None for a page that has no links or images of Markdown. Linear in the page."""
    if "]" not in page.text or "](" not in page.text:
        return None
    flat = _flat(page.text)
    if not _LINK.search(flat):
        return None
    text = flat.replace("\r", " ")
    paragraphs = lines_within(text, 0, len(text))
    marks = sorted([*_headings(text, paragraphs), *(mark.span() for mark in _MARK.finditer(flat))])
    view = view_of(page, *_without(text, marks), paragraphs)
    if len(view.page.lines) == len(paragraphs):
        return view
    shown = [
        after
        for before, after in zip(text.split("\n"), view.page.text.split("\n"), strict=True)
        if before and not before.isspace()
    ]
    blank = {place for place, line in enumerate(shown) if not line or line.isspace()}
    pictures = {place for place in blank if _is_in_text(shown, place)}
    starts = [start for start, _ in paragraphs]
    marks = [mark for mark in marks if bisect_right(starts, mark[0]) - 1 not in pictures]
    left = [span for place, span in enumerate(paragraphs) if place not in blank or place in pictures]
    return view_of(page, *_without(text, marks), left)


def _flat(text: str) -> str:
    """The text with each paragraph on one line, and each character where it was.

    A line goes on with the paragraph of the one above where no blank line, hard break or indent stands between them. A blank
    stands for such a fold, with a CR behind it for each character more.
    """
    if text.startswith(BOM):
        text = "\n" + text[len(BOM) :]
    if "\r" in text or _WIDE_FOLD.search(text):
        return _ANY_BREAK.sub(_flat_break, text)
    return _FOLD.sub(" ", text)


def _flat_break(found: re.Match[str]) -> str:
    return " ".ljust(len(found["fold"]), "\r") if found["fold"] else "\n"


def _headings(text: str, paragraphs: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Where the signs stand that make a paragraph a heading."""
    for start, end in paragraphs:
        if text[start] == "#" and (found := _HEADING.match(text, start, end)) is not None:
            yield found.span()


def _without(text: str, marks: Iterable[tuple[int, int]]) -> tuple[list[str], list[int]]:
    """A text without its marks: the stretches that are left, and where they begin."""
    parts: list[str] = []
    origins: list[int] = []
    position = 0
    is_link = False
    for start, end in marks:
        kind = text[start]
        if kind == "]" and not is_link:
            continue
        if position < start:
            parts.append(text[position:start])
            origins.append(position)
        position = end
        if kind == "[":
            is_link = True
            # Where a link begins is known: a name and a time are not glued.
            if parts and not parts[-1][-1].isspace():
                parts.append(" ")
                origins.append(start)
        elif kind == "]":
            is_link = False
    parts.append(text[position:])
    origins.append(position)
    return parts, origins


def _is_in_text(shown: Sequence[str], place: int) -> bool:
    """Whether a paragraph of pictures alone is a part of a text, and not the portrait above an author's name."""
    below = shown[place + 1].rstrip() if place + 1 < len(shown) else ""
    return _SAID.search(below, max(0, len(below) - _LONGEST_SAID)) is None


def shown_lines(page: Page, length: int) -> list[str]:
    """The first lines of a page as they show: in Markdown the whole paragraph that a line is of, else the line itself."""
    lines = [page.text[start:end] for start, end in page.lines[:length]]
    view = markdown_view(page)
    if view is None:
        return lines
    starts = [start for start, _ in page.lines[:length]]
    for (start, end), (shown_start, shown_end) in zip(view.spans, view.page.lines, strict=True):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first == length:
            break
        lines[first:last] = [view.page.text[shown_start:shown_end]] * (last - first)
    return lines
