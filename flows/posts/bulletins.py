"""Bulletins: what a union or a branch issued to its members, found in a post or pasted into a comment."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.dates import PartialDate, find_date, whole_date
from flows.posts.cues import BULLETIN_CUES, Place
from flows.posts.organisations import UNION_FORMS, canonical, organisations_in, unions_in
from flows.posts.passage import Passage, Weighed, weigh
from flows.posts.signatures import SIGN_OFF, Signatory, Signature, signature_at, signature_group


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


class FoundBulletin(NamedTuple):
    """A bulletin and its lines ``[first, last)`` in the passage."""

    first: int
    last: int
    bulletin: Bulletin


class _Close(NamedTuple):
    """What ends a bulletin, on the lines ``[first, last)``, and who signed."""

    first: int
    last: int
    cue: str | None
    signatories: tuple[Signatory, ...]
    signed_lines: tuple[str, ...]


OPENING_CUES = tuple(cue for cue in BULLETIN_CUES if cue.place is Place.OPENING)
ISSUER_INTRODUCTION = next(cue for cue in BULLETIN_CUES if cue.name == "introduced_by_issuer")
REFERENCE = re.compile(r"(?:[A-Z]{2,6} ?|Circular (?:No\.? ?)?)\d{1,3} ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b")
REFERENCE_CUE = next(cue for cue in OPENING_CUES if cue.name == "reference")
REPORT_CUE = next(cue for cue in OPENING_CUES if cue.name == "report_title")
_SPEAKS = re.compile(rf"(?P<union>{UNION_FORMS}) (?:has|have|had|is|are|will|was|were)\b")
_ITEM = re.compile(r"\(?\w{1,3}[.)]\s|\w+ \d+\s*:")
"""A line of a list: numbered, lettered, or ``Group 1: …``."""
_PREAMBLE = re.compile(r"(?:Date|To|From|Ref|Reference|Issued|Cc)\s*[:.]", re.IGNORECASE)
COMPUTED_WEIGHTS = {"date_line": 1, "signatories": 2, "sign_off": 2}
"""Cues that take more than a pattern: a line that is a date above a title; names with roles; words of farewell."""
CLOSING_CUES = frozenset({"signatories", "sign_off"})
THRESHOLD = 4
DECISIVE = frozenset({"introduced_by_issuer", "reference", "report_title", "salutation"})
"""Cues one of which a bulletin must show that no signature or farewell closes."""
OWN_NAMES = frozenset({"reference", "report_title"})
"""Cues that need no union's name beside them."""
_OPENING_LINES = 4
_WEIGHED_LINES = 60
_LONGEST_HEADING = 110
_LONGEST_OPENING = 150

_OPENING_LINE = re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in OPENING_CUES))


def may_open(line: str) -> bool:
    """Whether a line opens a bulletin by itself; a paragraph never does."""
    return len(line) <= _LONGEST_OPENING and _OPENING_LINE.match(line) is not None


def find_bulletins(passage: Passage) -> Iterator[FoundBulletin]:
    """The bulletins of a passage, in order. In a comment one must both open and close as bulletins do.

    Time is linear in the passage: what may close one is looked for once, however many lines may open it.
    """
    lines = passage.lines
    close: _Close | None = None
    first = _opening(passage, 0)
    while first is not None:
        if close is None or close.first <= first:
            close = _close(lines, first + 1)
        found = _bulletin(passage, first, close)
        if found is not None:
            yield found
        first = _opening(passage, first + 1 if found is None else found.last)


def _bulletin(passage: Passage, first: int, close: _Close) -> FoundBulletin | None:
    """What stands between an opening and a close, if the cues carry it."""
    if passage.comment is not None and close.cue is None:
        return None
    weighed = _weigh(passage.part(first, min(close.last, first + _WEIGHED_LINES)), close)
    if weighed.weight < THRESHOLD or (close.cue is None and not DECISIVE.intersection(weighed.names)):
        return None
    whole = passage.part(first, close.last)
    if not OWN_NAMES.intersection(weighed.names) and not unions_in(
        "\n".join((passage.introduction, *whole.lines))
    ):
        return None
    return FoundBulletin(first, close.last, _fields(whole, close, weighed))


def is_heading(line: str) -> bool:
    """Whether a line has the form of a title or heading: short, begun with a capital, not ended as a sentence is."""
    if len(line) > _LONGEST_HEADING or not (line[0].isupper() or line[0].isdecimal() or line[0] in "\"“'‘"):
        return False
    return line[-1] not in ".,;:" and SIGN_OFF.fullmatch(line) is None


def _opening(passage: Passage, start: int) -> int | None:
    """The first line from this one on that may open a bulletin."""
    lines = passage.lines
    if start == 0 and lines and ISSUER_INTRODUCTION.pattern.search(passage.introduction):
        return 0
    return next((i for i in range(start, len(lines)) if may_open(lines[i]) or _is_date_line(lines, i)), None)


