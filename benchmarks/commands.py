"""How long commands take from the shell, warm: the best of some runs, in seconds."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.table import print_table

COMMAND = str(Path(sys.executable).with_name("probation-corpus"))
EMPTY_FLOW = "from prefect import flow\n@flow\ndef nothing():\n    pass\nnothing()\n"
QUICK_RUNS = 7
SLOW_RUNS = 3


def main() -> None:
    """Measure --help, preview and build, and beside the build a Prefect flow that does nothing."""
    shared = os.environ.get("PROBATION_CORPUS_SHARED")
    source = str(Path(shared, "raw")) if shared else "raw"
    with tempfile.TemporaryDirectory() as folder:
        plain = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
        quiet = {
            **plain,
            "PREFECT_HOME": folder,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        output = Path(folder, "output")
        build = [COMMAND, "build", source, "--output", str(output)]
        first = _seconds(build, quiet)
        ephemeral = {**quiet, "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120"}
        empty, built = [], []
        for _ in range(SLOW_RUNS):
            empty.append(_seconds([sys.executable, "-c", EMPTY_FLOW], ephemeral))
            shutil.rmtree(output)
            built.append(_seconds(build, quiet))
        rows = [
            ("--help", f"{_best([COMMAND, '--help'], plain):.2f}"),
            (
                f"preview of {len(list(Path(source).rglob('*.txt')))} documents",
                f"{_best([COMMAND, 'preview', source], plain):.2f}",
            ),
            ("a Prefect flow that does nothing", f"{min(empty):.2f}"),
            ("build", f"{min(built):.2f}"),
            ("build above the flow that does nothing", f"{min(built) - min(empty):.2f}"),
            ("build on an empty Prefect home (once)", f"{first:.2f}"),
        ]
    print_table("Commands, warm (seconds)", ("command", "seconds"), rows)


def _best(command: Sequence[str], environment: Mapping[str, str]) -> float:
    return min(_seconds(command, environment) for _ in range(QUICK_RUNS))


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    start = perf_counter()
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return perf_counter() - start


if __name__ == "__main__":
    main()
