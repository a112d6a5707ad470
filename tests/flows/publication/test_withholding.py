"""Withholding: a tombstone is left in the thread, and the words, the author and the true key are nowhere."""

from pathlib import Path

import pytest

from flows.checks import check_tables
from flows.errors import InvariantError, UsageError
from flows.problems import CODES, Problem, source_problem
from flows.tables import merged, problems_in
from schemas import TABLES, table_named
from tests.flows.publication.made_pages import (
    OTHER,
    POST,
    RANT,
    elsewhere,
    entries,
    glued,
    key,
    rows,
    tables,
    thread,
    tombstones,
    withheld,
    words_in,
)
from tests.flows.publication.whole import Withholding, withhold

FIXTURES = Path(__file__).parents[2] / "fixtures"
WILFRED = "Wilfred Oakapple"
PAGE = thread(
    (0, "Jo", OTHER), (0, WILFRED, RANT), (1, "Jo", "Agreed."), (1, "Sam", "Twice?"), (0, "Sam", "Agreed.")
)
AGAIN = thread(
    (0, "New", "The first to see this."), (0, WILFRED, RANT), (1, "Jo", "Agreed."), (0, "Sam", "More.")
)
RANT_KEY = key("page", RANT)


@pytest.fixture(scope="module")
def found() -> Withholding:
    """A page with its longest comment withheld, which has two replies."""
    return withheld({"page": PAGE, "other": elsewhere("Nothing of the kind.")}, RANT_KEY)


def check(found: Withholding) -> None:
    """Nothing in the tables breaks a rule or an invariant."""
    checked = check_tables(found.tables)
    assert checked.dropped == 0
    assert checked.tables == found.tables


def fixture(name: str, folder: str = "posts") -> dict[str, str]:
    """A page of the fixtures."""
    return {"page": (FIXTURES / folder / f"{name}.txt").read_text(encoding="utf-8")}


# Nothing to withhold


def test_tables_are_left_alone_where_nothing_is_withheld() -> None:
    read = tables({"page": PAGE})
    result = withhold(read, ())
    assert result.tables is read
    assert (result.keys, result.documents, result.echoes) == (frozenset(), frozenset(), ())


# A comment


def test_a_withheld_comment_leaves_a_tombstone_in_its_place(found: Withholding) -> None:
    (before,) = rows(tables({"page": PAGE}), "comments", comment_id=RANT_KEY)
    (after,) = tombstones(found.tables, "comments")
    place = ("document_id", "parent_id", "sequence", "depth", "spans", "certainty")
    assert {name: after[name] for name in place} == {name: before[name] for name in place}
    assert after | dict.fromkeys(place) == {
        **dict.fromkeys((*place, "author", "posted_at", "posted_at_text", "text")),
        "comment_id": "page/c-withheld-1",
        "is_removed": False,
        "links": [],
        "times_mentioned": [],
        "withheld": "privacy",
        "altered": [],
    }


def test_nothing_tells_of_a_withheld_comment(found: Withholding) -> None:
    """Neither its words nor its author nor its true key, whose digest would confirm a guess, stand in any cell."""
    told = words_in(found.tables)
    assert "Agreed." in told
    for words in (*RANT.split("\n"), WILFRED, RANT_KEY, RANT_KEY[-16:]):
        assert words not in told


def test_the_thread_stays_whole(found: Withholding) -> None:
    """Replies answer the tombstone, its segment is its, counts and order are as they were."""
    before = tables({"page": PAGE})
    assert rows(found.tables, "documents", document_id="page") == rows(before, "documents")
    replies = rows(found.tables, "comments", parent_id="page/c-withheld-1")
    assert [row["text"] for row in sorted(replies, key=lambda row: row["sequence"])] == ["Agreed.", "Twice?"]
    (segment,) = rows(before, "segments", record_id=RANT_KEY)
    assert rows(found.tables, "segments", record_id="page/c-withheld-1") == [
        segment | {"record_id": "page/c-withheld-1"}
    ]
    check(found)


def test_all_other_rows_are_as_they_were(found: Withholding) -> None:
    before = tables({"page": PAGE, "other": elsewhere("Nothing of the kind.")})
    for schema in TABLES:
        same = [row for row in found.tables[schema.name].to_pylist() if "withheld-1" not in repr(row)]
        expected = [row for row in before[schema.name].to_pylist() if RANT_KEY not in repr(row)]
        assert same == expected, schema.name


def test_the_tables_stay_in_the_order_of_their_keys(found: Withholding) -> None:
    assert merged([found.tables]) == found.tables


