"""Folders with pages and sidecars, made up for the tests."""

from collections.abc import Mapping
from pathlib import Path

from flows.problems import Problem
from flows.sidecars.reading import Sidecar, Sidecars, read_sidecars
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from tests.reading import read_batch

PAGE = "The lift is out of order again, and nobody has told the third floor."
WITH_HEADER = "Monday 14 March 2016\n\nThe Lift\n\nThe lift is out of order again.\n\n1 comment:\n\n  1. Jo14 March 2016 at 09:11\n\n     Oh no.\n\n     ReplyDelete\n"


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """The folder with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path) -> tuple[Tables, Sidecars]:
    """The tables of a folder's pages, and its sidecars."""
    listing = list_sources([folder])
    pages = read_batch(listing.sources)
    tables = merged([tables_of(pages.pages, [*listing.problems, *pages.problems])])
    return tables, read_sidecars(listing.sidecars)


def sidecar(folder: Path, text: str | bytes, page: str = PAGE) -> tuple[Sidecar, tuple[Problem, ...]]:
    """What a sidecar with this text says of a page, and its problems."""
    listing = list_sources([write(folder, {"a.txt": page, "a.toml": text})])
    assert listing.problems == ()
    found = read_sidecars(listing.sidecars)
    return found.by_document["a"], found.problems
