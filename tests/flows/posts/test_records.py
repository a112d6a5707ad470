"""What is a bulletin or an advert in a post or comment, what is none, and where two that look alike end."""

import datetime

import pytest

from flows.page import page_of
from flows.pipeline import page_records
from flows.records import PageRecords

THREAD = "\nWhat a week.\nReplyDelete\nQuite.\nDelete\n"
SIGNED = "Marian Tolley General Secretary Napo\nPiers Ashdown National Officer UNISON\nRuth Cole Regional Officer GMB\n"


def read(post: str) -> PageRecords:
    return page_records(page_of(post + THREAD))


def in_comment(comment: str) -> PageRecords:
    first, _, rest = comment.partition("\n")
    return page_records(page_of(f"A short post.\n{first}\nReplyDelete\n{rest}\nNext one.\nDelete\n"))


@pytest.mark.parametrize(
    "post",
    [
        "Pay: band 4\nPay: band 5\nThe closing date for the survey is 3 May 2018.",
        "Closing date for the consultation: 3 May 2018\nInterviews: will be published in the report\nTo apply pressure, write.",
        "Pay: £35,000 is the top of band 4 after 23 years.\nHours: 37, though we do 50.\nNPS is recruiting again.",
        "Pay - the truth about it is that nobody knows.\nTo apply for anything you need a form.\nNapo is looking for a fight.",
        "A job advert appeared:-\nClosing dates come and go like the buses.\nPay - always the pay.",
    ],
)
def test_talk_of_pay_and_dates_is_no_advert(post: str) -> None:
    assert read(post).job_adverts == []


@pytest.mark.parametrize(
    "post",
    [
        "I must say that NPS has gone mad, as this from the Argus shows:-\nOfficers are to be sent to Mars.",
        "This on the MoJ website:-\nThe Secretary of State is pleased with himself.",
        "12 May 2019\nA walk by the river\nThis report of mine is short. Members are few here.",
    ],
)
def test_other_texts_that_are_passed_on_are_no_bulletins(post: str) -> None:
    assert read(post).bulletins == []


@pytest.mark.parametrize(
    "comment",
    [
        "Dear All\nHappy Christmas to everyone who reads this.\nBest wishes\nDeb",
        "Dear All,\nThat is how every letter from our manager begins. Members should laugh.\nKind regards",
        "JTU 14-2018 says nothing at all about pay. Napo is silent.\nJohn Sill, Branch Rep",
    ],
)
def test_remarks_of_readers_are_no_bulletins(comment: str) -> None:
    assert in_comment(comment).bulletins == []


def test_two_bulletins_with_the_same_signatures_are_two() -> None:
    """What stands twice within two texts is no copy that an extractor left."""
    one, two = (
        "JTU 14-2018 4 May 2018\nPAY TALKS BEGIN\nTalks began on Monday.\n",
        "JTU 15-2018 11 May 2018\nPAY TALKS END\nTalks ended.\n",
    )
    records = read(f"{one}{SIGNED}******\n{two}{SIGNED}")
    assert [row["reference"] for row in records.bulletins] == ["JTU 14-2018", "JTU 15-2018"]
    assert [len(row["signatories"]) for row in records.bulletins] == [3, 3]
    assert [row["issuers"] for row in records.bulletins] == [["Napo", "UNISON", "GMB"]] * 2


def test_two_adverts_with_the_same_terms_are_two() -> None:
    terms = "Salary: £22,000 to £25,000 pa\nHours: 37 a week, with some evenings, at either of our two offices\nClosing date: 4 May 2018\n"
    records = read(f"Two jobs seen this week:-\nCase Manager\n{terms}******\nReceptionist\n{terms}")
    assert [(row["job_title"], row["copies"]) for row in records.job_adverts] == [
        ("Case Manager", 1),
        ("Receptionist", 1),
    ]


def test_sentence_that_the_blogger_quotes_again_stays_in_the_body() -> None:
    sentence = "The chief officer promised in March that no office in the county would close before the review had reported in full."
    records = read(f"{sentence}\nSo much for that.\n{sentence}\nI wrote it down at the time.")
    assert records.document["body"].count(sentence) == 2


def test_line_of_a_bulletin_that_leads_to_a_list_does_not_cut_it() -> None:
    post = (
        "JTU 14-2018 4 May 2018\nPAY TALKS BEGIN\nThis week we received the following assurances from the employer:\n"
        f"- no job losses\n- no closures\n{SIGNED}"
    )
    (row,) = read(post).bulletins
    assert row["text"].startswith("JTU 14-2018")
    assert row["text"].endswith("GMB")