def _is_date_line(lines: Sequence[str], index: int) -> bool:
    if len(lines[index]) > 40 or index + 1 == len(lines) or not is_heading(lines[index + 1]):
        return False
    return _date_of(lines[index]) is not None


def _close(lines: Sequence[str], start: int) -> _Close:
    """The last sign-off or signatures from this line on, before another bulletin opens.

    Names directly under the opening are the author's, not the end.
    """
    close: _Close | None = None
    index = start
    while index < len(lines):
        found = _close_at(lines, index)
        if found is not None:
            is_byline = index == start and found.cue == "signatories" and found.last < len(lines)
            close = close if is_byline else found
            index = found.last
        elif close is not None and may_open(lines[index]):
            break
        else:
            index += 1
    return close or _Close(len(lines), len(lines), None, (), ())


def _close_at(lines: Sequence[str], index: int) -> _Close | None:
    signature = signature_group(lines, index)
    if signature is not None:
        last = signature.last + 1
        return _Close(index, last, "signatories", signature.signatories, tuple(lines[index:last]))
    if len(lines[index]) < 40 and SIGN_OFF.fullmatch(lines[index]):
        return _signed_off(lines, index)
    return None


def _signed_off(lines: Sequence[str], index: int) -> _Close:
    last = index + 1
    signatories: list[Signatory] = []
    while last < len(lines) and last <= index + 4:
        signature: Signature | None = signature_at(lines, last)
        if signature is not None:
            signatories += signature.signatories
            last = signature.last + 1
        elif last == index + 1 and is_heading(lines[last]) and len(lines[last].split()) <= 6:
            last += 1
        else:
            break
    cue = "signatories" if signatories else "sign_off"
    return _Close(index, last, cue, tuple(signatories), tuple(lines[index + 1 : last]))


def _weigh(passage: Passage, close: _Close) -> Weighed:
    weighed = weigh(BULLETIN_CUES, passage, passage.lines[:_OPENING_LINES])
    has_date_line = any(_is_date_line(passage.lines, i) for i in range(min(2, len(passage.lines))))
    computed = [*(["date_line"] if has_date_line else []), *([close.cue] if close.cue else [])]
    weight = weighed.weight + sum(COMPUTED_WEIGHTS[name] for name in computed)
    return Weighed(weight, (*weighed.names, *computed))


def _fields(passage: Passage, close: _Close, weighed: Weighed) -> Bulletin:
    opening = passage.lines[:_OPENING_LINES]
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
        kind=_kind(weighed.names, reference, issuers, opening),
        reference=reference,
        title=title,
        issued=_issued(opening, reference),
        issuers=issuers,
        signatories=signatories,
        headings=tuple(
            line for line in body if is_heading(line) and not (_is_preamble(line) or _ITEM.match(line))
        ),
        evidence=weighed.names,
    )


def _reference(opening: Sequence[str]) -> str | None:
    """The number at the head of a line that is a bulletin's own, not of one that it speaks of."""
    for line in opening:
        match = REFERENCE.search(line) if REFERENCE_CUE.pattern.search(line) else None
        if match is not None:
            return match.group()
    return None


def _date_of(line: str) -> PartialDate | None:
    """The date that a line gives: all of it, or behind ``Date:``."""
    date = whole_date(re.sub(r"^(?:Date|Issued)\s*:\s*", "", line)) if len(line) <= _LONGEST_HEADING else None
    return date if date is not None and date.date is not None else None


def _is_preamble(line: str) -> bool:
    """A line above a bulletin's title: reference, date, addressee, salutation."""
    return (
        _date_of(line) is not None
        or _PREAMBLE.match(line) is not None
        or any(cue.pattern.search(line) for cue in OPENING_CUES if cue.name in {"reference", "salutation"})
    )


def _title_line(lines: Sequence[str]) -> int | None:
    for index, line in enumerate(lines[:_OPENING_LINES]):
        if _is_preamble(line):
            continue
        return index if is_heading(line) and index + 1 < len(lines) else None
    return None


def _issued(opening: Sequence[str], reference: str | None) -> PartialDate | None:
    """A line of its own, or the end of the line with the reference or the report's name."""
    for line in opening:
        if date := _date_of(line):
            return date
        named = REFERENCE_CUE.pattern.search(line) if reference else None
        if len(line) <= _LONGEST_HEADING and (named or REPORT_CUE.pattern.search(line)):
            behind = line.split(reference, 1)[-1] if reference else line
            date = find_date(behind)
            if date and date.date and behind.rstrip(" .)").endswith(date.text):
                return date
    return None


def _issuers(passage: Passage, close: _Close, title: str | None) -> tuple[str, ...]:
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
