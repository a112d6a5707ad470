"""How job adverts are recognised: what speaks for and against them is weighed, and where each begins and ends."""

import pytest

from flows.page import lines_within
from flows.posts.adverts import (
    THRESHOLD,
    THRESHOLD_IN_COMMENT,
    FoundAdvert,
    find_adverts,
    may_advertise,
)
from flows.posts.cues import ADVERT_CUES, Cue, Place
from flows.posts.passage import Passage
from tests.flows.posts.test_cues import CASES
from tests.passage import passage_of


def found_in(
    text: str,
    introduction: str = "",
    *,
    is_set_apart: bool = False,
    is_closed: bool = False,
    comment: int | None = None,
) -> list[FoundAdvert]:
    """The adverts of a passage, each of whose records is weighed as its sum says."""
    passage = passage_of(text, introduction, is_set_apart=is_set_apart, is_closed=is_closed, comment=comment)
    found = list(find_adverts(passage))
    for each in found:
        weighed = each.advert.weighed
        least = THRESHOLD if comment is None else THRESHOLD_IN_COMMENT
        assert weighed.weight == sum(cue.weight for cue in weighed.shown) >= least
        assert weighed.names == tuple(cue.name for cue in weighed.shown if cue.weight > 0)
    return found


def cues_of(found: FoundAdvert) -> dict[str, int]:
    return {cue.name: cue.weight for cue in found.advert.weighed.shown}


HEAVY = "Case Manager\nSalary: £22,000 pa\nLocation: Ely\nClosing date: 4 May 2018\nInterviews: 14 May 2018\nTo apply, write to us.\nWe are recruiting."
"""An advert that stays one whatever is said against it."""


@pytest.mark.parametrize("cue", ADVERT_CUES, ids=lambda cue: cue.name)
def test_each_cue_counts_by_its_weight(cue: Cue) -> None:
    """For the record or against it, where its words stand in its place."""
    words = CASES[cue.name][0][0]
    is_above = cue.place is Place.INTRODUCTION
    below = "Salary" if cue.place is Place.OPENING else "To apply"
    text = HEAVY if is_above else HEAVY.replace(below, f"{words}\n{below}", 1)
    (found,) = found_in(text, words if is_above else "", is_set_apart=True, is_closed=True)
    assert cues_of(found)[cue.name] == cue.weight != 0


@pytest.mark.parametrize(
    ("text", "less"),
    [
        ("Case Manager\nSalary: £22,000 pa\nInterviews: 4 May 2018", "Case Manager\nSalary: £22,000 pa\nWe begin: 4 May 2018"),
        ("Case Manager\nSalary: £22,000 pa\nLocation: Ely\nTo apply, write.", "Case Manager\nSalary: £22,000 pa\nLocation: Ely\nDo write."),
        ("Case Manager\nSalary: £22,000 pa\nLocation: Ely\nTo apply, write.", "Case Manager\nSalary: £22,000 pa\nIn Ely\nTo apply, write."),
        ("Case Manager\nSalary: £22,000 pa\nClosing date: 4 May 2018", "Case Manager\nSalary: £22,000 pa\nBy 4 May 2018"),
        ("Case Manager\nSalary: £22,000 pa\nClosing date: 4 May 2018", "Case Manager\nNo salary\nClosing date: 4 May 2018"),
    ],
)  # fmt: skip
def test_passage_just_below_the_threshold_is_none(text: str, less: str) -> None:
    """What a single cue carries over it falls without that cue."""
    (found,) = found_in(text)
    assert found.advert.weighed.weight - max(cues_of(found).values()) < THRESHOLD
    assert found_in(less) == []


@pytest.mark.parametrize(
    ("introduction", "words"),
    [
        ("A spoof that a reader sent:-", ""),
        ("", "To book, ring the office."),
        ("", "Fee: £40"),
        ("", "Tenders are invited by 4 May 2018."),
        ("", "Band 1: £18,000\nBand 2: £19,000"),
    ],
)
def test_what_speaks_against_an_advert_outweighs_what_just_carries_it(introduction: str, words: str) -> None:
    """A spoof, a course, a tender or a scale of pay is none."""
    text = "Case Manager\nSalary: £22,000 pa\n{}\nClosing date: 4 May 2018"
    assert len(found_in(text.format("We do good."), "Seen today:-", is_set_apart=True)) == 1
    assert found_in(text.format(words or "We do good."), introduction, is_set_apart=True) == []


