"""What changed between two releases: the version that it gives, and every row that differs, by its key."""

import io
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.errors import UsageError
from flows.releases.changes import Changes, compare
from flows.releases.changes.differing import differing
from flows.releases.changes.excerpt import AROUND, around_difference
from flows.releases.versions import Level
from tests.flows.releases.made_tables import SCHEMAS, Rows, comment, document, key, release
from tests.schemas.valid_rows import Row, valid_row

Compared = tuple[Changes, list[dict[str, Any]]]
Compare = Callable[..., Compared]

PAGE = "2016/keys"
TEXT = "Nobody told the night shift who holds the keys on a Sunday, so nobody opened up."
REWORDED = "Nobody told the night shift who holds the keys on a Saturday, so nobody opened up."
OLD: Rows = {
    "documents": [document(PAGE, comments=2), document("2016/rota")],
    "comments": [comment(PAGE, 0, TEXT), comment(PAGE, 1, "Four weekends in five is not a rota.")],
    "segments": [
        valid_row("segments", document_id=PAGE, sequence=i, record_id=key(PAGE, "c", i)) for i in range(2)
    ],
    "problems": [valid_row("problems", document_id=PAGE, line=line) for line in (1, 1, 2)],
}


@pytest.fixture
def compared(tmp_path: Path) -> Compare:
    """Compares two releases made of these rows: what is found, and the lines that were written."""

    def run(old: Rows, new: Rows, **options: Any) -> Compared:
        before = release(tmp_path / "old", old, **options)
        after = release(tmp_path / "new", new, "2.0.0", **options)
        return compared_folders(before, after)

    return run


def compared_folders(old: Path, new: Path) -> Compared:
    lines = io.StringIO()
    changes = compare(old, new, lines)
    return changes, [json.loads(line) for line in lines.getvalue().splitlines()]


def with_rows(table: str, rows: Iterable[Row], of: Rows = OLD) -> Rows:
    """The rows of a release with others in one table."""
    return {**of, table: list(rows)}


def mended(table: str, place: int, of: Rows = OLD, **changes: Any) -> Rows:
    """The rows of a release with one of them changed."""
    rows = list(of[table])
    rows[place] = {**rows[place], **changes}
    return with_rows(table, rows, of)


# The level


def test_same_tables_are_no_change(compared: Compare) -> None:
    changes, rows = compared(OLD, OLD)
    assert changes.is_empty and changes.level is Level.NONE
    assert (changes.why, changes.schema, changes.removed_documents, rows) == ((), (), (), [])


@pytest.mark.parametrize(
    ("new", "level", "why"),
    [
        (with_rows("comments", [*OLD["comments"], comment(PAGE, 2, "One more.")]), Level.MINOR, "1 comment added"),
        (with_rows("documents", [*OLD["documents"], document("new")]), Level.MINOR, "1 document added"),
        (with_rows("comments", OLD["comments"][:1]), Level.MAJOR, "1 comment is gone"),
        (mended("comments", 1, author="Jim"), Level.MAJOR, "1 comment changed (author)"),
        (mended("comments", 1, author=None), Level.MAJOR, "1 comment changed (author)"),
        (mended("comments", 1, links=["https://b.example"]), Level.MAJOR, "1 comment changed (links)"),
        (mended("documents", 0, title="Locks"), Level.MAJOR, "1 document changed (title)"),
        (
            mended("comments", 1, comment_id=key(PAGE, "c", 9), text=REWORDED),
            Level.MAJOR,
            "1 comment is gone",
        ),
        (
            mended("comments", 0, comment_id=key(PAGE, "c", 9), text=REWORDED),
            Level.MAJOR,
            "1 comment reworded",
        ),
        (
            mended("comments", 1, sequence=5, spans=[{"start": 1, "end": 2}], certainty="doubtful"),
            Level.PATCH,
            "1 comment changed in sequence, spans, certainty alone",
        ),
        (
            mended("documents", 0, sha256="0" * 64, characters=1, captured_on=date(2020, 1, 1), comments=7),
            Level.PATCH,
            "1 document changed in sha256, characters, captured_on, comments alone",
        ),
        (mended("segments", 0, kind="body"), Level.PATCH, "segments: 1 changed"),
        (with_rows("segments", ()), Level.PATCH, "segments: 2 gone"),
        (mended("problems", 0, message="Other."), Level.PATCH, "problems: 1 added, 1 gone"),
    ],
)  # fmt: skip
def test_version_follows_from_what_changed(compared: Compare, new: Rows, level: Level, why: str) -> None:
    changes, _ = compared(OLD, new)
    assert (changes.level, changes.why[0]) == (level, why)


