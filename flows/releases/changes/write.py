"""The two files of a release that say what changed since the one before."""

from collections.abc import Mapping
from pathlib import Path

from flows.releases.changes.as_json import write_first_json, write_json
from flows.releases.changes.as_markdown import first_markdown, markdown
from flows.releases.changes.result import Changes
from flows.releases.files import CHANGES, CHANGES_DATA
from flows.releases.versions import Level


def write_changes(
    folder: Path,
    changes: Changes | None,
    rows: Path | None,
    old_version: str | None,
    new_version: str,
    counts: Mapping[str, int],
) -> None:
    """Write CHANGES.md and changes.json into a release's folder; for the same changes always the same bytes.

    ``changes`` and ``rows`` (the lines that ``compare`` wrote) are None for a first release, of which ``counts``, the
    rows by table, are told. A release whose tables are those of the one before is a PATCH.
    """
    with (folder / CHANGES_DATA).open("w", encoding="utf-8", newline="\n") as out:
        if changes is None or old_version is None:
            write_first_json(out, new_version, counts)
            text = first_markdown(new_version, counts)
        else:
            level = max(changes.level, Level.PATCH)
            text = markdown(changes, old_version, new_version, level)
            if rows is None:
                write_json(out, changes, (), old_version, new_version, level)
            else:
                with rows.open(encoding="utf-8", newline="\n") as lines:
                    write_json(out, changes, lines, old_version, new_version, level)
    (folder / CHANGES).write_text(text, encoding="utf-8", newline="\n")
