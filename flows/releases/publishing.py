"""Putting a release in its place, so that it is there whole or not at all, whenever the process ends.

The order: a journal that names the release, the folder under its name, the index, ``latest``. A folder that the
index does not name is removed by the next build where the journal says that a build was about to name it;
any other is somebody's, and stays.
"""

import json
import shutil
from pathlib import Path

from flows.errors import OutputError
from flows.releases.files import CHANGES, CHANGES_DATA, PURGED, SUMS, sha256_of, write_json
from flows.releases.index import FILE as INDEX
from flows.releases.index import Entry, Index, point_latest, read_index, write_index
from flows.releases.output import STAGING, flush
from flows.releases.parts import table_files

JOURNAL = ".publishing.json"
PURGED_NOTE = """\
# Purged

This release held words that were withheld since. Its tables and the account of its changes were removed; what is left
describes them and has their sums. Take a later release: `index.json` beside this folder names the newest.
"""


def put_in_place(staged: Path, output: Path, index: Index, entry: Entry) -> None:
    """Give a staged folder the name of its version, and have the index with this entry and ``latest`` name it."""
    for path in staged.iterdir():
        flush(path)
    staged.chmod(0o755)
    flush(staged)
    folder = output / entry.version
    if folder.exists():
        raise OutputError(
            f"{folder}: stands in the way of the new release, and {INDEX} does not name it: restore {INDEX} if it was lost, "
            "or move the folder away; then build again"
        )
    _write_journal(output, entry)
    staged.rename(folder)
    flush(output)
    write_index(output, index.with_entry(entry))
    point_latest(output, entry.version)
    (output / JOURNAL).unlink()


def recovered(output: Path) -> Index:
    """The index of an output folder in which all that a killed build left is put right. Only for who has the lock."""
    index = read_index(output)
    journal = output / JOURNAL
    if journal.exists():
        _remove_unnamed(output, index, journal)
        journal.unlink()
    if index.latest is not None:
        point_latest(output, index.latest)
    for entry in index.releases:
        if entry.purged:
            remove_tables(output / entry.version)
    return index


def remove_tables(release: Path) -> None:
    """Remove from a release what holds its records, and what may quote them; the rest stays."""
    for path in (*table_files(release), release / CHANGES, release / CHANGES_DATA):
        path.unlink(missing_ok=True)
    (release / PURGED).write_text(PURGED_NOTE, encoding="utf-8", newline="\n")


def _write_journal(output: Path, entry: Entry) -> None:
    temporary = output / f"{STAGING}journal"
    write_json(temporary, {"version": entry.version, "sha256": entry.sha256})
    flush(temporary)
    temporary.replace(output / JOURNAL)
    flush(output)


def _remove_unnamed(output: Path, index: Index, journal: Path) -> None:
    """Remove the release that was in place and not yet named; one that is not what the journal says stays."""
    try:
        about = json.loads(journal.read_text(encoding="utf-8"))
        version, digest = about["version"], about["sha256"]
    except (ValueError, KeyError, TypeError):
        return
    folder = output / version
    sums = folder / SUMS
    if index.entry(version) is None and sums.is_file() and sha256_of(sums) == digest:
        # First out of the way in one step: a removal can be killed, too.
        doomed = output / f"{STAGING}{version}"
        folder.rename(doomed)
        shutil.rmtree(doomed)
