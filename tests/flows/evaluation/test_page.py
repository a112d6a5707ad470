"""Evaluation of a page: perfect against its own gold, and each fault shows in the number that is meant to show it."""

import copy
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.evaluation import (
    Gold,
    Mismatch,
    PageEvaluation,
    Rate,
    by_dialect,
    evaluate_page,
    gold_from,
    total,
)
from flows.page import Page, page_of
from flows.pipeline import page_records
from flows.records import PageRecords
from tests.fixture_files import fixture_texts, text_of
from tests.generator import RENDERERS, TrueComment, posts, threads, with_parents
from tests.own_gold import own_gold

POST = ("A post about the depot.", "It has two paragraphs, and no more.")
COMMENTS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("The first comment is about keys.", "It has a second paragraph."), 0),
    (("A reply on keys.",), 1),
    (("The second comment is about lamps.",), 0),
    (("A reply on lamps.", "It goes on."), 1),
    (("The third is about doors.",), 0),
)


def read(text: str) -> tuple[Page, PageRecords]:
    page = page_of(text, document_id="page", source="page.txt")
    return page, page_records(page)


def small_page(comments: Sequence[tuple[Sequence[str], int]] = COMMENTS) -> tuple[Page, PageRecords]:
    return read(RENDERERS["own_line"](POST, with_parents(comments)))


def gold_of(value: object) -> Gold:
    gold = gold_from(value)
    assert isinstance(gold, Gold), gold
    return gold


def evaluated(value: object, page: Page, records: PageRecords) -> PageEvaluation:
    return evaluate_page(gold_of(value), records, text=page.text)


def wrong(evaluation: PageEvaluation) -> dict[str, Rate]:
    """The rates that are not perfect, by name."""
    return {
        f"{of} {name}": rate
        for of, name, rate in evaluation.scores.measures()
        if rate.compared and rate.right != rate.compared
    }


def told(evaluation: PageEvaluation) -> Mismatch:
    """The only mismatch."""
    (mismatch,) = evaluation.mismatches
    return mismatch


def at(page: Page, mismatch: Mismatch) -> str:
    """What stands at a mismatch; its line is checked on the way."""
    assert mismatch.line == page.text[: mismatch.start].count("\n") + 1
    return page.text[mismatch.start : mismatch.end]


# A page against the gold of its own records


