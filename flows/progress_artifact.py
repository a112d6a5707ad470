"""How far a build is, as an artifact beside its run in Prefect."""

import contextvars
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import cast
from uuid import UUID

import httpx
from prefect.artifacts import create_progress_artifact
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactUpdate
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.lost_server import give_up
from flows.progress import Progress, listening

KEY = "build-progress"
SECONDS = 2.0
"""How often it is brought up to date, at most."""
PATIENCE_SECONDS = 60.0
"""How long the server may be away, as one is that is started again."""
_LAST_SECONDS = 10.0
"""How long its last state may take to arrive."""
_SHARES = {"reading": (0.0, 70.0), "publishing": (70.0, 95.0)}
"""The percentages of a build at which its stages begin and end."""
_LOGGER = logging.getLogger(__name__)


@contextmanager
def progress_artifact() -> Iterator[None]:
    """Tell beside the run how far it is, for the time of the block; one that ends well ends at 100."""
    # Its types say nothing of _sync: a stage of the build waits, so there is nobody to await it.
    create = cast(Callable[..., UUID], create_progress_artifact)
    notice = _Notice(create(0.0, KEY, "begun", _sync=True))
    # A thread of its own, so that a server that is slow, or away for a while, keeps nobody from reading.
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(notice.keep_up,), name="progress", daemon=True)
    thread.start()
    try:
        with listening(notice.hear):
            yield
        notice.state = (100.0, "done")
    finally:
        notice.over.set()
        thread.join(_LAST_SECONDS)


class _Notice:
    """The artifact's state as it is now, and the thread that sends it."""

    def __init__(self, artifact: UUID) -> None:
        self._artifact = artifact
        self._sent = self.state = (0.0, "begun")
        self._missed_since: float | None = None
        self.over = threading.Event()

    def hear(self, progress: Progress) -> None:
        begins, ends = _SHARES[progress.stage]
        share = progress.done / progress.of if progress.of else 1.0
        self.state = (begins + (ends - begins) * share, str(progress))

    def keep_up(self) -> None:
        try:
            # What could not be told is told the next time.
            with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}), get_client(sync_client=True) as client:
                while not self.over.wait(SECONDS):
                    self._send(client)
                self._send(client)
        except (MemoryError, OSError) as error:
            _LOGGER.warning("the progress of the build is not told to Prefect: %s", error)

    def _send(self, client: SyncPrefectClient) -> None:
        state = self.state
        if state == self._sent:
            return
        percent, description = state
        try:
            client.update_artifact(self._artifact, ArtifactUpdate(data=percent, description=description))
        except (httpx.HTTPError, ObjectNotFound) as error:
            _LOGGER.warning("the progress of the build could not be told to Prefect: %s", error)
            self._missed_since = self._missed_since or monotonic()
            if monotonic() - self._missed_since > PATIENCE_SECONDS:
                give_up()
        else:
            self._sent = state
            self._missed_since = None
