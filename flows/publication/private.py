"""Private data in a text: e-mail addresses, telephone numbers, addresses with house number and postcode, National Insurance numbers.

What is looked for is what may be used to reach or to find somebody. Left alone are a reader cited by the clock
(``Anon@10.47``), years, dates, times, money, statutes and circulars, and web addresses but for what stands in them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from flows.publication.emails import emails_in
from flows.publication.telephones import telephones_in

KINDS = ("email", "telephone", "address", "national_insurance")
"""The kinds of private data, as ``schemas.alterations`` has them; importing it would load all that the tables need."""
MASK = "█"
"""Stands for each character of what is masked. Nobody writes it, so that it cannot be taken for the page's own words, as
the asterisks that bloggers type between parts of a post could; and no spreadsheet takes it for a formula."""

_FOLD = r"[ \t]*(?:\r\n|\r|\n)[ \t]*"
"""Where an extractor folded a line at a blank."""
_POSTCODE = re.compile(
    rf"(?<!\w)[A-Z]{{1,2}}[0-9][0-9A-Z]?(?:[ \u00a0]{{0,2}}|{_FOLD})[0-9][ABD-HJLNP-UW-Z]{{2}}(?!\w)",
    re.IGNORECASE,
)
_BEFORE_POSTCODE = 160
"""Characters before a postcode in which the house number may stand."""
_NUMBER = r"(?<![\w£$€.:/-])(?:(?:Flat|Apartment|Apt|Unit|Suite|Room|No)\.?[ \u00a0]?)?(?!(?:19|20)[0-9]{2}\b)[0-9]{1,4}[A-Za-z]?(?![\w:%])"
_BETWEEN = r"[\s,.;|/-]{1,6}"
_NAME = r"(?:[A-Z0-9][\w'’&]*|of|the|on|upon|le|in|and|by|under|next|near|de|la|cum)"
_THOROUGHFARE = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|dr|way|court|ct|place|pl|terrace|gardens|gdns|grove|crescent|cres|"
    r"square|sq|row|hill|park|walk|mews|view|rise|green|house|buildings?|parade|broadway|wharf|quay|yard|villas|gate|road)"
)
_HOUSE_BEFORE = re.compile(rf"{_NUMBER}(?:{_BETWEEN}{_NAME}){{0,14}}{_BETWEEN}\Z")
"""A house number and then names alone, up to the postcode."""
_HOUSE_IN_SMALL_LETTERS = re.compile(
    rf"{_NUMBER}(?:{_BETWEEN}[\w'’&]+){{1,4}}[ \u00a0]{_THOROUGHFARE}(?:{_BETWEEN}[\w'’&]+){{0,8}}{_BETWEEN}\Z",
    re.IGNORECASE,
)
"""The same however it is written, where a kind of street is named."""
_BETWEEN_PAIRS = rf"(?:[ \u00a0-]?|{_FOLD})"
_NATIONAL_INSURANCE = re.compile(
    rf"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-Z]{{2}}(?:{_BETWEEN_PAIRS}[0-9]{{2}}){{3}}{_BETWEEN_PAIRS}[A-D](?!\w)",
    re.IGNORECASE,
)
"""Any two letters that are not ruled out as a prefix: QQ, which is never given to anybody, stands in every example."""
_LIKELY = re.compile(
    r"[\d@\uff20%&\[({<](?:(?<=[@\uff20])|(?<=%)40|(?<=&)#64;|(?<=[\[({<])\s?[Aa][Tt]\s?[\])}>]|"
    r"(?<=\d)(?:(?:[\W_]{0,4}\s*\d){5}|\w?\s*\d[^\W\d_]{2}))"
)
"""What every text with private data has, of whatever kind, and few others: the sign of an address, six digits or a postcode.
It begins with a set of characters, for which the search is ten times as fast."""
NAMES: Mapping[str, tuple[str, str]] = {
    "email": ("e-mail address", "e-mail addresses"),
    "telephone": ("telephone number", "telephone numbers"),
    "address": ("address with house number and postcode", "addresses with house number and postcode"),
    "national_insurance": ("National Insurance number", "National Insurance numbers"),
}
"""The kinds of private data in words, of one and of several."""


class Private(NamedTuple):
    """A stretch of a text that is private: its kind, one of ``KINDS``, and where it stands in the text."""

    kind: str
    start: int
    end: int


def private_in(text: str, kinds: Collection[str] = KINDS) -> tuple[Private, ...]:
    """The private data in a text, in order; of what overlaps, the first and then the longest. Time is linear in the text."""
    if not _LIKELY.search(text):
        return ()
    found = (
        Private(kind, start, end) for kind in KINDS if kind in kinds for start, end in _DETECTORS[kind](text)
    )
    return tuple(_apart(sorted(found, key=lambda private: (private.start, -private.end))))


def masked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with masks of the same length at these places. Line breaks stay, so that lines stay lines."""
    pieces: list[str] = []
    done = 0
    for start, end in places:
        pieces += [text[done:start], _NOT_A_BREAK.sub(MASK, text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def blotted(message: str, kinds: Collection[str] = KINDS, names: Iterable[str] = ()) -> str:
    """A message with masks over what is private, but in keys of records and in these names, by which people find what is meant."""
    result = masked(message, ((private.start, private.end) for private in private_in(message, kinds)))
    if result == message:
        return message
    for pattern in (_KEY, *(re.compile(re.escape(name)) for name in names)):
        for match in pattern.finditer(message):
            result = f"{result[: match.start()]}{match.group()}{result[match.end() :]}"
    return result


_KEY = re.compile(r"/[cba]-[0-9a-f]{16}(?![0-9a-f])")
"""What ends the key of a record: its digest may look like a number."""
_NOT_A_BREAK = re.compile(r"[^\r\n]")


def _apart(found: Iterable[Private]) -> Iterator[Private]:
    done = 0
    for private in found:
        if private.start >= done:
            yield private
            done = private.end


def _addresses_in(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for postcode in _POSTCODE.finditer(text):
        begin = max(done, postcode.start() - _BEFORE_POSTCODE)
        before = text[begin : postcode.start()]
        house = _HOUSE_BEFORE.search(before) or _HOUSE_IN_SMALL_LETTERS.search(before)
        if house is not None:
            done = postcode.end()
            yield begin + house.start(), done


def _national_insurance_in(text: str) -> Iterator[tuple[int, int]]:
    for match in _NATIONAL_INSURANCE.finditer(text):
        lines = match.group().splitlines()
        # Small letters beside a fold are words: "of 12".
        if len(lines) == 1 or (len(lines) == 2 and match.group().isupper()):
            yield match.span()


_DETECTORS: dict[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "email": emails_in,
    "telephone": telephones_in,
    "address": _addresses_in,
    "national_insurance": _national_insurance_in,
}
