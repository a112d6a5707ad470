"""What a bulletin says of itself: title, headings, issuers, kind and date, in the forms in which bulletins say it."""

import datetime

import pytest

from flows.page import lines_within
from flows.posts.bulletin_fields import Bulletin, bulletin_of
from flows.posts.closes import closes_by_line, unsigned
from flows.posts.cues import BULLETIN_CUES
from flows.posts.line_cues import first_shown, opens_as_bulletin
from flows.posts.openings import headline
from flows.posts.passage import Passage, Weighed, weigh


def bulletin(text: str, introduction: str = "") -> Bulletin:
    """The fields of a bulletin that is all of a text."""
    lines = tuple(text.split("\n"))
    passage = Passage(lines, tuple(lines_within(text, 0, len(text))), introduction)
    close = closes_by_line(lines, [0])[0] or unsigned(lines, len(lines))
    at_lines = first_shown(map(opens_as_bulletin, lines[:6]))
    return bulletin_of(passage, close, Weighed(tuple(weigh(BULLETIN_CUES, passage, at_lines))))


BODY = "Talks began on Monday.\nThey ended on Tuesday."
SIGNED = f"{BODY}\nMarian Tolley, General Secretary, Napo"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("PAY TALKS BEGIN", "PAY TALKS BEGIN"),
        ("Napo   UNISON   GMB\nPAY TALKS BEGIN", "PAY TALKS BEGIN"),
        ("JTU 14-2018\nPAY TALKS BEGIN", "PAY TALKS BEGIN"),
        ("JTU 14-2018 4 May 2018\nPay talks begin", "Pay talks begin"),
        ("4 May 2018\nPay talks begin", "Pay talks begin"),
        ("Date: 4 May 2018\nTo: all members\nFrom: Napo HQ\nPay talks begin", "Pay talks begin"),
        ("To all members in Fenland\nPay talks begin", "Pay talks begin"),
        ("Dear Members,\nPay talks begin", "Pay talks begin"),
        ("Dear All\nPay talks begin", "Pay talks begin"),
        ("Pay talks begin\nDear All", "Pay talks begin"),
        ("Fenland Trade Union Side\nPay talks begin", "Pay talks begin"),
        ("Napo Fenland Branch\nPay talks begin", "Pay talks begin"),
        ("JOINT UNION BULLETIN\n4 May 2018\nPAY TALKS BEGIN", "PAY TALKS BEGIN"),
        ("JOINT UNION BULLETIN\nPAY TALKS BEGIN", "PAY TALKS BEGIN"),
        ("JOINT UNION BULLETIN\nPay talks begin", "Pay talks begin"),
        ("Branch Report June 2017\nPay", "Branch Report June 2017"),
        ("Napo Members' Newsletter\n4 May 2018\nPay", "Napo Members' Newsletter"),
        ("“Not for sale”", "“Not for sale”"),
        ("PRESS RELEASE\nFor immediate release: 4 May 2018\nNapo welcomes talks", "Napo welcomes talks"),
        ("JOINT UNION BULLETIN\nNapo, UNISON and GMB members in Fenland\nPay talks begin", "Pay talks begin"),
        ("UNISON Probation Bulletin 08/14\nPay talks begin", "Pay talks begin"),
        ("3 things to do now", "3 things to do now"),
    ],
)
def test_title(above: str, title: str) -> None:
    """The headline below letterhead, reference, date, addressee and salutation; of a paper by name, its masthead."""
    assert bulletin(f"{above}\n{SIGNED}").title == title


@pytest.mark.parametrize(
    "above",
    ["Dear Members,", "4 May 2018", "Napo   UNISON   GMB", "We write to you once more, as we have so often.", "Best wishes"],
)  # fmt: skip
def test_bulletin_without_a_title(above: str) -> None:
    """A sentence is none."""
    assert bulletin(f"{above}\n{SIGNED}").title is None


