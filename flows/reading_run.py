"""Reading portions under Prefect, wherever they are read: in threads, in processes, or on a Dask cluster."""

import errno
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import SyncClientContext
from prefect.futures import PrefectFuture
from prefect.logging import get_run_logger
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.dask_cluster import awaited, dask, for_workers, unreachable
from flows.errors import PortionLostError
from flows.packing import Packed, pack_portion
from flows.pipeline import Portion
from flows.progress import Stage
from flows.runner import Runner
from flows.workers import read_in_processes

RETRIES = 2
RETRY_SECONDS = (1, 5)
TRANSIENT = frozenset({errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ESTALE, errno.ETIMEDOUT})
"""Failures to read that may pass."""


class Readers(NamedTuple):
    """Who reads: the runner, how many portions at a time, and the address of a Dask scheduler where one is there already."""

    runner: Runner = Runner.THREADS
    workers: int = 1
    scheduler: str | None = None


def _may_pass(_task: Task[..., object], _run: TaskRun, state: State) -> bool:
    """Trying again can help where a disk or network failed, not where a file is locked away or the reader erred."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, OSError) and error.errno in TRANSIENT


@task(
    name="read portion",
    task_run_name="read portion {number} of {count}",
    retries=RETRIES,
    retry_delay_seconds=list(RETRY_SECONDS),
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_portion(folder: Path, portion: Portion, number: int, count: int) -> Packed:
    """Read one portion of the sources into packs. On the last try what cannot be read becomes problems."""
    get_run_logger().info("portion %s of %s: %s", number, count, portion.name)
    may_fail = runtime.task_run.run_count <= RETRIES
    return pack_portion(folder, portion, try_again_on=TRANSIENT if may_fail else frozenset())


@task(
    name="read in processes",
    task_run_name="read in {workers} processes",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def _read_in_processes(folder: Path, plan: Sequence[Portion], workers: int, stage: Stage) -> list[Packed]:
    logger = get_run_logger()

    def told(place: int, packed: Packed) -> None:
        logger.info("portion %s of %s: %s", place + 1, len(plan), plan[place].name)
        stage.done(1, packed.pages, packed.characters)

    def lost(place: int) -> None:
        name = plan[place].name
        logger.warning(
            "portion %s of %s: %s: the worker ended: it may be read again", place + 1, len(plan), name
        )

    return read_in_processes(folder, plan, workers, told, lost)


@flow(name="read", flow_run_name="read {count} portions", persist_result=False)
async def _read_in_flow(folder: Path, plan: Sequence[Any], count: int, scheduler: str | None) -> list[Packed]:
    """A flow of its own, for a flow has its task runner before it knows what it is asked for."""
    there = [for_workers(folder, portion) for portion in cast(Sequence[Portion], plan)]
    try:
        futures = [read_portion.submit(*of, number, count) for number, of in enumerate(there, 1)]
    except OSError as error:
        raise unreachable(scheduler, error) from error
    return _collected(futures, plan, awaited)


async def read_all(folder: Path, plan: Sequence[Portion], readers: Readers) -> list[Packed]:
    """What each portion gave, in their order, read into packs in the folder. Raises WorkerError where workers are lost."""
    if not plan:
        return []
    if readers.runner is Runner.PROCESSES:
        return _read_in_processes(folder, plan, readers.workers, Stage("reading", len(plan)))
    if readers.runner is Runner.DASK:
        flow_on_cluster = _read_in_flow.with_options(task_runner=dask(readers.workers, readers.scheduler))
        return await flow_on_cluster(folder, plan, len(plan), readers.scheduler)
    with SyncClientContext.get_or_create():  # else each task makes a client of its own, which takes 0.1 s
        futures = [
            read_portion.submit(folder, portion, number, len(plan)) for number, portion in enumerate(plan, 1)
        ]
        return _collected(futures, plan, lambda future, _: future.result())


def threads(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    """The task runner that reads in threads."""
    return cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=workers))


def _collected(
    futures: Sequence[PrefectFuture[Packed]],
    plan: Sequence[Portion],
    awaited: Callable[[PrefectFuture[Packed], Portion], Packed],
) -> list[Packed]:
    """What the portions gave. One that is lost keeps none of the others from being read."""
    stage = Stage("reading", len(plan))
    found: list[Packed] = []
    lost: list[PortionLostError] = []
    for future, portion in zip(futures, plan, strict=True):
        try:
            packed = awaited(future, portion)
        except PortionLostError as error:
            lost.append(error)
            continue
        found.append(packed)
        stage.done(1, packed.pages, packed.characters)
    if lost:
        raise lost[0]
    return found
