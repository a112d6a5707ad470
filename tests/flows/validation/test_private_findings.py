"""What is private is told by its place: no finding repeats the words, for many read what a check prints."""

from pathlib import Path

import pytest

from flows.publication.private import MASK
from flows.validation.checking import Wishes, check, items_to_check
from flows.validation.findings import Finding, Reported
from tests.flows.validation.test_beside_pages import PAGE, correction
from tests.flows.validation.test_captured import TODAY, write

NUMBER = "07700 900123"
EMAIL = "jo.bloggs@mail.example"


def reports(folder: Path) -> list[Reported]:
    return list(check(items_to_check([folder]), Wishes(TODAY)))


def findings(folder: Path, code: str) -> list[Finding]:
    """The findings of a rule."""
    return [finding for report in reports(folder) for finding in report.findings if finding.code == code]


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("page.toml", f'title = "Ring {NUMBER}"\n', "sidecar_contradicts"),
        ("page.toml", f'captured_on = "{EMAIL}"\n', "sidecar_invalid"),
        ("page.toml", f'same_as = "of {EMAIL}"\n', "same_as_unknown"),
        ("corrections.toml", correction("page", "title", f'"Ring {NUMBER}"', '"Ring us"'), "correction_stale"),
        ("rows.csv", f"document_id,{EMAIL}\n", "column_surplus"),
        ("rows.csv", f"document_id,{'x' * 70}{EMAIL}\n", "column_surplus"),
    ],
)  # fmt: skip
def test_no_finding_quotes_what_is_private(tmp_path: Path, name: str, text: str, code: str) -> None:
    write(tmp_path, {"page.txt": PAGE, "dataset.toml": "", name: text})
    quoting = findings(tmp_path, code)
    assert quoting
    told = repr([report.findings for report in reports(tmp_path)])
    assert [words for words in (NUMBER, EMAIL, "07700", "jo.blog") if words in told] == []
    assert MASK in repr(quoting)


def test_a_file_is_named_as_it_is(tmp_path: Path) -> None:
    """Whatever its name holds: nobody would find another."""
    write(tmp_path, {f"{NUMBER}.txt": PAGE, "page.txt": PAGE})
    (same,) = findings(tmp_path, "same_bytes")
    assert same.message == f"the same bytes as {tmp_path / NUMBER}.txt"


def test_a_name_with_a_number_is_told(tmp_path: Path) -> None:
    """No release can mask it."""
    write(tmp_path, {f"ring {NUMBER}.txt": PAGE})
    (found,) = findings(tmp_path, "private_data")
    assert found.message == "the name of the file holds what is private: telephone number"
    assert found.remedy.startswith("rename the file before sending")


def test_private_data_in_the_description_of_the_dataset_is_told(tmp_path: Path) -> None:
    """Each release repeats title and description; the contact is there to be known."""
    text = f'title = "Pages"\ncontact = "{EMAIL}"\ndescription = "Ring {NUMBER}"\n'
    write(tmp_path, {"dataset.toml": f'name = "pages"\n{text}'})
    (found,) = findings(tmp_path, "private_data")
    assert (found.message, found.line) == ("description holds what is private: telephone number", 4)
