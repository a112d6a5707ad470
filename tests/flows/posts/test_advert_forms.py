"""Job adverts in the forms in which papers, sites, boards and agencies put them."""

from typing import NamedTuple

import pytest

from flows.posts.adverts import FoundAdvert, find_adverts, may_advertise
from tests.passage import passage_of


class Form(NamedTuple):
    text: str
    title: str
    employer: str | None
    location: str | None
    salary: str
    closes: str | None


ROWS = ("\t\t", "      ", " | ")
TABLE = (
    "Employer{}Northmoor CRC",
    "Based{}Hallam House, Westby",
    "Salary{}£17,400 to £18,900 pa",
    "Closing date{}3 May 2017",
)
CIVIL_SERVICE = (
    "Court Officer (Ref: 1561)\nHM Prison & Probation Service\nApply before 11:55 pm on Friday 20th October 2017\nGrade\nOther\nNPS Pay Band 3\n"
    "Number of posts\n6\nLocation\nWestby; Orton\nSalary\n£22,039 - £26,613\nAbout the job\nYou will sit in court."
)
FORMS = {
    "display": Form(
        "THE OPEN DOOR TRUST\nrequires a\nMENTOR CO-ORDINATOR\nfor its project at HMP Westby\n21 hours/wk - £12.10 per hour - funded to May\nReturn forms by 16/10/17. No CVs.",
        "MENTOR CO-ORDINATOR", "THE OPEN DOOR TRUST", "HMP Westby", "£12.10 per hour", "16/10/17",
    ),
    "display without a word for a body": Form(
        "Orton Friends\nis recruiting a\nCENTRE MANAGER\nat HMP Orton\n25 hours per week, £11.10 per hour\nApplications by 3 July 2014.",
        "CENTRE MANAGER", "Orton Friends", "HMP Orton", "£11.10 per hour", "3 July 2014",
    ),
    "pay in a sentence": Form(
        "Policy Officer (Courts)\nThe salary will be in the range of £27,000-£30,000 depending on experience, and the office is in the middle of Westby.\n"
        "Secondments considered. Applications by noon, 6 Dec. please.",
        "Policy Officer (Courts)", None, "Westby", "£27,000-£30,000 depending on experience", "noon, 6 Dec.",
    ),
    "rates in a sentence": Form(
        "Court Officers, Westby Magistrates\nNorthgate Staff have an exciting opportunity for four officers. £17.85 PAYE / £22.40 Umbrella per hour. 37 hours, no weekends.\n"
        "To be considered please call Declan by Friday.",
        "Court Officers", "Northgate Staff", "Westby Magistrates", "£17.85 PAYE / £22.40 Umbrella per hour", "Friday",
    ),
    "pay behind the title": Form(
        "QUALIFIED OFFICERS - IMMEDIATE START - UP TO £24 PER HOUR\nWestby Justice Recruitment are urgently seeking officers for our client in Orton.\nTo apply send your CV by 3 May 2017.",
        "QUALIFIED OFFICERS", "Westby Justice Recruitment", "Orton", "UP TO £24 PER HOUR", "3 May 2017",
    ),
    "agency": Form(
        "URGENT!!! SPO (BAND 5) x 1 - WESTBY VALE\nRole: Senior Probation Officer, Courts\nAgency: Clover People\nClient: Probation Service\nRate: up to £41.00 p/h Ltd\nClosing date for CVs: 04/11/2022",
        "Senior Probation Officer, Courts", "Clover People", "WESTBY VALE", "up to £41.00 p/h Ltd", "04/11/2022",
    ),
    "civil service": Form(
        CIVIL_SERVICE, "Court Officer", "HMPPS", "Westby; Orton", "£22,039 - £26,613", "11:55 pm on Friday 20th October 2017",
    ),
    "one paragraph": Form(
        "Work Coordinator, Westby. £18,500 p.a. Full time, for twelve months. You'll find projects and keep people happy. Apply by 27 May 2016 to Wayland CRC, People Team.",
        "Work Coordinator", "Wayland CRC", "Westby", "£18,500 p.a.", "27 May 2016",
    ),
    "one paragraph that begins with who recruits": Form(
        "UNISON, Eastern Region, is looking for an Area Organiser (Police and Cafcass), based in Orton. Starting salary £33,014. A thick skin needed. Job pack on the site, closing date 3rd May 2014.",
        "Area Organiser (Police and Cafcass)", "UNISON", "Orton", "£33,014", "3rd May 2014",
    ),
    "rows whose cells a blank parts": Form(
        "Job title Court Officer\nDepartment National Probation Service\nLocation Westby, Orton\nSalary £21,446 - £26,815\nClosing date 5 Jun 2016, 11:55 pm\nThe job holder will sit in court.",
        "Court Officer", "National Probation Service", "Westby, Orton", "£21,446 - £26,815", "5 Jun 2016, 11:55 pm",
    ),
    "who recruits behind the title": Form(
        "Housing Practitioner - Westby Borough Council\nGrade 7, £24,892 - £27,123\nYou will work with families. Applicants must drive.\nClosing: 28/11/14",
        "Housing Practitioner", "Westby Borough Council", None, "£24,892 - £27,123", "28/11/14",
    ),
    "posts behind the title, and a site to apply at": Form(
        "Lecturer in Community Justice, two posts, 1.0 FTE and 0.5 FTE\nSalary: £34,189 to £39,609 per annum\nYou will teach.\nApply online at jobs.westby.example by Tuesday 31st May 2016.",
        "Lecturer in Community Justice", None, None, "£34,189 to £39,609 per annum", "Tuesday 31st May 2016",
    ),
    **{
        f"rows parted by {gap!r}": Form(
            "Team Secretary\n" + "\n".join(row.format(gap) for row in TABLE),
            "Team Secretary", "Northmoor CRC", "Hallam House, Westby", "£17,400 to £18,900 pa", "3 May 2017",
        )
        for gap in ROWS
    },
}  # fmt: skip


