"""The folder of the cache: where it is, who uses it now, and how much of it stays."""

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import platformdirs
from filelock import FileLock, Timeout

from flows.cache.pack import STAGING
from flows.errors import OutputError

VARIABLE = "PROBATION_CORPUS_CACHE"
"""The environment variable that names the folder."""
MOST_BYTES = 4 * 2**30
"""Bytes that all corpora have there at most, taken together, between builds."""
LOCK = ".lock"
_TAKES_NO_MORE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
_CORPUS = re.compile(r"[0-9a-f]{32}-[0-9a-f]{32}")
"""The name of a corpus's folder: the corpus, and who reads it (``flows.cache.pages.corpus_folder``)."""


class WorkFolder(NamedTuple):
    """The folder in which a build keeps the packs of its corpus. ``note`` says why none of them stays for the next one."""

    path: Path
    stays: bool
    note: str | None = None


def cache_folder() -> Path:
    """The folder that the environment names, else the user's folder for caches; it may not be there yet.

    Never the output folder: the cache holds what releases withhold.
    """
    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_cache_path("probation-corpus", appauthor=False)


@contextmanager
def work_folder(folder: Path | None) -> Iterator[WorkFolder]:
    """The folder of a corpus in the cache for one build alone, or where that cannot be had or none is given, one for the time being.

    Raises OutputError where neither can be made, and in place of an error of the block that says that its disk takes no more.
    """
    with _found(folder) as work:
        try:
            yield work
        except OSError as error:
            if error.errno not in _TAKES_NO_MORE:
                raise
            variable = VARIABLE if work.stays else "TMPDIR"
            raise OutputError(
                f"{work.path}: what the build has to keep there could not be written ({os.strerror(error.errno)}), and no release is "
                f"made: make room, or name another folder in {variable}"
            ) from error


@contextmanager
def _found(folder: Path | None) -> Iterator[WorkFolder]:
    if folder is None:
        with _for_the_time_being() as path:
            yield WorkFolder(path, stays=False)
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0)
        lock.acquire()
    except Timeout:
        note = f"{folder}: another build is using the cache of this corpus, so this one read every page and kept none"
    except OSError as error:
        note = (
            f"{folder}: the cache cannot be written ({error.strerror or error}), so the next build reads the same pages again: give the "
            f"user who runs this leave to write there, or name another folder in {VARIABLE}"
        )
    else:
        try:
            _clear(folder)
            yield WorkFolder(folder, stays=True)
        finally:
            lock.release()
        return
    with _for_the_time_being() as path:
        yield WorkFolder(path, stays=False, note=note)


def _clear(folder: Path) -> None:
    """Remove what a build that was killed left half written, as far as that can be done."""
    for left in folder.glob(f"{STAGING}*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


@contextmanager
def _for_the_time_being() -> Iterator[Path]:
    try:
        made = tempfile.TemporaryDirectory(prefix="probation-corpus-")
    except OSError as error:
        raise OutputError(
            f"{tempfile.gettempdir()}: no folder for the work can be made there ({error.strerror}): name another in TMPDIR"
        ) from error
    with made as name:
        yield Path(name)


def keep_within_bounds(folder: Path, *, most_bytes: int = MOST_BYTES) -> str | None:
    """Remove this corpus as other readers read it, and what was not used for longest until the rest fits; what is to be told.

    The caller uses the folder alone (``work_folder``). What another build is using stays.
    """
    with suppress(OSError):
        os.utime(folder)
    corpus = folder.name.partition("-")[0]
    for other in _corpora_beside(folder):
        if other.name.startswith(f"{corpus}-"):
            _remove(other)
    size = _size(folder)
    if size > most_bytes:
        shutil.rmtree(folder, ignore_errors=True)
        return (
            f"{folder}: the cache was not kept, for it has {size:,} bytes, and {most_bytes:,} is the most "
            "that is kept: the next build reads the same pages again"
        )
    rest = [(other.stat().st_mtime_ns, other) for other in _corpora_beside(folder)]
    room = most_bytes - size
    for _, other in sorted(rest, reverse=True):
        room -= _size(other)
        if room < 0:
            _remove(other)
    return None


def _corpora_beside(folder: Path) -> list[Path]:
    """The folders of other corpora; what else stands there is not ours."""
    return [
        other
        for other in folder.parent.iterdir()
        if other != folder and _CORPUS.fullmatch(other.name) and other.is_dir()
    ]


def _remove(corpus: Path) -> None:
    """Remove a corpus that no build is using."""
    with suppress(OSError), FileLock(corpus / LOCK, timeout=0):
        shutil.rmtree(corpus, ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*") if path.is_file())
