"""Asking for builds: an event for Prefect, whose automation runs the deployment; and runs that a stop interrupted."""

import asyncio
import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.events import DeploymentEventTrigger, emit_event
from prefect.logging import get_logger
from prefect.states import Scheduled

from flows.serving.corpus import Corpus
from flows.serving.stopping import pause

EVENT = "probation-corpus.sources.changed"
MOST_NAMED = 100
"""Files that an event names; it says how many there are."""
ANSWER_SECONDS = 60.0
"""How long the automation may take to make a run of an event before it is sent anew."""
LOOK_SECONDS = 2.0
MOST_LOOKED_AT = 50
SLACK = timedelta(seconds=5)
"""How long before a stop a run that it interrupted may have ended: a Ctrl-C reaches the run's process first."""

log = get_logger("serve")


def trigger_of(corpus: Corpus) -> DeploymentEventTrigger:
    """The automation that runs the deployment when the sources of the corpus changed."""
    return DeploymentEventTrigger(
        name=f"build {corpus.name} when its sources changed",
        description="probation-corpus serve sends the event when files have arrived and are whole.",
        expect={EVENT},
        match={"prefect.resource.id": _resource(corpus)},
    )


async def ask(
    client: PrefectClient, deployment: UUID, corpus: Corpus, changed: Collection[Path], stop: asyncio.Event
) -> None:
    """Send an event and see that a run comes of it; do nothing where one that has not begun will find what changed."""
    while not stop.is_set():
        try:
            before = await _asked_for(client, deployment)
            if any(run.state_type == StateType.SCHEDULED and _is_plain(run, corpus) for run in before):
                log.info("a build is queued already: it will find what changed")
                return
            _emit(corpus, changed)
            known = {run.id for run in before}
            deadline = time.monotonic() + ANSWER_SECONDS
            while time.monotonic() < deadline and not stop.is_set():
                if any(run.id not in known for run in await _asked_for(client, deployment)):
                    return
                await pause(stop, LOOK_SECONDS)
            log.warning("no run came of the event: it is sent again")
        except httpx.HTTPError as error:
            log.warning("the Prefect API does not answer (%s): the event is sent when it does", error)
            await pause(stop, LOOK_SECONDS)


async def put_back(client: PrefectClient, deployments: Sequence[UUID], stopped: datetime) -> int:
    """Queue the runs anew that a stop at this time interrupted; how many they are."""
    interrupted = FlowRunFilter.model_validate(
        {
            "deployment_id": {"any_": list(deployments)},
            "state": {"type": {"any_": [StateType.CANCELLED, StateType.CRASHED]}},
            "end_time": {"after_": stopped - SLACK},
        }
    )
    runs = await client.read_flow_runs(flow_run_filter=interrupted)
    for run in runs:
        await client.set_flow_run_state(run.id, Scheduled(), force=True)
    return len(runs)


def _emit(corpus: Corpus, changed: Collection[Path]) -> None:
    names = sorted(map(str, changed))
    log.info("%s: a build is asked for", f"{len(names)} changed" if names else "the sources at the start")
    emit_event(
        EVENT,
        resource={"prefect.resource.id": _resource(corpus), "prefect.resource.name": corpus.name},
        payload={"count": len(names), "changed": names[:MOST_NAMED]},
    )


async def _asked_for(client: PrefectClient, deployment: UUID) -> list[FlowRun]:
    """The newest runs of the deployment whose time has come."""
    due = FlowRunFilter.model_validate(
        {"deployment_id": {"any_": [deployment]}, "expected_start_time": {"before_": datetime.now(UTC)}}
    )
    return await client.read_flow_runs(
        flow_run_filter=due, sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=MOST_LOOKED_AT
    )


def _is_plain(run: FlowRun, corpus: Corpus) -> bool:
    return run.parameters == corpus.parameters


def _resource(corpus: Corpus) -> str:
    return f"probation-corpus.sources.{corpus.name}"
