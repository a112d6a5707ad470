"""CHANGES.md and changes.json: what changed, told to people and to programs."""

import json
from pathlib import Path
from typing import Any

import pytest

from flows.releases.changes import Changes, compare, write_changes, write_first_changes
from flows.releases.changes.as_markdown import escaped
from flows.releases.versions import RULE
from tests.flows.releases.made_tables import SCHEMAS, Rows, comment, document, key, release
from tests.schemas.valid_rows import valid_row

PAGE = "2016/keys"
TEXT = "Nobody told the night shift who holds the keys on a Sunday, so nobody opened up."
OLD: Rows = {
    "documents": [document(PAGE), document("2016/rota")],
    "comments": [comment(PAGE, 0, TEXT), comment(PAGE, 1, "Four weekends in five is not a rota.")],
}
NEW: Rows = {
    "documents": [document(PAGE, comments=3), document("2017/new page")],
    "comments": [
        comment(PAGE, 7, TEXT.replace("Sunday", "Saturday"), sequence=0),
        comment(PAGE, 1, "Four weekends in five is not a rota.", author="Jim|Joe", sequence=4),
        comment(PAGE, 2, "Is <b>this</b> it?\nOr `this`?", sequence=2),
        comment("2017/new page", 3, "First!"),
    ],
    "segments": [valid_row("segments", document_id=PAGE)],
}
COUNTS = {"documents": 2, "comments": 4}


def write(folder: Path, old: Rows, new: Rows) -> tuple[Changes, Path]:
    """Compare two releases and write what changed into the new one."""
    folder.mkdir(exist_ok=True)
    before, after = release(folder / "old", old), release(folder / "new", new, "2.0.0")
    lines = folder / "rows.jsonl"
    with lines.open("w", encoding="utf-8", newline="\n") as rows:
        changes = compare(before, after, rows)
    write_changes(after, changes, lines, "1.0.0", "2.0.0")
    return changes, after


def story_of(folder: Path) -> str:
    return (folder / "CHANGES.md").read_text(encoding="utf-8")


def data_of(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "changes.json").read_text(encoding="utf-8"))
    return data


def test_story_is_one_that_an_analyst_can_read(tmp_path: Path) -> None:
    """Versions and level, why, what it means, the counts, and then each document; texts on one line, as they stand."""
    _, folder = write(tmp_path, OLD, NEW)
    assert (
        story_of(folder)
        == f"""# 1.0.0 → 2.0.0: major

- 1 document is gone
- 1 comment reworded
- 1 comment changed (author)
- 1 document added
- 2 comments added

What was found with 1.0.0 may come out otherwise now: records or columns that stood there are changed or gone. Run queries again before you cite the new release.

## Rows

| table | before | after | added | removed | reworded | changed | withheld |
|---|---:|---:|---:|---:|---:|---:|---:|
| documents | 2 | 2 | 1 | 1 | 0 | 1 | 0 |
| captures | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| comments | 2 | 4 | 2 | 0 | 1 | 1 | 0 |
| bulletins | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| job_adverts | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| segments | 0 | 1 | 1 | 0 | 0 | 0 | 0 |
| problems | 0 | 0 | 0 | 0 | 0 | 0 | 0 |

Reworded: a record's key is made of its text, so it has a new key and stands in both releases under another.

- Columns that changed in documents: comments (1)
- Columns that changed in comments: sequence (1), author (1)

## Document by document

### 2016/keys

- 1 comment added
  - c-0000000000000002: “Is \\<b\\>this\\</b\\> it? Or \\`this\\`?”
- 1 comment changed
  - c-0000000000000001: author “Anonymous” → “Jim\\|Joe”
- 1 comment reworded
  - c-0000000000000000 → c-0000000000000007: text “…he night shift who holds the keys on a Sunday, so nobody opened up.” → “…he night shift who holds the keys on a Saturday, so nobody opened up.”

### 2016/rota

- the document is gone

### 2017/new page

- the document is new
- 1 comment added

How versions are derived: {RULE}
"""
    )


def test_data_has_every_row_on_a_line_of_its_own_in_the_order_of_the_key(tmp_path: Path) -> None:
    changes, folder = write(tmp_path, OLD, NEW)
    data = data_of(folder)
    assert [data[name] for name in ("from", "to", "level")] == ["1.0.0", "2.0.0", "major"]
    assert data["why"] == list(changes.why)
    documents, _, comments, *_ = data["tables"]
    assert [(row["change"], row["key"]["document_id"]) for row in documents["rows"]] == [
        ("changed", PAGE), ("removed", "2016/rota"), ("added", "2017/new page"),
    ]  # fmt: skip
    assert [row["key"]["comment_id"] for row in comments["rows"]] == [
        *(key(PAGE, "c", number) for number in (1, 2, 7)), key("2017/new page", "c", 3),
    ]  # fmt: skip
    assert (comments["added"], comments["reworded"], comments["columns"]) == (
        2,
        1,
        {"sequence": 1, "author": 1},
    )
    lines = (folder / "changes.json").read_text(encoding="utf-8").split("\n")
    assert sum(line.startswith('{"change": ') for line in lines) == sum(
        len(t["rows"]) for t in data["tables"]
    )


