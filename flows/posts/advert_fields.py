"""What a job advert says: post, employer, place, pay, dates, and where it was published."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from flows.dates import MONTH, WEEKDAY, PartialDate, find_date
from flows.posts.cues import ADVERT_CUE
from flows.posts.employers import (
    LABEL,
    employer_in,
    employer_line,
    is_body,
    is_free,
    is_unit,
    location_in,
    place_line,
)
from flows.posts.line_cues import begins_as_in_advert, names_post
from flows.posts.money import Salary, find_salary
from flows.posts.organisations import ORGANISATION, canonical
from flows.posts.passage import Passage, Weighed


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


_NEAR, _REACH = 60, 200
"""Characters behind the words that say what a date is of, within which it begins, and those that are read."""

_TITLES = ("job title", "post title", "post", "role", "position", "vacancy")
_EMPLOYERS = ("employer", "organisation", "company")
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

_STARTS = re.compile(
    r"\b(?:[Tt]ake up (?:the |this )?post|[Ss]tart(?:s|ing)?(?: date)?|[Cc]ommenc(?:e|es|ing)|in post|[Bb]egin(?:s|ning)?|(?:post|role|job|position) is available(?= from))\b\s*[:\-–]?\s*(?:from|on(?! or)|by|in)?\s*"
    r"(?=(?:on or |w/?c|week |around |about |as soon|immediate|[A-Z\d]))"
)
_CLOSES = re.compile(
    rf"^(?:{ADVERT_CUE['closing_date'].pattern.pattern})|{ADVERT_CUE['closing_in_prose'].pattern.pattern}",
    re.IGNORECASE,
)
_TO_AMOUNT = re.compile(r"^[^£€$]*?(?=(?:up to |circa |from |between )?(?:[A-Z]{1,2})?[£€$])")
_NEXT = re.compile(r"(?<![ap]\.m)[.;] (?=[A-Z])|\b(?i:closing date|interviews?|start date|deadline)\b")
"""Where what is said of one date ends."""
_CLAUSE = re.compile(r",? (?:and|but|with) (?=it |the |this |you |we )")
_STARTING = ("vailable from", "tart", "ommenc", "in post", "egin", "ake up")
_CLOSING = (
    "los",
    "LOS",
    "eadline",
    "DEADLINE",
    "pplication",
    "APPLICATION",
    "pply",
    "APPLY",
    "CV",
    "Cv",
    "cv",
    "ast date",
    "AST DATE",
    "the form",
    "ing the",
    "all the",
    "rite to the",
)
_INTERVIEWING = ("nterview", "INTERVIEW", "ssessment", "SSESSMENT")
_INTERVIEWS = re.compile(
    r"\binterview(?:s|ing)?(?: dates?| \([^)]{0,60}\)| on)?(?:\s*[:\-–]|\s+(?:will|are|on|scheduled|planned|expected|between|to be|in|by)\b|(?<=\)) |(?=\s(?:w/?c\s|week |\w+day )?\d))"
    r"|^assessment (?:centre|day)s?\s*:",
    re.IGNORECASE,
)
_PAPER = rf"(?P<name>(?!(?:Trade|Local|National) Press|Internet|Facebook|(?:{WEEKDAY})(?! [A-Z])|(?:{MONTH})\b)[A-Z][\w'’]+(?: [A-Z][\w'’]+)*)"
_PUBLISHED = (
    re.compile(
        rf"\b(?:[Tt]he |[Tt]oday['’]s |\w+day['’]s |week['’]s ){_PAPER} (?:carried|has|had|ran|printed)\b"
    ),
    re.compile(
        rf"\b(?:published|advertised|appear(?:ed|s|ing)|[Ss]een|saw (?:it|this)|[Ff]ound|[Ss]potted|printed|posted|taken|pages?|website)\b"
        rf"[^.:]{{0,40}}?\b(?:in|on|of|from) (?:the |today['’]s |last week['’]s |this week['’]s )?{_PAPER}"
    ),
    re.compile(
        rf"\b(?:[Tt]his|[Tt]hese|that|[Ii]t|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Bb]oth|adverts?|jobs?|vacancy|vacancies)\b"
        rf"[^.:]{{0,40}}? (?:on (?:the )?|(?:in|from) the ){_PAPER}"
    ),
    re.compile(rf"\b[Ff]rom (?:the |[Tt]oday['’]s ){_PAPER}"),
    re.compile(rf"\b(?:on|from) (?:the )?{_PAPER} (?:web ?site|site|page)\b"),
    re.compile(rf"\b(?:bulletin|web ?site|site|paper|newspaper|magazine), (?:the )?{_PAPER}\s*:"),
)
_URGES = re.compile(r"^(?:URGENT(?:LY)?|Urgent(?:ly)?|NEW|New)\s?[-–:!]\s?")
_TERMS = re.compile(
    r"\s(?:[-–]\s(?:(?:Band|Grade) \w{1,2}|immediate start|(?:full|part)[- ]time)|\((?:full|part)[- ]time[^()]*\))$",
    re.IGNORECASE,
)
"""Behind a post's title: what is no part of it."""
_WANTED = re.compile(
    r"\s(?:REQUIRED|WANTED|NEEDED|SOUGHT|(?i:required|wanted|needed|sought))(?:(?:,| in| -) (?P<place>[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}))?[!.]?$"
)
_JOINT = re.compile(r"(?: \([A-Z]+\))? ?[-–] (?=[A-Z])")
"""Between who recruits and the post, on the line of the title."""
_SEVERAL = re.compile(r"\b(?:[Bb]oth|[Tt]hese|[Tt]wo|[Tt]hree|[Aa]dverts|[Jj]obs|[Vv]acancies)\b")
_SAME_PAPER = re.compile(r"\bsame (?:page|paper|issue|site|place)\b")


