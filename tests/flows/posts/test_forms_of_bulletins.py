"""Bulletins in forms in which they are passed on: what is one stands between ``[[`` and ``]]``."""

import pytest

from flows.page import page_of
from flows.reading import read_page

HEADER = "Some Blog\nMonday, 3 July 2017\nA Post\n"
THREAD = "\n2 comments:\nQuite right.\nReplyDelete\nI agree.\nReplyDelete\n"
TEXT = (
    "Napo members across the division have been told that workloads will be reviewed. The union has asked for figures.\n"
    "Our reps met the director on Tuesday. Members should keep a record of the hours that they work."
)
"""What a bulletin says: no cue in it is enough for one."""

FORMS = (
    f"This has been circulated to all members in the Far West:\n[[URGENT: RESULT OF THE BALLOT\n{TEXT}\nYours in solidarity\n"
    "Dora Pell\nBranch Chair\nNapo Far Western Branch]]\nSo there we have it.",
    f"The following is taken from the latest UNISON bulletin to probation members:-\n[[Probation pay: UNISON consults\n{TEXT}]]\n*****\nHm.",
    f"Received this evening from my branch secretary:-\n[[Hi all\nA note to let you know where we are. {TEXT}\nTake care\nMandy\nBranch Sec]]\n"
    "***\nSo.",
    f"[[Napo Press Release\n3 June 2016 - for immediate use\nCompanies fail inspection\n{TEXT}\nNotes to editors:\n"
    "1. Napo is the trade union of probation staff.]]\n-----\nSo.",
    f"[[NAPO PRESS RELEASE\nCompanies fail inspection\n{TEXT}\nENDS\nNotes to editors: Napo has 8,000 members.]]\nI had hoped for more.",
    f"Meanwhile Unison have written to their members in the east:-\n[[YOUR JOB, YOUR FUTURE\nDear UNISON member\n{TEXT}]]\n-----\nSo.",
    f"From the branch:\n[[EASTERN WOLDS BRANCH\nUPDATE TO MEMBERS, WEEK TWO\n{TEXT}\nAnn Lee\nBranch Secretary]]\nThere it is.",
    f"A regular has sent this:\n[[THE RUNG\nNewsletter of the Fenland Branch of Napo\n{TEXT}]]\n-----\nSo.",
    f"From Chivalry Road:\n[[BR 41/2016\nTo: Branch Chairs\nFrom: Lorna Hestle, National Official\nNIGHT COVER\n{TEXT}\nLH]]\nIndeed.",
    f"And here is what came to those of us in the company:-\n[[UNISON and Napo Briefing for Members\nYOUR QUESTIONS\n{TEXT}\n"
    "Should I sign anything? Speak to a rep first.]]\nI don't know whether it's a comfort.",
)


@pytest.mark.parametrize("form", FORMS, ids=[form[:30] for form in FORMS])
def test_a_bulletin_has_its_extent(form: str) -> None:
    post = HEADER + form
    start, end = post.index("[["), post.index("]]") - 2
    page = page_of(post.replace("[[", "").replace("]]", "") + THREAD)
    reading = read_page(page)
    spans = [(s.content_start, s.content_end) for s in reading.segments if s.kind == "bulletin"]
    assert len(reading.bulletins) == 1
    assert (spans[0][0], spans[-1][1]) == (start, end)


def test_a_second_text_behind_the_first_is_another_bulletin() -> None:
    """What leads to it says no more than that it follows."""
    first = f"CIRCULAR BR/31/2022\nTo: Branch Chairs\nFrom: Ida Polwarth, Assistant General Secretary\nA CLEAN LIST\n{TEXT}"
    second = (
        f"Have your say!\nHi all,\n{TEXT}\nThanks,\nCeri, Dawn and Mo\nUNISON national probation committee"
    )
    page = page_of(
        f"{HEADER}Two messages. First Napo:\n{first}\nAnd UNISON, rather more chatty:\n{second}\nSo.{THREAD}"
    )
    circular, mail = (placed.bulletin for placed in read_page(page).bulletins)
    assert (circular.reference, [tuple(s) for s in circular.signatories]) == (
        "BR/31/2022",
        [("Ida Polwarth", "Assistant General Secretary", "Napo")],
    )
    assert (mail.title, [s.name for s in mail.signatories], mail.issuers) == (
        "Have your say!",
        ["Ceri", "Dawn", "Mo"],
        ("UNISON",),
    )


def test_the_author_of_an_officers_blog_signs_it() -> None:
    post = f"From Napo:-\nGeneral Secretary's Blog: The split\nPosted by Rory Pennant on 8 March 2017\n{TEXT}\nRory Pennant\n-----\nSo."
    (placed,) = read_page(page_of(HEADER + post + THREAD)).bulletins
    assert [tuple(s) for s in placed.bulletin.signatories] == [("Rory Pennant", "General Secretary", "Napo")]
    assert placed.bulletin.issued is not None and placed.bulletin.issued.text == "8 March 2017"


def test_ends_says_where_a_statement_ends() -> None:
    post = f"NAPO PRESS RELEASE\nCompanies fail inspection\n{TEXT}\nENDS\nI had hoped for more."
    assert [finding.code for finding in read_page(page_of(HEADER + post + THREAD)).findings] == []


def in_comment(text: str) -> str:
    comments = (text, "I agree.", "Me too.")
    thread = "".join(
        f"\nAnonymous 3 July 2017 at 1{n}:00\n{text}\nReplyDelete" for n, text in enumerate(comments)
    )
    return f"{HEADER}It was a week.\n3 comments:{thread}\n"