def test_true_keys_are_told_to_the_caller_alone(found: Withholding) -> None:
    assert found.keys == {RANT_KEY}
    assert found.documents == frozenset()


def test_an_entry_withholds_the_same_words_in_its_document_each_time() -> None:
    """With a number at the end of its key or without."""
    for name in (key("page", "Agreed."), f"{key('page', 'Agreed.')}-2"):
        found = withheld({"page": PAGE}, name)
        assert [row["comment_id"] for row in sorted(tombstones(found.tables, "comments"), key=lambda r: r["sequence"])] == [
            "page/c-withheld-1", "page/c-withheld-1-2",
        ]  # fmt: skip
        assert "Agreed." not in words_in(found.tables)
        assert found.keys == {key("page", "Agreed."), f"{key('page', 'Agreed.')}-2"}
        check(found)


def test_short_words_are_withheld_in_no_other_document() -> None:
    found = withheld({"page": PAGE, "other": elsewhere("Agreed.")}, key("page", "Agreed."))
    assert [row["text"] for row in rows(found.tables, "comments", document_id="other")] == ["Agreed."]


def test_telling_words_are_withheld_under_another_name_too() -> None:
    """The page was captured again; white space does not matter."""
    found = withheld({"2016/page": PAGE, "2019/page": AGAIN}, key("2016/page", RANT))
    assert [row["comment_id"] for row in tombstones(found.tables, "comments")] == [
        "2016/page/c-withheld-1", "2019/page/c-withheld-1",
    ]  # fmt: skip
    assert found.keys == {key("2016/page", RANT), key("2019/page", RANT)}
    assert "burnt" not in words_in(found.tables)
    check(found)


def test_a_page_captured_again_with_more_comments_is_withheld_as_before() -> None:
    """Under the same key, whatever stands before it now."""
    before, after = (withheld({"page": page}, RANT_KEY).tables for page in (PAGE, AGAIN))
    assert [row["comment_id"] for row in tombstones(before, "comments")] == ["page/c-withheld-1"]
    assert [row["comment_id"] for row in tombstones(after, "comments")] == ["page/c-withheld-1"]
    assert "burnt" not in words_in(after)


def test_an_entry_added_later_leaves_the_keys_of_tombstones_alone() -> None:
    """Also where it names words that an earlier one withholds already."""
    pages = {"page": PAGE, "again": AGAIN}
    first = withheld(pages, RANT_KEY).tables
    second = withheld(pages, RANT_KEY, key("again", RANT), key("page", OTHER)).tables
    keys = {row["comment_id"] for row in tombstones(first, "comments")}
    assert {row["comment_id"] for row in tombstones(second, "comments")} == keys | {"page/c-withheld-3"}


def test_the_notice_of_a_removed_comment_may_be_withheld() -> None:
    notice = "This comment has been removed by the author."
    found = withheld({"page": thread((0, "Jo", notice), (1, "Jo", "Oh."))}, key("page", notice))
    (row,) = tombstones(found.tables, "comments")
    assert row["is_removed"] is False
    check(found)


# What was found inside a comment, or in the post


@pytest.mark.parametrize(
    ("name", "table", "letter"),
    [("letter_in_a_comment", "bulletins", "b"), ("advert_with_labels_in_a_comment", "job_adverts", "a")],
)
def test_what_was_pasted_into_a_comment_goes_with_it(name: str, table: str, letter: str) -> None:
    pages = fixture(name)
    (inside,) = tables(pages)[table].to_pylist()
    (comment,) = rows(tables(pages), "comments", comment_id=inside["comment_id"])
    found = withheld(pages, comment["comment_id"])
    (row,) = tombstones(found.tables, table)
    (true,) = table_named(table).key
    assert row[true] == f"page/{letter}-withheld-1"
    assert row["comment_id"] == "page/c-withheld-1"
    assert row["spans"] == inside["spans"]
    assert found.keys == {comment["comment_id"], inside[true]}
    told = words_in(found.tables)
    for line in (*comment["text"].split("\n"), *inside["evidence"]):
        assert line not in told
    check(found)


def test_what_was_pasted_into_a_comment_may_go_alone_and_the_comment_is_told_of() -> None:
    """The comment holds its words: a maintainer has to look."""
    pages = fixture("letter_in_a_comment")
    (inside,) = tables(pages)["bulletins"].to_pylist()
    found = withheld(pages, inside["bulletin_id"])
    assert [row["bulletin_id"] for row in tombstones(found.tables, "bulletins")] == ["page/b-withheld-1"]
    assert tombstones(found.tables, "comments") == []
    assert found.echoes == (("comments", inside["comment_id"]),)
    check(found)


