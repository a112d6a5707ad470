"""Labels put before lines: what an advert says stands in its text all the same."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.evaluation import collapsed
from flows.posts.adverts import FoundAdvert, find_adverts
from tests.passage import passage_of

INTRODUCTION = "This advert seen in the Guardian:-"
LABELS = (
    "Hours|Employer|Salary|Closing date|Interview dates|Location|Grade|Start date|Job title|Contract".split(
        "|"
    )
)
VALUES = (
    "Three Officers required - Ely - £20 per hour", "Case Manager - Ely - £20 per hour", "Case Manager £22,000 pa", "£20,000", "£18,000 to £21,000 pro rata", "37", "Ely",
    "5 May 2018", "6 Dec", "Hostel Night Worker needed", "Fenland Repairs Ltd", "Fenland Repairs Ltd, Ely", "Case Manager", "CASE MANAGER (Band 4) - HMP Marlwick", "Officer wanted, Ely",
)  # fmt: skip
OTHERS = (
    "requires a", "is recruiting a", "To apply send your CV.", "Apply by 5 May 2018.", "Interviews on 7 May 2018.", "The post is based in Ely.", "Fenland Repairs is looking for a Case Manager.",
    "The salary is £20,000 pa.", "We are recruiting.", "You will start on 1 June 2018.",
)  # fmt: skip
PARTED = (": ", "   ", "\t", " | ", " - ", " ", "\n")
ROWS = st.builds("{}{}{}".format, st.sampled_from(LABELS), st.sampled_from(PARTED), st.sampled_from(VALUES))
LINES = st.one_of(st.sampled_from(LABELS), st.sampled_from(VALUES), st.sampled_from(OTHERS), ROWS)


def values_of(found: FoundAdvert) -> Iterator[str]:
    advert = found.advert
    yield from filter(None, (advert.job_title, advert.employer, advert.location))
    for said in (advert.salary, advert.starts, advert.closes, advert.interviews):
        if said is not None:
            yield said.text


@given(st.lists(LINES, min_size=2, max_size=9), st.booleans())
def test_values_stand_in_the_text(lines: list[str], is_introduced: bool) -> None:
    passage = passage_of("\n".join(lines), INTRODUCTION if is_introduced else "", is_set_apart=is_introduced)
    for found in find_adverts(passage):
        text = collapsed("\n".join(passage.lines[found.first : found.last]))
        strange = [value for value in values_of(found) if collapsed(value) not in text]
        assert not strange, text


@pytest.mark.parametrize(
    ("text", "title", "employer"),
    [
        (
            "Hours\nThree Officers required - Ely - £20 per hour\nTo apply send your CV.",
            "Three Officers",
            None,
        ),
        ("Employer\nCase Manager - Ely - £20 per hour\nApply by 5 May 2018.", "Case Manager", None),
        ("Salary\nCase Manager £22,000 pa\nClosing date\n5 May 2018\nTo apply send your CV.", None, None),
        (
            "Hostel Night Worker needed\nInterview dates   6 Dec\nrequires a\nCase Manager\nSalary: £20,000\nClosing date: 5 May 2018",
            "Hostel Night Worker",
            None,
        ),
    ],
)
def test_line_behind_a_label_is_no_title_and_no_name(
    text: str, title: str | None, employer: str | None
) -> None:
    (found,) = find_adverts(passage_of(text, INTRODUCTION, is_set_apart=True))
    assert (found.advert.job_title, found.advert.employer) == (title, employer)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("parted", [": ", "   ", "\t", " | "])
def test_each_label_is_one_however_its_value_is_parted_from_it(label: str, parted: str) -> None:
    """A row is never the post's title."""
    text = f"{label}{parted}Officers needed in Ely\nSalary: £20,000 pa\nClosing date: 5 May 2018"
    for found in find_adverts(passage_of(text, INTRODUCTION, is_set_apart=True)):
        assert found.advert.job_title in {None, "Officers needed in Ely", "Officers"}
