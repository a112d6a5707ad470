"""Job adverts, found in a post or pasted into a comment."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.posts.advert_fields import JobAdvert, advert_of
from flows.posts.advert_lines import in_rows, is_run_in, sentences_of, with_values
from flows.posts.cues import ADVERT_CUE, ADVERT_CUES, Cue
from flows.posts.employers import employer_introduced
from flows.posts.line_cues import (
    begins_as_in_advert,
    first_shown,
    gives_pay_or_closing,
    lines_that_may_begin_as_in_advert,
    names_post,
)
from flows.posts.openings import is_heading
from flows.posts.papers import introduces_several
from flows.posts.passage import Passage, Weighed, lead_of, may_be_shown, weigh
from flows.posts.titles import asks_for_post, is_bridge


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
        "recruitment_event",
    }
)
"""Cues one of which an advert must show: pay alone is a pay table's too."""
OF_A_POST = frozenset(
    {"names_post", "labelled_field", "interview_date", "interviews_in_prose", "introduced_as_advert"}
)
"""Cues one of which it must show besides: pay and a closing date are a severance scheme's too."""
_SIGNS = frozenset({"salary_line", "closing_date", "interview_date", "labelled_field"})
_SIGNS_IN_PROSE = frozenset(
    {
        "salary_in_prose",
        "closing_in_prose",
        "interviews_in_prose",
        "applicant",
        "recruiting",
        "recruitment_event",
    }
)
_IN_PROSE = tuple(ADVERT_CUE[name] for name in sorted(_SIGNS_IN_PROSE))
_SALARY_IN_PROSE = ADVERT_CUE["salary_in_prose"]
_INTRODUCED = ADVERT_CUE["introduced_as_advert"]
_LONGEST_STRONG = 300
_INVITES = re.compile(
    r"\b(?:apply|application|applicants?|CV|covering letter|contact|telephone|e-?mail|informal|write to|please (?:send|reply|ring|call)|further (?:details|information)"
    r"|equal opportunit(?:y|ies)|references?|ability to fulfil all|Disability Confident|subject to (?:\w+ ){0,3}(?:DBS|vetting|clearance)|(?:recommend|refer) (?:a|your) (?:friend|colleague)|referral fee|(?:recruitment|assessment|selection) (?:morning|afternoon|evening|day))\b"
    r"|^(?:We are |Are )?[Cc]ommitted to (?:diversity|equality|equal|inclusion|safeguarding)|^(?:Strictly )?No (?:agencies|CVs)\b|^(?:(?:A|We are a) )?[Rr]egistered charity\b.{0,40}$|^(?:Please quote )?(?:Job |Vacancy )?Ref(?:erence)?\b[.: ]{0,3}[\w/-]*\d|^This (?:vacancy|post|role) "
    r"|^(?:Reserve|Waiting) list\b|^You (?:must|should|need)\b|^You(?:'ll|’ll| will) (?!never|notice|see|know|note|recall|remember|find|recognise|have (?:noticed|seen|heard|read)|not believe|no doubt|all|probably|forgive|love|laugh|also (?:see|note)|get )[a-z]+ .{40}|^The (?:post|role|job|successful)\b",
    re.IGNORECASE,
)
"""What a line below the last sign says where it still is the advert's."""
_LEADS = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Aa]nother|[Aa]nd|[Aa]lso|[Nn]ext|found|seen|saw|spotted|[Ff]rom|same|adverts?|vacanc(?:y|ies)|jobs?)\b(?!.*\b(?:you|You|[Dd]uties|role)\b)"
)
"""What a line says that leads to another advert, none of the advert's own."""
_HEADS = re.compile(r"(?:Vacancy|Job|Post|Internal)\b|VACANCY|JOB", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"\(?\d{1,2}[.)]")
_ITEM = re.compile(r"[-–*•·]\s")
_READER = re.compile(r"\bI\b(?!\.)")
_SPEAKS = re.compile(rf"{_READER.pattern}|\?$")
"""A reader, not an employer, says so."""


def may_advertise(text: str) -> bool:
    """Whether a line of a text gives a salary or a closing date, one of which an advert must have."""
    lines = text.split("\n")
    if not ("£" in text or "€" in text or "$" in text or "alary" in text):
        lines = lines_that_may_begin_as_in_advert(lines)
    return any(map(_is_strong, lines))


def _is_strong(line: str) -> bool:
    if len(line) <= _LONGEST_STRONG and gives_pay_or_closing(line):
        return True
    if "alary" not in line and "£" not in line:
        return False
    return _SALARY_IN_PROSE.find(line) is not None and _READER.search(line) is None


def find_adverts(passage: Passage, earlier_paper: str | None = None) -> Iterator[FoundAdvert]:
    """The adverts of a passage, in order; ``earlier_paper`` is where the advert before was published, if both were.

    An advert names the post, or was introduced as one.
    """
    if _may_have_values_below(passage):
        passage = passage._replace(lines=with_values(passage.lines))
    if not any(map(_is_strong, passage.lines)):
        return
    passage = passage._replace(lines=in_rows(passage.lines))
    for stretch in _stretches(passage.lines):
        part = _part(passage, stretch)
        found = _advert(part, earlier_paper) if any(map(_is_strong, part.lines)) else None
        if found is not None:
            first, last = (0, 1) if stretch.is_run_in else (found.first, found.last)
            employer = found.advert.employer or employer_introduced(passage.introduction)
            advert = found.advert._replace(employer=employer)
            yield FoundAdvert(stretch.first + first, stretch.first + last, advert)
            earlier_paper = advert.published_in if introduces_several(passage.introduction) else None