def introduces_several(introduction: str) -> bool:
    """Whether what is introduced are several adverts, all from one paper."""
    return _SEVERAL.search(introduction) is not None


def advert_of(passage: Passage, weighed: Weighed, earlier_paper: str | None) -> JobAdvert:
    """The fields of an advert; ``earlier_paper`` is where the advert before was published, for "the same page"."""
    lines = passage.lines
    labelled = (LABEL.fullmatch(line) for line in reversed(lines) if ":" in line)
    labels = {match["label"].lower(): match["value"] for match in labelled if match is not None}
    text = "\n".join(lines)
    whole_title = _labelled(labels, _TITLES) or _title(lines)
    employer, place = employer_line(lines, whole_title)
    title = _TitleLine.of(whole_title)
    return JobAdvert(
        job_title=title.title,
        employer=_labelled(labels, _EMPLOYERS) or title.employer or employer or employer_in(text),
        location=_labelled(labels, _LOCATIONS)
        or title.place
        or place
        or place_line(lines, whole_title)
        or location_in(text),
        salary=_salary(lines),
        starts=_date(lines, _STARTS, _STARTING),
        closes=_date(lines, _CLOSES, _CLOSING),
        interviews=_date(lines, _INTERVIEWS, _INTERVIEWING),
        published_in=_published_in(passage.introduction, earlier_paper),
        weighed=weighed,
    )


class _TitleLine(NamedTuple):
    """What the line of the title says: the post, and perhaps who recruits and where."""

    title: str | None
    employer: str | None = None
    place: str | None = None

    @classmethod
    def of(cls, line: str | None) -> "_TitleLine":
        """The line without what urges, and without band and hours behind it."""
        if line is None:
            return cls(None)
        bare = _TERMS.sub("", _URGES.sub("", line))
        wanted = _WANTED.search(bare)
        place = wanted["place"] if wanted is not None else None
        bare = bare[: wanted.start()] if wanted is not None else bare
        recruiter = ORGANISATION.match(bare)
        joint = _JOINT.match(bare, recruiter.end()) if recruiter is not None else None
        if recruiter is not None and joint is not None:
            return cls(bare[joint.end() :], canonical(recruiter.group()), place)
        return cls(bare or line, None, place)


def _labelled(labels: dict[str, str], names: Sequence[str]) -> str | None:
    return next((labels[name].rstrip(".") for name in names if name in labels), None) if labels else None


def _title(lines: Sequence[str]) -> str | None:
    """Of the headings directly above the salary, with labelled fields between, or else at the top: the first that names
    a post, or is at least no body's name.
    """
    at = next((i for i, line in enumerate(lines) if "salary_line" in begins_as_in_advert(line)), None)
    first = at if at is not None else 0
    while first > 0 and (is_free(lines[first - 1]) or LABEL.fullmatch(lines[first - 1])):
        first -= 1
    block = [line for line in lines[first:at] if is_free(line)] if at is not None else []
    block = block or list(takewhile(is_free, lines))
    posts = [line for line in block if names_post(line) and not is_unit(line)]
    others = [line for line in block if not is_body(line)]
    return next(iter((*posts, *others, *block)), None)


def _salary(lines: Sequence[str]) -> Salary | None:
    labelled = next((line for line in lines if "salary_line" in begins_as_in_advert(line)), None)
    if labelled is not None:
        return find_salary(labelled)
    prose = (line[match.start() :] for line in lines if (match := ADVERT_CUE["salary_in_prose"].find(line)))
    return next((find_salary(_CLAUSE.split(_TO_AMOUNT.sub("", words))[0]) for words in prose), None)


def _date(lines: Sequence[str], pattern: re.Pattern[str], near: tuple[str, ...]) -> PartialDate | None:
    """The first date behind the words that say what it is the date of; ``near`` as of ``Cue``."""
    for line in lines:
        held = [words for words in near if words in line]
        if not held:
            continue
        # The words of a start begin its pattern, or stand a few characters behind its beginning.
        first = min(map(line.index, held)) - _NEAR if pattern is _STARTS else 0
        for match in pattern.finditer(line, max(0, first)):
            named = line.rfind("nterview", max(0, match.start() - _REACH), match.start())
            if pattern is _STARTS and named >= 0 and find_date(line[named : match.start()]) is None:
                continue
            behind = _NEXT.split(line[match.end() : match.end() + _REACH], maxsplit=1)[0]
            date = find_date(behind)
            if date is not None and behind.find(date.text) <= _NEAR:
                return date
    return None


def _published_in(introduction: str, earlier_paper: str | None) -> str | None:
    """The paper or site that the introduction names; of "the same page", or without words of its own, that of the one before."""
    if not introduction or _SAME_PAPER.search(introduction):
        return earlier_paper
    found = (match["name"] for pattern in _PUBLISHED if (match := pattern.search(introduction)))
    return next((name for name in found if ORGANISATION.fullmatch(name) is None), None)
