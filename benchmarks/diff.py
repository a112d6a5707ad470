"""What a diff of two releases of a million comments takes: `python -m benchmarks.diff` prints a table.

Each diff runs in a process of its own, so that its memory is its own; both releases are made up.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.table import Row, print_table
from flows.publication.privacy import DEFAULT
from flows.releases.changes import compare, write_changes
from schemas import TABLES, table_named

COMMENTS = 1_000_000
COMMENTS_A_DOCUMENT = 25
WORDS_A_COMMENT = 40
ROWS_A_GROUP = 65_536
_SEED = 7
_HEX = "0123456789abcdef"
_WORDS = ["".join(Random(i).choices("abcdefghijklmnoprstuvw", k=2 + i % 9)) for i in range(2_000)]

Rows = list[dict[str, Any]]
Page = tuple[dict[str, Any], Rows, Rows]
Mend = Callable[[int, Page], Page | None]


def _same(_number: int, page: Page) -> Page:
    return page


def _grown(number: int, page: Page) -> Page:
    """Every hundredth page has a comment more and one that was reworded."""
    document, comments, segments = page
    if number % 100:
        return page
    first, *rest = comments
    reworded = {
        **first,
        "comment_id": f"{first['comment_id']}0"[:-17] + "f" * 16,
        "text": f"{first['text']} Indeed.",
    }
    added = {
        **comments[-1],
        "comment_id": f"{document['document_id']}/c-{'e' * 16}",
        "sequence": len(comments),
    }
    rows = sorted([reworded, *rest, added], key=lambda row: str(row["comment_id"]))
    return {**document, "comments": len(rows)}, rows, segments


def _moved(_number: int, page: Page) -> Page:
    """Every page has a line more at its head, so that all spans are others."""
    document, comments, segments = page
    moved = [
        {**row, "spans": [{"start": s["start"] + 9, "end": s["end"] + 9} for s in row["spans"]]}
        for row in comments
    ]
    pieces = [
        {**row, "start": int(str(row["start"])) + 9, "end": int(str(row["end"])) + 9} for row in segments
    ]
    return document, moved, pieces


def _others(_number: int, page: Page) -> Page:
    """Every comment is another: all go, all come."""
    document, comments, segments = page
    others = [
        {
            **row,
            "comment_id": f"{row['comment_id']}"[:-16] + str(row["comment_id"])[:-17:-1],
            "text": str(row["text"])[::-1],
        }
        for row in comments
    ]
    return document, sorted(others, key=lambda row: str(row["comment_id"])), segments


CASES: dict[str, Mend] = {
    "nothing changed": _same,
    "every hundredth page grew and had a comment reworded": _grown,
    "all spans and segments moved": _moved,
    "all comments removed and others added": _others,
}


def main() -> None:
    """Make the releases and measure each diff."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        old = make_release(Path(folder, "old"), _same)
        for name, mend in CASES.items():
            new = make_release(Path(folder, "new"), mend)
            command = [sys.executable, "-m", "benchmarks.diff", str(old), str(new), folder]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            rows.append((name, *done.stdout.split()))
            print(".", end="", file=sys.stderr, flush=True)
    title = f"Diff of two releases of {COMMENTS:,} comments"
    print_table(
        title, ("what changed", "seconds", "peak memory, MB", "rows listed", "changes.json, MB"), rows
    )


def measure(old: Path, new: Path, folder: Path) -> None:
    """Print seconds and megabytes of one diff with both its files, as a release makes it: with the usual masks."""
    start = perf_counter()
    lines = folder / "rows.jsonl"
    with lines.open("w", encoding="utf-8", newline="\n") as rows:
        changes = compare(old, new, rows, privacy=DEFAULT)
    write_changes(folder, changes, lines, "1.0.0", "2.0.0")
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    listed = sum(table.listed for table in changes.tables)
    written = (folder / "changes.json").stat().st_size / 1e6
    print(f"{seconds:.1f} {peak:.0f} {listed} {written:.0f}")


def make_release(folder: Path, mend: Mend) -> Path:
    """A folder with the tables of made-up pages, mended one by one; written in parts, for they are many."""
    folder.mkdir(exist_ok=True)
    writers = {
        table.name: pq.ParquetWriter(folder / f"{table.name}.parquet", table.arrow_schema, compression="zstd")
        for table in TABLES
    }
    for part in _parts(mend):
        for name, rows in part.items():
            writers[name].write_table(
                pa.Table.from_pylist(rows, schema=table_named(name).arrow_schema), row_group_size=ROWS_A_GROUP
            )
    for writer in writers.values():
        writer.close()
    return folder


def _parts(mend: Mend) -> Iterator[dict[str, Rows]]:
    random = Random(_SEED)
    part: dict[str, Rows] = {"documents": [], "comments": [], "segments": []}
    for number in range(COMMENTS // COMMENTS_A_DOCUMENT):
        mended = mend(number, _page(random, number))
        if mended is not None:
            document, comments, segments = mended
            part["documents"].append(document)
            part["comments"] += comments
            part["segments"] += segments
        if len(part["comments"]) >= ROWS_A_GROUP:
            yield part
            part = {name: [] for name in part}
    yield part


def _page(random: Random, number: int) -> Page:
    document_id = f"{2010 + number // 4_000}/page-{number:06}"
    comments: Rows = []
    segments: Rows = []
    place = 4_000
    for sequence in range(COMMENTS_A_DOCUMENT):
        text = " ".join(random.choices(_WORDS, k=WORDS_A_COMMENT))
        key = f"{document_id}/c-{''.join(random.choices(_HEX, k=16))}"
        span = {"start": place, "end": place + len(text)}
        comments.append(
            {
                "comment_id": key, "document_id": document_id, "parent_id": None, "sequence": sequence, "depth": 0,
                "author": "Anonymous", "posted_at": None, "posted_at_text": None, "text": text, "spans": [span],
                "is_removed": False, "links": [], "times_mentioned": ["10:26"], "certainty": "certain",
            }
        )  # fmt: skip
        for piece, kind in ((span, "comment"), ({"start": span["end"], "end": span["end"] + 12}, "marker")):
            segments.append(
                {"document_id": document_id, "sequence": len(segments), **piece, "kind": kind,
                 "record_id": key if kind == "comment" else None}
            )  # fmt: skip
        place = span["end"] + 12
    document: dict[str, Any] = {
        "document_id": document_id, "source": f"{document_id}.txt", "sha256": f"{number:064x}", "characters": place,
        "dialect": "own_line", "title": f"Page {number}", "body": " ".join(random.choices(_WORDS, k=600)),
        "comments": len(comments), "bulletins": 0, "job_adverts": 0,
    }  # fmt: skip
    comments.sort(key=lambda row: str(row["comment_id"]))
    return document, comments, segments


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(*map(Path, sys.argv[1:]))
    else:
        main()
