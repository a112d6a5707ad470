"""How fast the pages of a crawl are found: `python -m benchmarks.wet` reads a WET file of 100 MB, whole and by host."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from benchmarks.table import print_table
from flows.shards.reading import pages_in
from flows.shards.slices import Slice
from flows.shards.taken import Taken
from flows.sources import Source, list_sources
from tests.flows.shards.made_shards import Row, wet
from tests.generator import corpus

SEED = 7
PAGES = 5_000
ONE_IN = 180
"""Of so many pages of the crawl of 2016 one is on the host (docs/scale.md)."""
HOST = "blogspot.com"
REPEATS = 3


def main() -> None:
    """Print the MB of text a second, unpacked, of one core: the best of some runs (processor time)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "crawl.warc.wet.gz")
        records = [*_records()]
        file.write_bytes(wet(records, packed=True))
        megabytes = sum(len(record["text"].encode()) for record in records) / 1e6
        (shard,) = list_sources([file]).shards
        rows = []
        for name, taken in (
            ("all pages", Taken()),
            (f"one page in {ONE_IN}, by its host", Taken(hosts=(HOST,))),
        ):
            seconds, pages = min(_read(shard, taken) for _ in range(REPEATS))
            rows.append((name, f"{megabytes:.0f}", f"{pages:,}", f"{megabytes / seconds:.0f}"))
    print_table("Finding the pages of a WET file, one core", ("taken", "MB", "pages", "MB/s"), rows)


def _records() -> Iterator[Row]:
    for number, page in enumerate(corpus(SEED, PAGES)):
        host = f"benches.{HOST}" if number % ONE_IN == 0 else "other.example"
        yield {
            "text": page.text,
            "id": f"<urn:uuid:{number}>",
            "url": f"http://{host}/{number}",
            "date": "2016-09-25T00:00:00Z",
        }


def _read(shard: Source, taken: Taken) -> tuple[float, int]:
    start = process_time()
    pages = sum(1 for _ in pages_in(Slice(shard, shard.size, taken=taken)))
    return process_time() - start, pages


if __name__ == "__main__":
    main()
