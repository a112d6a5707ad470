"""The passages of a post: between which lines they stand, what introduces each, and what sets it apart."""

import pytest

from flows.page import lines_within
from flows.posts.introducing import is_introduction
from flows.posts.passage import lead_of
from flows.posts.passages import PlacedPassage, introductions, passages
from flows.posts.reading import SEPARATOR
from flows.segments import Kind, Ref

Roles = list[tuple[Kind, Ref | None]]


def roles_of(lines: list[str]) -> Roles:
    return [(Kind.SEPARATOR if SEPARATOR.fullmatch(line) else Kind.BODY, None) for line in lines]


def parted(text: str, roles: Roles | None = None) -> list[PlacedPassage]:
    """The passages of a post; what its lines are is told by the lines themselves unless given."""
    lines = text.split("\n")
    found = passages(
        lines, lines_within(text, 0, len(text)), roles or roles_of(lines), list(map(is_introduction, lines))
    )
    return list(found)


@pytest.mark.parametrize(
    ("lines", "introduces"),
    [
        (["They sent this to us:-", "A."], [True, False]),
        (["The Wall", "Friday, 4 May 2018", "A Title", "They sent this to us:-", "A."], [False, False, False, True, False]),
        (["Dear Members", "They sent this to us:-", "A."], [False, False, False]),
        (["A.", "B.", "C.", "D.", "E.", "They sent this to us:-"], [False] * 6),
    ],
)  # fmt: skip
def test_introductions(lines: list[str], introduces: list[bool]) -> None:
    """At the head of a post, below its title and date and above any letter, more lines introduce than further down."""
    assert introductions(lines) == introduces


INTRODUCED = "This on the Napo website:-"

