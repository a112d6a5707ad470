"""What ends a bulletin: signatures, an office in place of names, words of farewell, and how far each reaches."""

from collections.abc import Sequence

import pytest

from flows.posts.closes import Close, closes_by_line, unsigned


def close_of(text: str, openings: Sequence[int] = (0,)) -> Close | None:
    """What ends a bulletin that begins on the first line of a text."""
    return closes_by_line(text.split("\n"), openings)[0]


ENDS: dict[str, tuple[str, str, set[str]]] = {
    "a signature": (
        "PAY NEWS\nTalks began.\nMarian Tolley, General Secretary, Napo\nI had a cup of tea.",
        "Marian Tolley, General Secretary, Napo",
        {"signatories", "officers", "union_signs"},
    ),
    "a role below a name": (
        "PAY NEWS\nTalks began.\nDora Pell\nBranch Chair\nI had a cup of tea.",
        "Dora Pell\nBranch Chair",
        {"signatories", "officers"},
    ),
    "signatures that follow one another": (
        "PAY NEWS\nTalks began.\nMarian Tolley, General Secretary, Napo\nHugh Danvers, National Officer, UNISON",
        "Marian Tolley, General Secretary, Napo\nHugh Danvers, National Officer, UNISON",
        {"signatories", "officers", "union_signs"},
    ),
    "a farewell with a signature": (
        "PAY NEWS\nTalks began.\nIn unity\nDora Pell\nBranch Chair\nI had a cup of tea.",
        "In unity\nDora Pell\nBranch Chair",
        {"signatories", "officers", "sign_off"},
    ),
    "a farewell with several": (
        "PAY NEWS\nTalks began.\nRegards\nDora Pell, Chair\nAnn Lee, Branch Secretary\nTea.",
        "Regards\nDora Pell, Chair\nAnn Lee, Branch Secretary",
        {"signatories", "officers", "sign_off"},
    ),
    "a farewell alone": ("PAY NEWS\nTalks began.\nYours fraternally,", "Yours fraternally,", {"sign_off"}),
    "a farewell with a first name": ("PAY NEWS\nTalks began.\nBest wishes\nDeb", "Best wishes\nDeb", {"sign_off"}),
    "a farewell with a team": (
        "PAY NEWS\nTalks began.\nBest wishes\nYour Branch Team",
        "Best wishes\nYour Branch Team",
        {"sign_off"},
    ),
    "words on whose behalf": (
        "PAY NEWS\nTalks began.\nIssued jointly by Napo and GMB",
        "Issued jointly by Napo and GMB",
        {"sign_off", "union_signs"},
    ),
    "a team of a union": ("PAY NEWS\nTalks began.\nNapo Campaigns\nI had a cup of tea.", "Napo Campaigns", {"office"}),
    "an office": ("PAY NEWS\nTalks began.\nNapo HQ\nI had a cup of tea.", "Napo HQ", {"office"}),
    "a press office": ("PAY NEWS\nTalks began.\nUNISON press office", "UNISON press office", {"office"}),
    "an office under a farewell": (
        "PAY NEWS\nTalks began.\nBest wishes\nNapo HQ",
        "Best wishes\nNapo HQ",
        {"office", "sign_off"},
    ),
    "a branch": ("PAY NEWS\nTalks began.\nFenland Napo Branch", "Fenland Napo Branch", {"office"}),
    "a branch committee": (
        "PAY NEWS\nTalks began.\nNapo Fenland Branch Committee",
        "Napo Fenland Branch Committee",
        {"office"},
    ),
    "a union under a farewell": (
        "PAY NEWS\nTalks began.\nIn solidarity\nNapo",
        "In solidarity\nNapo",
        {"office", "sign_off"},
    ),
    "unions under a farewell": (
        "PAY NEWS\nTalks began.\nIn solidarity\nNapo, UNISON and GMB",
        "In solidarity\nNapo, UNISON and GMB",
        {"office", "sign_off"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "end", "cues"), ENDS.values(), ids=ENDS)
def test_end(text: str, end: str, cues: set[str]) -> None:
    """The lines from the farewell, or the first name, to the last; what follows is no part of it."""
    close = close_of(text)
    assert close is not None
    assert "\n".join(text.split("\n")[close.first : close.last]) == "\n".join(close.signed_lines) == end
    assert {name for name, _ in close.cues} == cues


@pytest.mark.parametrize(
    "text",
    [
        "PAY NEWS\nTalks began.",
        "PAY NEWS\nTalks began.\nNapo",
        "PAY NEWS\nTalks began.\nNapo HQ is in a street near the river.",
        "PAY NEWS\nTalks began.\nAs regards the chairs in the office, best wishes to them.",
        "PAY NEWS\nTalks began.\nMarian Tolley said so.",
        "PAY NEWS\nTalks began.\nThe branch committee met on behalf of nobody.",
        f"PAY NEWS\nTalks began.\nMarian Tolley, General Secretary, Napo {'and the rest of us ' * 10}",
    ],
)
def test_prose_ends_nothing(text: str) -> None:
    """Nor does a union's bare name, without words of farewell above it."""
    assert close_of(text) is None


@pytest.mark.parametrize(
    ("signature", "is_officer"),
    [
        ("Marian Tolley, General Secretary", True),
        ("Odile Marsh, Branch Secretary", True),
        ("Hugh Danvers, National Officer", True),
        ("Hugh Danvers, Regional Organiser", True),
        ("Ann Lee, Convenor", True),
        ("Ann Lee, Vice-Chair", True),
        ("Ann Lee, Editor, Napo", True),
        ("Ann Lee, Editor", False),
        ("Ann Lee, Press Officer", False),
    ],
)
def test_roles_that_unions_have(signature: str, is_officer: bool) -> None:
    """Any role has beside it the name of an organisation to be one."""
    close = close_of(f"PAY NEWS\nTalks began.\n{signature}")
    assert close is not None
    assert ("officers" in dict(close.cues)) == is_officer
    assert "signed_by_others" not in dict(close.cues)


@pytest.mark.parametrize(
    "signature",
    [
        "John Brand, Chief Officer",
        "John Brand, Director",
        "John Brand\nDirector of Operations",
        "Kind regards\nJohn Brand\nRegional Director",
        "Kind regards\nJohn Brand\nHead of Operations",
        "Kind regards\nThe Service Desk",
        "Yours sincerely\nJohn Brand MP",
        "Best wishes\nRetired Officer",
    ],
)
def test_roles_that_no_union_has(signature: str) -> None:
    """Who signs so speaks for an employer, a ministry, or nobody else: that tells against a bulletin."""
    close = close_of(f"PAY NEWS\nTalks began.\n{signature}")
    assert close is not None
    assert "signed_by_others" in dict(close.cues)
    assert not {"officers", "union_signs", "office"} & dict(close.cues).keys()


def test_cues_tell_the_words_that_show_them() -> None:
    close = close_of(
        "PAY NEWS\nTalks began.\nIn unity\nMarian Tolley, General Secretary, NAPO\nRuth Cole, Regional Officer, GMB"
    )
    assert close is not None
    assert close.cues == (
        ("signatories", "Marian Tolley; Ruth Cole"),
        ("officers", "General Secretary; Regional Officer"),
        ("union_signs", "Napo, GMB"),
        ("sign_off", "In unity"),
    )


def test_names_directly_under_the_title_are_the_authors() -> None:
    """They end nothing, where text stands below them."""
    byline = "PAY NEWS\nMarian Tolley, General Secretary, Napo\nTalks began.\n"
    assert close_of(f"{byline}They ended.") is None
    close = close_of(f"{byline}In unity\nDora Pell\nBranch Chair")
    assert close is not None
    assert (close.first, [signatory.name for signatory in close.signatories]) == (3, ["Dora Pell"])


def test_names_directly_under_the_title_end_it_where_nothing_follows() -> None:
    close = close_of("PAY NEWS\nMarian Tolley, General Secretary, Napo")
    assert close is not None
    assert (close.first, close.last) == (1, 2)


LETTER = "Dear All\nTalks began.\nAnn Lee, Chair\nMore of it.\nDora Pell, Branch Secretary\n"


def test_last_close_before_another_opening_ends_it() -> None:
    """Names within a bulletin do not; and what stands below another opening is the other's."""
    lines = [*LETTER.splitlines(), *LETTER.replace("Dora Pell", "Ruth Cole").splitlines()]
    ends = closes_by_line(lines, [0, 5])
    signed = [ends[place] for place in (0, 1, 5, 6)]
    assert [(end.last, end.signatories[0].name) for end in signed if end is not None] == [
        (5, "Dora Pell"),
        (5, "Dora Pell"),
        (10, "Ruth Cole"),
        (10, "Ruth Cole"),
    ]


def test_last_close_of_all_where_nothing_else_opens() -> None:
    lines = [*LETTER.splitlines(), *LETTER.replace("Dora Pell", "Ruth Cole").splitlines()]
    end = closes_by_line(lines, [0])[0]
    assert end is not None and end.last == 10


def test_opening_that_nothing_closes_takes_no_close_from_above() -> None:
    ends = closes_by_line([*LETTER.splitlines(), "Dear All", "Nothing more."], [0, 5])
    assert ends[0] is not None and ends[0].last == 5
    assert ends[5:] == [None, None]


def test_no_line_has_no_end() -> None:
    assert closes_by_line([], []) == []


def test_unsigned_goes_on_to_the_last_line() -> None:
    """With nobody who signs, and no cue but ``ENDS``."""
    assert unsigned(["Pay", "Napo met."], 2) == Close(2, 2, ())
    assert unsigned(["Pay", "Napo met.", "ENDS"], 3) == Close(3, 3, (("ends", "ENDS"),))
