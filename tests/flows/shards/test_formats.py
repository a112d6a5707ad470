"""Formats of shards: every one of them gives the same pages, under the ids, addresses and days that it says."""

import gzip
import hashlib
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from flows.page import Page
from flows.shards.reading import read_pages
from flows.shards.taken import Columns, Taken
from flows.sources import list_sources
from tests.flows.shards.made_shards import (
    ids,
    json_lines,
    page,
    parquet,
    read,
    rows,
    values,
    wet,
    write,
    zstd,
)

FILES = (
    "shard.jsonl", "shard.jsonl.gz", "shard.jsonl.zst", "shard.parquet", "shard.wet", "shard.warc.wet.gz", "SHARD.JSONL",
)  # fmt: skip


def made(folder: Path, name: str) -> Path:
    path, records = folder / name, rows(5)
    match name.lower().partition(".")[2]:
        case "parquet":
            return parquet(path, records)
        case "jsonl":
            return write(path, json_lines(records))
        case "jsonl.gz":
            return write(path, gzip.compress(json_lines(records)))
        case "jsonl.zst":
            return write(path, zstd(json_lines(records)))
        case "wet":
            return write(path, wet(records))
        case _:
            return write(path, wet(records, packed=True))


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_pages(tmp_path: Path, name: str) -> None:
    """With the record's address and day, and the digest of its text; the source is the shard."""
    found = read(made(tmp_path, name))
    assert not found.problems
    assert found.ids == ids(5, name.partition(".")[0])
    assert values(found, "source", "url", "captured_on", "captured_on_precision", "sha256", "characters") == [
        (name, f"https://blog.example/{number}", date(2018, 3, 5), "day",
         hashlib.sha256(page(number).encode()).hexdigest(), len(page(number)))
        for number in range(1, 6)
    ]  # fmt: skip
    assert [len(records.comments) for records in found.pages] == [2] * 5


@pytest.mark.parametrize("name", FILES)
def test_a_page_is_found_again_by_its_source_and_id(tmp_path: Path, name: str) -> None:
    found = read(made(tmp_path, name))
    document = found.pages[3].document
    pages = {p.document_id: p for p in read_pages(tmp_path, document["source"]) if isinstance(p, Page)}
    again = pages[document["document_id"]]
    assert (again.text, again.sha256) == (page(4), document["sha256"])
    assert list(pages) == found.ids


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    made(tmp_path, "shard.jsonl")
    (problem,) = read_pages(tmp_path, "gone.jsonl")
    assert not isinstance(problem, Page)
    assert (problem.source, problem.code) == ("gone.jsonl", "file_unreadable")


def test_shards_stand_beside_pages_and_below_folders(tmp_path: Path) -> None:
    """The shard's path without its suffix is before the ids of its records."""
    write(tmp_path / "a.txt", page(0).encode())
    write(tmp_path / "2018" / "crawl.jsonl", json_lines(rows(1)))
    listing = list_sources([tmp_path])
    assert [(shard.name, shard.document_id) for shard in listing.shards] == [
        ("2018/crawl.jsonl", "2018/crawl")
    ]
    assert read(tmp_path).ids == ["a", *ids(1, "2018/crawl")]


