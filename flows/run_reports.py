"""What a build tells beside its run: how much there is, what is wrong, and what took how long, as artifacts of Prefect."""

from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from time import monotonic
from typing import Any

import httpx
from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact
from prefect.exceptions import ObjectNotFound
from prefect.logging import get_run_logger

from flows.assembly import Assembled
from flows.lost_server import is_lost, waited_for_once
from flows.problems import Problem
from flows.releases.release import Release
from schemas import TABLES

MOST_PROBLEMS = 500
"""Problems that the artifact lists; the release has all."""


class Times:
    """How long each stage took, in seconds."""

    def __init__(self) -> None:
        self._last = monotonic()
        self.seconds: dict[str, float] = {}

    def ended(self, stage: str) -> None:
        now = monotonic()
        self.seconds[stage], self._last = now - self._last, now


async def report_counts(assembled: Assembled, release: Release, times: Times) -> None:
    """The artifacts that tell beside the run how much there is, what is wrong, and what took how long."""
    made = "; ".join(release.why) if release.is_new else "unchanged"
    rows = assembled.written.rows
    await _told(
        acreate_table_artifact,
        table=[{"table": schema.name, "rows": rows[schema.name]} for schema in TABLES],
        key="build-counts",
        description=f"Rows of release {release.version} ({made}), in {release.folder}",
    )
    codes = Counter((problem.severity.value, problem.code) for problem in assembled.problems)
    lines = [
        f"# Release {release.version}",
        f"{made[:1].upper()}{made[1:]}. In [{release.folder}]({release.folder.resolve().as_uri()}).",
        "| table | rows |\n|---|---:|",
        *(f"| {schema.name} | {rows[schema.name]:,} |" for schema in TABLES),
        "",
        "| problem | severity | times |\n|---|---|---:|",
        *(f"| {code} | {severity} | {count:,} |" for (severity, code), count in sorted(codes.items())),
        "",
        "| stage | seconds |\n|---|---:|",
        *(f"| {stage} | {seconds:.1f} |" for stage, seconds in times.seconds.items()),
    ]
    await _told(
        acreate_markdown_artifact,
        markdown="\n".join(lines),
        key="build-summary",
        description=f"Release {release.version}",
    )


async def report_problems(problems: Sequence[Problem]) -> None:
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
    await _told(
        acreate_table_artifact,
        table=shown or [{"where": "", "severity": "", "code": "", "message": "no problems"}],
        key="build-problems",
        description=f"{len(problems)} problems; the first {len(shown)} are shown",
    )


async def _told(artifact: Callable[..., Coroutine[Any, Any, object]], **words: object) -> None:
    """Tell it as far as Prefect's server is there: a build does not fail for what it says of itself."""
    if is_lost():
        return
    try:
        with waited_for_once():
            await artifact(**words)
    except (httpx.HTTPError, ObjectNotFound) as error:
        get_run_logger().warning("an artifact could not be made: %s", error)
