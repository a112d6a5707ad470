"""Job adverts, found in a post or pasted into a comment."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.dates import MONTH, WEEKDAY, PartialDate, find_date
from flows.posts.bulletin_fields import is_heading
from flows.posts.cues import ADVERT_CUES, Place
from flows.posts.money import Salary, find_salary
from flows.posts.organisations import canonical
from flows.posts.passage import Passage, weigh


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
    evidence: tuple[str, ...]


class FoundAdvert(NamedTuple):
    """An advert and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    advert: JobAdvert


THRESHOLD = 5
THRESHOLD_IN_COMMENT = 8
_BY_NAME = {cue.name: cue for cue in ADVERT_CUES}
_WITHIN = tuple(cue for cue in ADVERT_CUES if cue.place is Place.WITHIN)
_STRONG = tuple(_BY_NAME[name] for name in ("salary_line", "closing_date"))

_STRONG_LINE = re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in _STRONG), re.IGNORECASE)
_LONGEST_STRONG = 300
_NEAR = 60
"""Characters behind the words that say what a date is of, within which it stands."""

_LABEL = re.compile(
    r"(?P<label>Job title|Post|Role|Position|Employer|Location|Based|Start date|Starts?)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w'’&-]*(?: (?:(?:and|of|for|the|&) )?[A-Z][\w'’&-]*)*"
_BASED_IN = re.compile(rf"\b[Bb]ased (?:in|at) (?P<place>{_NAME})")
_SITED_AT = re.compile(rf"\b(?:depot|headquarters|premises) (?:in|at) (?P<place>{_NAME})")
_EMPLOYER = re.compile(
    rf"(?:^|[,.] )(?P<name>(?!The post|This|You|We\b|It\b|There|Applic|Cand){_NAME})"
    r" (?:is|are) (?:(?:currently )?(?:looking|seeking|recruiting|hiring)"
    r"|(?:an?|one of)\b[^.]{0,60}\b(?:union|association|provider|company|charity|employer|organisation|service|trust|agency|partnership))",
    re.MULTILINE,
)
_STARTS = re.compile(
    r"\b(?:take up (?:the |this )?post|start(?: date)?|starting|commence|commencing|in post|begin)\b\s*[:\-–]?\s*(?:from|on|by|in)?\s*"
    r"(?=(?:on or |w/?c|week |around |about |[A-Z\d]))"
)
_PUBLISHED_IN = re.compile(
    r"\b(?:(?:published|advertised|appear(?:ed|s|ing)) in|in|on|from) (?:the )?"
    rf"(?P<name>(?!{WEEKDAY}|{MONTH})[A-Z][\w'’]+(?: [A-Z][\w'’]+)*)"
)


def may_advertise(line: str) -> bool:
    """Whether a line gives a salary or a closing date, one of which an advert must have."""
    return len(line) <= _LONGEST_STRONG and _STRONG_LINE.match(line) is not None


def find_advert(passage: Passage) -> FoundAdvert | None:
    """The advert of a passage that has a line which may advertise, or None.

    An advert names the post, or was introduced as one. A comment must hold more signs: readers quote a line to
    remark on it.
    """
    signs = [i for i, line in enumerate(passage.lines) if any(cue.pattern.search(line) for cue in _WITHIN)]
    first, last = _extent(passage, signs)
    part = passage.part(first, last)
    weighed = weigh(ADVERT_CUES, part, ())
    if weighed.weight < (THRESHOLD if passage.comment is None else THRESHOLD_IN_COMMENT):
        return None
    advert = _fields(part, weighed.names)
    is_dated = advert.closes is not None or advert.interviews is not None
    if advert.job_title is None and "introduced_as_advert" not in weighed.names:
        return None
    return FoundAdvert(first, last, advert) if is_dated or "salary_line" in weighed.names else None


def _extent(passage: Passage, signs: Sequence[int]) -> tuple[int, int]:
    """From the title above the first sign (all since the introduction, where the passage has one) to the last sign."""
    first = signs[0]
    if passage.introduction:
        first = 0
    else:
        while first > 0 and is_heading(passage.lines[first - 1]):
            first -= 1
    return first, signs[-1] + 1


def _fields(passage: Passage, evidence: tuple[str, ...]) -> JobAdvert:
    lines = passage.lines
    labels = {m["label"].lower(): m["value"] for line in lines if (m := _LABEL.fullmatch(line))}
    text = "\n".join(lines)
    based = _BASED_IN.search(text) or _SITED_AT.search(text)
    published = _PUBLISHED_IN.search(passage.introduction)
    return JobAdvert(
        job_title=_first(labels, "job title", "post", "role", "position") or _title(lines),
        employer=labels.get("employer") or _employer(text),
        location=_first(labels, "location", "based") or (based["place"] if based else None),
        salary=_salary(lines),
        starts=_date(lines, _STARTS),
        closes=_date(lines, _BY_NAME["closing_date"].pattern),
        interviews=_date(lines, _BY_NAME["interview_date"].pattern),
        published_in=published["name"] if published else None,
        evidence=evidence,
    )


def _first(labels: dict[str, str], *names: str) -> str | None:
    return next((labels[name] for name in names if name in labels), None)


def _employer(text: str) -> str | None:
    """Who is said to look for somebody or to be a body that does; no name that is merely mentioned."""
    sentence = _EMPLOYER.search(text)
    return None if sentence is None else canonical(sentence["name"])


def _title(lines: Sequence[str]) -> str | None:
    """The heading directly above the salary; without one, the advert's first line if it is a heading."""
    salary = _BY_NAME["salary_line"].pattern
    at = next((i for i, line in enumerate(lines) if salary.search(line)), None)
    above = [line for line in lines[: at or 0] if _LABEL.fullmatch(line) is None]
    if above and is_heading(above[-1]):
        return above[-1]
    return lines[0] if is_heading(lines[0]) and _LABEL.fullmatch(lines[0]) is None else None


def _salary(lines: Sequence[str]) -> Salary | None:
    salary = _BY_NAME["salary_line"].pattern
    labelled = next((line for line in lines if salary.search(line)), None)
    return None if labelled is None else find_salary(labelled)


def _date(lines: Sequence[str], pattern: re.Pattern[str]) -> PartialDate | None:
    """The first date behind the words that say what it is the date of."""
    for line in lines:
        if pattern is _STARTS and "nterview" in line:
            continue
        match = pattern.search(line)
        if match is not None and (date := find_date(line[match.end() : match.end() + _NEAR])) is not None:
            return date
    return None
