"""Bad records: each is a problem with its place, and the rest goes on as far as the format lets it."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.pipeline import portions, read_portion
from flows.shards import json_lines as json_lines_module
from flows.shards import records as records_module
from flows.shards.json_lines import lines_in
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

GOOD = rows(3)


def with_second(second: bytes) -> bytes:
    """Three lines, of which the second is this."""
    first, _, third = (json_lines([row]) for row in GOOD)
    return first + second + b"\n" + third


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b'{"text": "cut', "record_broken", "no JSON"),
        (b'["a", "list"]', "record_broken", "list"),
        (b'{"text": 5}', "record_broken", "int"),
        (b'{"text": "a page", "id": 1.5}', "record_broken", "float"),
        (b'{"text": "a page", "id": true}', "record_broken", "bool"),
        (b'{"text": "a page", "id": "%s"}' % (b"x" * 501), "record_broken", "501"),
        (b'{"text": "lone \\ud800 half"}', "record_broken", "JSON"),
        (b'{"content": "a page"}', "record_empty", "'content'"),
        (b'{"text": null}', "record_empty", "no text"),
        (b'{"text": " \\n "}', "record_empty", "blanks"),
        (b'{"text": "\xff\xfe"}', "not_utf8", "0xff"),
        (b'{"text": "a\\u0000b"}', "nul_bytes", "character 1"),
        (json.dumps(GOOD[0]).encode(), "record_repeated", "earlier"),
    ],
)
def test_a_bad_line_leaves_the_others(tmp_path: Path, line: bytes, code: str, words: str) -> None:
    found = read(write(tmp_path / "shard.jsonl", with_second(line)))
    assert found.ids == [ids(3)[0], ids(3)[2]]
    [problem] = found.problems
    assert (problem.source, problem.code, problem.line) == ("shard.jsonl", code, 2)
    assert problem.message.startswith("record 2: ")
    assert words in problem.message


def test_a_record_that_is_too_large_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its text, and before it is held by its line."""
    monkeypatch.setattr(records_module, "LARGEST", 4000)
    large = rows(1, id="large", text="long " * 1000)[0]
    path = write(tmp_path / "shard.jsonl", with_second(json.dumps(large).encode()))
    for longest in (20_000, 4500):
        monkeypatch.setattr(json_lines_module, "LONGEST_LINE", longest)
        found = read(path)
        assert (found.ids, found.codes) == ([ids(3)[0], ids(3)[2]], [("record_too_large", 2)])


def test_lines_that_are_too_long_are_counted_but_not_held() -> None:
    """However the bytes come."""
    data = b"one\n" + b"x" * 50 + b"\n\nfour\n" + b"y" * 60
    for size in (1, 3, 7, 200):
        chunks = [data[at : at + size] for at in range(0, len(data), size)]
        found = [
            (number, line if isinstance(line, bytes) else "long") for number, line in lines_in(chunks, 1, 20)
        ]
        assert found == [(1, b"one"), (2, "long"), (3, b""), (4, b"four"), (5, "long")]


@pytest.mark.parametrize(
    ("url", "day", "words"),
    [
        ("ftp://a.example/x", None, ["ftp://a.example/x"]),
        ("https://a.example/a b", "5 March", ["https://a.example/a b", "5 March"]),
        (None, "2018-13-01", ["2018-13-01"]),
        (7, 1520246520, ["'7'", "1520246520"]),
    ],
)
def test_an_address_or_day_that_is_none_is_left_out_alone(
    tmp_path: Path, url: Any, day: Any, words: list[str]
) -> None:
    found = read(write(tmp_path / "shard.jsonl", json_lines(rows(1, url=url, date=day))))
    assert values(found, "url", "captured_on", "captured_on_precision") == [(None, None, None)]
    problems = [p for p in found.pages[0].problems if p.code == "record_value_invalid"]
    assert [p.document_id for p in problems] == ids(1) * len(words)
    for problem, word in zip(problems, words, strict=True):
        assert word in problem.message


# Compressed files


