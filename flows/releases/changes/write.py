"""The two files of a release that say what changed since the one before."""

from collections.abc import Mapping
from pathlib import Path

from flows.releases.changes.as_json import write_first_json, write_json
from flows.releases.changes.as_markdown import first_markdown, markdown
from flows.releases.changes.result import Changes
from flows.releases.files import CHANGES, CHANGES_DATA
from flows.releases.versions import Level


def write_first_changes(folder: Path, version: str, counts: Mapping[str, int]) -> None:
    """Write CHANGES.md and changes.json of a first release, which has so many rows by table."""
    with (folder / CHANGES_DATA).open("w", encoding="utf-8", newline="\n") as out:
        write_first_json(out, version, counts)
    (folder / CHANGES).write_text(first_markdown(version, counts), encoding="utf-8", newline="\n")


def write_changes(folder: Path, changes: Changes, rows: Path, old_version: str, new_version: str) -> None:
    """Write CHANGES.md and changes.json into a release's folder; for the same changes always the same bytes.

    ``rows`` are the lines that ``compare`` wrote. A release whose tables are those of the one before is a PATCH.
    """
    level = max(changes.level, Level.PATCH)
    with (
        rows.open(encoding="utf-8", newline="\n") as lines,
        (folder / CHANGES_DATA).open("w", encoding="utf-8", newline="\n") as out,
    ):
        write_json(out, changes, lines, old_version, new_version, level)
    text = markdown(changes, old_version, new_version, level)
    (folder / CHANGES).write_text(text, encoding="utf-8", newline="\n")
