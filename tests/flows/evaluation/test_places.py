"""Places: words found again on a page, lines, excerpts."""

import pytest

from flows.evaluation.places import AROUND, excerpt, extent, extent_of, line_at, line_breaks, locate

PAGE = "Post.\r\nDear  all,\nplease note.\nYours\nDelete\n"


@pytest.mark.parametrize(
    ("words", "found"),
    [("Dear all, please", "Dear  all,\nplease"), ("Yours", "Yours"), ("Post. Dear", "Post.\r\nDear")],
)
def test_words_are_found_whatever_white_space_parts_them(words: str, found: str) -> None:
    place = locate(PAGE, words)
    assert place is not None
    assert PAGE[place.start : place.end] == found


@pytest.mark.parametrize("words", ["Dear  nobody", "", "  ", "dear all"])
def test_words_that_are_not_there(words: str) -> None:
    assert locate(PAGE, words) is None


def test_extent_begins_at_the_last_opening_before_its_end() -> None:
    """What stands before is a copy that the extractor left."""
    text = "Dear all, one. Dear all, one. Two. Yours, A. Dear all, three. Yours, A."
    place = extent(text, "Dear all", "Yours, A.")
    assert place is not None
    assert text[place.start : place.end] == "Dear all, one. Two. Yours, A."
    assert extent(text, "Dear all", "Yours, B.") is None


def test_extent_of_a_text_that_markers_part() -> None:
    text = "DeleteThe first one.\nReplyDeleteThe second.\nThe third one.\nNext."
    place = extent_of(text, "The first one.\nThe second.\nThe third one.", 0, len(text))
    assert place is not None
    assert text[place.start : place.end].startswith("The first one.\nReplyDelete")
    assert text[: place.end].endswith("The third one.")


def test_lines_end_as_the_page_has_them() -> None:
    breaks = line_breaks("a\nb\r\nc\rd")
    assert [line_at(breaks, offset) for offset in (0, 1, 2, 4, 5, 6, 7)] == [1, 1, 2, 2, 3, 3, 4]


def test_excerpt_marks_the_place_on_one_line() -> None:
    text = f"{'before ' * 20}\nHERE\r\n\r\n{'after ' * 20}"
    start = text.index("HERE")
    shown = excerpt(text, start, start + 4)
    assert "⏎⟦HERE⟧⏎after" in shown
    assert shown.startswith("…") and shown.endswith("…")
    assert len(shown) <= 2 * AROUND + 8


def test_excerpt_of_a_long_place_has_its_beginning_and_its_end() -> None:
    text = "Beginning of it. " + "x" * 500 + " The end of it."
    shown = excerpt(text, 0, len(text))
    assert shown.startswith("⟦Beginning of it.") and shown.endswith("The end of it.⟧")
    assert len(shown) < 80


def test_excerpt_has_nothing_that_a_terminal_acts_upon() -> None:
    shown = excerpt("a\x1b[31m\u202e\tb\x07c 👩\u200d👩", 0, 20)
    assert shown == "⟦a\ufffd[31m\ufffd b\ufffdc 👩\u200d👩⟧"
