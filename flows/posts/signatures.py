"""Who signed a bulletin: names, roles and organisations at its foot, in the forms that unions give them."""

import re
from collections.abc import Sequence

from flows.posts.organisations import ORGANISATION, UNION
from flows.posts.people import (
    AREA,
    NAME,
    ROLE,
    WORD,
    Signatory,
    names_in,
    role_apart,
    role_in,
    signed_by,
)
from flows.posts.signature_forms import (
    LONGEST,
    MOST_COLUMNS,
    Signature,
    for_union,
    name_above_union,
    names_above_role,
    on_one_line,
    role_below,
)

_ISSUED = r"(?:Issued|Sent|Signed|Published|Submitted|Prepared)\b"
_BEGINS = re.compile(rf"{WORD},?\s(?:[A-Z]|de|van|von|der|ap|your )|For |{_ISSUED}|[^:–-]*[:–-]")
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
_GAP = re.compile(r"(?:,? and|,|\s?&) (?=[A-Z])")
_BETWEEN = re.compile(r"\s*[;|]\s*")
_LABELLED = re.compile(r"(?P<union>[A-Z][\w/ ]{1,40})\s?: (?P<signed>[A-Z].*)")
_MOST_PARTS = 6


def may_sign(line: str) -> bool:
    """Whether a signature may begin on a line, by its first words."""
    return line[:1].isupper() and len(line) <= LONGEST and _BEGINS.match(line) is not None


def signature_at(lines: Sequence[str], index: int) -> Signature | None:
    """The signature that begins on this line, on one line or several.

    ``Name, Role``; ``Names Roles Organisation``; ``Name (Role)`` or ``Name (Organisation)``, one or a list; ``Role: Name``;
    a name with its role or its union below; columns of names, roles and organisations side by side; several of these on a
    line, or on lines that each begin with a union's name.
    """
    line = lines[index]
    if not may_sign(line):
        return None
    if line.startswith("For ") and (on_behalf := _FOR.match(line)) is not None:
        return _for_organisation(on_behalf, index)
    return (
        _several(line, index)
        or _in_brackets(line, index)
        or _role_first(line, index)
        or _labelled(lines, index)
        or _in_columns(lines, index)
        or _side_by_side(lines, index)
        or on_one_line(lines, index)
        or role_below(lines, index)
        or names_above_role(lines, index)
        or name_above_union(lines, index)
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
    organisation = on_behalf["organisation"]
    return (
        for_union(on_behalf["signed"], organisation, index) if ORGANISATION.fullmatch(organisation) else None
    )


def _several(line: str, index: int) -> Signature | None:
    """Signatures with ``;`` or ``|`` between them, or with "and" or a comma behind the union of each but the last."""
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) == 1:
        parts = _parted_behind_unions(line)
    if not 1 < len(parts) <= _MOST_PARTS:
        return None
    signatures = [_in_brackets(part, index) or on_one_line([part], 0) or _with_union(part) for part in parts]
    signatories = [s for signature in signatures if signature is not None for s in signature.signatories]
    return None if None in signatures else Signature(index, index, tuple(signatories))


def _parted_behind_unions(line: str) -> list[str]:
    parts, first = [], 0
    for union in UNION.finditer(line):
        if (gap := _GAP.match(line, union.end())) is not None:
            parts.append(line[first : union.end()])
            first = gap.end()
    return [*parts, line[first:]]


def _with_union(text: str) -> Signature | None:
    """``Name Union``."""
    union = next((u for u in UNION.finditer(text) if u.end() == len(text)), None)
    names = names_in(text[: union.start()].strip(" ,–-")) if union is not None else ()
    return Signature(0, 0, signed_by(names, None, union.group())) if union is not None and names else None


def _labelled(lines: Sequence[str], index: int) -> Signature | None:
    """``Union: Name, Role``, beside a line of the same form for another union: alone it may be anything."""
    labelled = _labelled_by_union(lines[index])
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    others = [other for line in beside if (other := _labelled_by_union(line)) is not None]
    if labelled is None or all(other["union"] == labelled["union"] for other in others):
        return None
    return for_union(labelled["signed"], labelled["union"], index)


def _labelled_by_union(line: str) -> re.Match[str] | None:
    match = _LABELLED.fullmatch(line) if len(line) <= LONGEST else None
    return match if match is not None and UNION.fullmatch(match["union"].rstrip()) else None


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
        signature = role_below(cells, 0)
        if signature is None or signature.last != len(cells) - 1:
            return None
        signatories += signature.signatories
    return Signature(index, index + (2 if has_organisations else 1), tuple(signatories))


def _side_by_side(lines: Sequence[str], index: int) -> Signature | None:
    """As columns whose gaps an extractor closed: names of two words on a line, and as many roles on the line below."""
    words = lines[index].split()
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if ROLE.match(below) is None or not 4 <= len(words) <= 2 * MOST_COLUMNS:
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
    return cells if len(cells) <= MOST_COLUMNS else []