PARTS: dict[str, tuple[str, list[list[str]]]] = {
    "a post without any": ("One.\nTwo.", [["One.", "Two."]]),
    "separators": ("One.\n*****\nTwo.\n-----\nThree.", [["One."], ["Two."], ["Three."]]),
    "separators in a row": ("One.\n*****\n*****\nTwo.", [["One."], ["Two."]]),
    "separators at both ends": ("*****\nOne.\n*****", [["One."]]),
    "separators alone": ("*****\n-----", []),
    "an introduction": (f"One.\n{INTRODUCED}\nTwo.", [["One."], ["Two."]]),
    "an introduction below another": (f"{INTRODUCED}\n{INTRODUCED}\nTwo.", [["Two."]]),
    "an introduction at the end": (f"One.\n{INTRODUCED}", [["One."]]),
    "a line that leads to a list": ("We want:\nmore.", [["We want:", "more."]]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PARTS.values(), ids=PARTS)
def test_parts(text: str, parts: list[list[str]]) -> None:
    """The lines between separators and introductions, neither of which is part of any."""
    assert [list(found.passage.lines) for found in parted(text)] == parts


@pytest.mark.parametrize("text", [text for text, _ in PARTS.values()], ids=PARTS)
def test_places_and_spans_are_those_of_the_lines(text: str) -> None:
    lines = text.split("\n")
    for passage, places in parted(text):
        assert [lines[place] for place in places] == list(passage.lines)
        assert [text[start:end] for start, end in passage.spans] == list(passage.lines)
        assert passage.comment is None


def test_what_stands_above_sets_apart_and_what_stands_below_closes() -> None:
    """A separator or an introduction; neither the beginning nor the end of the post."""
    found = parted(f"One.\n*****\nTwo.\n{INTRODUCED}\nThree.\n*****\nFour.")
    assert [(p.passage.is_set_apart, p.passage.is_closed) for p in found] == [
        (False, True),
        (True, True),
        (True, True),
        (True, False),
    ]


@pytest.mark.parametrize("kind", [Kind.HEADER, Kind.BULLETIN, Kind.JOB_ADVERT])
def test_header_and_records_part_but_set_nothing_apart(kind: Kind) -> None:
    """What is below them may be the blogger's own words."""
    found = parted(
        "One.\nA line of it\nTwo.\nThree.", [(Kind.BODY, None), (kind, None), *[(Kind.BODY, None)] * 2]
    )
    assert [list(p.passage.lines) for p in found] == [["One."], ["Two.", "Three."]]
    assert [(p.passage.is_set_apart, p.passage.is_closed) for p in found] == [(False, True), (False, False)]


@pytest.mark.parametrize("kind", [Kind.DUPLICATE, Kind.BOILERPLATE, Kind.MARKER])
def test_lines_of_no_record_are_passed_over(kind: Kind) -> None:
    """What stands above and below them is one passage, without them."""
    (found,) = parted("One.\nShare this\nTwo.", [(Kind.BODY, None), (kind, None), (Kind.BODY, None)])
    assert found.passage.lines == ("One.", "Two.")
    assert found.places == (0, 2)


@pytest.mark.parametrize("kind", [Kind.DUPLICATE, Kind.BOILERPLATE, Kind.MARKER])
def test_introduction_that_is_not_body_introduces_nothing(kind: Kind) -> None:
    (found,) = parted(f"One.\n{INTRODUCED}\nTwo.", [(Kind.BODY, None), (kind, None), (Kind.BODY, None)])
    assert found.passage.introduction == ""
    assert not found.passage.is_set_apart


INTRODUCTIONS: dict[str, tuple[str, list[str]]] = {
    "the line that introduces it": (f"One.\n{INTRODUCED}\nTwo.", ["", INTRODUCED]),
    "the nearest of two": (f"From a reader who forwarded it:-\n{INTRODUCED}\nTwo.", [INTRODUCED]),
    "the blogger's words above a separator": (
        "Napo has said this.\n*****\nTwo.",
        ["", "Napo has said this."],
    ),
    "the last sentences of them": (
        "It rained all day. Nobody came. I have had this from Napo.\n*****\nTwo.",
        ["", "Nobody came. I have had this from Napo."],
    ),
    "the last line of them": ("One.\nTwo.\n*****\nThree.", ["", "Two."]),
    "for one passage only": (f"{INTRODUCED}\nOne.\n*****\nTwo.\n*****\nThree.", [INTRODUCED, "One.", "Two."]),
    "the line, although a separator is below it": (f"{INTRODUCED}\n*****\nTwo.", [INTRODUCED]),
    "nothing": ("One.", [""]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "introductions"), INTRODUCTIONS.values(), ids=INTRODUCTIONS)
def test_what_introduces_a_passage(text: str, introductions: list[str]) -> None:
    assert [found.passage.introduction for found in parted(text)] == introductions


@pytest.mark.parametrize("kind", [Kind.BULLETIN, Kind.JOB_ADVERT])
def test_lines_of_a_record_introduce_nothing(kind: Kind) -> None:
    """What they are is known only when the passage was read: the roles change meanwhile."""
    text = "One.\n*****\nThe branch has met.\n*****\nTwo."
    lines = text.split("\n")
    roles = roles_of(lines)
    introductions = []
    for passage, places in passages(lines, lines_within(text, 0, len(text)), roles, [False] * len(lines)):
        introductions.append(passage.introduction)
        if passage.lines == ("The branch has met.",):
            roles[places[-1]] = (kind, Ref(kind, 0))
    assert introductions == ["", "One.", ""]


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("One sentence.", "One sentence."),
        ("No stop at the end", "No stop at the end"),
        ("First. Second! Third?", "Second! Third?"),
        ('He said "no." She said yes. They met:-', "She said yes. They met:-"),
        ("First. " + "x" * 400, "x" * 300),
        ("word " * 1000 + ". Second. Third.", "Second. Third."),
    ],
    ids=["one", "unfinished", "three", "quoted", "long", "far above"],
)
def test_lead_of_a_paragraph(line: str, lead: str) -> None:
    """Its last sentence or two, and no more than some three hundred characters of them."""
    assert lead_of(line) == lead


def test_part_of_a_passage_has_its_introduction() -> None:
    (found,) = parted(f"{INTRODUCED}\nOne.\nTwo.\nThree.")
    part = found.passage.part(1, 3)
    assert part.lines == ("Two.", "Three.")
    assert part.spans == found.passage.spans[1:3]
    assert (part.introduction, part.is_set_apart) == (INTRODUCED, True)
