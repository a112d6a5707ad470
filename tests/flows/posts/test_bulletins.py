"""How bulletins are recognised: what speaks for and against them is weighed, and each goes from its opening to its close."""

import pytest

from flows.posts.bulletins import DECISIVE, THRESHOLD, FoundBulletin, find_bulletins, may_hold
from flows.posts.cues import BULLETIN_CUES, COMPUTED_CUES, Cue, Place
from flows.posts.line_cues import may_open
from tests.flows.posts.test_cues import CASES
from tests.passage import passage_of


def found_in(
    text: str,
    introduction: str = "",
    *,
    is_set_apart: bool = False,
    is_closed: bool = False,
    comment: int | None = None,
) -> list[FoundBulletin]:
    """The bulletins of a passage, each of whose records is weighed as its sum says."""
    passage = passage_of(text, introduction, is_set_apart=is_set_apart, is_closed=is_closed, comment=comment)
    found = list(find_bulletins(passage))
    for each in found:
        weighed = each.bulletin.weighed
        assert weighed.weight == sum(cue.weight for cue in weighed.shown) >= THRESHOLD
        assert weighed.names == tuple(cue.name for cue in weighed.shown if cue.weight > 0)
    return found


def cues_of(found: FoundBulletin) -> dict[str, int]:
    return {cue.name: cue.weight for cue in found.bulletin.weighed.shown}


HEAVY = "JTU 14-2018 4 May 2018\nPAY TALKS BEGIN\nNapo has met.\nBest wishes\nMarian Tolley, General Secretary, Napo"
"""A bulletin that stays one whatever is said against it."""


def with_words(cue: Cue, words: str) -> list[FoundBulletin]:
    """The heavy bulletin with words where a cue is looked for."""
    first, _, rest = HEAVY.partition("\nNapo has met.")
    if cue.place is Place.INTRODUCTION:
        return found_in(HEAVY, words, is_set_apart=True)
    if cue.place is Place.OPENING:
        return found_in(f"{words}\n{HEAVY}", is_set_apart=True)
    return found_in(f"{first}\nNapo has met.\n{words}{rest}", is_set_apart=True)


@pytest.mark.parametrize("cue", BULLETIN_CUES, ids=lambda cue: cue.name)
def test_each_cue_counts_by_its_weight(cue: Cue) -> None:
    """For the record or against it, where its words stand in its place."""
    (found, *_) = with_words(cue, CASES[cue.name][0][0])
    assert cues_of(found)[cue.name] == cue.weight != 0


OUTWEIGHED = "Dear All\nPay\nNapo met on Monday.\n{}\nBest wishes\nDeb"


@pytest.mark.parametrize(
    "words",
    [
        "“We are content,” said a spokesman for the ministry: “All is well.”",
        "To ask the Secretary of State how many chairs there are.",
        "This is an answer under Freedom of Information.",
        "Salary: £22,000 pa",
    ],
)
def test_what_speaks_against_a_bulletin_outweighs_what_just_carries_it(words: str) -> None:
    assert len(found_in(OUTWEIGHED.format("It was short."))) == 1
    assert found_in(OUTWEIGHED.format(words)) == []


