"""The output folder, as far as it can be checked before anything heavy is imported or started."""

import tempfile
from pathlib import Path

from flows.errors import OutputError

STAGING = ".staging-"
"""How the names of files and folders begin that are still being written."""


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
