"""``purge``: remove the tables of a withdrawn release."""

from pathlib import Path

from rich.text import Text

from flows.cli.report import console
from flows.errors import UsageError
from flows.releases.withdrawal import purge


def run_purge(version: str, output: Path) -> int:
    """Remove the tables and say what is left."""
    if not output.is_dir():
        raise UsageError(f"{output}: no such folder: name with --output the folder of the releases")
    entry = purge(output, version)
    console().print(
        Text(
            f"release {entry.version}: tables and changes removed; its card, descriptors and sums stay\n{output / version}"
        )
    )
    return 0
