"""Reading a source: its bytes, and the page that they hold."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, cast

from flows.page import Page, page_of
from flows.problems import Problem, source_problem
from flows.sources.kinds import GZIP, LARGEST
from flows.sources.remote import opened_url
from flows.sources.source import ChangedError, Source, changed, gone, unreadable
from flows.sources.unpacking import gunzipped

PERMANENT = (PermissionError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
"""Failures to read that trying again does not mend."""


def read_source(source: Source) -> Page | Problem:
    """The page in a file, or what is wrong with it.

    Raises OSError where the failure may be of the moment (a network drive, say), so that trying again may help.
    """
    data = page_bytes(source)
    return _decoded(source, data) if isinstance(data, bytes) else data


def page_bytes(source: Source) -> bytes | Problem:
    """The bytes of a page, unpacked, or why there are none. Raises OSError as ``read_source`` does."""
    data = data_of(source)
    return _unpacked(source, data) if isinstance(data, bytes) else data


def data_of(
    source: Source, largest: int = LARGEST, hint: str = "split the file into its pages"
) -> bytes | Problem:
    """The bytes of a file that has at most ``largest``, or what is wrong with it; ``hint`` says what to do with a larger one.

    Raises OSError as ``read_source`` does.
    """
    if source.size > largest:
        return _too_large(source, f"{source.size:,} bytes", largest, hint)
    try:
        return _bytes_of(source)
    except FileNotFoundError:
        return gone(source.name)
    except PERMANENT as error:
        return unreadable(source.name, error)
    except ChangedError:
        return changed(source.name)


def sha256_of(source: Source) -> str | None:
    """The digest of the page's bytes, unpacked, None where ``read_source`` would find no page for want of them."""
    try:
        data = page_bytes(source)
    except OSError:
        return None
    return hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None


def opened(source: Source, *, to_move_about: bool = False) -> AbstractContextManager[BinaryIO]:
    """The bytes of a source; ``to_move_about`` where they are not read from the beginning to the end.

    Raises ChangedError where the file is not the one that was listed, or changes meanwhile; and OSError.
    """
    if source.url is None:
        return _opened_path(source)
    return opened_url(source, to_move_about=to_move_about)


@contextmanager
def _opened_path(source: Source) -> Iterator[BinaryIO]:
    # Without waiting, for a pipe may stand where the file was.
    descriptor = os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        _check_unchanged(source, os.fstat(descriptor))
        # Arrow closes what it reads from.
        with open(descriptor, "rb", closefd=False) as file:
            yield cast(BinaryIO, file)
        _check_unchanged(source, os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _bytes_of(source: Source) -> bytes:
    """The bytes of a file; raises ChangedError where it is not the file that was listed or changes meanwhile."""
    with opened(source) as file:
        data = file.read(source.size + 1)
    if len(data) != source.size:
        raise ChangedError
    return data


def _check_unchanged(source: Source, found: os.stat_result) -> None:
    if (found.st_size, found.st_mtime_ns) != (source.size, source.modified_ns):
        raise ChangedError


def _unpacked(source: Source, data: bytes) -> bytes | Problem:
    """The bytes of a page, of which ``.gz`` files have a packed form in one or several parts."""
    if not source.name.lower().endswith(GZIP):
        return data
    parts, size = list[bytes](), 0
    try:
        for part in gunzipped(io.BytesIO(data)):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                return _too_large(
                    source, f"over {LARGEST:,} bytes when unpacked", LARGEST, "split it into its pages"
                )
    except OSError as error:
        return damaged(source.name, str(error))
    return b"".join(parts)


def damaged(name: str, reason: str) -> Problem:
    """The problem of a compressed or structured file whose bytes are not what they should be."""
    return source_problem(name, "file_damaged", f"{reason}: copy or download it again")


def _too_large(source: Source, found: str, largest: int, hint: str) -> Problem:
    message = f"{found}, more than the {largest:,} that it may have: {hint}"
    return source_problem(source.name, "file_too_large", message)


def _decoded(source: Source, data: bytes) -> Page | Problem:
    if not data.strip():
        message = "the file holds nothing" if not data else "the file holds nothing but blanks"
        return source_problem(
            source.name, "file_empty", f"{message}: add the text of the page, or remove the file"
        )
    if (nul := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, nul) + 1
        message = f"a NUL byte at byte {nul} (line {line}): this is no UTF-8 text (UTF-16, or not a text file?); save it as UTF-8"
        return source_problem(source.name, "nul_bytes", message)._replace(line=line)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} at byte {error.start} (line {line}) is not UTF-8: save the file as UTF-8"
        return source_problem(source.name, "not_utf8", message)._replace(line=line)
    if not text.strip().strip("\ufeff"):
        return source_problem(
            source.name, "file_empty", "the file holds nothing but blanks: add the page's text, or remove it"
        )
    digest = hashlib.sha256(data).hexdigest()
    return page_of(text, document_id=source.document_id, source=source.name, sha256=digest)
