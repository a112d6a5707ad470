"""Who signed a bulletin: names, roles and organisations in the forms in which they stand at its foot."""

import pytest

from flows.posts.farewells import SIGN_OFF
from flows.posts.people import Signatory
from flows.posts.signatures import signature_at, signature_group

TOLLEY = Signatory("Marian Tolley", "General Secretary", "Napo")


@pytest.mark.parametrize(
    ("lines", "signatories"),
    [
        (["Marian Tolley, General Secretary, Napo"], [TOLLEY]),
        (["Marian Tolley General Secretary Napo"], [TOLLEY]),
        (["Marian Tolley – General Secretary – Napo"], [TOLLEY]),
        (["Marian Tolley", "General Secretary", "Napo"], [TOLLEY]),
        (["Marian Tolley, General Secretary", "Napo"], [TOLLEY]),
        (["Marian Tolley", "Napo General Secretary"], [TOLLEY]),
        (["Marian Tolley, Assistant General Secretary, NAPO"], [Signatory("Marian Tolley", "Assistant General Secretary", "Napo")]),
        (["Odile Marsh", "Branch Secretary"], [Signatory("Odile Marsh", "Branch Secretary", None)]),
        (["Odile Marsh, Convenor"], [Signatory("Odile Marsh", "Convenor", None)]),
        (
            ["Hugh Danvers and Ann Lee, National Officers, GMB"],
            [Signatory("Hugh Danvers", "National Officer", "GMB"), Signatory("Ann Lee", "National Officer", "GMB")],
        ),
        (
            ["Hugh Danvers / Ann Lee Regional Secretaries UNISON"],
            [Signatory("Hugh Danvers", "Regional Secretary", "UNISON"), Signatory("Ann Lee", "Regional Secretary", "UNISON")],
        ),
        (["Séamus O’Dowd-Price, Chair, Fenland Branch"], [Signatory("Séamus O’Dowd-Price", "Chair", "Fenland Branch")]),
        (["MARIAN TOLLEY ANN LEE", "General Secretary National Chair"],
         [Signatory("MARIAN TOLLEY", "General Secretary", None), Signatory("ANN LEE", "National Chair", None)]),
        (["Marian Tolley Hugh Danvers", "General Secretary National Officer", "Napo UNISON"],
         [TOLLEY, Signatory("Hugh Danvers", "National Officer", "UNISON")]),
        (["Odile Marsh", "Branch Chair, Health and Safety Rep, JNCC Rep", "Napo Fenland"],
         [Signatory("Odile Marsh", "Branch Chair, Health and Safety Rep, JNCC Rep", "Napo")]),
        (["Ann Lee", "National Officer", "UNISON Police and Justice"], [Signatory("Ann Lee", "National Officer", "UNISON")]),
        (["Ann Lee", "GMB/SCOOP Regional Organiser for Wales"], [Signatory("Ann Lee", "Regional Organiser for Wales", "GMB/SCOOP")]),
        (["Ann Lee, UNISON National Officer for Probation"], [Signatory("Ann Lee", "National Officer for Probation", "UNISON")]),
        (["Ann Lee GMB/SCOOP Regional Organiser"], [Signatory("Ann Lee", "Regional Organiser", "GMB/SCOOP")]),
        (["For GMB: Ann Lee"], [Signatory("Ann Lee", None, "GMB")]),
        (["Issued on behalf of the unions by Ann Lee (Napo) and Jan van Rees (GMB)"],
         [Signatory("Ann Lee", None, "Napo"), Signatory("Jan van Rees", None, "GMB")]),
        (["Jan van Rees", "Treasurer"], [Signatory("Jan van Rees", "Treasurer", None)]),
        (["Ann Lee", "National Officer, Police and Justice, UNISON"],
         [Signatory("Ann Lee", "National Officer, Police and Justice", "UNISON")]),
        (["Ann Lee, National Officer (Health), UNISON"], [Signatory("Ann Lee", "National Officer (Health)", "UNISON")]),
        (["Ann Lee", "National Officer for Probation, UNISON"], [Signatory("Ann Lee", "National Officer for Probation", "UNISON")]),
        (["Ann Lee", "UNISON Regional Organiser, Far West"], [Signatory("Ann Lee", "Regional Organiser, Far West", "UNISON")]),
        (["Ann Lee", "Assistant General Secretary (Negotiations)"],
         [Signatory("Ann Lee", "Assistant General Secretary (Negotiations)", None)]),
        (["Ann Lee – UNISON Branch Sec"], [Signatory("Ann Lee", "Branch Sec", "UNISON")]),
        (["Ann Lee for UNISON"], [Signatory("Ann Lee", None, "UNISON")]),
        (["Marian Tolley, General Secretary, on behalf of Napo"], [TOLLEY]),
        (["Ann Lee", "UNISON"], [Signatory("Ann Lee", None, "UNISON")]),
        (["Marian Tolley, General Secretary, Napo; Ann Lee, UNISON"], [TOLLEY, Signatory("Ann Lee", None, "UNISON")]),
        (["Ann Lee UNISON | Jan van Rees GMB"], [Signatory("Ann Lee", None, "UNISON"), Signatory("Jan van Rees", None, "GMB")]),
        (["Marian Tolley, General Secretary, Napo and Ann Lee, UNISON"], [TOLLEY, Signatory("Ann Lee", None, "UNISON")]),
        (["Ann Lee, Association of Black Probation Officers"], [Signatory("Ann Lee", None, "Association of Black Probation Officers")]),
        (["Ann, your local rep"], [Signatory("Ann", "your local rep", None)]),
    ],
)  # fmt: skip
def test_signature(lines: list[str], signatories: list[Signatory]) -> None:
    """Each name with its role (in the singular) and its organisation (in its one form), and all the lines that hold them."""
    found = signature_at(lines, 0)
    assert found is not None
    assert list(found.signatories) == signatories
    assert (found.first, found.last) == (0, len(lines) - 1)