def test_a_comment_that_is_nothing_else_goes_with_what_was_pasted_into_it() -> None:
    """The same words have the same digest in each table."""
    pages = fixture("advert_with_labels_in_a_comment")
    (inside,) = tables(pages)["job_adverts"].to_pylist()
    found = withheld(pages | {"copy": elsewhere(inside["text"])}, inside["advert_id"])
    assert [row["advert_id"] for row in tombstones(found.tables, "job_adverts")][-1] == "page/a-withheld-1"
    assert {row["comment_id"] for row in tombstones(found.tables, "comments")} == {
        "page/c-withheld-1", "copy/c-withheld-1",
    }  # fmt: skip
    assert "Hedge Supervisor" not in words_in(found.tables)
    check(found)


def test_the_first_entry_names_what_was_pasted_into_a_comment() -> None:
    """So that one for the comment, added later, leaves its key alone."""
    pages = fixture("letter_in_a_comment")
    (inside,) = tables(pages)["bulletins"].to_pylist()
    found = withheld(pages, inside["bulletin_id"], inside["comment_id"])
    (row,) = tombstones(found.tables, "bulletins")
    assert (row["bulletin_id"], row["comment_id"]) == ("page/b-withheld-1", "page/c-withheld-2")
    check(found)


@pytest.mark.parametrize(
    ("name", "table"), [("joint_bulletin", "bulletins"), ("advert_twice", "job_adverts")]
)
def test_what_stands_in_the_post_is_withheld_by_its_own_key(name: str, table: str) -> None:
    """Segments that repeat it refer to the tombstone."""
    pages = fixture(name)
    before = tables(pages)
    first = before[table].to_pylist()[0]
    true = first[table_named(table).key[0]]
    found = withheld(pages, true)
    (row,) = tombstones(found.tables, table)
    opaque = row[table_named(table).key[0]]
    assert row["sequence"] == first["sequence"]
    assert (
        len(rows(found.tables, "segments", record_id=opaque))
        == len(rows(before, "segments", record_id=true))
        > 0
    )
    told = words_in(found.tables)
    for line in first["text"].split("\n"):
        assert len(line) < 20 or line not in told
    check(found)


# Problems


def problem(code: str, message: str, document: str | None = "page", *place: int) -> Problem:
    start, end = place or (None, None)
    return Problem(f"{document}.txt", document, CODES[code][0], code, message, None, start, end)


def test_messages_that_may_tell_of_a_withheld_record_say_what_their_code_means() -> None:
    read = tables({"page": PAGE, "other": elsewhere("Nothing of the kind.")})
    (comment,) = rows(read, "comments", comment_id=RANT_KEY)
    start, end = comment["spans"][0]["start"], comment["spans"][-1]["end"]
    quiet = [
        problem("byline_in_text", "stands in it", "page", start + 2, start + 4),
        problem("text_between_comments", "reaches into it", "page", 0, start + 1),
        problem(
            "byline_ambiguous", "stands in the interface words before it", "page", start - 30, start - 25
        ),
        problem("marker_missing", "stands in the interface words after it", "page", end + 20, end + 20),
        problem("outline_gap", f"names {RANT_KEY}, far away", "other"),
        problem("mixed_layouts", "quotes “in the car\n park that the rota”, far away", "other"),
        problem("thread_tail", f"may be by {WILFRED}, or not"),
    ]
    loud = [
        problem("comments_missing", "the page as a whole"),
        problem("outline_gap", "somewhere else", "page", 0, 5),
        problem("byline_in_text", "at the same place of another page", "other", start + 2, start + 4),
        problem("thread_tail", f"another {WILFRED} on another page", "other"),
        problem("thread_tail", f"not {WILFRED}s"),
        problem("mixed_layouts", "it is in the car park"),
    ]
    found = withhold(
        tables({"page": PAGE, "other": elsewhere("Nothing of the kind.")}, (*quiet, *loud)),
        entries(RANT_KEY),
    )
    expected = [*(p._replace(message=CODES[p.code][1]) for p in quiet), *loud]
    assert sorted(problems_in(found.tables), key=repr) == sorted(expected, key=repr)


def test_a_byline_that_was_left_out_as_doubtful_is_not_quoted() -> None:
    """The comment has no author, but a message tells who may have written it."""
    pages = fixture("glued_and_ambiguous", "flat_with_headers")
    (comment,) = tables(pages)["comments"].to_pylist()
    assert "Wing" in words_in(tables(pages))
    found = withheld(pages, comment["comment_id"])
    assert "Wing" not in words_in(found.tables)
    check(found)


