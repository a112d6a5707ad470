"""Generated threads, rendered in each dialect and read back."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dialects import DIALECTS, read_thread
from flows.page import page_of
from flows.pipeline import page_records
from flows.records import PageRecords
from tests.generator import RENDERERS, TrueComment, corpus, posts, threads
from tests.renderers import WITH_HEADS, is_clear_run_together, on_page

each_dialect = pytest.mark.parametrize("dialect", RENDERERS)
LEAST_MARKERS = 3
"""Markers from which on the layout shows; with fewer, two layouts can look the same."""


def _read(text: str) -> PageRecords:
    return page_records(page_of(text))


def _assert_same(dialect: str, records: PageRecords, comments: Sequence[TrueComment]) -> None:
    ids = [row["comment_id"] for row in records.comments]
    truth = on_page(dialect, comments)
    found = [
        (row["text"], row["depth"], None if row["parent_id"] is None else ids.index(row["parent_id"]))
        for row in records.comments
    ]
    assert found == [
        ("\n".join(line for p in c.paragraphs if (line := p.strip())), c.depth, c.parent) for c in truth
    ]
    shown = [(c.author, c.posted_at, c.time) if dialect in WITH_HEADS else (None, None, None) for c in truth]
    assert [
        (row["author"], row["posted_at"], _on_one_line(row["posted_at_text"])) for row in records.comments
    ] == shown


def _on_one_line(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _threads(
    dialect: str, *, least: int = 1, may_begin_with_reply: bool = False
) -> st.SearchStrategy[tuple[TrueComment, ...]]:
    """Threads that can be told on a page of this layout."""
    found = threads(least=least, may_begin_with_reply=may_begin_with_reply)
    return found.filter(is_clear_run_together) if dialect == "run_together" else found


@each_dialect
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_thread_is_read_back(dialect: str, data: st.DataObject) -> None:
    """Each comment has exactly its text, its depth, its parent and its place, whatever its words are."""
    post, comments = data.draw(posts()), data.draw(_threads(dialect, least=LEAST_MARKERS))
    records = _read(RENDERERS[dialect](post, comments))
    assert records.document["dialect"] == dialect
    _assert_same(dialect, records, comments)


@pytest.mark.parametrize("dialect", ["glued_following", "own_line", "glued_preceding"])
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_replies_before_any_comment_have_no_parent(dialect: str, data: st.DataObject) -> None:
    """A ``Delete`` before any ``ReplyDelete`` is a reply whose parent is not there: null, doubtful, and said so."""
    comments = data.draw(_threads(dialect, least=LEAST_MARKERS, may_begin_with_reply=True))
    records = _read(RENDERERS[dialect](data.draw(posts()), comments))
    _assert_same(dialect, records, comments)
    orphans = [
        row
        for row, comment in zip(records.comments, comments, strict=True)
        if comment.depth and comment.parent is None
    ]
    assert all(row["certainty"] == "doubtful" for row in orphans)
    assert [problem.code for problem in records.problems].count("reply_without_parent") == len(orphans)


@each_dialect
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_short_threads_are_read_back(dialect: str, data: st.DataObject) -> None:
    """With one or two comments the text and the parents are still right, by whatever name the layout goes."""
    comments = data.draw(_threads(dialect).map(lambda found: found[:2]))
    _assert_same(dialect, _read(RENDERERS[dialect](data.draw(posts()), comments)), comments)


@each_dialect
@settings(deadline=None, max_examples=25)
@given(data=st.data(), post=posts(), line_break=st.sampled_from(["\n", "\r\n", "\r"]))
def test_line_breaks_and_a_byte_order_mark_change_nothing(
    dialect: str, data: st.DataObject, post: tuple[str, ...], line_break: str
) -> None:
    """LF, CRLF or CR alone, with a BOM before them: the same thread."""
    comments = data.draw(_threads(dialect, least=LEAST_MARKERS))
    text = "\ufeff" + RENDERERS[dialect](post, comments).replace("\n", line_break)
    _assert_same(dialect, _read(text), comments)


@each_dialect
def test_post_is_what_stands_above_the_thread(dialect: str) -> None:
    """Nothing of the thread is in the body, and nothing of the post is in a comment."""
    comments = (
        TrueComment(("One.", "Two."), 0, None),
        TrueComment(("Three.",), 1, 0),
        TrueComment(("Four.",), 0, None),
    )
    records = _read(RENDERERS[dialect](("A post.", "Of two paragraphs."), comments))
    assert records.document["body"] == "A post.\nOf two paragraphs."
    _assert_same(dialect, records, comments)


def test_plain_corpus_is_read_back() -> None:
    """The benchmarks' corpus is read without an error too, and has the profile that it claims."""
    size = comments = 0
    for page in corpus(seed=2, pages=60):
        records = _read(page.text)
        assert records.document["dialect"] == page.dialect
        _assert_same(page.dialect, records, page.comments)
        size, comments = size + len(page.text.encode()), comments + len(page.comments)
    assert 700 < size / comments < 1100


def test_table_of_dialects_names_each_once() -> None:
    """A dialect is one row."""
    assert len({dialect.name for dialect in DIALECTS}) == len(DIALECTS)


@pytest.mark.parametrize("text", ["A post.\n", "He pressed Delete\nand Reply to all\n", "1. one\n2. two\n"])
def test_page_without_a_thread_is_no_dialect(text: str) -> None:
    """A page that is none of the layouts is a document without a thread, with a problem that says so."""
    name, thread = read_thread(page_of(text))
    assert name is None
    assert not thread.comments
    assert [finding.code for finding in thread.findings] == ["no_thread_found"]


@pytest.mark.parametrize("month", ["\u017feptember", "apr\u0131l"])
def test_month_that_only_ignoring_case_tells_has_no_moment(month: str) -> None:
    """A long s or an i without its dot, which ignoring case takes for the letter itself, makes no reading fail."""
    head = f"2 comments:\nAnonymous22 {month} 2016 at 08:11\nText.\nReplyDelete\n"
    _, thread = read_thread(page_of(head + "Jim23 October 2016 at 09:30\nText.\nReplyDelete"))
    moments = [comment.posted.posted_at for comment in thread.comments]
    assert moments[0] is None
    assert moments[1] is not None


def test_a_time_that_is_a_comments_text_is_not_its_own_time() -> None:
    """In the older layout, where the comment's own stands below it."""
    records = _read("The post.\n1 comment:\nAnonymous said...\n10:26\n19 March 2016 at 08:11\n")
    assert [(row["text"], row["posted_at_text"]) for row in records.comments] == [
        ("10:26", "19 March 2016 at 08:11")
    ]
