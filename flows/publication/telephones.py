"""Telephone numbers in a text, by the phonenumbers library; numbers without a country are British.

What the library takes for *valid* is a number anywhere. Of what it takes for *possible* only that is one which is
written as a British or an international number is (``0…``, ``+…``, ``44…``, of 10 digits or more): so are mistyped numbers, those
of exchanges that are not in use, and all that are set aside for fiction. After ``Tel:`` and the like a short number is one too.
"""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatch, PhoneNumberMatcher

from flows.citations import LINK

_REGION = "GB"
_LIKE = re.compile(r"(?<![0-9])(?<![0-9][.,])(?:\+|0|44)\W{0,4}(?:[0-9]\W{0,4}){6}")
"""What a line must have to be looked at more closely."""
_IN_LINK = re.compile(
    r"(?:\bwa\.me/|[?&]phone=|\btel:|\bcallto:)(?P<number>(?:\+|%2B)?[0-9]{7,15})", re.IGNORECASE
)
_CUE = re.compile(
    r"(?<!\w)(?:tel|telephone|phone|mobile|mob|fax|whatsapp)\b\.?(?:[ \u00a0](?:no|number|on|is|me on)\b\.?){0,2}[ \u00a0]?[:=–-]?[ \u00a0]?"
    r"(?P<number>[+(]?[0-9](?:[ \u00a0().-]{0,2}[0-9]){5,14})(?![\w:%])",
    re.IGNORECASE,
)
_DATE = r"[0-9]{1,2}(?P<sign>[./-])[0-9]{1,2}(?P=sign)(?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}(?:[./-](?:0[0-9]|1[0-2])[./-][0-3]?[0-9]|[ \u00a0]?[–-][ \u00a0]?(?:19|20)?[0-9]{2})"
_BEGINS_WITH_DATE = re.compile(rf"(?:{_DATE})(?![0-9])")
_BOOK = re.compile(r"IS[BS]N[\w \u00a0:-]{0,8}\Z", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"(?:[£$€%#A-Z0-9]|[0-9][.,:])\Z")
"""Small letters may stand before a number, for extractors glue words: ``Call Jo on07700…``."""
_WRITTEN_IN_FULL = re.compile(r"(?:\+|\(?(?:0|44))")
_LEAST, _MOST = 10, 15
"""Digits that a number which is only possible has."""


def telephones_in(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand; they may overlap. A number that goes on in another line is not seen as one."""
    for match in _IN_LINK.finditer(text):
        yield match.span("number")
    for match in _CUE.finditer(text):
        if not _BEGINS_WITH_DATE.match(match["number"]):
            yield match.span("number")
    without_links = LINK.sub(lambda link: "\n" * len(link.group()), text)
    start = 0
    for line in without_links.splitlines(keepends=True):
        if _LIKE.search(line):
            for begin, end in _in_line(line):
                yield start + begin, start + end
        start += len(line)


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    for leniency in (Leniency.VALID, Leniency.POSSIBLE):
        for match in PhoneNumberMatcher(line, _REGION, leniency=leniency, max_tries=len(line)):
            if _is_number(line, match, leniency):
                yield match.start, match.end


def _is_number(line: str, match: PhoneNumberMatch, leniency: int) -> bool:
    before = line[max(0, match.start - 16) : match.start]
    if _BEGINS_WITH_DATE.match(match.raw_string) or _BOOK.search(before):
        return False
    if leniency == Leniency.VALID:
        return True
    digits = sum(map(str.isdecimal, match.raw_string))
    return (
        _LEAST <= digits <= _MOST
        and _WRITTEN_IN_FULL.match(match.raw_string) is not None
        and _NOT_BEFORE.search(before) is None
    )
