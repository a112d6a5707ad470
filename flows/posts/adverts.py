"""Job adverts, found in a post or pasted into a comment."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.posts.advert_fields import JobAdvert, advert_of, introduces_several
from flows.posts.cues import ADVERT_CUE, ADVERT_CUES, Cue
from flows.posts.employers import employer_introduced, is_label_alone, with_values
from flows.posts.line_cues import (
    begins_as_in_advert,
    first_shown,
    gives_pay_or_closing,
    lines_that_may_begin_as_in_advert,
    names_post,
)
from flows.posts.openings import is_heading
from flows.posts.passage import Passage, Weighed, lead_of, may_be_shown, weigh


class FoundAdvert(NamedTuple):
    """An advert and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    advert: JobAdvert


THRESHOLD = 6
THRESHOLD_IN_COMMENT = 8
"""A comment must hold more signs: readers quote a line to remark on it."""
OPENING_LINES = 4
SPEAKS_OF_APPLYING = frozenset(
    {
        "introduced_as_advert",
        "closing_date",
        "closing_in_prose",
        "interview_date",
        "interviews_in_prose",
        "applicant",
        "recruiting",
        "speaks_to_applicant",
    }
)
"""Cues one of which an advert must show: pay alone is a pay table's too."""
OF_A_POST = frozenset(
    {"names_post", "labelled_field", "interview_date", "interviews_in_prose", "introduced_as_advert"}
)
"""Cues one of which it must show besides: pay and a closing date are a severance scheme's too."""
_SIGNS = frozenset({"salary_line", "closing_date", "interview_date", "labelled_field"})
_SIGNS_IN_PROSE = frozenset(
    {"salary_in_prose", "closing_in_prose", "interviews_in_prose", "applicant", "recruiting"}
)
_IN_PROSE = tuple(ADVERT_CUE[name] for name in sorted(_SIGNS_IN_PROSE))
_INTRODUCED = ADVERT_CUE["introduced_as_advert"]
_LONGEST_STRONG = 300
_INVITES = re.compile(
    r"\b(?:apply|application|applicants?|CV|covering letter|contact|telephone|e-?mail|informal|write to|please (?:send|reply|ring|call)|further (?:details|information)"
    r"|equal opportunit(?:y|ies)|references?|ability to fulfil all|Disability Confident|subject to (?:\w+ ){0,3}(?:DBS|vetting|clearance))\b",
    re.IGNORECASE,
)
"""What a line below the last sign says where it still is the advert's."""
_NUMBER_ALONE = re.compile(r"\(?\d{1,2}[.)]")
_ITEM = re.compile(r"[-–*•·]\s")
_SPEAKS = re.compile(r"\bI\b|\?$")
"""A reader, not an employer, says so."""


def may_advertise(text: str) -> bool:
    """Whether a line of a text gives a salary or a closing date, one of which an advert must have."""
    lines = text.split("\n")
    if not ("£" in text or "€" in text or "$" in text or "alary" in text):
        lines = lines_that_may_begin_as_in_advert(lines)
    return any(map(_is_strong, lines))


def _is_strong(line: str) -> bool:
    if "alary" in line and ADVERT_CUE["salary_in_prose"].find(line) is not None:
        return True
    return len(line) <= _LONGEST_STRONG and gives_pay_or_closing(line)


def find_adverts(passage: Passage, earlier_paper: str | None = None) -> Iterator[FoundAdvert]:
    """The adverts of a passage, in order; ``earlier_paper`` is where the advert before was published, if both were.

    An advert names the post, or was introduced as one.
    """
    if _may_have_values_below(passage):
        passage = passage._replace(lines=with_values(passage.lines))
    if not may_advertise("\n".join(passage.lines)):
        return
    for first, last in _stretches(passage.lines):
        part = passage.part(first, last)._replace(
            introduction=passage.introduction if first == 0 else "",
            is_set_apart=passage.is_set_apart or first > 0,
            is_closed=passage.is_closed or last < len(passage.lines),
        )
        if any(map(_is_strong, part.lines)) and (found := _advert(part, earlier_paper)) is not None:
            employer = found.advert.employer or employer_introduced(passage.introduction)
            advert = found.advert._replace(employer=employer)
            yield FoundAdvert(first + found.first, first + found.last, advert)
            earlier_paper = found.advert.published_in if introduces_several(passage.introduction) else None


