"""Files elsewhere: read by URL as they are read from a disk."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import fsspec
import pytest

from flows.errors import UsageError
from flows.page import Page
from flows.pipeline import portions, read_portion
from flows.shards.reading import read_pages
from flows.sources import list_sources, place_of
from tests.flows.shards.made_shards import ids, json_lines, page, parquet, read, rows, wet, write


def corpus(folder: Path) -> Path:
    write(folder / "a.txt", page(0).encode())
    write(folder / "a.toml", b'title = "A title"\n')
    write(folder / "2018" / "b.jsonl", json_lines(rows(4)))
    parquet(folder / "c.parquet", rows(4), group=2)
    write(folder / "d.wet.gz", wet(rows(4), packed=True))
    write(folder / "dataset.toml", b"")
    return folder


EXPECTED = ["a", *ids(4, "2018/b"), *ids(4, "c"), *ids(4, "d")]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[str]:
    """The corpus in fsspec's memory; its URL."""
    files: Any = fsspec.filesystem("memory")
    for path in corpus(tmp_path / "made").rglob("*.*"):
        files.pipe_file(f"/corpus/{path.relative_to(tmp_path / 'made').as_posix()}", path.read_bytes())
    yield "memory://corpus"
    files.rm("/corpus", recursive=True)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: a test says what it finds."""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """The corpus on a server on loopback that knows no ranges; its URL."""
    pytest.importorskip("aiohttp")
    handler = functools.partial(Quiet, directory=str(corpus(tmp_path / "web")))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("most", [None, 300])
def test_a_folder_in_a_store_is_searched_throughout(memory: str, most: int | None) -> None:
    """Ids and names are below it, sidecars belong to their pages."""
    listing = list_sources([memory])
    assert [(s.name, s.document_id) for s in listing.sidecars] == [("a.toml", "a")]
    found = read(memory, most=most)
    assert (found.ids, found.problems) == (EXPECTED, [])
    assert [records.document["source"] for records in found.pages][:2] == ["a.txt", "2018/b.jsonl"]


def test_what_is_read_elsewhere_is_what_is_read_from_a_disk(memory: str, tmp_path: Path) -> None:
    assert read(memory) == read(tmp_path / "made")


def test_one_file_in_a_store_has_the_id_of_its_own_name(memory: str) -> None:
    assert read(f"{memory}/2018/b.jsonl").ids == ids(4, "b")
    assert read(f"{memory}/a.txt").ids == ["a"]


def test_a_page_elsewhere_is_found_again(memory: str) -> None:
    for document in (records.document for records in read(memory).pages):
        found = [page for page in read_pages(memory, document["source"]) if isinstance(page, Page)]
        assert (document["sha256"], document["document_id"]) in [(p.sha256, p.document_id) for p in found]


def test_a_file_that_was_replaced_or_removed_meanwhile_is_told(memory: str) -> None:
    listing = list_sources([memory])
    files: Any = fsspec.filesystem("memory")
    files.pipe_file("/corpus/a.txt", page(9).encode())
    files.pipe_file("/corpus/2018/b.jsonl", json_lines(rows(3)))
    files.rm("/corpus/d.wet.gz")
    [portion] = portions(listing.sources, listing.shards)
    [batch] = read_portion(portion)
    assert [(p.source, p.code) for p in batch.problems] == [
        ("a.txt", "file_changed"), ("2018/b.jsonl", "file_changed"), ("d.wet.gz", "file_changed"),
    ]  # fmt: skip


def test_pages_and_shards_are_read_from_the_web(web: str) -> None:
    """By name, whatever the server can do; Parquet needs one that knows ranges, and says so."""
    found = read(f"{web}/a.txt", f"{web}/2018/b.jsonl", f"{web}/d.wet.gz")
    assert (found.ids, found.problems) == (["a", *ids(4, "b"), *ids(4, "d")], [])
    assert read(f"{web}/2018/").ids == ids(4, "b")


def test_what_is_not_on_the_web_is_missing(web: str) -> None:
    listing = list_sources([f"{web}/none.jsonl"])
    assert [(p.source, p.code) for p in listing.problems] == [(f"{web}/none.jsonl", "path_missing")]


def test_a_server_that_is_gone_is_told() -> None:
    pytest.importorskip("aiohttp")
    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        url = f"http://127.0.0.1:{server.server_port}/a.jsonl"
    assert [(p.source, p.code) for p in list_sources([url]).problems] in (
        [(url, "file_unreadable")], [(url, "path_missing")],
    )  # fmt: skip


@pytest.mark.parametrize("url", ["nosuchthing://a/b", "nosuchthing::memory://a"])
def test_a_url_that_nothing_opens_is_a_clear_error(url: str) -> None:
    with pytest.raises(UsageError, match=f"{url}: .*: name a path, or a URL"):
        list_sources([url])


def test_a_missing_plugin_is_a_clear_error() -> None:
    """Plugins of stores are no dependencies; fsspec says which is needed."""
    try:
        __import__("s3fs")
    except ImportError:
        with pytest.raises(UsageError, match=r"s3://bucket/a: Install s3fs .*: install it beside"):
            list_sources(["s3://bucket/a"])
    else:
        pytest.skip("s3fs is there")


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("raw", Path("raw")),
        ("C:/raw", Path("C:/raw")),
        ("a::b", Path("a::b")),
        ("file:///a%20b/c.jsonl", Path("/a b/c.jsonl")),
        ("s3://bucket/a", "s3://bucket/a"),
        ("simplecache::s3://bucket/a", "simplecache::s3://bucket/a"),
    ],
)
def test_words_of_the_command_line_are_paths_or_urls(word: str, place: Path | str) -> None:
    assert place_of(word) == place
