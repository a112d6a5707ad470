"""What looks like a bulletin, an advert or a title and is none: readers' and bloggers' own words, and lines that mislead."""

import datetime

import pytest

from flows.page import page_of
from flows.pipeline import page_records
from flows.reading import Reading, read_page

HEADER = "Friday, 5 May 2017\nSome thoughts\n"
THREAD = "\n2 comments:\nFirst.\nReplyDelete\nSecond.\nReplyDelete\n"
BODY = (
    "\nPay talks end without an offer. Our members will be balloted by Napo.\nJane Smith, General Secretary"
)


def read(post: str) -> Reading:
    return read_page(page_of(post + THREAD))


@pytest.mark.parametrize(
    "post",
    [
        "Hi all\nNapo was on the radio, and the unions were good.\nI was glad of it.\nBest wishes\nJim",
        "Hello everyone\nThe branch meets on Friday. Napo is strong, our members are angry.\nRegards\nJim Brown",
        "Open letter to the Minister\nI am a probation officer and a member of Napo.\nI am tired.\nYours sincerely\nA Tired PO",
        "Napo wrote to the chief executive of Northfold Services, and here is what he said:-\nPay and conditions\n"
        "Napo has been told many times.\nWe will not move.\nYours sincerely\nJohn Brown",
        "My week\nHours\n55\nSalary\n£25,000\nGrade\nPO\nClosing date\nNone in sight\nI give up.",
        "What I did\nLocation\nBed\nHours\nToo many\nSalary\n£25,000\nClosing date\nnever",
        "Passed to me this morning:-\nStaff Bulletin 3\n12 May 2015\nDear colleague\nWe have been consulting with Napo and UNISON. "
        "Our members of staff should read this.\nThe Communications Team\n*****\nMembers!",
        "I decided to write to my union:\nDear Napo\nYour committee should be ashamed. Our members deserve better.\nYours\nA member",
        "This has been issued by the ministry:-\nPress release\n3 June 2016\nNew contracts signed\nContracts have been signed. "
        "Napo has said that it is opposed.\nNotes to editors\nThe contracts run to 2022.\n*****\nTo 2022!",
        "Napo have been quiet. I asked them three things:\nWhy have members not been told?\nWhen is the ballot?\n"
        "Members are angry and the union is silent.",
        "Why I'm leaving Napo\nFor action I needed a union. Members should think about it.\nENDS\nMy tuppence worth.",
        "I found this on a noticeboard:-\nNapo: the union for probation\nNapo represents over 5,000 staff. Join today.\n*****\nWell.",
        "Minutes of the joint meeting have been passed to me:-\nPresent: A Lee (Napo), B Low (UNISON)\nPay was discussed. Napo has asked for more. "
        "Our members expect it.\nAnn Lee, Branch Chair\n*****\nWell.",
        "Napo Press Release\nThat is what the email said, and I opened it with hope.",
        "This is how it works now:\nA manager, any manager, leaves. Salary of £45,000 goes begging. "
        "Nobody at all will apply by 5 May 2016 or ever. And so the next manager acts up.",
        "Manager leaves. Salary of £45,000 goes begging, as always. Nobody at all would apply by 5 May 2016 or ever.",
        "A manager is a fine thing. Salary of £45,000 goes begging, as always. Apply by 5 May 2016 and you are the fool.",
        "The agencies are circling again.\nProbation Officers, £40 an hour\nThat is what they pay now. We are paying for this. "
        "Apply before Friday, they say.",
        "Circling again.\nProbation Officers, £40 an hour\nApply before Friday, they say.",
        "Officer grades compared\nPost | PO | PSO\nSalary | £35,000 | £22,000\nHours | 37 | 37\nClosing date | 5 June 2016 | 6 June 2016",
        "Officer posts compared\nSalary\t£35,000 pa\t£22,000 pa\nClosing date\t5 June 2016\t6 June 2016",
        "Officers needed - a plea\nWe pay £10 per hour to volunteers? No we do not.\nApply by 5 May to the church hall. Interviews on 6 May.",
        "Officer seeks room\nRent: £450 per month\nApply by 5 May 2016. Interviews on 6 May.",
        "Officer posts, bought in\nValue: £200,000 per year\nClosing date: 5 May 2016\nInterviews: 6 May 2016",
        "Officers' pensions\nSalary: £30,000 final\nClosing date: 31 March 2014 for the old scheme",
        "Pensions for Officers\nSalary: £30,000 final\nClosing date: 31 March 2014 for the old scheme",
        "VOLUNTARY SEVERANCE OFFER\nProbation Officer grades\nSalary: £28,000\nClosing date: 12 June 2015\n"
        "Applications should be sent to HR by 12 June 2015.",
    ],
    ids=lambda post: post[:20],
)
def test_no_record(post: str) -> None:
    found = read(HEADER + post)
    assert found.bulletins == () and found.adverts == ()


