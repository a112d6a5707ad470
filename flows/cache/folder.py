"""The folder of the cache: where it is, and how a pack gets into it and out of it."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from flows.cache.pack import write_pack
from flows.tables import Tables

VARIABLE = "PROBATION_CORPUS_CACHE"
"""The environment variable that names the folder."""
MOST_BYTES = 4 * 2**30
"""Bytes that the packs have at most, taken together."""
WAIT_SECONDS = 60.0
_LOCK = ".lock"
_STAGING = ".staging-"
_SUFFIX = ".pack"


def cache_folder() -> Path:
    """The folder that the environment names, else the user's folder for caches; it may not be there yet.

    Never the output folder: the cache holds what releases withhold.
    """
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("probation-corpus", appauthor=False)


def pack_in(folder: Path, corpus: str, version: str) -> Path:
    """Where the pack of a corpus stands, as this version of the reader reads it."""
    return folder / f"{corpus}-{version}{_SUFFIX}"


def mark_as_used(pack: Path) -> None:
    """Note in the pack's time that it was of use now: the one that was not for longest goes first."""
    with suppress(OSError):
        os.utime(pack)


def put(pack: Path, tables: Tables, *, most_bytes: int = MOST_BYTES) -> str | None:
    """Write a pack in place of those of the same corpus, and keep the folder within bounds; where that fails, say why.

    The pack appears whole or not at all; what a writer that was killed left behind goes.
    """
    folder = pack.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=WAIT_SECONDS):
            for left in folder.glob(f"{_STAGING}*"):
                left.unlink()
            return _put(pack, tables, most_bytes)
    except Timeout:
        return f"{folder}: the cache was not written, for another build has been writing it for {WAIT_SECONDS:.0f} seconds"
    except OSError as error:
        return (
            f"{folder}: the cache cannot be written ({error.strerror or error}), so the next build reads the same pages again: give the "
            f"user who runs this leave to write there, make room, or name another folder in {VARIABLE}"
        )


def _put(pack: Path, tables: Tables, most_bytes: int) -> str | None:
    descriptor, name = tempfile.mkstemp(prefix=_STAGING, dir=pack.parent)
    written = Path(name)
    try:
        with open(descriptor, "w+b") as file:  # noqa: PTH123  a descriptor is no path
            write_pack(file, tables, pack.name)
        size = written.stat().st_size
        if size > most_bytes:
            return (
                f"{pack.parent}: the cache was not written, for it would have {size:,} bytes, and {most_bytes:,} is the most "
                "that is kept: the next build reads the same pages again"
            )
        written.replace(pack)
    finally:
        written.unlink(missing_ok=True)
    _remove_others(pack, most_bytes)
    return None


def _remove_others(pack: Path, most_bytes: int) -> None:
    """Remove the same corpus as other readers read it, and then what was not used for longest until the rest fits."""
    corpus = pack.name.partition("-")[0]
    for other in pack.parent.glob(f"{corpus}-*{_SUFFIX}"):
        if other != pack:
            other.unlink()
    room = most_bytes - pack.stat().st_size
    rest = [(other.stat(), other) for other in pack.parent.glob(f"*{_SUFFIX}") if other != pack]
    for about, other in sorted(rest, key=lambda found: found[0].st_mtime_ns, reverse=True):
        room -= about.st_size
        if room < 0:
            other.unlink()
