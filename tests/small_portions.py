"""Builds of a small corpus in many portions, disturbed when the first of them is read: ``python -m tests.small_portions JSON…``.

Each argument is a build: its sources, output, cache and runner, and what is to be done to whom once the first portion is read. The
standard output has a line of JSON for each: the version or the error, the progress that was told, and the processes that read.
"""

import json
import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path
from typing import Any, NamedTuple

BATCH_BYTES = 150_000


class Asked(NamedTuple):
    """A build. ``kill`` are processes that are killed once a portion is read, -1 stands for one that reads for this build alone.

    ``then`` is a command that is started thereafter, ``after`` the stage that is waited for.
    """

    source: str
    output: str
    cache: str
    runner: str = "threads"
    workers: int = 2
    scheduler: str | None = None
    kill: tuple[int, ...] = ()
    then: tuple[str, ...] = ()
    patience: float = 120.0


def said(asked: Asked) -> str:
    """The argument that asks for a build."""
    return json.dumps(asked._asdict())


def _build(asked: Asked) -> dict[str, Any]:
    from flows import dask_cluster
    from flows.build import run_build
    from flows.errors import ProbationCorpusError
    from flows.progress import Progress, listening
    from flows.reading_run import Readers
    from flows.releases.wishes import Wishes
    from flows.runner import Runner

    dask_cluster.PATIENCE_SECONDS = asked.patience
    os.environ["PROBATION_CORPUS_CACHE"] = asked.cache
    told: list[tuple[str, int, int]] = []
    readers: set[int] = set()
    killed: list[int] = []

    def heard(progress: Progress) -> None:
        told.append((progress.stage, progress.done, progress.of))
        readers.update(child.pid for child in active_children() if child.pid is not None)
        if len(told) == 1:
            for pid in asked.kill:
                killed.append(pid if pid > 0 else min(readers))
                os.kill(killed[-1], signal.SIGKILL)
            if asked.then:
                subprocess.Popen(
                    asked.then, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )

    begun = time.monotonic()
    found: dict[str, Any] = {"version": None, "error": None, "kind": None, "notes": []}
    try:
        with listening(heard):
            result = run_build(
                [Path(asked.source)],
                Path(asked.output),
                Readers(Runner(asked.runner), asked.workers, asked.scheduler),
                Wishes(),
            )
        found |= {"version": result.release.version, "notes": result.release.notes}
    except ProbationCorpusError as error:
        found |= {"error": str(error), "kind": type(error).__name__}
    seconds = time.monotonic() - begun
    return found | {"told": told, "readers": sorted(readers), "killed": killed, "seconds": seconds}


def main() -> None:
    from flows import pipeline
    from flows.server import prefect_api

    pipeline.BATCH_BYTES = BATCH_BYTES
    with prefect_api():
        for argument in sys.argv[1:]:
            sys.stdout.write(f"{json.dumps(_build(Asked(**json.loads(argument))))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
