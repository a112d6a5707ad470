"""Documents that are gone, words that are withheld: nothing goes unnamed, and nothing that must go stays."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from flows.errors import OutputError, UsageError
from flows.publication.withheld import Withheld
from flows.releases.files import differing
from flows.releases.index import read_index
from flows.releases.wishes import Wishes
from flows.releases.withdrawal import purge
from schemas import TABLES
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
        "PURGED.md",
        "README.md",
        "SHA256SUMS",
        "croissant.json",
        "datapackage.json",
    }
    after = contents(tmp_path)
    assert {name: data for name, data in before.items() if name in after and name != "index.json"} == {
        name: data for name, data in after.items() if name not in ("index.json", "1.0.0/PURGED.md")
    }
    assert all(b"Vandermolen" not in data for data in after.values() if isinstance(data, bytes))
    assert purge(tmp_path, "1.0.0").purged
    assert len(differing(tmp_path / "1.0.0")) == 2 * len(TABLES) + 2
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


def told(release: Path) -> str:
    """All that the release says of what changed."""
    return "".join((release / name).read_text(encoding="utf-8") for name in ("CHANGES.md", "changes.json"))


EDITED = {**PAGES, "desk": thread("The desk", TOLD.replace("Osric Vandermolen", "private"), "Thank you.")}


@pytest.mark.parametrize(
    "after", [EDITED, {**PAGES, "desk": thread("The desk", "Thank you.")}], ids=["edited", "gone"]
)
def test_words_that_go_and_are_withheld_at_once_are_not_told(tmp_path: Path, after: dict[str, str]) -> None:
    """In one release: neither words nor key stand among its changes, so that no other has to follow."""
    released(WITH, tmp_path)
    entry = withheld(gone=True)
    made = released(after, tmp_path, withheld=(entry,))
    assert made.version == "2.0.0"
    assert "Vandermolen" not in told(made.folder) and str(entry.record) not in told(made.folder)
    assert withdrawn(tmp_path) == ["1.0.0"]
    assert not released(after, tmp_path, withheld=(entry,)).is_new


def test_document_that_goes_and_is_withheld_at_once_is_not_named(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    made = released(PAGES, tmp_path, withheld=(entry_for("desk", gone=True),))
    assert made.version == "2.0.0"
    assert "desk" not in told(made.folder)
    assert withdrawn(tmp_path) == ["1.0.0"]


def test_page_that_is_renamed_and_withheld_at_once_is_not_told_by_its_old_name(tmp_path: Path) -> None:
    """The key under the old name is made of the same words."""
    released(WITH, tmp_path)
    renamed = {**PAGES, "bureau": WITH["desk"]}
    (row,) = [row for row in tables(renamed)["comments"].to_pylist() if row["text"] == TOLD]
    made = released(
        renamed, tmp_path, Wishes(removals=frozenset({"desk"})), withheld=(entry_for(row["comment_id"]),)
    )
    assert row["comment_id"].rpartition("/")[2] not in told(made.folder)
    assert withdrawn(tmp_path) == ["1.0.0"]


def test_release_that_has_the_words_under_another_name_or_in_another_form_is_withdrawn(
    tmp_path: Path,
) -> None:
    """In a page that had another name then, or whose thread was not read: the words are what counts."""
    released({**PAGES, "bureau": WITH["desk"]}, tmp_path)
    unread = f"The desk\nThe post on the desk, in one line.\n{TOLD}\nThank you.\n"
    released({**PAGES, "desk": unread}, tmp_path, Wishes(removals=frozenset({"bureau"})))
    released(WITH, tmp_path)
    made = released(WITH, tmp_path, withheld=(withheld(),))
    assert withdrawn(tmp_path) == [
        e.version for e in read_index(tmp_path).releases if e.version != made.version
    ]


def test_reader_who_quotes_the_words_withdraws_nothing_by_it(tmp_path: Path) -> None:
    """The quotation is the reader's own comment: it is told to the maintainer, and published as before."""
    quoting = {**PAGES, "lamp": thread("The lamp", f"As one of us wrote: {TOLD}")}
    released(quoting, tmp_path)
    both = {**quoting, "desk": WITH["desk"]}
    released(both, tmp_path)
    released(both, tmp_path, withheld=(withheld(),))
    assert withdrawn(tmp_path) == ["1.1.0"]


def test_name_that_json_escapes_is_found_among_the_changes(tmp_path: Path) -> None:
    name = 'she said "no"'
    released({name: WITH["desk"]}, tmp_path)
    (row,) = [row for row in tables({name: WITH["desk"]})["comments"].to_pylist() if row["text"] == TOLD]
    released({name: EDITED["desk"]}, tmp_path)
    made = released({name: EDITED["desk"]}, tmp_path, withheld=(entry_for(row["comment_id"], gone=True),))
    assert withdrawn(tmp_path) == ["1.0.0", "2.0.0"]
    assert made.version == "2.0.1"


