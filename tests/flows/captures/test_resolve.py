"""Each post stands once in the tables, under one id, with the records of its fullest capture; all captures are told."""

import random
from collections.abc import Mapping

import pyarrow as pa
import pytest

from flows.captures.resolve import resolve
from flows.captures.sketches import minhashes, sketched
from flows.captures.told import MOST_NAMED
from flows.checks import check_tables
from flows.page import Span, text_at
from flows.tables import SKETCHES, Tables, merged
from schemas import TABLES, table_named, validate
from tests.flows.captures.made import BULLETIN, Post, post, posts_of, prose, resolved, rows, tables, thread
from tests.flows.publication.made_pages import entries
from tests.flows.publication.whole import withhold

POST = post(1, title="Another Week", date="Monday, 22 February 2016")
"""Of twenty comments."""
HARD = {
    "a/markdown": POST.text("markdown_outline", 12),
    "b/trafilatura": POST.text("glued_following"),
    "c/other": post(2).text("own_line"),
}
"""The same post by two extractors in two folders, the fuller of them under the greater id; and another post."""


@pytest.fixture(scope="module")
def hard() -> Tables:
    return resolved(HARD)


def test_the_fullest_is_published_under_the_smallest_id(hard: Tables) -> None:
    kept, other = rows(hard, "documents")
    (alone,) = rows(tables({"b/trafilatura": HARD["b/trafilatura"]}), "documents")
    assert (kept["document_id"], other["document_id"]) == ("a/markdown", "c/other")
    assert kept["source"] == "b/trafilatura.txt"
    own = ("source", "sha256", "characters", "dialect", "body", "declared_comments", "comments", "bulletins")
    assert [kept[name] for name in own] == [alone[name] for name in own]


def test_its_records_have_the_keys_that_they_would_have_in_a_document_of_that_id(hard: Tables) -> None:
    """To the letter: keys, references, order."""
    as_if = tables({"a/markdown": HARD["b/trafilatura"], "c/other": HARD["c/other"]})
    for name in ("comments", "bulletins", "job_adverts", "segments"):
        assert hard[name].equals(as_if[name]), name


def test_no_comment_is_published_twice(hard: Tables) -> None:
    texts = [row["text"] for row in rows(hard, "comments", document_id="a/markdown")]
    assert texts == list(
        {row["comment_id"]: row["text"] for row in rows(hard, "comments", document_id="a/markdown")}.values()
    )
    assert sorted(texts) == sorted(comment.text for comment in POST.comments)


def test_the_published_spans_are_those_of_the_source_that_the_document_names(hard: Tables) -> None:
    """What ``verify --raw`` holds a release to."""
    for document in rows(hard, "documents"):
        page = HARD[document["source"].removesuffix(".txt")]
        segments = sorted(
            rows(hard, "segments", document_id=document["document_id"]), key=lambda row: row["sequence"]
        )
        assert "".join(page[row["start"] : row["end"]] for row in segments) == page
        for row in rows(hard, "comments", document_id=document["document_id"]):
            assert text_at(page, tuple(Span(**span) for span in row["spans"])) == row["text"]


def test_every_page_has_a_row_of_captures(hard: Tables) -> None:
    told = [
        (row["capture_id"], row["document_id"], row["is_published"], row["relation"], row["comments"])
        for row in rows(hard, "captures")
    ]
    assert told == [
        ("a/markdown", "a/markdown", False, "same_post", 12),
        ("b/trafilatura", "a/markdown", True, None, 20),
        ("c/other", "c/other", True, None, 20),
    ]
    (published,) = rows(hard, "captures", capture_id="b/trafilatura")
    (document,) = rows(hard, "documents", document_id="a/markdown")
    assert {name: published[name] for name in ("source", "sha256", "characters", "dialect", "comments")} == {
        name: document[name] for name in ("source", "sha256", "characters", "dialect", "comments")
    }


def test_what_the_published_page_does_not_say_of_the_post_is_taken_from_another() -> None:
    bare = POST.but(title=None, date=None)
    pages = {"a": POST.text("markdown_outline", 12), "b": bare.text("glued_following")}
    (document,) = rows(resolved(pages), "documents")
    markdown, published = rows(tables(pages), "documents")
    assert markdown["title"] == "Another Week" and published["title"] is None
    told = ("title", "published_on", "published_on_precision", "published_on_text")
    assert [document[name] for name in told] == [markdown[name] for name in told]
    assert document["source"] == "b.txt"


def test_a_problem_names_the_other_files(hard: Tables) -> None:
    (problem,) = rows(hard, "problems", code="captured_again")
    assert (problem["source"], problem["document_id"], problem["severity"]) == (
        "b/trafilatura.txt",
        "a/markdown",
        "info",
    )
    assert "with 20 comments" in problem["message"] and "a/markdown.txt (12 comments)" in problem["message"]