def test_names_in_a_bulletin_do_not_end_it() -> None:
    """The last signature before another bulletin opens does."""
    post = (
        "Branch Newsletter June 2017\nNew officers\nJane Sill, Branch Treasurer\nJohn Brand, Branch Secretary\nPay\n"
        "Napo has asked for more.\nIn unity\nDora Pell\nBranch Chair"
    )
    (row,) = read(post).bulletins
    assert row["text"].endswith("Branch Chair")
    assert [signatory["name"] for signatory in row["signatories"]] == ["Dora Pell"]


def test_end_of_an_unsigned_bulletin_is_in_doubt() -> None:
    records = read(
        "This on the Napo website:-\nNapo has today written to the minister.\nWell, I think it is feeble."
    )
    assert len(records.bulletins) == 1
    assert [problem.code for problem in records.problems if problem.severity == "info"].count(
        "bulletin_end_unknown"
    ) == 1


def test_date_and_number_that_a_bulletin_speaks_of_are_not_its_own() -> None:
    (row,) = read(
        f"Dear Members,\nSTRIKE ON 1 JUNE 2018\nFurther to circular BR 14/2017 we write again.\n{SIGNED}"
    ).bulletins
    assert (row["issued_on"], row["reference"]) == (None, None)


@pytest.mark.parametrize(
    "opening",
    ["Joint Union Bulletin\nFriday 12 November 2021", "Friday 12 November 2021\nJTU27-2021\nPAY NEWS"],
)
def test_line_of_a_bulletin_is_never_the_title_or_date_of_the_document(opening: str) -> None:
    records = read(f"{opening}\nThis bulletin is for our members.\n{SIGNED}")
    assert len(records.bulletins) == 1
    assert (records.document["title"], records.document["published_on"]) == (None, None)


@pytest.mark.parametrize(
    "page",
    [
        "Body.\n2 comments:\nAnonymous22 February 2016 at 08:11\nFirst\nReplyDelete\nJo Sill22 February 2016 at 09:11\nSecond\nAnd more\nReplyDelete\n",
        "Body.\nAnonymous\n22 February 2016 at 08:11\nFirst\nReply\nDelete\nJo Sill\n22 February 2016 at 09:11\nSecond\nReply\nDelete\n",
    ],
)
def test_author_and_time_of_a_comment_are_no_part_of_its_text(page: str) -> None:
    records = page_records(page_of(page))
    assert [row["text"].split("\n")[0] for row in records.comments] == ["First", "Second"]
    assert [(row["author"], row["posted_at_text"]) for row in records.comments] == [
        ("Anonymous", "22 February 2016 at 08:11"),
        ("Jo Sill", "22 February 2016 at 09:11"),
    ]
    assert records.comments[1]["posted_at"] == datetime.datetime(2016, 2, 22, 9, 11)
    assert records.problems == []


def test_names_that_an_advert_merely_mentions_are_not_its_employer_place_or_paper() -> None:
    post = (
        "This advert on Friday in the Fenland Argus:-\nOfficer\nSalary: £22,000 pa\n"
        "Probation is a rewarding career. We recognise UNISON and GMB.\nApplications to the office in Hull. The post is based at Marlwick.\n"
        "You will begin by reading the report of 2 May 2018.\nClosing date: 4 May 2018"
    )
    (row,) = read(post).job_adverts
    assert row["employer"] is None
    assert row["location"] == "Marlwick"
    assert row["published_in"] == "Fenland Argus"
    assert row["starts_on"] is None


@pytest.mark.parametrize("title", ["Latest From Napo 93", "A Joint Statement", "UNISON Ballot Result"])
@pytest.mark.parametrize("masthead", ["", "The Wall: {}\nThe Wall\n"])
def test_title_of_a_post_may_name_a_union_where_the_page_is_whole(title: str, masthead: str) -> None:
    """With the blog's own count of comments on it, a date with its weekday is the blog's, and the title is beside it."""
    head = f"{masthead.format(title)}Friday, 4 May 2018\n{title}\n"
    post = "I have had this.\nIt speaks for itself.\n"
    document = page_records(page_of(f"{head}{post}1 comment:\n  1. Quite.\n    ReplyDelete\n")).document
    assert (document["title"], document["published_on"]) == (title, datetime.date(2018, 5, 4))
    assert document["body"] == post.strip()
