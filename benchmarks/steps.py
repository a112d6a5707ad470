"""The steps of a build, Prefect left out, each with the time that it took."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from flows.assembly import assemble
from flows.cache.folder import keep_within_bounds, work_folder
from flows.cache.pages import corpus_folder, lookup, tidied
from flows.cache.parts import Parts
from flows.packing import Packed, apart, pack_portion
from flows.pipeline import portions
from flows.publication.editing import Rules, Settings, editing_of
from flows.publication.privacy import Privacy
from flows.releases.dataset import Dataset
from flows.releases.release import release_of
from flows.sidecars.reading import read_sidecars
from flows.sources import list_sources
from flows.workers import read_in_processes

Times = dict[str, float]
"""Seconds by the name of the step."""


def build(sources: Sequence[Path], output: Path, tables: Path, workers: int = 1) -> Times:
    """The steps of a build, one after the other; ``tables`` is a folder for the tables on their way."""
    times: Times = {}
    with _timed(times, "listing"):
        listing = list_sources(sources)
    with work_folder(corpus_folder(sources)) as work:
        with _timed(times, "looking up"):
            known = lookup(work.path, listing.sources)
        with _timed(times, "reading what is missing"):
            plan = portions(known.missing)
            if workers == 1:
                packed = [pack_portion(work.path, portion) for portion in plan]
            else:
                packed = read_in_processes(work.path, plan, workers, lambda *_: None)
            packs, _ = apart([Packed(known.packs, (), 0), *packed])
        parts = Parts(packs)
        with _timed(times, "finding captures and what is withheld"):
            posts = parts.posts()
            settings = Settings(
                listing.sources, read_sidecars(listing.sidecars), Rules((), ()), Privacy(), None
            )
            editing = editing_of(lambda: parts, posts, settings)
        with _timed(times, "editing, checking and writing tables"):
            lengths = dict(
                zip(
                    *(posts.documents[name].to_pylist() for name in ("document_id", "characters")),
                    strict=True,
                )
            )
            assembled = assemble(parts, lengths.__getitem__, editing, tables)
        with _timed(times, "comparing and releasing"):
            release_of(assembled.written, Dataset(), output)
        with _timed(times, "keeping what was read"):
            tidied(work.path, packs)
            assert keep_within_bounds(work.path) is None
    return times


@contextmanager
def _timed(times: Times, step: str) -> Iterator[None]:
    start = perf_counter()
    yield
    times[step] = perf_counter() - start
