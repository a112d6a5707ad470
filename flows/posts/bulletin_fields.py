"""What a bulletin says of itself: reference, title, date, issuers, signatories and headings."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from flows.dates import MONTH, PartialDate
from flows.posts.closes import Close, sender
from flows.posts.farewells import ENDS, ON_BEHALF, SIGN_OFF
from flows.posts.line_cues import opens_as_bulletin
from flows.posts.openings import (
    GREETING,
    LONGEST_HEADING,
    PREAMBLE,
    headline,
    is_heading,
    is_preamble,
    issued,
    opening_of,
    reference_of,
    title_of,
)
from flows.posts.organisations import UNION_FORMS, canonical, organisations_in, unions_in
from flows.posts.passage import Passage, Weighed
from flows.posts.people import NAME, ROLE, Signatory, names_in
from flows.posts.signatures import signature_at


class Bulletin(NamedTuple):
    """A bulletin's fields; its text is where its segments are, or its spans where it stands in a comment."""

    kind: str
    reference: str | None
    title: str | None
    issued: PartialDate | None
    issuers: tuple[str, ...]
    signatories: tuple[Signatory, ...]
    headings: tuple[str, ...]
    weighed: Weighed


_SPEAKS = re.compile(rf"(?P<union>{UNION_FORMS}) (?:has|have|had|is|are|will|was|were)\b")
_SPOKEN_OF = re.compile(
    rf"\b(?P<unions>(?:{UNION_FORMS})(?:(?:,| and|, and| &)(?: the)? (?:{UNION_FORMS})){{0,6}})[^.\n]{{0,60}}? (?:of )?(?:its|their) own\b"
)
"""A union of which the text speaks as of another."""
_NUMBERED = re.compile(r"\(?\w{1,3}[.)]\s|\w+ \d+\s*:")
"""A line of a list, or a numbered heading."""


_MASTHEADS = frozenset({"masthead", "report_title"})
_BRANCH_REPORT = re.compile(
    r"\bbranch\b.*\b(?:report|update|news)\b|\b(?:chair|secretary)['’]s report\b.*|\breport\b.*\bbranch\b"
)
_NEWSLETTER = re.compile(r"newsletter|mail-?out|mail out|e-news|members' news|news for members")
_NEWS = re.compile(rf"(?:{UNION_FORMS})(?: [A-Z][\w'’]*){{0,2}} (?:NEWS|News)\b(?! [a-z])")
"""For the beginning of a masthead."""
_TO_MEMBERS = re.compile(
    r"^(?:(?:urgent |special )?(?:briefing|bulletin|notice|update|advice) (?:to|for|of)|.{0,60}\b(?:advice|guidance) to members|please (?:circulate|display|copy))\b",
    re.IGNORECASE,
)
"""For a line of the opening: it is meant for members, and not for the public."""
_A_BODY = re.compile(r"\b(?:Branch|Union|Unions|Association|Section|Committee|Federation|Staff Side)\b")
"""What a name that is not listed must hold to be an issuer's; else it may be a place."""
_OF_OFFICER = re.compile(
    rf"\b(?P<role>{ROLE.pattern})['’]s (?:[Bb]log|[Mm]essage|[Uu]pdate|[Rr]eport|[Ll]etter|[Nn]otes|[Cc]olumn)\b"
)
_VALUES = re.compile(r"[^:]{1,40}: [\d,.%£]+ [^:]{1,40}: [\d,.%£]+")
"""The same with several on a line."""
_OF_DIARY = re.compile(
    rf" [-–:] .{{0,40}}\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})\b|^\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})\b.* [-–:] "
)
_VALUE = re.compile(r"[^:]{1,40}: \S")
"""A line of a list of things with their values."""
_CONTENTS = re.compile(r"(?:In|Inside) this (?:issue|edition|month)\b|Contents\b|Inside\s?:", re.IGNORECASE)
"""For the beginning of a line: what a newsletter holds."""


