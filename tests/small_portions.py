"""Builds of a small corpus in many portions, disturbed when the first of them is read: ``python -m tests.small_portions``.

Each line of the standard input asks for a build; the standard output has a line for each with what came of it.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
BATCH_BYTES = 150_000


class Asked(NamedTuple):
    """A build, and what befalls it once its first portion is read."""

    source: str
    output: str
    cache: str
    runner: str = "threads"
    workers: int = 2
    scheduler: str | None = None
    kill: tuple[int, ...] = ()
    """Processes that are killed; -1 stands for one that reads for this build alone."""
    then: tuple[str, ...] = ()
    """A command that is started thereafter."""
    vanishes: str | None = None
    """A file that is removed when the sources are listed."""
    patience: float = 120.0
    """Seconds for which a Dask cluster may have no worker."""


class Outcome(NamedTuple):
    """What came of a build: its release, or the kind of error and what it says."""

    version: str | None
    error: str | None
    kind: str | None
    notes: list[str]
    problems: list[str]
    told: list[list[Any]]
    readers: list[int]
    """The processes of its own that were seen."""
    killed: list[int]
    started: list[int]


class Builder:
    """A process that builds."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def build(self, asked: Asked) -> Outcome:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(asked._asdict())}\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))


@contextmanager
def builder(errors: Path, **settings: str) -> Iterator[Builder]:
    """A process that builds, with these settings in its environment; ``errors`` takes its error output."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-m", "tests.small_portions"]
    with (
        errors.open("w") as to,
        subprocess.Popen(
            command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=to, text=True
        ) as process,
    ):
        try:
            yield Builder(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def _build(asked: Asked) -> dict[str, Any]:
    from flows import build, dask_cluster
    from flows.errors import ProbationCorpusError
    from flows.progress import Progress, listening
    from flows.reading_run import Readers
    from flows.releases.wishes import Wishes
    from flows.runner import Runner
    from flows.sources import list_sources

    dask_cluster.PATIENCE_SECONDS = asked.patience
    os.environ["PROBATION_CORPUS_CACHE"] = asked.cache
    told: list[tuple[str, int, int]] = []
    readers: set[int] = set()
    killed: list[int] = []
    started: list[int] = []

    def heard(progress: Progress) -> None:
        told.append((progress.stage, progress.done, progress.of))
        readers.update(child.pid for child in active_children() if child.pid is not None)
        if len(told) == 1:
            for pid in asked.kill:
                killed.append(pid if pid > 0 else min(readers))
                os.kill(killed[-1], signal.SIGKILL)
            if asked.then:
                quiet = subprocess.DEVNULL
                process = subprocess.Popen(asked.then, stdin=quiet, stdout=quiet, stderr=quiet)
                started.append(process.pid)

    def listed(sources: Any) -> Any:
        found = list_sources(sources)
        if asked.vanishes is not None:
            Path(asked.vanishes).unlink()
        return found

    vars(build)["list_sources"] = listed
    found: dict[str, Any] = dict.fromkeys(("version", "error", "kind")) | {"notes": [], "problems": []}
    readers_of = Readers(Runner(asked.runner), asked.workers, asked.scheduler)
    try:
        with listening(heard):
            result = build.run_build([Path(asked.source)], Path(asked.output), readers_of, Wishes())
        problems = [problem.code for problem in result.problems]
        found |= {"version": result.release.version, "notes": result.release.notes, "problems": problems}
    except ProbationCorpusError as error:
        found |= {"error": str(error), "kind": type(error).__name__}
    return found | {"told": told, "readers": sorted(readers), "killed": killed, "started": started}


def main() -> None:
    """Build what is asked for, until nothing more is."""
    from flows import pipeline
    from flows.lost_server import is_lost
    from flows.server import prefect_api

    pipeline.BATCH_BYTES = BATCH_BYTES
    answers, sys.stdout = sys.stdout, sys.stderr
    with prefect_api():
        for line in sys.stdin:
            print(json.dumps(_build(Asked(**json.loads(line)))), file=answers, flush=True)
    if is_lost():
        os._exit(0)


if __name__ == "__main__":
    main()
