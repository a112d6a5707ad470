"""A source: one file as it was when it was listed."""

from pathlib import Path
from typing import NamedTuple

from flows.problems import Problem, source_problem
from flows.sources.kinds import SHARDS, named


class Source(NamedTuple):
    """A file to read, as it was when it was listed. ``name`` is its path relative to the SOURCE, with suffix.

    A sidecar has the document id of its page; a shard has one before those of its records. A file elsewhere has a ``url``, which
    then says where it is, not ``path``; and ``modified_ns`` is a number that stands for what its store tells of its version.
    """

    path: Path
    document_id: str
    name: str
    size: int
    modified_ns: int
    url: str | None = None

    @property
    def place(self) -> str:
        """Where the file is, for people."""
        return str(self.path) if self.url is None else self.url

    @property
    def is_shard(self) -> bool:
        """Whether it holds records, each of them a page."""
        return named(self.name).kind in SHARDS


class ChangedError(Exception):
    """A file is not, or no longer, the one that was listed."""


def unreadable(name: str, error: OSError) -> Problem:
    """The problem of a file or folder that the system does not let us read."""
    reason = error.strerror or str(error) or type(error).__name__
    if isinstance(error, FileNotFoundError):
        return source_problem(
            name, "file_unreadable", f"{reason}: a link whose target is gone? mend it or remove it"
        )
    return source_problem(
        name, "file_unreadable", f"{reason}: give the user who runs this leave to read it, or move it away"
    )


def gone(name: str) -> Problem:
    """The problem of a file that was listed and is no longer there."""
    message = "the file was there when the sources were listed and is gone now: put it back or run again"
    return source_problem(name, "file_changed", message)


def changed(name: str) -> Problem:
    """The problem of a file that somebody writes to."""
    message = "the file changed while it was being read: run again once nothing writes to it"
    return source_problem(name, "file_changed", message)
