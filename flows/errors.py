"""What can go wrong for a person to mend. Everything else is a defect of the program."""

from collections.abc import Sequence
from pathlib import Path

from flows.problems import Problem


class ProbationCorpusError(Exception):
    """Root of the project's errors; its message says what was found and what to do.

    ``problems`` are those known when the work ended, for whoever reports the error.
    """

    problems: tuple[Problem, ...] = ()


class UsageError(ProbationCorpusError):
    """The command's words are off, or it has no usable source."""


class FileError(UsageError):
    """All that is wrong with a file of several entries; each of the ``messages`` names it and the entry."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = tuple(messages)


class NoTextError(UsageError):
    """No text could be read at the given paths; ``problems`` say why."""

    def __init__(self, paths: Sequence[Path | str], problems: Sequence[Problem]) -> None:
        super().__init__(
            f"no text could be read at {', '.join(map(str, paths))}: name a folder with .txt files, or a .txt file"
        )
        self.problems = tuple(problems)


class OutputError(ProbationCorpusError):
    """The output folder cannot be written, or what stands there cannot be built upon."""


class ServerError(ProbationCorpusError):
    """No Prefect server could be started or reached."""


class WorkerError(ProbationCorpusError):
    """Workers that read ended, or cannot be reached, so that not all was read."""


class PortionLostError(WorkerError):
    """One portion cannot be read by any worker; others can."""


class InvariantError(ProbationCorpusError):
    """A promise of the release does not hold; nothing is published."""
