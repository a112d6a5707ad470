"""Prefect's server gone in the middle of a run: it is waited for once, and then no more."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

_LOST = Event()


def give_up() -> None:
    """Take the server for lost, in this process: it did not answer for as long as one is waited for."""
    _LOST.set()


def is_lost() -> bool:
    """Whether the server was given up. Then Prefect would keep the interpreter from its end, for ten seconds each event."""
    return _LOST.is_set()


def begin_anew() -> None:
    """Take the server for one that answers; whoever calls this has Prefect read its settings again."""
    _LOST.clear()


@contextmanager
def waited_for_once() -> Iterator[None]:
    """Have what comes after the block wait no more for a server that was lost in it: each request would, for a minute."""
    import httpx

    try:
        yield
    except httpx.TransportError:
        give_up()
        raise
    finally:
        if is_lost():
            from prefect.settings import get_current_settings

            # Not while a request is under way: Prefect counts its tries against the number as it is then.
            get_current_settings().client.max_retries = 0
