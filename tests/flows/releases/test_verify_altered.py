"""Verifying a release in which private data is masked: what was altered is exempt, to the character, and nothing else is."""

import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.checks import check_tables
from flows.page import Span
from flows.publication.masking import mask
from flows.publication.page_texts import PageTexts
from flows.publication.privacy import DEFAULT
from flows.publication.private import MASK
from flows.releases.dataset import Dataset
from flows.releases.release import write_release
from flows.releases.verify import State, open_release, verify
from flows.releases.verify.altered import is_published
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from schemas import table_named
from tests.reading import read_batch

EMAIL, PHONE = "jo.bloggs@rota.example", "07700 900123"
PAGE = (
    f"\ufeffA Quiet Week\r\nWrite to {EMAIL}.\r\n\r\nNot a word.\r\n\r\n2 comments:\r\n"
    f"The first to speak: ring\r\nReplyDelete\r\n{PHONE} at once.\r\nAn answer to the first.\r\nDelete\r\n"
)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with private data in its post and in a comment, in more than one span and with CRLF."""
    folder = tmp_path_factory.mktemp("raw")
    (folder / "page.txt").write_bytes(PAGE.encode("utf-8"))
    return folder


@pytest.fixture(scope="module")
def tables(raw: Path) -> Tables:
    """What is published of it."""
    sources = list_sources([raw]).sources
    read = merged([tables_of(read_batch(sources).pages)])
    return check_tables(mask(read, DEFAULT, PageTexts(sources, read["documents"])).tables).tables


def failed(tables: Tables, raw: Path, output: Path) -> set[str]:
    """The checks that fail of a release of these tables, which raw text and all must allow to run."""
    found = {r.name: r for r in verify(open_release(write_release(tables, Dataset(), output).folder, raw))}
    assert found["raw"].state is not State.NOT_RUN
    return {name for name, result in found.items() if result.state is State.FAILED}


def changed(tables: Tables, name: str, place: int, **values: Any) -> Tables:
    rows: list[Row] = tables[name].to_pylist()
    rows[place] |= values
    return {**tables, name: pa.Table.from_pylist(rows, table_named(name).arrow_schema)}


def altered_row(tables: Tables, name: str) -> tuple[int, Row]:
    ((place, row),) = [(i, row) for i, row in enumerate(tables[name].to_pylist()) if row["altered"]]
    return place, row


def test_a_release_with_masks_holds_with_its_raw_text(tables: Tables, raw: Path, tmp_path: Path) -> None:
    _, comment = altered_row(tables, "comments")
    _, document = altered_row(tables, "documents")
    assert comment["text"] == f"The first to speak: ring\n{MASK * 12} at once."
    assert document["body"].startswith(f"A Quiet Week\nWrite to {MASK * 22}.")
    assert failed(tables, raw, tmp_path / "output") == set()


def test_no_file_of_the_release_holds_what_was_masked(tables: Tables, raw: Path, tmp_path: Path) -> None:
    shutil.copytree(raw, tmp_path / "raw")
    folder = write_release(tables, Dataset(), tmp_path / "output").folder
    for file in folder.iterdir():
        held = file.read_bytes()
        assert EMAIL.encode() not in held
        assert PHONE.encode() not in held


@pytest.mark.parametrize(("name", "column"), [("comments", "text"), ("documents", "body")])
def test_words_outside_of_the_altered_places_are_held_to_the_page(
    tables: Tables, raw: Path, tmp_path: Path, name: str, column: str
) -> None:
    place, row = altered_row(tables, name)
    for text in (row[column].replace("to", "by"), row[column] + "!", row[column].replace(MASK, "x")):
        assert failed(changed(tables, name, place, **{column: text}), raw, tmp_path / str(hash(text))) == {
            "raw"
        }


def test_a_text_that_is_masked_without_saying_so_is_found(tables: Tables, raw: Path, tmp_path: Path) -> None:
    place, _ = altered_row(tables, "comments")
    assert failed(changed(tables, "comments", place, altered=[]), raw, tmp_path / "output") >= {
        "digests",
        "raw",
    }


def alteration(page: str, words: str, reason: str) -> Row:
    start = page.index(words)
    return {"start": start, "end": start + len(words), "reason": reason}


CORRECTED = (
    ("All of it.", "All of it.", "None of it."),
    ("The first word.", "first", "last"),
    ("The first word.", "first", "very last and least"),
    ("The first word.", " first", ""),
    ("One line.\n   Two lines.\nThree.", "Two lines.", "Two, or was it three?"),
    ("One line.\nTwo lines.\nThree.", "Two lines.\n", ""),
    ("One line.\nTwo lines.\nThree.", "One line.\nTwo lines.", "Both of them."),
)


@pytest.mark.parametrize(("page", "wrong", "right"), CORRECTED)
def test_what_was_corrected_may_say_anything_and_the_rest_may_not(page: str, wrong: str, right: str) -> None:
    spans, places = (Span(0, len(page)),), [alteration(page, wrong, "correction")]
    text = "\n".join(line.strip() for line in page.replace(wrong, right).split("\n"))
    assert is_published(page, spans, places, text)
    assert is_published(page, spans, places, f"x{text}") == page.startswith(wrong)
    assert is_published(page, spans, places, f"{text}x") == page.endswith(wrong)


def test_masks_and_corrections_may_stand_in_one_text() -> None:
    page = "Rwite to jo@rota.example at once."
    places = [alteration(page, "Rwite", "correction"), alteration(page, "jo@rota.example", "email")]
    spans = (Span(0, len(page)),)
    assert is_published(page, spans, places, f"Write to {MASK * 15} at once.")
    assert not is_published(page, spans, places, "Write to jo@rota.example at once.")
    assert not is_published(page, spans, places, f"Write to {MASK * 14} at once.")