def test_advert_names_the_post_or_was_introduced_as_one() -> None:
    terms = "We seek somebody keen.\nSalary: £22,000 pa\nClosing date: 4 May 2018\nTo apply, write to us."
    assert found_in(terms, "This was in the Fenland Argus:-", is_set_apart=True) == []
    (found,) = found_in(terms, "This job was in the Fenland Argus:-", is_set_apart=True)
    assert found.advert.job_title is None


def test_advert_gives_a_salary_or_a_closing_date() -> None:
    """Whatever else it says."""
    text = "Case Manager\nLocation: Ely\nInterviews: 14 May 2018\nThe successful candidate is keen.\nWe are recruiting. You will smile."
    introduction = "This job advert was in the Fenland Argus:-"
    assert len(found_in(f"{text}\nClosing date: 4 May 2018", introduction, is_set_apart=True)) == 1
    assert found_in(text, introduction, is_set_apart=True) == []


@pytest.mark.parametrize(
    ("line", "advertises"),
    [
        ("Salary: £22,000 pa", True),
        ("£22,000 - £25,000 per annum", True),
        ("Closing date: 4 May 2018", True),
        ("The salary is poor.", False),
        ("The closing date for the survey is 4 May 2018.", False),
        (f"Salary: £22,000 {'and so on and on ' * 30}", False),
    ],
)
def test_line_that_an_advert_must_have(line: str, advertises: bool) -> None:
    assert may_advertise(line) == advertises


TERMS = "Case Manager\nSalary: £22,000 pa\nWe do good.\nClosing date: 4 May 2018"


def lines_of(text: str, found: FoundAdvert) -> str:
    return "\n".join(text.split("\n")[found.first : found.last])


def test_advert_goes_from_its_title_to_its_last_sign() -> None:
    """The blogger's words around it are no part of it, where nothing sets it apart."""
    text = f"What a week it was.\n{TERMS}\nI had a cup of tea."
    (found,) = found_in(text)
    assert lines_of(text, found) == TERMS


@pytest.mark.parametrize(
    "line",
    ["For an informal talk, ring Dora Pell.", "Send a CV to the office.", "We ask for two references."],
)
def test_line_below_that_invites_to_apply_is_still_the_adverts(line: str) -> None:
    text = f"{TERMS}\n{line}\nI had a cup of tea."
    (found,) = found_in(text)
    assert lines_of(text, found) == f"{TERMS}\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "The successful candidate was probably chosen last week.",
        "As for references, mine would not be fit to print.",
        "Perhaps the application form is the hardest part of it.",
        "My application went in the bin.",
        "The role will no doubt go to a friend of somebody, as ever.",
        "You must be dreaming, as nobody lives on that in this town.",
        "You will hardly find anybody to do that work for so little money.",
        "You will remember the last time that this Trust had a vacancy for one of these.",
    ],
)
def test_line_below_that_tells_of_the_advert_is_none_of_it(line: str) -> None:
    (found,) = found_in(f"{TERMS}\n{line}")
    assert lines_of(f"{TERMS}\n{line}", found) == TERMS


@pytest.mark.parametrize(
    "line",
    [
        "The successful candidate will be chosen in June.",
        "You must be willing to travel.",
        "You should hold a full driving licence.",
        "You will deliver programmes to groups of up to twelve in three towns of the county.",
        "The post is subject to vetting.",
        "We are an equal opportunities employer.",
    ],
)
def test_line_below_that_is_said_to_applicants_is_the_adverts(line: str) -> None:
    (found,) = found_in(f"{TERMS}\n{line}")
    assert lines_of(f"{TERMS}\n{line}", found) == f"{TERMS}\n{line}"


def test_advert_that_is_set_apart_and_closed_is_all_of_its_passage() -> None:
    text = f"We are a small charity.\n{TERMS}\nWe were founded in 1901."
    (found,) = found_in(text, "This job was in the Fenland Argus:-", is_set_apart=True, is_closed=True)
    assert lines_of(text, found) == text


def test_line_that_introduces_it_within_the_passage_is_no_part_of_it() -> None:
    text = f"What a week it was.\nA reader found this job:\n{TERMS}"
    (found,) = found_in(text, is_set_apart=True)
    assert lines_of(text, found) == TERMS


