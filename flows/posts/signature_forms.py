"""The forms in which one signature is written: a name with its role and organisation, on one line or on several."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.posts.farewells import ON_BEHALF
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
_FIRST_NAME = re.compile(rf"(?P<name>[A-Z][a-z]+), (?P<role>{ROLE.pattern}|your (?:local )?(?:rep|steward))")
_FOR_MEMBERS = re.compile(
    rf"(?P<name>{NAME.pattern}),? (?P<union>{UNION_FORMS}) (?P<role>(?:workplace |lead |senior |branch )?(?:steward|rep|representative|convenor|organiser))(?:,? .{{2,40}})?"
)
"""For a whole line: a role in small letters behind the union in which it is held."""
LONGEST = 140
_LONGEST_NAMES = 80
MOST_COLUMNS = 5


def on_one_line(lines: Sequence[str], index: int) -> Signature | None:
    """``Name, Role, Organisation`` with or without commas; the organisation may stand on the line below."""
    line = lines[index]
    by_union = _BY_UNION.fullmatch(line) if " for " in line or " on behalf of " in line else None
    if by_union is not None and UNION.fullmatch(by_union["union"]):
        return for_union(by_union["signed"], by_union["union"], index)
    for_members = _FOR_MEMBERS.fullmatch(line)
    if for_members is not None:
        return one(index, names_in(for_members["name"]), for_members["role"], for_members["union"])
    by_first_name = _FIRST_NAME.fullmatch(line)
    if by_first_name is not None:
        return one(index, (by_first_name["name"],), by_first_name["role"], "", lines)
    role = role_in(line)
    if role is None:
        name, _, behind = line.partition(", ")
        return one(index, names_in(name), None, behind) if ORGANISATION.fullmatch(behind) else None
    before = line[: role.start()].strip(" ,–-")
    title, behind = role_with_section(line, role)
    names = names_in(before)
    organisation = organisation_behind(behind)
    named = ORGANISATION.search(before)
    if named is not None and named.end() == len(before) and (organisation == "" or _OF_AREA.match(behind)):
        names = names_in(before[: named.start()].strip(" ,–-"))
        if names and organisation is not None:
            return one(index, names, line[role.start() :], named.group())
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
            return one(index, names, title, organisation or named_first)
    return one(index, names, title, organisation, lines)


def for_union(signed: str, union: str, index: int) -> Signature | None:
    """``Name`` or ``Name, Role``, signed for a union that stands elsewhere on the line."""
    signature = on_one_line([signed], 0) or one(0, names_in(signed), None, "")
    if signature is None:
        return None
    return Signature(
        index, index, tuple(s._replace(organisation=canonical(union)) for s in signature.signatories)
    )


def one(
    index: int, names: tuple[str, ...], role: str | None, organisation: str | None, lines: Sequence[str] = ()
) -> Signature | None:
    if not names or organisation is None:
        return None
    last = index
    if not organisation and index + 1 < len(lines) and ORGANISATION.fullmatch(lines[index + 1]):
        organisation, last = lines[index + 1], index + 1
    return Signature(index, last, signed_by(names, role, organisation))


def role_below(lines: Sequence[str], index: int) -> Signature | None:
    if index + 1 == len(lines) or len(lines[index]) > _LONGEST_NAMES or not (names := names_in(lines[index])):
        return None
    below = lines[index + 1]
    role = role_in(below.title() if below.isupper() else below) if len(below) <= LONGEST else None
    if role is None:
        return None
    if (paired := _paired(names, below)) is not None:
        return Signature(index, index + 1, paired)
    before = below[: role.start()].strip(" ,–-")
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
    """A name, and on the line below it the union for which it stands."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    names = names_in(lines[index]) if UNION.fullmatch(below) and len(lines[index]) <= _LONGEST_NAMES else ()
    return Signature(index, index + 1, signed_by(names, None, below)) if len(names) == 1 else None