def bulletin_of(passage: Passage, close: Close, weighed: Weighed) -> Bulletin:
    opening = opening_of(passage.lines)
    signed_from = len(passage.lines) - (close.last - close.first)
    reference = reference_of(opening) or reference_of(passage.lines[-len(close.signed_lines) - 1 :])
    title_line = headline(passage.lines)
    title = None if title_line is None else title_of(passage.lines[title_line])
    if not close.signatories:
        close = close._replace(signatories=_author(passage.lines[-1], opening))
    issuers = _issuers(passage, close, title)
    signatories = tuple(
        s._replace(organisation=issuers[0]) if s.organisation is None and len(issuers) == 1 else s
        for s in close.signatories
    )
    body = passage.lines[(title_line or 0) + 1 : signed_from]
    return Bulletin(
        kind=_kind(reference, issuers, opening),
        reference=reference,
        title=title,
        issued=issued(opening, reference) or issued(close.signed_lines[-1:] or passage.lines[-1:], None),
        issuers=issuers,
        signatories=signatories,
        headings=tuple(_headings(body)),
        weighed=weighed,
    )


def _author(last: str, opening: Sequence[str]) -> tuple[Signatory, ...]:
    """Of what nobody signs with a role: whom ``From:`` names, or whose name ends what its masthead calls an officer's.

    Who is named without a role behind ``From:`` has signed where the first name stands on the ``last`` line.
    """
    for line in opening:
        if senders := sender(line):
            return senders
        names = names_in(line.partition(":")[2].strip()) if line.startswith("From:") else ()
        if len(names) == 1 and names[0].split()[0] == last:
            return (Signatory(names[0], None, None),)
    office = next(filter(None, map(_OF_OFFICER.search, opening)), None)
    if office is None or NAME.fullmatch(last) is None or len(names_in(last)) != 1:
        return ()
    return (Signatory(last, office["role"], None),)


def _headings(body: Sequence[str]) -> list[str]:
    """The headings below the title: with a text under them, and no line of a list, address or signature."""
    found: list[str] = []
    first = 0
    while first < len(body):
        if not is_heading(body[first]) or is_preamble(body[first]):
            first += 1
            continue
        last = first
        while last < len(body) and is_heading(body[last]):
            last += 1
        above, rest = _above_lists(body, first, last)
        places = (*above, *_headings_of_run(body, rest, last))
        found += [body[i] for i in places if _is_free(body, i)]
        first = last + 1
    return found


def _above_lists(body: Sequence[str], first: int, last: int) -> tuple[list[int], int]:
    """Of the lines ``[first, last)`` those directly above a list of numbered items, and where the last list ends."""
    items = [_numbering(line) is not None for line in body[first:last]]
    listed = [
        i for i in range(len(items)) if items[i] and any(items[max(0, i - 1) : i] + items[i + 1 : i + 2])
    ]
    above = [first + i - 1 for i in listed if i and not items[i - 1]]
    return above, first + listed[-1] + 1 if listed else first


def _headings_of_run(body: Sequence[str], first: int, last: int) -> Sequence[int]:
    """Of the lines ``[first, last)``, all in the form of headings, those above a text; many on end are a list."""
    if last == len(body) or first == last:
        return range(first, max(first, last - 1))
    is_list = last - first > 1 and body[last - 1][-1] == "?" == body[last - 2][-1]
    return [] if is_list else [*range(first, last)][-2 if last - first == 2 else -1 :]


def _is_free(body: Sequence[str], index: int) -> bool:
    """Whether a line is no item, no value in a list, and nobody's address, farewell or signature."""
    line = body[index]
    above = body[index - 1] if index else ""
    below = body[index + 1] if index + 1 < len(body) else ""
    is_item = _numbering(line) is not None and _numbering(line) in {_numbering(above), _numbering(below)}
    is_value = _VALUES.match(line) or (
        _VALUE.match(line) and ((_VALUE.match(above) and not _CONTENTS.match(above)) or _VALUE.match(below))
    )
    return not (
        is_item
        or is_value
        or (_OF_DIARY.search(line) and (_OF_DIARY.search(above) or _OF_DIARY.search(below)))
        or (above and SIGN_OFF.fullmatch(above))
        or is_preamble(line)
        or ON_BEHALF.fullmatch(line)
        or ENDS.fullmatch(line)
        or signature_at(body, index) is not None
        or "salutation" in opens_as_bulletin(line)
    )