@pytest.mark.parametrize(
    "form",
    [
        f"This is on the Napo website:\n[[PAY UPDATE\n4 May 2017\n{TEXT}]]",
        f"Our branch sent this to all of us:\n[[PAY UPDATE FOR MEMBERS\n{TEXT}\nIssued by Napo and UNISON]]\nSo there.",
        f"From the joint unions:\n[[Dear Secretary of State,\nWe write for our members. {TEXT}\nYours sincerely,\nAnn Lee (Napo)\nJan Rees (GMB)]]",
        f"PCS have put this out:\n[[PCS members' briefing: hostels\n{TEXT}\nPCS MoJ Group]]\nFor once.",
    ],
    ids=lambda form: form[:20],
)
def test_a_bulletin_in_a_comment_that_introduces_it(form: str) -> None:
    """It stays a comment, whole, and the bulletin has its own spans."""
    text = form.replace("[[", "").replace("]]", "")
    page = page_of(in_comment(text))
    reading = read_page(page)
    assert reading.texts[0] == text
    (placed,) = reading.bulletins
    assert placed.comment == 0
    assert (
        page.text[placed.spans[0].start : placed.spans[-1].end]
        == form[form.index("[[") + 2 : form.index("]]")]
    )


@pytest.mark.parametrize(
    "text",
    [
        "This is on the Napo website:\nPAY UPDATE\nNapo has met the employer.\nThat is all.",
        f"I said to Napo last week:\nWhat about us?\n{TEXT}",
        f"It goes like this:\nNapo statement, then silence\n{TEXT}",
    ],
    ids=lambda text: text[:20],
)
def test_a_comment_that_quotes_or_remarks_holds_no_bulletin(text: str) -> None:
    assert read_page(page_of(in_comment(text))).bulletins == ()


def bulletins_of(post: str) -> list[tuple[str, list[tuple[str | None, ...]]]]:
    """The text and the signatories of each bulletin of a post."""
    text = HEADER + post + THREAD
    reading = read_page(page_of(text))
    spans = [(s.content_start, s.content_end) for s in reading.segments if s.kind == "bulletin"]
    assert len(spans) == len(reading.bulletins)
    return [
        (text[start:end], [tuple(s) for s in placed.bulletin.signatories])
        for (start, end), placed in zip(spans, reading.bulletins, strict=True)
    ]


def test_initials_are_those_of_the_nearest_sender() -> None:
    one = "Napo Circular 1/2018\nFrom: Ann Lee, General Secretary\nPay is up. Members should vote.\nAL"
    other = "Napo Circular 2/2018\nFrom: Alan Lock, National Officer\nPay is down. Members should vote.\nAL"
    assert bulletins_of(f"This from Napo:-\n{one}\n{other}") == [
        (one, [("Ann Lee", "General Secretary", "Napo")]),
        (other, [("Alan Lock", "National Officer", "Napo")]),
    ]


def test_a_sender_may_stand_in_capitals() -> None:
    text = "Napo Circular 1/2018\nFROM: Ann Lee, General Secretary\nPay is up. Members should vote.\nAL"
    assert bulletins_of(f"This from Napo:-\n{text}\nSo.") == [
        (text, [("Ann Lee", "General Secretary", "Napo")])
    ]


def test_initials_that_head_a_list_close_nothing() -> None:
    text = "Napo Circular 1/2018\nFrom: Ann Lee, General Secretary\nOffices closing:\nAL\nSt Albans. Members there will move."
    assert [found for found, _ in bulletins_of(f"This from Napo:-\n{text}")] == [text]


def test_headings_above_a_unions_name_sign_nothing() -> None:
    text = (
        "Napo Circular 1/2018\nTalks open\nWe have met them.\nHoliday Pay\nUNISON\nWe have written to them.\nSick Pay\nGMB\n"
        "The GMB has asked for more, and members should know."
    )
    assert bulletins_of(f"This from Napo:-\n{text}\n*****\nSo.") == [(text, [])]


@pytest.mark.parametrize(
    ("foot", "remarks"),
    [
        (
            "ENDS\nFor more information contact Tania, 020 7946 0172.",
            "(1) I rang her. No answer.\n(2) I rang again.",
        ),
        ("Ann Lee, General Secretary, Napo\nNotes to editors:\nNapo was founded in 1912.", "Well I never."),
        ("Ann Lee, General Secretary, Napo", "For further information, contact your MP, is my advice."),
    ],
)
def test_the_foot_of_a_statement_has_no_word_of_the_bloggers(foot: str, remarks: str) -> None:
    text = f"Napo Statement\nIt is wrong. Members should vote.\n{foot}"
    assert [found for found, _ in bulletins_of(f"This from Napo:-\n{text}\n{remarks}")] == [text]


def test_what_a_reader_says_below_an_unsigned_bulletin_is_no_part_of_it() -> None:
    """Though it is a letter, whose writer may say "I"."""
    mail = f"Dear member\n{TEXT}"
    text = f"I have had this email from Napo:\n{mail}\nWell, I for one shall be voting no.\nIt is a disgrace.\nI joined in 1998.\nI am off."
    page = page_of(in_comment(text))
    (placed,) = read_page(page).bulletins
    assert page.text[placed.spans[0].start : placed.spans[-1].end] == mail
