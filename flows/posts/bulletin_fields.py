"""What a bulletin says of itself: reference, title, date, issuers, signatories and headings."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.dates import PartialDate, find_date, whole_date
from flows.posts.cues import BULLETIN_CUES
from flows.posts.organisations import UNION_FORMS, canonical, organisations_in, unions_in
from flows.posts.passage import Passage
from flows.posts.signatures import SIGN_OFF, Signatory


class Bulletin(NamedTuple):
    """A bulletin's fields; its text is where its segments are, or its spans where it stands in a comment."""

    kind: str
    reference: str | None
    title: str | None
    issued: PartialDate | None
    issuers: tuple[str, ...]
    signatories: tuple[Signatory, ...]
    headings: tuple[str, ...]
    evidence: tuple[str, ...]


class Close(NamedTuple):
    """What ends a bulletin, on the lines ``[first, last)``, and who signed."""

    first: int
    last: int
    cue: str | None
    signatories: tuple[Signatory, ...]
    signed_lines: tuple[str, ...]


REFERENCE = re.compile(r"(?:[A-Z]{2,6} ?|Circular (?:No\.? ?)?)\d{1,3} ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b")
REFERENCE_CUE = next(cue for cue in BULLETIN_CUES if cue.name == "reference")
REPORT_CUE = next(cue for cue in BULLETIN_CUES if cue.name == "report_title")
_SPEAKS = re.compile(rf"(?P<union>{UNION_FORMS}) (?:has|have|had|is|are|will|was|were)\b")
_ITEM = re.compile(r"\(?\w{1,3}[.)]\s|\w+ \d+\s*:")
"""A line of a list: numbered, lettered, or ``Group 1: …``."""
_PREAMBLE = re.compile(r"(?:Date|To|From|Ref|Reference|Issued|Cc)\s*[:.]", re.IGNORECASE)
_LONGEST_HEADING = 110
OPENING_LINES = 4


def bulletin_of(passage: Passage, close: Close, evidence: tuple[str, ...]) -> Bulletin:
    opening = passage.lines[:OPENING_LINES]
    reference = _reference(opening)
    title_line = _title_line(passage.lines)
    title = None if title_line is None else passage.lines[title_line]
    issuers = _issuers(passage, close, title)
    signatories = tuple(
        s._replace(organisation=issuers[0]) if s.organisation is None and len(issuers) == 1 else s
        for s in close.signatories
    )
    body = passage.lines[(title_line or 0) + 1 : len(passage.lines) - len(close.signed_lines)]
    return Bulletin(
        kind=_kind(evidence, reference, issuers, opening),
        reference=reference,
        title=title,
        issued=_issued(opening, reference),
        issuers=issuers,
        signatories=signatories,
        headings=tuple(
            line for line in body if is_heading(line) and not (_is_preamble(line) or _ITEM.match(line))
        ),
        evidence=evidence,
    )


def is_heading(line: str) -> bool:
    """Whether a line has the form of a title or heading: short, begun with a capital, not ended as a sentence is."""
    if len(line) > _LONGEST_HEADING or not (line[0].isupper() or line[0].isdecimal() or line[0] in "\"“'‘"):
        return False
    return line[-1] not in ".,;:" and SIGN_OFF.fullmatch(line) is None


def date_of(line: str) -> PartialDate | None:
    """The date that a line gives: all of it, or behind ``Date:``."""
    date = whole_date(re.sub(r"^(?:Date|Issued)\s*:\s*", "", line)) if len(line) <= _LONGEST_HEADING else None
    return date if date is not None and date.date is not None else None


def _reference(opening: Sequence[str]) -> str | None:
    """The number at the head of a line that is a bulletin's own, not of one that it speaks of."""
    for line in opening:
        match = REFERENCE.search(line) if REFERENCE_CUE.pattern.search(line) else None
        if match is not None:
            return match.group()
    return None


def _is_preamble(line: str) -> bool:
    """A line above a bulletin's title: reference, date, addressee, salutation."""
    return (
        date_of(line) is not None
        or _PREAMBLE.match(line) is not None
        or any(cue.pattern.search(line) for cue in BULLETIN_CUES if cue.name in {"reference", "salutation"})
    )


def _title_line(lines: Sequence[str]) -> int | None:
    for index, line in enumerate(lines[:OPENING_LINES]):
        if _is_preamble(line):
            continue
        return index if is_heading(line) and index + 1 < len(lines) else None
    return None


def _issued(opening: Sequence[str], reference: str | None) -> PartialDate | None:
    """A line of its own, or the end of the line with the reference or the report's name."""
    for line in opening:
        if date := date_of(line):
            return date
        named = REFERENCE_CUE.pattern.search(line) if reference else None
        if len(line) <= _LONGEST_HEADING and (named or REPORT_CUE.pattern.search(line)):
            behind = line.split(reference, 1)[-1] if reference else line
            date = find_date(behind)
            if date and date.date and behind.rstrip(" .)").endswith(date.text):
                return date
    return None


def _issuers(passage: Passage, close: Close, title: str | None) -> tuple[str, ...]:
    """From the surest place that names any: signatories, what introduced it, sign-off, title, the text's first union."""
    signed = [part for s in close.signatories if s.organisation for part in _parts(s.organisation)]
    if signed:
        return tuple(dict.fromkeys(signed))
    for named in (
        organisations_in(passage.introduction),
        organisations_in("\n".join(close.signed_lines)),
        unions_in(title or ""),
    ):
        if named:
            return named
    text = "\n".join(passage.lines)
    named = unions_in(text)
    if len(named) > 1:  # of several that it names, the one that it speaks for
        named = tuple(dict.fromkeys(canonical(match["union"]) for match in _SPEAKS.finditer(text)))
    return named if len(named) == 1 else ()


def _parts(organisation: str) -> tuple[str, ...]:
    known = organisations_in(organisation)
    return known or (canonical(organisation),)


def _kind(cues: Sequence[str], reference: str | None, issuers: Sequence[str], opening: Sequence[str]) -> str:
    head = [line.lower() for line in opening if len(line) <= _LONGEST_HEADING and not _PREAMBLE.match(line)]
    rules = (
        ("branch_report", any("branch" in line and "report" in line for line in head)),
        (
            "joint_bulletin",
            any("joint" in line for line in head) or (reference or "").startswith("JT") or len(issuers) > 1,
        ),
        ("circular", reference is not None or any("circular" in line for line in head)),
        ("newsletter", any("newsletter" in line or "mail-out" in line for line in head)),
        ("statement", any("statement" in line for line in head) or "introduced_by_issuer" in cues),
        ("letter", "salutation" in cues),
    )
    return next((kind for kind, applies in rules if applies), "statement")
