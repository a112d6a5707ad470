"""What stands beside pages is checked with them: sidecars, settings, corrections, what is withheld."""

from pathlib import Path

import pytest

from flows.publication.correction_file import FILE
from flows.validation.checking import Wishes, check, items_to_check
from flows.validation.files import Kind, items_at, page_at
from flows.validation.findings import Finding
from tests.flows.captures.made import post, resolved
from tests.flows.validation.test_captured import FEWER, FULLER, TODAY, release, write

__all__ = ["release"]
PAGE = "The kettle\nMonday, 4 March 2019\nIt was taken away on Friday.\nI have bought a flask.\nReplyDelete\n"


def told_of(path: Path, *others: Path, against: Path | None = None) -> list[Finding]:
    """What is told of a file that is checked, with these others or alone."""
    reports = check(items_to_check([path, *others]), Wishes(TODAY, against=against))
    return [finding for report in reports if report.file == str(path) for finding in report.findings]


def correction(key: str, column: str, found: str, should_be: str) -> str:
    """An entry of corrections.toml."""
    return (
        f'[[correction]]\nkey = "{key}"\ncolumn = "{column}"\nfound = {found}\nshould_be = {should_be}\n'
        'reason = "So it says."\non = 2026-11-22\n'
    )


def withheld(key: str) -> str:
    return f'[[withheld]]\nkey = "{key}"\nreason = "privacy"\non = 2026-11-22\n'


# Files


def test_kinds_are_told_by_name() -> None:
    root = Path(__file__).parents[3] / "raw"
    kinds = {item.name: item.kind for item in items_at([root])}
    assert kinds["dataset.toml"] is Kind.DATASET
    assert kinds["2018/court-team-diary.toml"] is Kind.SIDECAR


def test_sidecar_comes_with_its_page(tmp_path: Path) -> None:
    """As a build reads it with the page, though the page alone is named."""
    write(tmp_path, {"page.txt": PAGE, "page.toml": "title = 3\n", "other.toml": ""})
    assert [item.path.name for item in items_at([tmp_path / "page.txt"])] == ["page.txt", "page.toml"]


@pytest.mark.parametrize("name", ["../page", "/etc/hostname", "link/page", "", "a/../../page", "pa\0ge"])
def test_no_page_outside_the_folder_is_read_for_an_entry(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"page.txt": PAGE, "folder/page.txt": PAGE})
    (tmp_path / "folder" / "link").symlink_to(tmp_path)
    assert page_at(tmp_path / "folder", name) is None
    assert page_at(tmp_path / "folder", "page") is not None


# Sidecars


def test_sidecar_is_held_against_a_page_that_is_not_named(tmp_path: Path) -> None:
    write(tmp_path, {"page.txt": PAGE, "page.toml": 'licence = "CC0"\ntitle = "The urn"\n'})
    (finding,) = told_of(tmp_path / "page.toml")
    assert (finding.code, finding.line) == ("sidecar_contradicts", 2)


def test_sidecar_that_agrees_with_its_page_is_fine(tmp_path: Path) -> None:
    write(tmp_path, {"page.txt": PAGE, "page.toml": 'title = "the  kettle"\npublished_on = "2019-03"\n'})
    assert told_of(tmp_path / "page.toml", tmp_path / "page.txt") == []


@pytest.mark.parametrize(("name", "count"), [("b/markdown", 0), ("c/page", 0), ("c/gone", 1)])
def test_same_as_is_looked_for_in_the_corpus(tmp_path: Path, release: Path, name: str, count: int) -> None:
    write(tmp_path, {"page.txt": PAGE, "page.toml": f'same_as = "{name}"\n'})
    found = told_of(tmp_path / "page.toml", against=release)
    assert [finding.code for finding in found] == ["same_as_unknown"] * count


# Corrections, and what is withheld


def test_correction_of_a_page_beside_it_that_is_not_named_is_fine(tmp_path: Path) -> None:
    write(tmp_path, {"page.txt": PAGE, FILE: correction("page", "title", '"The kettle"', '"Kettle"')})
    assert told_of(tmp_path / FILE) == []


def test_correction_may_be_of_what_a_sidecar_says(tmp_path: Path) -> None:
    entry = correction("page", "author", '"A. Nam"', '"A. Name"')
    write(tmp_path, {"page.txt": PAGE, "page.toml": 'author = "A. Nam"\n', FILE: entry})
    assert told_of(tmp_path / FILE) == []


@pytest.mark.parametrize(
    ("key", "found", "should_be", "codes"),
    [
        ("b/markdown", '"Another Week"', '"A Week"', []),
        ("b/markdown", '"A Weak"', '"Another Week"', []),
        ("b/markdown", '"A Weak"', '"A Week"', ["correction_unmatched"]),
        ("b/gone", '"A Weak"', '"A Week"', ["correction_unmatched"]),
    ],
    ids=["to apply", "applied", "another value", "no such row"],
)
def test_correction_of_what_the_corpus_has_alone(
    tmp_path: Path, release: Path, key: str, found: str, should_be: str, codes: list[str]
) -> None:
    write(tmp_path, {FILE: correction(key, "title", found, should_be)})
    assert [f.code for f in told_of(tmp_path / FILE, against=release)] == codes


def test_entries_find_the_records_of_the_fullest_capture_under_the_id_of_the_post(tmp_path: Path) -> None:
    """As a build, which has resolved captures before it corrects and withholds."""
    last = resolved({"a": FEWER, "b": FULLER})["comments"].to_pylist()[-1]["comment_id"]
    entry = correction(last, "author", '"Anybody"', '"Somebody"')
    write(tmp_path, {"a.txt": FEWER, "b.txt": FULLER, FILE: entry, "withheld.toml": withheld(last)})
    assert last.startswith("a/")
    assert told_of(tmp_path / "withheld.toml", tmp_path) == []
    write(tmp_path, {"withheld.toml": ""})
    assert [finding.code for finding in told_of(tmp_path / FILE, tmp_path)] == ["correction_stale"]


def test_what_is_withheld_is_not_told_as_stale(tmp_path: Path) -> None:
    made = post(5, 4)
    key = resolved({"a": made.text("own_line")})["comments"].to_pylist()[0]["comment_id"]
    entry = correction(key, "author", '"Anybody"', '"Somebody"')
    write(tmp_path, {"a.txt": made.text("own_line"), FILE: entry, "withheld.toml": withheld(key)})
    assert told_of(tmp_path / FILE) == []


@pytest.mark.parametrize("name", [FILE, "withheld.toml"])
def test_file_without_entries_is_fine(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: "# none as yet\n"})
    assert told_of(tmp_path / name) == []
