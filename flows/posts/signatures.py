"""Who signed a bulletin: names, roles and organisations at its foot."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.posts.organisations import ORGANISATION, canonical


class Signatory(NamedTuple):
    name: str
    role: str | None
    organisation: str | None


class Signature(NamedTuple):
    """Signatories and the lines ``[first, last]`` that name them."""

    first: int
    last: int
    signatories: tuple[Signatory, ...]


_HEAD = (
    r"(?:General Secretar(?:y|ies)|(?:Vice|Co)[- ]Chairs?|Vice[- ]Presidents?|Chair(?:man|woman|person|s)?"
    r"|Secretar(?:y|ies)|Convenors?|Organisers?|Officers?|Officials?|Treasurers?|Presidents?"
    r"|Representatives?|Reps?|Negotiators?|Co-?ordinators?|Stewards?|Editors?|Directors?)"
)
_MODIFIER = (
    r"(?:National|Regional|Branch|Assistant|Deputy|Acting|Interim|Joint|Area|Lead|Senior|Press|Executive|Divisional"
    r"|Research|Campaigns?|Communications|Membership|Health (?:and|&) Safety|Full[- ]Time|Vice|Policy|Industrial)"
)
ROLE = re.compile(rf"(?<![\w-])(?:{_MODIFIER}\s)*{_HEAD}(?![\w-])")
_WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*\.?"
NAME = re.compile(rf"{_WORD}(?:\s(?:{_WORD}|de|van|von|der|ap)){{1,3}}")
_AND = re.compile(r"\s*(?:/|&|,|;|\band\b)\s*")
_AREA_WORD = r"(?:[A-Z][\w&'’/-]*|of|and|for|the)"
_AREA = re.compile(rf"(?:{_AREA_WORD}(?:\s+{_AREA_WORD})*)?")
_NOT_NAMES = re.compile(
    r"\b(?:Probation|Prison|Police|Court|Senior|Chief|Dear|Best|Kind|Yours|Many|Regards|Wishes|Thanks|Salary|Closing|Interviews?|Branch|National|Report)\b"
)
_LONGEST = 140
_LONGEST_NAMES = 80
SIGN_OFF = re.compile(
    r"(?:(?:With )?(?:[Bb]est|[Kk]ind(?:est)?|[Ww]arm)? ?(?:[Ww]ishes|[Rr]egards)"
    r"|Yours(?: (?:sincerely|faithfully|fraternally|truly|in (?:unity|solidarity|struggle)))?"
    r"|In (?:unity|solidarity|comradeship)|Fraternally)[,.!]?"
)
"""For a whole line: the words before a signature."""


def signature_at(lines: Sequence[str], index: int) -> Signature | None:
    """The signature that begins on this line: ``Name, Role``, ``Names Roles Organisation``, or a name with its role below."""
    line = lines[index]
    if len(line) > _LONGEST:
        return None
    role = ROLE.search(line)
    if role is not None:
        names = _names(line[: role.start()].strip(" ,–-"))
        organisation = _organisation(line[role.end() :].strip(" ,–-"))
        if not names or organisation is None:
            return None
        last = index
        if not organisation and index + 1 < len(lines) and ORGANISATION.fullmatch(lines[index + 1]):
            organisation, last = lines[index + 1], index + 1
        return Signature(index, last, _signed(names, role.group(), organisation))
    if index + 1 == len(lines) or len(line) > _LONGEST_NAMES or not (names := _names(line)):
        return None
    return _role_below(lines, index, names)


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


def _role_below(lines: Sequence[str], index: int, names: tuple[str, ...]) -> Signature | None:
    below = lines[index + 1]
    role = ROLE.search(below) if len(below) <= _LONGEST else None
    if role is None:
        return None
    before, after = below[: role.start()].strip(" ,–-"), below[role.end() :].strip(" ,–-")
    if not _AREA.fullmatch(before) or (organisation := _organisation(after)) is None:
        return None
    last = index + 1
    named = ORGANISATION.match(before)
    title = role.group()
    if named is not None:
        organisation = organisation or named.group()
        title = f"{before[named.end() :].strip()} {title}".strip()
    elif before:
        title = f"{before} {title}"
    if not organisation and index + 2 < len(lines) and ORGANISATION.fullmatch(lines[index + 2]):
        organisation, last = lines[index + 2], index + 2
    return Signature(index, last, _signed(names, title, organisation))


def _names(text: str) -> tuple[str, ...]:
    """The names of which a text consists, none where it holds anything else."""
    names = tuple(part for part in _AND.split(text) if part)
    is_name = all(
        NAME.fullmatch(n) and not _NOT_NAMES.search(n) and not ORGANISATION.search(n) for n in names
    )
    return names if is_name else ()


def _organisation(text: str) -> str | None:
    """What stands behind a role: a name in capitals, empty where there is nothing, None where it is prose or a role."""
    if len(text.split()) > 6 or not _AREA.fullmatch(text) or ROLE.search(text):
        return None
    return re.sub(r"^(?:of|for|the)\s+", "", text)


def _signed(names: tuple[str, ...], role: str, organisation: str) -> tuple[Signatory, ...]:
    if len(names) > 1:
        role = re.sub(r"ies$", "y", role) if role.endswith("ies") else role.removesuffix("s")
    whole = organisation if "/" in organisation else canonical(organisation)
    return tuple(Signatory(name, role, whole or None) for name in names)
