"""What a job advert says: post, employer, place, pay, dates, and where it was published."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.dates import PartialDate
from flows.posts.advert_dates import closes, interviews, starts
from flows.posts.advert_lines import LABEL
from flows.posts.cues import ADVERT_CUE
from flows.posts.employers import employer_in, employer_labelled, employer_line
from flows.posts.line_cues import begins_as_in_advert
from flows.posts.money import Salary, find_salary
from flows.posts.organisations import ORGANISATION
from flows.posts.papers import published_in
from flows.posts.passage import Passage, Weighed
from flows.posts.places import behind_comma, in_brackets, location_in, place_line, without_working
from flows.posts.titles import TitleLine, displayed_employer, title_in, title_line


class JobAdvert(NamedTuple):
    """An advert's fields; its text is where its segments are, or its spans where it stands in a comment."""

    job_title: str | None
    employer: str | None
    location: str | None
    salary: Salary | None
    starts: PartialDate | None
    closes: PartialDate | None
    interviews: PartialDate | None
    published_in: str | None
    weighed: Weighed


_TITLES = ("job title", "post title", "post", "role", "position", "vacancy")
_EMPLOYERS = ("employer", "agency", "organisation", "company")
_LOCATIONS = (
    "location",
    "locations",
    "location(s)",
    "based",
    "based in",
    "based at",
    "base",
    "place of work",
    "where",
    "region",
    "area",
    "site",
    "post based in",
    "post based at",
)
_TO_AMOUNT = re.compile(r"^[^£€$]*?(?=(?:up to |circa |from |between )?(?:[A-Z]{1,2})?[£€$])", re.IGNORECASE)
_BAND_LABELLED = re.compile(
    r"^(?:(?:(?:NPS )?Pay )?(?:Band|Grade|Scale) \w{1,3}\s?[:,–-]|(?:Pay band|Band|Grade)\s*:)[^£€$]*?(?=(?:(?:up to|from|circa|c\.?) ?)?[£€$])",
    re.IGNORECASE,
)
"""Before a salary: the label of something else, and what it says."""
_CLAUSE = re.compile(r",? (?:and|but|with) (?=it |the |this |you |we )")


def advert_of(passage: Passage, weighed: Weighed, earlier_paper: str | None) -> JobAdvert:
    """The fields of an advert; ``earlier_paper`` is where the advert before was published, for "the same page"."""
    lines = passage.lines
    labelled = (LABEL.fullmatch(line) for line in reversed(lines) if ":" in line)
    labels = {match["label"].lower(): match["value"] for match in labelled if match is not None}
    text = "\n".join(lines)
    heading = title_line(lines)
    named = _labelled(labels, _TITLES)
    employer, place = employer_line(lines, named or heading)
    at_head = TitleLine.of(heading)
    title = at_head if named is None else TitleLine.of(named)
    department = _labelled(labels, ("department",)) or ""
    recruits = _labelled(labels, _EMPLOYERS) or (department if ORGANISATION.fullmatch(department) else None)
    place = (
        _labelled(labels, _LOCATIONS)
        or title.place
        or at_head.place
        or place
        or place_line(lines, heading)
        or location_in(text)
    )
    job_title = title.title or title_in(lines)
    if place is None and job_title is not None:
        place = in_brackets(job_title)
        job_title, place = (None if place else behind_comma(job_title)) or (job_title, place)
    return JobAdvert(
        job_title=job_title,
        employer=(recruits and employer_labelled(recruits))
        or title.employer
        or employer
        or displayed_employer(lines)
        or employer_in(text),
        location=place and without_working(place),
        salary=_salary(lines, heading),
        starts=starts(lines),
        closes=closes(lines),
        interviews=interviews(lines),
        published_in=published_in(passage.introduction, earlier_paper),
        weighed=weighed,
    )


def _labelled(labels: dict[str, str], names: Sequence[str]) -> str | None:
    return next((labels[name].rstrip(".") for name in names if name in labels), None) if labels else None


def _salary(lines: Sequence[str], heading: str | None) -> Salary | None:
    """That of a line of its own, or else of the title's, or else of a sentence."""
    labelled = [line for line in lines if "salary_line" in begins_as_in_advert(line)]
    if labelled:
        line = next((line for line in labelled if line != heading), labelled[0])
        return find_salary(_BAND_LABELLED.sub("", line))
    prose = (line[match.start() :] for line in lines if (match := ADVERT_CUE["salary_in_prose"].find(line)))
    return next((find_salary(_CLAUSE.split(_TO_AMOUNT.sub("", words))[0]) for words in prose), None)
