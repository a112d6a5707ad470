"""Pages of shards and of packed files, unpacked, so that a release can be held against their texts one by one."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.page import Page
from flows.problems import Problem
from flows.shards.reading import read_pages
from flows.shards.taken import Taken
from flows.sources import unreadable
from flows.sources.kinds import SUFFIX


def is_packed(source: str) -> bool:
    """Whether a source is something else than a file with the text of one page as it stands."""
    return not source.lower().endswith(SUFFIX)


def unpacked(
    raw: Path, sources: Iterable[str], taken: Taken, wanted: frozenset[str], folder: Path
) -> dict[str, Path]:
    """The files in the folder that have the texts of these sources' pages, by the digest of their bytes.

    Only those whose digests are ``wanted`` are written. Each source is read once; of one that cannot be read there are none.
    """
    found: dict[str, Path] = {}
    for source in sources:
        for page in _pages(raw, source, taken):
            if isinstance(page, Page) and page.sha256 in wanted and page.sha256 not in found:
                found[page.sha256] = folder / page.sha256
                found[page.sha256].write_bytes(page.text.encode("utf-8"))
    return found


def _pages(raw: Path, source: str, taken: Taken) -> Iterator[Page | Problem]:
    try:
        yield from read_pages(raw, source, taken)
    except OSError as error:
        yield unreadable(source, error)
