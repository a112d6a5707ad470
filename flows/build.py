"""The build as a Prefect flow: read portions of the sources into packs, assemble the tables, write a release."""

import asyncio
import tempfile
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, NamedTuple

import httpx
from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import ObjectNotFound, TerminationSignal
from prefect.logging import get_run_logger
from pydantic import Field

from flows.assembly import Assembled, assemble
from flows.cache.folder import WorkFolder, keep_within_bounds, work_folder
from flows.cache.pack import STAGING
from flows.cache.pages import Kept, corpus_folder, lookup, tidied
from flows.cache.parts import Parts
from flows.errors import NoTextError, ProbationCorpusError, ServerError, WorkerError
from flows.lost_server import is_lost, waited_for_once
from flows.packing import Packed, apart, known_packs
from flows.pipeline import portions
from flows.problems import Problem
from flows.progress import Stage
from flows.progress_artifact import progress_artifact
from flows.publication.editing import Editing, Settings, editing_of, read_rules
from flows.publication.names import names_key
from flows.reading_run import Readers, read_all, threads
from flows.releases.dataset import Dataset, dataset_folder, read_dataset
from flows.releases.output import check_apart, check_output
from flows.releases.parts import MEGABYTE, PART_MEGABYTES, Division
from flows.releases.release import Release, release_of
from flows.releases.wishes import Wishes
from flows.releases.written import Written
from flows.run_reports import Times, report_counts, report_problems
from flows.runner import Runner
from flows.sidecars.reading import read_sidecars
from flows.sources import Listing, list_sources, place_of
from flows.want_of_memory import is_want_of_memory


class BuildResult(NamedTuple):
    """What a build gave: the release, its numbers of rows by table, its problems, and the seconds that each stage took."""

    release: Release
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]
    seconds: Mapping[str, float]


_RESULTS: ContextVar[list[BuildResult]] = ContextVar("results")
"""Takes what a build gave when its work is done, though Prefect may not come to hear of it."""


def _run_name() -> str:
    """Names the run after what it builds, and where."""
    given = runtime.flow_run.parameters
    return f"build {', '.join(map(str, given['sources']))} to {given['output']}"


@task(name="check tables", task_run_name="check tables", cache_policy=NO_CACHE, persist_result=False)
def check(
    packs: Sequence[Kept],
    of_no_page: Sequence[Problem],
    listing: Listing,
    dataset: Dataset,
    paths: Sequence[Path],
    output: Path,
    folder: Path,
    division: Division,
) -> Assembled:
    """Edit all pages for publication, hold them to the schemas, to each other and to the invariants, and write the tables."""
    parts = Parts(packs)
    editing, lengths = _editing(parts, of_no_page, listing, dataset, paths, output)
    stage = Stage("publishing", len(editing.order), "pages")
    return assemble(
        parts,
        lengths.__getitem__,
        editing,
        folder,
        lambda pages: stage.done(pages, pages),
        division=division,
    )


def _editing(
    parts: Parts,
    of_no_page: Sequence[Problem],
    listing: Listing,
    dataset: Dataset,
    paths: Sequence[Path],
    output: Path,
) -> tuple[Editing, dict[str, int]]:
    """What has to be known of all pages to publish them, and their lengths; what captures were found by is held no longer."""
    posts = parts.posts()
    key = names_key(dataset.privacy, sources=paths, output=output)
    sidecars, rules = read_sidecars(listing.sidecars), read_rules(paths)
    sources = (*listing.sources, *listing.shards)
    settings = Settings(sources, sidecars, rules, dataset.privacy, key, dataset.shards)
    ids, lengths = (posts.documents[name].to_pylist() for name in ("document_id", "characters"))
    return editing_of(lambda: parts, posts, settings, of_no_page), dict(zip(ids, lengths, strict=True))


@task(name="write release", task_run_name="write release", cache_policy=NO_CACHE, persist_result=False)
def publish(written: Written, dataset: Dataset, output: Path, wishes: Wishes) -> Release:
    """Make the tables a release, unless the newest holds the same."""
    return release_of(written, dataset, output, wishes)


