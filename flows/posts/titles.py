"""The post that a job advert names, and what else stands on the line of its title."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from flows.posts.advert_lines import is_free, is_labelled
from flows.posts.bodies import is_body, is_unit
from flows.posts.cues import AMOUNT
from flows.posts.line_cues import begins_as_in_advert, names_post
from flows.posts.organisations import ORGANISATION, canonical
from flows.posts.places import behind_dash, is_where

_URGES = re.compile(
    r"^(?:(?:URGENT(?:LY)?|Urgent(?:ly)?|NEW|New|HOT|VACANCY|Vacancy|JOB|WANTED|Wanted)\s?[-–:!]+\s?|(?:I )?[Hh]ope (?:you are|you['’]re|this finds you) [^.!?]{2,30}[.!?]+\s+)"
)
_TERMS = re.compile(
    rf"(?:\s[-–|]\s|,\s)(?:(?:Band|Grade) \w{{1,2}}|immediate start|(?:full|part)[- ]time|(?:up to |from |circa |c\.? ?)?{AMOUNT}.*)$"
    r"|, (?:one|two|three|four|five|six|\d{1,2}) (?:posts?|roles?|positions?|vacanc(?:y|ies))\b.{0,60}$"
    r"|\s(?:x ?\d{1,3}|\((?:x ?\d{1,3}|(?:full|part)[- ]time[^()]*|(?:job |vacancy )?ref(?:erence)?(?: no\.?| number)?[.:]? ?[\w/.-]+)\))$",
    re.IGNORECASE,
)
"""Behind a post's title: what is no part of it."""
_MOST_TERMS = 5
_WANTED = re.compile(
    r"\s(?:(?i:urgently )?(?:REQUIRED|WANTED|NEEDED|SOUGHT|(?i:required|wanted|needed|sought))(?: ASAP| (?i:urgently|immediately|now))?)"
    r"(?:(?:,| in| [-–]) (?P<place>[A-Z][^.!?]{1,80}))?[!.]{0,3}$"
)
_DASH = re.compile(r" [-–] ")
_WANTED_LINE = re.compile(
    r"(?!.*[.?!]$).*\b[A-Z]\w+s? (?:urgently )?(?:needed|required|wanted)\b", re.IGNORECASE
)
_LONGEST_WANTED = 200
_JOINT = re.compile(r"(?: \([A-Z]+\))? ?[-–] (?=[A-Z])")
"""Between who recruits and the post, on the line of the title."""
_SOUGHT = re.compile(
    r"\b(?:[Ll]ooking for|[Ss]eek(?:s|ing)?|[Rr]ecruiting|[Rr]equires?|[Nn]eeds?|[Aa]ppoint(?:ing)?|[Vv]acancy for|[Oo]pportunity for|(?:post|role) of)"
    r" (?:(?:an?|the|one|two|three|four|\d{1,2}) )?(?:[a-z-]{2,20} ){0,3}(?P<title>[A-Z][\w/'’-]*(?: (?:(?:and|of|for|in|the|&) ){0,2}[A-Z][\w/'’-]*){0,8}(?: \([^()]{1,60}\))?)"
)
"""In a sentence: the post that is to be filled."""
_BRIDGE = re.compile(r"[a-z][^.!?:;]{0,79}")
"""For a whole line: words that join the lines of a displayed advert, such as ``requires a``."""
_DISPLAYED = re.compile(
    r"(?:is |are )?(?:(?:currently |now |urgently )?(?:looking for|seeking|recruiting|requires?|seeks?|needs?|wants?)|wish(?:es)? to appoint|has a vacancy for|invites applications for)(?: (?:an?|the|\w{1,5}))?(?: [a-z-]+){0,2}:?"
)
"""For a whole line between who recruits and the post."""


class TitleLine(NamedTuple):
    """What the line of the title says: the post, and perhaps who recruits and where."""

    title: str | None
    employer: str | None = None
    place: str | None = None

    @classmethod
    def of(cls, line: str | None) -> "TitleLine":
        """The line without what urges, and without place, band, pay, hours and number behind it."""
        if line is None:
            return cls(None)
        bare, place = _URGES.sub("", line), None
        for _ in range(_MOST_TERMS):
            shorter = _TERMS.sub("", bare)
            if place is None and (parts := behind_dash(shorter)) is not None:
                shorter, place = parts
            if shorter == bare:
                break
            bare = shorter
        wanted = _WANTED.search(bare)
        if wanted is not None:
            bare, place = bare[: wanted.start()], place or _last_place(wanted)
        title, _, behind = bare.rpartition(" - ") if " - " in bare else bare.rpartition(" – ")
        if title and " " in behind and is_body(behind) and names_post(title):
            return cls(title, canonical(behind), place)
        recruiter = ORGANISATION.match(bare)
        joint = _JOINT.match(bare, recruiter.end()) if recruiter is not None else None
        if recruiter is not None and joint is not None:
            return cls(bare[joint.end() :], canonical(recruiter.group()), place)
        return cls(bare or line, None, place)


def _last_place(wanted: re.Match[str]) -> str | None:
    """The place behind the words for what is wanted; of several parts between dashes the last, if it is one."""
    if wanted["place"] is None:
        return None
    last = _DASH.split(wanted["place"])[-1]
    return last if is_where(last) else None


def is_bridge(line: str) -> bool:
    """Whether a line joins those above and below it, as in an advert that is displayed line by line."""
    return _BRIDGE.fullmatch(line) is not None


def displayed_employer(lines: Sequence[str]) -> str | None:
    """Who stands above a line such as ``requires a``."""
    for above, line in pairwise(lines[:6]):
        if is_free(above) and is_bridge(line) and _DISPLAYED.fullmatch(line) is not None:
            return above
    return None


def asks_for_post(line: str) -> bool:
    """Whether a line is no sentence and says that somebody is wanted: it may be longer than other titles."""
    return len(line) <= _LONGEST_WANTED and _WANTED_LINE.match(line) is not None


def _may_be_title(line: str) -> bool:
    return is_free(line) or (asks_for_post(line) and bool(names_post(line)) and not is_labelled(line))


def title_line(lines: Sequence[str]) -> str | None:
    """Of the headings directly above the salary, with labelled fields between, or else at the top: the first that names
    a post, or is at least no body's name.
    """
    at = next((i for i, line in enumerate(lines) if "salary_line" in begins_as_in_advert(line)), None)
    first = at if at is not None else 0
    while first > 0 and (
        _may_be_title(lines[first - 1]) or is_labelled(lines[first - 1]) or is_bridge(lines[first - 1])
    ):
        first -= 1
    block = list(filter(_may_be_title, lines[first:at])) if at is not None else []
    block = block or list(takewhile(is_free, lines))
    posts = [line for line in block if names_post(line) and not is_unit(line)]
    if not posts and at is not None and _has_pay_behind(lines[at]):
        return lines[at]
    others = [line for line in block if not is_body(line)]
    return next(iter((*posts, *others, *block)), None)


def _has_pay_behind(line: str) -> bool:
    """Whether a line that gives a salary names the post before it, and no label stands before both."""
    if is_labelled(line):
        return False
    bare = _TERMS.sub("", line)
    return bare != line and "£" not in bare and bool(names_post(bare))


def title_in(lines: Iterable[str]) -> str | None:
    """The post that a sentence says is to be filled."""
    found = (match["title"] for line in lines for match in _SOUGHT.finditer(line))
    return next((title for title in found if names_post(title)), None)
