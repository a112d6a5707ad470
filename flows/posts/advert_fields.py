"""What a job advert says: post, employer, place, pay, dates, and where it was published."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.dates import MONTH, WEEKDAY, PartialDate, find_date
from flows.posts.cues import ADVERT_CUES
from flows.posts.money import Salary, find_salary
from flows.posts.openings import is_heading
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


_CUES = {cue.name: cue for cue in ADVERT_CUES}
_NEAR = 60
"""Characters behind the words that say what a date is of, within which it stands."""
_LONGEST_LINE = 110

_LABEL = re.compile(
    r"(?P<label>Job title|Post title|Post|Role|Position|Vacancy|Employer|Organisation|Company|Location|Region|Where|Based(?: (?:in|at))?|Base|Place of work|Start date|Starts?|Starting"
    r"|Hours|Contract(?: type)?|Job ref|Reports to|Responsible to|Grade|Time commitment|Duration)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_TITLES = ("job title", "post title", "post", "role", "position", "vacancy")
_EMPLOYERS = ("employer", "organisation", "company")
_LOCATIONS = ("location", "based", "based in", "based at", "base", "place of work", "where", "region")

_W = r"[A-ZÀ-Ý][\w'’&-]*"
_NAME = rf"{_W}(?: (?:(?:and|of|for|the|&|in) ){{0,2}}{_W})*"
_BODY = re.compile(
    r"\b(?:Constabulary|Police|Recruitment|Ltd|Limited|plc|LLP|CIC|CLG|CIO|Inc|Trust|University|College|Service|Services|Company|Association|Partnership|Solutions|Department|Council|Group"
    r"|Charity|Agency|CRC|Ministry|Authority|Society|Foundation|Institute|Board|Probation|Project|Federation|Consortium|School|Hospital|Housing|International)\b"
)
"""Words of which the name of a body has one."""
_NO_PLACE = re.compile(
    rf"{_BODY.pattern}|^(?:Full|Part|Permanent|Temporary|Fixed|Contract|Term|Job|Flexible|Band|Grade|The|This|You|We|About|Our|Closing|Interviews?)\b"
)
_MOST_WORDS = 3
_SMALL = re.compile(r"\b(?:For|And|Of|The|In)\b")
_UNIT = re.compile(r"\b(?:School|Department|Faculty|Division|Directorate|Team|Unit|Centre for)\b")
_PERSON = re.compile(
    rf"{_CUES['names_post'].pattern.pattern}$|\b(?:Officers?|Advis[eo]rs?|Managers?|Directors?|Workers?|Supervisors?)$"
)
_SUBJECT = re.compile(
    rf"(?:The )?(?P<name>(?!(?:The|This|You|We|It|There|Applic|Cand|Experience|Full|Are|If|Please|Teaching|Remote)\b){_NAME})"
    r"(?:, (?:an?|the|one of) [^,.]{3,60},)? (?P<verb>is|are|was|has|have|requires?|seeks?|wish(?:es)?|runs?|supports?|helps|offers?|provides?|needs?|wants?|invites?)\b"
)
"""For the beginning of a sentence: a name, and what it does."""
_SENTENCE = re.compile(r"[.?!] ")
_BASED_SUBJECT = re.compile(
    rf"^(?:Based|Located) (?:in|at) [^.\n]{{2,60}}, (?:the )?(?P<name>{_NAME}) (?:is|are|was|has)\b",
    re.MULTILINE,
)
_RECRUITS = re.compile(r"requires?|seeks?|wish(?:es)?|needs?|wants?|invites?")
_LOOKS = re.compile(
    r" (?:currently |now )?(?:looking|seeking|recruiting|hiring|inviting)\b| an? (?:exciting )?(?:opportunity|vacancy)\b"
)
_PLACE_NAME = rf"{_W}(?:(?: (?:upon|on|under|le|by|of|the))* {_W})*"
_PLACE = rf"(?P<place>{_PLACE_NAME}(?:(?:, {_PLACE_NAME})*(?:,? (?:or|and)) {_PLACE_NAME})?(?:, {_PLACE_NAME}(?=,|\.|;|$))?)"
_LOCATED = (
    re.compile(rf"\b(?:in|at) (?:the )?{_PLACE}, where you (?:will be|are) based"),
    re.compile(rf"\b(?:[Bb]ased|[Ll]ocated|[Ss]ited) (?:in|at|from) (?:the )?{_PLACE}"),
    re.compile(
        rf"\b(?:[Oo]ffices?|depot|hub|headquarters|premises|teams?|project|centre|assignment|work|post|charity|company|organisation|prison)(?: (?:is|are|will be))? (?:in|at) {_PLACE}"
    ),
    re.compile(
        rf"\b(?:for|at|in|from|join) (?:its|our|the) {_PLACE} (?:office|depot|hub|team|centre|headquarters)\b"
    ),
)
_TRAVEL = re.compile(r"\btravel (?:to|between) [^.\n]*$")
"""Before a place: it is not where the work is based."""
_STARTS = re.compile(
    r"\b(?:[Tt]ake up (?:the |this )?post|[Ss]tart(?:s|ing)?(?: date)?|[Cc]ommenc(?:e|es|ing)|in post|[Bb]egin(?:s|ning)?)\b\s*[:\-–]?\s*(?:from|on(?! or)|by|in)?\s*"
    r"(?=(?:on or |w/?c|week |around |about |as soon|immediate|[A-Z\d]))"
)
_CLOSES = re.compile(
    rf"^(?:{_CUES['closing_date'].pattern.pattern})|{_CUES['closing_in_prose'].pattern.pattern}",
    re.IGNORECASE,
)
_TO_AMOUNT = re.compile(r"^[^£€$]*?(?=(?:up to |circa |from |between )?(?:[A-Z]{1,2})?[£€$])")
_CLAUSE = re.compile(r",? (?:and|but|with) (?=it |the |this |you |we )")
_STARTING = ("tart", "START", "ommenc", "COMMENC", "in post", "egin", "ake up")
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
    "the form",
)
_INTERVIEWING = ("nterview", "INTERVIEW")
_INTERVIEWS = re.compile(
    r"\binterviews?(?: dates?)?\b(?:\s*[:\-–]|\s+(?:will|are|on|scheduled|planned|expected|between|to be|in|by)\b)",
    re.IGNORECASE,
)
_PAPER = rf"(?P<name>(?!(?:{WEEKDAY})(?! [A-Z])|(?:{MONTH})\b)[A-Z][\w'’]+(?: [A-Z][\w'’]+)*)"
_PUBLISHED = (
    re.compile(
        rf"\b(?:[Tt]he |[Tt]oday['’]s |\w+day['’]s |week['’]s ){_PAPER} (?:carried|has|had|ran|printed)\b"
    ),
    re.compile(
        rf"\b(?:published|advertised|appear(?:ed|s|ing)|[Ss]een|saw (?:it|this)|[Ff]ound|[Ss]potted|printed|posted|taken|another|one|was|is|pages?|website|from|[Ii]t's|came|adverts?|jobs?|vacancy|vacancies)\b"
        rf"[^.:]{{0,40}}?\b(?:in|on|of|from) (?:the |today['’]s |last week['’]s |this week['’]s )?{_PAPER}"
    ),
    re.compile(rf"\b[Ff]rom (?:the |[Tt]oday['’]s ){_PAPER}"),
)
_SEVERAL = re.compile(r"\b(?:[Bb]oth|[Tt]hese|[Tt]wo|[Tt]hree|[Aa]dverts|[Jj]obs|[Vv]acancies)\b")
_SAME_PAPER = re.compile(r"\bsame (?:page|paper|issue|site|place)\b")


def introduces_several(introduction: str) -> bool:
    """Whether what is introduced are several adverts, all from one paper."""
    return _SEVERAL.search(introduction) is not None


def advert_of(passage: Passage, weighed: Weighed, earlier_paper: str | None) -> JobAdvert:
    """The fields of an advert; ``earlier_paper`` is where the advert before was published, for "the same page"."""
    lines = passage.lines
    labels = {m["label"].lower(): m["value"] for line in lines if (m := _LABEL.fullmatch(line))}
    text = "\n".join(lines)
    title = _labelled(labels, _TITLES) or _title(lines)
    employer, place = _employer_line(lines, title)
    return JobAdvert(
        job_title=title,
        employer=_labelled(labels, _EMPLOYERS) or employer or _employer(text),
        location=_labelled(labels, _LOCATIONS) or place or _place_line(lines, title) or _location(text),
        salary=_salary(lines),
        starts=_date(lines, _STARTS, _STARTING),
        closes=_date(lines, _CLOSES, _CLOSING),
        interviews=_date(lines, _INTERVIEWS, _INTERVIEWING),
        published_in=_published_in(passage.introduction, earlier_paper),
        weighed=weighed,
    )


def _labelled(labels: dict[str, str], names: Sequence[str]) -> str | None:
    return next((labels[name].rstrip(".") for name in names if name in labels), None)


def _is_free(line: str) -> bool:
    """Whether a line is short, and neither a labelled field nor a salary nor a sentence."""
    return (
        is_heading(line)
        and _LABEL.fullmatch(line) is None
        and _CUES["salary_line"].find(line) is None
        and _CUES["closing_date"].find(line) is None
        and _CUES["recruiting"].find(line) is None
    )


def _title(lines: Sequence[str]) -> str | None:
    """The first of the headings directly above the salary, with labelled fields between; else the first line if it is one.

    A body's name that stands above another heading is the employer's.
    """
    at = next((i for i, line in enumerate(lines) if _CUES["salary_line"].find(line)), None)
    first = at if at is not None else 0
    while first > 0 and (_is_free(lines[first - 1]) or _LABEL.fullmatch(lines[first - 1])):
        first -= 1
    block = [line for line in lines[first:at] if _is_free(line)] if at is not None else []
    block = block or list(takewhile(_is_free, lines))
    if len(block) > 1 and _is_body(block[0]) and not _CUES["names_post"].find(block[0]):
        return block[1]
    return block[0] if block else None


def _is_body(line: str) -> bool:
    """Whether a line is the name of a body."""
    name = line.title() if line.isupper() else line
    return ORGANISATION.fullmatch(line) is not None or (
        _BODY.search(name) is not None and re.fullmatch(_NAME, name) is not None and not _PERSON.search(name)
    )


def _employer_line(lines: Sequence[str], title: str | None) -> tuple[str | None, str | None]:
    """A body's name on a line of its own near the top, and the place that stands behind it."""
    for line in lines[:5]:
        if line == title or not _is_free(line) or len(line) > _LONGEST_LINE:
            continue
        name, _, rest = re.sub(r" [-–] ", ", ", line, count=1).partition(", ")
        if _is_body(name):
            is_place = bool(rest) and not _UNIT.search(rest) and _is_place(rest)
            return canonical(_in_title_case(name)), rest if is_place else None
    return None, None


