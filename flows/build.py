"""The build as a Prefect flow: read batches of pages, check the tables, write a release."""

import asyncio
import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from prefect import flow, runtime, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import SyncClientContext
from prefect.exceptions import TerminationSignal
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.cache.pages import nothing_known, open_cache
from flows.checks import check_tables
from flows.errors import NoTextError, ProbationCorpusError
from flows.pipeline import batches, read_batch
from flows.problems import Problem
from flows.publication.editing import edit, read_rules
from flows.publication.names import names_key
from flows.releases.dataset import Dataset, dataset_folder, read_dataset
from flows.releases.edits import Edits
from flows.releases.output import check_apart, check_output
from flows.releases.release import Release, write_release
from flows.releases.wishes import Wishes, WithheldWords
from flows.releases.withdrawal import withheld_words
from flows.sidecars.reading import read_sidecars
from flows.sources import Listing, Source, list_sources
from flows.tables import Tables, merged, problems_in, tables_of, with_problems
from schemas import TABLES

RETRIES = 2
RETRY_SECONDS = (1, 5)
TRANSIENT = frozenset({errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ESTALE, errno.ETIMEDOUT})
"""Failures to read that may pass."""
MOST_PROBLEMS = 500
"""Problems that the artifact lists; the release has all."""


class BuildResult(NamedTuple):
    """What a build gave: the release, and the tables in it."""

    release: Release
    tables: Tables


def _threads(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    return cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=workers))


def _run_name() -> str:
    """Names the run after what it builds, and where."""
    given = runtime.flow_run.parameters
    return f"build {', '.join(map(str, given['sources']))} to {given['output']}"


