"""``preview`` of shards, packed pages and URLs: what a build would find there too, and no more of it held than a batch."""

import gzip
import tracemalloc
from pathlib import Path

import fsspec
import pytest

from flows import pipeline
from flows.cli.preview import run_preview
from flows.errors import UsageError
from tests.flows.shards.made_shards import json_lines, page, parquet, rows, wet, write, zstd

Captured = pytest.CaptureFixture[str]


def previewed(capsys: Captured, *words: object) -> tuple[int, list[list[str]], list[str]]:
    """The exit status, the lines of the table, and those below it."""
    status = run_preview([str(word) for word in words])
    table, _, below = capsys.readouterr().out.partition("\n\n")
    return status, [line.split() for line in table.splitlines()[1:]], below.splitlines()


def test_preview_counts_a_shard_in_one_line_and_tells_its_flaws(tmp_path: Path, capsys: Captured) -> None:
    """Of whatever form; a record is told by its line where it has one, and one flaw is an error as in a build."""
    lines = [*(json_lines([row]) for row in rows(4)), b"broken\n", b'{"text": "no thread"}\n']
    write(tmp_path / "a.jsonl", b"".join(lines))
    write(tmp_path / "b.jsonl.gz", gzip.compress(json_lines(rows(3))))
    write(tmp_path / "c.jsonl.zst", zstd(json_lines(rows(2))))
    parquet(tmp_path / "d.parquet", rows(5), group=2)
    write(tmp_path / "e.warc.wet.gz", wet(rows(1200), packed=True))
    write(tmp_path / "f.txt.gz", gzip.compress(page(1).encode()))
    status, table, below = previewed(capsys, tmp_path)
    assert status == 1
    assert table == [
        ["f", "glued_following", "2", "0", "0"],
        ["a.jsonl", "(5", "pages)", "several", "8", "0", "0"],
        ["b.jsonl.gz", "(3", "pages)", "glued_following", "6", "0", "0"],
        ["c.jsonl.zst", "(2", "pages)", "glued_following", "4", "0", "0"],
        ["d.parquet", "(5", "pages)", "glued_following", "10", "0", "0"],
        ["e.warc.wet.gz", "(1,200", "pages)", "glued_following", "2400", "0", "0"],
    ]
    assert below[0].startswith("a.jsonl:5: error: record 5: the line is no JSON")
    assert below[1].startswith("a/6: warning: no known layout"), "the page is named, not a line of the shard"
    assert below[-1] == "1216 documents, 2430 comments; 1 error, 1 warning"


def test_preview_reads_the_columns_that_dataset_toml_names_and_urls(tmp_path: Path, capsys: Captured) -> None:
    description = 'name = "x"\ntitle = "X"\ndescription = "X."\n[shards]\ntext = "content"\n'
    write(tmp_path / "dataset.toml", description.encode())
    write(tmp_path / "a.jsonl", json_lines([{"content": page(1)}]))
    fsspec.filesystem("memory").pipe("/preview/b.jsonl", json_lines([{"content": page(2)}]))
    status, table, below = previewed(capsys, tmp_path, "memory://preview/b.jsonl")
    assert (status, below) == (0, ["2 documents, 4 comments; no problems"])
    assert [line[0] for line in table] == ["a.jsonl", "b.jsonl"]
    write(tmp_path / "dataset.toml", description.replace("text =", "words =").encode())
    with pytest.raises(UsageError, match=r"dataset\.toml: shards\.words is not known"):
        run_preview([str(tmp_path)])


def test_preview_counts_a_document_once_and_tells_its_second_page(tmp_path: Path, capsys: Captured) -> None:
    """As a build does: the page that is a file counts, the record of the same id does not."""
    write(tmp_path / "a" / "one.txt", page(1).encode())
    write(tmp_path / "a.jsonl", json_lines([{"id": "one", "text": page(2)}, {"id": "two", "text": page(3)}]))
    status, table, below = previewed(capsys, tmp_path)
    assert status == 1
    assert [line[0] for line in table] == ["a/one", "a.jsonl"]
    assert below[0].startswith("a.jsonl: error: another page has the document id 'a/one' already")
    assert below[-1] == "2 documents, 4 comments; 1 error"


def test_preview_holds_no_more_than_a_batch(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 12 MB of pages."""
    monkeypatch.setattr(pipeline, "BATCH_BYTES", 200_000)
    text = "A page that says nothing at all. " * 3000
    write(tmp_path / "a.jsonl", json_lines({"id": str(n), "text": f"{n} {text}"} for n in range(120)))
    tracemalloc.start()
    try:
        status, _, below = previewed(capsys, tmp_path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert status == 0
    assert below[-1].startswith("120 documents, 0 comments")
    assert peak < 6e6
