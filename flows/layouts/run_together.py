"""Threads whose line breaks are gone: author, time, text and links of all comments in one line after another."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from flows.interface import Interface, interface_of
from flows.layouts.timestamps import dated_times
from flows.layouts.views import View, ViewLine, view_of
from flows.page import Page, Span

_LONGEST_NAME = 80


@lru_cache(maxsize=8)
def run_together_view(page: Page) -> View | None:
    """The page with a line for each author, text and marker of such lines; None where it has none. Linear in the page."""
    words = interface_of(page)
    if words.language.delete not in page.text:
        return None
    marks, word = _marks(words)
    parted = {
        place: parts
        for place, span in enumerate(page.lines)
        if len(parts := _parts(page.text, span, marks, word)) > 1
    }
    if not parted:
        return None
    return view_of(
        page,
        [
            _line(page, part, place, is_first=i == 0)
            for place, span in enumerate(page.lines)
            for i, part in enumerate(parted.get(place, [span]))
        ],
    )


def _marks(words: Interface) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The links under a comment with all marker words behind them; and each of those words by itself."""
    row = words.language
    delimiter = "|".join(map(re.escape, (row.reply + row.delete, row.delete)))
    behind = "|".join(map(re.escape, (row.replies, *row.others)))
    behind += rf"|{re.escape(row.reply)}(?!{re.escape(row.delete)})"
    return re.compile(rf"(?:{delimiter})(?:{behind})*"), re.compile(rf"{delimiter}|{behind}")


def _parts(text: str, span: Span, marks: re.Pattern[str], word: re.Pattern[str]) -> list[Span]:
    """A line cut around its markers and behind each comment's time; the line itself where it is no thread.

    A marker ends a comment where the line ends, or where a name and a time follow: the last before that time.
    """
    start, end = span
    found = list(marks.finditer(text, start, end))
    begins = [start, *(mark.end() for mark in found)]
    cuts = {start, end}
    for time in dated_times(text, start, end) if found else ():
        place = bisect_right(begins, time.start()) - 1
        if 0 < time.start() - begins[place] <= _LONGEST_NAME:
            cuts.add(time.end())
            cuts.update(_words(text, found[place - 1], word) if place else ())
    if len(cuts) == 2:
        return [span]
    if found[-1].end() == end:
        cuts.update(_words(text, found[-1], word))
    return [part for a, b in pairwise(sorted(cuts)) if (part := _trimmed(text, a, b)) is not None]


def _words(text: str, mark: re.Match[str], word: re.Pattern[str]) -> list[int]:
    """Where each of the marker words begins and ends."""
    return [cut for match in word.finditer(text, *mark.span()) for cut in match.span()]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    stretch = text[start:end]
    if not stretch.strip():
        return None
    return Span(start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip()))


def _line(page: Page, part: Span, place: int, *, is_first: bool) -> ViewLine:
    """A part as a line; the first of its line keeps the indent."""
    begin = part.start - (page.indent(place) if is_first else 0)
    return ViewLine(page.text[begin : part.end], ((0, begin),), part, place)
