"""Checks: what breaks a rule is left out and told, references to it are cleared, a broken invariant stops all."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from flows import checks
from flows.checks import Checked, check_tables
from flows.checks_of_pages import check_page
from flows.errors import InvariantError
from flows.page import page_of
from flows.pipeline import page_records
from flows.problems import Problem
from flows.records import PageRecords
from flows.sources import list_sources
from flows.tables import Tables, merged, problems_in, tables_of
from schemas import TABLES, table_named, validate
from tests.reading import read_batch

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def sample() -> Tables:
    """The tables of the sample corpus, which break no rule."""
    read = read_batch(list_sources([RAW]).sources)
    return merged([tables_of(read.pages)])


def changed(tables: Tables, name: str, change: Callable[[Row], Row]) -> Tables:
    """The tables with each row of one of them changed; nulls stand wherever the change put them."""
    rows = [change(row) for row in tables[name].to_pylist()]
    return {**tables, name: pa.Table.from_pylist(rows, tables[name].schema)}


def spoiled(tables: Tables, name: str, key: str, **values: Any) -> Tables:
    """The tables with other values in the row with this key."""
    column = table_named(name).key[0]
    return changed(tables, name, lambda row: row | values if row[column] == key else row)


def ids(tables: Tables, name: str) -> set[str]:
    return set(tables[name][table_named(name).key[0]].to_pylist())


def new_problems(before: Tables, after: Checked) -> list[Problem]:
    known = set(problems_in(before))
    return [problem for problem in problems_in(after.tables) if problem not in known]


def rows_of(tables: Tables, name: str, **values: Any) -> list[Row]:
    return [row for row in tables[name].to_pylist() if all(row[k] == v for k, v in values.items())]


def parent_with_replies(tables: Tables) -> Row:
    """A top-level comment that others reply to."""
    parents = {row["parent_id"] for row in tables["comments"].to_pylist()}
    return next(row for row in tables["comments"].to_pylist() if row["comment_id"] in parents)


# Nothing to object to


def test_sample_passes_whole(sample: Tables) -> None:
    """No record is left out, no problem added, no row changed."""
    checked = check_tables(sample)
    assert checked.dropped == 0
    assert checked.tables == sample


def test_checked_tables_hold_to_their_schemas(sample: Tables) -> None:
    """After something was left out as well."""
    broken = spoiled(sample, "comments", parent_with_replies(sample)["comment_id"], text=" ")
    checked = check_tables(broken)
    for schema in TABLES:
        assert validate(checked.tables[schema.name], schema).passed, schema.name


# A record that breaks a rule


class Left:
    """A top-level comment with replies whose text was blanked, and what the checks made of it."""

    def __init__(self, sample: Tables) -> None:
        self.comment = parent_with_replies(sample)
        self.key: str = self.comment["comment_id"]
        self.before = spoiled(sample, "comments", self.key, text=" ")
        self.checked = check_tables(self.before)
        self.tables = self.checked.tables
        self.problems = new_problems(self.before, self.checked)


@pytest.fixture(scope="module")
def left(sample: Tables) -> Left:
    return Left(sample)


def test_record_that_breaks_a_rule_is_left_out_and_no_other(sample: Tables, left: Left) -> None:
    assert left.checked.dropped == 1
    assert ids(left.tables, "comments") == ids(sample, "comments") - {left.key}
    for name in ("documents", "bulletins", "job_adverts"):
        assert ids(left.tables, name) == ids(sample, name)


def test_record_left_out_is_a_problem_with_table_document_column_rule_and_place(left: Left) -> None:
    (problem,) = [problem for problem in left.problems if problem.code == "record_invalid"]
    document = left.comment["document_id"]
    assert (problem.severity, problem.document_id, problem.source) == ("error", document, f"{document}.txt")
    for words in ("comments", "column text", "not_blank", "expected"):
        assert words in problem.message
    spans = left.comment["spans"]
    assert (problem.start, problem.end) == (spans[0]["start"], spans[-1]["end"])


def test_segment_of_a_record_left_out_stays_and_refers_to_nothing(sample: Tables, left: Left) -> None:
    """The segments still tile the page; a problem says that the reference was cleared."""
    before = rows_of(sample, "segments", record_id=left.key)
    assert before
    for segment in before:
        place = {"document_id": segment["document_id"], "sequence": segment["sequence"]}
        assert rows_of(left.tables, "segments", **place) == [segment | {"record_id": None}]
        assert [
            (problem.severity, problem.document_id)
            for problem in left.problems
            if problem.code == "reference_cleared"
            and problem.message.startswith("segments, column record_id")
            and (problem.start, problem.end) == (segment["start"], segment["end"])
        ] == [("warning", left.comment["document_id"])]
    assert left.tables["segments"].num_rows == sample["segments"].num_rows


def test_replies_to_a_record_left_out_lose_their_parent_and_a_problem_tells(
    sample: Tables, left: Left
) -> None:
    replies = rows_of(sample, "comments", parent_id=left.key)
    assert replies
    for reply in replies:
        (after,) = rows_of(left.tables, "comments", comment_id=reply["comment_id"])
        assert after == reply | {"parent_id": None}
    told = [p for p in left.problems if p.message.startswith("comments, column parent_id")]
    assert len(told) == len(replies)
    for problem in told:
        assert problem.code == "reference_cleared"
        assert left.key in problem.message
        assert problem.document_id == left.comment["document_id"]


def test_counts_of_the_document_follow(sample: Tables, left: Left) -> None:
    document = left.comment["document_id"]
    (before,) = rows_of(sample, "documents", document_id=document)
    (after,) = rows_of(left.tables, "documents", document_id=document)
    assert after == before | {"comments": before["comments"] - 1}


def test_problem_of_a_cleared_reference_says_whose_it_was(sample: Tables, left: Left) -> None:
    """A reader finds the reply by its place or its key; no two problems are the same."""
    told = [p for p in left.problems if p.message.startswith("comments, column parent_id")]
    for reply in rows_of(sample, "comments", parent_id=left.key):
        start, end = reply["spans"][0]["start"], reply["spans"][-1]["end"]
        assert [p for p in told if (p.start, p.end) == (start, end) or reply["comment_id"] in p.message]
    assert len(left.problems) == len(set(left.problems))


def test_several_broken_rules_of_a_record_are_all_told(sample: Tables) -> None:
    """Validation is lazy: all that is wrong shows at once."""
    key = parent_with_replies(sample)["comment_id"]
    before = spoiled(sample, "comments", key, text=" ", certainty="perhaps", depth=7, spans=[])
    checked = check_tables(before)
    told = [p.message for p in new_problems(before, checked) if p.code == "record_invalid"]
    assert checked.dropped == 1
    for column in ("text", "certainty", "depth", "spans"):
        assert [message for message in told if f"column {column}:" in message]


def test_bulletin_in_a_comment_left_out_stays_and_refers_to_none(sample: Tables) -> None:
    bulletin = next(row for row in sample["bulletins"].to_pylist() if row["comment_id"] is not None)
    before = spoiled(sample, "comments", bulletin["comment_id"], text="")
    checked = check_tables(before)
    (after,) = rows_of(checked.tables, "bulletins", bulletin_id=bulletin["bulletin_id"])
    assert after == bulletin | {"comment_id": None}
    assert [p for p in new_problems(before, checked) if p.message.startswith("bulletins, column comment_id")]


@pytest.mark.parametrize("name", ["bulletins", "job_adverts"])
def test_bulletin_or_advert_that_breaks_a_rule_leaves_its_segment(sample: Tables, name: str) -> None:
    column = table_named(name).key[0]
    key = next(row[column] for row in sample[name].to_pylist() if row["comment_id"] is None)
    checked = check_tables(spoiled(sample, name, key, evidence=[None]))
    assert ids(checked.tables, name) == ids(sample, name) - {key}
    assert rows_of(checked.tables, "segments", record_id=key) == []
    assert checked.tables["segments"].num_rows == sample["segments"].num_rows
    assert sum(checked.tables["documents"][name].to_pylist()) == sample[name].num_rows - 1


def test_rows_with_one_key_are_both_left_out(sample: Tables) -> None:
    """Which of them is meant nobody can tell."""
    key = parent_with_replies(sample)["comment_id"]
    twin = sample["comments"].filter(pc.equal(sample["comments"]["comment_id"], key))
    checked = check_tables({**sample, "comments": pa.concat_tables([sample["comments"], twin])})
    assert checked.dropped == 2
    assert key not in ids(checked.tables, "comments")


# A document that breaks a rule


def test_invalid_document_takes_its_records_with_it(sample: Tables) -> None:
    """Nothing of it is published but problems, which name its file; the others are untouched."""
    document = parent_with_replies(sample)["document_id"]
    before = spoiled(sample, "documents", document, sha256="unknown")
    checked = check_tables(before)
    assert ids(checked.tables, "documents") == ids(sample, "documents") - {document}
    for name in ("comments", "bulletins", "job_adverts", "segments"):
        kept = [row for row in sample[name].to_pylist() if row["document_id"] != document]
        assert checked.tables[name].to_pylist() == kept
    told = new_problems(before, checked)
    (invalid,) = [problem for problem in told if problem.code == "record_invalid"]
    assert "documents" in invalid.message and "column sha256" in invalid.message
    assert invalid.source == f"{document}.txt"
    assert {problem.document_id for problem in problems_in(checked.tables)} <= {
        None, *ids(checked.tables, "documents"),
    }  # fmt: skip


def test_problems_of_an_invalid_document_are_kept(sample: Tables) -> None:
    """What was found on the page before stays readable, with its source; only the reference goes."""
    document = next(problem.document_id for problem in problems_in(sample) if problem.document_id)
    found = [problem for problem in problems_in(sample) if problem.document_id == document]
    checked = check_tables(spoiled(sample, "documents", document, characters=-1))
    assert {problem._replace(document_id=None) for problem in found} <= set(problems_in(checked.tables))


# It ends, whatever is broken


@pytest.fixture
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stops checks that go round and round."""
    calls = 0

    def counting(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        assert calls <= 10 * len(TABLES), "the checks do not come to an end"
        return validate(*args, **options)

    monkeypatch.setattr(checks, "validate", counting)


@pytest.mark.usefixtures("few_rounds")
def test_hundreds_of_broken_rows_end_and_are_counted() -> None:
    """The first of each rule become problems one by one, the rest one more that says how many."""
    lines = "".join(f"The comment with the number {place}.\nReplyDelete\n" for place in range(400))
    page = page_records(page_of(f"A post.\n{lines}", document_id="long", source="long.txt"))
    assert len(page.comments) == 400
    before = changed(merged([tables_of([page])]), "comments", lambda row: row | {"text": ""})
    checked = check_tables(before)
    assert checked.dropped == 400
    assert checked.tables["comments"].num_rows == 0
    assert checked.tables["documents"]["comments"].to_pylist() == [0]
    invalid = [problem for problem in problems_in(checked.tables) if problem.code == "record_invalid"]
    assert len(invalid) == checks.MOST_FAILURES + 1
    assert [problem for problem in invalid if f"{400 - checks.MOST_FAILURES} more rows" in problem.message]


@pytest.mark.usefixtures("few_rounds")
@pytest.mark.parametrize(
    "spans",
    [
        [],
        [{"start": 5, "end": None}],
        [{"start": None, "end": 9}],
        [{"start": -5, "end": 9}],
        [{"start": 9, "end": 5}],
        [{"start": 20, "end": 30}, {"start": 0, "end": 10}],
    ],
    ids=["none", "no end", "no start", "negative", "backwards", "out of order"],
)
def test_comment_with_broken_spans_is_left_out_like_any_other(sample: Tables, spans: list[Row]) -> None:
    """The problem that tells of it is itself a row that breaks no rule."""
    key = parent_with_replies(sample)["comment_id"]
    before = spoiled(sample, "comments", key, spans=spans)
    checked = check_tables(before)
    assert checked.dropped == 1
    told = [problem for problem in new_problems(before, checked) if problem.code == "record_invalid"]
    assert [
        problem for problem in told if "comments" in problem.message and "column spans" in problem.message
    ]


@pytest.mark.usefixtures("few_rounds")
def test_document_without_a_source_is_left_out_like_any_other(sample: Tables) -> None:
    document = parent_with_replies(sample)["document_id"]
    checked = check_tables(spoiled(sample, "documents", document, source=" "))
    assert document not in ids(checked.tables, "documents")
    assert [problem for problem in problems_in(checked.tables) if "column source" in problem.message]


@pytest.mark.usefixtures("few_rounds")
@pytest.mark.parametrize(
    "values", [{"severity": "grave"}, {"start": 7, "end": None}, {"message": " "}], ids=str
)
def test_problem_that_breaks_a_rule_becomes_one_that_breaks_none(sample: Tables, values: Row) -> None:
    first = sample["problems"].to_pylist()[0]
    checked = check_tables(changed(sample, "problems", lambda row: row | values if row == first else row))
    assert checked.dropped == 1
    assert [p for p in problems_in(checked.tables) if p.code == "record_invalid" and "problems" in p.message]


# Broken invariants of the tables


@pytest.mark.parametrize("place", [0, -1])
def test_segment_that_is_missing_stops_the_release(sample: Tables, place: int) -> None:
    segments = sample["segments"]
    kept = [row for row in range(segments.num_rows) if row != place % segments.num_rows]
    with pytest.raises(InvariantError, match="segments have"):
        check_tables({**sample, "segments": segments.take(pa.array(kept))})


def test_column_that_is_missing_stops_the_release(sample: Tables) -> None:
    with pytest.raises(InvariantError, match="links"):
        check_tables({**sample, "comments": sample["comments"].drop_columns("links")})


def test_count_that_does_not_agree_with_the_rows_stops_the_release(sample: Tables) -> None:
    document = parent_with_replies(sample)["document_id"]
    with pytest.raises(InvariantError, match="counts"):
        check_tables(spoiled(sample, "documents", document, comments=999))


# Invariants of a page

TEXT = "A post.\nThe first comment.\nReplyDelete\nIts second paragraph.\nA reply to it.\nDelete\nAnother.\nReplyDelete\n"


@pytest.fixture
def page() -> PageRecords:
    """Three comments, the second a reply to the first, that may be tampered with."""
    records = copy.deepcopy(page_records(page_of(TEXT)))
    assert [row["depth"] for row in records.comments] == [0, 1, 0]
    return records


def test_page_as_it_was_read_passes(page: PageRecords) -> None:
    check_page(TEXT, page)


def _gap(page: PageRecords) -> None:
    page.segments[1]["start"] += 1


def _overlap(page: PageRecords) -> None:
    page.segments[1]["start"] -= 1


def _empty_segment(page: PageRecords) -> None:
    page.segments.insert(1, page.segments[1] | {"end": page.segments[1]["start"]})


def _late_beginning(page: PageRecords) -> None:
    page.segments[0]["start"] = 1


def _early_end(page: PageRecords) -> None:
    page.segments[-1]["end"] -= 1


def _end_beyond_the_page(page: PageRecords) -> None:
    page.segments[-1]["end"] += 1


def _no_segments(page: PageRecords) -> None:
    page.segments.clear()


@pytest.mark.parametrize(
    "tamper",
    [_gap, _overlap, _empty_segment, _late_beginning, _early_end, _end_beyond_the_page, _no_segments],
    ids=lambda tamper: tamper.__name__.strip("_"),
)
def test_segments_that_do_not_tile_the_page_stop_the_release(
    page: PageRecords, tamper: Callable[[PageRecords], None]
) -> None:
    tamper(page)
    with pytest.raises(InvariantError, match=r"^page: .*segment"):
        check_page(TEXT, page)


@pytest.mark.parametrize(
    "values",
    [
        {"text": "Something else."},
        {"text": ""},
        {"spans": []},
        {"spans": [], "text": ""},
        {"spans": [{"start": 0, "end": 7}]},
        {"spans": [{"start": 0, "end": len(TEXT)}]},
    ],
    ids=["other text", "no text", "no spans", "neither", "elsewhere", "too much"],
)
def test_spans_that_do_not_give_the_text_stop_the_release(page: PageRecords, values: Row) -> None:
    page.comments[1].update(values)
    with pytest.raises(InvariantError, match=r"^page: the spans of record 1"):
        check_page(TEXT, page)


@pytest.mark.parametrize("table", ["bulletins", "job_adverts"])
def test_spans_of_bulletins_and_adverts_are_checked_too(page: PageRecords, table: str) -> None:
    getattr(page, table).append({"sequence": 0, "spans": [{"start": 0, "end": 7}], "text": "No post."})
    with pytest.raises(InvariantError, match="spans of record 0"):
        check_page(TEXT, page)


@pytest.mark.parametrize(
    ("child", "parent"),
    [(1, "page/c-0000000000000000"), (1, 1), (1, 2), (2, 0), (0, 0)],
    ids=["of no comment", "itself", "later", "of a top-level comment", "itself at the top"],
)
def test_parent_that_is_no_earlier_top_level_comment_stops_the_release(
    page: PageRecords, child: int, parent: int | str
) -> None:
    key = parent if isinstance(parent, str) else page.comments[parent]["comment_id"]
    page.comments[child]["parent_id"] = key
    with pytest.raises(InvariantError, match=f"parent of comment {child}"):
        check_page(TEXT, page)


def test_reply_as_a_parent_stops_the_release(page: PageRecords) -> None:
    page.comments[2].update(depth=1, parent_id=page.comments[1]["comment_id"])
    with pytest.raises(InvariantError, match="parent of comment 2"):
        check_page(TEXT, page)


def test_reply_without_a_parent_passes(page: PageRecords) -> None:
    """Its parent may not be on the page; a problem says so."""
    page.comments[1]["parent_id"] = None
    check_page(TEXT, page)


def test_two_comments_with_one_key_stop_the_release(page: PageRecords) -> None:
    page.comments[2]["comment_id"] = page.comments[0]["comment_id"]
    with pytest.raises(InvariantError, match="one key"):
        check_page(TEXT, page)
