"""Who recruits in a job advert, and where the work is done."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.posts.cues import ADVERT_CUE, around
from flows.posts.line_cues import begins_as_in_advert, gives_pay_or_closing, remembered
from flows.posts.openings import is_heading
from flows.posts.organisations import ORGANISATION, canonical

LONGEST_LINE = 110
_NEAR = 60
_NUMBER = re.compile(r"(?:Job |Vacancy |Post )?(?:[Rr]ef(?:erence)?|no|number)\b[.:]?\s*[\w/.-]+")
"""For a whole line: the number of the vacancy."""
LABEL = re.compile(
    r"(?P<label>Job title|Post title|Post(?: type)?|Role|Position|Vacancy|Employer|Organisation|Company|Location(?:s|\(s\))?|Region|Area|Site|Where|(?:Post )?Based(?: (?:in|at))?|Base|Place of work|Start date|Starts?|Starting"
    r"|Hours|Contract(?: type)?|Job ref|(?:Job |Vacancy )?Reference(?: number)?|Job grade|Working pattern|Reports to|Responsible to|Grade|Time commitment|Duration)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(
    r"(?:(?:Job|Post) title|Salary(?: range)?|Locations?|Place of work|Employer|Organisation|Closing date|Interview dates?|(?:Expected )?[Ss]tart date|Job grade|Grade"
    r"|Contract(?: type)?|Working pattern|Hours|(?:Job |Vacancy )?Reference(?: number)?)\s*:?",
    re.IGNORECASE,
)
"""For a whole line: a label whose value stands on the line below."""
_LONGEST_LABEL, _LONGEST_VALUE = 30, 120
_OF_DATE = re.compile(r"closing|interview", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_W = r"[A-ZÀ-Ý][\w'’&-]*"
_NAME = rf"{_W}(?: (?:(?:and|of|for|the|&|in) ){{0,2}}{_W})*"
_WHOLE_NAME = re.compile(_NAME)
_DASH = re.compile(r" [-–] ")
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
    rf"{ADVERT_CUE['names_post'].pattern.pattern}$|\b(?:Officers?|Advis[eo]rs?|Managers?|Directors?|Workers?|Supervisors?)$"
)
_SUBJECT = (
    rf"(?:The )?(?P<name>(?!(?:The|This|You|We|It|There|Applic|Cand|Experience|Full|Are|If|Please|Teaching|Remote)\b){_NAME})"
    r"(?:, (?:an?|the|one of) [^,.]{3,60},)? (?P<verb>is|are|was|has|have|requires?|seeks?|wish(?:es)?|runs?|supports?|helps|offers?|provides?|needs?|wants?|invites?)\b"
)
"""For the beginning of a sentence: a name, and what it does."""
_FIRST_SUBJECT, _LATER_SUBJECT = re.compile(f"(?={_SUBJECT})"), re.compile(rf"[.?!] (?={_SUBJECT})")
_BASED_SUBJECT = re.compile(
    rf"^(?:Based|Located) (?:in|at) [^.\n]{{2,60}}, (?:the )?(?P<name>{_NAME}) (?:is|are|was|has)\b",
    re.MULTILINE,
)
_RECRUITS = re.compile(r"requires?|seeks?|wish(?:es)?|needs?|wants?|invites?")
_LOOKS = re.compile(
    r" (?:currently |now )?(?:looking|seeking|recruiting|hiring|inviting)\b| an? (?:exciting )?(?:opportunity|vacancy)\b"
)
_PLACE_NAME = rf"{_W}(?:(?: (?:upon|on|under|le|by|of|the))* {_W})*"
_WHOLE_PLACE = re.compile(rf"{_PLACE_NAME}\.?(?:, .{{2,30}})?")
_PLACE = rf"(?P<place>{_PLACE_NAME}(?:(?:, {_PLACE_NAME})*(?:,? (?:or|and)) {_PLACE_NAME})?(?:, {_PLACE_NAME}(?=,|\.|;|$))?)"
_LOCATED = (
    (
        re.compile(rf"\b(?:post|role|job|position) (?:is|will be) (?:based )?(?:in|at) (?:the )?{_PLACE}"),
        (" is in ", " is at ", " is based ", " will be "),
    ),
    (re.compile(rf"\b(?:in|at) (?:the )?{_PLACE}, where you (?:will be|are) based"), (", where you ",)),
    (
        re.compile(rf"\b(?:[Bb]ased|[Ll]ocated|[Ss]ited) (?:in|at|from) (?:the )?{_PLACE}"),
        ("ased ", "ocated ", "ited "),
    ),
    (
        re.compile(
            rf"\b(?:[Oo]ffices?|depot|hub|headquarters|premises|teams?|project|centre|assignment|work|post|charity|company|organisation|prison)(?: (?:is|are|will be))? (?:in|at) {_PLACE}"
        ),
        (" in ", " at "),
    ),
    (
        re.compile(
            rf"\b(?:for|at|in|from|join) (?:its|our|the) {_PLACE} (?:office|depot|hub|team|centre|headquarters)\b"
        ),
        (" office", " depot", " hub", " team", " centre", " headquarters"),
    ),
)
"""How a text says where the work is, surest first, each with words one of which it holds."""
_BY_BODY = re.compile(r"\b(?:[Ff]rom|[Bb]y|[Ww]ith|[Aa]t) (?:the )?(?=[A-Z])")
_BEFORE_PLACE = re.compile(r" (?:in|at|from|its|our|the) (?=[A-ZÀ-Ý])")
"""What stands before a place in all of them, but for the second in brackets."""
_CLIENT = re.compile(r"\b[Oo]ur client\b")
"""Who recruits is not named."""
_TRAVEL = re.compile(r"\btravel (?:to|between) [^.\n]*$")
"""Before a place: it is not where the work is based."""


def is_label_alone(line: str) -> bool:
    """Whether a line is a label whose value stands on the line below."""
    return len(line) <= _LONGEST_LABEL and _LABEL_ALONE.fullmatch(line) is not None


def with_values(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, with each label that stands alone and the value below it both as ``Label: value``.

    A date needs a digit; a sentence is no value.
    """
    found = list(lines)
    for index, (line, below) in enumerate(pairwise(lines)):
        if not is_label_alone(line):
            continue
        is_value = len(below) <= _LONGEST_VALUE and below[-1] not in ".:" and not is_label_alone(below)
        if is_value and (_DIGIT.search(below) or not _OF_DATE.match(line)):
            found[index] = found[index + 1] = f"{line.removesuffix(':').rstrip()}: {below}"
    return tuple(found)