def _in_title_case(name: str) -> str:
    """A name in capitals in the form in which it is known, if it is; any other as it stands."""
    cased = _SMALL.sub(lambda match: match.group().lower(), name.title()) if name.isupper() else name
    return cased if ORGANISATION.fullmatch(cased) else name


def _place_line(lines: Sequence[str], title: str | None) -> str | None:
    """A place on a line of its own, directly below the salary."""
    for above, line in pairwise(lines[:6]):
        if _CUES["salary_line"].find(above) and _is_free(line) and line != title:
            name = line.split(",")[0]
            return (
                name
                if _is_place(name) and len(name.split()) <= _MOST_WORDS and not _NO_PLACE.search(name)
                else None
            )
    return None


def _is_place(text: str) -> bool:
    return re.fullmatch(rf"{_PLACE_NAME}\.?(?:, .{{2,30}})?", text) is not None


def _employer(text: str) -> str | None:
    """Who is said to recruit, or else the body of which the advert first speaks; no name that is merely mentioned."""
    based = _BASED_SUBJECT.search(text)
    best = None if based is None else based["name"]
    for match in _subjects(text):
        name = match["name"]
        looks = _LOOKS.match(match.string, match.end()) is not None
        is_body = ORGANISATION.fullmatch(name) is not None or " " in name
        if _PERSON.search(name) or not (is_body or looks):
            continue
        if looks or _RECRUITS.fullmatch(match["verb"]):
            return canonical(name)
        best = best or name
    return None if best is None else canonical(best)


