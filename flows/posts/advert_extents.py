"""Where a job advert begins and ends in its passage: by its signs, and by what may stand above and below them."""

import re
from collections.abc import Sequence

from flows.posts.bodies import is_body
from flows.posts.cues import ADVERT_CUE, Cue
from flows.posts.line_cues import begins_as_in_advert, gives_pay_or_closing
from flows.posts.openings import is_heading
from flows.posts.passage import Passage, ends_as_lead
from flows.posts.titles import asks_for_post, is_bridge

_SIGNS = frozenset({"salary_line", "closing_date", "interview_date", "labelled_field"})
SIGNS_IN_PROSE = frozenset(
    {
        "salary_in_prose",
        "closing_in_prose",
        "interviews_in_prose",
        "applicant",
        "recruiting",
        "recruitment_event",
    }
)
IN_PROSE = tuple(ADVERT_CUE[name] for name in sorted(SIGNS_IN_PROSE))
_SALARY_IN_PROSE = ADVERT_CUE["salary_in_prose"]
_LONGEST_STRONG = 300
_LONGEST_BEFORE = 8
_BEFORE_PAY = (
    ". ",
    "! ",
    "? ",
    "; ",
    "p to ",
    "rom ",
    "irca ",
    "c",
    "c. ",
    "ay ",
    "ays ",
    "ffer ",
    "tracts ",
    "arries ",
    "at ",
    "rate of ",
    "lary of ",
    "round ",
)
_INVITES = re.compile(
    r"\b(?:apply|application|applicants?|CV|covering letter|contact|telephone|e-?mail|informal|write to|please (?:send|reply|ring|call)|further (?:details|information)"
    r"|welcomes? applications|equal opportunit(?:y|ies)|references?|ability to fulfil all|Disability Confident|subject to (?:\w+ ){0,3}(?:DBS|vetting|clearance)|(?:recommend|refer) (?:a|your) (?:friend|colleague)|referral fee|(?:recruitment|assessment|selection) (?:morning|afternoon|evening|day))\b"
    r"|^(?:We are |Are )?[Cc]ommitted to (?:diversity|equality|equal|inclusion|safeguarding)|^(?:Strictly )?No (?:agencies|CVs)\b|^(?:(?:A|We are a) )?[Rr]egistered charity\b.{0,40}$|^(?:Please quote )?(?:Job |Vacancy )?Ref(?:erence)?\b[.: ]{0,3}[\w/-]*\d|^This (?:vacancy|post|role) (?:is (?:using|subject|open|funded|exempt|based|being)|may|will)\b"
    r"|^(?:Reserve|Waiting) list\b|^(?:Job description|Responsibilities|(?:Main )?Duties|Eligibility|Person specification|About (?:you|us|the (?:role|job|post)))\b.{0,3}(?:$|[:–-])|^You (?:must|should|need)\b(?! be (?:mad|(?!will)\w+ing)\b)|^You(?:'ll|’ll| will) (?!(?:not|never|\w+ly|see|know|notice|remember|find|love|have (?:seen|read|heard)) )[a-z]+ .{40}|^The (?:successful|(?:post|role|job) (?:requires|will|is (?:ring-?fenced|subject|open|based|funded|offered|permanent|fixed)))\b",
    re.IGNORECASE,
)
"""What a line below the last sign says where it still is the advert's: what employers say to applicants."""
_SIGNED = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?, (?P<name>[A-Z].{3,50})")
_GREETING = re.compile(r"(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon))(?: [A-Z]\w+){0,2}[,!]?")
"""With which an agency's mail begins."""
NUMBER_ALONE = re.compile(r"\(?\d{1,2}[.)]")
_ITEM = re.compile(r"[-–*•·]\s")
_READER = re.compile(
    r"\b(?:I(?!\.)|[Pp]robably|[Pp]resumably|[Pp]erhaps|[Ss]urely|[Aa]pparently|[Aa]llegedly|no doubt)\b"
)
"""What a line says whose writer thinks, or guesses."""
_TELLS = re.compile(rf"{_READER.pattern}|\b(?:[Mm]e|[Mm]y|[Mm]ine|was|were|had|did)\b")
"""What a line says that tells of an advert, or of its writer."""
_SPEAKS = re.compile(rf"{_READER.pattern}|\?$")
"""A reader, not an employer, says so."""


def is_strong(line: str) -> bool:
    """Whether a line gives a salary or a closing date, one of which an advert must have."""
    if len(line) <= _LONGEST_STRONG and gives_pay_or_closing(line):
        return True
    if "alary" not in line and not _may_pay(line):
        return False
    return _SALARY_IN_PROSE.find(line) is not None and _READER.search(line) is None


def _may_pay(line: str) -> bool:
    """Whether what stands before an amount may begin the words of a salary: a test that is quick, as most amounts are none."""
    place = line.find("£")
    while place >= 0:
        if line[max(0, place - _LONGEST_BEFORE) : place].endswith(_BEFORE_PAY):
            return True
        place = line.find("£", place + 1)
    return False


def is_sign(line: str, in_prose: Sequence[Cue] = IN_PROSE) -> bool:
    """Whether a line shows one of the cues that stand within an advert only; in a reader's own sentence it shows none."""
    if not _SIGNS.isdisjoint(begins_as_in_advert(line)):
        return True
    return _READER.search(line) is None and any(cue.find(line) is not None for cue in in_prose)


def extent(passage: Passage, in_prose: Sequence[Cue]) -> tuple[int, int]:
    """From the title above the first sign, or all since what sets the passage apart, to the last sign and what invites
    to apply below it, or all up to what closes the passage.
    """
    lines = passage.lines
    places = range(len(lines))
    first = next(i for i in places if is_sign(lines[i], in_prose))
    last = next(i for i in reversed(places) if is_sign(lines[i], in_prose)) + 1
    strong = next(i for i in places if is_strong(lines[i]))
    introducing = [i + 1 for i in range(strong) if ends_as_lead(lines[i]) and is_heading(lines[i + 1])]
    if introducing:
        first = introducing[-1]
    elif passage.comment is None and passage.is_set_apart:
        first = 0
    else:
        while first > 0 and _may_stand_above(lines[first - 1]):
            first -= 1
    may_go_on = passage.comment is None and passage.is_closed
    while last < len(lines) and not _SPEAKS.search(lines[last]):
        if not (may_go_on or _invites(lines[last]) or _lists(lines, last) or _is_signed(lines[last])):
            break
        last += 1
    while last > first + 1 and NUMBER_ALONE.fullmatch(lines[last - 1]):
        last -= 1  # the next advert's
    return first, last


def _may_stand_above(line: str) -> bool:
    """Whether a line is of the form of those above an advert's first sign: titles, and what joins them; a greeting."""
    if line.endswith("?"):
        return False
    return is_heading(line) or is_bridge(line) or asks_for_post(line) or _GREETING.fullmatch(line) is not None


def _invites(line: str) -> bool:
    """Whether an employer says a line to applicants, and nobody tells of it."""
    return _INVITES.search(line) is not None and _TELLS.search(line) is None


def _is_signed(line: str) -> bool:
    """Whether a line is the name of a person and of the body for which it writes."""
    match = _SIGNED.fullmatch(line)
    return match is not None and is_body(match["name"])


def _lists(lines: Sequence[str], index: int) -> bool:
    """Whether a line is an item of a list, or the heading of one."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    return _ITEM.match(lines[index]) is not None or (
        _ITEM.match(below) is not None and (is_heading(lines[index]) or ends_as_lead(lines[index]))
    )
