"""The cues that single lines show: asked of a line once, however many of those that weigh, bound and read a record ask again."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from flows.posts.cues import ADVERT_CUES, BULLETIN_CUES, Cue, Place

Answer = TypeVar("Answer")
Shows = Mapping[str, re.Match[str]]
"""The cues that a line shows, by name."""

PAY_OR_CLOSING = frozenset({"salary_line", "closing_date"})
_NOTHING: Shows = {}
_MEMORY, _LONGEST_REMEMBERED = 64, 300
"""Lines remembered, more than a record and what stands around it have, and how long they may be: paragraphs are not kept."""


def remembered(answer: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """What answers a question about a line, remembering what it said of the last ones."""
    remembering = lru_cache(_MEMORY)(answer)

    def of_line(line: str) -> Answer:
        return remembering(line) if len(line) <= _LONGEST_REMEMBERED else answer(line)

    return of_line


def _of(cues: Iterable[Cue], line: str) -> Shows:
    return {cue.name: match for cue in cues if (match := cue.find(line)) is not None}


def first_shown(by_line: Iterable[Shows]) -> Shows:
    """Of the cues that each of these lines shows, where they are shown first."""
    found = _NOTHING
    for shown in by_line:
        if shown:
            found = {**shown, **found}
    return found


_BEGINNINGS = {cue.name: cue for cue in ADVERT_CUES if cue.place is Place.LINE}
_NAMES_POST = tuple(cue for cue in ADVERT_CUES if cue.place is Place.OPENING)
_SENTENCE_ENDS = (".", "?", "!")
"""No line that ends so names a post."""
_BEGINS = re.compile(
    r"(?P<salary_line>(?:(?:annual|starting|basic|hourly|daily|day) )?(?:salary|pay|remuneration|rate)|competitive)"
    r"|(?P<closing_date>(?:the |application |please )?(?:clos|appl|deadline|re(?:turn|ply)|send )|last date|(?:vacancy|post|advert|job|role) closes)"
    r"|(?P<interview_date>assessment|first |selection|panel|(?:provisional |proposed |likely |planned )?interview)"
    r"|(?P<labelled_field>job|post|role|location|region|area|site|team|where|base|place|employer|organisation|agency|client|duration|length|business|type of|hours"
    r"|contract|vacancy|reference|working|number|reserve|descriptor|reports|responsible|grade|(?:anticipated |expected |intended |proposed |provisional |likely )?start)"
    r"|(?P<opens_bulletin>jtu|br|nec|circular|bulletin|dear)"
)
"""The letters, in small ones, with which a line begins that shows a cue at its beginning, unless an amount shows it."""
_LONGEST_BEGINNING = 24


def lines_that_may_begin_as_in_advert(lines: Iterable[str]) -> list[str]:
    """Of lines without an amount, those that may show one of the adverts' cues at their beginning: nearly none."""
    return [line for line in lines if _BEGINS.match(line[:_LONGEST_BEGINNING].lower()) is not None]


def _may_begin(line: str) -> list[str]:
    """The cues of which a line may show one at its beginning; nearly all may show none."""
    begins = _BEGINS.match(line[:_LONGEST_BEGINNING].lower())
    names = [begins.lastgroup or ""] if begins is not None else []
    return [*names, "salary_line"] if "£" in line or "€" in line or "$" in line else names


def gives_pay_or_closing(line: str) -> bool:
    """Whether a line begins with a salary, or is one, or begins with a closing date."""
    return not PAY_OR_CLOSING.isdisjoint(begins_as_in_advert(line))


@remembered
def begins_as_in_advert(line: str) -> Shows:
    """The adverts' cues that a line shows at its beginning."""
    names = _may_begin(line)
    return _of([_BEGINNINGS[name] for name in names], line) if names else _NOTHING


def names_post(line: str) -> Shows:
    """The adverts' cues that a line shows where it is one of the first."""
    return _NOTHING if line.endswith(_SENTENCE_ENDS) else _of_title(line)


@remembered
def _of_title(line: str) -> Shows:
    return _of(_NAMES_POST, line)


_OPENINGS = tuple(cue for cue in BULLETIN_CUES if cue.place is Place.OPENING)
_AGAINST = tuple(cue for cue in _OPENINGS if cue.weight < 0)
_ANY_FOR = re.compile("|".join(f"(?:{cue.pattern.pattern})" for cue in _OPENINGS if cue.weight > 0))
LONGEST_OPENING_LINE = 150
"""Characters of a line that may open a bulletin."""


def may_open(line: str) -> bool:
    """Whether a line opens a bulletin by itself; a paragraph never does, nor what leads to another text."""
    return len(line) <= LONGEST_OPENING_LINE and _shows_any(line) and not line.endswith(":-")


@remembered
def _shows_any(line: str) -> bool:
    return _ANY_FOR.match(line) is not None


@remembered
def opens_as_bulletin(line: str) -> Shows:
    """The bulletins' cues that a line shows where it is one of the first."""
    return _of(_OPENINGS if _shows_any(line) else _AGAINST, line)


_LINES_OF_BULLETINS = tuple(cue for cue in BULLETIN_CUES if cue.place is Place.LINE)
_THEY_BEGIN = ("Salary", "Closing date", "Interview")


def begins_against_bulletin(line: str) -> Shows:
    """The bulletins' cues that a line shows at its beginning."""
    return _of(_LINES_OF_BULLETINS, line) if line.startswith(_THEY_BEGIN) else _NOTHING
