"""When the work of a job advert starts, when the advert closes, and when interviews are held."""

import re
from collections.abc import Iterator, Sequence

from flows.dates import MONTH, WEEKDAY, PartialDate, Precision, find_date
from flows.posts.cues import ADVERT_CUE
from flows.posts.line_cues import begins_as_in_advert

_NEAR, _REACH = 60, 200
"""Characters behind the words that say what a date is of, within which it begins, and those that are read."""
_STARTS = re.compile(
    r"\b(?:(?:[Tt]ake up (?:the |this )?post|[Ss]tart(?:s|ing)?(?: date)?|[Cc]ommenc(?:e|es|ing)|in post|[Bb]egin(?:s|ning)?|(?:post|role|job|position) is available(?= from))\b\s*[:\-–]?\s*(?:from|on(?! or)|by|in)?\s*"
    r"|(?:[Tt]enable|months?|years?|contract|cover|secondment|appointment) from )"
    r"(?=(?:on or |w/?c|(?:the )?week |around |about |as soon|immediate|(?:early|mid|late|end of) |[A-Z\d]))"
)
_STARTING = ("vailable from", "tart", "ommenc", "in post", "egin", "ake up", " from ")
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
    for behind, date in _dated(lines, _STARTS, _STARTING):
        more = _OR_SO.match(behind, behind.find(date.text) + len(date.text))
        if more is None:
            return date
        precision = Precision.APPROXIMATE if more["near"] and date.date else date.precision
        return PartialDate(date.date, precision, date.text + more.group())
    at_once = next((match for line in lines if (match := _IMMEDIATE.search(line))), None)
    return None if at_once is None else PartialDate(None, None, at_once.group())


def closes(lines: Sequence[str]) -> PartialDate | None:
    """By when to apply."""
    may_tell = [
        line for line in lines if _CLOSING.may_stand_in(line) or "closing_date" in begins_as_in_advert(line)
    ]
    return next((date for _, date in _dated(may_tell, _CLOSES, ("",))), None)


def interviews(lines: Sequence[str]) -> PartialDate | None:
    """When interviews are held; of several days the first."""
    return next((date for _, date in _dated(lines, _INTERVIEWS, _INTERVIEWING)), None)


def _dated(
    lines: Sequence[str], pattern: re.Pattern[str], near: tuple[str, ...]
) -> Iterator[tuple[str, PartialDate]]:
    """The dates behind the words that say what they are the dates of, with all that stands there; ``near`` as of ``Cue``."""
    for line in lines:
        held = [words for words in near if words in line]
        if not held:
            continue
        # The words of a start begin its pattern, or stand a few characters behind its beginning.
        first = min(map(line.index, held)) - _NEAR if pattern is _STARTS else 0
        for match in pattern.finditer(line, max(0, first)):
            named = line.rfind("nterview", max(0, match.start() - _REACH), match.start())
            if pattern is _STARTS and named >= 0 and find_date(line[named : match.start()]) is None:
                continue
            behind = _NEXT.split(line[match.end() : match.end() + _REACH], maxsplit=1)[0]
            date = find_date(behind)
            if date is not None and behind.find(date.text) <= _NEAR:
                yield behind, date
            elif pattern is _CLOSES and (day := _DAY_ALONE.match(behind)) is not None:
                yield behind, PartialDate(None, None, day["day"])
