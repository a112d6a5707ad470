"""One build in a process of its own, as the command does it: `python -m benchmarks.one_build RAW OUTPUT WORKERS` prints JSON."""

import json
import sys
from pathlib import Path

from flows.cli import spare_memory
from flows.runner import Runner
from flows.server import prefect_api


def main(raw: str, output: str, workers: str) -> None:
    """Print the seconds of each stage and the numbers of rows."""
    spare_memory()
    with prefect_api():
        from flows.build import run_build
        from flows.reading_run import Readers
        from flows.releases.wishes import Wishes

        runner = Runner.PROCESSES if int(workers) > 1 else Runner.THREADS
        result = run_build(
            [Path(raw)], Path(output), Readers(runner, int(workers)), Wishes(), use_cache=False
        )
    print(json.dumps({"seconds": dict(result.seconds), "rows": dict(result.rows)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
