"""Pages in Markdown (html2text): what they show once links, images, escapes and folded lines are undone."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from flows.interface import SAID
from flows.layouts.views import View, ViewLine, view_of
from flows.page import Page, Span

_URL = r"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
_MARKS = (
    rf"!\[[^\[\]]*+\]{_URL}"  # an image shows nothing
    rf"|\[(?=[^\[\]]*+(?:(?<=!)\[[^\[\]]*+\]{_URL}[^\[\]]*+)?\]{_URL})"  # a link shows its text
    rf"|\]{_URL}"
    r"|\\(?=[!-/:-@\[-`{-~])"  # an escape shows the character behind it
)
"""Told apart by their first characters, which also lets a search skip all others."""
_MARK = re.compile(_MARKS, re.DOTALL)
_MARK_OR_FOLD = re.compile(rf"{_MARKS}|\n|\r\n?| [\r\n]\n?", re.DOTALL)
_HEADING = re.compile(r"#{1,6}\s+")
_SAID = re.compile(rf"(?:{SAID})$")
_LONGEST_SAID = 20
_WIDE_FOLDS = frozenset((" \n", "\r\n", " \r\n", " \r"))
"""What may fold a line besides a line break of one character."""
_LINK = re.compile(rf"\]{_URL}", re.DOTALL)


@lru_cache(maxsize=8)
def markdown_view(page: Page) -> View | None:
    """What a page in Markdown shows; None for a page that has no links or images of Markdown. Linear in the page."""
    if "]" not in page.text or "](" not in page.text or not _LINK.search(page.text):
        return None
    firsts, widely_folded = _paragraphs(page)
    lines = [
        _shown(page, first, last, is_even=first not in widely_folded)
        for first, last in pairwise((*firsts, len(page.lines)))
    ]
    blank = {place for place, line in enumerate(lines) if not line.text or line.text.isspace()}
    return view_of(
        page,
        [
            _raw(page, line) if place in blank else line
            for place, line in enumerate(lines)
            if place not in blank or _is_in_text(lines, place)
        ],
    )


def _paragraphs(page: Page) -> tuple[list[int], set[int]]:
    """The first line of each paragraph; and of those of which a fold has more than one character.

    A line goes on with the paragraph of the one above: no blank line, hard break or indent stands between them.
    """
    firsts, widely_folded = [0], set[int]()
    above = page.lines[0].start - 1
    for line, (start, end) in enumerate(page.lines):
        if start - above != 1:
            if page.text[above:start] in _WIDE_FOLDS:
                widely_folded.add(firsts[-1])
            else:
                firsts.append(line)
        above = end
    return firsts, widely_folded


def _is_in_text(lines: list[ViewLine], place: int) -> bool:
    """Whether a paragraph of pictures alone is a part of a text, and not the portrait above an author's name."""
    below = lines[place + 1].text.rstrip() if place + 1 < len(lines) else ""
    return _SAID.search(below, max(0, len(below) - _LONGEST_SAID)) is None


def _raw(page: Page, line: ViewLine) -> ViewLine:
    """A line that shows nothing, as it stands on the page; without line breaks."""
    text = _without_breaks(page.text[slice(*line.span)])
    return line._replace(text=text, origins=((0, line.span.start),))


def _shown(page: Page, first: int, last: int, *, is_even: bool) -> ViewLine:
    """The paragraph of these lines as one line; blank where it shows nothing. Even folds have one character each."""
    start, end = page.lines[first].start, page.lines[last - 1].end
    begin = start - page.indent(first)
    text = page.text[begin:end]
    if is_even:
        text = _without_breaks(text)
        if "[" not in text and "]" not in text and "\\" not in text and "#" not in text:
            return ViewLine(text, ((0, begin),), Span(start, end), first)
    heading = _HEADING.match(text, start - begin)
    marks = (_MARK if is_even else _MARK_OR_FOLD).finditer(text, heading.end() if heading else 0)
    shown, origins = _without(text, (heading, *marks) if heading else marks, begin)
    return ViewLine(shown, origins, Span(start, end), first)


def _without(
    text: str, marks: Iterable[re.Match[str]], begin: int
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A paragraph without its marks, and where its stretches stand on the page; there it begins at this offset."""
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    position = length = links = 0
    for mark in marks:
        start, end = mark.span()
        kind = text[start]
        if kind == "]" and not links:
            continue
        shown = text[position:start]
        if kind == "[":
            links += 1
            # Where a link begins is known: a name and a time are not glued.
            if (shown or parts) and not (shown or parts[-1])[-1].isspace():
                shown += " "
        elif kind == "]":
            links -= 1
        elif kind.isspace():  # a fold
            shown += " "
        if shown:
            parts.append(shown)
            origins.append((length, begin + position))
            length += len(shown)
        position = end
    if position < len(text):
        parts.append(text[position:])
        origins.append((length, begin + position))
    # Within brackets that are no link's, a fold is left.
    return _without_breaks("".join(parts)), tuple(origins)


def _without_breaks(text: str) -> str:
    """The text with a blank for each character of a line break."""
    return text.replace("\n", " ").replace("\r", " ")


def shown_lines(page: Page, length: int) -> list[str]:
    """The first lines of a page as they show: in Markdown the whole paragraph that a line is of, else the line itself."""
    lines = [page.text[start:end] for start, end in page.lines[:length]]
    view = markdown_view(page)
    if view is None:
        return lines
    for line in view.lines:
        number, text, end = line.first_line, line.text.strip(), line.span.end
        while number < length and page.lines[number].start < end:
            lines[number] = text
            number += 1
    return lines
