"""Job adverts, found in a post or pasted into a comment."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.posts.advert_extents import (
    NUMBER_ALONE,
    SIGNS_IN_PROSE,
    extent,
    is_strong,
)
from flows.posts.advert_fields import JobAdvert, advert_of
from flows.posts.advert_lines import in_rows, is_label_alone, sentences_of, unframed, with_values
from flows.posts.advert_stretches import Stretch, stretches
from flows.posts.cues import ADVERT_CUE, ADVERT_CUES
from flows.posts.employers import employer_introduced
from flows.posts.line_cues import (
    begins_as_in_advert,
    first_shown,
    lines_that_may_begin_as_in_advert,
    names_post,
)
from flows.posts.papers import introduces_several
from flows.posts.passage import Passage, Weighed, ends_as_lead, lead_of, may_be_shown, weigh


class FoundAdvert(NamedTuple):
    """An advert and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    advert: JobAdvert
    introduction: str = ""
    """The words above it that tell of it, if they do."""


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
_INTRODUCED = ADVERT_CUE["introduced_as_advert"]
_OF_ADVERTS = re.compile(
    r"\b(?:adverts?|ads?|jobs?|vacanc(?:y|ies)|one|two|three|four|five|these|both|this)\b", re.IGNORECASE
)


def may_advertise(text: str) -> bool:
    """Whether a line of a text gives a salary or a closing date, one of which an advert must have."""
    lines = text.split("\n")
    if not ("£" in text or "€" in text or "$" in text or "alary" in text):
        lines = lines_that_may_begin_as_in_advert(unframed(lines))
    return any(map(is_strong, unframed(lines)))


def find_adverts(passage: Passage, earlier_paper: str | None = None) -> Iterator[FoundAdvert]:
    """The adverts of a passage, in order; ``earlier_paper`` is where the advert before was published, if both were.

    An advert names the post, or was introduced as one.
    """
    passage = passage._replace(lines=tuple(unframed(passage.lines)))
    if _may_have_values_below(passage):
        passage = passage._replace(lines=with_values(passage.lines))
    if not any(map(is_strong, passage.lines)):
        return
    passage = passage._replace(lines=in_rows(passage.lines))
    is_one_of_several = False
    for stretch in stretches(passage.lines):
        part = _part(passage, stretch)
        found = _advert(part, earlier_paper) if any(map(is_strong, part.lines)) else None
        if found is not None:
            first, last = (0, 1) if stretch.is_run_in else (found.first, found.last)
            told = (found.introduction, passage.introduction)
            employer = found.advert.employer or next(filter(None, map(employer_introduced, told)), None)
            advert = found.advert._replace(employer=employer)
            yield FoundAdvert(stretch.first + first, stretch.first + last, advert, found.introduction)
            if any(told):
                is_one_of_several = introduces_several(told[0] or told[1])
            earlier_paper = advert.published_in if is_one_of_several else None


def _part(passage: Passage, stretch: Stretch) -> Passage:
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
    return any(map(is_label_alone, passage.lines)) and (
        any("names_post" in names_post(line) for line in passage.lines[:OPENING_LINES])
        or _INTRODUCED.find(passage.introduction) is not None
    )


def _advert(passage: Passage, earlier_paper: str | None) -> FoundAdvert | None:
    cues = may_be_shown(ADVERT_CUES, passage)
    in_prose = [cue for cue in cues if cue.name in SIGNS_IN_PROSE]
    first, last = extent(passage, in_prose)
    part = passage.part(first, last)
    if first > 0 and (passage.comment is not None or not part.introduction):
        above = passage.lines[first - 1]
        part = part._replace(introduction=lead_of(above) if ends_as_lead(above) else "")
    named = first_shown(map(names_post, part.lines[:OPENING_LINES]))
    at_lines = first_shown((named, *map(begins_as_in_advert, part.lines)))
    weighed = Weighed(tuple(weigh(cues, part, at_lines)))
    if weighed.weight < (THRESHOLD if passage.comment is None else THRESHOLD_IN_COMMENT):
        return None
    names = weighed.names
    if SPEAKS_OF_APPLYING.isdisjoint(names) or OF_A_POST.isdisjoint(names):
        return None
    if not part.introduction and passage.comment is None:
        part = part._replace(introduction=_told_of(passage.lines, first))
    advert = advert_of(part, weighed, earlier_paper)
    if advert.job_title is None and "introduced_as_advert" not in names:
        return None
    if advert.closes is None and advert.interviews is None and advert.salary is None:
        return None
    return FoundAdvert(first, last, advert, part.introduction)


def _told_of(lines: Sequence[str], first: int) -> str:
    """What the blogger's paragraph directly above an advert says, if it speaks of adverts; nothing sets them apart."""
    while first > 0 and NUMBER_ALONE.fullmatch(lines[first - 1]):
        first -= 1
    lead = lead_of(lines[first - 1]) if first > 0 else ""
    return lead if _OF_ADVERTS.search(lead) else ""
