"""How a bulletin opens: letterhead, reference, date, addressee, salutation, and the title among them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows.dates import PartialDate, find_date, whole_date
from flows.posts.farewells import SIGN_OFF
from flows.posts.line_cues import opens_as_bulletin, remembered
from flows.posts.organisations import UNION_FORMS

LONGEST_HEADING = 110
LONGEST_OPENING = 14
"""Lines of an opening at most."""
REFERENCE = re.compile(
    r"(?:[A-Z]{2,6}(?:-[A-Z]{2,6})?[ /]?|(?:Circular|CIRCULAR) (?:No\.? ?)?)\d{1,3} ?[-/] ?(?:(?:19|20)\d\d|\d\d)\b|(?:Circular|Bulletin|Briefing|Mailing) (?:No\.? ?|Number )?\d{1,3}(?: ?[-/] ?(?:(?:19|20)\d\d|\d\d))?\b"
)
_LABELLED_REFERENCE = re.compile(
    r"(?:(?:Our|Bulletin|Circular) )?Ref(?:erence)?(?: No\.?)?\s?: ?(?P<reference>[A-Z]{2}[\w/.-]*\d[\w/-]*)\b",
    re.IGNORECASE,
)
"""For the beginning of a line in a bulletin's opening: a reference of any form, by its label."""
_NUMBER_OF_YEAR = re.compile(
    r"\b(?:bulletin|circular|briefing|newsletter|update)\b\W{0,3}(?P<reference>No\.? ?\d{1,3} of (?:19|20)\d\d)$",
    re.IGNORECASE,
)
_NAMES = frozenset({"report_title", "masthead"})
_ABOVE_TITLE = frozenset({"reference", "addressee", "letterhead"})
PREAMBLE = re.compile(
    r"(?:Date[d]?|To|From|(?:Bulletin |Circular |Our )?Ref(?:erence)?(?: No)?|Issued|Posted|Published|Circulated|Sent|Cc|For|Held)\s*(?:[:.]|\b(?:on|at|by)\b(?! behalf))",
    re.IGNORECASE,
)
_TO_READERS = re.compile(
    r"(?:Colleagues|Friends|Comrades|Members)[,!]?|(?:please )?(?:display|circulate|copy|pass|read)\b.{0,50}"
    r"|for (?:immediate|urgent)\b.{0,40}|for (?:action|information|display|circulation|distribution)\b.{0,40}",
    re.IGNORECASE,
)
GREETING = re.compile(r"(?:Hi|Hello) (?:all|everyone|everybody|members|colleagues|folks)\b.{0,20}$")
"""How a letter to members may begin; readers greet each other so too."""
_ISSUE = re.compile(
    r"(?:(?:Update|Bulletin|Briefing|Newsletter) )?(?:Issue|Number|No\.?|Vol(?:ume)?\.?|Edition)\s*\d",
    re.IGNORECASE,
)
_NUMBER_OF_ISSUE = re.compile(
    r"\b(?:Issue|Number|No|Vol|Volume|Edition)\b\.?\s?\d{1,3}\b\s?[-–:,.|]\s?", re.IGNORECASE
)
"""It may stand before a date as the first day of several would."""
_OF_A_PAPER = re.compile(
    r"(?:The |A )?(?:\w+ )?(?:newsletter|bulletin|magazine|journal|voice) (?:of|for|from)\b", re.IGNORECASE
)
_BRANCH = re.compile(
    r"(?!(?:The|Our|Your|This|My|THE|OUR) )(?:[A-Z][\w'’&-]* |and |of |the |& ){1,8}(?:Branch|BRANCH)"
)
"""For a whole line: whose paper it is."""
_POSTCODE = re.compile(r"(?:(?:, |\bLondon )[A-Z]{1,2}\d{1,2}[A-Z]?|\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2})$")
_LONGEST_POSTCODE = 12
_ADDRESS = re.compile(
    r"c/o .*|102 Petty France|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame) (?:[A-Z][\w.'’-]* ?){1,3}|(?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Lane|Avenue|Place|Square|Way)|\d+[-–\d]*,? (?:[A-Z][\w'’]+ ){1,3}(?:Street|Road|Lane|Avenue|House|Place|Square|Way)\b.{0,60}"
    r"|(?:The )?(?:Rt\.? Hon|Right Hon).{0,60}|(?:The )?(?:Secretary of State|Minister(?= (?:of|for))|(?:Prisons?|Justice) Minister|Lord Chancellor|Chief Executive)\b.{0,60}"
)
_OF_UNION = re.compile(rf"(?:{UNION_FORMS})\b(?:[ ,/&|+•·-]+[A-Za-zÀ-ÿ'’()]+){{0,6}}")
_UNIONS = re.compile(
    r"(?:[A-Za-z][\w'’]* ){0,4}(?:(?:Trade )?Unions|Trade Union Side|Staff Side)", re.IGNORECASE
)
_LABELLED_DATE = re.compile(
    r"^(?:(?:Dated?|Issued|Posted|Published|Circulated|Sent|Held|Written|For (?:immediate )?(?:release|use)|Embargoed until)(?: by (?:[\w'’.-]+ ){1,4}on|\s+(?:on(?!\s+or\b)|in))?\s*:?|Issued\b)\s*(?=\S)",
    re.IGNORECASE,
)
_TIME_BEHIND = re.compile(r",?(?: at)? \d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?$")
"""Of an e-mail's date: when on that day."""
_PLACE_BEHIND = re.compile(r"(?<=\d{4})(?:, (?:(?:[A-Z][\w'’&.-]*|of|the|and|at)(?: |(?=,|$)))+){1,4}$")
"""Of a meeting's date: where it was held."""
_BEARS_DATE = re.compile(
    r"(?:Update|Bulletin|Briefing|Newsletter|Issue|Number|No\.?|Vol(?:ume)?\.?|Edition|Held|Issued|Dated)\b",
    re.IGNORECASE,
)
_PERIODICAL = re.compile(r"\b(?:newsletter|mail-?out|e-?news|news|report|update|matters)\b", re.IGNORECASE)
_SERIES = re.compile(r"\b(?:bulletin|briefing|circular|press release|alert)\b", re.IGNORECASE)
_STATEMENT = re.compile(
    r"joint (?:union )?statement|(?:press|news|media) (?:release|statement)", re.IGNORECASE
)
_SUBJECT = re.compile(r"^(?:Subject|Re)\s*:\s*")
_DIGIT = re.compile(r"\d")