def _may_pass(_task: Task[..., object], _run: TaskRun, state: State) -> bool:
    """Trying again can help where a disk or network failed, not where a file is locked away or the reader erred."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and error.errno in TRANSIENT


@task(
    name="read batch",
    task_run_name="read batch {number} of {count}",
    retries=RETRIES,
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_pages(sources: Sequence[Source], number: int, count: int) -> Tables:
    """Read one batch of sources into tables. On the last try what cannot be read becomes problems."""
    get_run_logger().info("batch %s of %s: %s to %s", number, count, sources[0].name, sources[-1].name)
    read = read_batch(
        sources, try_again_on=TRANSIENT if runtime.task_run.run_count <= RETRIES else frozenset()
    )
    return tables_of(read.pages, read.problems)


class Publishable(NamedTuple):
    """Tables that may be published, what was done to them, and the tables as they were extracted."""

    tables: Tables
    withheld: WithheldWords
    edits: Edits
    extracted: Tables
    notes: tuple[str, ...]


@task(name="check tables", task_run_name="check tables", cache_policy=NO_CACHE, persist_result=False)
def check(parts: Sequence[Tables], listing: Listing, paths: Sequence[Path], output: Path) -> Publishable:
    """Join the batches, edit them for publication, and hold them to the schemas, to each other and to the invariants."""
    extracted = merged(parts)
    sidecars, rules, privacy = read_sidecars(listing.sidecars), read_rules(paths), read_dataset(paths).privacy
    key = names_key(privacy, sources=paths, output=output)
    whole = with_problems(extracted, [*listing.problems, *sidecars.problems])
    edited = edit(whole, listing.sources, sidecars, rules, privacy, key)
    checked = check_tables(edited.tables)
    notes = tuple(
        f"{table}: {key} holds words that are withheld elsewhere: withhold it too, if they should not stand there"
        for table, key in edited.withholding.echoes
    )
    withheld = withheld_words(edited.withholding, rules.entries)
    return Publishable(checked.tables, withheld, Edits(edited.corrections, edited.masked), extracted, notes)


@task(name="write release", task_run_name="write release", cache_policy=NO_CACHE, persist_result=False)
def publish(publishable: Publishable, dataset: Dataset, output: Path, wishes: Wishes) -> Release:
    """Write the tables as a release, unless the newest holds the same."""
    return write_release(publishable.tables, dataset, output, wishes, publishable.edits)


@flow(
    name="build",
    flow_run_name=_run_name,
    description="Read the sources, check the tables and write a release.",
    task_runner=_threads(1),
    persist_result=False,
)
async def build(
    sources: list[Path],
    output: Path,
    previous: str | None = None,
    restart: bool = False,
    allow_removal: Sequence[str] = (),
    dry_run: bool = False,
    use_cache: bool = True,
) -> BuildResult:
    """Build a release from these sources into the output folder.

    As many batches are read at a time as the task runner has workers; the release does not depend on it.
    The flow is async, though its stages are not: a sync one waits a second longer for Prefect's heartbeat.

    Args:
        sources: Folders with raw text (searched throughout) or files. Absolute paths, on the machine where the run takes place.
        output: The folder where releases stand, outside the sources. An absolute path.
        previous: The release before, a folder or an address, where the output folder does not hold it.
        restart: Begin anew at 1.0.0, though the corpus had releases.
        allow_removal: Identifiers of documents of the last release that may be gone.
        dry_run: Say which version it would be, and why; write nothing.
        use_cache: Take what was read before of pages that did not change.
    """
    check_apart(sources, output)
    if not dry_run:
        check_output(output)
    dataset = read_dataset(sources)
    listing = list_sources(sources)
    cache = open_cache(sources, apart_from=[output, *sources]) if use_cache else None
    known = cache.lookup(listing.sources) if cache else nothing_known(listing.sources)
    parts = [known.tables, *_read(known.missing)]
    if not any(part["documents"].num_rows for part in parts):
        problems = [*listing.problems, *(p for part in parts for p in problems_in(part))]
        await _report_problems(problems)
        raise NoTextError(sources, problems)
    publishable = check(parts, listing, sources, output)
    unkept = cache.store(publishable.extracted, known) if cache and not dry_run else None
    problems = problems_in(publishable.tables)
    await _report_problems(problems)
    wishes = Wishes(
        previous=previous,
        restart=restart,
        removals=frozenset(allow_removal),
        dry_run=dry_run,
        folder=dataset_folder(sources),
        withheld=publishable.withheld,
    )
    try:
        release = publish(publishable, dataset, output, wishes)
    except ProbationCorpusError as error:
        error.problems = tuple(problems)
        raise
    notes = (*publishable.notes, *release.notes, *((unkept,) if unkept else ()))
    if not dry_run:
        await _report_counts(publishable.tables, release)
    return BuildResult(release._replace(notes=notes), publishable.tables)


def _read(sources: Sequence[Source]) -> list[Tables]:
    """The tables of each batch of these sources."""
    found = batches(sources)
    with SyncClientContext.get_or_create():  # else each task makes a client of its own, which takes 0.1 s
        futures = [read_pages.submit(batch, number, len(found)) for number, batch in enumerate(found, 1)]
        return [future.result() for future in futures]


def run_build(
    sources: Sequence[Path], output: Path, workers: int, wishes: Wishes, *, use_cache: bool = True
) -> BuildResult:
    """Run the flow to its end, reading this many batches at a time."""
    flow_with_workers = build.with_options(task_runner=_threads(workers))
    try:
        return asyncio.run(
            flow_with_workers(
                list(sources),
                output,
                previous=wishes.previous,
                restart=wishes.restart,
                allow_removal=sorted(wishes.removals),
                dry_run=wishes.dry_run,
                use_cache=use_cache,
            )
        )
    except TerminationSignal as ended:
        raise SystemExit(128 + ended.signal) from None


async def _report_counts(tables: Tables, release: Release) -> None:
    """The artifact that tells beside the run how much there is."""
    made = "; ".join(release.why) if release.is_new else "unchanged"
    await acreate_table_artifact(
        [{"table": schema.name, "rows": tables[schema.name].num_rows} for schema in TABLES],
        key="build-counts",
        description=f"Rows of release {release.version} ({made}), in {release.folder}",
    )


async def _report_problems(problems: Sequence[Problem]) -> None:
    """The artifact that tells beside the run what is wrong, whether or not a release comes of it."""
    shown = [
        {
            "where": p.source if p.line is None else f"{p.source}:{p.line}",
            "severity": p.severity.value,
            "code": p.code,
            "message": p.message,
        }
        for p in problems[:MOST_PROBLEMS]
    ]
    await acreate_table_artifact(
        shown or [{"where": "", "severity": "", "code": "", "message": "no problems"}],
        key="build-problems",
        description=f"{len(problems)} problems; the first {len(shown)} are shown",
    )