def test_what_is_resolved_holds_to_the_checks(hard: Tables) -> None:
    checked = check_tables(hard)
    assert checked.dropped == 0
    assert all(checked.tables[schema.name].equals(hard[schema.name]) for schema in TABLES)
    assert validate(hard["captures"], table_named("captures")).passed


def test_problems_of_a_capture_that_is_not_published_leave_with_it() -> None:
    fewer = POST.text("numbered_outline", 12).replace("12 comments:", "13 comments:")
    found = resolved({"a": fewer, "b": POST.text("numbered_outline").replace("20 comments:", "21 comments:")})
    assert rows(tables({"a": fewer}), "problems", code="comments_missing")
    (problem,) = rows(found, "problems", code="comments_missing")
    assert (problem["source"], problem["document_id"]) == ("b.txt", "a")


def test_bulletins_and_what_names_them_follow() -> None:
    passing_on = Post((*prose(4, 2), *BULLETIN), thread(4, 8))
    found = resolved({"a": passing_on.text("own_line", 3), "b": passing_on.text("glued_following")})
    (bulletin,) = rows(found, "bulletins")
    assert bulletin["bulletin_id"].startswith("a/b-")
    assert {row["record_id"] for row in rows(found, "segments", kind="bulletin")} == {bulletin["bulletin_id"]}
    assert check_tables(found).dropped == 0


def test_comments_of_another_capture_alone_are_counted_and_not_published() -> None:
    """They may have been removed since; which of the threads they belong to, and where, would be a guess."""
    fewer, fuller = POST.comments[:6], POST.comments[4:]
    found = resolved(
        {
            "a": POST.but(comments=(*fewer, *POST.comments[6:10])).text("own_line"),
            "b": POST.but(comments=(*fuller[:1], *fuller)).text("own_line"),
        }
    )
    (row,) = rows(found, "captures", is_published=False)
    assert (row["comments"], row["comments_only_here"]) == (10, 4)
    assert not [c for c in rows(found, "comments") if c["text"] == fewer[0].text]
    assert "4 of them only there" in rows(found, "problems", code="captured_again")[0]["message"]


def test_a_comment_that_was_cut_is_not_counted_as_another() -> None:
    cut = POST.comments[0].text[:100]
    page = POST.text("own_line", 4).replace(
        POST.comments[3].paragraphs[1], POST.comments[3].paragraphs[1][:70]
    )
    assert cut in page
    (row,) = rows(resolved({"a": page, "b": POST.text("own_line")}), "captures", is_published=False)
    assert (row["comments"], row["comments_only_here"]) == (4, 0)


def test_of_equally_many_comments_the_longer_body_is_the_fullest_then_the_smaller_id() -> None:
    longer = POST.but(lines=(*POST.lines, *prose(9, 1)))
    found = resolved({"a": POST.text("own_line"), "b": longer.text("own_line"), "c": longer.text("own_line")})
    assert [row["capture_id"] for row in rows(found, "captures", is_published=True)] == ["b"]


def test_where_nothing_is_captured_again_the_other_tables_are_those_given() -> None:
    given = tables({"a": post(1).text("own_line"), "b": post(2).text("own_line")})
    found = resolve(given)
    assert all(found[name] is given[name] for name in given if name != "captures")
    assert [row["is_published"] for row in rows(found, "captures")] == [True, True]


def test_nothing_gives_nothing() -> None:
    assert all(table.num_rows == 0 for table in resolved({}).values())


def test_resolving_again_changes_nothing(hard: Tables) -> None:
    again = resolve(hard)
    assert all(again[name] is hard[name] for name in hard if name != "captures")


def test_the_order_of_rows_makes_no_difference(hard: Tables) -> None:
    given = tables(HARD)
    for seed in range(3):
        order = {
            name: random.Random(seed).sample(range(table.num_rows), table.num_rows)
            for name, table in given.items()
        }
        found = merged(
            [resolve({name: table.take(pa.array(order[name], pa.int64())) for name, table in given.items()})]
        )
        assert all(found[name].equals(hard[name]) for name in hard)


MANY = {f"{place:02}": POST.text("own_line", place + 1) for place in range(20)}


def test_many_captures_of_one_post_are_one() -> None:
    found = resolved(MANY)
    assert posts_of(found) == [sorted(MANY)]
    assert rows(found, "documents")[0]["source"] == "19.txt"


