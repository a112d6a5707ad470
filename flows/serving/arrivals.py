"""Files that arrive in the source folders: told when they are whole and nothing moves any more."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path

from watchfiles import Change, awatch

from flows.releases.ledger import FILE as LEDGER
from flows.serving.stopping import pause
from flows.sources import SUFFIX

OURS = frozenset({LEDGER, f"{LEDGER}.new"})
"""Files in a source folder that a build writes itself."""
STEP_MS = 250
"""How long changes are gathered before they are handed over. Each step wakes the process."""


async def arrivals(
    paths: Sequence[Path], settle_seconds: float, stop: asyncio.Event
) -> AsyncIterator[frozenset[Path]]:
    """What changed below these paths, each time when all of it has been at rest for ``settle_seconds``.

    The first, empty, comes for what may have changed before. Hidden files that are no text, such as other programs make
    while they copy, and what a build writes count as nothing. A file that a program holds open for writing is not at
    rest, where the system can tell. A folder that is moved away and replaced by another counts as changed.
    """
    changed: set[Path] = set()
    due = True
    while not stop.is_set():
        places = _places(paths)
        watched = [path for path, place in zip(paths, places, strict=True) if place]
        if not watched:
            await pause(stop, settle_seconds)
            continue
        async for changes in awatch(
            *watched,
            watch_filter=_counts,
            step=STEP_MS,
            rust_timeout=max(int(settle_seconds * 1000), 4 * STEP_MS),
            yield_on_timeout=True,
            stop_event=stop,
        ):
            changed.update(Path(path) for _, path in changes)
            if changes:
                due = True
            elif due and not any(map(being_written, changed)):
                yield frozenset(changed)
                changed, due = set(), False
            if _places(paths) != places:
                changed.update(paths)
                due = True
                break


def being_written(path: Path) -> bool:
    """Whether a program holds the file open for writing. False where the system does not tell, as all but Linux do not."""
    try:
        import fcntl

        lease, read, none = fcntl.F_SETLEASE, fcntl.F_RDLCK, fcntl.F_UNLCK  # type: ignore[attr-defined,unused-ignore]
    except (ImportError, AttributeError):
        return False
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # Granted only where nobody has the file open for writing. Who opens it just now makes the system send SIGIO.
        fcntl.fcntl(file, lease, read)
        fcntl.fcntl(file, lease, none)
    except BlockingIOError:
        return True
    except OSError:  # another's file, or a file system without leases
        return False
    finally:
        os.close(file)
    return False


def ignore_broken_leases() -> None:
    """Keep SIGIO from ending this process; to be called in the main thread before ``arrivals``."""
    if hasattr(signal, "SIGIO"):
        signal.signal(signal.SIGIO, signal.SIG_IGN)


def _counts(_change: Change, path: str) -> bool:
    name = Path(path).name
    hidden = name.startswith(".") and not name.endswith(SUFFIX)
    return not hidden and not name.endswith("~") and name not in OURS


def _places(paths: Iterable[Path]) -> list[tuple[int, int] | None]:
    """Which folders or files stand at the paths now, links followed."""
    return [_place(path) for path in paths]


def _place(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