def test_a_tombstone_that_breaks_a_rule_stops_the_release() -> None:
    """It is a fault of the program, and its words would be quoted in a problem."""
    found = withheld({"page": PAGE}, RANT_KEY).tables
    spoiled = [row | {"author": WILFRED} if row["withheld"] else row for row in found["comments"].to_pylist()]
    comments = found["comments"].from_pylist(spoiled, found["comments"].schema)
    with pytest.raises(InvariantError, match=r"page/c-withheld-1.*nothing_where_withheld") as raised:
        check_tables({**found, "comments": comments})
    assert WILFRED not in str(raised.value)


# Echoes


@pytest.mark.parametrize(
    "quoted",
    [
        f"He said:\n{RANT}\nand he is right.",
        "“My manager told me in the car park\nthat the  rota would be burnt.” Quite.",
        "1.2.3 (My manager told me in the car\u00a0park that the rota would be burnt.)",
    ],
)
def test_a_reader_who_quotes_is_told_of_and_left_alone(quoted: str) -> None:
    found = withheld({"page": PAGE, "other": elsewhere(quoted)}, RANT_KEY)
    (row,) = rows(found.tables, "comments", document_id="other")
    assert row["withheld"] is None and row["text"] is not None
    assert found.echoes == (("comments", row["comment_id"]),)


def test_words_that_are_not_telling_have_no_echo() -> None:
    found = withheld({"page": PAGE, "other": elsewhere("Agreed. By all of us.")}, key("page", "Agreed."))
    assert found.echoes == ()


def test_a_post_may_echo() -> None:
    post = POST.replace("nobody told", f"nobody told: {OTHER} And so") + "\n"
    found = withheld({"page": PAGE, "other": thread((0, "Jo", "No."), post=post)}, key("page", OTHER))
    assert found.echoes == (("documents", "other"),)


def test_hundreds_of_withheld_lines_are_all_looked_for() -> None:
    lines = [
        f"Line number {number} of a long complaint (a*b) about the boiler + the lift" for number in range(250)
    ]
    pages = {
        "page": thread((0, "Jo", "\n".join(lines))),
        "other": elsewhere(f"> {lines[249]}", "No."),
    }
    found = withheld(pages, key("page", "\n".join(lines)))
    assert found.echoes == (("comments", key("other", f"> {lines[249]}")),)


# Whole documents


def test_messages_about_other_pages_do_not_name_a_withheld_document() -> None:
    """Neither its file nor a record of it; an id may be any word, and is looked for where messages name ids."""
    quiet = [
        problem("url_shared", "gives the address of page.txt", "other"),
        problem("outline_gap", f"names {key('page', 'Agreed.')}", "other"),
        problem("same_as_unknown", "is said to be the same as page", "other"),
    ]
    loud = problem("outline_gap", "somewhere on the page", "other")
    found = withhold(
        tables({"page": PAGE, "other": elsewhere("Nothing of the kind.")}, (*quiet, loud)), entries("page")
    )
    expected = [*(p._replace(message=CODES[p.code][1]) for p in quiet), loud]
    assert sorted(problems_in(found.tables), key=repr) == sorted(expected, key=repr)


@pytest.fixture(scope="module")
def whole() -> Withholding:
    """One of two documents withheld, which has problems of its own."""
    told = (
        problem("outline_gap", "a gap", "2016/page", 0, 5),
        source_problem("2016/page.txt", "file_ignored", "left"),
    )
    pages = tables({"2016/page": PAGE, "other": elsewhere("Nothing of the kind.")}, told)
    return withhold(pages, entries("2016/page", reason="licence"))


def test_a_withheld_document_leaves_a_tombstone_and_nothing_else(whole: Withholding) -> None:
    (row,) = tombstones(whole.tables, "documents")
    counts = dict.fromkeys(("characters", "comments", "bulletins", "job_adverts"), 0)
    assert row == dict.fromkeys(row) | counts | {
        "document_id": "withheld-1",
        "withheld": "licence",
        "altered": [],
    }
    for name in ("comments", "bulletins", "job_adverts", "segments", "problems"):
        assert {row["document_id"] for row in whole.tables[name].to_pylist()} <= {"other"}
    told = words_in(whole.tables)
    for words in ("2016/page", *RANT.split("\n"), OTHER, WILFRED):
        assert words not in told
    check(whole)


def test_true_names_of_documents_are_told_to_the_caller_alone(whole: Withholding) -> None:
    assert whole.documents == {"2016/page"}
    assert not whole.keys


