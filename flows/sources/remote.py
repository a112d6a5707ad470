"""Files elsewhere: whatever fsspec knows to open by a URL, with a plugin of its own for most stores."""

import errno
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from flows.errors import UsageError
from flows.sources.source import ChangedError, Source

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?:::[A-Za-z][A-Za-z0-9+.-]*)*://")
_STREAMED = frozenset({"http", "https"})
"""Protocols whose servers may know no ranges: read from the beginning to the end, unless one must move about."""
_VERSION = ("ETag", "etag", "md5Hash", "generation", "mtime", "LastModified", "last_modified", "updated", "created", "size")  # fmt: skip
"""What stores tell of a file that changes with its bytes; each tells some of it."""


def place_of(text: str) -> Path | str:
    """What a word of the command line names: a URL stays as it is, a ``file://`` URL and all else are paths."""
    if text.startswith("file://"):
        return Path(unquote(urlsplit(text).path))
    return text if _URL.match(text) else Path(text)


def file_system(url: str) -> tuple[Any, str]:
    """What opens a URL (an ``fsspec.AbstractFileSystem``), and the path there.

    Raises UsageError where nothing does, or where its plugin is missing.
    """
    import fsspec

    try:
        found, path = fsspec.url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            f"{url}: {error}: install it beside probation-corpus, or fetch the files and name their folder"
        ) from error
    except ValueError as error:
        raise UsageError(f"{url}: {error}: name a path, or a URL that fsspec can open") from error
    return found, path


def found_at(url: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The file at a URL or all below it: the URL of each, its path below the one that is given, and what the store tells of it.

    A file that is given itself has its name for a path. Raises OSError where there is no such place.
    """
    with failures_as_os_errors():
        files, path = file_system(url)
        top = path.rstrip("/")
        for name, info in sorted(files.find(path, detail=True).items()):
            told = info if info.get("size") is not None else files.info(name)
            below = name.removeprefix(top).lstrip("/")
            yield files.unstrip_protocol(name), below or name.rpartition("/")[2], told


def info_of(url: str) -> Mapping[str, Any]:
    """What a store tells of a file now; raises OSError."""
    with failures_as_os_errors():
        files, path = file_system(url)
        files.invalidate_cache()
        info: Mapping[str, Any] = files.info(path)
        return info


def version_of(info: Mapping[str, Any]) -> int:
    """A number that is another where a file's bytes were replaced, as far as its store tells."""
    told = "\0".join(f"{key}={_plain(info[key])}" for key in _VERSION if info.get(key) is not None)
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big")


def _plain(value: Any) -> Any:
    """A time as a number, as which some tell it of all files of a folder, though not of one."""
    return value.timestamp() if isinstance(value, datetime) else value


@contextmanager
def opened_url(source: Source, *, to_move_about: bool = False) -> Iterator[BinaryIO]:
    """The bytes of a file elsewhere; raises ChangedError where its store tells that it is another, and OSError."""
    assert source.url is not None
    info = info_of(source.url)
    if (info.get("size"), version_of(info)) != (source.size, source.modified_ns):
        raise ChangedError
    with failures_as_os_errors():
        files, path = file_system(source.url)
        protocols = {files.protocol} if isinstance(files.protocol, str) else {*files.protocol}
        streamed = protocols & _STREAMED and not to_move_about
        with files.open(path, "rb", **({"block_size": 0} if streamed else {})) as file:
            yield file


@contextmanager
def failures_as_os_errors() -> Iterator[None]:
    """Errors of aiohttp, which is there only where somebody reads from the web, as the OSError that others raise."""
    aiohttp = sys.modules.get("aiohttp")
    kinds: tuple[type[Exception], ...] = (aiohttp.ClientError,) if aiohttp else ()
    try:
        yield
    except kinds as error:
        if isinstance(error, OSError):
            raise
        raise OSError(errno.EIO, str(error) or type(error).__name__) from error
