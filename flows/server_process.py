"""The process of a Prefect server that lives no longer than the build that started it.

Started by ``flows.server`` as ``python -m flows.server_process``. What the two say to each other:

- the parent holds the standard input open; one byte means "serve", its end means "stop";
- the server writes its port to the standard output as soon as it has one, and ``ready`` once it answers.

The end of the standard input comes however the parent ends, by SIGKILL too, and on every system; that is why
it, and not a signal, ends the server. Nothing heavy is imported before the thread that waits for it runs.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn

# The events of a run reach the server's tables by way of its queues: this long they may take at the end.
DRAIN_SECONDS = 5.0
# However the shutdown fares, the process is gone this long after the build.
GRACE_SECONDS = 10.0
# Another build's server may be making the database: a minute on a slow disk.
LOCK_SECONDS = 150.0

SETTINGS = {
    # Nothing calls home.
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # Not needed for the run of one flow: pages, automations, and the two streams that feed the pages.
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": "false",
    # The address that is reported to the parent ends so.
    "PREFECT_SERVER_API_BASE_PATH": "/api",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
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
        if self.server is not None:
            self.server.should_exit = True
            time.sleep(GRACE_SECONDS)
        os._exit(0)


async def _drain() -> None:
    """Wait until what the clients have sent is handled; Prefect's services drop what is queued when they stop."""
    import asyncio

    from prefect.server.utilities.messaging.memory import Topic

    deadline = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < deadline:
        await asyncio.sleep(0.02)
        waiting = (s for topic in Topic._topics.values() for s in topic._subscriptions)
        if all(s._queue.empty() and s._retry.empty() for s in waiting):
            return


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
            await _drain()
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


if __name__ == "__main__":
    main()