def test_two_shards_with_one_id_are_both_refused(tmp_path: Path) -> None:
    made(tmp_path, "shard.jsonl")
    made(tmp_path, "shard.parquet")
    listing = list_sources([tmp_path])
    assert not listing.shards
    assert [problem.code for problem in listing.problems] == ["duplicate_document_id"] * 2


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    """In Parquet and JSON Lines; a WET file has its own."""
    records = [
        {"content": page(1), "key": 7, "address": "http://b.example/x", "seen": "2019-05", "text": "no"}
    ]
    taken = Taken(Columns("content", "key", "address", "seen"))
    write(tmp_path / "a.jsonl", json_lines(records))
    parquet(tmp_path / "b.parquet", records)
    write(tmp_path / "c.wet", wet(rows(1)))
    found = read(tmp_path, taken=taken)
    assert not found.problems
    assert found.ids == ["a/7", "b/7", *ids(1, "c")]
    assert (
        values(found, "url", "captured_on", "captured_on_precision")[:2]
        == [("http://b.example/x", date(2019, 5, 1), "month")] * 2
    )


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.parquet", "a.wet.gz"])
def test_pages_of_the_hosts_that_are_named_are_taken_and_the_others_counted(
    tmp_path: Path, name: str
) -> None:
    """With those below them; of others the text is not even looked at, be it none or none that can be read."""
    addresses = [
        "https://benches.blog.example/2018/05/tea.html",
        "HTTP://Blog.Example:8080/",
        "http://myblog.example/about",
        "http://other.example/?at=blog.example",
        "no address",
    ]
    records = [row | {"url": url} for row, url in zip(rows(5), addresses, strict=True)]
    records[3]["text"] = " "
    if name.endswith("parquet"):
        parquet(tmp_path / name, records)
    elif "wet" in name:
        write(tmp_path / name, wet(records, packed=True))
    else:
        packed = gzip.compress if name.endswith("gz") else bytes
        write(tmp_path / name, packed(json_lines(records)))
    found = read(tmp_path, taken=Taken(hosts=("blog.example",)))
    assert found.ids == ids(2, "a")
    (told,) = found.problems
    assert (told.code, told.source) == ("records_of_other_hosts", name)
    assert told.message.startswith("3 records are of no host")


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_only_the_text_must_be_there(tmp_path: Path, name: str) -> None:
    """Without an id a record goes by its number; without address and day these are null."""
    records = [{"text": page(number)} for number in (1, 2)]
    if name.endswith("parquet"):
        parquet(tmp_path / name, records)
    else:
        write(tmp_path / name, b"\n" + json_lines(records))
    found = read(tmp_path)
    assert not found.problems
    assert found.ids == (["a/1", "a/2"] if name.endswith("parquet") else ["a/2", "a/3"])
    assert values(found, "url", "captured_on", "captured_on_precision") == [(None, None, None)] * 2


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (pa.timestamp("us"), date(2018, 3, 5)),
        (pa.timestamp("ns", "Europe/Berlin"), date(2018, 3, 4)),
        (pa.date32(), date(2018, 3, 5)),
        (pa.large_string(), date(2018, 3, 5)),
        (pa.dictionary(pa.int8(), pa.string()), date(2018, 3, 5)),
    ],
)
def test_parquet_columns_may_be_of_several_types(tmp_path: Path, kind: pa.DataType, day: date) -> None:
    """A day is that in UTC."""
    if pa.types.is_timestamp(kind) and kind.tz:
        dates = pa.array(["2018-03-05T00:30:00+01:00"]).cast(pa.timestamp("ns", "UTC")).cast(kind)
    else:
        dates = pa.array(["2018-03-05"]).cast(kind)
    table = pa.table(
        {"text": pa.array([page(1)], pa.large_string()), "id": pa.array([5], pa.int64()), "date": dates}
    )
    found = read(parquet(tmp_path / "a.parquet", table))
    assert (found.ids, found.problems) == (["a/5"], [])
    assert values(found, "captured_on") == [(day,)]


@pytest.mark.parametrize(
    "given", ["20180305104200", "2018-03-05 23:42:00+00:00", "2018-03-06T01:00:00+09:00", "20180305"]
)
def test_days_are_written_in_several_ways(tmp_path: Path, given: str) -> None:
    found = read(write(tmp_path / "a.jsonl", json_lines(rows(1, date=given))))
    assert (values(found, "captured_on"), found.problems) == ([(date(2018, 3, 5),)], [])


def test_gzip_in_several_parts_is_read_to_its_end(tmp_path: Path) -> None:
    lines = json_lines(rows(5))
    write(tmp_path / "shard.jsonl.gz", gzip.compress(lines[:700]) + gzip.compress(lines[700:]))
    assert read(tmp_path).ids == ids(5)
