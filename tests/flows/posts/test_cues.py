"""Cues of bulletins and adverts, one by one: words that show each, and words that do not."""

import pytest

from flows.posts.cues import ADVERT_CUES, BULLETIN_CUES
from flows.posts.introducing import is_introduction, is_introduction_at_head

CASES: dict[str, tuple[list[str], list[str]]] = {
    "introduced_as_shared": (
        [
            "Thanks to the reader for sharing this:-",
            "This was passed to me:-",
            "I have received the following:-",
        ],
        ["This I wrote myself:-", "I share a desk:-"],
    ),
    "introduced_by_issuer": (
        [
            "This on the Napo website:-",
            "Seen on UNISON's blog:-",
            "GMB have said this:-",
            "This just in from Napo:-",
            "From UNISON this morning:",
            "Napo's General Secretary has been busy on his blog:-",
            "The latest blog from the Napo General Secretary:-",
            "And Napo's response:-",
        ],
        [
            "This on the council website:-",
            "My Napo card:-",
            "This from a Napo member:-",
            "From Napo to the moon",
            "Napo's General Secretary earns more:-",
        ],
    ),
    "introduced_from_union": (
        ["This came round from the GMB:-", "From our branch secretary:-", "The Vice-Chair has put this up:-"],
        ["From the council:-", "The chair is broken:-"],
    ),
    "introduced_as_answer": (
        ["Napo's response to the consultation:-", "The joint unions have written to the Minister:-"],
        ["Napo wrote to the Minister, and he said:-", "A letter to the Minister:-", "UNISON has a survey:-"],
    ),
    "introduced_as_paper": (
        ["The latest newsletter:-", "An open letter:-", "Our branch report:-"],
        ["The latest news:-", "A weather report:-"],
    ),
    "introduced_as_press": (
        ["From Hansard:-", "An article from the Guardian:-", "The Ministry says:-"],
        ["From the branch:-", "A guard said this:-"],
    ),
    "reference": (
        [
            "JTU 14-2018",
            "BR 7/2019",
            "Ref: BR14/17",
            "Circular No. 12/2016",
            "Circular BR 14/2017",
            "Bulletin No. 7",
            "BR/26/2018",
        ],
        ["See JTU 14-2018", "BR 7", "14/2018", "Room 12/14", "Bulletin 7 was dull."],
    ),
    "masthead": (
        [
            "JOINT UNION BULLETIN",
            "Napo Members' Newsletter",
            "UNISON Fenland Probation Branch Newsletter",
            "STATEMENT BY THE TRADE UNIONS ON CHAIRS",
            "Message from the General Secretary",
            "Napo Pay Alert!",
            "An open letter to all Napo members from the executive",
        ],
        ["I read the union newsletter.", "Branch lines of the railway", "This is a statement by a tree."],
    ),
    "open_letter": (
        ["An open letter to the Chief Probation Officer", "Open letter to our MPs"],
        [
            "This open letter to you",
            "An open letter to the minister:",
            "An open letter to the minister was sent.",
        ],
    ),
    "union_at_head": (
        ["GMB response to the announcement", "PCS - Justice Sector Group", "Napo Wold Branch"],
        ["I met Napo.", "A letter to the editor of Napo Quarterly News and Views of the World", "The unions"],
    ),
    "letterhead": (
        ["Napo   UNISON   GMB", "NAPO", "Napo, UNISON and GMB", "UNISON Fenland Branch"],
        ["Napo says no", "Napo and the vicar", "A Napo card"],
    ),
    "addressee": (
        ["To all members in Fenland", "To: Branch Secretaries", "To all GMB representatives"],
        ["To all of you", "To members who came, thanks.", "Tomembers"],
    ),
    "salutation_to_one": (
        ["Dear Mr Tench", "Dear Minister", "Re: The fridge"],
        ["Dear All", "Dear Mrsa", "Really"],
    ),
    "sender_elsewhere": (
        [
            "Ministry of Justice",
            "By Anna Teal",
            "Our Reference: FOI 12",
            "Press release",
            "Wold Community Rehabilitation Company Limited",
        ],
        ["The Ministry of Justice", "By and by", "Pressed for time"],
    ),
    "told_to_press": (
        ['A spokesman said: "No."', "She said to the paper: “No.”"],
        ["She said no.", 'He wrote: "No."', "Notes to editors"],
    ),
    "said_in_parliament": (
        ["the hon. Lady", "To ask the Secretary of State", "House adjourned."],
        ["an honest lady", "To ask the Ministry", "The house was adjourned to the pub"],
    ),
    "written_by_public_body": (
        ["Freedom of Information Act", "An inspection by HM Inspectorate", "tenders are invited"],
        ["information is free", "the inspection of chairs", "tender meat"],
    ),
    "advertises": (
        ["Salary: £2", "Interviews: May", "Closing date: now"],
        ["My salary: £2", "Closing dates are near"],
    ),
    "report_title": (
        [
            "Branch Report March 2018",
            "Fenland Branch Newsletter",
            "Joint Statement on the Annexe",
            "Chair's Report",
        ],
        ["The branch report was late.", "Weather Report", "Joint of beef"],
    ),
    "salutation": (
        ["Dear All", "Dear Member", "Dear Colleagues,", "Dear Napo members"],
        ["Dear me", "Dear Sir", "My Dear Member"],
    ),
    "union_tells_of_itself": (
        [
            "ENDS\nNapo is the trade union of probation staff.",
            "-ends-\nNotes to editors\n1. Napo represents over 8,000 members",
        ],
        ["ENDS\nNapo is the place to be", "Napo represents over 80 members", "ENDS\nNapo, who represents us"],
    ),
    "names_itself": (
        ["This bulletin is about chairs.", "in this circular"],
        ["The bulletin board", "This reporter"],
    ),
    "speaks_to_members": (
        ["Members are asked to sit.", "We will write to our members.", "our respective members"],
        ["There were four members of staff.", "What he dismembers will not mend.", "Members of the jury"],
    ),
    "speaks_for_union": (
        ["Napo has written to the minister.", "The unions are agreed.", "trade unions will meet"],
        ["My union card", "The employer has written."],
    ),
    "introduced_as_advert": (
        ["This advert appeared in the Argus:-", "A vacancy has come up:-", "Here is a job:-"],
        ["Here is a letter:-", "An adverse report:-"],
    ),
    "salary_in_prose": (
        ["The salary for this post is £31,488", "a salary of up to £40,000", "Your salary will be $50,000"],
        ["The salary is poor.", "My salary: £2", "a salary of nothing"],
    ),
    "introduced_in_paper": (
        ["This was in the Harbour Gazette:-", "I saw it on the Charity Noticeboard:-"],
        ["This was in our kitchen:-", "Published by nobody:-"],
    ),
    "opens_bulletin": (
        ["JTU 14-2018", "Dear Members,", "Circular No. 4"],
        ["My Dear Members", "BRAND NEW", "Dear Sir"],
    ),
    "introduced_in_jest": (["A spoof:-", "Some nonsense:-"], ["A spook:-", "A serious matter:-"]),
    "names_post": (
        ["Probation Officer", "Head of Chairs", "Part-time Administrator (12 months)"],
        ["The Administrator left.", "Chairs", "Official bodies"],
    ),
    "salary_line": (
        [
            "Salary: £1 pa",
            "Pay range: £9 an hour",
            "salary - £20,000",
            "Circa £40k",
            "From £88,000",
            "US$96,000 - US$104,500 per year",
            "£18,900 rising to £20,150 per annum",
            "Salary circa £55k plus car",
            "Salary: Band 4",
            "£30,000 depending on experience",
        ],
        [
            "My salary: none",
            "Salary is poor",
            "Payment: by cheque",
            "Salary: peanuts",
            "£40 was found in the drawer",
            "£1,150 a day. I'm on £93." + " x" * 60,
        ],
    ),
    "closing_date": (
        [
            "Closing date: 1 May 2018",
            "The closing date is Friday",
            "Closes on 1 May",
            "Applications must be received by noon",
            "Deadline for applications: June",
            "Closes: 30th November 2017",
            "Apply by 29 February 2016",
            "Apply not later than 17 March",
            "Deadline: noon on Friday",
        ],
        [
            "Closing date for bookings: 6 April",
            "The deadline passed",
            "The survey's closing date",
            "Applications are dull",
            "Closing time is ten",
        ],
    ),
    "closing_in_prose": (
        ["Write to us. The closing date is Friday.", "Ring; closing date will be in May."],
        ["The closing date is Friday.", "We missed the closing date."],
    ),
    "interviews_in_prose": (
        ["Shortlisting on 12th and interviews on 19th May", "Ring us. Interviews will be in May."],
        ["interviews", "reinterviews on Monday", "He gives interviews often."],
    ),
    "interview_date": (
        [
            "First interviews are planned for May",
            "Interviews: w/c 7th May 2018",
            "Interview date: 1 June",
            "Interviews will be held in June",
        ],
        ["Interviewed in May", "Interviews are awful", "My interview: a memoir"],
    ),
    "labelled_field": (
        [
            "Location: Saltreach",
            "Location(s): Ely",
            "Job title: Porter",
            "Hours: 37",
            "Number of jobs available: 6",
        ],
        ["Locality: many", "The post: late again"],
    ),
    "applicant": (
        [
            "The successful candidate will dig.",
            "The postholder will dig.",
            "To apply, write.",
            "Ask for an application pack.",
        ],
        ["A candidate came.", "I was the unsuccessful candidate.", "An application was lost."],
    ),
    "recruitment_event": (
        ["Come to our recruitment morning.", "Selection days are on 4 May", "a recruitment open evening"],
        ["Recruitment is slow.", "a morning", "open day"],
    ),
    "speaks_as_agency": (
        [
            "Our public sector client",
            "£20 per hour umbrella",
            "Inside IR35",
            "Hope you're well!",
            "£40 p/h Ltd",
            "Refer a friend",
        ],
        ["our clients in custody", "my client group", "Ltd companies", "I hope so."],
    ),
    "terms_of_work": (
        [
            "Full time, permanent post",
            "a fixed-term contract",
            "maternity cover",
            "37 hours per week",
            "22.5hrs/wk",
        ],
        ["full of time", "hours of fun", "He covers for us."],
    ),
    "speaks_to_applicant": (
        ["You will dig.", "You'll dig.", "You must dig."],
        ["They will dig.", "you will see"],
    ),
    "offers_severance": (
        ["Voluntary Severance Scheme 2016", "EVR FOR MANAGERS"],
        [
            "You will run our voluntary redundancy scheme.",
            "Volunteers wanted",
            "He was made redundant",
            "Several schemes",
        ],
    ),
    "denies_pay": (
        ["We pay £10 an hour? No we do not.", "£9 for that? Never."],
        ["£10 an hour? Now you know.", "We pay £10. No, £11."],
    ),
    "offers_event": (
        ["Fee: £640", "Rent: £450", "Cost", "To book, write."],
        ["A feeble fee", "Value for money", "Costly", "This coursework"],
    ),
    "invites_tenders": (
        ["Bidders must show", "receipt of tenders"],
        ["bidding farewell", "You will write tenders"],
    ),
    "lists_scales": (
        ["Band 2: £17,801\nBand 3: £21,266"],
        ["Band 2: £17,801", "Band 2: £17,801\nLondon: £3,889"],
    ),
    "recruiting": (
        [
            "HMPPS requires an officer.",
            "We wish to appoint a clerk.",
            "Seetec is looking for a manager.",
            "We are currently recruiting.",
            "They are seeking porters.",
        ],
        ["I look for my pen.", "Nobody liked this recruiting drive.", "He was looking for it."],
    ),
}
ALL_CUES = {cue.name: cue for cue in (*BULLETIN_CUES, *ADVERT_CUES)}


