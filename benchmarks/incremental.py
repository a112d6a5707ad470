"""What one more page costs where the others were read before: `python -m benchmarks.incremental` prints a table."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from benchmarks.steps import Times, build
from benchmarks.table import print_table
from flows.cache.folder import VARIABLE
from tests.generator import TruePage, corpus, plain_page

PAGES = 10_000
SEED = 7


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
        size = sum(path.stat().st_size for path in Path(folder, "cache").rglob("*") if path.is_file())
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
    with tempfile.TemporaryDirectory() as tables:
        return build([raw], output, Path(tables))


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
