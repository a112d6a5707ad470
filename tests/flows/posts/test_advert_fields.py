"""What an advert says of itself: post, employer, place, start and paper, in the forms in which adverts say it."""

import datetime

import pytest

from flows.dates import Precision
from flows.page import lines_within
from flows.posts.advert_fields import JobAdvert, advert_of
from flows.posts.passage import Passage, Weighed

PAID = "Case Manager\nSalary: £22,000 pa\n"


def advert(text: str, introduction: str = "", earlier_paper: str | None = None) -> JobAdvert:
    """The fields of an advert that is all of a text."""
    lines = lines_within(text, 0, len(text))
    passage = Passage(tuple(text[start:end] for start, end in lines), tuple(lines), introduction)
    return advert_of(passage, Weighed(()), earlier_paper)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PAID, "Case Manager"),
        ("Job title: Case Manager\nSalary: £22,000 pa", "Case Manager"),
        ("Fenland Trust\nRole: Case Manager.\nSalary: £22,000 pa", "Case Manager"),
        ("Case Manager\nSalary: £22,000 pa\nPost title: Keyworker", "Keyworker"),
        ("Case Manager (Fixed Term, 12 months)\n£22,000 pa", "Case Manager (Fixed Term, 12 months)"),
        ("Case Manager\nFenland Probation Trust\nLocation: Ely\nSalary: £22,000 pa", "Case Manager"),
        ("We do good work.\nCase Manager\nSalary: £22,000 pa", "Case Manager"),
        ("Case Manager\nFenland Trust is recruiting.\nClosing date: 4 May 2018", "Case Manager"),
        ("Fenland Trust is looking for a Case Manager.\nSalary: £22,000 pa", "Case Manager"),
        (
            "Fenland Trust is looking for two experienced Case Managers (Ely).\nSalary: £22,000 pa",
            "Case Managers (Ely)",
        ),
        ("Fenland Trust is looking for a manager.\nSalary: £22,000 pa", None),
        ("Fenland Trust is looking for a Keen Person.\nSalary: £22,000 pa", None),
        ("Salary: £22,000 pa\nClosing date: 4 May 2018", None),
        ("Fenland Trust is hiring again, it seems.\nClosing date: 4 May 2018", None),
    ],
)
def test_job_title(text: str, title: str | None) -> None:
    """What its label says, or the first heading of those above the salary, or else a first line that is one."""
    assert advert(text).job_title == title


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        (f"{PAID}Employer: Fenland Repairs Ltd", "Fenland Repairs Ltd"),
        (f"{PAID}Organisation: Fenland Trust.", "Fenland Trust"),
        ("Case Manager\nHearth and Harbour Housing Association\nSalary: £22,000 pa", "Hearth and Harbour Housing Association"),
        ("Case Manager\nNPS\nSalary: £22,000 pa", "National Probation Service"),
        ("Case Manager\nUniversity of Marlwick, School of Law\nSalary: £22,000 pa", "University of Marlwick"),
        (f"{PAID}Marlwick Justice Partnership is seeking a keen person.", "Marlwick Justice Partnership"),
        (f"{PAID}Marlwick requires a keen person.\nThe Marlwick Trust wishes to appoint one.", "Marlwick Trust"),
        (f"{PAID}Orchard is looking for a keen person.", "Orchard"),
        (f"{PAID}Fenland Repairs, a social enterprise, is recruiting.", "Fenland Repairs"),
        (f"{PAID}Fenland Repairs was set up in 2014.", "Fenland Repairs"),
        (f"{PAID}Fenland Repairs was set up in 2014. Marlwick Trust seeks a keen person.", "Marlwick Trust"),
        (f"{PAID}Based in Ely, Fenland Repairs is a small body.", "Fenland Repairs"),
        (f"{PAID}MoJ is recruiting.", "Ministry of Justice"),
    ],
)  # fmt: skip
def test_employer(text: str, employer: str) -> None:
    """What its label says, a body's name on a line of its own, who is said to recruit, or who first does anything."""
    assert advert(text).employer == employer


