"""Where the work of a job advert is done."""

import re
from collections.abc import Sequence
from itertools import pairwise

from flows.posts.advert_lines import is_free
from flows.posts.bodies import BODY, PLACE_NAME, WORD, is_body, is_place, is_unit
from flows.posts.cues import around
from flows.posts.line_cues import begins_as_in_advert, names_post

_NEAR = 60
_MOST_WORDS = 3
_LONGEST_PLACE = 60
_NO_PLACE = re.compile(
    rf"{BODY}|^(?:Full|Part|Permanent|Temporary|Fixed|Contract|Term|Job|Flexible|Band|Grade|The|This|You|We|About|Our|Closing|Interviews?)\b"
)
_OF_WORK = re.compile(
    r"(?:approved|premises|sentenc\w+|court|courts|magistrates|crown|cases?|team|community|payback|unpaid|work|working|programmes?|groupwork|victims?|custody|bail|offenders?|prisons?|probation|youth"
    r"|women|men|families|children|adults|seniors?|deputy|assistant|trainee|graduate|newly|qualified|operations?|operational|performance|quality|housing|health|mental|substance|drugs?|alcohol|justice"
    r"|criminal|law|legal|policy|policing|strategy|research|teaching|lectur\w+|training|learning|business|support|services?|human|resources?|finance|payroll|office|admin\w*|corporate|digital|data|ict|it|hr|change"
    r"|projects?|reducing|reoffending|restorative|through|gate|peer|volunteers?|volunteering|mentor\w*|restart|risk|public|protection|mappa|iom|mapp|full|part|time|term|fixed|temporary|permanent|relief|sessional|casual"
    r"|maternity|cover|job|share|band|grade|level|various|several|all|locations?|areas|nights?|days?|weekends?|evenings?|waking|immediate|start|urgent|new|posts?|roles?|vacanc\w+|hours|home|remote|hybrid|agile"
    r"|flexible|national|regional|local|area|division|region|locality|first|second|duty|desk|field|sex|domestic|abuse|violence|gangs?|females?|males?|older|young|people|persons|black|muslim|faith|psycholog\w+|nursing"
    r"|planning|commissioning|counselling|marketing|monitoring|tagging|fundraising|safeguarding|wellbeing|enforcement|breach|reports?|intake|pqip|ppo|oasys|other"
    r"|\w+(?:tion|tions|ment|ments|ology|ance|ence|ships?|ics|ility|ality|urity))",
    re.IGNORECASE,
)
"""A word that says what the work is, not where: it may stand behind a post's title as a place may."""
_OF_PLACE = re.compile(
    r"^(?:HMP|HMYOI|HMP/YOI|YOI|AP|PDU|LDU)\b|\b(?:House|Hub|Offices?|Court|Courts|Magistrates['’]?|Hostel|Depot|Campus|Prison|PDU|LDU|AP|Road|Street|Lane|Park|Quay|HQ|Headquarters|Centre|North|South|East|West|Central)$",
    re.IGNORECASE,
)
"""A place that says what it is."""
_PARTS = re.compile(r", (?:and |or )?| and | & | or |/|; ")
_BEHIND_DASH = re.compile(r"^(?P<title>.*\S)\s[-–|]\s(?P<place>[^-–|]+)$")
_BEHIND_COMMA = re.compile(r"^(?P<title>[^,]*\S),\s(?P<place>.+)$")
_IN_BRACKETS = re.compile(r" \((?P<place>[^()]{3,60})\)$")
_WORKING = re.compile(r",? (?:with )?(?:agile|hybrid|flexible|remote|home)[- ]working\b.*$", re.IGNORECASE)
"""Behind a place: how one works, not where."""