def test_two_adverts_in_one_passage_are_two() -> None:
    """The second begins at the title above its salary, below the dates of the first."""
    second = "Receptionist\nSalary: £12,000 pa\nWe do more.\nClosing date: 5 May 2018"
    found = found_in(f"{TERMS}\n{second}", "Two jobs seen today:-", is_set_apart=True)
    assert [each.advert.job_title for each in found] == ["Case Manager", "Receptionist"]
    assert [(each.first, each.last) for each in found] == [(0, 4), (4, 8)]
    assert ["introduced_as_advert" in cues_of(each) for each in found] == [True, False]


def test_salaries_of_one_advert_do_not_part_it() -> None:
    text = (
        "Case Manager\nSalary: £22,000 pa\nSenior Case Manager\nSalary: £28,000 pa\nClosing date: 4 May 2018"
    )
    (found,) = found_in(text, is_set_apart=True)
    assert lines_of(text, found) == text


def test_in_a_comment_an_advert_shows_more() -> None:
    """Readers quote a line or two to remark on them."""
    assert found_in(TERMS, comment=0) == []
    text = f"I saw this:\n{TERMS}\nTo apply, write to us.\nWho would?"
    (found,) = found_in(text, comment=0)
    assert lines_of(text, found) == f"{TERMS}\nTo apply, write to us."


@pytest.mark.parametrize(
    "remark",
    [
        "Closing date: 4 May 2018\nSo they mean to be quick about it.",
        "Salary: £22,000 pa\nWho lives on that? You will not.",
        "Salary: £22,000 pa\nClosing date: 4 May 2018\nThat is all it says, and they are recruiting from the street.",
        "The pay is poor.\nClosing date: passed long ago\nTo apply for a job here is a mistake.",
    ],
)
def test_remark_about_an_advert_is_none(remark: str) -> None:
    assert found_in(remark, comment=0) == []


def test_same_page_is_that_of_the_advert_before() -> None:
    """In one passage and from one to the next."""
    spans = tuple(lines_within(TERMS, 0, len(TERMS)))
    lines = tuple(TERMS.split("\n"))
    passage = Passage(lines, spans, "On the same page was this job:-", is_set_apart=True)
    assert [each.advert.published_in for each in find_adverts(passage, "Fenland Argus")] == ["Fenland Argus"]
    assert [each.advert.published_in for each in find_adverts(passage)] == [None]


def test_labels_may_stand_above_their_values() -> None:
    """As on the pages of the Civil Service: one advert, though its salary stands below its closing date."""
    text = (
        "Head of Insight\nApply before 11:55 pm on Sunday 23rd May 2021\nReference number\n118204\nSalary\n£53,401 - £61,000\n"
        "Location\nLeeds, Ripon\nAbout the job\nYou will lead a team."
    )
    (found,) = found_in(text, "This job today:-", is_set_apart=True, is_closed=True)
    assert lines_of(text, found) == text
    assert found.advert.salary is not None
    assert (found.advert.salary.text, found.advert.location) == ("£53,401 - £61,000", "Leeds, Ripon")


def test_labelled_fields_may_stand_between_title_and_salary_of_the_next_advert() -> None:
    one = "Case Manager\nLocation: Ely\n£22,000 per annum\nYou will smile.\nApply by 28/02/2019"
    other = "Receptionist\nLocation: March\n£12,000 per annum\nYou will wait.\nApply by 01/03/2019"
    text = f"{one}\n{other}"
    found = found_in(text, "Jobs from the HMPPS website:-", is_set_apart=True)
    assert [lines_of(text, each) for each in found] == [one, other]
    assert {each.advert.employer for each in found} == {"HMPPS"}


def test_number_above_the_next_advert_is_no_part_of_this() -> None:
    text = f"1.\n{TERMS}\n2.\n{TERMS}"
    found = found_in(text, "Jobs seen today:-", is_set_apart=True, is_closed=True)
    assert [lines_of(text, each) for each in found] == [f"1.\n{TERMS}", TERMS]


def test_list_below_the_last_sign_is_still_the_adverts() -> None:
    """With its heading, and with what such adverts end with; not the blogger's remark."""
    text = f"{TERMS}\nResponsibilities, Activities & Duties\n- To manage\n- To deputise\nAn ability to fulfil all spoken aspects of it."
    (found,) = found_in(f"{text}\nNice work if you can get it.")
    assert lines_of(text, found) == text


def test_severance_scheme_is_no_advert() -> None:
    text = "{} 2016\nWho can apply? All managers.\nClosing date: 12 February 2016\nInterviews: none\nTo apply fill in form 1."
    assert found_in(text.format("Voluntary Severance Scheme"), is_set_apart=True) == []