@pytest.mark.parametrize(("name", "pack"), [("shard.jsonl.gz", gzip.compress), ("shard.jsonl.zst", zstd)])
def test_a_compressed_file_that_is_cut_is_read_up_to_there(tmp_path: Path, name: str, pack: Any) -> None:
    """What was whole before the cut stands; no half of a record becomes a page."""
    records = [row | {"text": row["text"] + os.urandom(3000).hex()} for row in rows(200)]
    data = pack(json_lines(records))
    found = read(write(tmp_path / name, data[: len(data) // 2]))
    assert 50 < len(found.ids) < 150
    assert found.ids == ids(200)[: len(found.ids)]
    assert found.codes == [("file_damaged", None)]


@pytest.mark.parametrize(
    "name", ["shard.jsonl.gz", "shard.jsonl.zst", "shard.wet.gz", "shard.wet", "shard.parquet"]
)
def test_a_file_that_is_something_else_is_damaged(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path / name, b"This is a note about the lift.\n" * 20))
    assert (found.ids, [problem.code for problem in found.problems]) == ([], ["file_damaged"])


# WET


def test_a_wet_file_that_is_cut_is_read_up_to_there(tmp_path: Path) -> None:
    for name, data in (
        ("a.wet", wet(rows(5))),
        ("b.wet.gz", wet(rows(5), packed=True)),
        ("c.wet.gz", gzip.compress(wet(rows(5)))),
    ):
        found = read(write(tmp_path / name, data[:-40]))
        assert found.codes == [("file_damaged", None)]
        assert found.ids == ids(5, name[0])[: len(found.ids)]
        assert len(found.ids) == 4 or name[0] == "c"


def test_a_flipped_bit_in_a_packed_wet_file_is_noticed(tmp_path: Path) -> None:
    """The library reads on as if nothing had been; the sum of the packed bytes tells."""
    data = bytearray(wet(rows(200), packed=True))
    data[len(data) // 2] ^= 1
    found = read(write(tmp_path / "shard.wet.gz", bytes(data)))
    assert found.codes == [("file_damaged", None)]
    assert found.ids == ids(200)[: len(found.ids)]
    assert len(found.ids) > 50


def test_bad_records_of_wet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty ones, too large ones and repeated ones are left out, with their number."""
    from flows.shards import wet as module

    monkeypatch.setattr(module, "LARGEST", 4000)
    good = rows(5)
    good[1]["text"], good[2]["text"], good[3]["id"] = " ", "x" * 4001, good[0]["id"]
    found = read(write(tmp_path / "shard.wet", wet(good)))
    assert found.ids == [ids(5)[0], ids(5)[4]]
    assert [(p.code, p.message.partition(":")[0], p.line) for p in found.problems] == [
        ("record_empty", "record 2", None), ("record_too_large", "record 3", None), ("record_repeated", "record 4", None),
    ]  # fmt: skip


def test_a_record_of_wet_that_lies_about_its_length_ends_the_file(tmp_path: Path) -> None:
    data = wet(rows(3))
    length = f"Content-Length: {len(page(2).encode())}".encode()
    place = data.index(length, data.index(b"blog.example/2"))
    found = read(
        write(tmp_path / "shard.wet", data[:place] + b"Content-Length: 5" + data[place + len(length) :])
    )
    assert found.ids == ids(2)
    assert found.codes == [("file_damaged", None)]


# Parquet


def test_a_shard_without_a_text_column_names_its_columns(tmp_path: Path) -> None:
    found = read(parquet(tmp_path / "shard.parquet", [{"content": page(1), "id": "a"}]))
    [problem] = found.problems
    assert (found.ids, problem.code) == ([], "shard_column_missing")
    assert "'content', 'id'" in problem.message


def test_a_column_that_was_named_and_is_not_there_is_told_once(tmp_path: Path) -> None:
    """Each column that nobody named may be absent."""
    path = parquet(tmp_path / "shard.parquet", [{"text": page(n), "id": f"{n}"} for n in range(50)], group=10)
    found = read(path, taken=Taken(Columns(url="adress")), most=path.stat().st_size // 4)
    assert len(found.ids) == 50
    [problem] = found.problems
    assert (problem.code, "'adress'" in problem.message) == ("shard_column_missing", True)


def test_bad_rows_of_parquet_leave_the_others(tmp_path: Path) -> None:
    """A text that is no UTF-8 does not take its neighbours with it."""
    texts = [page(1).encode(), b"\xff\xfe", None, b"", b"a\0b", page(6).encode()]
    buffers = pa.array(texts, pa.binary()).buffers()
    table = pa.table(
        {
            "text": pa.StringArray.from_buffers(6, buffers[1], buffers[2], buffers[0]),
            "id": ["a", "b", "c", "d", "e", "a"],
        }
    )
    found = read(parquet(tmp_path / "shard.parquet", table))
    assert found.ids == ["shard/a"]
    assert [(p.code, p.message.partition(":")[0]) for p in found.problems] == [
        ("not_utf8", "record 2"), ("record_empty", "record 3"), ("record_empty", "record 4"),
        ("nul_bytes", "record 5"), ("record_repeated", "record 6"),
    ]  # fmt: skip


def test_texts_that_are_no_texts_are_bad_records(tmp_path: Path) -> None:
    found = read(parquet(tmp_path / "shard.parquet", [{"text": ["a", "list"]}, {"text": None}]))
    assert [problem.code for problem in found.problems] == ["record_broken", "record_empty"]


def test_a_broken_page_of_parquet_leaves_the_other_row_groups(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "shard.parquet", rows(40), group=10, compression="zstd", write_page_checksum=True
    )
    column = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    middle = column.data_page_offset + column.total_compressed_size // 2
    data[middle : middle + 8] = bytes(byte ^ 255 for byte in data[middle : middle + 8])
    found = read(write(path, bytes(data)))
    assert found.ids == [*ids(40)[:10], *ids(40)[20:]]
    [problem] = found.problems
    assert problem.code == "file_damaged"
    assert problem.message.startswith("records 11 to 20 ")


def test_a_parquet_file_that_is_cut_is_damaged(tmp_path: Path) -> None:
    """Its directory stands at its end."""
    path = parquet(tmp_path / "shard.parquet", rows(40))
    found = read(write(path, path.read_bytes()[:-100]))
    assert (found.ids, found.codes) == ([], [("file_damaged", None)])


# What changes meanwhile


@pytest.mark.parametrize("name", ["shard.jsonl", "shard.parquet", "shard.wet"])
@pytest.mark.parametrize("change", ["gone", "longer", "a folder"])
def test_a_shard_that_is_not_what_was_listed_is_told(tmp_path: Path, name: str, change: str) -> None:
    path = tmp_path / name
    if name.endswith("parquet"):
        parquet(path, rows(3))
    else:
        write(path, json_lines(rows(3)) if name.endswith("jsonl") else wet(rows(3)))
    listing = list_sources([tmp_path])
    match change:
        case "gone":
            path.unlink()
        case "longer":
            path.write_bytes(path.read_bytes() + b"\n")
        case "a folder":
            path.unlink()
            path.mkdir()
    [portion] = portions(listing.sources, listing.shards)
    [batch] = read_portion(portion)
    assert not batch.pages
    assert [problem.code for problem in batch.problems] == ["file_changed"]


def test_a_shard_that_grows_while_it_is_read_is_told(tmp_path: Path) -> None:
    """After the pages that were handed on."""
    path = write(tmp_path / "shard.jsonl", json_lines(rows(3, filler="x" * 2**20)))
    listing = list_sources([tmp_path])
    from flows.shards.reading import pages_in
    from flows.shards.slices import Slice

    found = pages_in(Slice(listing.shards[0], path.stat().st_size))
    next(found)
    with path.open("ab") as file:
        file.write(b"\n")
    rest = [*found]
    assert getattr(rest[-1], "code", None) == "file_changed"
