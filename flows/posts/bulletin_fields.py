"""What a bulletin says of itself: reference, title, date, issuers, signatories and headings."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.dates import PartialDate, find_date, whole_date
from flows.posts.closes import Close
from flows.posts.cues import BULLETIN_CUES
from flows.posts.organisations import UNION_FORMS, canonical, organisations_in, unions_in
from flows.posts.passage import Passage, Weighed
from flows.posts.signatures import ON_BEHALF, SIGN_OFF, Signatory, signature_at


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


REFERENCE = re.compile(
    r"(?:[A-Z]{2,6}[ /]?|Circular (?:No\.? ?)?)\d{1,3} ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b|(?:Circular|Bulletin|Briefing|Mailing) (?:No\.? ?|Number )?\d{1,3}\b"
)
_CUES = {cue.name: cue.pattern for cue in BULLETIN_CUES}
_SPEAKS = re.compile(rf"(?P<union>{UNION_FORMS}) (?:has|have|had|is|are|will|was|were)\b")
_SPOKEN_OF = re.compile(
    rf"\b(?P<unions>(?:{UNION_FORMS})(?:(?:,| and|, and| &)(?: the)? (?:{UNION_FORMS}))*)[^.\n]{{0,60}}? (?:of )?(?:its|their) own\b"
)
"""A union of which the text speaks as of another."""
_NUMBERED = re.compile(r"\(?\w{1,3}[.)]\s|\w+ \d+\s*:")
"""A line of a list, or a numbered heading."""
_PREAMBLE = re.compile(
    r"(?:Date|To|From|Ref|Reference|Issued|Posted|Published|Cc|For)\s*(?:[:.]|\bon\b)", re.IGNORECASE
)
_LABELLED_DATE = re.compile(
    r"^(?:(?:Date|Issued|Posted|Published)(?:\s+(?:on(?!\s+or\b)|in))?\s*:?|Issued\b)\s*(?=\S)", re.IGNORECASE
)
_TRADE_UNION_SIDE = re.compile(r"[\w'’ ]{0,60}Trade Union Side")
_DIGIT = re.compile(r"\d")
_LONGEST_HEADING = 110
OPENING_LINES = 6


def bulletin_of(passage: Passage, close: Close, weighed: Weighed) -> Bulletin:
    opening = passage.lines[:OPENING_LINES]
    reference = _reference(opening)
    title_line = headline(passage.lines)
    title = None if title_line is None else passage.lines[title_line]
    issuers = _issuers(passage, close, title)
    signatories = tuple(
        s._replace(organisation=issuers[0]) if s.organisation is None and len(issuers) == 1 else s
        for s in close.signatories
    )
    body = passage.lines[(title_line or 0) + 1 : len(passage.lines) - len(close.signed_lines)]
    return Bulletin(
        kind=_kind(weighed.names, reference, issuers, opening),
        reference=reference,
        title=title,
        issued=_issued(opening, reference),
        issuers=issuers,
        signatories=signatories,
        headings=tuple(_headings(body)),
        weighed=weighed,
    )


def is_heading(line: str) -> bool:
    """Whether a line has the form of a title or heading: short, begun with a capital, not ended as a sentence is."""
    if len(line) > _LONGEST_HEADING or not (line[0].isupper() or line[0].isdecimal() or line[0] in "\"“'‘"):
        return False
    return line[-1] not in ".,;:" and SIGN_OFF.fullmatch(line) is None


def date_of(line: str) -> PartialDate | None:
    """The date that a line gives: all of it, or behind ``Date:`` or ``Posted on``."""
    if len(line) > _LONGEST_HEADING or _DIGIT.search(line) is None:
        return None
    date = whole_date(_LABELLED_DATE.sub("", line))
    return date if date is not None and date.date is not None else None


def _reference(opening: Sequence[str]) -> str | None:
    """The number at the head of a line that is a bulletin's own, not of one that it speaks of."""
    for line in opening:
        match = REFERENCE.search(line) if _CUES["reference"].search(line) else None
        if match is not None:
            return match.group()
    return None


@lru_cache(maxsize=256)
def _is_preamble(line: str) -> bool:
    """A line above a bulletin's title: reference, date, sender, addressee, salutation, letterhead."""
    return (
        _PREAMBLE.match(line) is not None
        or line.startswith("Dear ")
        or any(_CUES[name].search(line) for name in ("reference", "addressee", "letterhead"))
        or _TRADE_UNION_SIDE.fullmatch(line) is not None
        or date_of(line) is not None
        or (line.endswith(("Side", "Branch", "Committee", "Unions")) and len(unions_in(line)) > 0)
    )


