"""What holds for the reading of any text whatever: it ends, its segments tile the page, its spans give its text."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.page import page_of
from flows.pipeline import page_records
from flows.reading import read_page
from tests.fixture_files import fixture_texts, pages_for_variations, text_of
from tests.fuzz import (
    ABROAD,
    BLANKS,
    BREAKS,
    HEADS,
    MARKDOWN,
    OTHER_BREAKS,
    WORDS,
    assert_read,
    assert_sound,
    damaged,
    is_blank,
    with_breaks,
)
from tests.generator import TELLING_PARAGRAPHS

FIXTURE_PAGES = tuple(pages_for_variations())

_pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(BREAKS),
    st.sampled_from(BLANKS),
    st.sampled_from(OTHER_BREAKS),
    st.sampled_from(TELLING_PARAGRAPHS),
    st.sampled_from((*HEADS, *MARKDOWN, *ABROAD)),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
texts = st.lists(_pieces, max_size=40).map("".join)
"""Marker words, breaks, blanks, digits and anything else, glued in any order."""
lines_of_words = st.lists(
    st.tuples(
        st.sampled_from(BLANKS),
        st.sampled_from((*WORDS, *HEADS, *MARKDOWN, *ABROAD)),
        st.sampled_from(BREAKS),
    ),
    max_size=30,
).map(lambda lines: "".join(part for line in lines for part in line))
"""Lines that look like a page's, in an order that no page has."""


damaged_fixtures = st.randoms(use_true_random=False).map(lambda random: damaged(random, FIXTURE_PAGES))
"""Fixtures that were cut, doubled in part, mixed, or got something inserted, once or several times."""


@settings(deadline=None, max_examples=250)
@given(texts)
@example("\ufeff \ufeff")
@example("\x1cDelete\x1c")
@example("1 comments:")
@example("Delete\rDelete\r\nReplyDelete")
@example("2.\n 1.\nReplyDelete")
@example("\n\ufeff\n[a](b)")
def test_any_text_is_read_soundly(text: str) -> None:
    """No text makes a reading fail; segments tile, spans give text, keys are unique, problems point into the page."""
    if is_blank(text):
        read_page(page_of(text))
    else:
        assert_sound(text)


@settings(deadline=None, max_examples=250)
@given(lines_of_words)
def test_any_order_of_lines_is_read_soundly(text: str) -> None:
    """Count lines, numbers, markers, furniture, cues of bulletins and adverts: in an order that no page has."""
    if not is_blank(text):
        assert_sound(text)


@settings(deadline=None, max_examples=250)
@given(damaged_fixtures)
def test_any_damage_to_a_page_is_read_soundly(text: str) -> None:
    """A page cut in the middle, doubled, or mixed with another is read like any other, each time the same."""
    assert_read(text)


@pytest.mark.parametrize("path", fixture_texts(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_line_breaks_change_no_comment(path: Path) -> None:
    """LF, CRLF or CR alone: the same texts, authors, times and parents."""
    read = [_comments(with_breaks(text_of(path), line_break)) for line_break in ("\n", "\r\n", "\r")]
    assert read[0] == read[1] == read[2]


def _comments(text: str) -> list[tuple[object, ...]]:
    rows = page_records(page_of(text)).comments
    places = {row["comment_id"]: place for place, row in enumerate(rows)}
    return [
        (row["text"], row["author"], row["posted_at"], row["depth"], places.get(row["parent_id"]))
        for row in rows
    ]


@settings(deadline=None, max_examples=100)
@given(texts)
def test_line_breaks_of_other_alphabets_end_no_line(text: str) -> None:
    """Lines end at LF, CRLF or CR only: what is set aside, or told apart, rests on these alone."""
    page = page_of(text)
    assert not any("\n" in page.line(i) or "\r" in page.line(i) for i in range(len(page.lines)))
    rest = text[1:] if text.startswith("\ufeff") else text
    lines = [line.strip() for line in rest.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    assert [page.line(i) for i in range(len(page.lines))] == [line for line in lines if line]
