"""Who wrote each comment of a thread and when: its bylines settled against each other and the day of the post."""

import datetime
from collections.abc import Sequence
from functools import partial

from flows.interface import interface_of
from flows.layouts.bylines import Byline, Posted, settle
from flows.layouts.timestamps import day_on_line, first_day
from flows.page import Page
from flows.problems import Finding

_HEADER = 400
"""Characters within which a page's own date stands."""


def posted_in(
    page: Page, first_line: int, bylines: Sequence[Byline | None], parents: Sequence[int | None]
) -> tuple[tuple[Posted, ...], list[Finding]]:
    """Author and time of each comment, and what is to be said of those that cannot be told."""
    day_first = interface_of(page).language.day_first
    settled = settle(bylines, parents, partial(_day_of_post, page, first_line), day_first)
    findings: list[Finding] = []
    for place, readings in settled.open_to_doubt.items():
        byline = bylines[place]
        assert byline is not None, "only a byline is open to doubt"
        ways = " or ".join(f"{posted.author!r} and {posted.posted_at_text!r}" for posted in readings)
        message = f"author and time are glued, and may be {ways}: both are left out"
        findings.append(Finding("byline_ambiguous", message, *byline.span))
    return settled.posted, findings


def _day_of_post(page: Page, first_line: int) -> datetime.date | None:
    """The day in the post's own header: the first line above the thread that is a date with its weekday.

    Where line breaks are gone, the first such date near the page's beginning.
    """
    days = (
        day_on_line(page.line(line))
        for line in range(first_line)
        if page.text[page.lines[line].end - 1].isdecimal()
    )
    return next((day for day in days if day is not None), None) or first_day(page.text[:_HEADER])