@pytest.mark.parametrize(
    ("text", "introduction", "less"),
    [
        ("Dear All\nNapo has met.\nBest wishes\nDeb", "", "Dear All\nNapo met.\nBest wishes\nDeb"),
        ("Dear All\nPay\nNapo met.\nBest wishes\nDeb", "", "Dear All\nIt is about pay.\nNapo met.\nBest wishes\nDeb"),
        ("Pay talks\nNapo met.\nDora Pell, Branch Chair", "", "Pay talks\nNapo met.\nDora Pell, Editor"),
        ("Pay talks\nNapo met.\nDora Pell, Branch Chair", "", "It was short.\nNapo met.\nDora Pell, Branch Chair"),
        ("To all members\nPay talks\nNapo met.\nBest wishes\nDeb", "", "All members\nPay talks\nNapo met.\nBest wishes\nDeb"),
        ("Pay talks\nNapo met.\nBest wishes\nDeb", "From the branch:-", "Pay talks\nNapo met.\nSo there.\nDeb"),
        ("JTU 14-2018\nPay talks\nThey met. This bulletin is short.", "", "JTU 14-2018\nPay talks\nThey met. The hour was short."),
    ],
)  # fmt: skip
def test_passage_just_below_the_threshold_is_none(text: str, introduction: str, less: str) -> None:
    """What a single cue carries over it falls without that cue."""
    (found,) = found_in(text, introduction, is_set_apart=True)
    weight = found.bulletin.weighed.weight
    assert weight - max(cues_of(found).values()) < THRESHOLD
    assert found_in(less, introduction, is_set_apart=True) == []


def test_every_computed_cue_is_used_with_its_weight() -> None:
    found = [
        *found_in(HEAVY, is_set_apart=True, is_closed=True),
        *found_in("4 May 2018\nPay talks\nNapo met.\nDora Pell, Branch Chair"),
        *found_in("Dear All\nPay\nNapo met.\nBest wishes\nNapo HQ"),
        *found_in("Napo Press Release\nPay talks end\nNapo met.\nENDS"),
        *found_in(
            "JTU 14-2018\nDear All\n4 May 2018\nPay\nThis bulletin is short. Napo has met our members.\nDora Pell, Chair, Napo\nAnn Lee, Chief Officer"
        ),
    ]
    shown = {name: weight for each in found for name, weight in cues_of(each).items()}
    assert {name: weight for name, weight in shown.items() if name in COMPUTED_CUES} == COMPUTED_CUES


def test_unsigned_bulletin_shows_something_decisive() -> None:
    """However much else speaks for it."""
    text = "To all members\n{}\nPay talks\nThis bulletin is for our members. Members should read it. Napo has met."
    introduction = "This bulletin was passed to me from the branch:-"
    (found,) = found_in(text.format("Dear Members,"), introduction, is_set_apart=True)
    assert DECISIVE & set(found.bulletin.weighed.names)
    assert found_in(text.format("It is long."), introduction, is_set_apart=True) == []


def test_bulletin_without_a_reference_names_a_union() -> None:
    """In its text, or where it is introduced; else a club, a school or an employer may have written it."""
    letter = "Dear All\n4 May 2018\nPay\n{} met on Monday.\nBest wishes\nDeb"
    assert len(found_in(letter.format("Napo"))) == 1
    assert found_in(letter.format("The whist club")) == []
    assert len(found_in("JTU 14-2018\n4 May 2018\nPay\nThey met on Monday.\nBest wishes\nDeb")) == 1


def test_line_without_an_opening_opens_one_only_where_it_is_set_apart() -> None:
    """By a separator or an introduction above it."""
    text = "Pay talks\nNapo met.\nMarian Tolley, General Secretary, Napo"
    assert found_in(text) == []
    assert len(found_in(text, is_set_apart=True)) == 1


LETTER = "Dear Members,\nPay\nNapo has met.\nBest wishes\nMarian Tolley, General Secretary, Napo"


def test_bulletin_goes_from_its_opening_to_its_close() -> None:
    """The blogger's words above and below are no part of it."""
    (found,) = found_in(
        f"What a week it was.\nNo chair to sit on.\n{LETTER}\nI had a cup of tea.\nAnd another."
    )
    assert (found.first, found.last) == (2, 7)


def test_unsigned_bulletin_goes_on_to_the_end_of_its_passage() -> None:
    (found,) = found_in("What a week it was.\nJTU 14-2018\nPAY NEWS\nNapo has met.\nAll were there.")
    assert (found.first, found.last) == (1, 5)


