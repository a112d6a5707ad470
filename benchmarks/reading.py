"""How fast pages are read: `python -m benchmarks.reading` prints a table; `make bench` runs it with the others."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from time import process_time
from typing import TypeVar

import flows.posts.reading
import flows.reading
from benchmarks.table import Row, print_table
from flows.page import Page, page_of
from flows.pipeline import page_records
from flows.reading import read_page
from tests.generator import RENDERERS, corpus, plain_page

Item = TypeVar("Item")

REPEATS = 7
PAGES = 400
RECORDS = 4
"""On the pages that hold many: two bulletins and two adverts, and nothing else in the post."""
SEED = 7


def main() -> None:
    """Measure the corpus of mixed dialects and then each dialect alone."""
    random = Random(SEED)
    rows = [
        _row("all dialects", [page.text for page in corpus(SEED, PAGES)]),
        _row(
            f"{RECORDS} bulletins and adverts a page",
            [plain_page(random, str(n), records=RECORDS).text for n in range(PAGES // 4)],
        ),
    ]
    for dialect in RENDERERS:
        random = Random(SEED)
        rows.append(
            _row(dialect, [plain_page(random, str(n), dialect=dialect).text for n in range(PAGES // 4)])
        )
    print_table(
        "Reading, one core, MB/s of the best of seven runs (processor time)",
        (
            "pages",
            "MB",
            "bytes a comment",
            "lines alone",
            "reading and threading",
            "… and finding",
            "finding / reading",
            "… and records, checked",
        ),
        rows,
    )


def _row(name: str, texts: Sequence[str]) -> Row:
    data = [text.encode("utf-8") for text in texts]
    pages = [page_of(text) for text in texts]
    megabytes = sum(map(len, data)) / 1e6
    comments = sum(len(read_page(page).thread.comments) for page in pages)
    times: dict[str, list[float]] = {"loading": [], "threading": [], "finding": [], "all": []}
    for _ in range(REPEATS):
        times["loading"].append(_seconds(_load, data))
        with _nothing_is_found():
            times["threading"].append(_seconds(read_page, pages))
        times["finding"].append(_seconds(read_page, pages))
        times["all"].append(_seconds(page_records, pages))
    best = {stage: min(found) for stage, found in times.items()}
    threading, finding = best["loading"] + best["threading"], best["loading"] + best["finding"]
    return (
        name,
        f"{megabytes:.1f}",
        f"{megabytes * 1e6 / comments:.0f}",
        f"{megabytes / best['loading']:.0f}",
        f"{megabytes / threading:.1f}",
        f"{megabytes / finding:.1f}",
        f"{(finding - threading) / threading:.2f}",
        f"{megabytes / (best['loading'] + best['all']):.1f}",
    )


def _load(data: bytes) -> Page:
    """Hash, decode and part into lines: the yardstick for what the machine did in these minutes."""
    digest = hashlib.sha256(data).hexdigest()
    return page_of(data.decode("utf-8"), sha256=digest)


def _seconds(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    """Processor time of the work on each item in turn."""
    start = process_time()
    for item in items:
        work(item)
    return process_time() - start


@contextmanager
def _nothing_is_found() -> Iterator[None]:
    """Reading and threading alone: the recognisers of bulletins and adverts put aside."""
    places = (
        (flows.posts.reading, "find_bulletins"),
        (flows.posts.reading, "find_adverts"),
        (flows.reading, "may_hold"),
        (flows.reading, "may_advertise"),
    )
    kept = [getattr(module, name) for module, name in places]
    for module, name in places:
        setattr(module, name, lambda *_: ())
    try:
        yield
    finally:
        for (module, name), function in zip(places, kept, strict=True):
            setattr(module, name, function)


if __name__ == "__main__":
    main()
