"""Cues: the named signs by which bulletins and job adverts are recognised, each with its weight."""

import re
from enum import Enum, auto
from typing import NamedTuple

from flows.posts.organisations import ANY_FORM, UNION_FORMS


class Place(Enum):
    """Where a cue is looked for in a passage."""

    INTRODUCTION = auto()
    OPENING = auto()
    WITHIN = auto()


# Where the start of a word matters, a look-behind stands after its first letter, not \b before it: the search then
# skips from one possible first letter to the next, which is several times as fast.


class Cue(NamedTuple):
    """A sign: in which place its pattern is looked for, and how much it counts for the passage (or against)."""

    name: str
    place: Place
    weight: int
    pattern: re.Pattern[str]


def _cue(name: str, place: Place, weight: int, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Cue:
    return Cue(name, place, weight, re.compile(pattern, flags))


_PAPER = r"bulletin|circular|newsletter|briefing|mail-?out|mailing|report"

BULLETIN_CUES = (
    _cue("introduced_as_shared", Place.INTRODUCTION, 1, r"\bshar(?:ed|ing)\b|\bpass(?:ed|ing)|\bforward|\breceived\b"),
    _cue("introduced_by_issuer", Place.INTRODUCTION, 4,
         rf"\b(?:{UNION_FORMS})(?:'s|’s)? (?:website|web site|blog|members' mail|press release|statement|HQ"
         r"|(?:have|has) (?:said|issued|published|put out|released|posted|circulated|written))\b"),
    _cue("reference", Place.OPENING, 3,
         r"^(?:Ref(?:erence)?[:.]? ?)?(?:Circular (?:No\.? ?)?(?:[A-Z]{2,6} ?)?|[A-Z]{2,6} ?)\d{1,3} ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b"
         r"(?! (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?!.*[.?!]$)"),
    _cue("report_title", Place.OPENING, 3,
         r"^(?:[A-Z][\w'’&]*\s){0,4}(?:Branch|Chair|Chair's|Chair’s|Regional|Members'|Members’|Joint|Union)"
         r"(?:\s[A-Z][\w'’&]*){0,2}\s(?:Report|Bulletin|Newsletter|Circular|Briefing|Statement|Update)\b.{0,60}$"),
    _cue("salutation", Place.OPENING, 2, r"^Dear (?:All|Colleagues?|[Mm]embers?|Comrades?|Friends?|[A-Z]\w+ [Mm]embers?)\b.{0,40}$"),
    _cue("names_itself", Place.WITHIN, 1, rf"[Tt]his (?:{_PAPER}|joint statement)\b"),
    _cue("speaks_to_members", Place.WITHIN, 1, r"[Mm](?<!\w.)embers (?:are|should|will|can)\b|o(?<!\wo)ur (?:respective )?members\b"),
    _cue("speaks_for_union", Place.WITHIN, 1,
         rf"(?:{ANY_FORM}|[Tt]he [Uu]nions?|[Tt]rade [Uu]nions) (?:has|have|had|is|are|will|was|were|continues?)\b"),
)  # fmt: skip

ADVERT_CUES = (
    _cue("introduced_as_advert", Place.INTRODUCTION, 2, r"\badvert(?:isement)?s?\b|\bvacanc(?:y|ies)\b|\bjob\b"),
    _cue("salary_line", Place.WITHIN, 3,
         r"^(?:Salary|Pay|Remuneration)(?: range)?\s*[:\-–](?![^.\n]* (?:is|are|was|were) )\s*"
         r"(?:(?:from|up to|circa|c\.?|around|starting at|minimum)\s*)?(?:[£€$]\s?\d|competitive|band \d|grade \w|negotiable|subject to|see )"
         r"|^[£€$]\d[\d,.]*k?(?: ?(?:-|–|to) ?[£€$]?\d[\d,.]*k?)? (?:per annum|p\.?a\b|per hour|an hour|a year|pro rata)",
         re.IGNORECASE | re.MULTILINE),
    _cue("closing_date", Place.WITHIN, 3,
         r"^(?:The )?closing date(?! for the (?:survey|consultation|ballot|petition))|^closes on\b"
         r"|^applications? (?:close|must (?:be received|arrive))|^deadline for applications\b",
         re.IGNORECASE | re.MULTILINE),
    _cue("interview_date", Place.WITHIN, 2, r"^interviews?(?: dates?)?(?:\s*[:\-–]|\s+will\b)", re.IGNORECASE | re.MULTILINE),
    _cue("labelled_field", Place.WITHIN, 1,
         r"^(?:Job title|Post|Location|Employer|Hours|Contract|Reports to|Responsible to|Grade|Start date)\s*:",
         re.IGNORECASE | re.MULTILINE),
    _cue("applicant", Place.WITHIN, 1,
         r"s(?<!\ws)(?:uccessful|uitable) (?:candidate|applicant)s?\b|p(?<!\wp)ost ?holder\b|t(?<!\wt)o apply\b|application (?:pack|form)\b",
         re.IGNORECASE),
    _cue("recruiting", Place.WITHIN, 1, r"(?:i(?<!\wi)s|a(?<!\wa)re) (?:currently )?(?:recruiting|looking for|seeking)\b", re.IGNORECASE),
)  # fmt: skip

_PASSED_ON = (
    r"shar(?:ed|ing)|pass(?:ed|ing)|forward(?:ed|ing)|sent (?:in|to)|sending|received|website|web site|blog|e-?mail(?:ed)?"
    r"|following|advert|circulat|Facebook|Twitter|forum|newspaper|appeared|published"
)
INTRODUCTION = re.compile(
    rf"(?:(?:(?:And|Also|Then),? )?(?:(?:[Mm]any )?[Tt]hank|[Tt]his\b|[Tt]he following\b|[Hh]ere\b|[Rr]eaders?\b|[Ff]rom\b|[Ss]een?\b"
    rf"|[Rr]eceived\b|I(?:'ve|’ve| have) (?:just )?(?:been sent|received|seen)\b)"
    rf".{{0,160}}?(?:{_PASSED_ON}).{{0,160}}:|.{{1,160}}:-)",
    re.DOTALL,
)
"""For a whole line: the blogger's words before a text that is passed on. ``:-`` at a line's end is his habit."""

_WITHIN_A_BULLETIN = re.compile(r"\b(?:we|our|us|members?|I (?:think|mean|say))\b", re.IGNORECASE)
"""Who speaks for a union does not introduce what a union says."""


def is_introduction(line: str) -> bool:
    if line[-1] not in ":-" or len(line) >= 400 or INTRODUCTION.fullmatch(line) is None:
        return False
    return line.startswith(("Thank", "Many thank")) or _WITHIN_A_BULLETIN.search(line) is None
