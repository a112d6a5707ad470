"""Withholding a post that was captured several times: by the id of any capture, and from releases that knew it by another."""

from datetime import date

import pytest

from flows.captures.resolve import resolve
from flows.checks import check_tables
from flows.errors import UsageError
from flows.problems import source_problem
from flows.publication.correctable import named
from flows.publication.correction_file import Correction
from flows.publication.corrections import correct
from flows.tables import Tables, merged, tables_of
from tests.flows.publication.made_pages import (
    OTHER,
    RANT,
    elsewhere,
    entries,
    key,
    rows,
    tables,
    thread,
    tombstones,
    words_in,
)
from tests.flows.publication.whole import Withholding, withhold

EARLY = thread(
    (0, "Jo", OTHER),
    (0, "Wilfred Oakapple", RANT),
    (0, "Ann", "Removed since, it was too long for this page."),
)
LATE = thread((0, "Jo", OTHER), (0, "Wilfred Oakapple", RANT), (1, "Jo", "Agreed."), (0, "Sam", "More."))
REMOVED = "Removed since, it was too long for this page."


def read() -> Tables:
    """A post that was captured twice, of which the later capture is published under the id of the earlier, and another post."""
    told = source_problem("2017/late.toml", "sidecar_alone", "of a file")
    post = resolve(tables({"2016/early": EARLY, "2017/late": LATE}), {"2017/late": "2016/early"})
    return merged([post, resolve(tables({"other": elsewhere("No.")})), tables_of([], [told])])


READ = read()


def withheld(*names: str, gone: tuple[str, ...] = ()) -> Withholding:
    return withhold(READ, entries(*names, gone=gone))


def test_the_post_has_the_id_of_one_capture_and_the_text_of_another() -> None:
    assert READ["documents"]["document_id"].to_pylist() == ["2016/early", "other"]
    assert rows(READ, "comments", comment_id=key("2016/early", "Agreed."))


@pytest.mark.parametrize("words", [RANT, "Agreed."])
@pytest.mark.parametrize("name", ["2016/early", "2017/late"])
def test_a_key_under_the_id_of_any_capture_withholds_the_record(name: str, words: str) -> None:
    """Its keys under all of them are known, for earlier releases."""
    found = withheld(key(name, words))
    assert [row["comment_id"] for row in tombstones(found.tables, "comments")] == ["2016/early/c-withheld-1"]
    assert words not in words_in(found.tables)
    assert found.keys == {key("2016/early", words), key("2017/late", words)}
    assert found.documents == frozenset()
    assert check_tables(found.tables).tables == found.tables


@pytest.mark.parametrize("name", ["2016/early", "2017/late"])
def test_the_id_of_any_capture_withholds_the_post(name: str) -> None:
    """With all of its captures, and what is said of their files."""
    found = withheld(name)
    assert [row["document_id"] for row in tombstones(found.tables, "documents")] == ["withheld-1"]
    assert found.tables["captures"]["capture_id"].to_pylist() == ["other"]
    assert found.documents == {"2016/early", "2017/late"}
    for word in ("2016", "2017", "late", "Oakapple"):
        assert word in words_in(READ)
        assert word.replace("2016", "2016/") not in words_in(found.tables)
    assert check_tables(found.tables).tables == found.tables


def test_two_entries_for_two_captures_of_one_post_withhold_it_once() -> None:
    found = withheld("2017/late", "2016/early", key("2017/late", RANT))
    assert [row["document_id"] for row in tombstones(found.tables, "documents")] == ["withheld-1"]


def test_a_record_that_only_another_capture_has_is_told_of_with_the_document() -> None:
    """It is not published; what to write is said."""
    name = key("2016/early", REMOVED)
    for document in ("2016/early", "2017/late"):
        with pytest.raises(UsageError, match=r"entry 1 names a record of .* gone = true") as told:
            withheld(name.replace("2016/early", document))
        is_capture = "is a capture of the document 2016/early" in str(told.value)
        assert is_capture == (document == "2017/late")
        assert ("which begins with 2016/early/" in str(told.value)) == is_capture
        assert name[-16:] not in str(told.value)


def test_what_is_gone_is_known_under_the_ids_of_all_captures() -> None:
    name = key("2017/late", REMOVED)
    assert withheld(name, gone=(name,)).keys == {name, key("2016/early", REMOVED)}


def corrected(name: str, column: str, found: str | None, should_be: str, number: int = 1) -> Correction:
    table, document, record = named(name)
    place = f"corrections.toml: entry {number}"
    return Correction(place, number, 7 * number, name, table, document, record, column, found, should_be, "Misread.", date(2026, 11, 22))  # fmt: skip


@pytest.mark.parametrize("name", ["2016/early", "2017/late"])
def test_the_id_of_any_capture_corrects_the_post(name: str) -> None:
    """So that a correction stands when an older capture arrives, whose smaller id the post then has."""
    wanted = [
        corrected(key(name, RANT), "author", "Wilfred Oakapple", "Wilfred"),
        corrected(name, "title", "Saturday notes", "Notes", 2),
    ]
    found = correct(READ, wanted, ())
    assert found.problems == ()
    assert [(c.key, c.document) for c in found.applied] == [
        (key("2016/early", RANT), "2016/early"),
        ("2016/early", "2016/early"),
    ]
    (row,) = rows(found.tables, "comments", comment_id=key("2016/early", RANT))
    assert row["author"] == "Wilfred"
    assert rows(found.tables, "documents", document_id="2016/early")[0]["title"] == "Notes"


def test_of_two_corrections_of_one_cell_by_two_captures_the_first_is_heeded() -> None:
    wanted = [
        corrected(key("2017/late", RANT), "author", "Wilfred Oakapple", "Wilfred"),
        corrected(key("2016/early", RANT), "author", "Wilfred Oakapple", "W. O.", 2),
    ]
    found = correct(READ, wanted, ())
    assert [c.number for c in found.applied] == [1]
    assert [(p.code, p.line, p.document_id) for p in found.problems] == [
        ("correction_stale", 14, "2016/early")
    ]
    assert "but 'Wilfred' is there" in found.problems[0].message


def test_a_key_that_no_capture_has_is_told_of_with_the_document() -> None:
    """By the id that stands in the file."""
    name = key("2017/late", REMOVED)
    (problem,) = correct(READ, [corrected(name, "author", "Ann", "Anne")], ()).problems
    assert (problem.code, problem.document_id) == ("correction_unmatched", "2016/early")
    assert name in problem.message


def test_a_correction_under_the_id_of_another_capture_tells_nothing() -> None:
    name = key("2017/late", RANT)
    wanted = corrected(name, "author", "Zugzwang", "Quillon")
    assert len(correct(READ, [wanted], ()).problems) == 1
    for withheld_name in (key("2016/early", RANT), "2016/early", name):
        found = correct(READ, [wanted], entries(withheld_name))
        assert (found.applied, found.problems) == ((), ())