@pytest.mark.parametrize("damage", ["gone", "changed", "columns"])
def test_old_release_that_cannot_be_read_counts_as_holding_the_words(tmp_path: Path, damage: str) -> None:
    """It stops no build."""
    released(PAGES, tmp_path)
    released(WITH, tmp_path)
    if damage == "gone":
        shutil.rmtree(tmp_path / "1.0.0")
    elif damage == "columns":
        file = tmp_path / "1.0.0" / "comments.parquet"
        pq.write_table(pq.read_table(file).drop_columns(["text"]), file)
    else:
        (tmp_path / "1.0.0" / "comments.parquet").write_bytes(b"PAR1 and no more")
    assert released(WITH, tmp_path, withheld=(withheld(),)).version == "2.0.0"
    assert withdrawn(tmp_path) == ["1.0.0", "1.1.0"]


def test_tombstone_of_a_document_may_go_with_its_file(tmp_path: Path) -> None:
    released(WITH, tmp_path, withheld=(entry_for("desk"),))
    assert released(PAGES, tmp_path, withheld=(entry_for("desk", gone=True),)).version == "2.0.0"


def test_removal_that_was_killed_is_finished_by_the_next_build(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    released(WITH, tmp_path, withheld=(withheld(),))
    before = contents(tmp_path / "1.0.0")
    purge(tmp_path, "1.0.0")
    (tmp_path / "1.0.0" / "comments.csv").write_bytes(bytes(before["comments.csv"]))  # type: ignore[arg-type]
    released(WITH, tmp_path, withheld=(withheld(),))
    assert not (tmp_path / "1.0.0" / "comments.csv").exists()


@pytest.mark.parametrize("comments", [0, 1])
def test_page_that_only_grew_is_minor(tmp_path: Path, comments: int) -> None:
    """Also where it had no comment yet, or one, and so little of a layout that another dialect was taken for it."""
    texts = [f"This is what reader number {number} has to say of it." for number in range(6)]
    released({"page": thread("The page", *texts[:comments])}, tmp_path)
    assert released({"page": thread("The page", *texts)}, tmp_path).version == "1.1.0"


def test_entry_that_is_lost_does_not_publish_the_words_again(tmp_path: Path) -> None:
    """Nor one in whose place another stands, unless the tombstone is named."""
    released(WITH, tmp_path, withheld=(withheld(),))
    other = next(iter(row["comment_id"] for row in tables(PAGES)["comments"].to_pylist()))
    for entries in ((), (entry_for(other),)):
        with pytest.raises(
            OutputError, match=r"^desk/c-withheld-1: withheld in release 1\.0\.0, .*Restore the file"
        ):
            released(WITH, tmp_path, withheld=entries)
    made = released(WITH, tmp_path, Wishes(removals=frozenset({"desk/c-withheld-1"})))
    assert made.version == "2.0.0"


def test_document_whose_entry_is_lost_does_not_come_back(tmp_path: Path) -> None:
    released(WITH, tmp_path, withheld=(entry_for("desk"),))
    with pytest.raises(OutputError, match=r"^withheld-1: withheld in release 1\.0\.0, "):
        released(WITH, tmp_path)


def test_maintainer_is_told_which_releases_are_withdrawn(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    for dry_run in (True, False):
        made = released(WITH, tmp_path, Wishes(dry_run=dry_run), withheld=(withheld(),))
        assert made.notes == (
            "1.0.0: what is withheld now stands in these, which are marked withdrawn; "
            "probation-corpus purge VERSION removes the tables of one",
        )
    assert released(WITH, tmp_path, withheld=(withheld(),)).notes == ()


def test_removal_that_names_nothing_is_noted_with_what_was_meant(tmp_path: Path) -> None:
    released(WITH, tmp_path)
    wishes = Wishes(removals=frozenset({"desk", "desk.txt"}))
    (note,) = released(PAGES, tmp_path, wishes).notes
    assert note == "--allow-removal desk.txt: no document of release 1.0.0 that is gone; was desk meant?"


FEW = "Me too."
DESK = thread(
    "The desk",
    TOLD,
    FEW,
    "Who took the chairs from the interview room on Monday?",
    "Ask the porter, who saw it all.",
)


@pytest.mark.parametrize("capture", ["desk", "2016/desk"])
def test_release_that_has_few_words_under_the_id_of_another_capture_is_withdrawn(
    tmp_path: Path, capture: str
) -> None:
    """Known by their key, for they stand on many pages; the page was captured again, and has an earlier id since."""
    other = {**PAGES, "elsewhere": thread("Elsewhere", FEW)}
    assert released(other, tmp_path).version == "1.0.0"
    released({**other, "desk": DESK}, tmp_path)
    both = {**other, "desk": DESK, "2016/desk": DESK + "The last word.\nReplyDelete\n"}
    found = tables(both)
    assert set(found["documents"]["document_id"].to_pylist()) == {*other, "2016/desk"}
    (key,) = [
        row["comment_id"]
        for row in found["comments"].to_pylist()
        if row["text"] == FEW and "2016" in row["comment_id"]
    ]
    entry = entry_for(key.replace("2016/desk", capture))
    assert released(both, tmp_path, withheld=(entry,)).version == "2.0.0"
    assert withdrawn(tmp_path) == ["1.1.0"]