def is_heading(line: str) -> bool:
    """Whether a line has the form of a title or heading: short, begun with a capital, not ended as a sentence is."""
    return len(line) <= LONGEST_HEADING and _is_heading(line)


@lru_cache(maxsize=64)
def _is_heading(line: str) -> bool:
    if not (line[0].isupper() or line[0].isdecimal() or line[0] in "\"“'‘"):
        return False
    return line[-1] not in ".,;:" and not line.endswith(":-") and SIGN_OFF.fullmatch(line) is None


def date_of(line: str) -> PartialDate | None:
    """The date that a line gives: all of it, or behind ``Date:`` or ``Posted on``, or beside the same in Welsh."""
    return None if len(line) > LONGEST_HEADING or _DIGIT.search(line) is None else _date_of(line)


@lru_cache(maxsize=64)
def _date_of(line: str) -> PartialDate | None:
    bare = _LABELLED_DATE.sub("", line)
    parts = [
        _PLACE_BEHIND.sub("", bare) if bare == line else _TIME_BEHIND.sub("", bare),
        *(line.split(" / ") if " / " in line else []),
    ]
    dates = (whole_date(part.strip()) for part in parts)
    return next((date for date in dates if date is not None and date.date is not None), None)


def reference_of(opening: Sequence[str]) -> str | None:
    """The number at the head of a line that is a bulletin's own, not of one that it speaks of."""
    for line in opening:
        match = REFERENCE.search(line) if "reference" in opens_as_bulletin(line) else None
        if match is not None:
            return match.group()
    forms = (_LABELLED_REFERENCE.match, _NUMBER_OF_YEAR.search)
    found = (
        match for line in opening if len(line) <= LONGEST_HEADING for form in forms if (match := form(line))
    )
    return next((match["reference"] for match in found), None)


def issued(opening: Sequence[str], reference: str | None) -> PartialDate | None:
    """A line of its own, or the end of a line with the reference, the number of the issue or the paper's name."""
    for line in opening:
        if date := date_of(line):
            return date
        if len(line) > LONGEST_HEADING or _DIGIT.search(line) is None:
            continue
        is_own = reference is not None and "reference" in opens_as_bulletin(line)
        if is_own or _BEARS_DATE.match(line) or not _NAMES.isdisjoint(opens_as_bulletin(line)):
            behind = _NUMBER_OF_ISSUE.sub("", line.split(reference, 1)[-1] if reference else line, count=1)
            date = find_date(behind)
            if date and date.date and behind.rstrip(" .)").endswith(date.text):
                return date
    return None