def test_page_that_only_grew_is_minor(compared: Compare) -> None:
    """Though its digest, its counts and all positions are others; and only what makes it so explains it."""
    new = mended("documents", 0, sha256="f" * 64, characters=9, comments=3, declared_comments=3)
    new = with_rows("comments", [{**row, "sequence": row["sequence"] + 1} for row in OLD["comments"]], new)
    new = with_rows("comments", [*new["comments"], comment(PAGE, 2, "First!", sequence=0)], new)
    new = with_rows("problems", (), with_rows("segments", (), new))
    changes, _ = compared(OLD, new)
    assert (changes.level, changes.why) == (Level.MINOR, ("1 comment added",))


def test_documents_that_are_gone_are_named_to_the_caller(compared: Compare) -> None:
    changes, _ = compared(OLD, with_rows("documents", OLD["documents"][:1]))
    assert (changes.level, changes.removed_documents) == (Level.MAJOR, ("2016/rota",))


# The rows


def test_rows_are_told_by_key_in_its_order_with_old_and_new_value(compared: Compare) -> None:
    new = with_rows(
        "comments",
        [
            comment("a new page", 0, "Added."),
            comment(PAGE, 0, TEXT, author=None, posted_at=datetime(2016, 2, 23, 9, 0), depth=1),
        ],
    )
    _, rows = compared(OLD, new)
    assert rows == [
        {
            "change": "changed",
            "key": {"comment_id": key(PAGE, "c", 0)},
            "document_id": PAGE,
            "columns": {
                "depth": {"old": 0, "new": 1},
                "author": {"old": "Anonymous", "new": None},
                "posted_at": {"old": "2016-02-22T08:11:00", "new": "2016-02-23T09:00:00"},
            },
        },
        {"change": "removed", "key": {"comment_id": key(PAGE, "c", 1)}, "document_id": PAGE},
        {"change": "added", "key": {"comment_id": key("a new page", "c", 0)}, "document_id": "a new page"},
    ]


def test_values_of_every_type_are_written_as_json(compared: Compare) -> None:
    old = {"job_adverts": [valid_row("job_adverts")]}
    changed = {
        "salary_min": Decimal("1.50"),
        "starts_on": date(2020, 1, 2),
        "spans": [{"start": 1, "end": 2}],
        "evidence": ["salary", "place"],
    }
    _, (row,) = compared(old, {"job_adverts": [valid_row("job_adverts", **changed)]})
    assert row["columns"] == {
        "salary_min": {"old": "22000.00", "new": "1.50"},
        "starts_on": {"old": "2018-05-07", "new": "2020-01-02"},
        "spans": {"old": [{"start": 10, "end": 40}], "new": [{"start": 1, "end": 2}]},
        "evidence": {"old": ["salary"], "new": ["salary", "place"]},
    }


def test_problems_which_have_no_key_are_counted_by_what_they_say(compared: Compare) -> None:
    """One of two alike that goes is one that goes; another order is no change."""
    one, same, other = OLD["problems"]
    changes, rows = compared(OLD, with_rows("problems", [other, one, {**other, "line": 3}]))
    assert same == one
    assert [(row["change"], row["key"]["line"]) for row in rows] == [("removed", 1), ("added", 3)]
    (table,) = [table for table in changes.tables if table.name == "problems"]
    assert (table.before, table.after, table.added, table.removed) == (3, 3, 1, 1)


def test_counts_add_up(compared: Compare) -> None:
    new = [
        comment(PAGE, 0, TEXT, author="Jim"),
        comment(PAGE, 7, "Quite another thing.", sequence=7),
        *(comment("2016/rota", i, f"The words of number {i}.") for i in range(3)),
    ]
    changes, rows = compared(OLD, with_rows("comments", new))
    (table,) = [table for table in changes.tables if table.name == "comments"]
    assert (table.added, table.removed, table.changed, table.reworded) == (4, 1, 1, 0)
    assert table.before + table.added - table.removed == table.after == len(new)
    assert sum(table.listed for table in changes.tables) == len(rows)