@pytest.mark.parametrize(
    "lines",
    [
        ["The General Secretary of Napo has written."],
        ["Marian Tolley said that the Secretary of State was wrong."],
        ["Marian Tolley"],
        ["Marian Tolley", "sat down."],
        ["Marian Tolley", "The General Secretary came too, and brought a chair for herself."],
        ["Kind regards", "Secretary"],
        ["Branch Secretary"],
        ["General Secretary, Napo"],
        ["Napo", "General Secretary"],
        ["Marian Tolley Hugh Danvers", "General Secretary and friends"],
        ["Marian Tolley Hugh", "General Secretary National Officer"],
        ["For Napo: read on"],
        ["Vote Yes for UNISON"],
        ["Good Luck, Napo steward of the year"],
        ["However, Presidents"],
        ["Sorry, your rep", "is away."],
        ["Sick Pay", "GMB", "The GMB has asked for more."],
        ["Ann Lee", "Marian Tolley, General Secretary, Napo"],
        ["12 March 2018", "Chair"],
        [""],
        ["x" * 1000 + ", Chair"],
    ],
)
def test_prose_is_no_signature(lines: list[str]) -> None:
    assert signature_at(lines, 0) is None


def test_line_of_another_paper_under_a_role_is_no_part_of_the_signature() -> None:
    found = signature_at(["Ann Lee", "National Officer", "UNISON Fenland Bulletin"], 0)
    assert found is not None
    assert (found.last, found.signatories) == (1, (Signatory("Ann Lee", "National Officer", None),))


def test_group_is_the_signatures_that_follow_one_another() -> None:
    """Up to the first line that is none."""
    lines = ["Yours", "Marian Tolley, General Secretary, Napo", "Ann Lee", "Convenor", "and all of us"]
    found = signature_group(lines, 1)
    assert found is not None
    assert (found.first, found.last) == (1, 3)
    assert [signatory.name for signatory in found.signatories] == ["Marian Tolley", "Ann Lee"]
    assert signature_group(lines, 0) is None


@pytest.mark.parametrize(
    ("line", "is_sign_off"),
    [
        ("Best wishes", True),
        ("With kind regards,", True),
        ("Regards", True),
        ("Kindest regards", True),
        ("Yours sincerely", True),
        ("Yours in solidarity,", True),
        ("In unity", True),
        ("Fraternally", True),
        ("Best wishes to all", True),
        ("Best wishes to all who marched", False),
        ("As regards chairs", False),
        ("Yours was the best", False),
        ("In unity is strength", False),
    ],
)
def test_sign_off(line: str, is_sign_off: bool) -> None:
    """The words of farewell are a whole line."""
    assert (SIGN_OFF.fullmatch(line) is not None) == is_sign_off


def test_names_behind_their_unions_sign_together() -> None:
    """Alone such a line may say anything: ``UNISON: Join Today``."""
    found = signature_group(["Napo: Marian Tolley, General Secretary", "UNISON: Ann Lee"], 0)
    assert found is not None
    assert found.signatories == (TOLLEY, Signatory("Ann Lee", None, "UNISON"))
    assert signature_at(["UNISON: Join Today", "There is a form."], 0) is None