_PLACE = rf"(?P<place>{PLACE_NAME}(?:(?:, {PLACE_NAME})*(?:,? (?:or|and)) {PLACE_NAME})?(?:, {PLACE_NAME}(?=,|\.|;|$))?)"
_MIDDLE = r"(?:the (?:middle|centre|heart|north|south|east|west) of |(?:central|north|south|east|west|rural|sunny) )?(?:the )?"
_LOCATED = (
    (
        re.compile(rf"\b(?:post|role|job|position) (?:is|will be) (?:based )?(?:in|at) {_MIDDLE}{_PLACE}"),
        (" is in ", " is at ", " is based ", " will be "),
    ),
    (re.compile(rf"\b(?:in|at) (?:the )?{_PLACE}, where you (?:will be|are) based"), (", where you ",)),
    (
        re.compile(
            rf"\b[Bb]ased (?:in|at|from) (?P<place>(?:either|any|one|both|all) of (?:our|the|its) [a-z ]{{2,30}},? (?:in|at) {PLACE_NAME}(?:(?:, {PLACE_NAME})*,? (?:or|and) {PLACE_NAME})?)"
        ),
        ("ased ",),
    ),
    (
        re.compile(rf"\b(?:[Bb]ased|[Ll]ocated|[Ss]ited) (?:in|at|from) {_MIDDLE}{_PLACE}"),
        ("ased ", "ocated ", "ited "),
    ),
    (
        re.compile(
            rf"\b(?:[Oo]ffices?|depot|hub|headquarters|premises|teams?|project|centre|assignment|work|post|charity|[Cc]ompany|CRC|[Tt]rust|council|organisation|prison|client)(?: (?:is|are|will be))? (?:in|at) {_MIDDLE}{_PLACE}"
        ),
        (" in ", " at "),
    ),
    (
        re.compile(
            rf"\b(?:for|at|in|from|join) (?:its|our|the) {_PLACE} (?:office|depot|hub|team|centre|headquarters)\b"
        ),
        (" office", " depot", " hub", " team", " centre", " headquarters"),
    ),
    (re.compile(r"\b(?P<place>based at home(?: with [a-z]+ travel)?)\b"), ("based at home",)),
    (re.compile(rf"(?:^|\n)(?:to work |based )?(?:at|in) (?:the )?{_PLACE}(?=\n|$)"), ("at ", "in ")),
    (
        re.compile(
            rf"\b(?P<place>(?:[Vv]arious|[Ss]everal|[Mm]ultiple) (?:locations|sites|offices|venues)(?: (?:across|in|throughout|around) (?:the )?{WORD}(?: (?:(?:and|&|of|the) ){{0,2}}{WORD})*)?)"
        ),
        ("locations", "sites", "offices", "venues"),
    ),
)
"""How a text says where the work is, surest first, each with words one of which it holds."""
_BEGINS_PLACE = re.compile(
    r"[A-ZÀ-Ý](?:(?<=[ \n](?:in|at|of) .)|(?<=[ \n](?:its|our|the) .)|(?<=[ \n]from .))"
)
_SPEAKS_OF_PLACES = (" locations", " sites", " offices", " venues", ", where you ", "at home")
"""The letter that begins a place in all of them, or else words of which it holds one."""
_TRAVEL = re.compile(r"\btravel (?:to|between) [^.\n]*$")
"""Before a place: it is not where the work is based."""


def behind_dash(line: str) -> tuple[str, str] | None:
    """The title and the place that a line names behind it: ``Case Manager - Ely``."""
    return _parted(_BEHIND_DASH.match(line))


def behind_comma(line: str) -> tuple[str, str] | None:
    """The same of ``Clerk, Ely and March``: a title may have a comma of its own, so only where no other place is named."""
    return _parted(_BEHIND_COMMA.match(line))


def _parted(match: re.Match[str] | None) -> tuple[str, str] | None:
    if match is None or not names_post(match["title"]) or not is_where(match["place"]):
        return None
    return match["title"], match["place"]


def is_where(text: str) -> bool:
    """Whether a text names one place or several, none of its words the work's."""
    return len(text) <= _LONGEST_PLACE and all(map(_is_one_place, _PARTS.split(text)))


def _is_one_place(part: str) -> bool:
    words = part.split()
    if len(words) > _MOST_WORDS + 1 or not is_place(part):
        return False
    return _names_itself(part) or not (is_body(part) or any(map(_OF_WORK.fullmatch, words)))


def _names_itself(part: str) -> bool:
    """Whether a place says what it is, as a prison, a house or a court does."""
    words = part.split()
    return len(words) > 1 and _OF_PLACE.search(part) is not None and not _OF_WORK.fullmatch(words[0])


def in_brackets(title: str) -> str | None:
    """The place in brackets behind a title, if it says what it is: ``Mentor (HMP Ely)``."""
    match = _IN_BRACKETS.search(title)
    is_one = match is not None and is_place(match["place"]) and _names_itself(match["place"])
    return match["place"] if match is not None and is_one else None


def place_line(lines: Sequence[str], title: str | None) -> str | None:
    """A place on a line of its own, directly below the salary, or directly above it and below the title."""
    for index, (above, line) in enumerate(pairwise(lines[:6])):
        if "salary_line" in begins_as_in_advert(above) and is_free(line) and line != title:
            return _place_below(line)
        is_above = index + 2 < len(lines) and "salary_line" in begins_as_in_advert(lines[index + 2])
        if is_above and title is not None and line != title and title in lines[: index + 1] and is_free(line):
            name = line.split(",")[0]
            if not _NO_PLACE.search(name) and is_where(line):
                return line
    return None


def _place_below(line: str) -> str | None:
    name, _, rest = line.partition(", ")
    if rest and (is_unit(name) or is_body(name)):
        return rest if _OF_PLACE.search(rest.split(", ")[0]) and is_place(rest) else None
    if is_where(line) and not _NO_PLACE.search(line):
        return line
    is_short = len(name.split()) <= _MOST_WORDS
    return name if is_short and is_place(name) and not _NO_PLACE.search(name) else None


def without_working(place: str) -> str:
    """A place without the words for how one works there."""
    return _WORKING.sub("", place)


def location_in(text: str) -> str | None:
    """Where a text says that the work is."""
    if _BEGINS_PLACE.search(text) is None and not any(words in text for words in _SPEAKS_OF_PLACES):
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
