"""A Dask cluster that reads: how it is reached, and what is said where it is lost."""

from pathlib import Path
from time import monotonic
from typing import Any, cast

from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner

from flows.errors import PortionLostError, UsageError, WorkerError
from flows.packing import Packed
from flows.pipeline import Portion
from flows.sources import Source

CONNECT_SECONDS = 15
"""How long a scheduler may take to answer."""
PATIENCE_SECONDS = 120.0
"""How long a cluster may be without any worker: one that grows when there is work has none at first."""
_LOOK_SECONDS = 2.0
_REST = "No release is made, and what was read is kept"


def dask(workers: int, scheduler: str | None) -> TaskRunner[Any]:
    """The task runner that reads on the cluster of this scheduler, or on one of this machine that is there for the run alone."""
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        raise UsageError(
            "the runner dask needs a package more: install it with pip install 'probation-corpus[dask]'"
        ) from error
    connecting = {"timeout": CONNECT_SECONDS}
    if scheduler is not None:
        _check_address(scheduler)
        return cast(TaskRunner[Any], DaskTaskRunner(address=scheduler, client_kwargs=connecting))
    local = {
        "n_workers": workers,
        "threads_per_worker": 1,
        "processes": True,
        "host": "127.0.0.1",
        # Its pages for people are on a port that is free, so that two builds at a time need not share one, and have no charts.
        "dashboard_address": "127.0.0.1:0",
        "scheduler_kwargs": {"dashboard": False},
    }
    return cast(TaskRunner[Any], DaskTaskRunner(cluster_kwargs=local, client_kwargs=connecting))


def _check_address(address: str) -> None:
    from distributed.comm.addressing import get_address_host_port

    try:
        get_address_host_port(address)
    except ValueError as error:
        raise UsageError(
            f"{address}: no address of a Dask scheduler: name one such as tcp://host:8786"
        ) from error


def for_workers(folder: Path, portion: Portion) -> tuple[Path, Portion]:
    """The folder and the portion as a process finds them that works elsewhere on the same disk."""
    pieces = tuple(
        _absolute(piece) if isinstance(piece, Source) else piece._replace(shard=_absolute(piece.shard))
        for piece in portion.pieces
    )
    return folder.absolute(), Portion(pieces)


def _absolute(source: Source) -> Source:
    return source if source.url is not None else source._replace(path=source.path.absolute())


def unreachable(scheduler: str | None, error: OSError) -> WorkerError:
    """What is said where no scheduler answers."""
    place = "the Dask cluster of this machine" if scheduler is None else scheduler
    return WorkerError(
        f"{place}: no Dask scheduler answers there ({error}). {_REST}: start one (dask scheduler), or name the one that runs"
    )


def awaited(future: PrefectFuture[Packed], portion: Portion) -> Packed:
    """What a portion gave. Raises WorkerError where its workers end again and again, or the cluster is gone."""
    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError
    from distributed.scheduler import KilledWorker

    try:
        return cast(Packed, _state(cast(Any, future).wrapped_future).result(_sync=True))
    except KilledWorker as error:
        raise PortionLostError(
            f"{portion.name}: each time that this was read, the Dask worker ended without a word (killed, perhaps for want of memory). "
            f"{_REST}: run again with more memory for each worker, or take this out"
        ) from error
    except (CommClosedError, FutureCancelledError) as error:
        raise WorkerError(
            f"the Dask scheduler went away while {portion.name} was being read. {_REST}: see that the scheduler runs, and run again"
        ) from error


def _state(on_cluster: Any) -> Any:
    """The state in which a task ended. Dask itself waits for workers without an end, also for what a lost one had done."""
    seen = monotonic()
    while True:
        try:
            return on_cluster.result(timeout=_LOOK_SECONDS)
        except TimeoutError:
            if on_cluster.client.scheduler_info()["workers"]:
                seen = monotonic()
            elif monotonic() - seen > PATIENCE_SECONDS:
                raise WorkerError(
                    f"the Dask cluster has had no worker for {PATIENCE_SECONDS:.0f} s. {_REST}: start workers (dask worker), and "
                    "run again"
                ) from None