def _numbering(line: str) -> str | None:
    """How a line is numbered: with digits, with letters, by a word and a number; None where it is not."""
    match = _NUMBERED.match(line)
    if match is None:
        return None
    number = match.group().lstrip("(")
    return "digits" if number[0].isdecimal() else "word" if ":" in number else "letters"


def _issuers(passage: Passage, close: Close, title: str | None) -> tuple[str, ...]:
    """From the surest place that names any: signatories, letterhead, sign-off, introduction, title, addressee, the text."""
    signed = [part for s in close.signatories if s.organisation for part in _parts(s.organisation)]
    if len(set(signed)) == 1:
        return (signed[0],)
    if signed:
        mentioned = organisations_in("\n".join(passage.lines))
        return tuple(dict.fromkeys((*(name for name in mentioned if name in signed), *signed)))
    opening = [line for line in opening_of(passage.lines) if len(line) <= LONGEST_HEADING]
    of_title = unions_in(title or "")
    if len(of_title) > 1 and set(unions_in(passage.introduction)) < set(of_title):
        return of_title
    for named in (
        unions_in("\n".join(line for line in opening if "letterhead" in opens_as_bulletin(line))),
        organisations_in("\n".join(close.signed_lines)),
        unions_in(passage.introduction),
        of_title,
        unions_in("\n".join(line for line in opening if not _MASTHEADS.isdisjoint(opens_as_bulletin(line)))),
        unions_in("\n".join(line for line in opening if "addressee" in opens_as_bulletin(line))),
    ):
        if named:
            return named
    return _speaking("\n".join(passage.lines))


def _speaking(text: str) -> tuple[str, ...]:
    """The unions for which a text speaks: all that it names together in its first sentence, else the only one."""
    named = unions_in(text)
    others = {union for match in _SPOKEN_OF.finditer(text) for union in unions_in(match["unions"])}
    if others and len(named) > 1:
        named = tuple(union for union in named if union not in others)
    if len(named) <= 1:
        return named
    together = _TOGETHER.search(text)
    if together is not None:
        return unions_in(together.group())
    named = tuple(dict.fromkeys(canonical(match["union"]) for match in _SPEAKS.finditer(text)))
    return named if len(named) == 1 else ()


_TOGETHER = re.compile(
    rf"(?:trade )?unions,? (?:{UNION_FORMS})(?:(?:,|,? and|,? &) (?:the )?(?:{UNION_FORMS})){{1,6}}",
    re.IGNORECASE,
)
"""The unions that issue a joint text, as it names them."""


def _parts(organisation: str) -> tuple[str, ...]:
    known = organisations_in(organisation)
    return known or ((canonical(organisation),) if _A_BODY.search(organisation) else ())


def _below_branch(head: Sequence[str]) -> list[str]:
    """The name of a branch on a line of its own, with the line below it."""
    return [f"{line} {below}" for line, below in pairwise(head) if line.endswith("branch")]


def _kind(reference: str | None, issuers: Sequence[str], opening: Sequence[str]) -> str:
    head = [line.lower() for line in opening if len(line) <= LONGEST_HEADING and not PREAMBLE.match(line)]

    def says(*words: str) -> bool:
        return any(word in line for line in head for word in words)

    rules = (
        ("branch_report", any(map(_BRANCH_REPORT.search, (*head, *_below_branch(head))))),
        ("statement", says("statement")),
        (
            "letter",
            (any(line.startswith("dear ") for line in head) or any(map(GREETING.match, opening)))
            and reference is None
            and not says("bulletin"),
        ),
        (
            "joint_bulletin",
            says("joint union", "joint bulletin", "joint trade union bulletin")
            or (reference or "").startswith("JT")
            or len(issuers) > 1,
        ),
        ("circular", reference is not None or says("circular")),
        (
            "newsletter",
            any(map(_NEWSLETTER.search, head)) or any(map(_NEWS.match, opening)),
        ),
        (
            "circular",
            says("bulletin", "briefing")
            or any(
                "addressee" in opens_as_bulletin(line) or _TO_MEMBERS.search(line)
                for line in opening
                if len(line) <= LONGEST_HEADING
            ),
        ),
    )
    return next((kind for kind, applies in rules if applies), "statement")