def found_in(text: str, introduction: str = "", *, comment: int | None = None) -> list[FoundAdvert]:
    is_apart = comment is None
    return list(
        find_adverts(
            passage_of(text, introduction, is_set_apart=is_apart, is_closed=is_apart, comment=comment)
        )
    )


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_form_is_read(form: Form) -> None:
    """Whole, as one advert."""
    (found,) = found_in(form.text)
    advert = found.advert
    assert (found.first, found.last) == (0, form.text.count("\n") + 1)
    assert (advert.job_title, advert.employer, advert.location) == (form.title, form.employer, form.location)
    assert advert.salary is not None and advert.salary.text == form.salary
    assert (advert.closes and advert.closes.text) == form.closes


MAIL = "Hi Sam\nHope you're well! Qualified Probation Officers needed ASAP - Courts and Sentence Management - Fenmoor and Lower Orton\nPay rate: £31.50 per hour (umbrella)\nStart: 3rd April 2023 or sooner\nYou must have been vetted.\n£250 referral fee for every friend who starts!\nSend your up to date CV to Kay at Bluefinch Recruitment"
PASTED = "I saw this at the library:\n{}\nSo no sick pay."


@pytest.mark.parametrize(
    "advert",
    [
        "Payback Supervisors\nSessional, various locations across Westby\n£8.40 per hour inc. holiday pay\nWayland Rehabilitation wants enthusiastic people.\nInterested? Come to our recruitment morning on 21 May.",
        "Unpaid Work Coordinator, Westby. £18,500 p.a. Full time, for twelve months. You'll keep people happy. Apply by 27 May 2016 to Wayland CRC.",
        MAIL,
    ],
    ids=["display", "one paragraph", "mail"],
)
def test_advert_pasted_into_a_comment(advert: str) -> None:
    """Without the reader's words above and below it."""
    text = PASTED.format(advert)
    (found,) = found_in(text, comment=0)
    assert "\n".join(text.split("\n")[found.first : found.last]) == advert


