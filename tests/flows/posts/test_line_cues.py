"""What lets most lines go untried: no line that shows a cue is among them."""

import pytest

from flows.posts.adverts import may_advertise
from flows.posts.bulletins import may_hold
from flows.posts.cues import ADVERT_CUES, BULLETIN_CUES, Cue, Place
from flows.posts.line_cues import (
    begins_against_bulletin,
    begins_as_in_advert,
    first_shown,
    may_open,
    names_post,
    opens_as_bulletin,
)
from tests.flows.posts.test_cues import CASES

SHOWN_BY = (
    (ADVERT_CUES, Place.LINE, begins_as_in_advert),
    (ADVERT_CUES, Place.OPENING, names_post),
    (BULLETIN_CUES, Place.OPENING, opens_as_bulletin),
    (BULLETIN_CUES, Place.LINE, begins_against_bulletin),
)
FURTHER = {
    "salary_line": (
        "ANNUAL SALARY: £20,000",
        "Remuneration - up to €30k",
        "Rate of pay: from $9 an hour",
        "Band 4 £20,000 to £24,000",
        "An hour at the desk: £9 - £11 per hour",
        "COMPETITIVE PACKAGE",
        "Starting salary £33,014",
        "Salary\t\t£33,014",
        "Hourly rate: £9",
        "21 hours/wk - £12.10 per hour - funded to May",
    ),
    "closing_date": (
        "The closing date is near",
        "CLOSES ON Monday",
        "Application deadline: Monday",
        "Deadline for applications",
        "Last date for all",
        "Please apply by Monday",
        "applications by post",
        "Vacancy closes: 4 May",
        "Return by 4 May",
        "Reply by 4 May",
        "Send CVs by 4 May",
    ),
    "interview_date": ("Assessment centre: May", "FIRST INTERVIEWS will", "Panel interviews: May", "Selection interview - May"),
    "labelled_field": ("Post based in: Ely", "PLACE OF WORK: Ely", "Expected start date: May", "Job ref: 4", "Responsible to: all"),
    "opens_bulletin": ("JTU 14", "BR-7", "NEC No. 4", "Dear Colleagues"),
    "advertises": ("Salary p:", "Closing date:", "Interview dates:"),
}  # fmt: skip
"""Lines of each form of the cues that stand at the beginning of lines."""
LINES = tuple({line for cases in CASES.values() for lines in cases for line in lines} | {line for lines in FURTHER.values() for line in lines})  # fmt: skip


@pytest.mark.parametrize(("cues", "place", "shown"), SHOWN_BY)
def test_of_single_lines_each_cue_of_its_place_is_told(
    cues: tuple[Cue, ...], place: Place, shown: object
) -> None:
    assert callable(shown)
    of_place = [cue for cue in cues if cue.place is place]
    found = {line: [cue.name for cue in of_place if cue.find(line)] for line in LINES}
    assert {name for names in found.values() for name in names} == {cue.name for cue in of_place}
    for line, names in found.items():
        assert sorted(shown(line)) == sorted(names), line


@pytest.mark.parametrize(("name", "lines"), FURTHER.items())
def test_each_form_shows_its_cue(name: str, lines: tuple[str, ...]) -> None:
    for line in lines:
        assert name in {**begins_as_in_advert(line), **begins_against_bulletin(line)}, line


def test_long_lines_are_told_as_short_ones_are() -> None:
    line = f"Closing date for the whole of it: {'soon ' * 100}"
    assert "closing_date" in begins_as_in_advert(line)
    assert not may_open(f"Dear Members {'and others ' * 20}")


def test_of_a_cue_shown_twice_the_first_counts() -> None:
    lines = ("Closing date: May", "Deadline: June", "Salary: £9")
    found = first_shown(map(begins_as_in_advert, lines))
    assert {name: match.string for name, match in found.items()} == {
        "closing_date": lines[0],
        "salary_line": lines[2],
    }


def test_a_comment_that_gives_pay_on_any_line_may_advertise() -> None:
    for line in (*FURTHER["salary_line"], *FURTHER["closing_date"], "They say the salary is £20,000."):
        assert may_advertise(f"What a week.\n{line}\nAnd now?"), line
    assert not may_advertise("What a week.\nThe end of it.\nPaying costs £9 here, I am told, and more there.")


def test_a_comment_holds_a_bulletin_only_where_two_lines_are_short() -> None:
    paragraph = "This is what was said. " * 20
    assert may_hold(f"Dear Members\n{paragraph}\nMarian Tolley, General Secretary")
    assert not may_hold(f"Dear Members\n{paragraph}")
    assert not may_hold("Dear Members")