class _Stretch(NamedTuple):
    """Lines ``[first, last)`` that may hold one advert, and the line that leads to them, if one does."""

    first: int
    last: int
    lead: str | None = None
    is_run_in: bool = False


def _part(passage: Passage, stretch: _Stretch) -> Passage:
    """A stretch as a passage of its own; an advert that is one paragraph with its sentences as lines."""
    first, last, lead, run_in = stretch
    part = passage.part(first, last)
    if run_in:
        lines = sentences_of(part.lines[0])
        part = part._replace(lines=lines, spans=part.spans * len(lines))
    introduction = passage.introduction if first == 0 else ""
    if lead is not None:
        introduction = lead_of(lead)
    return part._replace(
        introduction=introduction,
        is_set_apart=passage.is_set_apart or first > 0,
        is_closed=run_in or passage.is_closed or last < len(passage.lines),
    )


def _may_have_values_below(passage: Passage) -> bool:
    """Whether labels may stand above their values: below the name of a post, or where an advert is introduced."""
    return any("names_post" in names_post(line) for line in passage.lines[:OPENING_LINES]) or (
        _INTRODUCED.find(passage.introduction) is not None
    )


def _stretches(lines: Sequence[str]) -> Iterator[_Stretch]:
    """The stretches that may each hold one advert: a new one begins at a title above a salary, below dates; below a line
    that leads to it, where there is an advert above; and at a paragraph that is one.
    """
    first, lead, is_dated, is_begun = 0, None, False, False
    for index, line in enumerate(lines):
        if is_run_in(lines, index):
            above = lines[index - 1] if index > first else None
            yield _Stretch(first, index, lead)
            yield _Stretch(
                index, index + 1, above if above and _ends_as_lead(above) else lead, is_run_in=True
            )
            first, lead, is_dated, is_begun = index + 1, None, False, False
        elif is_begun and _leads(lines, index):
            yield _Stretch(first, index, lead)
            first, lead, is_dated, is_begun = index + 1, line, False, False
        elif is_dated and "salary_line" in begins_as_in_advert(line):
            title = _title_above(lines, first, index)
            if title is not None:
                yield _Stretch(first, title, lead)
                first, lead, is_dated = title, None, False
        is_dated = is_dated or "closing_date" in begins_as_in_advert(line)
        is_begun = is_begun or _is_strong(line)
    yield _Stretch(first, len(lines), lead)


def _title_above(lines: Sequence[str], first: int, salary: int) -> int | None:
    """Where the headings above a salary begin, with labelled fields between, if one of them names a post."""
    labels = salary
    while labels > first and "labelled_field" in begins_as_in_advert(lines[labels - 1]):
        labels -= 1
    title = labels
    while title > first and is_heading(lines[title - 1]) and not _is_sign(lines[title - 1], _IN_PROSE):
        title -= 1
    return title if any(map(names_post, lines[title:labels])) else None


def _ends_as_lead(line: str) -> bool:
    return line.endswith((":", ":-"))


def _leads(lines: Sequence[str], index: int) -> bool:
    """Whether a line of the blogger's leads to an advert that begins below it."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else ""
    return (
        _ends_as_lead(line)
        and _LEADS.search(line) is not None
        and is_heading(below)
        and (bool(names_post(below)) or _HEADS.match(below) is not None)
    )


def _is_sign(line: str, in_prose: Sequence[Cue]) -> bool:
    if not _SIGNS.isdisjoint(begins_as_in_advert(line)):
        return True
    return _READER.search(line) is None and any(cue.find(line) is not None for cue in in_prose)


def _advert(passage: Passage, earlier_paper: str | None) -> FoundAdvert | None:
    cues = may_be_shown(ADVERT_CUES, passage)
    in_prose = [cue for cue in cues if cue.name in _SIGNS_IN_PROSE]
    first, last = _extent(passage, in_prose)
    part = passage.part(first, last)
    if first > 0 and (passage.comment is not None or not part.introduction):
        above = passage.lines[first - 1]
        part = part._replace(introduction=lead_of(above) if _ends_as_lead(above) else "")
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
    employer = advert.employer or employer_introduced(part.introduction)
    return FoundAdvert(first, last, advert._replace(employer=employer))


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
        while first > 0 and _may_stand_above(lines[first - 1]):
            first -= 1
    may_go_on = passage.comment is None and passage.is_closed
    while last < len(lines) and not _SPEAKS.search(lines[last]):
        if not (may_go_on or _INVITES.search(lines[last]) or _lists(lines, last)):
            break
        last += 1
    while last > first + 1 and _NUMBER_ALONE.fullmatch(lines[last - 1]):
        last -= 1  # the next advert's
    return first, last


def _may_stand_above(line: str) -> bool:
    """Whether a line is of the form of those above an advert's first sign: titles, and what joins them; a greeting."""
    if line.endswith("?"):
        return False
    return is_heading(line) or is_bridge(line) or asks_for_post(line)


def _lists(lines: Sequence[str], index: int) -> bool:
    """Whether a line is an item of a list, or the heading of one."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return _ITEM.match(lines[index]) is not None or (
        _ITEM.match(below) is not None and (is_heading(lines[index]) or lines[index].endswith(":"))
    )
