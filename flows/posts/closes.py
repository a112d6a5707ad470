"""What ends a bulletin: signatures, a union's office in place of names, or words of farewell."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from flows.patterns import one_of
from flows.posts.farewells import CONTACT, ENDS, NOTE, NOTES, ON_BEHALF, SIGN_OFF
from flows.posts.openings import date_of
from flows.posts.organisations import UNION, UNION_FORMS, UNION_WORDS, unions_in
from flows.posts.people import AND, NAME, Signatory, role_in
from flows.posts.signature_forms import Signature
from flows.posts.signatures import may_sign, signature_at, signature_group


class Close(NamedTuple):
    """What ends a bulletin, on the lines ``[first, last)``, and who signed."""

    first: int
    last: int
    cues: tuple[tuple[str, str], ...]
    """Names of ``COMPUTED_CUES``, each with the words that show it."""
    signatories: tuple[Signatory, ...] = ()
    signed_lines: tuple[str, ...] = ()


_OFFICE = re.compile(
    rf"(?:(?:{UNION_FORMS})(?:\s(?:HQ|[Hh]ead [Oo]ffice|[Pp]ress [Oo]ffice|[Nn]ational [Oo]ffice|(?:[Cc]ampaigns?|[Cc]ommunications?|[Mm]embership|[Pp]ress)(?: [Tt]eam)?|[A-Z][\w'’]+ [Bb]ranch(?: [Cc]ommittee)?|[Bb]ranch(?: [Cc]ommittee)?))"
    rf"|(?:[A-Z][\w'’]+\s){{0,3}}(?:{UNION_FORMS}) [Bb]ranch(?: [Cc]ommittee)?"
    rf"|(?:{UNION_FORMS}) (?:[\w'’]+ ){{0,4}}(?:[Cc]ommittee|[Tt]eam|[Ee]xecutive|[Oo]fficers|Group|Section)"
    rf"|(?:(?:[A-Z][\w'’]+\s){{0,4}}|[Tt]he )(?:[Bb]ranch|[Gg]roup|[Ss]ection) (?:[Ee]xecutive )?(?:[Cc]ommittee|[Ee]xecutive)|[Bb]ranch [Oo]fficers"
    rf"|(?:[Tt]he )?(?:{UNION_FORMS})(?: ?(?:,|/|&|and) ?(?:{UNION_FORMS}))*)\.?"
)
"""For a whole line: who signs in place of people. A union's bare name does so only under words of farewell."""
_OFFICER = re.compile(
    r"General Secretar|Branch|Convenor|National (?:Officer|Official|Organiser|Vice|Chair|Treasurer|Secretary|Executive|Rep)|Regional (?:Officer|Organiser|Secretar|Official)"
    r"|Vice[- ]?(?:Chair|President)|Steward|Negotiator|^(?:Joint )?(?:Chair|Co-Chair|Secretary|Treasurer|President|Rep|Representative)\b|Membership|Minutes"
)
"""Roles that unions have."""
_OTHERS = re.compile(
    r"Chief|Manager|Minister|Inspector|Director|Head of|Service Desk|Leader|\bMP\b|Retired|retired"
)
_SHOWS = re.compile(
    one_of(
        (
            *"secretar chair presiden convenor organis offic treasurer rep negotiat ordinator steward editor".split(),
            *"director wishes regards yours solidarity unity comradeship thanks fraternal behalf submitted".split(),
            *"hq branch committee executive".split(),
            *("head of", "issued ", "signed ", "prepared ", "published ", "sent ", "for "),
            *map(str.lower, UNION_WORDS),
        )
    )
)
"""In small letters: parts of words one of which every close has, on its first line or the one below."""
_BLOGGER = re.compile(r"\bI(?:['’](?:m|ve|d|ll))?\b|\bthis blog\b|\b[Mm]y (?:advice|view|guess|union)\b")
_FROM = re.compile(r"From\s?:\s*(?=\S)", re.IGNORECASE)
_FIRST_NAMES = re.compile(r"[A-Z][a-z]+(?:(?:, | and | & )[A-Z][a-z]+){0,4}")
"""For a whole line between a farewell and a union's committee: who sign by their first names."""
_LONGEST, _LONGEST_NAME, _LONGEST_OFFICE, _REACH = 140, 40, 60, 4
_FAREWELL = 40
_MOST_IN_FOOT = 8