@settings(max_examples=30)
@given(
    st.dictionaries(st.integers(0, 60), st.sampled_from("abc")),
    st.dictionaries(st.integers(0, 60), st.sampled_from("abc")),
    st.integers(1, 7),
)
def test_windows_find_what_a_comparison_row_by_row_finds(
    tmp_path_factory: pytest.TempPathFactory, old: dict[int, str], new: dict[int, str], group: int
) -> None:
    """Whatever is added, removed and changed, however the rows lie in the files."""
    folder = tmp_path_factory.mktemp("releases")
    schemas = {"segments": SCHEMAS["segments"]}

    def rows(values: dict[int, str]) -> Rows:
        return {"segments": [
            valid_row("segments", document_id=f"{n % 3}", sequence=n, kind=kind) for n, kind in values.items()
        ]}  # fmt: skip

    before = release(folder / "old", rows(old), schemas=schemas, group=group)
    _, found = compared_folders(before, release(folder / "new", rows(new), schemas=schemas, group=group))
    changes = dict.fromkeys(old.keys() - new.keys(), "removed") | dict.fromkeys(
        new.keys() - old.keys(), "added"
    )
    changes |= {n: "changed" for n in old.keys() & new.keys() if old[n] != new[n]}
    order = sorted(changes, key=lambda n: (str(n % 3), n))
    assert [(row["key"]["sequence"], row["change"]) for row in found] == [(n, changes[n]) for n in order]


LISTS: tuple[tuple[pa.DataType, list[Any]], ...] = (
    (pa.list_(pa.string()), [None, [], ["a"], ["b"], ["a", "b"], ["a", None], [None]]),
    (pa.struct([("n", pa.int64()), ("t", pa.string())]), [None, {"n": 1, "t": "a"}, {"n": 1, "t": None}, {"n": None, "t": None}]),
    (pa.list_(pa.struct([("n", pa.int64())])), [None, [], [{"n": 1}], [{"n": 2}], [None], [{"n": None}], [{"n": 1}, {"n": 2}]]),
    (pa.int64(), [None, 0, 1]),
    (pa.string(), [None, "", "a"]),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "values"), LISTS, ids=str)
def test_columns_are_compared_as_their_values_are(kind: pa.DataType, values: list[Any]) -> None:
    """Every value with every other, null and empty told apart, in columns that are slices too."""
    pairs = [(one, other) for one in values for other in values]
    old, new = (pa.array([None, *(pair[side] for pair in pairs)], kind).slice(1) for side in (0, 1))
    assert differing(old, new).to_pylist() == [one != other for one, other in pairs]


# Reworded records


@pytest.mark.parametrize("sequence", [0, 8], ids=["in its place", "elsewhere"])
def test_reworded_record_is_told_as_one(compared: Compare, sequence: int) -> None:
    """Its key is made of its text, so the old one goes and a new one comes."""
    new = mended("comments", 0, comment_id=key(PAGE, "c", 9), text=REWORDED, author="Jim", sequence=sequence)
    changes, (row,) = compared(OLD, new)
    assert (row["change"], row["key"], row["old_key"]) == (
        "reworded", {"comment_id": key(PAGE, "c", 9)}, {"comment_id": key(PAGE, "c", 0)},
    )  # fmt: skip
    assert row["columns"]["author"] == {"old": "Anonymous", "new": "Jim"}
    assert row["columns"]["text"] == {
        "old": "…he night shift who holds the keys on a Sunday, so nobody opened up.",
        "new": "…he night shift who holds the keys on a Saturday, so nobody opened up.",
    }
    assert set(row["columns"]) == {"author", "text"}
    assert changes.level is Level.MAJOR


def test_another_text_in_the_same_place_is_not_the_old_one_reworded(compared: Compare) -> None:
    other = "The minutes of the branch meeting went round by hand, as they always did here."
    _, rows = compared(OLD, mended("comments", 0, comment_id=key(PAGE, "c", 9), text=other))
    assert [row["change"] for row in rows] == ["removed", "added"]


def test_text_that_moved_to_another_document_is_not_reworded(compared: Compare) -> None:
    moved = comment("2016/rota", 0, TEXT)
    _, rows = compared(OLD, with_rows("comments", [moved, OLD["comments"][1]]))
    assert sorted(row["change"] for row in rows) == ["added", "removed"]