def test_line_with_nothing_below_is_no_title() -> None:
    assert headline(["4 May 2018", "Pay talks begin"]) is None
    assert headline([]) is None


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (f"PAY NEWS\n{SIGNED}", ()),
        (f"PAY NEWS\nWhat it means\n{BODY}\nWhat happens next\n{SIGNED}", ("What it means", "What happens next")),
        (f"PAY NEWS\nWhere is the money?\n{SIGNED}", ("Where is the money?",)),
        (f"PAY NEWS\n1. What it means\n{BODY}\n2. What happens next\n{SIGNED}", ("1. What it means", "2. What happens next")),
        (f"PAY NEWS\n{BODY}\n1. Napo will write\n2. Napo will ring\n3. Napo will wait\n{SIGNED}", ()),
        (f"PAY NEWS\n{BODY}\na) The first offer\nb) The second offer\n{SIGNED}", ()),
        (f"PAY NEWS\n{BODY}\nWeek 1: Letters go out\nWeek 2: Ballots go out\n{SIGNED}", ()),
        (f"PAY NEWS\nWhat we wrote\nDear Minister\n{BODY}\nYours sincerely\n{SIGNED}", ("What we wrote",)),
        (f"PAY NEWS\nWhat we wrote\nDear Colleague\n{BODY}\nYours sincerely\nThe Chair\nWhat they wrote\n{SIGNED}",
         ("What we wrote", "What they wrote")),
        (f"PAY NEWS\n{BODY}\nBest wishes\nThe Team\n{SIGNED}", ()),
        (f"PAY NEWS\n{BODY}\nAnn Lee, Branch Chair\n{SIGNED}", ()),
        (f"PAY NEWS\n{BODY}\nIssued on behalf of Napo\n{SIGNED}", ()),
        (f"PAY NEWS\n4 May 2018\nTo all members\n{SIGNED}", ()),
        (f"PAY NEWS\n{BODY}\nThe last line of it", ()),
        (f"PAY NEWS\nThe list is this:\n- one\n- two\n{SIGNED}", ()),
    ],
)  # fmt: skip
def test_headings(text: str, headings: tuple[str, ...]) -> None:
    """Short lines with text below them, with their numbers; no item of a list, salutation, farewell, name or date."""
    assert bulletin(text).headings == headings


ISSUERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "signatories, in the order of the text": (
        f"PAY NEWS\nNapo, GMB and UNISON have met.\n{BODY}\nRuth Cole, Regional Officer, GMB\nMarian Tolley, General Secretary, NAPO",
        "",
        ("Napo", "GMB"),
    ),
    "a section of a union": (f"PAY NEWS\n{BODY}\nHugh Danvers, Chair, GMB/SCOOP", "", ("GMB",)),
    "the letterhead": (f"UNISON / Napo\nPAY NEWS\n{BODY}\nGMB said no.\nDora Pell, Branch Chair", "", ("UNISON", "Napo")),
    "the farewell": (f"PAY NEWS\nGMB said no.\n{BODY}\nBest wishes\nNapo HQ", "", ("Napo",)),
    "the introduction": (f"PAY NEWS\nGMB said no.\n{BODY}\nBest wishes\nDeb", "This on the Napo website:-", ("Napo",)),
    "the title": (f"NAPO PAY NEWS\nGMB said no.\n{BODY}\nBest wishes\nDeb", "", ("Napo",)),
    "the addressee": (f"To all GMB members\nPAY NEWS\nNapo said no.\n{BODY}\nBest wishes\nDeb", "", ("GMB",)),
    "the only one of the text": (f"PAY NEWS\nMembers of Napo met.\n{BODY}\nBest wishes\nDeb", "", ("Napo",)),
    "the only one that acts": (f"PAY NEWS\nNapo has met the staff of GMB.\n{BODY}\nBest wishes\nDeb", "", ("Napo",)),
    "those named together": (f"PAY NEWS\nThe trade unions GMB, Napo and UNISON met.\n{BODY}\nBest wishes\nDeb", "", ("GMB", "Napo", "UNISON")),
    "not one that has its own": (f"PAY NEWS\nMembers of Napo met. GMB will hold a ballot of its own.\n{BODY}\nBest wishes\nDeb", "", ("Napo",)),
    "none of several that act": (f"PAY NEWS\nNapo has met. GMB has not.\n{BODY}\nBest wishes\nDeb", "", ()),
    "none": (f"PAY NEWS\n{BODY}\nBest wishes\nDeb", "This was passed to me:-", ()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "introduction", "issuers"), ISSUERS.values(), ids=ISSUERS)
