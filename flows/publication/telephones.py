"""Telephone numbers in a text, by the phonenumbers library; numbers without a country are British.

What the library takes for *valid* is a number anywhere. Of what it takes for *possible* only that is one which is
written as a British or an international number is (``0…``, ``+…``, ``44…``, of 10 digits or more): so are mistyped numbers, those
of exchanges that are not in use, and all that are set aside for fiction. After ``Tel:`` and the like a short number is one too.

Some extractors fold lines at blanks, inside numbers too. Where two lines joined by a blank have a number that goes on in the second,
it is one if words stand before it in the first, and if no part of it is a number, a date or a time by itself.
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
_PLAIN = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0B: "+"}
"""Full-width digits and sign as ASCII has them: a text stays as long as it is."""
_UNDERSCORED = re.compile(r"(?<![\w.])(?:0[0-9]{2,5}|\+?44[0-9]{0,4})(?:_[0-9]{3,8}){1,2}(?!\w)")
_FOLD = re.compile(
    r"(?P<head>(?<![\w£$€%#.,:/+\t-])(?:\+[1-9]|\(?(?:0|44))[0-9 \u00a0().-]{0,14})(?P<break>[ \t]*(?:\r\n|\r|\n)[ \t]*)"
    r"(?P<rest>[0-9][0-9 \u00a0().-]{1,14})(?![\w\t%])"
)
"""What may be a number that goes on in the next line."""
_TIME = re.compile(r"[0-2]?[0-9]\.[0-5][0-9]\s*\Z")
_WORD = re.compile(r"(?<!\w)[^\W\d_]{2,}(?!\w)")
_ITEM = re.compile(r"[0-9]{1,3}[.)](?![0-9])")
_AFTER = 16
"""Characters behind a number by which it is judged."""
_OPENING = 1
"""A number may begin behind a bracket."""
_LEAST_IN_PART, _MOST_IN_PART = 2, 10
"""Digits of a number in each of two lines."""
_WHOLE = re.compile(r"\(?0(?:[^0-9]*[0-9]){9}")
"""A part that is a number by itself."""


def telephones_in(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand; they may overlap."""
    text = _UNDERSCORED.sub(lambda number: number.group().replace("_", " "), text.translate(_PLAIN))
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
    for fold in _FOLD.finditer(without_links):
        yield from _over_fold(without_links, fold)


def _over_fold(text: str, fold: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The number that goes on behind a fold, if there is one, as the two lines joined would have it."""
    head, rest = fold["head"], fold["rest"]
    begins = max(text.rfind("\n", 0, fold.start()), text.rfind("\r", 0, fold.start())) + 1
    parts = [sum(map(str.isdecimal, part)) for part in (head, rest)]
    if (
        not _WORD.search(text, begins, fold.start())
        or not all(_LEAST_IN_PART <= digits <= _MOST_IN_PART for digits in parts)
        or any(alone.match(part) for alone in (_BEGINS_WITH_DATE, _WHOLE) for part in (head, rest))
        or _TIME.match(head)
        or _ITEM.match(rest)
    ):
        return
    # What follows tells whether the number ends there: "10:26" or "45%" is no part of it.
    after = text[fold.end("rest") : fold.end("rest") + _AFTER].splitlines()[:1]
    joined = f"{head} {rest}{''.join(after)}"
    for begin, end in _in_line(joined):
        if begin <= _OPENING and end > len(head) + 1:
            yield fold.start() + begin, fold.start("rest") + end - len(head) - 1


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
