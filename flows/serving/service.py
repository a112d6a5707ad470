"""The service: two deployments, their runs one after the other, and the watch, until it is told to stop."""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.logging import get_logger
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.build import build
from flows.contributions import validate_contributions
from flows.serving.arrivals import arrivals, ignore_broken_leases
from flows.serving.asking import ask, put_back, trigger_of
from flows.serving.corpus import Corpus
from flows.serving.stopping import pause

LOOK_AGAIN_SECONDS = 5.0
"""How often a Prefect API that went away is looked for."""
SURELY_SECONDS = 60.0
"""What ends the work so soon after its start, while the API answers, is no failure of the API."""
CHATTER = {"runner": logging.WARNING, "FlowRunCancellingObserver": logging.CRITICAL}
"""Loggers of Prefect that say every few seconds what waits, or that an API which went away is away, with traces."""

log = get_logger("serve")


def serve(corpus: Corpus) -> None:
    """Serve the corpus until SIGINT or SIGTERM. Runs that are interrupted, and those queued, are run at the next start.

    Where the Prefect API goes away the service waits for it. Raises what Prefect raises where the API refuses.
    """
    ignore_broken_leases()
    _keep_ctrl_c_from_runs()
    for name, level in CHATTER.items():
        get_logger(name).setLevel(level)
    asyncio.run(_serve(corpus))


async def _serve(corpus: Corpus) -> None:
    stop = asyncio.Event()
    while not stop.is_set():
        began = time.monotonic()
        async with get_client() as client:
            failed = await _work(client, corpus, stop)
            if failed is None:
                continue
            if time.monotonic() - began < SURELY_SECONDS and await client.api_healthcheck() is None:
                raise failed
            log.warning("the Prefect API went away: waiting for it")
            while not stop.is_set() and await client.api_healthcheck() is not None:
                await pause(stop, LOOK_AGAIN_SECONDS)


async def _work(client: PrefectClient, corpus: Corpus, stop: asyncio.Event) -> BaseException | None:
    """Serve until the stop, or until something fails, which is given back."""
    builds, checks = Runner(limit=1, pause_on_shutdown=False), Runner(limit=1, pause_on_shutdown=False)
    ids = [
        await _add(builds, build, corpus, **_how_builds_start(corpus)),
        await _add(checks, validate_contributions, corpus),
    ]
    unwatched = asyncio.Event()
    work = [asyncio.create_task(runner.start()) for runner in (builds, checks)]
    if corpus.settle_seconds is not None:
        work.append(asyncio.create_task(_watch(client, ids[0], corpus, corpus.settle_seconds, unwatched)))
    await asyncio.sleep(0)
    _stop_at_signals(stop)  # the runners have set signals of their own as they started
    told = asyncio.create_task(stop.wait())
    await asyncio.wait([*work, told], return_when=asyncio.FIRST_COMPLETED)
    failed = next((task.exception() for task in work if task.done()), None)
    stopped = datetime.now(UTC)
    unwatched.set()
    for runner in (builds, checks):
        if runner.started:
            await runner.astop()
    for task in (*work, told):
        task.cancel()
    await asyncio.gather(*work, told, return_exceptions=True)
    if stop.is_set():
        await _put_back(client, ids, stopped)
    return failed


async def _put_back(client: PrefectClient, ids: Sequence[UUID], stopped: datetime) -> None:
    try:
        if count := await put_back(client, ids, stopped):
            log.info("%s interrupted: queued for the next start", _counted(count))
    except httpx.HTTPError as error:
        log.warning(
            "what was interrupted could not be queued again (%s): ask for it at the next start", error
        )


def _how_builds_start(corpus: Corpus) -> dict[str, Any]:
    return {
        "parameters": corpus.parameters,
        # Empty, not left out: what an earlier start with other words had is to go.
        "schedules": [Cron(corpus.cron, timezone=corpus.timezone)] if corpus.cron is not None else [],
        "triggers": [trigger_of(corpus)] if corpus.settle_seconds is not None else [],
    }


async def _add(runner: Runner, flow: Flow[..., Any], corpus: Corpus, **how: Any) -> UUID:
    how.setdefault("parameters", {"paths": [str(path) for path in corpus.sources]})
    # By module: the path of a file would be taken from the folder in which a run happens to start.
    deployment = await flow.ato_deployment(
        name=corpus.name, paused=False, entrypoint_type=EntrypointType.MODULE_PATH, **how
    )
    # Said, not left out: a deployment of this name that workers had is taken from their pool.
    deployment.work_pool_name = deployment.work_queue_name = None
    return await runner.aadd_deployment(deployment)


async def _watch(
    client: PrefectClient, deployment: UUID, corpus: Corpus, settle_seconds: float, stop: asyncio.Event
) -> None:
    async for changed in arrivals(corpus.sources, settle_seconds, stop):
        await ask(client, deployment, corpus, changed, stop)


def _stop_at_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _keep_ctrl_c_from_runs() -> None:
    """A terminal sends SIGINT to a run's process too, which would end in traces: the service alone is to end runs.

    A process inherits that the thread that starts it does not take the signal; here another thread takes it.
    """
    if hasattr(signal, "pthread_sigmask"):
        threading.Thread(target=threading.Event().wait, name="takes signals", daemon=True).start()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _counted(count: int) -> str:
    return "a run was" if count == 1 else f"{count} runs were"
