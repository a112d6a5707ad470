"""The file of organisations is sound, and a name in any of its forms is found in a text and written in one form."""

import re
from importlib import resources
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from hypothesis import given
from hypothesis import strategies as st

from flows.posts.organisations import (
    ISSUERS,
    ORGANISATION,
    ORGANISATIONS,
    SPELLINGS,
    UNION,
    UNION_FORMS,
    UNION_WORDS,
    Forms,
    Organisation,
    _forms,
    canonical,
    organisations_in,
    unions_in,
)

KINDS = {
    "charity",
    "community rehabilitation company",
    "company",
    "contractor",
    "division",
    "employer body",
    "national employer",
    "negotiating body",
    "probation trust",
    "professional body",
    "public body",
    "representative body",
    "staff association",
    "union",
    "union federation",
}
FORMS = _forms(ORGANISATIONS, SPELLINGS)


def of_kind(kind: str) -> list[Organisation]:
    return [row for row in ORGANISATIONS if row.kind == kind]


def test_kinds_are_known() -> None:
    assert {row.kind for row in ORGANISATIONS} == KINDS
    assert KINDS > ISSUERS


def test_each_form_is_of_one_organisation() -> None:
    """In all its spellings: no name is an alias of another."""
    owners: dict[str, str] = {}
    for row in ORGANISATIONS:
        for form in _forms([row], SPELLINGS):
            assert owners.setdefault(form, row.name) == row.name, form
    assert owners.keys() == FORMS.keys()


def test_each_alias_adds_something() -> None:
    """It is neither the name nor another alias, nor what the spellings make of one."""
    for row in ORGANISATIONS:
        forms = (row.name, *row.aliases)
        for at, form in enumerate(forms):
            others = row._replace(name="", aliases=(*forms[:at], *forms[at + 1 :]))
            assert form not in _forms([others], SPELLINGS), form


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_names_and_aliases_are_in_order(kind: str) -> None:
    """By letter, whatever their case: there is one place for a new one."""
    rows = of_kind(kind)
    for names in ([row.name for row in rows], *(list(row.aliases) for row in rows)):
        assert names == sorted(names, key=lambda name: (name.casefold(), name))


def test_forms_are_whole_words_that_begin_with_a_capital() -> None:
    for form in FORMS:
        assert re.fullmatch(r"[A-Z]\S*(?: \S+)*", form), form


def test_bodies_of_a_known_number_are_all_there() -> None:
    """So many there were."""
    assert len(of_kind("probation trust")) == 35
    assert len(of_kind("community rehabilitation company")) == 21
    assert len(of_kind("division")) == 7


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("NAPO", "Napo"),
        ("Unison", "UNISON"),
        ("GMB/SCOOP", "GMB"),
        ("GMB SCOOP", "GMB"),
        ("GMB-SCOOP", "GMB"),
        ("Public and Commercial Services Union", "PCS"),
        ("Prison Officers Association", "POA"),
        ("Prison Officers' Association", "POA"),
        ("Prison Officers’ Association", "POA"),
        ("UNITE", "Unite"),
        ("RMT", "RMT"),
        ("Probation Association", "Probation Association"),
        ("Probation Institute", "Probation Institute"),
        ("HM Prison and Probation Service", "HMPPS"),
        ("Her Majesty’s Prison & Probation Service", "HMPPS"),
        ("National Offender Management Service", "NOMS"),
        ("MoJ", "Ministry of Justice"),
        ("MOJ", "Ministry of Justice"),
        ("NPS", "National Probation Service"),
        ("CAFCASS", "Cafcass"),
        ("Sodexo Justice Services", "Sodexo"),
        ("SEETEC", "Seetec"),
        ("MTC Novo", "MTCnovo"),
        ("MTCNovo", "MTCnovo"),
        ("Howard League", "Howard League for Penal Reform"),
        ("CPS", "Crown Prosecution Service"),
        ("NACRO", "Nacro"),
        ("KSS CRC", "Kent, Surrey and Sussex CRC"),
        ("London Community Rehabilitation Company", "London CRC"),
        (
            "Cheshire & Greater Manchester Community Rehabilitation Company",
            "Cheshire and Greater Manchester CRC",
        ),
        ("Norfolk & Suffolk Probation Trust", "Norfolk and Suffolk Probation Trust"),
    ],
)
def test_a_form_is_written_as_the_name(form: str, name: str) -> None:
    assert canonical(form) == name


def test_every_form_is_found() -> None:
    """As a whole text, at its start and within it; as part of a word, not."""
    for form, row in FORMS.items():
        assert canonical(form) == canonical(row.name) == row.name
        for found in (
            ORGANISATION.fullmatch(form),
            ORGANISATION.match(f"{form}, it says"),
            ORGANISATION.search(f"It is by {form}."),
        ):
            assert found is not None, form
            assert found.group() == form
        assert ORGANISATION.fullmatch(f"{form} it says") is None, form
        assert ORGANISATION.match(f"By {form}") is None, form
        assert form not in {mention.form for mention in ORGANISATION.finditer(f"x{form} {form}x")}


