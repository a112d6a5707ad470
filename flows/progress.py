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
    parts: str = "portions"
    """What is counted."""
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

    @property
    def told(self) -> str:
        """All but the stage, in words."""
        words = [f"{self.done:,} of {self.of:,} {self.parts}"]
        if self.parts != "pages":
            words.append(f"{self.pages:,} pages")
        if self.characters:
            words.append(f"{self.megabytes_a_second:.1f} MB/s")
        if self.seconds_left is not None and self.done < self.of:
            words.append(f"about {_minutes(self.seconds_left)} left")
        return ", ".join(words)

    def __str__(self) -> str:
        return f"{self.stage}: {self.told}"


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:,.0f} min"


Listener = Callable[[Progress], object]
_LISTENERS: ContextVar[tuple[Listener, ...]] = ContextVar("listeners", default=())


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have a listener hear of all progress in the block, besides those who hear of it already."""
    before = _LISTENERS.set((*_LISTENERS.get(), listener))
    try:
        yield
    finally:
        _LISTENERS.reset(before)


class Stage:
    """A stage that is under way; ``done`` adds a part of it, and tells."""

    def __init__(self, name: str, of: int, parts: str = "portions") -> None:
        self._begun = monotonic()
        self.progress = Progress(name, 0, of, parts)

    def done(self, parts: int = 1, pages: int = 0, characters: int = 0) -> None:
        before = self.progress
        self.progress = before._replace(
            done=before.done + parts,
            pages=before.pages + pages,
            characters=before.characters + characters,
            seconds=monotonic() - self._begun,
        )
        for listener in _LISTENERS.get():
            listener(self.progress)
