"""Contributions that are packed, or shards of many pages: checked as the pages they hold, or told why they cannot be."""

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.validation.checking import Wishes, check, items_to_check
from flows.validation.findings import Reported
from tests.broken_contributions import TODAY
from tests.flows.shards.made_shards import json_lines, page, parquet, rows, wet, write, zstd


def checked(*paths: Path, most: int = 20, table: str | None = None) -> list[Reported]:
    return list(check(items_to_check(paths), Wishes(TODAY, table, most=most)))


def codes(report: Reported) -> Sequence[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in report.findings]


def test_packed_page_is_checked_with_its_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "page.txt.gz", gzip.compress(page(1).encode()))
    write(tmp_path / "page.toml", b'title = "Post 1."\n')
    found, beside = checked(tmp_path)
    assert (found.document_id, found.comments, found.findings) == ("page", 2, ())
    assert (beside.document_id, codes(beside)) == ("page", [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"A page that was never packed.\n", "file_damaged"),
        (gzip.compress(page(1).encode())[:-9], "file_damaged"),
        (gzip.compress(b"A line.\ncaf\xe9\n"), "not_utf8"),
        (gzip.compress(b"<!DOCTYPE html><html><body>A page.</body></html>"), "html_not_text"),
        (gzip.compress(gzip.compress(page(1).encode())), "gzip_not_text"),
        (gzip.compress(b" \n"), "file_empty"),
    ],
    ids=("not packed", "cut", "not UTF-8", "HTML", "packed twice", "blanks"),
)
def test_packed_page_that_is_none_is_told(tmp_path: Path, data: bytes, code: str) -> None:
    (found,) = checked(write(tmp_path / "page.txt.gz", data))
    assert [finding.code for finding in found.findings] == [code]
    assert found.findings[0].remedy


def test_two_forms_of_one_page_are_told_as_one_document(tmp_path: Path) -> None:
    write(tmp_path / "page.txt", page(1).encode())
    write(tmp_path / "page.txt.gz", gzip.compress(page(2).encode()))
    assert [codes(report) for report in checked(tmp_path)] == [[], [("duplicate_document_id", None)]]


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.wet", "a.warc.wet.gz", "a.parquet"]
)
def test_each_record_of_a_shard_is_checked_as_a_page(tmp_path: Path, name: str) -> None:
    records = rows(5)
    records[3] |= {"text": "Write to someone@post.example.\n"}
    file = tmp_path / name
    data = wet(records, packed=name.endswith("gz")) if "wet" in name else json_lines(records)
    if name.endswith("parquet"):
        parquet(file, records)
    else:
        write(
            file,
            zstd(data) if name.endswith("zst") else gzip.compress(data) if name.endswith("l.gz") else data,
        )
    (found,) = checked(file)
    assert found.says == "shard, 5 pages, 8 comments"
    assert codes(found) == [
        ("no_thread_found", 4 if "jsonl" in name else None),
        ("private_data", 4 if "jsonl" in name else None),
    ]
    assert found.findings[1].message.startswith("record 4, line 1 of its text: ")


def test_flaws_of_a_shard_are_told_by_their_lines_and_held_against_all_else(tmp_path: Path) -> None:
    """Ids and bytes that other pages have too; at most some of a rule, the rest counted."""
    write(tmp_path / "a" / "one.txt", page(1).encode())
    records = [{"id": "one", "text": page(9)}, {"id": "two", "text": page(1)}]
    write(tmp_path / "a.jsonl", json_lines(records) + b"broken\n" * 5)
    _, found = checked(tmp_path, most=2)
    assert codes(found) == [
        ("duplicate_document_id", 1),
        ("same_bytes", 2),
        ("record_broken", 3),
        ("record_broken", 4),
    ]
    assert [(more.code, more.rest) for more in found.unlisted] == [("record_broken", 3)]


def test_shard_is_read_by_the_columns_of_dataset_toml_and_an_empty_one_is_told(tmp_path: Path) -> None:
    description = 'name = "x"\ntitle = "X"\ndescription = "X."\n[shards]\ntext = "content"\n'
    write(tmp_path / "dataset.toml", description.encode())
    parquet(tmp_path / "a.parquet", [{"content": page(1)}])
    write(tmp_path / "b.jsonl", b"\n")
    one, none, _ = checked(tmp_path)
    assert (one.says, codes(one)) == ("shard, 1 page, 2 comments", [])
    assert codes(none) == [("file_empty", None)]


def test_parquet_with_the_columns_of_a_table_is_rows_and_so_is_what_is_said_to_be(tmp_path: Path) -> None:
    pages = parquet(tmp_path / "pages.parquet", [{"text": page(1), "id": "one"}])
    comments = parquet(tmp_path / "comments.parquet", [{"comment_id": "x", "document_id": "y", "text": "A."}])
    assert checked(pages)[0].table is None
    assert checked(comments)[0].table == "comments"
    assert checked(pages, table="comments")[0].table == "comments"


def test_parquet_with_other_columns_is_a_shard_that_lacks_its_text_unless_a_table_has_such_keys(
    tmp_path: Path,
) -> None:
    other = parquet(tmp_path / "other.parquet", [{"body": page(1), "url": "http://b.example/x"}])
    assert codes(checked(other)[0]) == [("shard_column_missing", None)]
    description = 'name = "x"\ntitle = "X"\ndescription = "X."\n[shards]\nid = "document_id"\n'
    write(tmp_path / "named" / "dataset.toml", description.encode())
    parquet(tmp_path / "named" / "a.parquet", [{"text": page(1), "document_id": "one"}])
    parquet(tmp_path / "named" / "b.parquet", [{"comment_id": "x", "document_id": "y", "text": "A."}])
    shard, _, rows_of_comments = checked(tmp_path / "named")
    assert (shard.says, codes(shard)) == ("shard, 1 page, 2 comments", [])
    assert rows_of_comments.table == "comments"
