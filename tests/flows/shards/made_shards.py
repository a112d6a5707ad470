"""Shards made up for the tests, in every form, and what is read from them."""

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from flows.pipeline import portions, read_portion
from flows.problems import Problem
from flows.records import PageRecords
from flows.shards.taken import USUAL, Taken
from flows.sources import list_sources

Row = dict[str, Any]


def page(number: int, words: str = "the lift is out of order") -> str:
    """A page with two comments."""
    return (
        f"Post {number}.\nA{number}: {words}\nReplyDeleteB{number}: so it is, ünd nobody minds\nReplyDelete\n"
    )


def rows(count: int, **more: Any) -> list[Row]:
    """Records with all columns, and one that nobody reads."""
    return [
        {
            "text": page(number),
            "id": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
            "url": f"https://blog.example/{number}",
            "date": "2018-03-05T10:42:00Z",
            "score": 0.5,
            **more,
        }
        for number in range(1, count + 1)
    ]


def ids(count: int, shard: str = "shard") -> list[str]:
    """The document ids of ``rows``."""
    return [f"{shard}/00000000-0000-4000-8000-{number:012}" for number in range(1, count + 1)]


def json_lines(records: Iterable[Row]) -> bytes:
    return b"".join(json.dumps(record, ensure_ascii=False).encode() + b"\n" for record in records)


def zstd(data: bytes) -> bytes:
    packed: bytes = pa.compress(data, "zstd", asbytes=True)
    return packed


def wet(records: Iterable[Row], *, packed: bool = False) -> bytes:
    """A WET file: one record that is no page, then these."""
    made = [_warc("warcinfo", "software: none", {}), *map(_conversion, records)]
    return b"".join(map(gzip.compress, made)) if packed else b"".join(made)


def _conversion(record: Row) -> bytes:
    headers = {
        "WARC-Target-URI": record["url"],
        "WARC-Date": record["date"],
        "WARC-Record-ID": record["id"],
    }
    return _warc("conversion", record["text"], headers)


def _warc(kind: str, text: str, headers: dict[str, str]) -> bytes:
    body = text.encode()
    lines = ["WARC/1.0", f"WARC-Type: {kind}", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, "Content-Type: text/plain", f"Content-Length: {len(body)}", "", ""])
    return head.encode() + body + b"\r\n\r\n"


def parquet(path: Path, table: pa.Table | list[Row], group: int = 1000, **more: Any) -> Path:
    table = pa.Table.from_pylist(table) if isinstance(table, list) else table
    pq.write_table(table, path, row_group_size=group, **more)
    return path


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


class Found(NamedTuple):
    """All that is read at some places."""

    pages: list[PageRecords]
    problems: list[Problem]

    @property
    def ids(self) -> list[str]:
        return [found.document["document_id"] for found in self.pages]

    @property
    def codes(self) -> list[tuple[str, int | None]]:
        return [(problem.code, problem.line) for problem in self.problems]


def read(*places: Path | str, taken: Taken = USUAL, most: int | None = None) -> Found:
    """What a build reads at these places, in portions of at most so many bytes."""
    listing = list_sources(places)
    assert not listing.problems
    found = Found([], [])
    for portion in portions(listing.sources, listing.shards, taken, most):
        for batch in read_portion(portion):
            found.pages.extend(batch.pages)
            found.problems.extend(batch.problems)
    return found


def values(found: Found, *names: str) -> list[Sequence[Any]]:
    """These columns of the documents that were read."""
    return [tuple(page.document[name] for name in names) for page in found.pages]
