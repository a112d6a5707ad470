"""The forms in which one signature is written: a name with its role and organisation, on one line or on several."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.posts.farewells import ON_BEHALF, SIGN_OFF
from flows.posts.organisations import ORGANISATION, UNION, UNION_FORMS, canonical
from flows.posts.people import (
    AREA,
    NAME,
    ROLE,
    SECTION,
    Signatory,
    are_roles,
    names_in,
    organisation_behind,
    part_of_union,
    role_apart,
    role_in,
    role_with_section,
    signed_by,
)


class Signature(NamedTuple):
    """Signatories and the lines ``[first, last]`` that name them."""

    first: int
    last: int
    signatories: tuple[Signatory, ...]


_OF_AREA = re.compile(r"(?:for|of|in)\s")
_BY_UNION = re.compile(r"(?P<signed>.{3,80}?),? (?:for|on behalf of) (?:the )?(?P<union>[A-Z][^,]{1,60})")
"""For a whole line: who signs, and for whom."""
_FIRST_NAME = re.compile(
    rf"(?P<name>[A-Z][a-z]+), (?P<role>(?!\w+s\b)(?:{ROLE.pattern}|your (?:local )?(?:rep|steward)))"
)
"""For a whole line: a first name with its role."""
_FOR_MEMBERS = re.compile(
    rf"(?P<name>{NAME.pattern}),? (?P<union>{UNION_FORMS}) (?P<role>(?:workplace |lead |senior |branch )?(?:steward|rep|representative|convenor|organiser))(?:, .{{2,40}})?"
)
"""For a whole line: a role in small letters behind the union in which it is held."""
LONGEST = 140
_LONGEST_NAMES = 80
MOST_COLUMNS = 5


def on_one_line(lines: Sequence[str], index: int) -> Signature | None:
    """``Name, Role, Organisation`` with or without commas; the organisation may stand on the line below."""
    line = lines[index]
    if (without := _in_short_form(lines, index)) is not None:
        return without
    role = role_in(line)
    if role is None:
        return None
    before = line[: role.start()].strip(" ,–-")
    title, behind = role_with_section(line, role)
    names = names_in(before)
    organisation = organisation_behind(behind)
    named = ORGANISATION.search(before)
    if named is not None and named.end() == len(before) and (organisation == "" or _OF_AREA.match(behind)):
        names = names_in(before[: named.start()].strip(" ,–-"))
        if names and organisation is not None:
            return signature_of(index, names, line[role.start() :], named.group())
    if not names:  # an area or an organisation may stand between them
        first = line.split(",", 1)[0]
        between = line[len(first) : role.start()].strip(" ,–-")
        between = re.sub(r"\s*[–-]$", "", between)
        names = names_in(first) if between and AREA.fullmatch(between) else ()
        named = ORGANISATION.match(between)
        if names and organisation == "" and named is not None and named.end() == len(between):
            organisation = between
        elif names:
            named_first, title = role_apart(f"{between} {title}")
            return signature_of(index, names, title, organisation or named_first)
    return signature_of(index, names, title, organisation, lines)


def _in_short_form(lines: Sequence[str], index: int) -> Signature | None:
    """``Name for Union``, ``Name, Union steward``, ``First name, Role`` and ``Name, Organisation``."""
    line = lines[index]
    by_union = _by_union(line)
    if by_union is not None:
        has_role = role_in(by_union["signed"]) is not None or "on behalf of" in line
        beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
        if has_role or _may_be_last(lines, index) or any(map(_by_union, beside)):
            return for_union(by_union["signed"], by_union["union"], index)
    if (steward := _FOR_MEMBERS.fullmatch(line)) is not None:
        return signature_of(index, names_in(steward["name"]), steward["role"], steward["union"])
    by_first_name = _FIRST_NAME.fullmatch(line)
    if by_first_name is not None and _may_be_last(lines, index):
        return signature_of(index, (by_first_name["name"],), by_first_name["role"], "", lines)
    name, _, behind = line.partition(", ")
    if ORGANISATION.fullmatch(behind) and role_in(name) is None:
        return signature_of(index, names_in(name), None, behind)
    return None


def _by_union(line: str) -> re.Match[str] | None:
    """``Name for Union`` or ``Name, Role, on behalf of Union``."""
    match = _BY_UNION.fullmatch(line) if " for " in line or " on behalf of " in line else None
    return match if match is not None and UNION.fullmatch(match["union"]) else None


def _may_be_last(lines: Sequence[str], index: int) -> bool:
    """Whether a line is where only who signs has a short one: under words of farewell, or the last of all."""
    return index + 1 == len(lines) or (index > 0 and SIGN_OFF.fullmatch(lines[index - 1]) is not None)


def for_union(signed: str, union: str, index: int) -> Signature | None:
    """``Name`` or ``Name, Role``, signed for a union that stands elsewhere on the line."""
    signature = on_one_line([signed], 0) or signature_of(0, names_in(signed), None, "")
    if signature is None:
        return None
    return Signature(
        index, index, tuple(s._replace(organisation=canonical(union)) for s in signature.signatories)
    )


def signature_of(
    index: int, names: tuple[str, ...], role: str | None, organisation: str | None, lines: Sequence[str] = ()
) -> Signature | None:
    """The signature of these names; without an organisation, that on the line below them may be it."""
    if not names or organisation is None:
        return None
    last = index
    if not organisation and index + 1 < len(lines) and ORGANISATION.fullmatch(lines[index + 1]):
        organisation, last = lines[index + 1], index + 1
    return Signature(index, last, signed_by(names, role, organisation))


def role_below(lines: Sequence[str], index: int) -> Signature | None:
    """Names, and under them their role, with an organisation before it, behind it or below it."""
    if index + 1 == len(lines) or len(lines[index]) > _LONGEST_NAMES or not (names := names_in(lines[index])):
        return None
    below = lines[index + 1]
    role = role_in(below.title() if below.isupper() else below) if len(below) <= LONGEST else None
    if role is None:
        return None
    if (paired := _paired(names, below)) is not None:
        return Signature(index, index + 1, paired)
    before = below[: role.start()].strip(" ,–-")
    if names_in(before) and below[: role.start()].endswith(", "):
        return None  # who signs below, with a role
    title, after = role_with_section(below, role)
    several = below[role.end() :].lstrip()[:1] in {",", "/", "&", ";"} and are_roles(after)
    after = "" if several else after
    if not AREA.fullmatch(before) or (organisation := organisation_behind(after)) is None:
        return None
    last = index + 1
    named = ORGANISATION.match(before)
    title = below[role.start() :].strip() if several else title
    if named is not None:
        title = f"{before[named.end() :].strip()} {title}".strip()
        if ORGANISATION.fullmatch(organisation) is None:  # what stands behind is where, or a part of it
            title = f"{title}{'' if _OF_AREA.match(after) or not after else ','} {after}".strip()
            organisation = named.group()
    elif before:
        title = f"{before} {title}"
    if not organisation and (under := _organisation_under(lines, index + 2)) is not None:
        organisation, last = under, index + 2
    return Signature(index, last, signed_by(names, title, organisation))


def _organisation_under(lines: Sequence[str], index: int) -> str | None:
    """The organisation that a line under a role gives, empty where it is but a section's; None where it is neither."""
    line = lines[index] if index < len(lines) else ""
    if ORGANISATION.fullmatch(line):
        return line
    return "" if SECTION.fullmatch(line) else part_of_union(line)