@pytest.mark.parametrize(
    "name",
    [
        "Ridings and Vale CRC",
        "Fenland Probation Trust",
        "The Annexe & Sons",
        "napo",
        "Prison Officers’ Club",
        "",
    ],
)
def test_another_name_is_kept_as_written(name: str) -> None:
    assert canonical(name) == name
    assert ORGANISATION.fullmatch(name) is None


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("MTC Novo and MTC", ["MTC Novo", "MTC"]),
        ("from the Surrey and Sussex Probation Trust to Kent, Surrey and Sussex CRC", ["Surrey and Sussex Probation Trust", "Kent, Surrey and Sussex CRC"]),
        ("the Dorset, Devon and Cornwall CRC", ["Dorset, Devon and Cornwall CRC"]),
        ("NPS South East and Eastern", ["NPS South East and Eastern"]),
        ("NPS South Eastern", ["NPS"]),
        ("GMB/SCOOP", ["GMB/SCOOP"]),
        ("GMB/UNISON", ["GMB"]),
        ("HMI Probation, not HMIP; Unite's, not United", ["HMI Probation", "Unite"]),
    ],
)  # fmt: skip
def test_the_longest_form_wins(text: str, forms: list[str]) -> None:
    mentions = list(ORGANISATION.finditer(text))
    assert [mention.group() for mention in mentions] == forms
    assert [text[mention.start() : mention.end()] for mention in mentions] == forms


@given(
    st.lists(
        st.sampled_from([*sorted(FORMS), *" /.,_x&", "Napo", "GMB", "CRC", " and ", "Kent", "'s", "’"]),
        max_size=12,
    )
)
def test_forms_are_found_as_a_pattern_of_them_all_finds_them(pieces: list[str]) -> None:
    """One alternative a form, the longest first."""
    text = "".join(pieces)
    for forms, row_kinds, not_after in ((ORGANISATION, KINDS, r"[\w/]"), (UNION, {"union"}, r"\w")):
        pattern = _pattern(frozenset(row_kinds), not_after)
        expected = [(match.group(), match.start(), match.end()) for match in pattern.finditer(text)]
        assert [(m.group(), m.start(), m.end()) for m in forms.finditer(text)] == expected
        for found, same in (
            (forms.search(text), pattern.search(text)),
            (forms.match(text), pattern.match(text)),
            (forms.fullmatch(text), pattern.fullmatch(text)),
        ):
            assert (found and found.group()) == (same and same.group())


def _pattern(kinds: frozenset[str], not_after: str) -> re.Pattern[str]:
    forms = sorted((form for form, row in FORMS.items() if row.kind in kinds), key=len, reverse=True)
    return re.compile(rf"(?<!{not_after})(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def test_forms_of_one_letter_are_told_apart() -> None:
    forms = Forms(["A", "A B", "A-C"])
    assert [mention.form for mention in forms.finditer("A A B A-C A-D AB")] == ["A", "A B", "A-C", "A"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("NAPO and Unison, and Napo again", ("Napo", "UNISON")),
        ("Sodexo has written to Napo", ("Sodexo", "Napo")),
        ("Napo London CRC Branch", ("Napo",)),
        ("Napo, of the TUC and the Howard League", ("Napo",)),
        ("London CRC", ("London CRC",)),
        ("Nacro with Clinks", ("Nacro", "Clinks")),
        ("The Ridings and Vale CRC", ()),
        ("", ()),
    ],
)
def test_who_issues_goes_before_whom_a_text_speaks_of(text: str, names: tuple[str, ...]) -> None:
    """Each once, in the order of the text. Where none issues, all that it names."""
    assert organisations_in(text) == names


def test_unions_in_a_text() -> None:
    assert unions_in("The MoJ met UNISON, GMB/SCOOP, NAPO and Napo at the TUC") == ("UNISON", "GMB", "Napo")


def test_pattern_for_other_patterns() -> None:
    """It takes the longest form of a union, and no other name; each begins with one of the words to look for."""
    union = re.compile(rf"(?:{UNION_FORMS}) has\b")
    for form, row in FORMS.items():
        assert (union.fullmatch(f"{form} has") is not None) == (row.kind == "union"), form
        assert row.kind != "union" or form.startswith(UNION_WORDS), form


def test_file_goes_with_the_package(tmp_path: Path) -> None:
    """Into a wheel, and into what is installed."""
    assert resources.files("flows.posts").joinpath("organisations.toml").is_file()
    root = Path(__file__).parents[3]
    (wheel,) = WheelBuilder(str(root)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(wheel) as files:
        packed = files.read("flows/posts/organisations.toml")
    assert packed == (root / "flows/posts/organisations.toml").read_bytes()
