"""The release before, brought from elsewhere: a folder or an address of the web, a release or a folder of releases."""

import json
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from flows.errors import OutputError
from flows.releases.files import DESCRIPTOR, SUMS, differing, sha256_of, sums_in
from flows.releases.index import FILE as INDEX
from flows.releases.index import Entry
from flows.releases.versions import Version

TIMEOUT_SECONDS = 60
Fetch = Callable[[str], IO[bytes]]
"""Opens a file by its path below the place that was named; FileNotFoundError where there is none."""


def bring(place: str, folder: Path, created: str) -> Entry:
    """Copy the release at this place into an empty folder, file by file against its sums; what an index says of it.

    Where a folder of releases is named, it is the latest. ``created`` is the time given to one without an index.
    Raises OutputError.
    """
    fetch = _from_web if urllib.parse.urlsplit(place).scheme in ("http", "https") else _from_disk
    try:
        return _bring(place, lambda path: fetch(f"{place.rstrip('/')}/{path}"), folder, created)
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = getattr(error, "strerror", None) or error
        raise OutputError(
            f"--previous {place}: no whole release could be read there ({what}): name a release, or a folder of releases"
        ) from error


def _bring(place: str, fetch: Fetch, folder: Path, created: str) -> Entry:
    index = _json(fetch, INDEX)
    at = "" if index is None else f"{Version.of(index['latest'])}/"
    with fetch(f"{at}{SUMS}") as file:
        listing = file.read()
    (folder / SUMS).write_bytes(listing)
    for name in sums_in(listing, f"{place}/{at}{SUMS}"):
        with fetch(f"{at}{name}") as file, (folder / name).open("wb") as copy:
            shutil.copyfileobj(file, copy)
    if damaged := differing(folder):
        raise ValueError(f"{', '.join(damaged)}: not as {SUMS} says")
    package = json.loads((folder / DESCRIPTOR).read_bytes())
    said: dict[str, Any] = (
        next((e for e in index["releases"] if e["version"] == index["latest"]), {}) if index else {}
    )
    entry = Entry(
        version=str(Version.of(package["version"])),
        created=str(said.get("created", created)),
        rows={
            r["path"].removesuffix(".csv"): int(r["rowCount"])
            for r in package["resources"]
            if r["format"] == "csv"
        },
        sha256=sha256_of(folder / SUMS),
    )
    if said.get("sha256", entry.sha256) != entry.sha256:
        raise ValueError(f"{at}{SUMS}: not as {INDEX} says")
    return entry


def _json(fetch: Fetch, path: str) -> Any:
    try:
        with fetch(path) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def _from_disk(path: str) -> IO[bytes]:
    return Path(path).open("rb")


def _from_web(address: str) -> IO[bytes]:
    try:
        answer: IO[bytes] = urllib.request.urlopen(address, timeout=TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        if error.code in (404, 410):
            raise FileNotFoundError(error.code, "not found", address) from error
        raise
    return answer
