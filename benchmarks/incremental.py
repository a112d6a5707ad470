"""What one more page costs where the others were read before: `python -m benchmarks.incremental` prints a table."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import perf_counter

from benchmarks.table import print_table
from flows.cache.folder import VARIABLE
from flows.cache.pages import open_cache
from flows.captures.resolve import resolve
from flows.captures.sketches import sketched
from flows.checks import check_tables
from flows.pipeline import batches, read_batch
from flows.publication.masking import mask
from flows.publication.page_texts import PageTexts
from flows.publication.privacy import Privacy
from flows.releases.dataset import Dataset
from flows.releases.release import write_release
from flows.sources import list_sources
from flows.tables import merged, tables_of
from tests.generator import TruePage, corpus, plain_page

PAGES = 10_000
SEED = 7
Times = dict[str, float]
"""Seconds by the name of the step."""


def main() -> None:
    """Measure the steps of a build, Prefect left out: with an empty cache, with one page added, and with none."""
    with tempfile.TemporaryDirectory() as folder, _cache_in(Path(folder, "cache")):
        raw = Path(folder, "raw")
        for page in corpus(SEED, PAGES):
            _write(raw / page.name[:3], page)
        output = Path(folder, "output")
        everything = _build(raw, output)
        _write(raw, plain_page(Random(SEED + 1), "added"))
        added = _build(raw, output)
        runs = (everything, added, _build(raw, output))
        size = sum(path.stat().st_size for path in Path(folder, "cache").iterdir())
        megabytes = sum(path.stat().st_size for path in raw.rglob("*.txt")) / 1e6
    rows = [(step, *(f"{run[step]:.2f}" for run in runs)) for step in everything]
    totals = [sum(run.values()) for run in runs]
    rows.append(("all of these", *(f"{total:.2f}" for total in totals)))
    rows.append(("part of the first", *(f"{total / totals[0]:.1%}" for total in totals)))
    print_table(
        f"Incremental builds: {PAGES:,} pages, {megabytes:.0f} MB, cache {size / 1e6:.0f} MB, one core (seconds)",
        ("step", "everything new", "one page added", "nothing new"),
        rows,
    )


def _build(raw: Path, output: Path) -> Times:
    """The steps of a build, one after the other."""
    times: Times = {}
    with _timed(times, "listing"):
        sources = list_sources([raw]).sources
    with _timed(times, "looking up"):
        cache = open_cache([raw])
        found = cache.lookup(sources)
    with _timed(times, "reading what is missing"):
        parts = []
        for batch in batches(found.missing):
            read = read_batch(batch)
            parts.append(sketched(tables_of(read.pages, read.problems)))
    with _timed(times, "merging"):
        tables = merged([found.tables, *parts])
    with _timed(times, "storing"):
        note = cache.store(tables, found)
        assert note is None, note
    with _timed(times, "finding captures"):
        tables = resolve(tables)
    with _timed(times, "masking"):
        tables = mask(tables, Privacy(), PageTexts(sources, tables["documents"])).tables
    with _timed(times, "checking"):
        tables = check_tables(tables).tables
    with _timed(times, "comparing and writing the release"):
        write_release(tables, Dataset(), output)
    return times


@contextmanager
def _timed(times: Times, step: str) -> Iterator[None]:
    start = perf_counter()
    yield
    times[step] = perf_counter() - start


@contextmanager
def _cache_in(folder: Path) -> Iterator[None]:
    """The user's own cache is left alone."""
    held = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield
    finally:
        if held is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = held


def _write(folder: Path, page: TruePage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{page.name}.txt").write_bytes(page.text.encode("utf-8"))


if __name__ == "__main__":
    main()
