"""Where portions are read: what a person can choose."""

from enum import StrEnum


class Runner(StrEnum):
    """Where the portions of a build are read; the release does not depend on it."""

    THREADS = "threads"
    """In the process of the build itself."""
    PROCESSES = "processes"
    """In processes of this machine."""
    DASK = "dask"
    """On a Dask cluster: one made for the run, or one whose scheduler is named."""