def test_each_of_many_reworded_records_finds_its_own(compared: Compare) -> None:
    """Also where one before them went, so that all stand in other places."""
    words = ["keys", "locks", "rotas", "vans", "desks", "forms"]
    texts = [
        f"What of the {word}, I asked, and {word} were all that {word} would say about {word}."
        for word in words
    ]
    old = [comment(PAGE, i, text) for i, text in enumerate(texts)]
    new = [comment(PAGE, 100 + i, f"{text} Still.", sequence=i - 1) for i, text in enumerate(texts) if i]
    _, rows = compared(with_rows("comments", old), with_rows("comments", new))
    pairs = {row["old_key"]["comment_id"]: row["key"]["comment_id"] for row in rows if "old_key" in row}
    assert pairs == {key(PAGE, "c", i): key(PAGE, "c", 100 + i) for i in range(1, len(words))}
    assert [row["key"]["comment_id"] for row in rows if row["change"] == "removed"] == [key(PAGE, "c", 0)]


# Excerpts


@given(
    st.text("ab ", max_size=300),
    st.text("ab ", max_size=300),
    st.text("ab ", max_size=8),
    st.text("ab ", max_size=8),
)
def test_excerpts_stand_in_their_texts_and_differ_as_they_do(
    start: str, end: str, one: str, other: str
) -> None:
    """What was left out at the ends is the same in both; what is kept is not long."""
    old, new = f"{start}{one}{end}", f"{start}{other}{end}"
    before, after = around_difference(old, new)
    assert before is not None and after is not None
    assert before.strip("…") in old and after.strip("…") in new
    assert (before == after) == (old == new)
    assert max(len(before), len(after)) <= 8 + 2 * AROUND + 2


def test_long_text_is_told_by_an_excerpt_around_the_difference(compared: Compare) -> None:
    body = "one " * 500 + "two " + "three " * 500
    _, (row,) = compared(
        mended("documents", 0, body=body), mended("documents", 0, body=body.replace("two", "four"))
    )
    text = row["columns"]["body"]
    assert text["old"] == "…" + ("one " * 10) + "two" + (" three" * 7)[:AROUND] + "…"
    assert text["new"] == text["old"].replace("two", "four")


# Columns and tables


def without(schema: pa.Schema, column: str) -> pa.Schema:
    return schema.remove(schema.get_field_index(column))


def with_field(schema: pa.Schema, field: pa.Field) -> pa.Schema:
    return schema.set(schema.get_field_index(field.name), field)


COMMENTS = SCHEMAS["comments"]


@pytest.mark.parametrize(
    ("old", "new", "level", "words"),
    [
        (COMMENTS, without(COMMENTS, "posted_at_text"), Level.MAJOR, "comments: column posted_at_text is gone"),
        (without(COMMENTS, "posted_at_text"), COMMENTS, Level.MINOR, "comments: column posted_at_text is new"),
        (COMMENTS, with_field(COMMENTS, pa.field("depth", pa.int32(), False)), Level.MAJOR,
         "comments: column depth is now int32 (it was int64)"),
        (COMMENTS, with_field(COMMENTS, pa.field("depth", pa.int64(), True, COMMENTS.field("depth").metadata)),
         Level.MAJOR, "comments: column depth may now be null"),
        (with_field(COMMENTS, pa.field("depth", pa.int64(), True, COMMENTS.field("depth").metadata)), COMMENTS,
         Level.PATCH, "comments: column depth is never null now"),
        (COMMENTS, with_field(COMMENTS, COMMENTS.field("depth").with_metadata({"description": "Deep."})),
         Level.PATCH, "comments: column depth is described in other words"),
        (COMMENTS, pa.schema(list(COMMENTS)[::-1]), Level.PATCH, "comments: the columns stand in another order"),
    ],
    ids=["gone", "new", "type", "null", "never null", "description", "order"],
)  # fmt: skip
def test_columns_decide_by_whether_old_queries_run(
    tmp_path: Path, old: pa.Schema, new: pa.Schema, level: Level, words: str
) -> None:
    """And the rows are held against each other in what both have: they are the same here."""
    before = release(tmp_path / "old", OLD, schemas={**SCHEMAS, "comments": old})
    after = release(tmp_path / "new", OLD, schemas={**SCHEMAS, "comments": new})
    changes, rows = compared_folders(before, after)
    assert (changes.level, changes.why, rows) == (level, (words,), [])


