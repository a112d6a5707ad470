"""Threads whose line breaks are gone: author, time, text and links of all comments in one line after another."""

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import pairwise

from flows.interface import counts_within, interface_of
from flows.languages import Language
from flows.layouts.timestamps import dated_times
from flows.layouts.views import View, view_of
from flows.page import Page, Span, lines_with

_LONGEST_NAME = 80
_BAR = "|"
"""With blanks, what stands between the parts of a page where an extractor was told to join them so."""
_BETWEEN = r"[\s|]{0,4}"


@lru_cache(maxsize=8)
def run_together_view(page: Page) -> View | None:
    """The page with a line for each author, text and marker of such lines; None where it has none. Linear in the page."""
    words = interface_of(page)
    places = sorted(set(lines_with(page, words.language.delete)).intersection(lines_with(page, ":")))
    if not places:
        return None
    marks, word = _marks(words.language)
    parted = {
        place: parts for place in places if len(parts := _parts(page, page.lines[place], marks, word)) > 1
    }
    if not parted:
        return None
    begun = [
        (part.start - (0 if i else page.indents[place]), part)  # the first part of its line keeps the indent
        for place, span in enumerate(page.lines)
        for i, part in enumerate(parted.get(place, [span]))
    ]
    lines = [page.text[begin : part.end] + "\n" for begin, part in begun]
    return view_of(page, lines, [begin for begin, _ in begun], [part for _, part in begun])


@cache
def _marks(row: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The links under a comment with all marker words behind them; and each of those words by itself."""
    reply, delete = re.escape(row.reply), re.escape(row.delete)
    top = f"{reply}{_BETWEEN}{delete}"
    behind = "|".join(map(re.escape, (row.replies, *row.others))) + f"|{reply}(?!{_BETWEEN}{delete})"
    mark = re.compile(rf"(?:{top}|{delete})(?:{_BETWEEN}(?:{behind}))*")
    return mark, re.compile(rf"{reply}{delete}|{delete}|{behind}|{reply}")


def _parts(page: Page, span: Span, marks: re.Pattern[str], word: re.Pattern[str]) -> list[Span]:
    """A line cut around its markers and its count, and behind each comment's time; the line itself where it is no thread.

    A marker ends a comment where the line ends, or where a name and a time follow: the last before that time.
    """
    text, (start, end) = page.text, span
    times = list(dated_times(text, start, end))
    found = list(marks.finditer(text, start, end)) if times else []
    if not found:
        return [span]
    stops = sorted([*(mark.span() for mark in found), *counts_within(page, span)])
    begins = [start, *(stop for _, stop in stops)]
    cuts, last = {start, end}, -1
    for time in times:
        place = bisect_right(begins, time.start) - 1
        if place > last and 0 < time.start - begins[place] <= _LONGEST_NAME:
            last = place
            cuts.add(time.end)
            cuts.update(_words(text, stops[place - 1], word) if place else ())
    if len(cuts) == 2:
        return [span]
    if stops[-1][1] > max(cuts - {end}):
        cuts.update(_words(text, stops[-1], word))
    return [part for a, b in pairwise(sorted(cuts)) if (part := _trimmed(text, a, b)) is not None]


def _words(text: str, stop: tuple[int, int], word: re.Pattern[str]) -> list[int]:
    """Where each of the marker words begins and ends; the edges alone of a count."""
    return [*stop, *(cut for match in word.finditer(text, *stop) for cut in match.span())]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without blanks, and what an extractor put between the parts of a page, around it."""
    while start < end and (text[start] == _BAR or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] == _BAR or text[end - 1].isspace()):
        end -= 1
    return Span(start, end) if start < end else None
