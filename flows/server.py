"""A Prefect API for the time of a build: the one the user's settings name, or an own server.

This module does not import prefect before the server's process runs: the two then import at the same time,
and that import is nearly all the time that a start costs.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from flows.errors import ServerError
from flows.lost_server import begin_anew, give_up, is_lost
from flows.server_process import API_URL, ServerProcess

# How long a run's last logs and events may take to leave this process.
DRAIN_SECONDS = 10.0

# Nothing may call home, whatever the user's settings say.
OFFLINE = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
# The command has its own words for people; Prefect's lines reach its API. Who wants both sets the variable.
QUIET = ("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "PREFECT_INTERNAL_LOGGING_LEVEL")
HOW_TO_START = (
    "In another terminal start one that lasts, with PREFECT_SERVER_ANALYTICS_ENABLED=false prefect server start, and "
    f"name it here: prefect config set {API_URL}=http://127.0.0.1:4200/api"
)


@dataclass(frozen=True)
class PrefectApi:
    """The API that a build reports to; ``own`` says that its server was started for the build."""

    url: str
    own: bool


@contextmanager
def prefect_api(
    startup_seconds: float = 180.0, *, meanwhile: Callable[[], object] | None = None
) -> Iterator[PrefectApi]:
    """Point this process (``PREFECT_API_URL``) to a Prefect API that answers, for the time of the block.

    An API that the user's Prefect settings name is used as it is. Otherwise a server is started on a free
    port of 127.0.0.1, over the database of the user's Prefect home, and is gone when the block is left or
    this process ends in whatever way. ``meanwhile`` is called while it starts: heavy imports belong there,
    prefect's among them.

    Not for use inside a running event loop. Raises ServerError when there is no API to be had.
    """
    with ExitStack() as stack:
        begin_anew()
        stack.callback(_settings_api_url)
        quiet = {name: os.environ.get(name, "CRITICAL") for name in QUIET}
        stack.enter_context(_environment({**quiet, **OFFLINE}))
        stack.enter_context(_no_word_of_lost_logs())
        server = None if os.environ.get(API_URL) else stack.enter_context(ServerProcess(startup_seconds))
        # Profiles and configuration files can name an API too, and only Prefect knows them all. Until it is
        # told to begin, the server's process does no more than import.
        url = _settings_api_url()
        if server is not None and url:
            server.stop()
            server = None
        if server is not None:
            _check_home()
            url = server.begin()
            stack.enter_context(_environment({API_URL: url}))
            _settings_api_url()
        if meanwhile is not None:
            meanwhile()
        if server is not None:
            server.wait_until_ready()
            server.ended = give_up
        else:
            _check_answers(url)
        stack.callback(_send_what_is_queued)
        yield PrefectApi(url, own=server is not None)


@contextmanager
def named_api() -> Iterator[str]:
    """The address of the Prefect API that the user's settings name, for a command that starts no server of its own.

    In the block nothing calls home. Raises ServerError where they name none, or where it does not answer.
    """
    with ExitStack() as stack:
        stack.callback(_settings_api_url)
        stack.enter_context(_environment(OFFLINE))
        url = _settings_api_url()
        if not url:
            raise ServerError(f"Your Prefect settings name no server. {HOW_TO_START}")
        error = _no_answer()
        if error is not None:
            raise ServerError(f"The Prefect API {url} does not answer ({error}). {HOW_TO_START}")
        stack.callback(_send_what_is_queued)
        yield url


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


@contextmanager
def _no_word_of_lost_logs() -> Iterator[None]:
    """Keep Prefect from writing to the terminal that logs did not reach its API: the build says so once, in its own words."""
    before, logging.raiseExceptions = logging.raiseExceptions, False
    try:
        yield
    finally:
        logging.raiseExceptions = before


def _settings_api_url() -> str:
    """The API that Prefect's settings name now, or nothing; Prefect itself reads them only once."""
    from prefect.context import refresh_global_settings_context
    from prefect.settings import get_current_settings

    refresh_global_settings_context()
    return get_current_settings().api.url or ""


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


def _no_answer() -> Exception | None:
    """Why the API that the settings name does not answer; None where it does."""
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        return client.api_healthcheck()


def _check_answers(url: str) -> None:
    error = _no_answer()
    if error is not None:
        raise ServerError(
            f"The Prefect API {url}, which your Prefect settings name, does not answer ({error}). Start its "
            f"server, or take the name away (unset {API_URL}; prefect config unset {API_URL}): "
            "the build then starts its own."
        )


def _send_what_is_queued() -> None:
    if is_lost():
        return
    # Prefect does this at the exit of the interpreter, when an own server has already gone.
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=DRAIN_SECONDS)
    APILogWorker.drain_all(timeout=DRAIN_SECONDS)