def _subjects(text: str) -> Iterator[re.Match[str]]:
    """The names with which sentences begin, each with its verb."""
    for line in text.split("\n"):
        for start in (0, *(match.end() for match in _SENTENCE.finditer(line))):
            if line[start : start + 1].isupper() and (match := _SUBJECT.match(line, start)) is not None:
                yield match


def _location(text: str) -> str | None:
    found = (match for pattern in _LOCATED for match in pattern.finditer(text))
    return next(
        (
            match["place"]
            for match in found
            if not _TRAVEL.search(text, max(0, match.start() - _NEAR), match.start())
        ),
        None,
    )


def _salary(lines: Sequence[str]) -> Salary | None:
    labelled = next((line for line in lines if _CUES["salary_line"].find(line)), None)
    if labelled is not None:
        return find_salary(labelled)
    prose = (line[match.start() :] for line in lines if (match := _CUES["salary_in_prose"].find(line)))
    return next((find_salary(_CLAUSE.split(_TO_AMOUNT.sub("", words))[0]) for words in prose), None)


def _date(lines: Sequence[str], pattern: re.Pattern[str], near: tuple[str, ...]) -> PartialDate | None:
    """The first date behind the words that say what it is the date of; ``near`` as of ``Cue``."""
    for line in lines:
        if not any(words in line for words in near):
            continue
        for match in pattern.finditer(line):
            _, named, between = line[: match.start()].rpartition("nterview")
            if pattern is _STARTS and named and find_date(between) is None:
                continue
            behind = line[match.end() :]
            date = find_date(behind)
            if date is not None and behind.find(date.text) <= _NEAR:
                return date
    return None


def _published_in(introduction: str, earlier_paper: str | None) -> str | None:
    """The paper or site that the introduction names; of "the same page", or without words of its own, that of the one before."""
    if not introduction or _SAME_PAPER.search(introduction):
        return earlier_paper
    found = (match for pattern in _PUBLISHED if (match := pattern.search(introduction)))
    return next((match["name"] for match in found), None)