def test_renamed_column_is_one_gone_and_one_new(tmp_path: Path) -> None:
    renamed = pa.schema([field.with_name("said") if field.name == "text" else field for field in COMMENTS])
    rows = [{**row, "said": row["text"]} for row in OLD["comments"]]
    before = release(tmp_path / "old", OLD)
    after = release(tmp_path / "new", with_rows("comments", rows), schemas={**SCHEMAS, "comments": renamed})
    changes, _ = compared_folders(before, after)
    assert (changes.level, changes.why) == (
        Level.MAJOR,
        ("comments: column text is gone", "comments: column said is new"),
    )
    assert [change.change for change in changes.schema] == ["column_removed", "column_added"]


def test_table_that_is_new_is_minor_and_one_that_is_gone_major(tmp_path: Path) -> None:
    fewer = {name: schema for name, schema in SCHEMAS.items() if name != "comments"}
    whole, part = release(tmp_path / "whole", OLD), release(tmp_path / "part", OLD, schemas=fewer)
    more, rows = compared_folders(part, whole)
    assert (more.level, more.why) == (Level.MINOR, ("the table comments is new", "2 comments added"))
    assert [row["change"] for row in rows] == ["added", "added"]
    less, rows = compared_folders(whole, part)
    assert (less.level, less.why) == (Level.MAJOR, ("the table comments is gone", "2 comments are gone"))
    assert rows == []


def test_key_is_the_one_that_the_release_states(tmp_path: Path) -> None:
    """A table of another version of the schema, with a key of its own, is read by that."""
    schemas = {"threads": pa.schema([pa.field("page", pa.string()), pa.field("length", pa.int64())])}
    keys = {"threads": ("page",)}
    folders = [
        release(tmp_path / name, {"threads": [{"page": page, "length": n} for page, n in rows]}, schemas=schemas, keys=keys)
        for name, rows in (("old", [("a", 1), ("b", 1)]), ("new", [("a", 2), ("c", 1)]))
    ]  # fmt: skip
    changes, rows = compared_folders(*folders)
    assert [(row["change"], row["key"]["page"]) for row in rows] == [
        ("changed", "a"),
        ("removed", "b"),
        ("added", "c"),
    ]
    assert changes.level is Level.MAJOR


def test_rows_under_another_key_cannot_be_told_to_be_the_same(tmp_path: Path) -> None:
    other = {"comments": ("document_id", "sequence")}
    before = release(tmp_path / "old", OLD)
    after = release(
        tmp_path / "new", OLD, keys={**dict.fromkeys(SCHEMAS, ()), **other, "documents": ("document_id",)}
    )
    changes, _ = compared_folders(before, after)
    assert changes.level is Level.MAJOR
    assert changes.removed_documents == ()
    assert (
        "comments: the key is now document_id, sequence (it was comment_id), so its rows cannot be told to be the same"
        in changes.why
    )


# Folders that cannot be compared


def test_file_that_is_no_parquet_is_named(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", OLD), release(tmp_path / "new", OLD)
    (new / "comments.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(UsageError, match=r"new/comments\.parquet: cannot be read .*restore the release"):
        compared_folders(old, new)


def test_damage_inside_a_table_is_named(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", OLD), release(tmp_path / "new", OLD)
    path = new / "comments.parquet"
    data = bytearray(path.read_bytes())
    data[4:200] = bytes(196)
    path.write_bytes(bytes(data))
    with pytest.raises(UsageError, match=r"new/comments\.parquet: cannot be read"):
        compared_folders(old, new)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_folder_without_tables_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=f"{name}: .*name the folder of a release"):
        compared_folders(release(tmp_path / "old", OLD), tmp_path / name)


@pytest.mark.parametrize("rows", [(1, 0), (0, 0)], ids=["out of order", "twice"])
def test_rows_out_of_the_order_of_their_key_are_refused(tmp_path: Path, rows: tuple[int, int]) -> None:
    """They would be told to be removed and added."""
    unordered = [OLD["comments"][place] for place in rows]
    new = release(tmp_path / "new", OLD)
    table = pa.Table.from_pylist(unordered, schema=COMMENTS)
    pq.write_table(table, new / "comments.parquet")
    with pytest.raises(
        UsageError, match=r"new/comments\.parquet: its rows do not stand in the order of the key"
    ):
        compared_folders(release(tmp_path / "old", OLD), new)