def test_issuers(text: str, introduction: str, issuers: tuple[str, ...]) -> None:
    """From the surest place that names any; who is only spoken of is none."""
    assert bulletin(text, introduction).issuers == issuers


def test_signatory_has_the_organisation_of_the_only_issuer() -> None:
    """Of several, none: nothing says which."""
    one = bulletin(f"Napo\nPAY NEWS\n{BODY}\nDora Pell, Branch Chair")
    assert [s.organisation for s in one.signatories] == ["Napo"]
    two = bulletin(f"Napo / GMB\nPAY NEWS\n{BODY}\nDora Pell, Branch Chair")
    assert [s.organisation for s in two.signatories] == [None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Branch Report June 2017\nPay\n{SIGNED}", "branch_report"),
        (f"STATEMENT BY THE TRADE UNIONS ON PAY\n{SIGNED}\nRuth Cole, Regional Officer, GMB", "statement"),
        (f"Dear Members,\n{SIGNED}", "letter"),
        (f"Dear Members,\nPAY NEWS\n{SIGNED}\nRuth Cole, Regional Officer, GMB", "letter"),
        (f"JOINT UNION BULLETIN\nDear Members,\n{SIGNED}", "joint_bulletin"),
        (f"JTU 14-2018\nPAY NEWS\n{SIGNED}", "joint_bulletin"),
        (f"PAY NEWS\n{SIGNED}\nRuth Cole, Regional Officer, GMB", "joint_bulletin"),
        (f"BR 14/2017\nPAY NEWS\n{SIGNED}", "circular"),
        (f"BR 14/2017\nDear Members,\n{SIGNED}", "circular"),
        (f"Napo Members' Newsletter\nPay\n{SIGNED}", "newsletter"),
        (f"Napo Mail-Out\nPay\n{SIGNED}", "newsletter"),
        (f"PAY NEWS\n{SIGNED}", "statement"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert bulletin(text).kind == kind


@pytest.mark.parametrize(
    ("text", "issued", "words"),
    [
        (f"4 May 2018\nPAY NEWS\n{SIGNED}", datetime.date(2018, 5, 4), "4 May 2018"),
        (f"Date: 4 May 2018\nPAY NEWS\n{SIGNED}", datetime.date(2018, 5, 4), "4 May 2018"),
        (f"PAY NEWS\nIssued on 4 May 2018\n{SIGNED}", datetime.date(2018, 5, 4), "4 May 2018"),
        (f"JTU 14-2018 4 May 2018\nPAY NEWS\n{SIGNED}", datetime.date(2018, 5, 4), "4 May 2018"),
        (f"Napo Members' Newsletter June 2018\nPay\n{SIGNED}", datetime.date(2018, 6, 1), "June 2018"),
        (f"Annual Branch Report 2016\nPay\n{SIGNED}", datetime.date(2016, 1, 1), "2016"),
        (f"Branch Report Winter 2016\nPay\n{SIGNED}", datetime.date(2016, 1, 1), "Winter 2016"),
    ],
)
def test_issued(text: str, issued: datetime.date, words: str) -> None:
    """A line of its own near the top, or the end of the line with the reference or the paper's name."""
    found = bulletin(text).issued
    assert found is not None
    assert (found.date, found.text) == (issued, words)


@pytest.mark.parametrize(
    "text",
    [
        f"PAY NEWS\n{SIGNED}",
        f"JTU 14-2018\nPAY NEWS\n{SIGNED}",
        f"STRIKE ON 1 JUNE 2018\n{SIGNED}",
        f"PAY NEWS\nTalks began on 4 May 2018.\n{SIGNED}",
        f"4 May\nPAY NEWS\n{SIGNED}",
        f"Today\nPAY NEWS\n{SIGNED}",
        f"PAY NEWS\n{BODY}\n{BODY}\n{BODY}\n4 May 2018\n{SIGNED}",
    ],
)
def test_dates_of_which_it_speaks_are_not_its_own(text: str) -> None:
    """Nor is one far below, nor one without a year."""
    assert bulletin(text).issued is None


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Hi everyone,", "letter"),
        ("To all Napo members", "circular"),
        ("UNISON Bulletin to members in Fenland", "circular"),
        ("NOTICE OF ANNUAL GENERAL MEETING", "circular"),
        ("Pay\nPLEASE CIRCULATE WIDELY", "circular"),
        ("NAPO NEWS ONLINE", "newsletter"),
        ("Campaign news for members", "newsletter"),
        ("Napo news is bad news", "statement"),
        ("Pay talks begin", "statement"),
    ],
)
def test_kind_by_whom_it_is_for(opening: str, kind: str) -> None:
    assert bulletin(f"{opening}\n{SIGNED}").kind == kind


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (f"Pay\n{BODY}\nAgenda\n1. Apologies\n2. Motions\nBring a chair.", ("Agenda",)),
        (f"Pay\n{BODY}\nWhat we ask\n1. A cap\n2. A cup\nWhat you can do\nAsk for it.", ("What we ask", "What you can do")),
        (f"Pay\n{BODY}\nDiary\nNEC - 7 May\nWomen in Napo - 3 June, Ely\nGood night\nNapo HQ", ("Diary",)),
        (f"Pay\n4 May 2018\nRESULT\nYes: 412 No: 1,861\n{BODY}", ("RESULT",)),
    ],
)  # fmt: skip
def test_what_stands_above_a_list_is_a_heading_and_its_items_are_none(
    text: str, headings: tuple[str, ...]
) -> None:
    assert bulletin(text).headings == headings