@remembered
def is_preamble(line: str) -> bool:
    """A line above a bulletin's title: reference, date, sender, addressee, salutation, letterhead, number of the issue."""
    return (
        PREAMBLE.match(line) is not None
        or line.startswith("Dear ")
        or GREETING.match(line) is not None
        or _TO_READERS.fullmatch(line) is not None
        or not _ABOVE_TITLE.isdisjoint(opens_as_bulletin(line))
        or _ISSUE.match(line) is not None
        or is_below_name(line)
        or _BRANCH.fullmatch(line) is not None
        or _is_address(line)
        or _UNIONS.fullmatch(line) is not None
        or date_of(line) is not None
        or (" / " in line and any(map(is_preamble, filter(None, line.split(" / ")))))
    )


def is_below_name(line: str) -> bool:
    """Whether a line says whose newsletter it is: what stands above it is the paper's name."""
    return _OF_A_PAPER.match(line) is not None


def _is_address(line: str) -> bool:
    """Whether a line is one of an address: a name with its title, a house and its street, what ends with a postcode."""
    if line[-1].isalnum() and _POSTCODE.search(line, max(0, len(line) - _LONGEST_POSTCODE)) is not None:
        return True
    return _ADDRESS.fullmatch(line) is not None


def opening_of(lines: Sequence[str]) -> Sequence[str]:
    """The lines above the first paragraph, and a few at least."""
    return _opening_of(tuple(lines[:LONGEST_OPENING]))


@lru_cache(maxsize=4)
def _opening_of(lines: tuple[str, ...]) -> Sequence[str]:
    length = 0
    while length < len(lines) and (is_heading(lines[length]) or is_preamble(lines[length])):
        length += 1
    return lines[: max(length, 2)]


def headline(lines: Sequence[str]) -> int | None:
    """The line of the title: what has its form above the first paragraph, and is no preamble.

    Of a newsletter or a report it is the name at the head; of a bulletin in a series, what stands under that name. What
    stands above the reference is the letterhead's, if a title follows below.
    """
    return _headline(tuple(lines[: LONGEST_OPENING + 1]))


@lru_cache(maxsize=4)
def _headline(lines: tuple[str, ...]) -> int | None:
    opening = opening_of(lines)
    aside = [is_preamble(line) or _is_letterhead(opening, i) for i, line in enumerate(opening)]
    found = [i for i, line in enumerate(opening) if not aside[i] and is_heading(line) and i + 1 < len(lines)]
    if not found or _is_periodical(opening, found[0]):
        return found[0] if found else None
    series = [place for place, i in enumerate(found[:-1]) if _is_series(opening[i])]
    found = found[series[-1] + 1 :] if series else found
    salutation = next((i for i, line in enumerate(opening) if line.startswith("Dear ")), None)
    if salutation is not None and any(map(_is_address, opening[:salutation])):
        return next((i for i in found if i > salutation), None)
    references = [i for i, line in enumerate(opening) if "reference" in opens_as_bulletin(line)]
    return next((i for i in found if not references or i > references[-1]), found[0])


def title_of(line: str) -> str:
    """A title without the label of an e-mail's subject."""
    return _SUBJECT.sub("", line)


def _is_letterhead(opening: Sequence[str], index: int) -> bool:
    """Whether a line begins with a union as the line next to it does."""
    if _OF_UNION.fullmatch(opening[index]) is None:
        return False
    beside = (*opening[max(index - 1, 0) : index], *opening[index + 1 : index + 2])
    return any(_OF_UNION.fullmatch(line) for line in beside)


def _is_periodical(opening: Sequence[str], index: int) -> bool:
    line = opening[index]
    named = not _NAMES.isdisjoint(opens_as_bulletin(line))
    return (named and _PERIODICAL.search(line) is not None) or any(
        map(is_below_name, opening[index + 1 : index + 2])
    )


def _is_series(line: str) -> bool:
    return _STATEMENT.fullmatch(line) is not None or (
        _SERIES.search(line) is not None and not _NAMES.isdisjoint(opens_as_bulletin(line))
    )