def names_above_role(lines: Sequence[str], index: int) -> Signature | None:
    """Names on a line each, and under them the role that they share."""
    last = index
    names: list[str] = []
    while (
        last < min(len(lines), index + MOST_COLUMNS)
        and len(lines[last]) <= _LONGEST_NAMES
        and len(found := names_in(lines[last])) == 1
    ):
        names += found
        last += 1
    role = ROLE.match(lines[last]) if len(names) > 1 and last < len(lines) else None
    if role is None or not role.group().endswith("s") or len(lines[last]) > _LONGEST_NAMES:
        return None
    behind = ON_BEHALF.sub("", lines[last][role.end() :].strip(" ,–-"))
    organisation = organisation_behind(behind)
    return (
        None
        if organisation is None
        else Signature(index, last, signed_by(tuple(names), role.group(), organisation))
    )


def _paired(names: tuple[str, ...], below: str) -> tuple[Signatory, ...] | None:
    """As many roles as names, joined as they are, perhaps each with its organisation: the first with the first."""
    parts = [part for part in re.split(r"\s*/\s*|\s+and\s+", below) if part]
    if len(names) < 2 or len(parts) != len(names):
        return None
    found: list[Signatory] = []
    for name, part in zip(names, parts, strict=True):
        role = ROLE.match(part)
        organisation = None if role is None else part[role.end() :].strip(" ,–-")
        if role is None or (organisation and not ORGANISATION.fullmatch(organisation)):
            return None
        found.append(Signatory(name, role.group(), canonical(organisation) if organisation else None))
    return tuple(found)


def name_above_union(lines: Sequence[str], index: int) -> Signature | None:
    """A name, and below it the union for which it stands: under words of farewell, at the end, or beside another such pair."""
    pair = _name_above_union(lines, index)
    is_beside = _name_above_union(lines, index + 2) or (index > 1 and _name_above_union(lines, index - 2))
    if pair is None or not (is_beside or _may_be_last(lines, index) or index + 2 == len(lines)):
        return None
    return pair


def _name_above_union(lines: Sequence[str], index: int) -> Signature | None:
    below = lines[index + 1] if index + 1 < len(lines) else ""
    names = names_in(lines[index]) if UNION.fullmatch(below) and len(lines[index]) <= _LONGEST_NAMES else ()
    return Signature(index, index + 1, signed_by(names, None, below)) if len(names) == 1 else None
