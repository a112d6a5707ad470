"""Which files are sidecars: a page's has its name and stands beside it."""

import unicodedata
from pathlib import Path

import pytest

from flows.problems import Severity
from flows.sources import Listing, list_sources
from tests.flows.sidecars.made_sidecars import PAGE, write


def names(listing: Listing) -> list[tuple[str, str]]:
    return [(sidecar.name, sidecar.document_id) for sidecar in listing.sidecars]


def codes(listing: Listing) -> list[tuple[str, str]]:
    return [(problem.source, problem.code) for problem in listing.problems]


def test_a_sidecar_has_the_name_of_its_page(tmp_path: Path) -> None:
    """In the same folder; only the last suffix is dropped, and its case is nothing."""
    write(tmp_path, {"b/x.y.txt": PAGE, "b/x.y.toml": "", "a.TXT": PAGE, "a.toml": "", "c.txt": PAGE})
    listing = list_sources([tmp_path])
    assert names(listing) == [("a.toml", "a"), ("b/x.y.toml", "b/x.y")]
    assert listing.problems == ()
    assert len(listing.sources) == 3


def test_a_page_that_is_named_alone_brings_its_sidecar(tmp_path: Path) -> None:
    write(tmp_path, {"2019/a.txt": PAGE, "2019/a.toml": "", "2019/b.toml": ""})
    page, sidecar = tmp_path / "2019" / "a.txt", tmp_path / "2019" / "a.toml"
    assert names(list_sources([page])) == [("a.toml", "a")]
    assert list_sources([page, sidecar]) == list_sources([sidecar, page]) == list_sources([page])
    assert names(list_sources([page, tmp_path])) == [("2019/a.toml", "2019/a")]


def test_names_are_the_same_however_they_were_typed(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "café") for form in ("NFC", "NFD"))
    listing = list_sources([write(tmp_path, {f"{decomposed}.txt": PAGE, f"{composed}.toml": ""})])
    assert [sidecar.document_id for sidecar in listing.sidecars] == [composed]


def test_a_sidecar_without_its_page_is_a_warning(tmp_path: Path) -> None:
    """Also where another folder has a page of that name."""
    write(tmp_path, {"one/a.txt": PAGE, "two/a.toml": "", "two/b.txt": PAGE})
    listing = list_sources([tmp_path / "one", tmp_path / "two"])
    assert (codes(listing), listing.sidecars) == ([("a.toml", "sidecar_alone")], ())
    (problem,) = listing.problems
    assert problem.severity is Severity.WARNING
    assert "a.txt" in problem.message


def test_a_sidecar_named_without_its_page_is_told_of(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": PAGE, "a.toml": ""})
    listing = list_sources([tmp_path / "a.toml"])
    assert (codes(listing), listing.sources, listing.sidecars) == ([("a.toml", "file_ignored")], (), ())
    assert "name that page" in listing.problems[0].message


def test_a_second_sidecar_of_a_page_is_an_error(tmp_path: Path) -> None:
    listing = list_sources([write(tmp_path, {"a.txt": PAGE, "a.TOML": "", "a.toml": ""})])
    assert names(listing) == [("a.TOML", "a")]
    assert codes(listing) == [("a.toml", "sidecar_invalid")]


def test_the_sidecars_of_pages_that_share_an_id_are_not_read(tmp_path: Path) -> None:
    """The pages are errors already."""
    for folder in ("one", "two"):
        write(tmp_path / folder, {"a.txt": PAGE, "a.toml": ""})
    listing = list_sources([tmp_path / "one", tmp_path / "two"])
    assert (listing.sources, listing.sidecars) == ((), ())
    assert {code for _, code in codes(listing)} == {"duplicate_document_id"}


@pytest.mark.parametrize("name", ["dataset", "withheld", "corrections"])
def test_files_that_describe_the_whole_are_no_sidecars(tmp_path: Path, name: str) -> None:
    """In any folder, and whether or not there is such a page."""
    write(tmp_path, {f"{name}.toml": "", f"{name}.txt": PAGE, f"in/{name}.toml": "", f"in/{name}.txt": PAGE})
    listing = list_sources([tmp_path])
    assert (listing.sidecars, codes(listing)) == ((), [(f"in/{name}.toml", "file_ignored")])
    assert list_sources([tmp_path / f"{name}.txt"]).sidecars == ()
    assert codes(list_sources([tmp_path / f"{name}.toml"])) == [(f"{name}.toml", "file_ignored")]
