"""What holds for the reading of any text whatever: it ends, its segments tile the page, its spans give its text."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.page import page_of
from flows.pipeline import page_records
from flows.problems import CODES
from flows.reading import read_page
from flows.records import PageRecords, records_of
from flows.segments import Kind
from tests.fixture_files import pages_for_variations
from tests.generator import TELLING_PARAGRAPHS

BREAKS = ("\n", "\r\n", "\r", "\n\n", "\r\r\n", "\n\r")
OTHER_BREAKS = ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
"""Line breaks to ``str.splitlines``, and none of a page."""
BLANKS = ("", " ", "  ", "    ", "      ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff")
WORDS = (
    "ReplyDelete", "Delete", "Reply", "Replies", "Add comment", "Load more...", "3 comments:", "No comments:", "1 comment:",
    "99999999999 comments:", "1.", "2.", "3.", "10.", "2. Replies", "3. Reply", "٣.", "² comments:", "1. ReplyDelete",
    "Post a Comment", "Newer Post", "Blog Archive", "Posted by X at 10:26", "Monday, 4 March 2019", "12th March 2018",
    "31 February 2019", "Dear Member", "Best wishes", "Marian Tolley, General Secretary, Napo", "Salary: £1 to £2 pa",
    "Closing date: 1 May 2018", "Interviews: w/c 7th May 2018", "JTU 7-2019", "This on the Napo website:-", "*****",
    "--oo00oo--", "Branch Report May 2018", "This comment has been removed by the author.",
    "A paragraph that is long enough to be taken for a copy of itself where it stands on a page twice, or thrice, or more.",
)  # fmt: skip
FIXTURE_PAGES = tuple(pages_for_variations())

_pieces = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(BREAKS),
    st.sampled_from(BLANKS),
    st.sampled_from(OTHER_BREAKS),
    st.sampled_from(TELLING_PARAGRAPHS),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
texts = st.lists(_pieces, max_size=40).map("".join)
"""Marker words, breaks, blanks, digits and anything else, glued in any order."""
lines_of_words = st.lists(
    st.tuples(st.sampled_from(BLANKS), st.sampled_from(WORDS), st.sampled_from(BREAKS)), max_size=30
).map(lambda lines: "".join(part for line in lines for part in line))
"""Lines that look like a page's, in an order that no page has."""


@st.composite
def damaged_fixtures(draw: st.DrawFn) -> str:
    """A fixture that was cut, doubled in part, or got something inserted, once or several times."""
    text = draw(st.sampled_from(FIXTURE_PAGES))
    for _ in range(draw(st.integers(1, 3))):
        first, last = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        way = draw(st.sampled_from(("cut", "keep", "double", "insert", "join")))
        if way == "cut":
            text = text[:first] + text[last:]
        elif way == "keep":
            text = text[first:last]
        elif way == "double":
            text = text[:last] + text[first:last] + text[last:]
        elif way == "insert":
            text = text[:first] + draw(texts) + text[first:]
        else:
            text = text[:first] + draw(st.sampled_from(FIXTURE_PAGES))
    return text


def _is_blank(text: str) -> bool:
    """Whether a source with this text is refused before it is a page."""
    return not text.strip().strip("\ufeff").strip()


def _assert_sound(text: str) -> PageRecords:
    """All that holds for every page; ``page_records`` also holds it to ``checks_of_pages.check_page``."""
    records = page_records(page_of(text))
    assert "".join(text[s["start"] : s["end"]] for s in records.segments) == text
    assert all(s["start"] < s["end"] for s in records.segments)
    assert {s["kind"] for s in records.segments} <= {kind.value for kind in Kind}
    _assert_references(records)
    for problem in records.problems:
        assert problem.code in CODES
        _assert_within(text, problem.start, problem.end, problem.line)
    return records


def _assert_references(records: PageRecords) -> None:
    keys = [
        *(row["comment_id"] for row in records.comments),
        *(row["bulletin_id"] for row in records.bulletins),
        *(row["advert_id"] for row in records.job_adverts),
    ]
    assert len(keys) == len(set(keys))
    assert {s["record_id"] for s in records.segments if s["record_id"]} <= set(keys)
    comments = {row["comment_id"] for row in records.comments}
    assert {row["comment_id"] for row in (*records.bulletins, *records.job_adverts)} - {None} <= comments
    assert records.document["comments"] == len(records.comments)
    of_comments = [span for s in records.segments if s["kind"] == "comment" for span in [s["record_id"]]]
    assert set(of_comments) == comments
    for rows in (records.comments, records.bulletins, records.job_adverts):
        for row in rows:
            _assert_ordered(row["spans"])


def _assert_ordered(spans: list[dict[str, Any]]) -> None:
    bounds = [bound for span in spans for bound in (span["start"], span["end"])]
    assert bounds == sorted(bounds)
    assert all(span["start"] < span["end"] for span in spans)


def _assert_within(text: str, start: int | None, end: int | None, line: int | None) -> None:
    if start is None or end is None:
        assert (start, end, line) == (None, None, None)
        return
    assert 0 <= start < end <= len(text)
    assert line == len(text[:start].replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@settings(deadline=None, max_examples=250)
@given(texts)
@example("\ufeff \ufeff")
@example("\x1cDelete\x1c")
@example("1 comments:")
@example("Delete\rDelete\r\nReplyDelete")
@example("2.\n 1.\nReplyDelete")
def test_any_text_is_read_soundly(text: str) -> None:
    """No text makes a reading fail; segments tile, spans give text, keys are unique, problems point into the page."""
    if _is_blank(text):
        read_page(page_of(text))
    else:
        _assert_sound(text)


@settings(deadline=None, max_examples=250)
@given(lines_of_words)
def test_any_order_of_lines_is_read_soundly(text: str) -> None:
    """Count lines, numbers, markers, furniture, cues of bulletins and adverts: in an order that no page has."""
    if not _is_blank(text):
        _assert_sound(text)


@settings(deadline=None, max_examples=250)
@given(damaged_fixtures())
def test_any_damage_to_a_page_is_read_soundly(text: str) -> None:
    """A page cut in the middle, doubled, or mixed with another is read like any other."""
    if not _is_blank(text):
        _assert_sound(text)


@settings(deadline=None, max_examples=100)
@given(texts)
def test_line_breaks_of_other_alphabets_end_no_line(text: str) -> None:
    """Lines end at LF, CRLF or CR only: what is set aside, or told apart, rests on these alone."""
    page = page_of(text)
    assert not any("\n" in page.line(i) or "\r" in page.line(i) for i in range(len(page.lines)))
    rest = text[1:] if text.startswith("\ufeff") else text
    lines = [line.strip() for line in rest.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    assert [page.line(i) for i in range(len(page.lines))] == [line for line in lines if line]


@settings(deadline=None, max_examples=60)
@given(damaged_fixtures())
def test_reading_is_a_function_of_the_text(text: str) -> None:
    """The same text gives the same records."""
    assert records_of(read_page(page_of(text))) == records_of(read_page(page_of(text)))