def test_every_cue_has_its_cases() -> None:
    """A cue without a matching and a non-matching case is one that nobody has tried."""
    assert set(CASES) == set(ALL_CUES)
    assert len(ALL_CUES) == len(BULLETIN_CUES) + len(ADVERT_CUES)
    assert all(shown and not_shown for shown, not_shown in CASES.values())


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, (shown, _) in CASES.items() for words in shown]
)
def test_words_show_the_cue(name: str, words: str) -> None:
    assert ALL_CUES[name].find(words)


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, (_, not_shown) in CASES.items() for words in not_shown]
)
def test_words_do_not_show_the_cue(name: str, words: str) -> None:
    assert not ALL_CUES[name].find(words)


def test_no_cue_holds_a_long_phrase() -> None:
    """A cue says what such texts have in common: it holds no phrase longer than three words."""
    for cue in ALL_CUES.values():
        for branch in cue.pattern.pattern.replace(r"\b", "").split("|"):
            words = [word for word in branch.split(" ") if word.isalpha()]
            assert len(words) <= 3, (cue.name, branch)


@pytest.mark.parametrize(
    ("line", "introduces"),
    [
        ("A reader just sent us this bulletin:-", True),
        ("Napo members have been sent the following:-", True),
        ("What a week. This turned up in our inbox:", True),
        ("Message from the General Secretary to members:", True),
        ("Members tell me three things:", False),
        ("This is a list of what we want", False),
        ("This was sent to us.", False),
    ],
)
def test_introduction_at_the_head_of_a_post(line: str, introduces: bool) -> None:
    """There nobody but the blogger says "us", and who was sent something may be members."""
    assert is_introduction_at_head(line) == introduces
    assert not is_introduction(line)


@pytest.mark.parametrize(
    ("line", "introduces"),
    [
        ("This on the Napo website:-", True),
        ("Many thanks to the reader for sharing this:-", True),
        ("I have received the following:", True),
        ("Seen in the press:-", True),
        ("And this from a friend in the west:-", True),
        ("This is what I think:-", False),
        ("Workloads:", False),
        ("This on the Napo website", False),
        ("He shared it:-", True),
        ("We demand the following:", False),
        ("This week we received these assurances from the employer:", False),
        ("Jobs seen this week:-", True),
    ],
)
def test_introduction(line: str, introduces: bool) -> None:
    """The blogger's words before a text that is passed on."""
    assert is_introduction(line) == introduces
