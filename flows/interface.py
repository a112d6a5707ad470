"""The words of the comment form on one page: patterns made of the row of ``flows.languages`` that the page shows."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from flows.languages import LANGUAGES, Language
from flows.page import Page, Span, lines_with

_LONGEST_COUNT_LINE = 40
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Interface:
    """The marker words of one language as patterns; each says whether it is for a whole line or a part of one."""

    language: Language
    delimiter_line: re.Pattern[str]
    """For a whole line: the links under a comment; ``top`` where it is top-level."""
    delimiter_before_text: re.Pattern[str]
    """For the beginning of a line: a marker glued to the text that follows it."""
    delimiter_after_text: re.Pattern[str]
    """For the end of a line: a marker glued to the text before it."""
    links: frozenset[str]
    """Whole lines that are the links under a comment."""
    set_aside: frozenset[str]
    """Whole lines that are interface words and end no comment."""
    count_line: re.Pattern[str]
    """For a whole line: the declared number of comments."""
    said_line: re.Pattern[str]
    """For a whole line: who said what follows, in a thread that is not nested."""
    first_letters: frozenset[str]
    """Letters of which a marker begins with one."""
    longest_delimiter: int
    longest_marker: int

    def is_set_aside(self, text: str, span: Span) -> bool:
        """Whether a whole line is interface words that end no comment."""
        start, end = span
        return (
            end - start <= self.longest_marker
            and text[start] in self.first_letters
            and text[start:end] in self.set_aside
        )

    def ends_thread(self, line: str) -> bool:
        """Whether no comment follows a whole line, where no marker does."""
        return line in self.language.others

    def opens_replies(self, line: str) -> bool:
        """Whether the replies to a comment stand under a whole line."""
        return line == self.language.replies


def _count_line(comments: str, no_comments: str) -> re.Pattern[str]:
    return re.compile(rf"(?:({_NUMBER.pattern})\s(?:{comments})|{no_comments})\s?:")


def _interface(row: Language) -> Interface:
    top, nested = re.escape(row.reply + row.delete), re.escape(row.delete)
    apart = rf"{re.escape(row.reply)}\s{re.escape(row.delete)}"
    set_aside = frozenset((row.reply, row.replies, *row.others))
    delimiter = len(row.reply + row.delete) + 1
    return Interface(
        language=row,
        delimiter_line=re.compile(rf"(?P<top>{top}|{apart})|{nested}"),
        # A real marker is glued without a space. After the lone word, an ending that makes it another word, or
        # punctuation that no paragraph begins with, shows prose: "Deleted …", "Delete, then …", "Delete's".
        delimiter_before_text=re.compile(
            rf"(?P<top>{top})(?=\S)"
            rf"|{nested}(?!(?:{row.not_after_delete})(?![^\W_])|[,;:!?).](?:\s|$)|\.[^\W\d_]|['’]s\b)(?=\S)"
        ),
        delimiter_after_text=re.compile(rf"(?<=\S)(?:(?P<top>{top})|{nested})$"),
        links=frozenset((row.reply + row.delete, f"{row.reply} {row.delete}", row.delete)),
        set_aside=set_aside,
        count_line=_count_line(row.comments, row.no_comments),
        said_line=re.compile(rf"(?:.{{1,80}}\s)?{row.said}"),
        first_letters=frozenset(word[0] for word in (row.delete, *set_aside)),
        longest_delimiter=delimiter,
        longest_marker=max(delimiter, *map(len, set_aside)),
    )


_INTERFACES = tuple(map(_interface, LANGUAGES))
_COMMENTS = "|".join(dict.fromkeys(row.comments for row in LANGUAGES))
_COUNT_LINE = _count_line(_COMMENTS, "|".join(dict.fromkeys(row.no_comments for row in LANGUAGES)))
"""For a whole line: the declared number of comments, in any language."""
_COUNT_NOUN = re.compile(rf"(?:{_COMMENTS})\s?:")
"""For a whole line: what is counted, under a line with its number."""
_LONGEST_SAID = 100
_PAIRS = {
    pair: [found for found in _INTERFACES if found.language.reply + found.language.delete == pair]
    for pair in dict.fromkeys(found.language.reply + found.language.delete for found in _INTERFACES)
}
"""The links of a top-level comment, glued, and the languages that have them."""
_LONGEST_LINKS = max(len(link) for found in _INTERFACES for link in found.links)
_PAGER = re.compile(
    r"(?:«\s?Oldest\s?)?(?:‹\s?Older\s?)?(?:\d{1,5}\s?[–-]\s?\d{1,5}\sof\s\d{1,5}\s?)?(?:Newer\s?›\s?)?(?:Newest\s?»)?"
)
_ENDS_OF_PAGERS = frozenset("›»rt0123456789")
_LONGEST_MARKER = max(50, *(interface.longest_marker for interface in _INTERFACES))

SAID = "|".join(dict.fromkeys(row.said for row in LANGUAGES))
"""Pattern of what stands behind the author's name in a thread that is not nested, in any language."""

_SAID_LINE = re.compile(rf"(?:.{{1,80}}\s)?({SAID})")

REMOVED_COMMENT = re.compile("|".join(row.removed for row in LANGUAGES))
"""For a whole text: the notice in place of a removed comment, in any language."""