def test_bulletins_of_a_passage_follow_one_another() -> None:
    """None has a line of another."""
    found = found_in(f"{LETTER}\nAnd this came too.\n{LETTER}")
    assert [(each.first, each.last) for each in found] == [(0, 5), (6, 11)]


def test_in_a_comment_a_bulletin_opens_and_closes() -> None:
    (found,) = found_in(f"I found this in a drawer.\n{LETTER}\nWhat do you think?", comment=0)
    assert (found.first, found.last) == (1, 6)


@pytest.mark.parametrize(
    "text",
    [
        "JTU 14-2018\nPAY NEWS\nThis bulletin is for our members. Napo has met.",
        "Napo has met.\nBest wishes\nMarian Tolley, General Secretary, Napo",
        "PAY NEWS\nNapo has met.\nMarian Tolley, General Secretary, Napo",
    ],
)
def test_in_a_comment_what_does_only_one_of_them_is_none(text: str) -> None:
    """A reader's remark about a bulletin, or one that he signs."""
    assert found_in(text, comment=0) == []


def test_in_a_comment_the_readers_line_above_introduces_it() -> None:
    """It opens any heading below it, and its words count."""
    text = "Seen on the Napo website:\nPAY NEWS\nNapo has met.\nBest wishes\nMarian Tolley, General Secretary, Napo"
    (found,) = found_in(text, comment=0)
    assert (found.first, found.last) == (1, 5)
    assert cues_of(found)["introduced_by_issuer"] == 5


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("Dear Members,", True),
        ("JTU 14-2018", True),
        ("Napo / GMB", True),
        ("To all members", True),
        ("Dear Sir", False),
        ("Dear me, what a week.", False),
        ("Pay talks begin", False),
        (f"Dear All {'and a very long line ' * 10}", False),
    ],
)
def test_line_that_opens_one_by_itself(line: str, opens: bool) -> None:
    """A paragraph never does; and a comment with such a line may hold one."""
    assert may_open(line) == opens
    assert may_hold(f"What a week.\n{line}") == opens


def test_comment_with_a_line_that_introduces_may_hold_one() -> None:
    assert may_hold("Look:\nPay news") and may_hold("Look:-\nPay news")
    assert not may_hold("Look: a bird.\nPay news")


PERSONAL = "Dear members,\nI write again.\nI have met them.\nThey were late.\nWe shall see."


def lines_read(
    text: str, introduction: str = "This on the Napo website:-", *, is_led_out: bool = False
) -> list[str]:
    """The lines of the one bulletin in a passage that nothing closes, or only an introduction."""
    passage = passage_of(text, introduction, is_set_apart=True, is_closed=is_led_out)
    (found,) = find_bulletins(passage._replace(is_led_out=is_led_out))
    return text.split("\n")[found.first : found.last]


def test_letter_of_one_person_does_not_end_where_he_says_i() -> None:
    assert lines_read(PERSONAL) == PERSONAL.split("\n")
    assert lines_read(f"{PERSONAL}\nI say!") == [*PERSONAL.split("\n"), "I say!"]


def test_heading_that_a_member_might_ask_does_not_end_a_bulletin() -> None:
    text = "Napo pay ballot\nMembers have voted.\nWhen will I get it?\nIn May."
    assert lines_read(f"{text}\nI am surprised.") == text.split("\n")


def test_bulletin_without_a_signature_ends_before_the_blogger_speaks_though_an_introduction_follows() -> None:
    text = "Napo pay ballot\nMembers have voted.\nThe result is close.\nIt will be told."
    assert lines_read(f"{text}\nI am surprised.", is_led_out=True) == text.split("\n")


@pytest.mark.parametrize("link", ["Read more", "... read more", "Continue reading"])
def test_bulletin_ends_where_a_site_cut_it_off(link: str) -> None:
    text = "Napo pay ballot\nMembers have voted.\nThe result..."
    assert lines_read(f"{text}\n{link}\nIt is behind a password.") == text.split("\n")
