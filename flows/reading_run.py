"""Reading portions under Prefect, wherever they are read: in threads, in processes, or on a Dask cluster."""

import errno
from collections.abc import Sequence
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

from flows.errors import UsageError, WorkerError
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

    def told(packed: Packed) -> None:
        stage.done(1, packed.pages, packed.characters)
        logger.info("%s", stage.progress)

    return read_in_processes(folder, plan, workers, told)


@flow(name="read", flow_run_name="read {count} portions", persist_result=False)
async def _read_in_flow(folder: Path, plan: Sequence[Any], count: int) -> list[Packed]:
    """A flow of its own, for a flow has its task runner before it knows what it is asked for."""
    return _submitted(folder, cast(Sequence[Portion], plan), Stage("reading", count))


async def read_all(folder: Path, plan: Sequence[Portion], readers: Readers) -> list[Packed]:
    """What each portion gave, in their order, read into packs in the folder. Raises WorkerError where workers are lost."""
    stage = Stage("reading", len(plan))
    if not plan:
        return []
    if readers.runner is Runner.PROCESSES:
        return _read_in_processes(folder, plan, readers.workers, stage)
    if readers.runner is Runner.THREADS:
        return _submitted(folder, plan, stage)
    runner = _dask(readers)
    try:
        return await _read_in_flow.with_options(task_runner=runner)(folder, plan, len(plan))
    except _lost() as error:
        raise WorkerError(
            f"the Dask cluster lost what was being read ({type(error).__name__}: {error}): no release is made, and what was read is "
            "kept: see to the scheduler and the memory of its workers, and run again"
        ) from error


def threads(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    """The task runner that reads in threads."""
    return cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=workers))


def _submitted(folder: Path, plan: Sequence[Portion], stage: Stage) -> list[Packed]:
    found: list[Packed] = []
    with SyncClientContext.get_or_create():  # else each task makes a client of its own, which takes 0.1 s
        futures = [
            read_portion.submit(folder, portion, number, len(plan)) for number, portion in enumerate(plan, 1)
        ]
        for future in futures:
            packed: Packed = future.result()
            found.append(packed)
            stage.done(1, packed.pages, packed.characters)
    return found


def _dask(readers: Readers) -> TaskRunner[Any]:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError(
            "the runner dask needs a package more: install it with pip install 'probation-corpus[dask]'"
        ) from error
    if readers.scheduler is not None:
        return cast(TaskRunner[Any], DaskTaskRunner(address=readers.scheduler))
    local = {
        "n_workers": readers.workers,
        "threads_per_worker": 1,
        "processes": True,
        "dashboard_address": None,
    }
    return cast(TaskRunner[Any], DaskTaskRunner(cluster_kwargs=local))


def _lost() -> tuple[type[BaseException], ...]:
    """What Dask raises where workers or the scheduler are gone."""
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    return (KilledWorker, CommClosedError, FutureCancelledError, TimeoutError)