@lru_cache(maxsize=8)
def interface_of(page: Page) -> Interface:
    """The interface of which the page has the most marker words; English where it has none. Linear in the page."""
    text, spoken = page.text, _spoken(page)
    if len(spoken) == 1:
        return spoken[0]
    short = Counter(
        [
            text[start:end]
            for start, end in page.lines
            if end - start <= _LONGEST_SAID and (end - start <= _LONGEST_MARKER or text[end - 1] in ".…")
        ]
    )
    said = Counter[str]()
    for line, times in short.items():
        if line.endswith(("...", "…")) and (match := _SAID_LINE.fullmatch(line)) is not None:
            said[match[1]] += times
    shown = {found.language.code: _words(page, short, said, found) for found in spoken or _INTERFACES}
    most = [found for found in spoken or _INTERFACES if shown[found.language.code] == max(shown.values())]
    return most[0] if len(most) == 1 else max(most, key=lambda found: _replies(text, found))


def _spoken(page: Page) -> list[Interface]:
    """The languages whose links a page has glued together; else as whole lines; else anyhow."""
    text = page.text
    short = {text[start:end] for start, end in page.lines if end - start <= _LONGEST_LINKS}
    # Both links glued are words of no language: where such a pair stands, it tells, by itself or glued to other words.
    for pair, spoken in _PAIRS.items():
        if pair in short:
            return spoken
    has = cache(text.__contains__)
    for pair, spoken in _PAIRS.items():
        if has(spoken[0].language.delete) and has(pair):
            return spoken
    return [found for found in _INTERFACES if not found.links.isdisjoint(short)] or [
        found for found in _INTERFACES if has(found.language.delete)
    ]


def _replies(text: str, interface: Interface) -> int:
    """How often the words that tell languages with the same links apart occur, for threads without line breaks."""
    return sum(map(text.count, (interface.language.replies, *interface.language.others)))


def _words(page: Page, short: Mapping[str, int], said: Mapping[str, int], interface: Interface) -> int:
    """How many lines of a page are marker words, begin or end with them.

    ``short`` counts the lines of a marker's length, ``said`` the words of those that say who said what follows.
    """
    top, text = interface.language.reply + interface.language.delete, page.text
    whole = sum(short[word] for word in interface.set_aside | interface.links if word in short)
    counts = sum(
        times for line, times in short.items() if line[-1] == ":" and interface.count_line.fullmatch(line)
    )
    heads = sum(times for words, times in said.items() if interface.said_line.fullmatch(words))
    glued = sum(
        text.startswith(top, *page.lines[line]) or text.endswith(top, *page.lines[line])
        for line in lines_with(page, top)
    )
    return whole + counts + heads + glued


def is_set_aside(page: Page, span: Span) -> bool:
    """Whether a whole line is interface words that end no comment."""
    if not 0 < span.end - span.start <= _LONGEST_MARKER:  # most lines are longer
        return False
    return interface_of(page).is_set_aside(page.text, span) or _is_pager(page.text, span)


def _is_pager(text: str, span: Span) -> bool:
    """Whether a whole line leads to the other comments of a thread that Blogger shows in parts."""
    start, end = span
    return text[end - 1] in _ENDS_OF_PAGERS and _PAGER.fullmatch(text, start, end) is not None


class Count(NamedTuple):
    """The declared number of comments: the lines ``[first, last]`` that give it, most often one."""

    first: int
    last: int
    declared: int

    def span(self, page: Page) -> Span:
        return Span(page.lines[self.first].start, page.lines[self.last].end)


@lru_cache(maxsize=8)
def counts(page: Page) -> dict[int, Count]:
    """The counts that the page declares, by the line on which they end, in order."""
    text, lines = page.text, page.lines
    ends = [line for line in lines_with(page, ":") if text[lines[line][1] - 1] == ":"]
    return {line: count for line in ends if (count := _count_on(page, line)) is not None}


def first_count(page: Page) -> Count | None:
    """The first count that the page declares."""
    return next(iter(counts(page).values()), None)


def count_on(page: Page, line: int) -> Count | None:
    """The count that ends on a line (``No comments:`` declares 0), or None; its number may stand on the line above."""
    return counts(page).get(line)


def _count_on(page: Page, line: int) -> Count | None:
    start, end = page.lines[line]
    if end - start > _LONGEST_COUNT_LINE:
        return None
    if match := _COUNT_LINE.fullmatch(page.text, start, end):
        return Count(line, line, _number(match[1] or "0"))
    if line and _COUNT_NOUN.fullmatch(page.text, start, end) and _is_number(page, line - 1):
        return Count(line - 1, line, _number(page.line(line - 1)))
    return None


def counts_within(page: Page, span: Span) -> list[Span]:
    """Where a line holds words that as a line of their own would be a count of comments."""
    pattern, text = interface_of(page).count_line, page.text
    found: list[Span] = []
    start = span.start
    while (colon := text.find(":", start, span.end)) >= 0:
        if not text[colon - 1].isdecimal():  # it is no clock's
            counts = pattern.finditer(text, max(start, colon - _LONGEST_COUNT_LINE), colon + 1)
            found += [Span(*match.span()) for match in counts]
        start = colon + 1
    return found


def _is_number(page: Page, line: int) -> bool:
    start, end = page.lines[line]
    return end - start < _LONGEST_COUNT_LINE and _NUMBER.fullmatch(page.text, start, end) is not None


def _number(digits: str) -> int:
    digits = re.sub(r"[,.]", "", digits)
    return int(digits) if digits.isdecimal() else 0
