"""The output folder: whether it can be written, who writes to it now, and what a killed build left there.

Nothing heavy is imported here: a command asks before it starts anything.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import OutputError, UsageError

STAGING = ".staging-"
"""How the names of files and folders begin that are still being written."""
LOCK = ".lock"
"""The file by whose lock builds write one after the other; the lock ends with the process, the file stays."""
WAIT_SECONDS = 600.0


def check_output(output: Path) -> None:
    """Raise OutputError where no release could be written to this folder."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=output):
            pass
    except OSError as error:
        raise OutputError(
            f"{output}: no release can be written there ({error.strerror}): name another folder with --output, "
            "or give the user who runs this leave to write"
        ) from error


def check_apart(sources: Sequence[Path], output: Path) -> None:
    """Raise UsageError where the releases would stand among the raw text: the next build would read them as sources."""
    for source in sources:
        if source.is_dir() and output.resolve().is_relative_to(source.resolve()):
            raise UsageError(
                f"{output}: lies within {source}, which is read: name a folder beside it with --output"
            )


@contextmanager
def locked(output: Path, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Be the only one who writes to the output folder; OutputError where another goes on writing all that time.

    What a writer that was killed left behind is gone when the block begins.
    """
    try:
        with FileLock(output / LOCK, timeout=wait_seconds):
            _sweep(output)
            yield
    except Timeout as error:
        raise OutputError(
            f"{output}: another build has been writing there for {wait_seconds:.0f} seconds: wait for its end, or name "
            "another folder with --output"
        ) from error


def _sweep(output: Path) -> None:
    for path in output.glob(f"{STAGING}*"):
        if path.is_dir() and not path.is_symlink():
            # Another build may be trying whether it can write, outside the lock, and take its folder away itself.
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A new folder in the output folder that is gone afterwards unless it was given another name."""
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=output))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def flush(path: Path) -> None:
    """Have the system write a file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
