"""The stretches of a passage that may each hold one job advert."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.posts.advert_extents import is_sign, is_strong
from flows.posts.advert_lines import is_run_in
from flows.posts.cues import ADVERT_CUE
from flows.posts.line_cues import begins_as_in_advert, names_post
from flows.posts.openings import is_heading
from flows.posts.passage import ends_as_lead, lead_of

_FIELDS = frozenset({"labelled_field", "closing_date"})
_MOST_HEADINGS = 3
_CLOSING = ADVERT_CUE["closing_in_prose"]
_LEADS = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Aa]nother|[Aa]nd|[Aa]lso|[Nn]ext|found|seen|saw|spotted|[Ff]rom|same|adverts?|vacanc(?:y|ies)|jobs?)\b(?!.*\b(?:you|You|[Dd]uties|role)\b)"
)
"""What a line says that leads to another advert, none of the advert's own."""
_HEADS = re.compile(r"(?:Vacancy|Job|Post|Internal)\b|VACANCY|JOB", re.IGNORECASE)


class Stretch(NamedTuple):
    """Lines ``[first, last)`` that may hold one advert, and the line that leads to them, if one does."""

    first: int
    last: int
    lead: str | None = None
    is_run_in: bool = False


def stretches(lines: Sequence[str]) -> Iterator[Stretch]:
    """The stretches that may each hold one advert: a new one begins at a title above a salary, below dates; below a line
    that leads to it, where there is an advert above; and at a paragraph that is one.
    """
    first, lead, dated, is_begun = 0, None, None, False
    for index, line in enumerate(lines):
        if is_run_in(lines, index):
            above = lines[index - 1] if index > first else None
            yield Stretch(first, index, lead)
            yield Stretch(index, index + 1, above if above and ends_as_lead(above) else lead, is_run_in=True)
            first, lead, dated, is_begun = index + 1, None, None, False
        elif is_begun and _leads(lines, index):
            yield Stretch(first, index, lead)
            first, lead, dated, is_begun = index + 1, line, None, False
        elif dated is not None and "salary_line" in begins_as_in_advert(line):
            title = _title_above(lines, dated + 1, index)
            if title is not None:
                yield Stretch(first, title, lead)
                first, lead, dated = title, None, None
        if dated is None and (
            "closing_date" in begins_as_in_advert(line) or (is_begun and _CLOSING.find(line))
        ):
            dated = index
        is_begun = is_begun or is_strong(line)
    yield Stretch(first, len(lines), lead)


def _title_above(lines: Sequence[str], first: int, salary: int) -> int | None:
    """Where the headings above a salary begin, with labelled fields between, if one names a post or they are few below a sentence."""
    labels = salary
    while labels > first and not _FIELDS.isdisjoint(begins_as_in_advert(lines[labels - 1])):
        labels -= 1
    title = labels
    while title > first and is_heading(lines[title - 1]) and not is_sign(lines[title - 1]):
        title -= 1
    is_short = title > 0 and title < labels <= title + _MOST_HEADINGS and lines[title - 1].endswith(".")
    return title if is_short or any(map(names_post, lines[title:labels])) else None


def _leads(lines: Sequence[str], index: int) -> bool:
    """Whether a line of the blogger's leads to an advert that begins below it."""
    if index + 1 == len(lines):
        return False
    line, below = lines[index], lines[index + 1]
    return (
        ends_as_lead(line)
        and _LEADS.search(lead_of(line)) is not None
        and is_heading(below)
        and (bool(names_post(below)) or _HEADS.match(below) is not None)
    )