def closes_by_line(lines: Sequence[str], openings: Sequence[int]) -> list[Close | None]:
    """For each line on which a bulletin may begin, where it ends: the last close below it, before another opens.

    Names directly under the opening are the author's, not the end. ``openings`` are in order. Time is linear in the lines.
    """
    closes: list[Close] = []
    senders = _senders(lines[0]) if lines else {}
    index = 1
    while index < len(lines):
        line, above = lines[index], lines[index - 1]
        if _FROM.match(line) is not None:
            senders = _senders(line)  # of the nearest alone
        close = _close_at(lines, index) if _may_close(lines, index) else None
        if close is None and not above.endswith(":"):
            close = senders.get(line)
        if close is not None:
            close = close._replace(first=index, last=end_of_foot(lines, max(close.last, index + 1)))
            closes.append(close)
        index = index + 1 if close is None else close.last
    ends: list[Close | None] = []
    end: Close | None = None
    for first in reversed(range(len(lines))):
        if closes and closes[-1].first > first:
            close = closes.pop()
            opens_below = bisect_left(openings, close.last)
            if end is None or (opens_below < len(openings) and openings[opens_below] < end.first):
                end = close
        is_byline = end is not None and end.first == first + 1 and end.last < len(lines)
        ends.append(None if is_byline else end)
    ends.reverse()
    return ends


def end_of_foot(lines: Sequence[str], last: int) -> int:
    """Where what ends before this line ends with its foot: ``ENDS``, and notes to the press."""
    has_notes = False
    for line in lines[last : last + _MOST_IN_FOOT]:
        begins_notes = NOTES.match(line) is not None
        is_note = has_notes and (NOTE.match(line) is not None or UNION.search(line) is not None)
        is_contact = CONTACT.match(line) is not None
        if not (begins_notes or is_note or is_contact or ENDS.fullmatch(line)) or speaks_for_himself(line):
            break
        has_notes = has_notes or begins_notes
        last += 1
    return last


def sender(line: str) -> tuple[Signatory, ...]:
    """Who is named, with a role, behind ``From:``."""
    named = _FROM.match(line)
    signature = signature_at([line[named.end() :]], 0) if named is not None else None
    return signature.signatories if signature is not None else ()


def _senders(line: str) -> dict[str, Close]:
    """For the initials of each who is named behind ``From:``, a line of them as what closes a bulletin."""
    found: dict[str, Close] = {}
    for signatory in sender(line):
        initials = "".join(word[0] for word in signatory.name.split())
        if len(initials) > 1:
            found[initials] = _signed((initials,), 0, 1, (signatory,))
    return found


def _may_close(lines: Sequence[str], index: int) -> bool:
    """Whether a line has the form of a close, and the words of one on it or under it."""
    line = lines[index]
    if len(line) > _LONGEST or not (may_sign(line) or _is_farewell(line) or _is_office(line)):
        return False
    return any(map(_shows, lines[index : index + (_REACH if len(line) <= _LONGEST_NAME else 2)]))


def _shows(line: str) -> bool:
    return len(line) <= _LONGEST and _SHOWS.search(line.lower()) is not None


def _is_farewell(line: str) -> bool:
    is_short = len(line) < _LONGEST_OFFICE
    return is_short and (SIGN_OFF.fullmatch(line) is not None or ON_BEHALF.fullmatch(line) is not None)


def _is_office(line: str) -> bool:
    return len(line) < _LONGEST_OFFICE and " " in line and _OFFICE.fullmatch(line) is not None


def unsigned(lines: Sequence[str], last: int) -> Close:
    """The end, before this line, of what nothing signs: ``ENDS`` may say so."""
    foot = lines[max(0, last - _MOST_IN_FOOT) : last]
    said = next((line for line in foot if ENDS.fullmatch(line)), None)
    return Close(last, last, (("ends", said),) if said is not None else ())