@flow(
    name="build",
    flow_run_name=_run_name,
    description="Read the sources, check the tables and write a release.",
    task_runner=threads(1),
    persist_result=False,
)
async def build(
    sources: list[Path | str],
    output: Path,
    previous: str | None = None,
    restart: bool = False,
    allow_removal: Sequence[str] = (),
    dry_run: bool = False,
    use_cache: bool = True,
    runner: Runner = Runner.THREADS,
    workers: int = 1,
    scheduler: str | None = None,
    part_size: Annotated[int, Field(ge=1)] = PART_MEGABYTES,
) -> BuildResult:
    """Build a release from these sources into the output folder.

    The release does not depend on who reads. The flow is async, though its stages are not: a sync one waits a second longer for
    Prefect's heartbeat.

    Args:
        sources: Folders with raw text (searched throughout), files, or addresses that fsspec opens. Absolute paths, on the machine
            where the run takes place.
        output: The folder where releases stand, outside the sources. An absolute path.
        previous: The release before, a folder or an address, where the output folder does not hold it.
        restart: Begin anew at 1.0.0, though the corpus had releases.
        allow_removal: Identifiers of documents of the last release that may be gone.
        dry_run: Say which version it would be, and why; write nothing.
        use_cache: Take what was read before of pages that did not change.
        runner: Where the portions of the text are read: in the process of the run, in processes beside it, or on a Dask cluster.
        workers: How many portions are read at a time.
        scheduler: The address of a Dask scheduler, such as tcp://host:8786; without one a cluster is made for the run.
        part_size: Megabytes of Parquet over which a table is written in parts. Another size alone makes no new release.
    """
    places = [place_of(str(source)) for source in sources]
    paths = [place for place in places if isinstance(place, Path)]
    check_apart(paths, output)
    if not dry_run:
        check_output(output)
    times = Times()
    dataset = read_dataset(paths)
    listing = list_sources(places)
    folder = corpus_folder(places, apart_from=[output, *paths]) if use_cache else None
    with waited_for_once(), progress_artifact(), work_folder(folder) as work:
        times.ended("listing")
        known = lookup(work.path, listing.sources)
        plan = [
            *portions(known.missing),
            *(p for shard in listing.shards for p in portions((), [shard], dataset.shards)),
        ]
        times.ended("looking up")
        packed = await read_all(work.path, plan, Readers(runner, workers, scheduler))
        times.ended("reading")
        packs, repeated = apart([Packed(known.packs, (), 0), *packed])
        of_no_page = [*listing.problems, *(p for of in packed for p in of.problems), *repeated]
        if not packs:
            await report_problems(of_no_page)
            raise NoTextError(places, of_no_page)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=work.path) as made:
            division = Division(part_size * MEGABYTE)
            assembled = check(packs, of_no_page, listing, dataset, paths, output, Path(made), division)
            times.ended("editing, checking and writing tables")
            await report_problems(assembled.problems)
            wishes = Wishes(previous, restart, frozenset(allow_removal), dry_run, dataset_folder(paths))
            try:
                release = publish(assembled.written, dataset, output, wishes)
            except ProbationCorpusError as error:
                error.problems = assembled.problems
                raise
        times.ended("comparing and releasing")
        notes = (*_notes(assembled), *release.notes, *_kept(work, packs))
    rows = assembled.written.rows
    result = BuildResult(release._replace(notes=notes), rows, assembled.problems, times.seconds)
    _RESULTS.get([]).append(result)
    get_run_logger().info(
        "release %s: %s", release.version, "; ".join(release.why) if release.is_new else "nothing changed"
    )
    if not dry_run:
        await report_counts(assembled, release, times)
    return result


def run_build(
    sources: Sequence[Path | str],
    output: Path,
    readers: Readers,
    wishes: Wishes,
    *,
    use_cache: bool = True,
    part_size: int = PART_MEGABYTES,
) -> BuildResult:
    """Run the flow to its end. Raises ServerError where Prefect's server goes away before there is a release."""
    results: list[BuildResult] = []
    _RESULTS.set(results)
    flow_with_workers = build.with_options(task_runner=threads(readers.workers))
    try:
        result = asyncio.run(
            flow_with_workers(
                list(sources),
                output,
                previous=wishes.previous,
                restart=wishes.restart,
                allow_removal=sorted(wishes.removals),
                dry_run=wishes.dry_run,
                use_cache=use_cache,
                runner=readers.runner,
                workers=readers.workers,
                scheduler=readers.scheduler,
                part_size=part_size,
            )
        )
    except TerminationSignal as ended:
        raise SystemExit(128 + ended.signal) from None
    except (MemoryError, OSError, RuntimeError) as error:
        if not is_want_of_memory(error):
            raise
        raise WorkerError(
            "there is not enough memory for the build. No release is made unless it was made before, and what was read is kept: run "
            "again with fewer workers or more memory"
        ) from error
    except (httpx.HTTPError, ObjectNotFound) as error:
        lost = f"Prefect's server does not answer any more, or does not know the run ({type(error).__name__}: {error})"
        if not results:
            raise ServerError(
                f"{lost}. No release is made, and what was read is kept: see that it runs, and build again"
            ) from error
        return _noted(
            results[-1], f"{lost}: there the run is shown as one that goes on, but it came to its end"
        )
    if is_lost():
        return _noted(
            result, "Prefect's server did not answer for a while: what it shows of this run is not all"
        )
    return result


def _noted(result: BuildResult, note: str) -> BuildResult:
    release = result.release
    return result._replace(release=release._replace(notes=(*release.notes, note)))


def _notes(assembled: Assembled) -> tuple[str, ...]:
    return tuple(
        f"{table}: {key} holds words that are withheld elsewhere: withhold it too, if they should not stand there"
        for table, key in assembled.echoes
    )


def _kept(work: WorkFolder, packs: Sequence[Kept]) -> tuple[str, ...]:
    """Keep the packs for the next build; notes where that cannot be."""
    if not work.stays:
        return () if work.note is None else (work.note,)
    try:
        tidied(work.path, packs, known_packs(work.path, packs))
        note = keep_within_bounds(work.path)
    except OSError as error:
        note = f"{work.path}: the cache could not be put in order ({error.strerror}): remove the folder if that goes on"
    return () if note is None else (note,)
