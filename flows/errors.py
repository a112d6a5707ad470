"""What can go wrong for a person to mend. Everything else is a defect of the program."""


class ProbationCorpusError(Exception):
    """Root of the project's errors; its message says what was found and what to do."""


class UsageError(ProbationCorpusError):
    """The command's words are off, or it has no usable source."""


class OutputError(ProbationCorpusError):
    """The output folder cannot be written, or what stands there cannot be built upon."""


class ServerError(ProbationCorpusError):
    """No Prefect server could be started or reached."""


class InvariantError(ProbationCorpusError):
    """A promise of the release does not hold; nothing is published."""