@pytest.mark.parametrize("path", fixture_texts(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture_is_perfect_against_its_own_gold(path: Path) -> None:
    """Every field that a gold may give was compared."""
    page, records = read(text_of(path))
    evaluation = evaluated(own_gold(records), page, records)
    assert evaluation.mismatches == ()
    assert wrong(evaluation) == {}
    compared = {f"{of} {name}" for of, name, rate in evaluation.scores.measures() if rate.compared}
    assert "document title" in compared
    if records.comments:
        assert {
            "comments recall",
            "comments parents_of_all",
            "comments authors",
            "comments times",
        } <= compared
    if records.bulletins:
        assert {"bulletins extent", "bulletins kind", "bulletins signatories"} <= compared
    if records.job_adverts:
        assert {"job adverts extent", "job adverts salary_min", "job adverts copies"} <= compared


@given(st.sampled_from(sorted(RENDERERS)), posts(), threads())
def test_any_page_is_perfect_against_its_own_gold(
    dialect: str, post: tuple[str, ...], thread: tuple[TrueComment, ...]
) -> None:
    """Repeated comments included."""
    page, records = read(RENDERERS[dialect](post, thread))
    evaluation = evaluated(own_gold(records), page, records)
    assert evaluation.mismatches == ()
    assert wrong(evaluation) == {}


def distinct(gold: dict[str, Any]) -> bool:
    texts = [" ".join(comment["text"].split()) for comment in gold["comments"]]
    return len(set(texts)) == len(texts)


@given(st.sampled_from(sorted(RENDERERS)), threads(least=2), st.data())
def test_a_comment_that_was_not_found_lowers_recall_alone(
    dialect: str, thread: tuple[TrueComment, ...], data: st.DataObject
) -> None:
    page, records = read(RENDERERS[dialect](POST, thread))
    gold = own_gold(records)
    assume(len(records.comments) > 1 and distinct(gold) and not records.bulletins and not records.job_adverts)
    answered = {row["parent_id"] for row in records.comments}
    leaves = [i for i, row in enumerate(records.comments) if row["comment_id"] not in answered]
    lost = data.draw(st.sampled_from(leaves))
    del gold["document"]["comments"]
    fewer = records._replace(comments=[row for i, row in enumerate(records.comments) if i != lost])
    evaluation = evaluated(gold, page, fewer)
    assert wrong(evaluation).keys() == {"comments recall", "comments F1"}
    assert evaluation.scores.comments.recall == Rate(len(fewer.comments), len(records.comments))
    mismatch = told(evaluation)
    assert (mismatch.position, mismatch.sequence, mismatch.field, mismatch.found) == (lost, None, None, None)
    first = gold["comments"][lost]["text"].split()[0]
    assert page.text[mismatch.start : mismatch.end].startswith(first)


@given(st.sampled_from(sorted(RENDERERS)), threads(least=2), st.data())
def test_a_comment_too_many_lowers_precision_alone(
    dialect: str, thread: tuple[TrueComment, ...], data: st.DataObject
) -> None:
    page, records = read(RENDERERS[dialect](POST, thread))
    gold = own_gold(records)
    assume(len(records.comments) > 1 and distinct(gold))
    answered = {comment["parent"] for comment in gold["comments"]}
    extra = data.draw(st.sampled_from([i for i in range(len(records.comments)) if i not in answered]))
    del gold["comments"][extra]
    for position, comment in enumerate(gold["comments"]):
        comment["position"] = position
        if comment["parent"] is not None and comment["parent"] > extra:
            comment["parent"] -= 1
    evaluation = evaluated({"file": "page.txt", "comments": gold["comments"]}, page, records)
    assert wrong(evaluation).keys() == {"comments precision", "comments F1"}
    mismatch = told(evaluation)
    assert (mismatch.position, mismatch.sequence, mismatch.field) == (None, extra, None)
    assert mismatch.expected is None
    assert mismatch.title == "comment that is not in the gold"


# One fault at a time


@pytest.fixture
def labelled() -> tuple[dict[str, Any], Page, PageRecords]:
    """A gold in which one thing can be made wrong, and its page."""
    page, records = small_page()
    return copy.deepcopy(own_gold(records)), page, records


Labelled = tuple[dict[str, Any], Page, PageRecords]


def test_a_comment_with_another_text(labelled: Labelled) -> None:
    """It is not found; what answers it still answers it."""
    gold, page, records = labelled
    gold["comments"][2]["text"] = "The second comment is about lanterns."
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation).keys() == {"comments precision", "comments recall", "comments F1"}
    mismatch = told(evaluation)
    assert (mismatch.title, mismatch.position, mismatch.sequence) == ("comment 2: text", 2, 2)
    assert at(page, mismatch) == mismatch.found == "The second comment is about lamps."
    assert "⟦The second comment is about lamps.⟧⏎ReplyDelete" in mismatch.excerpt


def test_a_comment_that_swallowed_the_next(labelled: Labelled) -> None:
    """One is altered, one is missing; the missing one is shown where it stands."""
    gold, page, records = labelled
    rows = copy.deepcopy(records.comments)
    rows[2]["text"] += f"\n{rows[3]['text']}"
    rows[2]["spans"] += rows[3]["spans"]
    del rows[3]
    evaluation = evaluated(gold, page, records._replace(comments=rows))
    altered, missing = [m for m in evaluation.mismatches if m.table == "comments"]
    assert (altered.title, missing.title) == ("comment 2: text", "comment 3: missing")
    assert at(page, altered).startswith("The second comment is about lamps.")
    assert at(page, missing).startswith("A reply on lamps.") and at(page, missing).endswith("It goes on.")
    assert evaluation.scores.comments.recall == Rate(3, 5)


def test_a_reply_to_another_comment(labelled: Labelled) -> None:
    gold, page, records = labelled
    gold["comments"][3]["parent"] = 0
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {"comments parents": Rate(1, 2), "comments parents_of_all": Rate(4, 5)}
    mismatch = told(evaluation)
    assert mismatch.title == "comment 3: parent"
    assert at(page, mismatch).startswith("A reply on lamps.")
    assert mismatch.expected == "0: The first comment is about keys. It has…"
    assert mismatch.found == "2: The second comment is about lamps."


def test_a_comment_that_was_taken_for_a_reply_is_wrong_among_all_but_is_no_reply(labelled: Labelled) -> None:
    gold, page, records = labelled
    gold["comments"][3] |= {"parent": None, "depth": 0}
    assert wrong(evaluated(gold, page, records)) == {
        "comments parents_of_all": Rate(4, 5),
        "comments depths": Rate(4, 5),
    }


def test_a_reply_whose_parent_is_not_on_the_page_must_have_none(labelled: Labelled) -> None:
    gold, page, records = labelled
    gold["comments"][3] |= {"parent": None, "depth": 1}
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {"comments parents": Rate(1, 2), "comments parents_of_all": Rate(4, 5)}
    assert told(evaluation).expected is None


def test_a_reply_to_a_comment_that_is_missing_has_the_wrong_parent(labelled: Labelled) -> None:
    gold, page, records = labelled
    rows = copy.deepcopy(records.comments)
    rows[3]["parent_id"] = rows[0]["comment_id"]
    del rows[2]
    evaluation = evaluated(gold, page, records._replace(comments=rows))
    assert evaluation.scores.comments.rates["parents"] == Rate(1, 2)


@pytest.mark.parametrize(
    ("column", "value", "measure"),
    [
        ("author", "Someone", "authors"),
        ("posted_at", "2018-03-12T10:26:00", "times"),
        ("is_removed", True, "removed"),
    ],
)
def test_a_column_of_a_comment(labelled: Labelled, column: str, value: object, measure: str) -> None:
    """Right in the others, where the gold says that there must be none."""
    gold, page, records = labelled
    gold["comments"][1][column] = value
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {f"comments {measure}": Rate(4, 5)}
    mismatch = told(evaluation)
    assert (mismatch.position, mismatch.field) == (1, column)
    assert at(page, mismatch) == "A reply on keys."


@pytest.mark.parametrize("column", ["parent", "author", "posted_at", "is_removed", "depth"])
def test_a_column_that_the_gold_does_not_give_is_not_compared(labelled: Labelled, column: str) -> None:
    gold, page, records = labelled
    for comment in gold["comments"]:
        del comment[column]
    for row in records.comments:
        row[column] = "whatever"
    rates = evaluated(gold, page, records).scores.comments.rates
    measure = {"author": "authors", "posted_at": "times", "is_removed": "removed", "depth": "depths"}
    assert rates[measure.get(column, "parents_of_all")].value is None


def test_comments_that_changed_places(labelled: Labelled) -> None:
    """One of them is out of order, so not found in its place."""
    gold, page, records = labelled
    gold["comments"] = comments = [{name: c[name] for name in ("position", "text")} for c in gold["comments"]]
    texts = comments[1]["text"], comments[2]["text"]
    comments[2]["text"], comments[1]["text"] = texts
    evaluation = evaluated(gold, page, records)
    assert evaluation.scores.comments.rates["order"] == Rate(4, 5)
    assert evaluation.scores.comments.recall == Rate(4, 5)
    assert [m.field for m in evaluation.mismatches] == ["order"]


def test_the_document(labelled: Labelled) -> None:
    gold, page, records = labelled
    gold["document"] |= {"title": "The Depot", "declared_comments": 5}
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {
        "document title": Rate(0, 1),
        "document declared_comments": Rate(0, 1),
    }
    assert [m.title for m in evaluation.mismatches] == [
        "document: title",
        "document: declared comments",
    ]


def test_nothing_that_the_gold_does_not_give_is_compared(labelled: Labelled) -> None:
    """A gold with no more than the name of the page has no rate at all."""
    _, page, records = labelled
    evaluation = evaluated({"file": "page.txt"}, page, records)
    assert evaluation.mismatches == ()
    assert {rate.value for _, _, rate in evaluation.scores.measures()} == {None}


def test_texts_are_compared_as_they_are_normalised(labelled: Labelled) -> None:
    gold, page, records = labelled
    gold["comments"][0]["text"] = "The first comment is about keys.  It has\na second paragraph."
    assert evaluated(gold, page, records).mismatches == ()
    gold["comments"][0]["text"] = "The first comment is about &#107;eys. It has a second paragraph."
    assert evaluated(gold, page, records).mismatches

    def unescaped(text: str) -> str:
        return " ".join(html.unescape(text).split())

    assert evaluate_page(gold_of(gold), records, normalise=unescaped).mismatches == ()


def test_without_the_text_of_the_page_mismatches_have_places_but_no_lines(labelled: Labelled) -> None:
    gold, page, records = labelled
    fewer = records._replace(comments=[row for i, row in enumerate(records.comments) if i != 1])
    gold["document"].clear()
    mismatch = told(evaluate_page(gold_of(gold), fewer))
    assert (mismatch.line, mismatch.excerpt) == (None, "")
    assert "A reply on keys." in page.text[mismatch.start : mismatch.end]


# Bulletins and adverts


@pytest.fixture
def with_bulletins() -> Labelled:
    """A page with two bulletins, one of them in a comment."""
    path = Path(__file__).parents[3] / "raw" / "statement-on-the-estate.txt"
    page, records = read(text_of(path))
    assert [row["comment_id"] is None for row in records.bulletins] == [True, False]
    return copy.deepcopy(own_gold(records)), page, records


def test_a_bulletin_that_begins_and_ends_elsewhere_is_found_with_a_wrong_extent(
    with_bulletins: Labelled,
) -> None:
    gold, page, records = with_bulletins
    text = records.bulletins[0]["text"].split()
    gold["bulletins"][0] |= {"starts": " ".join(text[3:9]), "ends": " ".join(text[-12:-6])}
    evaluation = evaluated(gold, page, records)
    of_bulletins = wrong(evaluation)
    overlap = of_bulletins.pop("bulletins overlap")
    assert of_bulletins == {"bulletins extent": Rate(1, 2)}
    assert 0.5 < overlap.right / overlap.compared < 1
    assert [m.field for m in evaluation.mismatches] == ["starts", "ends"]
    assert {at(page, m) for m in evaluation.mismatches} == {records.bulletins[0]["text"]}


def test_a_record_that_stands_twice_is_found_where_it_was_read() -> None:
    """And one that begins with the copy above its own beginning has the wrong extent."""
    passed_on = "14 May 2018\nNapo on Pay\nNapo has met the employer.\nMarian Tolley, General Secretary, Napo"
    page, records = read(f"This on the Napo website:-\n{passed_on}\n*****\nAnd again:-\n{passed_on}\n")
    (bulletin,) = records.bulletins
    gold = {"file": "x.txt", "bulletins": [{"starts": "14 May 2018 Napo", "ends": "General Secretary, Napo"}]}
    for start in (page.text.index("14 May"), page.text.rindex("14 May")):
        moved = bulletin | {"spans": [{"start": start, "end": start + len(passed_on)}]}
        assert wrong(evaluated(gold, page, records._replace(bulletins=[moved]))) == {}
    doubled = f"{passed_on[:40]}\n{passed_on}"
    page, records = read(f"This on the Napo website:-\n{passed_on[:40]}\n{passed_on}\n")
    start = page.text.index("14 May")
    whole = bulletin | {"text": doubled, "spans": [{"start": start, "end": start + len(doubled)}]}
    assert wrong(evaluated(gold, page, records._replace(bulletins=[whole])))["bulletins extent"] == Rate(0, 1)


def test_fields_of_a_bulletin(with_bulletins: Labelled) -> None:
    gold, page, records = with_bulletins
    gold["bulletins"][1] |= {"title": "Another", "in_comment": 0, "kind": "circular"}
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {
        "bulletins title": Rate(1, 2),
        "bulletins in_comment": Rate(1, 2),
        "bulletins kind": Rate(1, 2),
    }


def test_a_bulletin_that_was_not_found_and_one_too_many(with_bulletins: Labelled) -> None:
    """What stands in another place is another bulletin, though it is the only one left."""
    gold, page, records = with_bulletins
    first = records.comments[0]["text"].split()
    gold["bulletins"][1] |= {
        "in_comment": 0,
        "starts": " ".join(first[:3]),
        "ends": " ".join(first[-3:]),
    }
    evaluation = evaluated(gold, page, records)
    bulletins = evaluation.scores.bulletins
    assert (bulletins.precision, bulletins.recall) == (Rate(1, 2), Rate(1, 2))
    missing, surplus = evaluation.mismatches
    assert (missing.title, surplus.title) == ("bulletin 1: missing", "bulletin that is not in the gold")
    assert at(page, missing).split()[:3] == first[:3]
    assert at(page, surplus).endswith(records.bulletins[1]["text"].splitlines()[-1])


def test_bulletins_pair_by_where_they_stand_not_by_their_order(with_bulletins: Labelled) -> None:
    gold, page, records = with_bulletins
    gold["bulletins"].reverse()
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {}
    assert evaluation.mismatches == ()


def test_a_bulletin_without_first_and_last_words_is_the_one_in_the_same_place(
    with_bulletins: Labelled,
) -> None:
    gold, page, records = with_bulletins
    for bulletin in gold["bulletins"]:
        del bulletin["starts"], bulletin["ends"]
    evaluation = evaluated(gold, page, records)
    assert wrong(evaluation) == {}
    assert evaluation.scores.bulletins.recall == Rate(2, 2)
    assert evaluation.scores.bulletins.rates["extent"].value is None


def test_a_salary_is_compared_by_its_value() -> None:
    page, records = read(text_of(Path(__file__).parents[3] / "raw" / "2018" / "court-team-diary.txt"))
    gold = own_gold(records)
    gold["job_adverts"][0]["salary_min"] = 16.50
    assert evaluated(gold, page, records).mismatches == ()
    gold["job_adverts"][0]["salary_min"] = 16.51
    assert told(evaluated(gold, page, records)).field == "salary_min"


# Several pages


def test_totals_and_dialects_add_up(labelled: Labelled) -> None:
    gold, page, records = labelled
    gold["comments"][1]["author"] = "Someone"
    one = evaluated(gold, page, records)
    other_page, other_records = read(RENDERERS["numbered_outline"](POST, with_parents(COMMENTS)))
    other = evaluated(own_gold(other_records), other_page, other_records)
    both = total([one, other])
    assert (both.pages, both.comments.recall, both.comments.rates["authors"]) == (
        2,
        Rate(10, 10),
        Rate(9, 10),
    )
    assert by_dialect([other, one]) == {"numbered_outline": other.scores, "own_line": one.scores}
    assert total([]).comments.f1.value is None
