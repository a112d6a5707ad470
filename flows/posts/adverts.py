"""Job adverts, found in a post or pasted into a comment."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.posts.advert_fields import JobAdvert, advert_of, introduces_several
from flows.posts.cues import ADVERT_CUES
from flows.posts.employers import employer_introduced, with_values
from flows.posts.openings import is_heading
from flows.posts.passage import Passage, Weighed, lead_of, weigh


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
_BY_NAME = {cue.name: cue for cue in ADVERT_CUES}
_SIGNS = tuple(
    _BY_NAME[name]
    for name in (
        "salary_line",
        "closing_date",
        "salary_in_prose",
        "closing_in_prose",
        "interview_date",
        "interviews_in_prose",
        "labelled_field",
        "applicant",
        "recruiting",
    )
)
_STRONG = (_BY_NAME["salary_line"], _BY_NAME["closing_date"])
_SALARY, _CLOSING = _BY_NAME["salary_line"].pattern, _BY_NAME["closing_date"].pattern
_LONGEST_STRONG = 300
_INVITES = re.compile(
    r"\b(?:apply|application|applicants?|CV|covering letter|contact|telephone|e-?mail|informal|write to|please (?:send|reply|ring|call)|further (?:details|information)"
    r"|equal opportunit(?:y|ies)|references?|ability to fulfil all|Disability Confident|subject to (?:\w+ ){0,3}(?:DBS|vetting|clearance))\b",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(r"\(?\d{1,2}[.)]")
_ITEM = re.compile(r"[-–*•·]\s")
"""What a line below the last sign says where it still is the advert's."""
_SPEAKS = re.compile(r"\bI\b|\?$")
"""A reader, not an employer, says so."""


def may_advertise(line: str) -> bool:
    """Whether a line gives a salary or a closing date, one of which an advert must have."""
    if len(line) <= _LONGEST_STRONG and any(cue.find(line) for cue in _STRONG):
        return True
    return "alary" in line and _BY_NAME["salary_in_prose"].find(line) is not None


def find_adverts(passage: Passage, earlier_paper: str | None = None) -> Iterator[FoundAdvert]:
    """The adverts of a passage, in order; ``earlier_paper`` is where the advert before was published, if both were.

    An advert names the post, or was introduced as one.
    """
    passage = passage._replace(lines=with_values(passage.lines))
    for first, last in _stretches(passage.lines):
        part = passage.part(first, last)._replace(
            introduction=passage.introduction if first == 0 else "",
            is_set_apart=passage.is_set_apart or first > 0,
            is_closed=passage.is_closed or last < len(passage.lines),
        )
        if any(map(may_advertise, part.lines)) and (found := _advert(part, earlier_paper)) is not None:
            employer = found.advert.employer or employer_introduced(passage.introduction)
            advert = found.advert._replace(employer=employer)
            yield FoundAdvert(first + found.first, first + found.last, advert)
            earlier_paper = found.advert.published_in if introduces_several(passage.introduction) else None


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The ranges of lines that may each hold one advert: a new one begins at a title above a salary, below dates."""
    first, is_dated = 0, False
    for index, line in enumerate(lines):
        if is_dated and _SALARY.match(line):
            labels = index
            while labels > first and _BY_NAME["labelled_field"].find(lines[labels - 1]):
                labels -= 1
            title = labels
            while title > first and is_heading(lines[title - 1]) and not _is_sign(lines[title - 1]):
                title -= 1
            if title < labels:
                yield first, title
                first, is_dated = title, False
        is_dated = is_dated or _CLOSING.match(line) is not None
    yield first, len(lines)


def _is_sign(line: str) -> bool:
    return any(cue.find(line) for cue in _SIGNS)


def _advert(passage: Passage, earlier_paper: str | None) -> FoundAdvert | None:
    signs = [i for i, line in enumerate(passage.lines) if _is_sign(line)]
    first, last = _extent(passage, signs)
    part = passage.part(first, last)
    if passage.comment is not None and first > 0:
        above = passage.lines[first - 1]
        part = part._replace(introduction=lead_of(above) if above.endswith((":", ":-")) else "")
    weighed = Weighed(tuple(weigh(ADVERT_CUES, part, part.lines[:OPENING_LINES])))
    if weighed.weight < (THRESHOLD if passage.comment is None else THRESHOLD_IN_COMMENT):
        return None
    advert = advert_of(part, weighed, earlier_paper)
    if advert.job_title is None and "introduced_as_advert" not in weighed.names:
        return None
    if advert.closes is None and advert.interviews is None and advert.salary is None:
        return None
    if SPEAKS_OF_APPLYING.isdisjoint(weighed.names) or OF_A_POST.isdisjoint(weighed.names):
        return None
    return FoundAdvert(first, last, advert)


def _extent(passage: Passage, signs: Sequence[int]) -> tuple[int, int]:
    """From the title above the first sign, or all since what sets the passage apart, to the last sign and what invites
    to apply below it, or all up to what closes the passage.
    """
    lines = passage.lines
    first, last = signs[0], signs[-1] + 1
    strong = next((i for i in signs if may_advertise(lines[i])), first)
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
