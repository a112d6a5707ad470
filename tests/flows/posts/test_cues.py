"""Cues of bulletins and adverts, one by one: words that show each, and words that do not."""

import pytest

from flows.posts.cues import ADVERT_CUES, BULLETIN_CUES, is_introduction

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
        ["This on the Napo website:-", "Seen on UNISON's blog:-", "GMB have said this:-"],
        ["This on the council website:-", "My Napo card:-"],
    ),
    "reference": (
        ["JTU 14-2018", "BR 7/2019", "Ref: BR14/17", "Circular No. 12/2016", "Circular BR 14/2017"],
        ["See JTU 14-2018", "BR 7", "14/2018", "Room 12/14"],
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
    "salary_line": (
        ["Salary: £1 pa", "Pay range: £9 an hour", "salary - £20,000"],
        ["My salary: none", "Salary is poor", "Payment: by cheque"],
    ),
    "closing_date": (
        [
            "Closing date: 1 May 2018",
            "The closing date is Friday",
            "Closes on 1 May",
            "Applications must be received by noon",
            "Deadline for applications: June",
        ],
        ["The survey's closing date", "Applications are dull", "Closing time is ten"],
    ),
    "interview_date": (
        ["Interviews: w/c 7th May 2018", "Interview date: 1 June", "Interviews will be held in June"],
        ["Interviewed in May", "Interviews are awful", "My interview: a memoir"],
    ),
    "labelled_field": (
        ["Location: Saltreach", "Job title: Porter", "Hours: 37"],
        ["Locations: many", "The post: late again"],
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
    "recruiting": (
        ["Seetec is looking for a manager.", "We are currently recruiting.", "They are seeking porters."],
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
    assert ALL_CUES[name].pattern.search(words)


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, (_, not_shown) in CASES.items() for words in not_shown]
)
def test_words_do_not_show_the_cue(name: str, words: str) -> None:
    assert not ALL_CUES[name].pattern.search(words)


def test_no_cue_holds_a_long_phrase() -> None:
    """A cue says what such texts have in common: it holds no phrase longer than three words."""
    for cue in ALL_CUES.values():
        for branch in cue.pattern.pattern.replace(r"\b", "").split("|"):
            words = [word for word in branch.split(" ") if word.isalpha()]
            assert len(words) <= 3, (cue.name, branch)


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
