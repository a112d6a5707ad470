"""How well pages were read when it was last measured: ``quality.toml``, which ``python -m tests.quality`` writes."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("quality.toml")


@dataclass(frozen=True, slots=True)
class Measured:
    """A table of figures, with the day on which ``command`` gave them and what they do and do not show."""

    title: str
    measured_on: date
    command: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_quality(file: Path = FILE) -> tuple[Measured, ...]:
    """The tables of the committed file, in its order."""
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Measured(
            title=given["title"],
            measured_on=given["measured_on"],
            command=given["command"],
            about=given["about"],
            columns=tuple(given["columns"]),
            rows=tuple(tuple(row) for row in given["rows"]),
        )
        for given in values["measured"]
    )