def test_mail_of_an_agency() -> None:
    (found,) = found_in(PASTED.format(MAIL), comment=0)
    advert = found.advert
    assert (advert.job_title, advert.employer) == ("Qualified Probation Officers", "Bluefinch Recruitment")
    assert advert.location == "Fenmoor and Lower Orton"
    assert advert.starts is not None and advert.starts.text == "3rd April 2023 or sooner"


@pytest.mark.parametrize(
    "tag",
    [
        "Committed to diversity.",
        "No agencies. No CVs.",
        "Registered charity.",
        "We are an equal opportunities employer.",
        "If this isn't for you, recommend a friend and earn £300.",
        "Ref BCJR/PO/0915",
    ],
)
def test_closing_tag_is_the_adverts(tag: str) -> None:
    """The blogger's words below it are not."""
    text = f"Case Manager\nSalary: £22,000 pa\nClosing date: 4 May 2018\n{tag}\nThere you have it, no experience needed."
    (found,) = list(find_adverts(passage_of(text, "This job:-", is_set_apart=True)))
    assert (found.first, found.last) == (0, 4)


def test_each_page_of_the_civil_service_in_one_passage_is_an_advert() -> None:
    found = found_in(f"{CIVIL_SERVICE}\n{CIVIL_SERVICE.replace('Court', 'Prison')}", "Two jobs today:-")
    assert [each.advert.job_title for each in found] == ["Court Officer", "Prison Officer"]


def test_line_that_leads_to_the_next_advert_parts_them() -> None:
    one, other = FORMS["pay behind the title"].text, FORMS["rows parted by '\\t\\t'"].text
    found = found_in(f"{one}\nAnd this is on the company's own pages:\n{other}")
    assert [(each.first, each.last) for each in found] == [(0, 3), (4, 9)]


def test_line_that_leads_to_nothing_is_no_harm() -> None:
    text = FORMS["pay behind the title"].text
    (found,) = found_in(f"{text}\nAnd this from the same page:", comment=0)
    assert found.last == 3


REMARKS = (
    "Agency officers get more. £32 per hour umbrella. You should see the holiday. They are looking for a Senior Officer too and nobody wants it.",
    '"Case Manager, Westby. £21,000 pa." That is what they offer. I would not apply by any date.',
    "Trainee Probation Officer, 1989. £9,500 per annum. Full time, with a car loan. You had to apply by letter and wait until 4 June for the interview.",
    "Managers needed ASAP for weekends at our AP. £15 per hour. Ring the office by Friday. I said no.",
    "They seek a Director of Something. £95,000 a year. You will not be surprised. The interviews were in May.",
    "Members on strike will get £50 per day. Claim forms to be returned by 5 May 2014 to the Treasurer. You must sign the sheet.",
    "Officer grades\nSalary\t£28,000\nGrade\tBand 4\nHours\t37\nThat is what the table says.",
    "Staff survey for all Officers. £50 voucher to be won. Full time and part time. Please return it by 4 June 2014 to HR.",
)


@pytest.mark.parametrize("remark", REMARKS, ids=lambda remark: remark[:20])
def test_remark_on_pay_and_posts_is_no_advert(remark: str) -> None:
    assert found_in(remark, comment=0) == []
    assert found_in(remark) == []


