"""Who may sign a bulletin: how people, the roles that they have in unions, and what they sign for are written."""

import re
from functools import lru_cache
from typing import NamedTuple

from flows.posts.organisations import ORGANISATION, UNION, canonical


class Signatory(NamedTuple):
    name: str
    role: str | None
    organisation: str | None


_HEAD = (
    r"(?:Gen(?:eral|\.)? Sec(?:retar(?:y|ies)\b|\b\.?)|(?:Vice|Co)[- ]Chairs?|Vice[- ]Presidents?|Chair(?:man|woman|person|s)?"
    r"|Sec(?:retar(?:y|ies)\b|\b\.?)|Conven[eo]rs?|Organisers?|Officers?|Officials?|Treasurers?|Presidents?"
    r"|Representatives?|Reps?|Negotiators?|Co-?ordinators?|Stewards?|Editors?|Directors?|Head of [A-Z]\w+)"
)
_MODIFIER = (
    r"(?:National|Regional|Branch|Assistant|Deputy|Acting|Interim|Joint|Area|Lead|Senior|Press|Executive|Divisional"
    r"|Research|Campaigns?|Communications|Membership|Health (?:and|&) Safety|Full[- ]Time|Vice|Policy|Industrial|Honorary|Hon\.?|Staff Side|Trade Union(?: Side)?|Union|Link|Equalit(?:y|ies)|Learning|Welfare|Minutes|Women['’]s)"
)
ROLE = re.compile(rf"(?<![\w-])(?:{_MODIFIER}\s)*{_HEAD}(?![\w-])(?:\s\(?\d{{4}}\s?[-–]\s?\d{{2,4}}\)?)?")
_CAPITAL = re.compile(r"[A-Z](?<![\w-].)")
WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?"
NAME = re.compile(rf"{WORD}(?:\s(?:{WORD}|de|van|von|der|ap)){{1,3}}")
AND = re.compile(r"\s{0,4}(?:/|&|,|;|\band\b)\s{0,4}")
_AREA_WORD = r"(?:[A-Z][\w&'’/-]*|of|and|for|the)"
AREA = re.compile(rf"(?:{_AREA_WORD}(?:\s+{_AREA_WORD})*)?")
_NOT_NAMES = frozenset(
    "Probation Prison Police Court Senior Chief Dear Best Kind Yours Many Regards Wishes Thanks Salary Closing"
    " Interview Interviews Branch National Report Vote Join Pay Talks Luck Campaign Ballot Strike Holiday Sick Update".split()
)
_WORDS = re.compile(r"\w+")
_REST_OF_ROLE = re.compile(r"Health|Safety(?: Rep(?:resentative)?)?|Training|Equalit(?:y|ies)")
"""What is left of a role where it is parted at its "and"."""
_PAPER = re.compile(
    r"\b(?:Report|Bulletin|Newsletter|Circular|Update|News|Statement|Briefing)\b", re.IGNORECASE
)
_MOST_WORDS_OF_PART = 6
SECTION = re.compile(
    r"(?:[A-Z][\w'’&]+ (?:(?:and|&|of) )?){1,5}(?:Section|Branch|Committee|Group|Department|Division)"
)
"""For a whole line: the part of a union for which somebody signs."""
_REGION = re.compile(r"(?:Cymru|CYMRU|Wales|Scotland|Northern Ireland)")
_SECTION_BEHIND = re.compile(
    r"(?:, (?P<section>[A-Z][^,()]{2,40})| (?P<field>(?:for|of) [A-Z][^,()]{2,40})| ?\((?P<bracketed>[A-Z][^,()]{2,40})\)),? (?P<organisation>[^,()]{2,60})"
)
"""Between a role and an organisation: the part of it, or the field, in which the role is held."""
_FIELD_ALONE = re.compile(r", Police (?:and|&) Justice| ?\((?P<field>[^()]{2,40})\)")
"""The same at the end, in brackets or by the name of such a part: no organisation of its own."""

_OF_BODY = re.compile(r"\b(?:Branch|CRC|Trust|Company|Ltd|Limited|Union|Association|Committee|Cymru|Wales)\b")
"""In brackets behind a role: they name an organisation, and no field."""


def role_in(text: str) -> re.Match[str] | None:
    """The first role in a text."""
    for capital in _CAPITAL.finditer(text):
        if (role := ROLE.match(text, capital.start())) is not None:
            return role
    return None


def role_apart(role: str) -> tuple[str, str]:
    """An organisation before a role, with its region (empty where there is none), and the role."""
    named = ORGANISATION.match(role)
    if named is None:
        return "", role
    held = role_in(role)
    region = role[named.end() : held.start()].strip(" ,–-") if held else ""
    return named.group(), (
        held.group() if held and _REGION.fullmatch(region) else role[named.end() :].strip(" ,–-")
    )


def role_with_section(text: str, role: re.Match[str]) -> tuple[str, str]:
    """A role, with the part of an organisation in which it is held, and what stands behind: ``National Officer (Health), UNISON``."""
    behind = _SECTION_BEHIND.fullmatch(text, role.end())
    section = "" if behind is None else behind["section"] or behind["field"] or behind["bracketed"]
    if (
        behind is not None
        and ORGANISATION.fullmatch(behind["organisation"])
        and AREA.fullmatch(section)
        and not ORGANISATION.search(section)
        and not role_in(section)
    ):
        title = text[role.start() : behind.start("organisation")].rstrip(" ,")
        return title, behind["organisation"]
    alone = _FIELD_ALONE.fullmatch(text, role.end())
    is_field = alone is not None and not _OF_BODY.search(alone.group()) and not UNION.search(alone.group())
    end = len(text) if is_field else role.end()
    return text[role.start() : end], text[end:].strip(" ,–-")


def are_roles(text: str) -> bool:
    """Whether a text is one role or more, with commas or the like between them."""
    parts = [part for part in AND.split(text) if part and _REST_OF_ROLE.fullmatch(part) is None]
    return bool(parts) and all(
        (role := role_in(part)) is not None and role.end() == len(part) and AREA.fullmatch(part)
        for part in parts
    )


def part_of_union(line: str) -> str | None:
    """The union of which a whole line names a part, such as its branch or its section."""
    union = UNION.match(line)
    is_part = union is not None and len(line.split()) <= _MOST_WORDS_OF_PART and AREA.fullmatch(line)
    if union is None or not is_part or role_in(line) or _PAPER.search(line):
        return None
    return union.group()


@lru_cache(maxsize=64)
def names_in(text: str) -> tuple[str, ...]:
    """The names of which a text consists, none where it holds anything else."""
    names = tuple(part for part in AND.split(text) if part)
    is_name = all(
        NAME.fullmatch(n) and _NOT_NAMES.isdisjoint(_WORDS.findall(n)) and not ORGANISATION.search(n)
        for n in names
    )
    return names if is_name else ()


def organisation_behind(text: str) -> str | None:
    """What stands behind a role: a name in capitals, empty where there is nothing, None where it is prose or a role."""
    text = text.strip("()") if text.startswith("(") and text.endswith(")") else text
    if len(text.split()) > 6 or not AREA.fullmatch(text) or role_in(text):
        return None
    return re.sub(r"^(?:of|for|the)\s+", "", text)


def signed_by(names: tuple[str, ...], role: str | None, organisation: str) -> tuple[Signatory, ...]:
    if len(names) > 1 and role is not None:
        role = re.sub(r"ies$", "y", role) if role.endswith("ies") else role.removesuffix("s")
    role = role or None
    whole = organisation if "/" in organisation else canonical(organisation)
    return tuple(Signatory(name, role, whole or None) for name in names)
