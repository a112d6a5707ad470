"""Who signed a bulletin: names, roles and organisations at its foot, in the forms that unions give them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.posts.farewells import ON_BEHALF
from flows.posts.organisations import ORGANISATION, canonical
from flows.posts.people import (
    AREA,
    NAME,
    ROLE,
    SECTION,
    WORD,
    Signatory,
    are_roles,
    names_in,
    organisation_behind,
    part_of_union,
    role_apart,
    role_in,
    signed_by,
)


class Signature(NamedTuple):
    """Signatories and the lines ``[first, last]`` that name them."""

    first: int
    last: int
    signatories: tuple[Signatory, ...]


_ISSUED = r"(?:Issued|Sent|Signed|Published|Submitted|Prepared)\b"
_BEGINS = re.compile(rf"{WORD}\s(?:[A-Z]|de|van|von|der|ap)|For |{_ISSUED}|[^:–-]*[:–-]")
"""How each form of a signature begins: with a name, or with a role and what joins a name to it."""
_COLUMNS = re.compile(r"\s{3,}|\t+")
"""What stands between signatures that are set side by side."""
_PERSON = re.compile(
    rf"(?P<names>{NAME.pattern}(?:\s*(?:/|&|\band\b)\s*{NAME.pattern})*)\s?\((?P<of>[^()]{{2,60}})\)"
)
_PERSONS = re.compile(
    rf"(?:{_PERSON.pattern.replace('?P<names>', '?:').replace('?P<of>', '?:')}(?:\s*[,;]\s*|\s+and\s+|$))+"
)
_ROLE_FIRST = re.compile(rf"(?P<role>(?:{AREA.pattern}\s)?{ROLE.pattern})\s*[:–-]\s*(?P<names>.+)")
_FOR = re.compile(r"For (?:the )?(?P<organisation>[A-Z][^:]{1,40}): (?P<signed>\S.*)")
_JOINT = re.compile(r"[:–-]")
_ISSUED_BY = re.compile(
    rf"{_ISSUED}(?: and (?:issued|sent|signed|published))?(?: jointly| (?:for|on behalf of) [^:()]{{1,50}}?| (?:on )?\d[^:()]{{0,30}}?)?(?:\s+by\b|\s?:)\s+(?=[A-Z])"
)
"""Before names on the same line."""
_OF_AREA = re.compile(r"(?:for|of|in)\s")
_LONGEST = 140
_LONGEST_NAMES = 80
_MOST_COLUMNS = 5


def may_sign(line: str) -> bool:
    """Whether a signature may begin on a line, by its first words."""
    return line[:1].isupper() and len(line) <= _LONGEST and _BEGINS.match(line) is not None


def signature_at(lines: Sequence[str], index: int) -> Signature | None:
    """The signature that begins on this line, on one line or several.

    ``Name, Role``; ``Names Roles Organisation``; ``Name (Role)`` or ``Name (Organisation)``, one or a list; ``Role: Name``;
    a name with its role below; columns of names, roles and organisations side by side.
    """
    line = lines[index]
    if not may_sign(line):
        return None
    if line.startswith("For ") and (on_behalf := _FOR.match(line)) is not None:
        return _for_organisation(on_behalf, index)
    return (
        _in_brackets(line, index)
        or _role_first(line, index)
        or _in_columns(lines, index)
        or _side_by_side(lines, index)
        or _on_one_line(lines, index)
        or _role_below(lines, index)
        or _names_above_role(lines, index)
    )


def signature_group(lines: Sequence[str], start: int) -> Signature | None:
    """The signatures that follow one another directly from this line on, as one."""
    found: list[Signature] = []
    index = start
    while index < len(lines) and (signature := signature_at(lines, index)):
        found.append(signature)
        index = signature.last + 1
    if not found:
        return None
    return Signature(start, found[-1].last, tuple(s for signature in found for s in signature.signatories))


def _for_organisation(on_behalf: re.Match[str], index: int) -> Signature | None:
    """``For Organisation: Name, Role``."""
    if ORGANISATION.fullmatch(on_behalf["organisation"]) is None:
        return None
    signed = on_behalf["signed"]
    signature = _on_one_line([signed], 0) or _one(0, names_in(signed), None, "")
    if signature is None:
        return None
    organisation = canonical(on_behalf["organisation"])
    return Signature(
        index, index, tuple(s._replace(organisation=organisation) for s in signature.signatories)
    )


def _in_brackets(line: str, index: int) -> Signature | None:
    """``Name (Role)``, ``Name (Role, Organisation)``, or ``Name (Organisation), Name (Organisation)``."""
    if "(" not in line:
        return None
    line = _ISSUED_BY.sub("", line, count=1) if _ISSUED_BY.match(line) else line
    if not _PERSONS.fullmatch(line):
        return None
    signatories: list[Signatory] = []
    for person in _PERSON.finditer(line):
        names, bracket = names_in(person["names"]), person["of"].strip()
        role = ROLE.match(bracket) or ROLE.match(bracket.title())
        behind = bracket[role.end() :].strip(" ,–-") if role is not None else bracket
        is_known = ORGANISATION.fullmatch(behind) is not None
        if not names or (role is None and not is_known) or (behind and not AREA.fullmatch(behind)):
            return None
        title = None if role is None else bracket[: role.end()] if is_known else bracket
        signatories += signed_by(names, title, behind if is_known else "")
    return Signature(index, index, tuple(signatories))


def _role_first(line: str, index: int) -> Signature | None:
    """``Role: Name``."""
    match = _ROLE_FIRST.fullmatch(line) if _JOINT.search(line) and role_in(line) else None
    names = names_in(match["names"].strip()) if match is not None else ()
    if match is None or not names:
        return None
    organisation, role = role_apart(match["role"].strip())
    return Signature(index, index, signed_by(names, role, organisation))


def _in_columns(lines: Sequence[str], index: int) -> Signature | None:
    """Signatures side by side: a line of names, one of roles, and perhaps one of organisations, with wide gaps."""
    names = _cells(lines[index]) if "   " in lines[index] or "\t" in lines[index] else []
    if len(names) < 2 or not all(len(names_in(cell)) == 1 for cell in names):
        return None
    below = [_cells(line) for line in lines[index + 1 : index + 3]]
    if not below or len(below[0]) != len(names) or not all(role_in(cell) for cell in below[0]):
        return None
    has_organisations = len(below) > 1 and len(below[1]) == len(names)
    signatories: list[Signatory] = []
    for column, name in enumerate(names):
        cells = [name, below[0][column], *([below[1][column]] if has_organisations else [])]
        signature = _role_below(cells, 0)
        if signature is None or signature.last != len(cells) - 1:
            return None
        signatories += signature.signatories
    return Signature(index, index + (2 if has_organisations else 1), tuple(signatories))


def _side_by_side(lines: Sequence[str], index: int) -> Signature | None:
    """As columns whose gaps an extractor closed: names of two words on a line, and as many roles on the line below."""
    words = lines[index].split()
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if ROLE.match(below) is None or not 4 <= len(words) <= 2 * _MOST_COLUMNS:
        return None
    roles = [match.group() for match in ROLE.finditer(below)]
    if len(roles) < 2 or len(words) != 2 * len(roles) or " ".join(roles) != " ".join(below.split()):
        return None
    names = [" ".join(words[place : place + 2]) for place in range(0, len(words), 2)]
    if not all(names_in(name) == (name,) for name in names):
        return None
    organisations = lines[index + 2].split() if index + 2 < len(lines) else []
    if len(organisations) != len(names) or not all(map(ORGANISATION.fullmatch, organisations)):
        organisations = []
    signatories = [
        signatory
        for name, role, organisation in zip(names, roles, organisations or [""] * len(names), strict=True)
        for signatory in signed_by((name,), role, organisation)
    ]
    return Signature(index, index + (2 if organisations else 1), tuple(signatories))


def _cells(line: str) -> list[str]:
    cells = [cell for cell in _COLUMNS.split(line) if cell]
    return cells if len(cells) <= _MOST_COLUMNS else []


def _on_one_line(lines: Sequence[str], index: int) -> Signature | None:
    """``Name, Role, Organisation`` with or without commas; the organisation may stand on the line below."""
    line = lines[index]
    role = role_in(line)
    if role is None:
        name, _, behind = line.partition(", ")
        return _one(index, names_in(name), None, behind) if ORGANISATION.fullmatch(behind) else None
    before, behind = line[: role.start()].strip(" ,–-"), line[role.end() :].strip(" ,–-")
    names = names_in(before)
    organisation = organisation_behind(behind)
    named = ORGANISATION.search(before)
    if named is not None and named.end() == len(before) and (organisation == "" or _OF_AREA.match(behind)):
        names = names_in(before[: named.start()].strip(" ,–-"))
        if names and organisation is not None:
            return _one(index, names, line[role.start() :], named.group())
    if not names:  # an area or an organisation may stand between them
        first = line.split(",", 1)[0]
        between = line[len(first) : role.start()].strip(" ,–-")
        between = re.sub(r"\s*[–-]$", "", between)
        names = names_in(first) if between and AREA.fullmatch(between) else ()
        named = ORGANISATION.match(between)
        if names and organisation == "" and named is not None and named.end() == len(between):
            organisation = between
        elif names:
            named_first, title = role_apart(f"{between} {role.group()}")
            return _one(index, names, title, organisation or named_first)
    return _one(index, names, role.group(), organisation, lines)


def _one(
    index: int, names: tuple[str, ...], role: str | None, organisation: str | None, lines: Sequence[str] = ()
) -> Signature | None:
    if not names or organisation is None:
        return None
    last = index
    if not organisation and index + 1 < len(lines) and ORGANISATION.fullmatch(lines[index + 1]):
        organisation, last = lines[index + 1], index + 1
    return Signature(index, last, signed_by(names, role, organisation))


def _role_below(lines: Sequence[str], index: int) -> Signature | None:
    if index + 1 == len(lines) or len(lines[index]) > _LONGEST_NAMES or not (names := names_in(lines[index])):
        return None
    below = lines[index + 1]
    role = role_in(below.title() if below.isupper() else below) if len(below) <= _LONGEST else None
    if role is None:
        return None
    if (paired := _paired(names, below)) is not None:
        return Signature(index, index + 1, paired)
    before, after = below[: role.start()].strip(" ,–-"), below[role.end() :].strip(" ,–-")
    several = below[role.end() :].lstrip()[:1] in {",", "/", "&", ";"} and are_roles(after)
    after = "" if several else after
    if not AREA.fullmatch(before) or (organisation := organisation_behind(after)) is None:
        return None
    last = index + 1
    named = ORGANISATION.match(before)
    title = below[role.start() :].strip() if several else below[role.start() : role.end()]
    if named is not None:
        organisation = named.group() if _OF_AREA.match(after) else organisation or named.group()
        title = f"{before[named.end() :].strip()} {title}".strip()
        title = f"{title} {after}" if _OF_AREA.match(after) else title
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


def _names_above_role(lines: Sequence[str], index: int) -> Signature | None:
    """Names on a line each, and under them the role that they share."""
    last = index
    names: list[str] = []
    while (
        last < min(len(lines), index + _MOST_COLUMNS)
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
