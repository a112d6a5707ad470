"""Builds of small and large corpora, by one reader and by two: `python -m benchmarks.scale [MB ...]` prints a table and draws a plot."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any, NamedTuple

import psutil
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from benchmarks.table import print_table
from tests.generator import write_corpus

MEGABYTES = (10.0, 100.0, 1000.0)
WORKERS = (1, 2)
SEED = 7
PIECES = 8
"""Pieces in which a corpus is written, so that it takes all cores."""
EVERY_SECONDS = 0.25
PLOT = Path(__file__).with_name("scale.svg")


class Measured(NamedTuple):
    """A build: its corpus and readers, the seconds of its stages, the most memory of all its processes, and the floor."""

    megabytes: float
    workers: int
    seconds: dict[str, float]
    rows: dict[str, int]
    peak: int
    floor: float

    @property
    def total(self) -> float:
        """Seconds from the raw text to the release, without Prefect's start."""
        return sum(self.seconds.values())


def main(sizes: Sequence[float]) -> None:
    """Measure each size with each number of readers."""
    found: list[Measured] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "raw")
            _write(raw, size)
            for workers in WORKERS:
                output = Path(folder, f"output-{workers}")
                found.append(_measure(raw, output, workers))
            sums = {
                (Path(folder, f"output-{workers}") / "1.0.0" / "SHA256SUMS").read_bytes()
                for workers in WORKERS
            }
            assert len(sums) == 1, "the release depends on who reads"
    _print(found)
    _plot(found)


def _write(raw: Path, megabytes: float) -> None:
    with ProcessPoolExecutor() as pool:
        pieces = [
            pool.submit(write_corpus, raw / f"piece {piece}", megabytes / PIECES, SEED + piece)
            for piece in range(PIECES)
        ]
        for piece in pieces:
            piece.result()


def _measure(raw: Path, output: Path, workers: int) -> Measured:
    command = [sys.executable, "-m", "benchmarks.one_build", str(raw), str(output), str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        ended, peak = Event(), [0]
        watcher = Thread(target=_watch, args=(process.pid, ended, peak))
        watcher.start()
        said, _ = process.communicate()
        ended.set()
        watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    megabytes = sum(path.stat().st_size for path in raw.rglob("*.txt")) / 1e6
    return Measured(megabytes, workers, told["seconds"], told["rows"], peak[0], _floor(raw, output / "1.0.0"))


def _watch(pid: int, ended: Event, peak: list[int]) -> None:
    """Keep the most memory that the process and all below it have, what they share counted once for all of them."""
    while not ended.wait(EVERY_SECONDS):
        try:
            root = psutil.Process(pid)
            peak[0] = max(peak[0], sum(map(_memory, [root, *root.children(recursive=True)])))
        except psutil.NoSuchProcess:
            return


def _memory(process: psutil.Process) -> int:
    try:
        memory: int = process.memory_full_info().pss
    except psutil.Error:
        return 0
    return memory


def _floor(raw: Path, release: Path) -> float:
    """Seconds to read and hash the input, and to write the finished tables with bare pyarrow from memory."""
    tables = [pq.read_table(path) for path in sorted(release.glob("*.parquet"))]
    flat = [_without_nested(table) for table in tables]
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        for path in raw.rglob("*.txt"):
            hashlib.sha256(path.read_bytes())
        for table, texts in zip(tables, flat, strict=True):
            pq.write_table(table, Path(folder, "table.parquet"), compression="zstd")
            pa_csv.write_csv(texts, Path(folder, "table.csv"))
        return perf_counter() - start


def _without_nested(table: pa.Table) -> pa.Table:
    """Pyarrow writes no lists and structs as CSV."""
    return table.select([field.name for field in table.schema if not pa.types.is_nested(field.type)])


def _print(found: Sequence[Measured]) -> None:
    stages = list(found[0].seconds)
    print_table(
        "Builds by size and readers: seconds from raw text to a checked release in both formats, without the cache",
        (
            "corpus",
            "readers",
            *stages,
            "all",
            "MB/s",
            "microseconds a comment",
            "peak memory, MB",
            "floor",
            "times the floor",
        ),
        [
            (
                f"{m.megabytes:,.0f} MB, {m.rows['documents']:,} pages, {m.rows['comments']:,} comments",
                str(m.workers),
                *(f"{m.seconds[stage]:.1f}" for stage in stages),
                f"{m.total:.1f}",
                f"{m.megabytes / m.total:.1f}",
                f"{m.total / m.rows['comments'] * 1e6:.0f}",
                f"{m.peak / 1e6:,.0f}",
                f"{m.floor:.2f}",
                f"{m.total / m.floor:.0f}",
            )
            for m in found
        ],
    )


def _plot(found: Sequence[Measured]) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "scale"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    for workers in WORKERS:
        runs = [m for m in found if m.workers == workers]
        label = f"{workers} reader{'s' if workers > 1 else ''}"
        axes.loglog([m.megabytes for m in runs], [m.total for m in runs], marker="o", label=label)
    floor = [m for m in found if m.workers == WORKERS[0]]
    axes.loglog(
        [m.megabytes for m in floor], [m.floor for m in floor], marker="o", linestyle=":", label="floor"
    )
    axes.set(xlabel="raw text, MB", ylabel="seconds", title="From raw text to a release")
    axes.grid(visible=True, which="both", alpha=0.3)
    axes.legend()
    figure.savefig(PLOT, metadata={"Date": None})
    print(f"\n![From raw text to a release: seconds by size]({PLOT.name})")


if __name__ == "__main__":
    main([float(size) for size in sys.argv[1:]] or MEGABYTES)
