"""The post's own title, date and author, where the page gives them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.dates import WEEKDAY_DATE, PartialDate, Precision, whole_date
from flows.layouts.timestamps import day_on_line
from flows.posts.introducing import is_introduction
from flows.posts.line_cues import may_open
from flows.posts.openings import reference_of

_CLOCK = re.compile(r"\d{1,2}:\d{2}.{0,8}")
_LONGEST_TITLE = 150
_LONGEST_NAME = 80
_LONGEST_MASTHEAD = 3
_PAPER = re.compile(r"\b(?:bulletin|circular|newsletter|briefing|mail-?out)\b", re.IGNORECASE)
"""What no post calls itself in its title."""
_BYLINE = re.compile(r"Posted by (?P<author>.{1,60}?) ?at ?(?:\d.{3,14})?")


class Header(NamedTuple):
    """What stands in a post's header, and on which of its lines."""

    lines: tuple[int, ...] = ()
    title: str | None = None
    published: PartialDate | None = None
    author: str | None = None


def read_header(
    lines: Sequence[str], is_free: Sequence[bool], *, needs_weekday: bool, is_whole: bool = False
) -> Header:
    """The header with which the page opens, or that an extractor left behind the post, above the byline.

    ``is_free`` says which lines may be read as one: no bulletin's, no separator. Of a page that is whole, with the blog's
    own words about the post, a date with its weekday is the blog's, whatever the title beside it names.
    """
    begun = [i for i, line in enumerate(lines) if line.startswith("Posted by")]
    bylines = ((i, author) for i in reversed(begun) if (author := _author(lines, i)) is not None)
    byline = next((found for found in bylines if not any(is_free[found[0] + 1 :])), None)
    header = _opening(lines, is_free, needs_weekday=needs_weekday, is_whole=is_whole)
    if not header.lines and byline is not None:
        header = _above_byline(lines, is_free, byline[0])
    return header._replace(author=byline[1] if byline else None)


def byline_length(lines: Sequence[str], place: int) -> int:
    """How many lines a byline that begins here takes, 0 for none; an extractor may give each of its parts a line."""
    if (
        lines[place] != "Posted by"
        or lines[place + 2 : place + 3] != ["at"]
        or len(lines[place + 1]) > _LONGEST_NAME
    ):
        return 0
    return 4 if _CLOCK.fullmatch("".join(lines[place + 3 : place + 4])) else 3


def _author(lines: Sequence[str], place: int) -> str | None:
    """Who wrote the post, by the byline that begins on this line, which says who it was ``Posted by``."""
    line = lines[place]
    if byline_length(lines, place):
        return lines[place + 1]
    match = _BYLINE.fullmatch(line) if line.startswith("Posted by ") and len(line) < _LONGEST_TITLE else None
    return match["author"].strip() if match else None


def _opening(lines: Sequence[str], is_free: Sequence[bool], *, needs_weekday: bool, is_whole: bool) -> Header:
    """A date and then a title, which the blog's own name may precede; or a title and then a date with its weekday."""
    if len(lines) < 2 or not is_free[0]:
        return Header()
    # A post may be titled as a bulletin is; the date below, with its weekday, is the blog's.
    is_dated = is_free[1] and day_on_line(lines[1]) is not None
    is_blogs = is_dated and not _is_paper(lines[0])
    begins_dated = _has_weekday(lines[0])
    has_title = is_whole and (begins_dated or is_dated) and not _is_paper(lines[1 if begins_dated else 0])
    if ((may_open(lines[0]) and not is_blogs) or may_open(lines[1])) and not has_title:
        return Header()
    if (header := _under_masthead(lines, is_free, is_whole=is_whole)) is not None:
        return header
    date = _date(lines[0])
    if date is not None and (_has_weekday(lines[0]) or not needs_weekday):
        if is_free[1] and _is_title(lines[1]):
            return Header((0, 1), lines[1], date)
        return Header((0,), None, date)
    date = _date(lines[1]) if is_free[1] and _has_weekday(lines[1]) else None
    if date is not None and _is_title(lines[0]):
        return Header((0, 1), lines[0], date)
    return Header()


def _is_paper(line: str) -> bool:
    """Whether a line is the head of a bulletin or the like, by its reference or its name."""
    return _has_reference(line) or _PAPER.search(line) is not None


def _has_reference(line: str) -> bool:
    return reference_of([line]) is not None


def _under_masthead(lines: Sequence[str], is_free: Sequence[bool], *, is_whole: bool) -> Header | None:
    """A date with its weekday and a title under it, below a few lines that can only be the blog's name and motto."""
    for place in range(1, min(_LONGEST_MASTHEAD + 1, len(lines) - 1)):
        above, below = lines[place - 1], lines[place + 1]
        if not is_free[place] or len(above) > _LONGEST_NAME or not _is_title(above):
            return None
        if may_open(above) and not is_whole:
            return None
        if _has_weekday(lines[place]) and (date := _date(lines[place])) is not None:
            # Of two lines that may open a bulletin the lower is its; so it is where the blog's own words are not there.
            is_bulletins = may_open if may_open(above) or not is_whole else _has_reference
            if (
                is_free[place + 1]
                and len(below) <= _LONGEST_NAME
                and _is_title(below)
                and not is_bulletins(below)
            ):
                return Header(tuple(range(place + 2)), below, date)
            return None
    return None


def _above_byline(lines: Sequence[str], is_free: Sequence[bool], byline: int) -> Header:
    if byline < 2 or not (is_free[byline - 1] and is_free[byline - 2]) or not _has_weekday(lines[byline - 2]):
        return Header()
    date = _date(lines[byline - 2])
    if date is None or not _is_title(lines[byline - 1]):
        return Header()
    return Header((byline - 2, byline - 1), lines[byline - 1], date)


def _has_weekday(line: str) -> bool:
    return WEEKDAY_DATE.match(line) is not None or day_on_line(line) is not None


def _date(line: str) -> PartialDate | None:
    """The day that a line is, in English or, with its weekday, in a language of the interface."""
    if (day := day_on_line(line, needs_weekday=False)) is not None:
        return PartialDate(day, Precision.DAY, line)
    date = whole_date(line) if len(line) < 40 else None
    return date if date is not None and date.precision is Precision.DAY else None


def _is_title(line: str) -> bool:
    """A post's title is free in form; a paragraph and the words before a quotation are none."""
    ends_sentence = line.endswith(".") and not line.endswith("..")
    return len(line) <= _LONGEST_TITLE and not ends_sentence and not is_introduction(line)
