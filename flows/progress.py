"""How far a build is: said as it goes, to whoever listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import NamedTuple


class Progress(NamedTuple):
    """A stage of a build: its name, how many of its parts are done, and what these held."""

    stage: str
    done: int
    of: int
    pages: int = 0
    characters: int = 0
    seconds: float = 0.0

    @property
    def seconds_left(self) -> float | None:
        """What the rest takes if it goes on like that; None where nothing is done yet."""
        return self.seconds / self.done * (self.of - self.done) if self.done else None

    @property
    def megabytes_a_second(self) -> float:
        """Millions of characters of page a second."""
        return self.characters / self.seconds / 1e6 if self.seconds else 0.0

    def __str__(self) -> str:
        left = self.seconds_left
        told = "" if left is None or self.done == self.of else f", about {left:,.0f} s left"
        return f"{self.stage}: {self.done:,} of {self.of:,}, {self.pages:,} pages, {self.megabytes_a_second:.1f} MB/s{told}"


Listener = Callable[[Progress], object]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have a listener hear of all progress in the block."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


class Stage:
    """A stage that is under way; ``done`` adds a part of it, and tells."""

    def __init__(self, name: str, of: int) -> None:
        self._begun = monotonic()
        self.progress = Progress(name, 0, of)

    def done(self, parts: int = 1, pages: int = 0, characters: int = 0) -> None:
        before = self.progress
        self.progress = before._replace(
            done=before.done + parts,
            pages=before.pages + pages,
            characters=before.characters + characters,
            seconds=monotonic() - self._begun,
        )
        listener = _LISTENER.get()
        if listener is not None:
            listener(self.progress)
