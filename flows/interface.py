"""The words of the comment form, by language of the interface: a language is a row."""

import re
from typing import NamedTuple

from flows.page import Page, Span


class Interface(NamedTuple):
    """Marker words of one language, as Blogger writes them."""

    language: str
    reply: str
    delete: str
    not_after_delete: str
    """Endings that make the delete word another word of prose at the start of a line (a pattern)."""
    replies: str
    others: tuple[str, ...]
    comments: str
    """Pattern of the noun in a line that counts the comments."""
    no_comments: str
    removed: str
    """Pattern of the notice that stands in place of a removed comment."""
    seen: bool
    """Whether the row was seen in real text."""


INTERFACES = (
    Interface(
        language="en",
        reply="Reply",
        delete="Delete",
        not_after_delete=r"(?:d|s|r|rs|rious|riously)(?![^\W_])",
        replies="Replies",
        others=("Add comment", "Load more..."),
        comments=r"comments?",
        no_comments="No comments",
        removed=r"This (?:comment|post) has been removed by (?:the author|a blog administrator)\.?",
        seen=True,
    ),
)


def _one_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in words)


_TOP = _one_of([row.reply + row.delete for row in INTERFACES])
_NESTED = _one_of([row.delete for row in INTERFACES])
_PROSE = "|".join(
    rf"(?<={re.escape(row.delete)}){row.not_after_delete}" for row in INTERFACES if row.not_after_delete
)
_MONTH = r"[^\W\d_]{3,9}\.?"
BYLINE = re.compile(
    rf".{{0,80}}?(?:\d{{1,2}}\.? {_MONTH} \d{{4}}|{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})"
    r",?(?: [^\W\d_]{1,3})? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.? ?[Mm]\.?)?"
)
"""For a whole line: the author of a comment and its time, glued or apart, or the time alone."""

_SET_ASIDE = _one_of([w for row in INTERFACES for w in (row.reply, row.replies, *row.others)])

DELIMITER_LINE = re.compile(rf"(?P<top>{_TOP})|(?:{_NESTED})")
"""For a whole line: the links under a comment; ``top`` where it is top-level."""

# A real marker is glued without a space. After the lone word, an ending that makes it another word, or
# punctuation that no paragraph begins with, shows prose: "Deleted …", "Delete, then …", "Delete's".
DELIMITER_BEFORE_TEXT = re.compile(
    rf"(?P<top>{_TOP})(?=\S)|(?:{_NESTED})(?!{_PROSE}|[,;:!?).](?:\s|$)|\.[^\W\d_]|['’]s\b)(?=\S)"
)
"""For the beginning of a line: a marker glued to the text that follows it."""

DELIMITER_AFTER_TEXT = re.compile(rf"(?<=\S)(?:(?P<top>{_TOP})|(?:{_NESTED}))$")
"""For the end of a line: a marker glued to the text before it."""

SET_ASIDE_LINE = re.compile(_SET_ASIDE)
"""For a whole line: interface words that end no comment."""

ENDS_OF_THREAD = frozenset(word for row in INTERFACES for word in row.others)
"""Whole lines after which no comment follows, where no marker does."""

REPLIES = frozenset(row.replies for row in INTERFACES)
"""Whole lines under which the replies to a comment stand."""

COUNT_LINE = re.compile(
    "|".join(rf"(?:(\d[\d,.]*) {row.comments}|({re.escape(row.no_comments)}))\s?:" for row in INTERFACES)
)
"""For a whole line: the declared number of comments."""

REMOVED_COMMENT = re.compile("|".join(row.removed for row in INTERFACES))
"""For a whole text: the notice in place of a removed comment."""

_LONGEST_COUNT_LINE = 40
_LONGEST_BYLINE = 120
_SHORTEST_TIME = 10
_ENDS_OF_TIMES = frozenset({"AM", "PM", "am", "pm", "m."})
LONGEST_DELIMITER = max(len(row.reply + row.delete) for row in INTERFACES)
LAST_LETTERS = frozenset(row.delete[-1] for row in INTERFACES)
"""Letters of which a delimiter ends with one."""
LONGEST_SET_ASIDE = max(len(word) for row in INTERFACES for word in (row.reply, row.replies, *row.others))
LONGEST_MARKER = max(LONGEST_DELIMITER, LONGEST_SET_ASIDE)
FIRST_LETTERS = frozenset(
    word[0] for row in INTERFACES for word in (row.reply, row.delete, row.replies, *row.others)
)


def has_bylines(page: Page, delimiters: int) -> bool:
    """Whether author and time stand above comments: then a marker ends the whole of a comment, not its beginning."""
    text = page.text
    found = sum(
        1
        for start, end in page.lines
        if _SHORTEST_TIME < end - start <= _LONGEST_BYLINE
        and (text[end - 3] == ":" or text[end - 2 : end] in _ENDS_OF_TIMES)
        and BYLINE.fullmatch(text, start, end) is not None
    )
    return found > 0 and 2 * found >= delimiters


def is_set_aside(page: Page, span: Span) -> bool:
    """Whether a whole line is interface words that end no comment."""
    start, end = span
    if end - start > LONGEST_SET_ASIDE or page.text[start] not in FIRST_LETTERS:
        return False
    return SET_ASIDE_LINE.fullmatch(page.text, start, end) is not None


def declared_on(page: Page, line: int) -> int | None:
    """The number that a count line declares (``No comments:`` declares 0), or None for any other line."""
    start, end = page.lines[line]
    if end - start > _LONGEST_COUNT_LINE or page.text[end - 1] != ":":
        return None
    match = COUNT_LINE.fullmatch(page.text, start, end)
    if match is None:
        return None
    number = next((group for group in match.groups() if group), "")
    digits = re.sub(r"[,.]", "", number)
    return int(digits) if digits.isdecimal() else 0
