"""`python -m benchmarks.idle --minutes N`: what `serve` and a Prefect server cost while nothing happens."""

import argparse
import datetime
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import psutil

from benchmarks.table import print_table

RAW = Path(__file__).parents[1] / "raw"
BIN = Path(sys.executable).parent
START_SECONDS = 300.0
SETTLE_SECONDS = 60.0
"""How long after the first build the measurement begins: what the start left to do is done by then."""
LOOK_SECONDS = 1.0


class Use(NamedTuple):
    """What a process, with those it started, has used of the processor so far, and what memory it has now."""

    cpu_seconds: float
    rss_bytes: int


def use_of(process: psutil.Process) -> Use:
    """The use of a process and of its children."""
    family = [process, *process.children(recursive=True)]
    times = [member.cpu_times() for member in family]
    # Children that have ended count in their parent's times.
    cpu = sum(time.user + time.system for time in times)
    ended = process.cpu_times()
    gone = getattr(ended, "children_user", 0.0) + getattr(ended, "children_system", 0.0)
    return Use(cpu + gone, sum(member.memory_info().rss for member in family))


@contextmanager
def running(command: list[str], env: Mapping[str, str], log: Path) -> Iterator[psutil.Process]:
    """A process that lives as long as the block; what it says goes to a file."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, env=dict(env), stdout=file, stderr=file)
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(60)


def wait_for(what: str, log: Path, holds: object) -> None:
    """Return when the call gives true; say what the process said where it does not in time."""
    assert callable(holds)
    deadline = time.monotonic() + START_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            sys.exit(f"{what} did not come in {START_SECONDS:.0f} s:\n{log.read_text(errors='replace')}")
        time.sleep(LOOK_SECONDS)


def answers(url: str) -> bool:
    """Whether a Prefect API is there."""
    try:
        return httpx.get(f"{url}/health").is_success
    except httpx.TransportError:
        return False


def free_port() -> int:
    """A port of the loopback interface that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def measure(minutes: float, folder: Path) -> None:
    """Serve a copy of the sample corpus, and print what that costs when its first release stands."""
    shutil.copytree(RAW, folder / "raw")
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    env = {
        **plain,
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PROBATION_CORPUS_CACHE": str(folder / "cache"),
    }
    server_log, serve_log = folder / "server.log", folder / "serve.log"
    serve_words = ["serve", str(folder / "raw"), "--output", str(folder / "output"), "--cron", "0 3 29 2 *"]
    with running([str(BIN / "prefect"), "server", "start", "--port", str(port)], env, server_log) as server:
        wait_for("the server", server_log, lambda: answers(url))
        with running([str(BIN / "probation-corpus"), *serve_words], env, serve_log) as serve:
            wait_for("the first release", serve_log, (folder / "output" / "latest").exists)
            time.sleep(SETTLE_SECONDS)
            processes = {"serve": serve, "Prefect server": server}
            before = {name: use_of(process) for name, process in processes.items()}
            most = {name: use.rss_bytes for name, use in before.items()}
            began = time.monotonic()
            while time.monotonic() - began < minutes * 60:
                time.sleep(min(60.0, minutes * 60))
                most = {
                    name: max(most[name], use_of(process).rss_bytes) for name, process in processes.items()
                }
            seconds = time.monotonic() - began
            after = {name: use_of(process) for name, process in processes.items()}
    print_table(
        f"Idle for {seconds / 60:.0f} minutes",
        ("process", "share of a core", "memory at the start", "at the end", "at most"),
        (
            (
                name,
                f"{(after[name].cpu_seconds - before[name].cpu_seconds) / seconds:.2%}",
                *(
                    f"{size / 1e6:.1f} MB"
                    for size in (before[name].rss_bytes, after[name].rss_bytes, most[name])
                ),
            )
            for name in before
        ),
    )


def main() -> None:
    """Measure for as long as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.idle", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to measure (default: 60)")
    minutes = parser.parse_args().minutes
    print(f"# Measured on {datetime.datetime.now(datetime.UTC):%Y-%m-%d} with `python -m benchmarks.idle`\n")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.")
    with tempfile.TemporaryDirectory() as folder:
        measure(minutes, Path(folder))


if __name__ == "__main__":
    main()
