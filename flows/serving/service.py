"""The service: two deployments, their runs one after the other, and the watch, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
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

log = logging.getLogger("prefect.serve")


def serve(corpus: Corpus) -> None:
    """Serve the corpus until SIGINT or SIGTERM. Runs that are interrupted, and those queued, are run at the next start.

    Where the Prefect API goes away the service waits for it. Raises what Prefect raises where the API refuses.
    """
    ignore_broken_leases()
    asyncio.run(_serve(corpus))


async def _serve(corpus: Corpus) -> None:
    stop = asyncio.Event()
    while not stop.is_set():
        await _serve_while_the_api_is_there(corpus, stop)


async def _serve_while_the_api_is_there(corpus: Corpus, stop: asyncio.Event) -> None:
    """Until the stop, or until the API does not answer any more and then answers again."""
    async with get_client() as client:
        builds, checks = Runner(limit=1, pause_on_shutdown=False), Runner(limit=1, pause_on_shutdown=False)
        ids = [
            await _add(builds, build, corpus, **_how_builds_start(corpus)),
            await _add(checks, validate_contributions, corpus),
        ]
        work = [asyncio.create_task(runner.start()) for runner in (builds, checks)]
        if corpus.settle_seconds is not None:
            work.append(asyncio.create_task(_watch(client, ids[0], corpus, corpus.settle_seconds, stop)))
        await asyncio.sleep(0)
        _stop_at_signals(stop)  # the runners have set signals of their own as they started
        await asyncio.wait([*work, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
        at = datetime.now(UTC)
        for runner in (builds, checks):
            if runner.started:
                await runner.astop()
        for task in work:
            task.cancel()
        ends = await asyncio.gather(*work, return_exceptions=True)
        if stop.is_set():
            if count := await put_back(client, ids, at):
                log.info("%s interrupted: queued for the next start", _counted(count))
        elif await client.api_healthcheck() is None:
            _raise_first(ends)
        else:
            log.warning("the Prefect API went away: waiting for it")
            while not stop.is_set() and await client.api_healthcheck() is not None:
                await pause(stop, LOOK_AGAIN_SECONDS)


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
    return await runner.aadd_flow(
        flow, name=corpus.name, paused=False, entrypoint_type=EntrypointType.MODULE_PATH, **how
    )


async def _watch(
    client: PrefectClient, deployment: UUID, corpus: Corpus, settle_seconds: float, stop: asyncio.Event
) -> None:
    async for changed in arrivals(corpus.sources, settle_seconds, stop):
        await ask(client, deployment, corpus, changed, stop)


def _stop_at_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _raise_first(ends: Sequence[BaseException | None]) -> None:
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, asyncio.CancelledError):
            raise end


def _counted(count: int) -> str:
    return "a run was" if count == 1 else f"{count} runs were"
