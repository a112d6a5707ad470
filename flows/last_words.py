"""What a worker says on its error output when it ends: kept in a file, for traces on the terminal help nobody."""

import os
from pathlib import Path


def say_to(file: Path) -> None:
    """Have this process write its errors to the end of a file; nothing heavy is imported, for that may fail."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND)
    os.dup2(descriptor, 2)
    os.close(descriptor)


def last_words(file: Path) -> str | None:
    """The last line that is not blank; None where nothing was said."""
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), None)