def is_unit(line: str) -> bool:
    """Whether a line names a part of a body, such as a school of a university."""
    return _UNIT.match(line) is not None


def is_body(line: str) -> bool:
    """Whether a line is the name of a body."""
    name = line.title() if line.isupper() else line
    return ORGANISATION.fullmatch(line) is not None or (
        _BODY.search(name) is not None
        and _WHOLE_NAME.fullmatch(name) is not None
        and not _PERSON.search(name.split(" of ")[0])
    )


def employer_line(lines: Sequence[str], title: str | None) -> tuple[str | None, str | None]:
    """A body's name on a line of its own near the top, and the place that stands behind it."""
    for line in lines[:5]:
        if line == title or not is_free(line) or len(line) > LONGEST_LINE:
            continue
        name, _, rest = _DASH.sub(", ", line, count=1).partition(", ")
        if is_body(name):
            is_place = bool(rest) and not _UNIT.search(rest) and _is_place(rest)
            return canonical(_in_title_case(name)), rest if is_place else None
    return None, None


def _in_title_case(name: str) -> str:
    """A name in capitals in the form in which it is known, if it is; any other as it stands."""
    cased = _SMALL.sub(lambda match: match.group().lower(), name.title()) if name.isupper() else name
    return cased if ORGANISATION.fullmatch(cased) else name


def place_line(lines: Sequence[str], title: str | None) -> str | None:
    """A place on a line of its own, directly below the salary."""
    for above, line in pairwise(lines[:6]):
        if "salary_line" in begins_as_in_advert(above) and is_free(line) and line != title:
            name = line.split(",")[0]
            is_short = len(name.split()) <= _MOST_WORDS
            return name if is_short and _is_place(name) and not _NO_PLACE.search(name) else None
    return None


def _is_place(text: str) -> bool:
    return _WHOLE_PLACE.fullmatch(text) is not None


def _subjects(text: str) -> Iterator[re.Match[str]]:
    """The names with which sentences begin, each with its verb."""
    for line in text.split("\n"):
        if (first := _FIRST_SUBJECT.match(line)) is not None:
            yield first
        yield from _LATER_SUBJECT.finditer(line)


def employer_in(text: str) -> str | None:
    """Who is said to recruit, or else the body of which the advert first speaks; no name that is merely mentioned."""
    based = _BASED_SUBJECT.search(text) if "Based " in text or "Located " in text else None
    best = None if based is None else based["name"]
    for match in _subjects(text):
        name = match["name"]
        looks = _LOOKS.match(match.string, match.end("verb")) is not None
        may_recruit = looks or " " in name or ORGANISATION.fullmatch(name) is not None
        if _PERSON.search(name.split(" of ")[0]) or not may_recruit:
            continue
        if looks or _RECRUITS.fullmatch(match["verb"]):
            return canonical(name)
        if not (_CLIENT.search(text) or match.string.startswith(" our ", match.end("verb"))):
            best = best or name
    return None if best is None else canonical(best)


def employer_introduced(introduction: str) -> str | None:
    """The body that an introduction says to advertise, if it is one that is known: it is that of each advert below."""
    found = (ORGANISATION.match(introduction[match.end() :]) for match in _BY_BODY.finditer(introduction))
    return next((canonical(named.group()) for named in found if named is not None), None)


def location_in(text: str) -> str | None:
    if _BEFORE_PLACE.search(text) is None and ", where you " not in text:
        return None
    found = (
        match
        for pattern, near in _LOCATED
        for start, end in sorted(span for words in near for span in around(text, words))
        for match in pattern.finditer(text, start, end)
    )
    return next(
        (
            match["place"]
            for match in found
            if not _TRAVEL.search(text, max(0, match.start() - _NEAR), match.start())
        ),
        None,
    )


@remembered
def is_free(line: str) -> bool:
    """Whether a line is short, and neither a labelled field nor a salary nor a sentence."""
    return (
        is_heading(line)
        and LABEL.fullmatch(line) is None
        and not gives_pay_or_closing(line)
        and ADVERT_CUE["recruiting"].find(line) is None
        and _NUMBER.fullmatch(line) is None
    )
