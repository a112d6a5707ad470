"""Who signed a bulletin: names, roles and organisations at its foot, in the forms that unions give them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.posts.farewells import ON_BEHALF
from flows.posts.organisations import ORGANISATION, canonical
from flows.posts.people import NAME, ROLE, WORD, names_in, role_in


class Signatory(NamedTuple):
    name: str
    role: str | None
    organisation: str | None


class Signature(NamedTuple):
    """Signatories and the lines ``[first, last]`` that name them."""

    first: int
    last: int
    signatories: tuple[Signatory, ...]


_BEGINS = re.compile(rf"{WORD}\s(?:[A-Z]|de|van|von|der|ap)|For |[^:–-]*[:–-]")
"""How each form of a signature begins: with a name, or with a role and what joins a name to it."""
_AREA_WORD = r"(?:[A-Z][\w&'’/-]*|of|and|for|the)"
_AREA = re.compile(rf"(?:{_AREA_WORD}(?:\s+{_AREA_WORD})*)?")
_COLUMNS = re.compile(r"\s{3,}|\t+")
"""What stands between signatures that are set side by side."""
_PERSON = re.compile(
    rf"(?P<names>{NAME.pattern}(?:\s*(?:/|&|\band\b)\s*{NAME.pattern})*)\s?\((?P<of>[^()]{{2,60}})\)"
)
_PERSONS = re.compile(
    rf"(?:{_PERSON.pattern.replace('?P<names>', '?:').replace('?P<of>', '?:')}(?:\s*[,;]\s*|\s+and\s+|$))+"
)
_ROLE_FIRST = re.compile(rf"(?P<role>(?:{_AREA.pattern}\s)?{ROLE.pattern})\s*[:–-]\s*(?P<names>.+)")
_FOR = re.compile(r"For (?:the )?(?P<organisation>[A-Z][^:]{1,40}): (?P<signed>\S.*)")
_SECTION = re.compile(
    r"(?:[A-Z][\w'’&]+ (?:(?:and|&|of) )?){1,5}(?:Section|Branch|Committee|Group|Department|Division)"
)
"""For a whole line: the part of a union for which somebody signs."""
_REGION = re.compile(r"(?:Cymru|CYMRU|Wales|Scotland|Northern Ireland)")
_JOINT = re.compile(r"[:–-]")
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
    signature = (
        _on_one_line([on_behalf["signed"]], 0) if ORGANISATION.fullmatch(on_behalf["organisation"]) else None
    )
    if signature is None:
        return None
    organisation = canonical(on_behalf["organisation"])
    return Signature(
        index, index, tuple(s._replace(organisation=organisation) for s in signature.signatories)
    )


def _in_brackets(line: str, index: int) -> Signature | None:
    """``Name (Role)``, ``Name (Role, Organisation)``, or ``Name (Organisation), Name (Organisation)``."""
    if "(" not in line or not _PERSONS.fullmatch(line):
        return None
    signatories: list[Signatory] = []
    for person in _PERSON.finditer(line):
        names, bracket = names_in(person["names"]), person["of"].strip()
        role = ROLE.match(bracket) or ROLE.match(bracket.title())
        behind = bracket[role.end() :].strip(" ,–-") if role is not None else bracket
        is_known = ORGANISATION.fullmatch(behind) is not None
        if not names or (role is None and not is_known) or (behind and not _AREA.fullmatch(behind)):
            return None
        title = None if role is None else bracket[: role.end()] if is_known else bracket
        signatories += _signed(names, title, behind if is_known else "")
    return Signature(index, index, tuple(signatories))


def _role_first(line: str, index: int) -> Signature | None:
    """``Role: Name``."""
    match = _ROLE_FIRST.fullmatch(line) if _JOINT.search(line) else None
    names = names_in(match["names"].strip()) if match is not None else ()
    if match is None or not names:
        return None
    organisation, role = _apart(match["role"].strip())
    return Signature(index, index, _signed(names, role, organisation))


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
    names = names_in(line[: role.start()].strip(" ,–-"))
    organisation = _organisation(line[role.end() :].strip(" ,–-"))
    if not names:  # an area or an organisation may stand between them
        first = line.split(",", 1)[0]
        between = line[len(first) : role.start()].strip(" ,–-")
        between = re.sub(r"\s*[–-]$", "", between)
        names = names_in(first) if between and _AREA.fullmatch(between) else ()
        named = ORGANISATION.match(between)
        if names and organisation == "" and named is not None and named.end() == len(between):
            organisation = between
        elif names:
            named_first, title = _apart(f"{between} {role.group()}")
            return _one(index, names, title, organisation or named_first)
    return _one(index, names, role.group(), organisation, lines)


def _apart(role: str) -> tuple[str, str]:
    """An organisation before a role, with its region (empty where there is none), and the role."""
    named = ORGANISATION.match(role)
    if named is None:
        return "", role
    held = role_in(role)
    region = role[named.end() : held.start()].strip(" ,–-") if held else ""
    return named.group(), (
        held.group() if held and _REGION.fullmatch(region) else role[named.end() :].strip(" ,–-")
    )


def _one(
    index: int, names: tuple[str, ...], role: str | None, organisation: str | None, lines: Sequence[str] = ()
) -> Signature | None:
    if not names or organisation is None:
        return None
    last = index
    if not organisation and index + 1 < len(lines) and ORGANISATION.fullmatch(lines[index + 1]):
        organisation, last = lines[index + 1], index + 1
    return Signature(index, last, _signed(names, role, organisation))


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
    if not _AREA.fullmatch(before) or (organisation := _organisation(after)) is None:
        return None
    last = index + 1
    named = ORGANISATION.match(before)
    title = below[role.start() : role.end()]
    if named is not None:
        organisation = organisation or named.group()
        title = f"{before[named.end() :].strip()} {title}".strip()
    elif before:
        title = f"{before} {title}"
    if not organisation and index + 2 < len(lines):
        if ORGANISATION.fullmatch(lines[index + 2]):
            organisation, last = lines[index + 2], index + 2
        elif _SECTION.fullmatch(lines[index + 2]):
            last = index + 2
    return Signature(index, last, _signed(names, title, organisation))


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
    organisation = _organisation(behind)
    return (
        None
        if organisation is None
        else Signature(index, last, _signed(tuple(names), role.group(), organisation))
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


def _organisation(text: str) -> str | None:
    """What stands behind a role: a name in capitals, empty where there is nothing, None where it is prose or a role."""
    text = text.strip("()") if text.startswith("(") and text.endswith(")") else text
    if len(text.split()) > 6 or not _AREA.fullmatch(text) or role_in(text):
        return None
    return re.sub(r"^(?:of|for|the)\s+", "", text)


def _signed(names: tuple[str, ...], role: str | None, organisation: str) -> tuple[Signatory, ...]:
    if len(names) > 1 and role is not None:
        role = re.sub(r"ies$", "y", role) if role.endswith("ies") else role.removesuffix("s")
    whole = organisation if "/" in organisation else canonical(organisation)
    return tuple(Signatory(name, role, whole or None) for name in names)