def test_the_same_page_under_another_name_is_withheld_with_a_document() -> None:
    """The same title over the same text, though its thread grew; a page that only shares the title is not the same."""
    other = PAGE.replace("The county office shut on Friday", "Another county office shut on Friday")
    found = withheld({"2016/page": PAGE, "2015/page": AGAIN, "2017/page": other}, "2016/page")
    assert [row["document_id"] for row in found.tables["documents"].to_pylist()] == [
        "2017/page", "withheld-1", "withheld-1-2",
    ]  # fmt: skip
    assert found.documents == {"2016/page", "2015/page"}
    check(found)


def test_a_withheld_document_captured_again_with_small_differences_goes_too() -> None:
    """At least half of its post is the same; the words of its comments go wherever they stand."""
    post = POST.replace("Saturday notes", "Sunday notes")
    other = thread((0, "Jo", OTHER), (0, "Jo", "Agreed."), post=post)
    found = withheld({"page": PAGE, "again": other, "third": elsewhere(RANT)}, "page")
    ids = [row["document_id"] for row in tombstones(found.tables, "documents")]
    assert ids == ["withheld-1", "withheld-1-2"]
    assert [row["comment_id"] for row in tombstones(found.tables, "comments")] == ["third/c-withheld-1"]
    assert found.echoes == ()
    check(found)


def test_a_quotation_is_told_wherever_it_begins_and_ends() -> None:
    """Eighty characters in a row are enough, however the lines are wrapped; the quotation itself stays."""
    text = " ".join(RANT.split())
    quoted = [text[7:100], text[-90:-4]]
    found = withheld(
        {"page": PAGE, **{str(n): elsewhere(f"You say: {q} Well.") for n, q in enumerate(quoted)}}, RANT_KEY
    )
    assert [table for table, _ in found.echoes] == ["comments", "comments"]


def test_a_record_of_a_withheld_document_may_be_named_as_well() -> None:
    """It goes with the document; its copies elsewhere go by its key."""
    found = withheld({"page": PAGE, "again": glued("Hm.", " ".join(RANT.split()))}, RANT_KEY, "page")
    assert [row["comment_id"] for row in tombstones(found.tables, "comments")] == ["again/c-withheld-1"]
    assert [row["document_id"] for row in tombstones(found.tables, "documents")] == ["withheld-2"]
    assert RANT_KEY in found.keys
    check(found)


def test_a_document_that_has_the_name_of_a_tombstone_is_an_error() -> None:
    with pytest.raises(UsageError, match=r"withheld-1\.txt.*rename"):
        withheld({"page": PAGE, "withheld-1": elsewhere("No.")}, "page")


# Entries that withhold nothing


@pytest.mark.parametrize(
    "name", [key("page", "Never said."), key("none", RANT), "none", key("page", "Never said.", "b")]
)
def test_an_entry_that_withholds_nothing_stops_the_build(name: str) -> None:
    """The words may stand there in another form: nothing is published before somebody looked.

    The key, which would confirm a guess, is not repeated: Prefect keeps the message.
    """
    with pytest.raises(UsageError, match=r"^withheld\.toml: entry 2.*gone = true") as raised:
        withheld({"page": PAGE}, RANT_KEY, name)
    document, _, record = name.rpartition("/")
    assert (document or name) in str(raised.value)
    assert not document or record not in str(raised.value)
    found = withheld({"page": PAGE}, RANT_KEY, name, gone=(name,))
    assert [row["comment_id"] for row in tombstones(found.tables, "comments")] == ["page/c-withheld-1"]
    check(found)


def test_all_such_entries_are_named_at_once() -> None:
    with pytest.raises(UsageError, match=r"entry 1.*\n.*entry 3") as raised:
        withheld({"page": PAGE}, "none", RANT_KEY, key("page", "Never said."))
    assert "entry 2" not in str(raised.value)


def test_what_is_gone_is_named_for_earlier_releases() -> None:
    """They may hold it still."""
    gone = (f"{key('page', 'Never said.')}-2", "none")
    found = withheld({"page": PAGE}, *gone, gone=gone)
    assert found.keys == {key("page", "Never said."), gone[0]}
    assert found.documents == {"none"}
    assert found.tables == tables({"page": PAGE})


def test_what_is_said_to_be_gone_is_withheld_where_it_stands() -> None:
    found = withheld({"page": PAGE, "other": elsewhere("No.")}, RANT_KEY, "other", gone=(RANT_KEY, "other"))
    assert "burnt" not in words_in(found.tables)
    assert [row["document_id"] for row in tombstones(found.tables, "documents")] == ["withheld-2"]
    gone = key("none", RANT)
    assert "burnt" not in words_in(withheld({"page": PAGE}, gone, gone=(gone,)).tables)
