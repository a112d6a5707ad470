"""What is served: sources, where their releases go, and when a build is to start."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from flows.errors import OutputError, UsageError
from flows.releases.output import check_apart, check_output
from flows.releases.parts import PART_MEGABYTES

LOCK = ".serve.lock"
"""The file in the output folder by whose lock only one serves it; the lock ends with the process, the file stays."""


class Corpus(NamedTuple):
    """A corpus to serve. Paths are absolute, for a run has a working folder of its own.

    ``cron`` is None without a schedule; ``settle_seconds`` is None where the sources are not watched.
    ``part_size`` is that of a build, in megabytes.
    """

    name: str
    sources: tuple[Path, ...]
    output: Path
    cron: str | None = None
    timezone: str = "UTC"
    settle_seconds: float | None = None
    part_size: int = PART_MEGABYTES

    @property
    def parameters(self) -> dict[str, object]:
        """What a build is given when nobody says otherwise."""
        return {
            "sources": [str(path) for path in self.sources],
            "output": str(self.output),
            "part_size": self.part_size,
        }


def corpus_of(
    name: str,
    sources: Sequence[Path],
    output: Path,
    cron: str | None,
    timezone: str,
    settle: float | None,
    part_size: int = PART_MEGABYTES,
) -> Corpus:
    """The corpus that these words name. Raises UsageError or OutputError where no build of it could succeed."""
    if not name or any(mark in name for mark in "/%&<>"):
        raise UsageError(
            f"--name {name!r}: leave out /, %, &, < and >, which Prefect does not take in a name"
        )
    for source in sources:
        if not source.exists():
            raise UsageError(f"{source}: no such file or folder: name what is to be read, or make the folder")
    check_apart(sources, output)
    check_output(output)
    absolute = tuple(path.absolute() for path in sources)
    return Corpus(name, absolute, output.absolute(), cron, timezone, settle, part_size)


@contextmanager
def alone(corpus: Corpus) -> Iterator[None]:
    """Be the only one who serves its output folder. Raises OutputError where another process does."""
    try:
        with FileLock(corpus.output / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise OutputError(
            f"{corpus.output}: another `serve` makes the releases there: stop it first, or name another folder with --output"
        ) from error
