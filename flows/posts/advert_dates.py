"""When the work of a job advert starts, when the advert closes, and when interviews are held."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from flows.dates import MONTH, WEEKDAY, PartialDate, Precision, find_date
from flows.posts.cues import ADVERT_CUE, around
from flows.posts.line_cues import begins_as_in_advert

_NEAR, _REACH = 60, 200
"""Characters behind the words that say what a date is of, within which it begins, and those that are read."""
_DAY = r"(?=on or |w/?c|(?:the )?week |around |about |as soon|immediate|(?:early|mid|late|end of) |[A-Z\d])"
_ON = rf"\b\s*[:\-–]?\s*(?:from|on(?! or)|by|in)?\s*{_DAY}"
_STARTS = re.compile(
    rf"\b(?:(?:[Tt]ake up (?:the |this )?post|[Ss]tart(?:s|ing)?(?: date)?|[Cc]ommenc(?:e|es|ing)|in post|[Bb]egin(?:s|ning)?|(?:post|role|job|position) is available(?= from)){_ON}"
    rf"|(?:[Tt]enable|months?|years?|contract|cover|secondment|appointment) from {_DAY})"
)
_STARTING = ("vailable from", "tart", "ommenc", "in post", "egin", "ake up", " from ")
_STARTING_ON = re.compile(
    rf"(?:ake up (?:the |this )?post|tart(?:s|ing)?(?: date)?|ommenc(?:e|es|ing)|in post|egin(?:s|ning)?|vailable)?{_ON}"
)
"""Words one of which stands wherever a start does, each of them frequent, and what goes on from there."""
_IMMEDIATE = re.compile(r"\bimmediate start\b", re.IGNORECASE)
_OR_SO = re.compile(
    r",? or (?:sooner|earlier|later|before|thereafter|(?:very )?soon after|by (?:arrangement|agreement|negotiation)|as soon as (?:is )?(?:possible|practicable)(?: (?:after|thereafter|afterwards))?"
    r"|(?P<near>as near (?:to it |to that |to this )?as possible))",
    re.IGNORECASE,
)
"""Behind the date of a start: words that are a part of it."""
_CLOSING = ADVERT_CUE["closing_in_prose"]
_CLOSES = re.compile(
    rf"^(?:{ADVERT_CUE['closing_date'].pattern.pattern})|{_CLOSING.pattern.pattern}", re.IGNORECASE
)
_DAY_ALONE = re.compile(rf"\s*[:\-–]?\s*(?P<day>(?:(?:this|next) )?{WEEKDAY})\s?(?:[.;,!)]|$)", re.IGNORECASE)
"""Directly behind the words of a closing date."""
_INTERVIEWS = re.compile(
    r"\binterview(?:s|ing)?(?: dates?| \([^)]{0,60}\)| on| (?:at|in) (?:the )?[A-Z][^.;:\n]{2,50}?(?= on\b| in the week\b| during\b))?"
    r"(?:\s*[:\-–]|\s+(?:will|are|on|scheduled|planned|expected|between|to be|in|by|during|from)\b|(?<=\)) "
    rf"|(?=\s(?:w/?c\s|(?:the )?week |\w+day |(?:early|mid|late|the end of)\b[ -]|{MONTH})?\d)|(?=\s(?:early|mid|late|end of)[ -](?:{MONTH})))"
    r"|^assessment (?:centre|day)s?\s*:|\b(?:assessment|selection|panel)s?(?:(?:,| and| &|/) (?:final |first |second )?(?:panel|interview|assessment)s?)+(?: days?| dates?| centre)?\s*:",
    re.IGNORECASE,
)
_INTERVIEWING = ("nterview", "INTERVIEW", "ssessment", "SSESSMENT", "election", "ELECTION")
_NEXT = re.compile(r"(?<![ap]\.m)[.;] (?=[A-Z])|\b(?i:closing date|interviews?|start date|deadline)\b")
"""Where what is said of one date ends."""


def starts(lines: Sequence[str]) -> PartialDate | None:
    """When the work starts, with the words that leave it open, or that it starts at once."""
    for behind, date in _dated(lines, _starts):
        more = _OR_SO.match(behind, behind.find(date.text) + len(date.text))
        if more is None:
            return date
        precision = Precision.APPROXIMATE if more["near"] and date.date else date.precision
        return PartialDate(date.date, precision, date.text + more.group())
    at_once = next((match for line in lines if (match := _IMMEDIATE.search(line))), None)
    return None if at_once is None else PartialDate(None, None, at_once.group())


def closes(lines: Sequence[str]) -> PartialDate | None:
    """By when to apply."""
    tell = [
        line for line in lines if "closing_date" in begins_as_in_advert(line) or _CLOSING.may_stand_in(line)
    ]
    return next((date for _, date in _dated(tell, _CLOSES.finditer)), None)


def interviews(lines: Sequence[str]) -> PartialDate | None:
    """When interviews are held; of several days the first."""
    return next((date for _, date in _dated(lines, _interviews)), None)


def _starts(line: str) -> Iterator[re.Match[str]]:
    """Where a line speaks of a start; not where an interview is named before, without its date."""
    held = [words for words in _STARTING if words in line]
    for start, end in sorted(span for words in held for span in around(line, words, _STARTING_ON)):
        for match in _STARTS.finditer(line, start, end):
            named = line.rfind("nterview", max(0, match.start() - _REACH), match.start())
            if named < 0 or find_date(line[named : match.start()]) is not None:
                yield match


def _interviews(line: str) -> Iterator[re.Match[str]]:
    """Where a line speaks of interviews."""
    return _INTERVIEWS.finditer(line) if any(words in line for words in _INTERVIEWING) else iter(())


def _dated(
    lines: Sequence[str], said: Callable[[str], Iterable[re.Match[str]]]
) -> Iterator[tuple[str, PartialDate]]:
    """The dates behind the words that a line says of what they are the dates, with all that stands there."""
    for line in lines:
        for match in said(line):
            behind = _NEXT.split(line[match.end() : match.end() + _REACH], maxsplit=1)[0]
            date = find_date(behind)
            if date is not None and behind.find(date.text) <= _NEAR:
                yield behind, date
            elif said == _CLOSES.finditer and (day := _DAY_ALONE.match(behind)) is not None:
                yield behind, PartialDate(None, None, day["day"])