def _may_have_values_below(passage: Passage) -> bool:
    """Whether labels may stand above their values: below the name of a post, or where an advert is introduced."""
    return any(map(is_label_alone, passage.lines)) and (
        any("names_post" in names_post(line) for line in passage.lines[:OPENING_LINES])
        or _INTRODUCED.find(passage.introduction) is not None
    )


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The ranges of lines that may each hold one advert: a new one begins at a title above a salary, below dates."""
    first, is_dated = 0, False
    for index, line in enumerate(lines):
        if is_dated and "salary_line" in begins_as_in_advert(line):
            labels = index
            while labels > first and "labelled_field" in begins_as_in_advert(lines[labels - 1]):
                labels -= 1
            title = labels
            while (
                title > first and is_heading(lines[title - 1]) and not _is_sign(lines[title - 1], _IN_PROSE)
            ):
                title -= 1
            if title < labels:
                yield first, title
                first, is_dated = title, False
        is_dated = is_dated or "closing_date" in begins_as_in_advert(line)
    yield first, len(lines)


def _is_sign(line: str, in_prose: Sequence[Cue]) -> bool:
    if not _SIGNS.isdisjoint(begins_as_in_advert(line)):
        return True
    return any(cue.find(line) is not None for cue in in_prose)


def _advert(passage: Passage, earlier_paper: str | None) -> FoundAdvert | None:
    cues = may_be_shown(ADVERT_CUES, passage)
    in_prose = [cue for cue in cues if cue.name in _SIGNS_IN_PROSE]
    first, last = _extent(passage, in_prose)
    part = passage.part(first, last)
    if passage.comment is not None and first > 0:
        above = passage.lines[first - 1]
        part = part._replace(introduction=lead_of(above) if above.endswith((":", ":-")) else "")
    named = first_shown(map(names_post, part.lines[:OPENING_LINES]))
    at_lines = first_shown((named, *map(begins_as_in_advert, part.lines)))
    weighed = Weighed(tuple(weigh(cues, part, at_lines)))
    if weighed.weight < (THRESHOLD if passage.comment is None else THRESHOLD_IN_COMMENT):
        return None
    names = weighed.names
    if SPEAKS_OF_APPLYING.isdisjoint(names) or OF_A_POST.isdisjoint(names):
        return None
    advert = advert_of(part, weighed, earlier_paper)
    if advert.job_title is None and "introduced_as_advert" not in names:
        return None
    if advert.closes is None and advert.interviews is None and advert.salary is None:
        return None
    return FoundAdvert(first, last, advert)


def _extent(passage: Passage, in_prose: Sequence[Cue]) -> tuple[int, int]:
    """From the title above the first sign, or all since what sets the passage apart, to the last sign and what invites
    to apply below it, or all up to what closes the passage.
    """
    lines = passage.lines
    places = range(len(lines))
    first = next(i for i in places if _is_sign(lines[i], in_prose))
    last = next(i for i in reversed(places) if _is_sign(lines[i], in_prose)) + 1
    strong = next(i for i in places if _is_strong(lines[i]))
    introducing = [
        i + 1 for i in range(strong) if lines[i].endswith((":", ":-")) and is_heading(lines[i + 1])
    ]
    if introducing:
        first = introducing[-1]
    elif passage.comment is None and passage.is_set_apart:
        first = 0
    else:
        while first > 0 and is_heading(lines[first - 1]) and not lines[first - 1].endswith("?"):
            first -= 1
    may_go_on = passage.comment is None and passage.is_closed
    while last < len(lines) and not _SPEAKS.search(lines[last]):
        if not (may_go_on or _INVITES.search(lines[last]) or _lists(lines, last)):
            break
        last += 1
    while last > first + 1 and _NUMBER_ALONE.fullmatch(lines[last - 1]):
        last -= 1  # the next advert's
    return first, last


def _lists(lines: Sequence[str], index: int) -> bool:
    """Whether a line is an item of a list, or the heading of one."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return _ITEM.match(lines[index]) is not None or (
        _ITEM.match(below) is not None and (is_heading(lines[index]) or lines[index].endswith(":"))
    )
