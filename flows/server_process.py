"""A Prefect server in a process that lives no longer than the build that started it: both ends of it.

``ServerProcess`` starts this module as ``python -m flows.server_process``. What the two say to each other:

- the parent holds the standard input open; one byte means "serve", its end means "stop";
- the server writes its port to the standard output as soon as it has one, and ``ready`` once it answers.

The end of the standard input comes however the parent ends, by SIGKILL too, and on every system; that is why
it, and not a signal, ends the server. Nothing heavy is imported before the thread that waits for it runs.
"""

from __future__ import annotations

import os
import queue
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from flows.errors import ServerError

if TYPE_CHECKING:
    import uvicorn

# At the end the events of the run are waited for as long as they come on: this long from one to the next.
DRAIN_SECONDS = 5.0
# However that fares, the process is gone this long after the build.
GRACE_SECONDS = 60.0
# Another build's server may be making the database: a minute on a slow disk.
LOCK_SECONDS = 150.0
# How long the build waits for the end of the process before it kills it.
STOP_SECONDS = GRACE_SECONDS + 5.0
ERROR_LINES = 15

API_URL = "PREFECT_API_URL"

SETTINGS = {
    # Nothing calls home.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # Not needed for the run of one flow: pages, automations, and the two streams that feed the pages.
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": "false",
    # An event counts as handled only when it is written: one that waits for others is lost if the server stops.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "1",
    # The address that is reported to the parent ends so.
    "PREFECT_SERVER_API_BASE_PATH": "/api",
    # What goes wrong is for the error of the build, whatever it lets its own terminal show.
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
}


class _Lifeline:
    """Follows the standard input: lets the server begin at the first byte, ends the process at its end."""

    def __init__(self) -> None:
        self.begin = threading.Event()
        self.server: uvicorn.Server | None = None
        threading.Thread(target=self._watch, name="lifeline", daemon=True).start()

    def _watch(self) -> None:
        # os.read, since a thread that waits in sys.stdin holds a lock that the interpreter wants at its exit.
        while os.read(0, 1):
            self.begin.set()
        # In the middle of a start there is nothing to wait for: the database takes no harm.
        if self.server is not None and self.server.started:
            self.server.should_exit = True
            time.sleep(GRACE_SECONDS)
        os._exit(0)


async def _drain(requests: Collection[object]) -> None:
    """Wait until all that the clients have sent is in the tables.

    Prefect's services drop what is in their queues when they stop. ``requests`` are those still at work, the
    sockets by which events come among them.
    """
    import asyncio

    from prefect.server.utilities.messaging.memory import METRICS

    handled, since = -1, time.monotonic()
    while time.monotonic() - since < DRAIN_SECONDS:
        await asyncio.sleep(0.02)
        counts = METRICS["events"]
        if not requests and counts["consumed"] >= counts["published"]:
            return
        if counts["consumed"] > handled:
            handled, since = counts["consumed"], time.monotonic()


@contextmanager
def _alone() -> Iterator[None]:
    """Keep other builds' servers from bringing the same SQLite database up to date at the same time.

    A lock on an SQLite file works on every system and ends with the process that holds it.
    """
    from prefect.settings import get_current_settings
    from sqlalchemy import make_url

    connection_url = get_current_settings().server.database.connection_url
    url = make_url(connection_url.get_secret_value()) if connection_url else None
    if url is None or url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        yield
        return
    lock = sqlite3.connect(f"{url.database}.start", timeout=LOCK_SECONDS, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def main() -> None:
    """Serve Prefect's API on a free port of the loopback interface until the standard input ends."""
    lifeline = _Lifeline()
    # Whatever else prints, prints to the error output; the standard output is for the two lines alone.
    report = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(listener.getsockname()[1], file=report)
    os.environ.update(SETTINGS)

    import gc

    # The imports make hundreds of thousands of lasting objects: collecting among them takes a quarter longer.
    gc.disable()
    import uvicorn
    from prefect.server.api.server import create_app

    class Server(uvicorn.Server):
        """Says when it answers, and stops only when what it was sent is handled."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            with _alone():
                await super().startup(sockets)
            if self.started:
                print("ready", file=report)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await _drain(self.server_state.tasks)
            await super().shutdown(sockets)

    app = create_app(ephemeral=True, final=True)
    gc.freeze()
    gc.enable()
    lifeline.begin.wait()
    config = uvicorn.Config(app, lifespan="on", log_level="error", timeout_graceful_shutdown=2)
    lifeline.server = Server(config)
    lifeline.server.run(sockets=[listener])
    # Without the interpreter's own farewell, which waits for threads and takes a second.
    report.flush()
    os._exit(0 if lifeline.server.started else 3)


class ServerProcess:
    """The build's end: the process lives while the context does, and this process."""

    def __init__(self, startup_seconds: float) -> None:
        self._deadline = time.monotonic() + startup_seconds
        self._startup_seconds = startup_seconds
        self._lines: queue.Queue[str] = queue.Queue()
        self.ended: Callable[[], object] = lambda: None
        """Is called when the process ends though it was not told to."""
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (stop closes it)

    def __enter__(self) -> ServerProcess:
        standard_input, self._lifeline = os.pipe()
        _lifelines.add(self._lifeline)
        # -P and the path: the process must find this package and must not find modules in the user's folder.
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.server_process"],
                stdin=standard_input,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env={**os.environ, "PYTHONPATH": path},
                text=True,
                # Ctrl-C is for the build: the run's end must still be reported to the server.
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        finally:
            os.close(standard_input)
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Return when the process has ended."""
        if self._lifeline in _lifelines:
            _lifelines.remove(self._lifeline)
            os.close(self._lifeline)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def begin(self) -> str:
        """Let the process serve; return the address of its API."""
        url = f"http://127.0.0.1:{self._line()}/api"
        try:
            os.write(self._lifeline, b"\n")
        except BrokenPipeError:
            raise self._failed("ended while it started") from None
        return url

    def wait_until_ready(self) -> None:
        """Return when the server answers; its first start on a Prefect home makes the database there."""
        self._line()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line.strip())
        self._lines.put("")
        if self._lifeline in _lifelines:
            self.ended()

    def _line(self) -> str:
        try:
            line = self._lines.get(timeout=max(self._deadline - time.monotonic(), 0.01))
        except queue.Empty:
            raise self._failed(f"did not answer within {self._startup_seconds:.0f} s") from None
        if not line:
            raise self._failed("ended while it started")
        return line

    def _failed(self, what: str) -> ServerError:
        self._errors.seek(0)
        said = self._errors.read().decode(errors="replace").strip().splitlines()[-ERROR_LINES:]
        remedy = f"Name the API of a running server in {API_URL}, or another folder in PREFECT_HOME."
        return ServerError("\n".join([f"The Prefect server of this build {what}. {remedy}", *said]))


_lifelines: set[int] = set()


def _close_lifelines() -> None:
    while _lifelines:
        os.close(_lifelines.pop())


if hasattr(os, "register_at_fork"):
    # A forked worker that outlives the build would otherwise hold the pipe open, and with it the server.
    os.register_at_fork(after_in_child=_close_lifelines)


if __name__ == "__main__":
    main()