def test_same_changes_are_written_as_the_same_bytes(tmp_path: Path) -> None:
    _, one = write(tmp_path / "one", OLD, NEW)
    _, other = write(tmp_path / "other", OLD, NEW)
    for name in ("CHANGES.md", "changes.json"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_columns_are_told_with_what_they_were(tmp_path: Path) -> None:
    comments = SCHEMAS["comments"]
    fewer = {**SCHEMAS, "comments": comments.remove(comments.get_field_index("posted_at_text"))}
    old, new = release(tmp_path / "old", OLD), release(tmp_path / "new", OLD, schemas=fewer)
    with (tmp_path / "rows").open("w", encoding="utf-8") as rows:
        changes = compare(old, new, rows)
    write_changes(new, changes, tmp_path / "rows", "1.0.0", "2.0.0")
    assert "## Columns and tables\n\n- comments: column posted_at_text is gone\n" in story_of(new)
    assert data_of(new)["schema"] == [
        {"table": "comments", "column": "posted_at_text", "change": "column_removed", "old": "string", "new": None}
    ]  # fmt: skip


def test_first_release_says_that_nothing_went_before(tmp_path: Path) -> None:
    write_first_changes(tmp_path, "1.0.0", COUNTS)
    assert "# 1.0.0: the first release\n" in story_of(tmp_path)
    assert "| comments | 4 |" in story_of(tmp_path)
    data = data_of(tmp_path)
    assert (data["from"], data["to"], data["level"]) == (None, "1.0.0", "first")
    assert [(table["name"], table["added"], table["rows"]) for table in data["tables"]] == [
        ("documents", 2, []), ("comments", 4, []),
    ]  # fmt: skip


def test_patch_of_the_same_tables_says_so(tmp_path: Path) -> None:
    _, folder = write(tmp_path, OLD, OLD)
    assert story_of(folder).startswith(
        "# 1.0.0 → 2.0.0: patch\n\nThe tables and their columns are the same: only packaging or description changed.\n"
    )
    assert data_of(folder)["level"] == "patch"


@pytest.mark.parametrize(("documents", "rows"), [(1, 30), (45, 1)])
def test_story_is_capped_and_says_what_is_left_out(tmp_path: Path, documents: int, rows: int) -> None:
    """The data is not."""
    pages = [f"page-{number:02}" for number in range(documents)]
    old: Rows = {"documents": [document(page) for page in pages]}
    added = [comment(page, n, f"Number {n}.") for page in pages for n in range(rows)]
    _, folder = write(tmp_path, old, {**old, "comments": added})
    story = story_of(folder)
    assert story.count("### ") == min(documents, 20)
    assert ("… and 25 documents more" in story) is (documents == 45)
    assert ("  - … and 20 more" in story) is (rows == 30)
    (comments,) = [table for table in data_of(folder)["tables"] if table["name"] == "comments"]
    assert len(comments["rows"]) == documents * rows


def test_documents_whose_records_changed_come_before_those_that_grew(tmp_path: Path) -> None:
    """So that what makes a release MAJOR is not crowded out."""
    pages = [document(f"a-{n:02}") for n in range(30)]
    old: Rows = {"documents": [document("z")], "comments": [comment("z", 1, "Said.")]}
    new: Rows = {"documents": [*pages, document("z")], "comments": [comment("z", 1, "Said.", author="Jim")]}
    _, folder = write(tmp_path, old, new)
    assert story_of(folder).index("### z\n") < story_of(folder).index("### a-00\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"), ("<script>", "\\<script\\>"), ("`x`", "\\`x\\`"), ("two\nlines\r\nhere", "two lines here"),
        ("*_[x](y)_*", "\\*\\_\\[x\\](y)\\_\\*"), ("&amp;", "\\&amp;"), ("back\\slash", "back\\\\slash"),
        ("\x1b[31mred\u202e", "�\\[31mred�"), ("Zoë 😂", "Zoë 😂"),
        ("posted_at_text", "posted_at_text"),
        ("__init__", "\\_\\_init\\_\\_"),
    ],
)  # fmt: skip
def test_text_is_rendered_as_it_stands(text: str, shown: str) -> None:
    """Nothing that stands in a table can become a tag, a cell, a link or a command to a terminal."""
    assert escaped(text) == shown