def speaks_for_himself(line: str) -> bool:
    """Whether a blogger or a reader speaks, and not a union."""
    return _BLOGGER.search(line) is not None


def _close_at(lines: Sequence[str], index: int) -> Close | None:
    signature = signature_group(lines, index)
    if signature is not None:
        return _signed(lines, index, signature.last + 1, signature.signatories)
    line = lines[index]
    if _is_farewell(line):
        return _signed_off(lines, index)
    if _is_office(line):
        return Close(index, index + 1, (("office", line),), (), (line,))
    return None


def _signed(lines: Sequence[str], first: int, last: int, signatories: tuple[Signatory, ...]) -> Close:
    cues = [("signatories", "; ".join(s.name for s in signatories))]
    roles = [s.role for s in signatories if s.role]
    if any(_OTHERS.search(role) for role in roles) or any(_OTHERS.search(line) for line in lines[first:last]):
        cues.append(("signed_by_others", "; ".join(roles)))
    elif any(_OFFICER.search(role.title()) for role in roles) or any(
        unions_in(s.organisation or "") for s in signatories
    ):
        cues.append(("officers", "; ".join(roles)))
    unions = [s.organisation for s in signatories if s.organisation and unions_in(s.organisation)]
    if unions:
        cues.append(("union_signs", ", ".join(dict.fromkeys(unions))))
    if last < len(lines) and date_of(lines[last]) is not None:  # the date of a letter may stand at its foot
        last += 1
    return Close(first, last, tuple(cues), signatories, tuple(lines[first:last]))


def _signed_off(lines: Sequence[str], index: int) -> Close:
    """Words of farewell, and whatever signs under them."""
    last = index + 1
    signatories: list[Signatory] = []
    office: str | None = None
    while last < len(lines) and last <= index + 5:
        signature: Signature | None = signature_at(lines, last)
        if signature is not None:
            signatories += signature.signatories
            last = signature.last + 1
        elif _OFFICE.fullmatch(lines[last]):
            office, last = lines[last], last + 1
        elif last <= index + 2 and not signatories and _is_name_or_office(lines[last]):
            last += 1
        else:
            break
    signed = tuple(lines[index:last])
    if not signatories and len(signed) > 2:
        signatories += _first_name(*signed[1:3])
    if signatories:
        close = _signed(lines, index, last, tuple(signatories))
        return close._replace(cues=(*close.cues, ("sign_off", lines[index])))
    if office is not None:
        return Close(
            index,
            last,
            (("office", office), ("sign_off", lines[index])),
            _first_names(signed[1], office),
            signed,
        )
    cues = [("sign_off", lines[index])]
    others = next((line for line in signed[1:] if _OTHERS.search(line)), None)
    if others is not None:
        cues.append(("signed_by_others", others))
    if ON_BEHALF.fullmatch(lines[index]) and (unions := unions_in(lines[index])):
        cues.append(("union_signs", ", ".join(unions)))
    return Close(index, last, tuple(cues), (), signed)


def _first_name(line: str, below: str) -> tuple[Signatory, ...]:
    """Who signs by a first name, with a role below it."""
    signature = signature_at([f"{line}, {below}"], 0) if line.isalpha() else None
    return signature.signatories if signature is not None else ()


def _first_names(line: str, office: str) -> tuple[Signatory, ...]:
    """People who sign by their first names above the union's committee or team that they are."""
    unions = unions_in(office)
    if line == office or len(unions) != 1 or _FIRST_NAMES.fullmatch(line) is None:
        return ()
    return tuple(Signatory(name, None, unions[0]) for name in AND.split(line) if name)


def _is_name_or_office(line: str) -> bool:
    """Whether a line under a farewell is who signed: a name, a role, a team."""
    if len(line) > _FAREWELL or line[-1] in ".?!:":
        return False
    return (
        NAME.fullmatch(line) is not None
        or role_in(line) is not None
        or ON_BEHALF.fullmatch(line) is not None
        or (len(line.split()) <= 4 and line[0].isupper())
    )