@pytest.mark.parametrize(
    "words",
    [
        "Issued with my P45 by Jane Smith (Napo)",
        "Sent home by Jane Smith (Branch Chair)",
        "Signed off sick by Jane Smith (Branch Secretary)",
    ],
)
def test_words_of_a_reader_are_no_signature(words: str) -> None:
    comment = f"Dear all\nNapo members should know what happened to me.\n{words}"
    page = page_of(f"Post\n1 comment:\n  1. {comment.replace(chr(10), chr(10) + '    ')}\n    ReplyDelete\n")
    assert read_page(page).texts == (comment,)
    assert read_page(page).bulletins == ()


@pytest.mark.parametrize("words", ["Issued by", "Issued jointly by", "Published on 4 May 2017 by"])
def test_who_issued_a_bulletin_signs_it(words: str) -> None:
    post = f"{HEADER}JTU 27-2021\nPay talks end\nMembers will be balloted.\n{words} Jane Smith (Napo) and Ann Brown (GMB)"
    (found,) = read(post).bulletins
    assert [signatory.name for signatory in found.bulletin.signatories] == ["Jane Smith", "Ann Brown"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Latest From Napo 93\nThursday, 4 May 2017\nJTU 27-2021", "Latest From Napo 93"),
        ("The Blog\nThursday, 4 May 2017\nJTU 27-2021\nPay talks", "The Blog"),
        ("Friday, 5 May 2017\nNapo Bulletin 12/2017", None),
        ("Napo Bulletin 12/2017\nFriday, 5 May 2017", None),
        ("BR 12/2017\nFriday, 5 May 2017\nPay talks", None),
        ("Friday, 5 May 2017\nJoint Union Bulletin", None),
    ],
)
def test_a_line_of_a_bulletin_is_not_the_title(head: str, title: str | None) -> None:
    """With the blog's own count of comments on the page, too."""
    records = page_records(page_of(head + BODY + THREAD))
    assert records.document["title"] == title
    (bulletin,) = records.bulletins
    assert bulletin["text"].endswith(BODY)


def test_a_bulletin_about_pay_is_no_advert() -> None:
    post = (
        "Napo Pay Bulletin\nSalary\nBand 4: £28,000 will rise on 1 April 2019.\nGrade\nAll grades are within scope\n"
        "Closing date\nThe ballot ends 5 June 2019\nJane Smith, General Secretary"
    )
    found = read(HEADER + post)
    assert len(found.bulletins) == 1 and found.adverts == ()


def test_an_advert_may_speak_of_severance() -> None:
    post = (
        "HR Adviser\nSalary: £28,000\nYou will help to run our voluntary redundancy scheme and advise managers.\n"
        "Closing date: 12 June 2015"
    )
    (found,) = read(HEADER + post).adverts
    assert found.advert.job_title == "HR Adviser"


def test_a_blogger_who_asks_speaks_for_himself() -> None:
    """Not so a heading that a reader of the bulletin might ask."""
    statement = f"{HEADER}Joint Union Statement\nMembers should vote. Napo has said so.\n{{}}\nThe weather was good.\nIt rained.\n"
    ends = {
        asked: page_records(page_of(statement.format(asked))).bulletins[0]["text"].split("\n")[-1]
        for asked in ("Am I alone in my doubts?", "What should I do?")
    }
    assert ends == {
        "Am I alone in my doubts?": "Members should vote. Napo has said so.",
        "What should I do?": "It rained.",
    }


@pytest.mark.parametrize(
    "words",
    [
        "Last date for receipt of forms: 12 June 2015",
        "LAST DATE FOR RECEIPT: 12 June 2015",
        "Ring the office by 12 June 2015",
        "Write to the Manager before 12 June 2015",
        "Call the branch by 12 June 2015",
    ],
)
def test_words_that_name_a_closing_date(words: str) -> None:
    (found,) = read(f"{HEADER}Officer\nSalary: £22,000 pa\nClosing date: see below\n{words}").adverts
    assert found.advert.closes is not None and found.advert.closes.date == datetime.date(2015, 6, 12)


@pytest.mark.parametrize("line", ["x /  / y\nNapo", "Dear members\nMay /  / June", "Napo\n / \n / x"])
def test_strokes_with_nothing_between_them_stop_no_page(line: str) -> None:
    assert read(HEADER + line).texts == ("First.", "Second.")


def test_digits_of_another_script_stop_no_page() -> None:
    heads = ("Jim2٩ February 2015 at 08:11", "Jim2٩ February 2015 at 08:12", "Bob22 February 2015 at 09:11")
    page = page_of("3 comments:\n" + "".join(f"{head}\ntext\nReplyDelete\n" for head in heads))
    assert len(read_page(page).texts) == len(heads)