@pytest.mark.parametrize(
    "text",
    [
        PAID,
        f"{PAID}We recognise UNISON and GMB.",
        f"{PAID}You will work with Fenland Police and with Marlwick Borough Council.",
        f"{PAID}The Case Manager is one of a team.",
        f"{PAID}Probation is a rewarding career.",
        f"{PAID}Experience is needed. Applicants are seen in May.",
        f"{PAID}For a talk, ring Dora Pell of Fenland Trust.",
        f"{PAID}Your line manager is an Area Manager.",
        f"{PAID}Full Training is given. If Interested are you, write.",
    ],
)
def test_who_is_mentioned_is_no_employer(text: str) -> None:
    """Nor is a post, a person, nor a word that any sentence may begin with."""
    assert advert(text).employer is None


@pytest.mark.parametrize(
    ("text", "location"),
    [
        (f"{PAID}Location: Ely, with travel throughout Fenland.", "Ely, with travel throughout Fenland"),
        (f"{PAID}Based in: Ely", "Ely"),
        (f"{PAID}Place of work: HMP Marlwick", "HMP Marlwick"),
        (f"{PAID}The post is based in Ely.", "Ely"),
        (f"{PAID}You will be based at our Ely office.", "Ely"),
        (f"{PAID}We are located in Marlwick-upon-Ouse.", "Marlwick-upon-Ouse"),
        (f"{PAID}The team is sited at Barrow under Edge.", "Barrow under Edge"),
        (f"{PAID}Come to work at our busy office in Ely.", "Ely"),
        (f"{PAID}We need you for our Ely depot.", "Ely"),
        (f"{PAID}Our office in Ely or Marlwick, as you wish.", "Ely or Marlwick"),
        ("Case Manager\nFenland Trust, Ely\nSalary: £22,000 pa", "Ely"),
    ],
)
def test_location(text: str, location: str) -> None:
    """What its label says, what stands behind the employer, or where the work is said to be."""
    assert advert(text).location == location


@pytest.mark.parametrize(
    "text",
    [
        PAID,
        f"{PAID}Write to Fenland Trust, 4 High Street, Ely.",
        f"{PAID}You will visit people in Ely and in Marlwick.",
        f"{PAID}The work is based on trust.",
        f"{PAID}Interviews are in Ely.",
        "Case Manager\nUniversity of Marlwick, School of Law\nSalary: £22,000 pa",
    ],
)
def test_place_that_is_mentioned_is_no_location(text: str) -> None:
    """Nor is where applications go, nor an employer's department."""
    assert advert(text).location is None


@pytest.mark.parametrize(
    ("line", "words", "day", "precision"),
    [
        ("Start date: 3 September 2018", "3 September 2018", datetime.date(2018, 9, 3), Precision.DAY),
        ("Starts: w/c 7th May 2018", "w/c 7th May 2018", datetime.date(2018, 5, 7), Precision.WEEK),
        ("You will take up the post on 1 June 2018.", "1 June 2018", datetime.date(2018, 6, 1), Precision.DAY),
        ("Commencing in May 2018", "May 2018", datetime.date(2018, 5, 1), Precision.MONTH),
        ("To be in post by 1st October", "1st October", None, None),
        ("Start date: as soon as possible", "as soon as possible", None, None),
    ],
)  # fmt: skip
def test_start(line: str, words: str, day: datetime.date | None, precision: Precision | None) -> None:
    """The first date behind the words for a start, with as much of it as is there."""
    starts = advert(f"{PAID}{line}").starts
    assert starts is not None
    assert (starts.text, starts.date, starts.precision) == (words, day, precision)


@pytest.mark.parametrize(
    "line",
    [
        "You will begin by reading the report of 2 May 2018.",
        "Interviews start on 3 May 2018.",
        "Fenland Trust was founded on 3 May 2018.",
        "Closing date: 3 May 2018",
        "A good start.",
    ],
)
def test_other_dates_are_no_start(line: str) -> None:
    assert advert(f"{PAID}{line}").starts is None


def test_dates_of_closing_and_of_interviews() -> None:
    """Each behind its own words, on a line of its own or in prose; of several days the words tell all."""
    found = advert(
        f"{PAID}Closing date: 12 noon on Friday 4 May 2018\nInterviews will be on 14 and 15 May 2018"
    )
    assert found.closes is not None and found.closes.date == datetime.date(2018, 5, 4)
    assert found.closes.text == "12 noon on Friday 4 May 2018"
    assert found.interviews is not None and found.interviews.date == datetime.date(2018, 5, 14)
    assert found.interviews.text == "14 and 15 May 2018"
    prose = advert(f"{PAID}Do apply. The closing date is 4 May 2018. Interviews are on 14 May 2018.")
    assert prose.closes is not None and prose.closes.text == "4 May 2018"
    assert prose.interviews is not None and prose.interviews.text == "14 May 2018"


