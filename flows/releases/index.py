"""``index.json`` and ``latest``: which releases an output folder holds, and which is the newest."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from flows.errors import OutputError
from flows.releases.files import write_json
from flows.releases.output import STAGING, flush
from flows.releases.versions import Version

FILE = "index.json"
LATEST = "latest"
REMEDY = "restore the file, or build into another folder with --output"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of one release: ``created`` in ISO 8601, rows by table, the SHA-256 of its list of sums.

    ``withdrawn``: it holds words that were withheld since. ``purged``: its tables were removed for that.
    """

    version: str
    created: str
    rows: dict[str, int]
    sha256: str
    withdrawn: bool = False
    purged: bool = False


@dataclass(frozen=True, slots=True)
class Index:
    """The releases of an output folder in the order in which they were made."""

    latest: str | None = None
    releases: tuple[Entry, ...] = ()

    def entry(self, version: str) -> Entry | None:
        """The release of this version, if there is one."""
        return next((entry for entry in self.releases if entry.version == version), None)

    def with_entry(self, entry: Entry) -> "Index":
        """The index with this release as the newest."""
        return replace(self, latest=entry.version, releases=(*self.releases, entry))

    def changed(self, entries: Mapping[str, Entry]) -> "Index":
        """The index with these entries, by version, in the place of what it said of them."""
        return replace(self, releases=tuple(entries.get(e.version, e) for e in self.releases))


def read_index(output: Path) -> Index:
    """The index of an output folder, empty where nothing was released there.

    Raises OutputError where it is gone though releases stand there, or is no index.
    """
    file = output / FILE
    try:
        return _index(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        if os.path.lexists(output / LATEST):
            newest = (output / LATEST).readlink() if (output / LATEST).is_symlink() else LATEST
            raise OutputError(
                f"{file}: gone, though {LATEST} names a release: restore the file, or build into another folder with "
                f"--output DIR --previous {output / newest}"
            ) from None
        return Index()
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = error.strerror if isinstance(error, OSError) else f"no index of releases ({error})"
        raise OutputError(f"{file}: {what}: {REMEDY}") from error


def write_index(output: Path, index: Index) -> None:
    """Put an index in the place of the one that stands there, at once and on the disk."""
    temporary = output / f"{STAGING}{FILE}"
    releases = [_described(entry) for entry in index.releases]
    write_json(temporary, {"latest": index.latest, "releases": releases})
    flush(temporary)
    temporary.replace(output / FILE)
    flush(output)


def point_latest(output: Path, version: str) -> None:
    """Have ``latest`` name this release; OutputError where something else than a link stands in its place."""
    link = output / LATEST
    if link.is_symlink() and link.readlink() == Path(version):
        return
    if link.exists() and not link.is_symlink():
        raise OutputError(
            f"{link}: should be a link to the newest release, and is none: move it away and build again"
        )
    temporary = output / f"{STAGING}{LATEST}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(version)
    temporary.replace(link)
    flush(output)


def _described(entry: Entry) -> dict[str, Any]:
    described: dict[str, Any] = {
        "version": entry.version,
        "created": entry.created,
        "rows": entry.rows,
        "sha256": entry.sha256,
        "withdrawn": entry.withdrawn,
    }
    return {**described, "purged": True} if entry.purged else described


def _index(value: Any) -> Index:
    """The index in a JSON value; ValueError, KeyError or TypeError where it is none."""
    entries = tuple(
        Entry(
            version=str(Version.of(given["version"])),
            created=_text(given["created"]),
            rows={_text(name): int(rows) for name, rows in dict(given["rows"]).items()},
            sha256=_text(given["sha256"]),
            withdrawn=bool(given["withdrawn"]),
            purged=bool(given.get("purged", False)),
        )
        for given in value["releases"]
    )
    latest = value["latest"]
    if latest not in {entry.version for entry in entries}:
        raise ValueError(f"it names {latest!r} the latest and lists no such release")
    return Index(latest, entries)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} should be a text")
    return value
