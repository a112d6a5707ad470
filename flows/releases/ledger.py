"""The ledger of a corpus: ``releases.json`` beside its ``dataset.toml``, to be committed with the raw text.

It names every release that was made of the corpus, so that a machine that has the text and not the releases does not
begin again at 1.0.0.
"""

import json
from pathlib import Path
from typing import NamedTuple

from flows.errors import OutputError, UsageError
from flows.releases.files import write_json
from flows.releases.index import Index
from flows.releases.output import flush
from flows.releases.versions import FIRST, Version

FILE = "releases.json"


class Line(NamedTuple):
    """A release: its version, and the SHA-256 of its list of sums."""

    version: str
    sha256: str


Ledger = tuple[Line, ...]
"""The releases in the order in which they were made. 1.0.0 comes again where the versions were begun anew."""


def read_ledger(folder: Path) -> Ledger:
    """The ledger in a SOURCE folder, empty where there is none; UsageError where the file is no ledger."""
    file = folder / FILE
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        return tuple(
            Line(str(Version.of(line["version"])), str(line["sha256"])) for line in value["releases"]
        )
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{file}: no list of releases ({error}): restore it from the history of the corpus"
        ) from error


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Put a ledger in the place of the one that stands there, at once. Raises OSError."""
    temporary = folder / f"{FILE}.new"
    write_json(temporary, {"releases": [line._asdict() for line in ledger]})
    flush(temporary)
    temporary.replace(folder / FILE)


def is_first_alone(ledger: Ledger) -> bool:
    """Whether the ledger's last release is a first one: nothing came of it yet that could be lost."""
    return bool(ledger) and ledger[-1].version == str(FIRST)


def follows(ledger: Ledger, index: Index) -> bool:
    """Whether a release made after the newest one of the index may go into the ledger: it holds none that is not there."""
    if not ledger:
        return True
    entry = index.entry(ledger[-1].version)
    return entry is not None and entry.sha256 == ledger[-1].sha256


def knows_any(ledger: Ledger, index: Index) -> bool:
    """Whether the ledger has a release of the index; without a ledger it counts as having all."""
    return not ledger or any(Line(entry.version, entry.sha256) in ledger for entry in index.releases)


def extended(ledger: Ledger, index: Index, *, anew: bool = False) -> Ledger:
    """The ledger with the releases of the index that come after its last; with all where versions were begun anew."""
    lines = tuple(Line(entry.version, entry.sha256) for entry in index.releases)
    if anew or not ledger:
        return (*ledger, *lines)
    return (*ledger, *lines[lines.index(ledger[-1]) + 1 :])


def needs_previous(folder: Path, ledger: Ledger, output: Path) -> OutputError:
    """The error where the newest release of the ledger is not in the output folder."""
    return OutputError(
        f"{folder / FILE}: release {ledger[-1].version} was made of this corpus, and {output} does not hold it: name it with "
        "--previous DIR-or-URL (a release, or a folder of releases), so that the next version follows from it; or begin "
        "anew at 1.0.0 with --restart, in an empty folder"
    )