def test_date_far_behind_the_words_is_another() -> None:
    found = advert(
        f"{PAID}Closing date: when we have heard from all of those who were told of it before they left on 4 May 2018"
    )
    assert found.closes is None


def test_salary_is_that_of_the_salary_line() -> None:
    """No amount of which the advert merely speaks."""
    found = advert(
        "Case Manager\nWe hold a fund of £900,000.\nSalary: £22,000 - £25,000 pa\nClosing date: 4 May 2018"
    )
    assert found.salary is not None and found.salary.text == "£22,000 - £25,000 pa"
    assert advert("Case Manager\nWe hold a fund of £900,000.\nClosing date: 4 May 2018").salary is None


@pytest.mark.parametrize(
    ("introduction", "paper"),
    [
        ("This advert was published in the Fenland Argus last week:-", "Fenland Argus"),
        ("This job was seen on CareerHive:-", "CareerHive"),
        ("Spotted by a reader in last week's Severnside Gazette:-", "Severnside Gazette"),
        ("Look what the Tees Valley Messenger carried:-", "Tees Valley Messenger"),
        ("Today's Guardian has this vacancy:-", "Guardian"),
        ("A job advert on the Fenland Argus website:-", "Fenland Argus"),
        ("From the pages of the Marlwick Echo:-", "Marlwick Echo"),
    ],
)
def test_paper(introduction: str, paper: str) -> None:
    """Of the line that introduces the advert, without its article."""
    assert advert(PAID, introduction).published_in == paper


@pytest.mark.parametrize(
    "introduction",
    [
        "",
        "This advert was seen in the trade press:-",
        "This advert was published in our local rag:-",
        "This job was advertised on Friday:-",
        "This job was advertised in May:-",
        "This advert was sent in by a reader:-",
        "Here is a vacancy that somebody forwarded:-",
    ],
)
def test_introduction_without_a_paper(introduction: str) -> None:
    """Words for any paper name none, and no day is one."""
    assert advert(PAID, introduction).published_in is None


@pytest.mark.parametrize("words", ["same page", "same paper", "same issue", "same site", "same place"])
def test_same_page_is_that_of_the_advert_before(words: str) -> None:
    introduction = f"And on the {words} there was this job:-"
    assert advert(PAID, introduction, "Fenland Argus").published_in == "Fenland Argus"
    assert advert(PAID, introduction).published_in is None


@pytest.mark.parametrize(
    ("line", "title", "employer", "location"),
    [
        ("URGENT - Case Manager required", "Case Manager", None, None),
        ("Case Manager required, Ely", "Case Manager", None, "Ely"),
        ("CASE MANAGER - IMMEDIATE START", "CASE MANAGER", None, None),
        ("Case Manager - Band 6", "Case Manager", None, None),
        ("Case Manager (Part Time, 22 hours)", "Case Manager", None, None),
        ("Cafcass - Case Manager", "Case Manager", "Cafcass", None),
        (
            "National Probation Service (NPS)- Case Manager",
            "Case Manager",
            "National Probation Service",
            None,
        ),
        ("Case Manager - Courts", "Case Manager - Courts", None, None),
        ("Case Manager (Band 3)", "Case Manager (Band 3)", None, None),
    ],
)
def test_title_without_what_is_no_part_of_it(
    line: str, title: str, employer: str | None, location: str | None
) -> None:
    found = advert(f"{line}\nSalary: £22,000 pa")
    assert (found.job_title, found.employer, found.location) == (title, employer, location)


@pytest.mark.parametrize(
    ("introduction", "paper"),
    [
        ("One of their jobs, which I found while looking for something else on the Marlwick Board site:", "Marlwick Board"),
        ("Forwarded from the bulletin, Campus Weekly:", "Campus Weekly"),
        ("I saw it on the way to the site:", None),
    ],
)  # fmt: skip
def test_paper_that_is_named_as_a_site_or_behind_what_it_is(introduction: str, paper: str | None) -> None:
    assert advert(PAID, introduction).published_in == paper


def test_post_that_is_available_from_a_day_starts_then() -> None:
    starts = advert(f"{PAID}The post is available from 1 April 2013.").starts
    assert starts is not None
    assert starts.date == datetime.date(2013, 4, 1)
