"""The release before, brought from elsewhere: a folder or an address of the web, a release or a folder of releases."""

import json
import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any

from flows.errors import OutputError, UsageError
from flows.releases.files import DESCRIPTOR, SUMS, differing, sha256_of, sums_in
from flows.releases.index import FILE as INDEX
from flows.releases.index import Entry
from flows.releases.versions import Version

TIMEOUT_SECONDS = 60
_PLAIN_ADDRESS = re.compile(r"[^\s?#@\\]+")
Fetch = Callable[[str], IO[bytes]]
"""Opens a file by its path below the place that was named; FileNotFoundError where there is none."""


def bring(place: str, folder: Path, created: str) -> Entry:
    """Copy the release at this place into an empty folder, file by file against its sums; what an index says of it.

    Where a folder of releases is named, it is the latest. ``created`` is the time given to one without an index.
    Raises OutputError.
    """
    check_place(place)
    fetch = _from_web if _is_address(place) else _from_disk
    try:
        return _bring(place, lambda path: fetch(f"{place.rstrip('/')}/{path}"), folder, created)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, HTTPException) as error:
        what = getattr(error, "strerror", None) or error
        raise OutputError(
            f"--previous {place}: no whole release could be read there ({what}): name a release, or a folder of releases"
        ) from error


def check_place(place: str) -> None:
    """Raise UsageError for an address that holds more than where the release is: Prefect keeps what a run was given."""
    if not _is_address(place):
        return
    try:
        parts = urllib.parse.urlsplit(place)
        is_plain = bool(parts.hostname) and parts.port != 0 and _PLAIN_ADDRESS.fullmatch(place)
    except ValueError:
        is_plain = False
    if not is_plain:
        raise UsageError(
            "--previous: an address should be http:// or https://, a host and a path, without user, password, question mark or "
            "blanks: bring the release yourself and name its folder"
        )


def _is_address(place: str) -> bool:
    return place.lower().startswith(("http://", "https://"))


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
    entry = Entry(
        version=str(Version.of(package["version"])),
        created=created,
        rows={r["name"]: int(r["rowCount"]) for r in package["resources"] if r["format"] == "csv"},
        sha256=sha256_of(folder / SUMS),
    )
    said = _said(index if at else _index_around(fetch), entry)
    if at and said is None:
        raise ValueError(f"{at}{SUMS}: not as {INDEX} says")
    return entry if said is None else replace(entry, created=said)


def _said(index: Any, entry: Entry) -> str | None:
    """When an index says that this release was made, None where it does not have it."""
    releases = (
        index["releases"] if isinstance(index, dict) and isinstance(index.get("releases"), list) else []
    )
    return next((str(said["created"]) for said in releases if said.get("sha256") == entry.sha256), None)


def _index_around(fetch: Fetch) -> Any:
    """The index of the folder of releases around a release, None where none can be had."""
    try:
        return _json(fetch, f"../{INDEX}")
    except (OSError, ValueError, HTTPException):
        return None


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
        # Where nobody may list a folder, what is not there is forbidden.
        if error.code in (403, 404, 410):
            raise FileNotFoundError(error.code, "not found", address) from error
        raise
    return answer