def headline(lines: Sequence[str]) -> int | None:
    """The line of the title: the first below letterhead, reference, date and addressee that has its form.

    A paper's name in capitals above a date and another title is its masthead, and the title is the one below.
    """
    title: int | None = None
    for index, line in enumerate(lines[: OPENING_LINES + 1]):
        if _is_preamble(line):
            continue
        if not is_heading(line) or index + 1 >= len(lines):
            return title
        if title is not None:
            return index if line.isupper() and lines[title].isupper() else title
        title = index
        if not (line.isupper() and _CUES["masthead"].search(line) and len(line.split()) <= 4):
            return title
    return title


def _headings(body: Sequence[str]) -> list[str]:
    """The headings below the title: with a text under them, and no line of a list, address or signature."""
    found: list[str] = []
    for index, line in enumerate(body[:-1]):
        if not is_heading(line):
            continue
        above = body[index - 1] if index else ""
        is_item = _numbering(line) is not None and _numbering(line) in {
            _numbering(above),
            _numbering(body[index + 1]),
        }
        under_farewell = above and SIGN_OFF.fullmatch(above)
        if (
            not (is_item or under_farewell or _is_preamble(line) or ON_BEHALF.fullmatch(line))
            and signature_at(body, index) is None
            and _CUES["salutation"].search(line) is None
        ):
            found.append(line)
    return found


def _numbering(line: str) -> str | None:
    """How a line is numbered: with digits, with letters, by a word and a number; None where it is not."""
    match = _NUMBERED.match(line)
    if match is None:
        return None
    number = match.group().lstrip("(")
    return "digits" if number[0].isdecimal() else "word" if ":" in number else "letters"


def _issued(opening: Sequence[str], reference: str | None) -> PartialDate | None:
    """A line of its own, or the end of the line with the reference or the paper's name; a year alone in the latter."""
    for line in opening:
        if date := date_of(line):
            return date
        is_own = reference and _CUES["reference"].search(line)
        if len(line) <= _LONGEST_HEADING and (
            is_own or any(_CUES[n].search(line) for n in ("report_title", "masthead"))
        ):
            behind = line.split(reference, 1)[-1] if reference else line
            date = find_date(behind)
            if date and date.date and behind.rstrip(" .)").endswith(date.text):
                return date
    return None


def _issuers(passage: Passage, close: Close, title: str | None) -> tuple[str, ...]:
    """From the surest place that names any: signatories, letterhead, sign-off, introduction, title, addressee, the text."""
    signed = [part for s in close.signatories if s.organisation for part in _parts(s.organisation)]
    if len(set(signed)) == 1:
        return (signed[0],)
    if signed:
        mentioned = organisations_in("\n".join(passage.lines))
        return tuple(dict.fromkeys((*(name for name in mentioned if name in signed), *signed)))
    opening = [line for line in passage.lines[:OPENING_LINES] if len(line) <= _LONGEST_HEADING]
    for named in (
        unions_in("\n".join(line for line in opening if _CUES["letterhead"].search(line))),
        organisations_in("\n".join(close.signed_lines)),
        unions_in(passage.introduction),
        unions_in(title or ""),
        unions_in("\n".join(line for line in opening if _CUES["addressee"].search(line))),
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
    rf"(?:trade )?unions,? (?:{UNION_FORMS})(?:(?:,|,? and|,? &) (?:the )?(?:{UNION_FORMS}))+", re.IGNORECASE
)
"""The unions that issue a joint text, as it names them."""


def _parts(organisation: str) -> tuple[str, ...]:
    known = organisations_in(organisation)
    return known or (canonical(organisation),)


def _kind(cues: Sequence[str], reference: str | None, issuers: Sequence[str], opening: Sequence[str]) -> str:
    head = [line.lower() for line in opening if len(line) <= _LONGEST_HEADING and not _PREAMBLE.match(line)]

    def says(*words: str) -> bool:
        return any(word in line for line in head for word in words)

    rules = (
        ("branch_report", any("branch" in line and "report" in line for line in head)),
        ("statement", says("statement")),
        ("letter", "salutation" in cues and reference is None and not says("bulletin")),
        (
            "joint_bulletin",
            says("joint union", "joint bulletin", "joint trade union bulletin")
            or (reference or "").startswith("JT")
            or len(issuers) > 1,
        ),
        ("circular", reference is not None or says("circular")),
        ("newsletter", says("newsletter", "mail-out", "mailout", "mail out", "members' news")),
    )
    return next((kind for kind, applies in rules if applies), "statement")
