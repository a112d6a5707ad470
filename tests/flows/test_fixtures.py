"""Authored pages, dialect by dialect, and all that is read from each: segments, records, certainties, problems."""

import difflib
import json
from pathlib import Path

import pytest

from flows.page import page_of
from flows.pipeline import page_records
from tests.fixture_files import FIXTURES, as_expected, dumped, fixture_texts, text_of

DIALECTS = (
    "glued_following",
    "own_line",
    "glued_preceding",
    "numbered_outline",
    "outline_with_headers",
    "outline_without_markers",
    "markdown_outline",
    "flat_with_headers",
    "run_together",
    "older_blogger",
    "declared_paragraphs",
    "no_thread",
)


def _name(path: Path) -> str:
    return path.relative_to(FIXTURES).with_suffix("").as_posix()


@pytest.mark.parametrize("path", fixture_texts(), ids=_name)
def test_page_is_read_as_its_fixture_says(path: Path) -> None:
    """Every segment, record, certainty and problem is the one in the JSON beside the text."""
    text = text_of(path)
    expected = dumped(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
    found = dumped(as_expected(text, page_records(page_of(text))))
    if found != expected:
        lines = difflib.unified_diff(
            expected.splitlines(), found.splitlines(), "expected", "found", lineterm="", n=2
        )
        pytest.fail(f"{_name(path)}\n" + "\n".join(lines), pytrace=False)


@pytest.mark.parametrize("path", fixture_texts(), ids=_name)
def test_segments_that_a_fixture_expects_tile_its_page(path: Path) -> None:
    """An expected result that itself leaves out or repeats a character is a slip of its author."""
    segments = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["segments"]
    assert [start for start, *_ in segments] == [0, *(end for _, end, *_ in segments[:-1])]
    assert segments[-1][1] == len(text_of(path))


def test_every_expected_result_has_its_text() -> None:
    """No JSON is left behind by a text that was renamed."""
    assert {path.with_suffix(".txt") for path in FIXTURES.rglob("*.json")} == set(fixture_texts())


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_dialect_has_four_fixtures_at_least(dialect: str) -> None:
    """The folder of a dialect holds pages of that dialect, and enough of them."""
    found = [
        json.loads(path.read_text(encoding="utf-8"))["dialect"]
        for path in (FIXTURES / dialect).glob("*.json")
    ]
    assert len(found) >= 4
    assert set(found) == {None if dialect == "no_thread" else dialect}


def test_line_ends_of_the_fixtures_are_as_their_authors_left_them() -> None:
    """An editor or a version control system that mends line ends would make the fixtures of CRLF and CR worthless."""
    texts = [text_of(path) for path in fixture_texts()]
    assert any("\r\n" in text for text in texts)
    assert any("\r" in text and "\n" not in text for text in texts)
    assert any(text.startswith("\ufeff") for text in texts)
