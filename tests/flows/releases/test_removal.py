"""Documents that are gone, words that are withheld: nothing goes unnamed, and nothing that must go stays."""

from pathlib import Path

import pytest

from flows.errors import OutputError, UsageError
from flows.publication.withheld import Withheld
from flows.releases.files import differing
from flows.releases.index import read_index
from flows.releases.wishes import Wishes
from flows.releases.withdrawal import purge
from tests.flows.releases.made import PAGES, contents, entry_for, released, tables, thread

TOLD = "My name is Osric Vandermolen and I work at the Thornby desk."
WITH = {**PAGES, "desk": thread("The desk", TOLD, "Thank you.")}


def withheld(*, document: str | None = None, gone: bool = False) -> Withheld:
    """An entry that withholds what was told, or a document."""
    (row,) = [row for row in tables(WITH)["comments"].to_pylist() if row["text"] == TOLD]
    return entry_for(document or row["comment_id"], gone=gone)


def withdrawn(output: Path) -> list[str]:
    return [entry.version for entry in read_index(output).releases if entry.withdrawn]


def test_document_that_is_gone_stops_the_build_unless_it_is_named(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    before = contents(tmp_path)
    with pytest.raises(OutputError, match=r"^desk: in release 1\.0\.0 and not .*--allow-removal"):
        released(PAGES, tmp_path)
    with pytest.raises(OutputError, match=r"^desk: "):
        released(PAGES, tmp_path, Wishes(removals=frozenset({"dusk"})))
    assert contents(tmp_path) == before
    made = released(PAGES, tmp_path, Wishes(removals=frozenset({"desk"})))
    assert made.version == "2.0.0"
    assert withdrawn(tmp_path) == []


def test_document_that_is_withheld_needs_no_other_leave(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    assert released(WITH, tmp_path, withheld=(withheld(document="desk"),)).version == "2.0.0"
    assert withdrawn(tmp_path) == ["1.0.0"]
    for name, data in contents(tmp_path / "2.0.0").items():
        assert isinstance(data, bytes)
        assert b"Vandermolen" not in data and b"desk" not in data, name


def test_withheld_words_do_not_come_back_with_the_next_capture(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    released(WITH, tmp_path, withheld=(withheld(),))
    grown = {**WITH, "desk": thread("The desk", TOLD, "Thank you.", "And good night.")}
    made = released(grown, tmp_path, withheld=(withheld(),))
    assert made.version == "2.1.0"
    for name, data in contents(made.folder).items():
        assert isinstance(data, bytes)
        assert b"Vandermolen" not in data, name


def test_words_that_are_gone_from_the_page_withdraw_the_releases_that_had_them(tmp_path: Path) -> None:
    """The newest too, where its changes tell of them: another follows that does not."""
    released(WITH, tmp_path)
    without = {**PAGES, "desk": thread("The desk", "Thank you.")}
    assert released(without, tmp_path).version == "2.0.0"
    made = released(without, tmp_path, withheld=(withheld(gone=True),))
    assert withdrawn(tmp_path) == ["1.0.0", "2.0.0"]
    assert (made.version, made.is_new) == ("2.0.1", True)
    assert not released(without, tmp_path, withheld=(withheld(gone=True),)).is_new


def test_purge_removes_what_can_hold_the_words_and_keeps_the_sums(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    released(WITH, tmp_path, withheld=(withheld(),))
    before = contents(tmp_path)
    entry = purge(tmp_path, "1.0.0")
    assert entry.withdrawn and entry.purged
    assert {path.name for path in (tmp_path / "1.0.0").iterdir()} == {
        "README.md",
        "SHA256SUMS",
        "croissant.json",
        "datapackage.json",
    }
    after = contents(tmp_path)
    assert {name: data for name, data in before.items() if name in after and name != "index.json"} == {
        name: data for name, data in after.items() if name != "index.json"
    }
    assert all(b"Vandermolen" not in data for data in after.values() if isinstance(data, bytes))
    assert purge(tmp_path, "1.0.0").purged
    assert len(differing(tmp_path / "1.0.0")) == 14
    assert released(WITH, tmp_path, withheld=(withheld(),)).version == "2.0.0"


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("3.0.0", "there is no release '3.0.0'; those there are: 1.0.0"),
        ("1.1.0", "newest"),
        ("1.0.0", "holds nothing"),
    ],
)
def test_purge_of_what_is_not_withdrawn_is_refused(tmp_path: Path, version: str, message: str) -> None:
    released(PAGES, tmp_path)
    released(WITH, tmp_path)
    before = contents(tmp_path)
    with pytest.raises(UsageError, match=message):
        purge(tmp_path, version)
    assert contents(tmp_path) == before