def test_of_very_many_captures_the_problem_names_some() -> None:
    pages = {
        f"{place:02}": POST.text("own_line", 1 + place % 20) + "\n" * (place // 20) for place in range(30)
    }
    (problem,) = rows(resolved(pages), "problems", code="captured_again")
    assert problem["message"].count(".txt") == MOST_NAMED and problem["message"].endswith("and 9 more")


SAME_AS: dict[str, tuple[Mapping[str, str], list[list[str]], list[str]]] = {
    "the greater id is kept": ({"a": "b"}, [["a", "b"], ["c"], ["d"]], ["b", "c", "d"]),
    "the smaller id is kept": ({"b": "a"}, [["a", "b"], ["c"], ["d"]], ["a", "c", "d"]),
    "other words are one post": ({"c": "d"}, [["a", "b"], ["c", "d"]], ["a", "d"]),
    "one after another": ({"c": "d", "d": "b"}, [["a", "b", "c", "d"]], ["b"]),
    "each of the other": ({"c": "d", "d": "c"}, [["a", "b"], ["c", "d"]], ["a", "c"]),
    "itself": ({"c": "c"}, [["a", "b"], ["c"], ["d"]], ["a", "c", "d"]),
}


@pytest.mark.parametrize(("said", "posts", "kept"), SAME_AS.values(), ids=SAME_AS)
def test_what_a_sidecar_says_is_the_same_is_so(
    said: Mapping[str, str], posts: list[list[str]], kept: list[str]
) -> None:
    pages = {
        "a": POST.text("own_line", 12),
        "b": POST.text("markdown_outline"),
        "c": post(3).text("own_line"),
        "d": post(4).text("own_line"),
    }
    found = resolved(pages, same_as=said)
    assert posts_of(found) == sorted(posts, key=lambda names: kept[posts.index(names)])
    assert [row["document_id"] for row in rows(found, "documents")] == sorted(kept)
    assert not rows(found, "problems", code="same_as_unknown")


def test_a_document_that_was_not_read_can_be_the_same_as_none() -> None:
    found = resolved({"a": POST.text("own_line")}, same_as={"a": "gone", "lost": "a"})
    assert [row["document_id"] for row in rows(found, "documents")] == ["a"]
    first, second = rows(found, "problems", code="same_as_unknown")
    assert (first["source"], first["document_id"]) == ("a.txt", "a") and "no document gone was read" in first[
        "message"
    ]
    assert (second["source"], second["document_id"]) == ("lost", None)


URL = "https://wall.blog.example/2016/02/another-week.html"


def test_how_captures_were_recognised_is_told() -> None:
    """By the surest of several ways."""
    text, other = POST.text("own_line"), post(5, comments=7).text("own_line")
    pages = {
        "a": text,
        "b": text,
        "c": POST.text("own_line", 9),
        "d": "See below.\n",
        "e": other,
        "f": POST.text("own_line", 8),
    }
    found = resolved(pages, urls={"c": URL, "a": URL, "d": URL}, same_as={"e": "a"})
    told = {row["capture_id"]: row["relation"] for row in rows(found, "captures")}
    assert told == {"a": None, "b": "same_bytes", "c": "url", "d": "url", "e": "same_as", "f": "same_post"}


def test_an_address_that_two_posts_give_is_a_warning() -> None:
    found = resolved(
        {"a": post(1).text("own_line"), "b": post(2).text("own_line")}, urls={"a": URL, "b": URL}
    )
    (problem,) = rows(found, "problems", code="url_shared")
    assert (problem["source"], problem["severity"]) == ("b.txt", "warning")
    assert URL in problem["message"] and "a.txt" in problem["message"]


def test_the_post_has_the_address_that_one_of_its_captures_gives() -> None:
    found = resolved({"a": POST.text("own_line", 9), "b": POST.text("own_line")}, urls={"a": URL})
    assert [row["url"] for row in rows(found, "documents")] == [URL]
    assert [row["url"] for row in rows(found, "captures")] == [URL, None]


def test_few_texts_at_once_give_the_same(hard: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.captures.groups.AT_ONCE", 1)
    again = resolved(HARD)
    assert all(again[name].equals(hard[name]) for name in hard)
    assert posts_of(resolved(MANY)) == [sorted(MANY)]


def test_the_captures_of_a_withheld_document_leave_with_it(hard: Tables) -> None:
    found = check_tables(withhold(hard, entries("a/markdown")).tables).tables
    assert [row["capture_id"] for row in rows(found, "captures")] == ["c/other"]
    assert not any("trafilatura" in row["message"] for row in rows(found, "problems"))


def test_sketches_that_were_kept_find_the_same_captures_and_go() -> None:
    """With what was kept of a page or without, its post is recognised; no release has sketches."""
    read = tables(HARD)
    kept = sketched(read)
    assert SKETCHES in kept
    assert resolve(kept) == resolve(read)


def test_near_duplicates_are_looked_for_by_the_sketches_that_were_kept() -> None:
    """They are not taken anew: those of other texts find nothing."""
    kept = sketched(tables(HARD))
    none = pa.nulls(kept[SKETCHES].num_rows, pa.binary())
    without = kept | {SKETCHES: kept[SKETCHES].set_column(1, "sketch", none)}
    assert list(minhashes(kept[SKETCHES]))
    assert list(minhashes(without[SKETCHES])) == []