def test_reference_may_stand_above_the_signatures() -> None:
    made = bulletin(
        f"Pay talks begin\n{BODY}\nJTU19-2021 (29 July)\nFor Napo: Marian Tolley\nFor GMB: Ann Lee"
    )
    assert (made.reference, made.issuers) == ("JTU19-2021", ("Napo", "GMB"))


def test_reference_of_a_unions_series() -> None:
    assert bulletin(f"UNISON Probation Bulletin 08/14\n{SIGNED}").reference == "Bulletin 08/14"
    assert bulletin(f"Napo Fenland Branch - Circular 4/19\n{SIGNED}").reference == "Circular 4/19"


def test_title_that_names_more_unions_than_the_introduction_tells_the_issuers() -> None:
    made = bulletin(f"Joint statement from Napo and UNISON on pay\n{BODY}", "This on the UNISON website:-")
    assert made.issuers == ("Napo", "UNISON")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("For immediate release: 4 May 2018", "4 May 2018"),
        ("Update no. 7, 4 May 2018", "4 May 2018"),
        ("Date: Fri, 4 May 2018 at 16:12", "Fri, 4 May 2018"),
        ("Sent: 4 May 2018 16:42", "4 May 2018"),
    ],
)
def test_date_behind_a_label(line: str, words: str) -> None:
    """An e-mail's has its time behind it."""
    issued = bulletin(f"Pay talks begin\n{line}\n{SIGNED}").issued
    assert issued is not None
    assert (issued.date, issued.text) == (datetime.date(2018, 5, 4), words)
