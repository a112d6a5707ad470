"""Portions: however a corpus is divided, the pages are the same; and no more than a batch is held."""

import gc
import pickle
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from flows import pipeline
from flows.page import Page
from flows.pipeline import Portion, portions, read_portion
from flows.records import PageRecords
from flows.shards.reading import pages_in
from flows.shards.records import ShardPage
from flows.shards.slices import Slice, slices_of
from flows.sources import list_sources
from tests.flows.shards.made_shards import Found, json_lines, page, parquet, read, rows, wet, write, zstd


def corpus(folder: Path) -> Path:
    """Pages and shards of every kind, with flaws in some."""
    for number in range(7):
        write(folder / f"page-{number}.txt", page(number).encode() * (number + 1))
    lines = [json_lines([row]) for row in rows(40)]
    lines[3:3] = [b"\n", b"broken\n", b'{"text": "no id"}\n', lines[0]]
    write(folder / "lines.jsonl", b"".join(lines).rstrip(b"\n"))
    write(folder / "lines-too.jsonl.zst", zstd(b"".join(lines)))
    numbered = [{"text": page(number)} for number in range(30)] + [{"text": None}]
    parquet(folder / "rows.parquet", numbered, group=4)
    write(folder / "crawl.wet.gz", wet(rows(10), packed=True))
    return folder


def whole(found: Found) -> tuple[list[PageRecords], list[Any]]:
    return found.pages, found.problems


@pytest.mark.parametrize("most", [1, 300, 1000, 2500, 5000, 20_000])
def test_any_division_gives_the_same_pages_in_the_same_order(tmp_path: Path, most: int) -> None:
    """But for a record that repeats another's id in another portion, which only who joins them can see."""
    folder = corpus(tmp_path)
    one, divided = read(folder, most=10**9), read(folder, most=most)
    repeated = [p for p in one.problems if p.code == "record_repeated"]
    assert len(repeated) == 2  # in lines.jsonl and lines-too.jsonl.zst
    kept = {id(p): p for p in divided.pages}
    first: dict[str, PageRecords] = {}
    for found in kept.values():
        first.setdefault(found.document["document_id"], found)
    assert [*first.values()] == one.pages
    assert [p for p in divided.problems if p.code != "record_repeated"] == [
        p for p in one.problems if p.code != "record_repeated"
    ]
    again = len(divided.pages) - len(first)
    assert again + sum(p.code == "record_repeated" for p in divided.problems) == 2


def test_no_portion_is_larger_than_it_may_be(tmp_path: Path) -> None:
    """Unless what it holds cannot be divided."""
    listing = list_sources([corpus(tmp_path)])
    found = portions(listing.sources, listing.shards, most=2500)
    assert len(found) > 8
    for portion in found:
        assert portion.size <= 2500 or len(portion.pieces) == 1
    sliced = [piece for portion in found for piece in portion.pieces if isinstance(piece, Slice)]
    for name, divided in (
        ("lines.jsonl", True),
        ("rows.parquet", True),
        ("crawl.wet.gz", False),
        ("lines-too.jsonl.zst", False),
    ):
        assert (len([piece for piece in sliced if piece.shard.name == name]) > 1) is divided


def test_portions_are_plain_data(tmp_path: Path) -> None:
    """They go from process to process, and say no word of a page."""
    listing = list_sources([corpus(tmp_path)])
    found = portions(listing.sources, listing.shards, most=2500)
    packed = pickle.dumps(found)
    again: list[Portion] = pickle.loads(packed)
    assert again == found
    assert b"the lift is out of order" not in packed
    assert again[0].name.startswith("page-0.txt")


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\n\n\n"])
@pytest.mark.parametrize("most", [1, 7, 8, 9, 16, 17, 64])
def test_lines_are_divided_between_lines(tmp_path: Path, end: bytes, most: int) -> None:
    """Slices tile the file, each begins at the beginning of a line, and knows that line's number."""
    data = b"one\n\n3\nthe fourth line is long\nfive\n\n\n\nnine" + end
    [shard] = list_sources([write(tmp_path / "a.jsonl", data)]).shards
    found = slices_of(shard, most)
    ends = [piece.end if piece.end is not None else len(data) for piece in found]
    assert [piece.start for piece in found] == [0, *ends[:-1]]
    assert ends[-1] == len(data)
    for piece in found:
        assert piece.start == 0 or data[piece.start - 1 : piece.start] == b"\n"
        assert piece.first == data.count(b"\n", 0, piece.start) + 1


def test_a_shard_that_is_gone_is_one_portion_with_a_problem(tmp_path: Path) -> None:
    corpus(tmp_path)
    listing = list_sources([tmp_path])
    for shard in listing.shards:
        shard.path.unlink()
    found = [batch for portion in portions((), listing.shards, most=100) for batch in read_portion(portion)]
    assert [p.code for batch in found for p in batch.problems] == ["file_changed"] * len(listing.shards)


def test_a_portion_is_handed_on_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has about as much text as a batch has, and they are the whole."""
    listing = list_sources([corpus(tmp_path)])
    [portion] = portions(listing.sources, listing.shards, most=10**9)
    [all_at_once] = read_portion(portion)
    monkeypatch.setattr(pipeline, "BATCH_BYTES", 1000)
    found = [*read_portion(portion)]
    assert len(found) > 5
    assert tuple(p for batch in found for p in batch.pages) == all_at_once.pages
    assert tuple(p for batch in found for p in batch.problems) == all_at_once.problems
    assert max(sum(p.document["characters"] for p in batch.pages) for batch in found) < 2000


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.zst", "a.parquet", "a.wet"])
def test_a_shard_is_not_held_in_memory(tmp_path: Path, name: str) -> None:
    """Of 64 MB of pages no two are alive at once, and a few MB are held."""
    text = "A page that says nothing at all. " * 7000
    records = [row | {"text": f"{row['id']}\n{text}"} for row in rows(280)]
    if name.endswith("parquet"):
        parquet(tmp_path / name, records, compression="none", use_dictionary=False, write_batch_size=8)
    elif name.endswith("wet"):
        write(tmp_path / name, wet(records))
    else:
        write(tmp_path / name, json_lines(records) if name == "a.jsonl" else zstd(json_lines(records)))
    del records
    [shard] = list_sources([tmp_path]).shards
    gc.collect()
    tracemalloc.start()
    count = 0
    for found in pages_in(Slice(shard, shard.size)):
        assert isinstance(found, ShardPage)
        count += 1
        if count % 100 == 0:
            gc.collect()
            assert sum(isinstance(thing, Page) and thing.source == name for thing in gc.get_objects()) <= 1
        del found
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 280
    assert peak < 30 * 2**20
