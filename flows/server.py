"""A Prefect API for the time of a build: the one the user's settings name, or an own server.

This module does not import prefect before the server's process runs: the two then import at the same time,
and that import is nearly all the time that a start costs.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flows.errors import ServerError

API_URL = "PREFECT_API_URL"
# How long a run's last logs and events may take to leave this process, and the server to end before it is killed.
DRAIN_SECONDS = 10.0
STOP_SECONDS = 15.0
ERROR_LINES = 15

# Nothing may call home, whatever the user's settings say.
OFFLINE = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
# The command has its own words for people; Prefect's lines still reach its API. Who wants both sets the variable.
QUIET = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}


@dataclass(frozen=True)
class PrefectApi:
    """The API that a build reports to; ``own`` says that its server was started for the build and ends with it."""

    url: str
    own: bool


@contextmanager
def prefect_api(
    startup_seconds: float = 180.0, *, meanwhile: Callable[[], object] | None = None
) -> Iterator[PrefectApi]:
    """Point this process (``PREFECT_API_URL``) to a Prefect API that answers, for the time of the block.

    An API that the user's Prefect settings name is used as it is. Otherwise a server is started on a free port
    of 127.0.0.1, over the database of the user's Prefect home, and is gone when the block is left or this
    process ends in whatever way. ``meanwhile`` is called while it starts: heavy imports belong there.

    Not for use inside a running event loop. Raises ServerError when there is no API to be had.
    """
    with _environment({**QUIET, **{key: os.environ[key] for key in QUIET if key in os.environ}, **OFFLINE}):
        if os.environ.get(API_URL):
            url = _settings_api_url()
        else:
            with _Server(startup_seconds) as server:
                # Profiles and configuration files can name an API too, and only Prefect knows them all. Until
                # the server is told to begin, its process does no more than import.
                url = _settings_api_url()
                if url is None:
                    _check_home()
                    server.begin()
                    with _environment({API_URL: server.url}):
                        _refresh_settings()
                        if meanwhile is not None:
                            meanwhile()
                        server.wait_until_ready()
                        try:
                            yield PrefectApi(server.url, own=True)
                        finally:
                            _send_what_is_queued()
                    _refresh_settings()
                    return
        assert url is not None
        if meanwhile is not None:
            meanwhile()
        _check_answers(url)
        yield PrefectApi(url, own=False)
        _send_what_is_queued()


class _Server:
    """The process of an own server, which ends at the end of the pipe that this process holds open."""

    def __init__(self, startup_seconds: float) -> None:
        self._deadline = time.monotonic() + startup_seconds
        self._startup_seconds = startup_seconds
        self._lines: queue.Queue[str] = queue.Queue()
        self._errors: IO[bytes] = tempfile.TemporaryFile()
        self.url = ""

    def __enter__(self) -> _Server:
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
        self._let_go()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def begin(self) -> None:
        """Let the process serve, and learn its address."""
        self.url = f"http://127.0.0.1:{self._line()}/api"
        try:
            os.write(self._lifeline, b"\n")
        except BrokenPipeError:
            raise self._failed("ended while it started") from None

    def wait_until_ready(self) -> None:
        """Return when the server answers; its first start on a Prefect home makes the database there."""
        self._line()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line.strip())
        self._lines.put("")

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

    def _let_go(self) -> None:
        if self._lifeline in _lifelines:
            _lifelines.remove(self._lifeline)
            os.close(self._lifeline)


_lifelines: set[int] = set()


def _close_lifelines() -> None:
    while _lifelines:
        os.close(_lifelines.pop())


if hasattr(os, "register_at_fork"):
    # A forked worker that outlives the build would otherwise hold the pipe open, and with it the server.
    os.register_at_fork(after_in_child=_close_lifelines)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _refresh_settings() -> None:
    from prefect.context import refresh_global_settings_context

    refresh_global_settings_context()


def _settings_api_url() -> str | None:
    loaded = "prefect" in sys.modules
    from prefect.settings import get_current_settings

    if loaded:
        _refresh_settings()
    return get_current_settings().api.url


def _check_home() -> None:
    from prefect.settings import get_current_settings

    home = get_current_settings().home
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise ServerError(
            f"The Prefect home {home} cannot be written ({error.strerror}). "
            "Make it writable, or name another folder in PREFECT_HOME."
        ) from error


def _check_answers(url: str) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
    if error is not None:
        raise ServerError(
            f"The Prefect API {url}, which your Prefect settings name, does not answer ({error}). Start its server, "
            f"or take the name away (unset {API_URL}; prefect config unset {API_URL}): the build then starts its own."
        )


def _send_what_is_queued() -> None:
    # Prefect does this at the exit of the interpreter, when an own server has already gone.
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=DRAIN_SECONDS)
    APILogWorker.drain_all(timeout=DRAIN_SECONDS)