@pytest.mark.parametrize(
    ("introduction", "paper"),
    [
        ("First, from CharityJob:-", "CharityJob"),
        ("From Probation Monthly:", "Probation Monthly"),
        ("First the NPS, as copied from Civil Service Jobs by a colleague:", "Civil Service Jobs"),
        ("Here is the ad off the Civil Service Jobs site:-", "Civil Service Jobs"),
        ("And from the Orwick Courier's jobs page, for those with letters:-", "Orwick Courier"),
        ("In a copy of the Castleham & District Argus I found this:-", "Castleham & District Argus"),
        ("A friend spotted this on jobs.ac.example:-", "jobs.ac.example"),
        ("And from Jane:-", None),
        ("And this is on the CRC's own pages:", None),
    ],
)
def test_paper_without_article_or_with_more_behind_it(introduction: str, paper: str | None) -> None:
    (found,) = found_in(FORMS["agency"].text, introduction)
    assert found.advert.published_in == paper


@pytest.mark.parametrize(
    ("line", "title", "place"),
    [
        ("Case Manager - Thornby Hub", "Case Manager", "Thornby Hub"),
        ("Case Manager - Fenmoor and Orton", "Case Manager", "Fenmoor and Orton"),
        ("Case Manager, Westby", "Case Manager", "Westby"),
        ("Case Manager x 3", "Case Manager", None),
        ("Case Manager (Ref: 33012)", "Case Manager", None),
        ("Case Manager, Approved Premises", "Case Manager, Approved Premises", None),
        ("Case Manager - Crown Court", "Case Manager - Crown Court", None),
        ("Case Manager - Sentence Management", "Case Manager - Sentence Management", None),
        ("Case Manager (HMP Westby)", "Case Manager (HMP Westby)", "HMP Westby"),
    ],
)
def test_place_behind_the_title(line: str, title: str, place: str | None) -> None:
    """What the work is stays a part of the title."""
    (found,) = found_in(f"{line}\nSalary: £22,000 pa\nClosing date: 4 May 2018")
    assert (found.advert.job_title, found.advert.location) == (title, place)


def test_place_behind_a_comma_is_the_titles_where_another_is_given() -> None:
    (found,) = found_in("Director, North Westby\nLocation: Ely\nSalary: £22,000 pa\nClosing date: 4 May 2018")
    assert (found.advert.job_title, found.advert.location) == ("Director, North Westby", "Ely")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Start date: 2 November 2015 or as soon as possible thereafter.", "2 November 2015 or as soon as possible thereafter"),
        ("Fixed term for 18 months from 1 February 2014.", "1 February 2014"),
        ("Maternity cover from 4 July 2016.", "4 July 2016"),
        ("This is an IMMEDIATE START.", "IMMEDIATE START"),
    ],
)  # fmt: skip
def test_start(line: str, words: str) -> None:
    (found,) = found_in(f"Case Manager\nSalary: £22,000 pa\n{line}\nClosing date: 4 May 2018")
    assert found.advert.starts is not None and found.advert.starts.text == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "Sift w/c 5 December, interviews at Brackenhurst House on 14 and 15 December.",
            "14 and 15 December",
        ),
        ("Ask Ann. Interviews early September.", "early September"),
        ("Ask Ann. Assessment and final panel: 19 and 20 April 2017.", "19 and 20 April 2017"),
    ],
)
def test_interviews(line: str, words: str) -> None:
    (found,) = found_in(f"Case Manager\nSalary: £22,000 pa\nClosing date: 4 May 2018\n{line}")
    assert found.advert.interviews is not None and found.advert.interviews.text == words


@pytest.mark.parametrize("comment", [None, 1])
def test_table_in_a_frame_of_strokes(comment: int | None) -> None:
    text = "Probation Officer\nFenland CRC\n| Salary | £20,000 |\n|---|---|\n| | |\n| Closing date | 5 May 2018 |\n| Location | Ely |\nTo apply send your CV."
    (found,) = find_adverts(passage_of(text, comment=comment))
    advert = found.advert
    assert advert.salary is not None and advert.closes is not None
    assert (advert.job_title, advert.location, advert.salary.text, advert.closes.text) == (
        "Probation Officer",
        "Ely",
        "£20,000",
        "5 May 2018",
    )
    assert may_advertise(text)
    assert may_advertise("| Closing date | 5 May 2018 |")
