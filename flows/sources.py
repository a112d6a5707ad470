"""Sources: the files named on the command line or found in folders, and their bytes as pages."""

import hashlib
import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flows.page import Page, page_of
from flows.problems import Problem, source_problem

SUFFIX = ".txt"
SIDECAR = ".toml"
"""The suffix of the file beside a page that describes it."""
LARGEST = 64 * 2**20
"""Bytes that a file may have."""
COMPANIONS = frozenset(
    {"dataset.toml", "withheld.toml", "corrections.toml", "releases.json", "releases.json.new"}
)
"""Files in a source folder that the build reads for other things than text. None is a page's sidecar in any folder."""
PERMANENT = (PermissionError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
"""Failures to read that trying again does not mend."""


class Source(NamedTuple):
    """A file to read, as it was when it was listed. ``name`` is its path relative to the SOURCE, with suffix.

    A sidecar has the document id of its page.
    """

    path: Path
    document_id: str
    name: str
    size: int
    modified_ns: int


class Listing(NamedTuple):
    """What the given paths hold: pages and sidecars in the order of their document id, and what is wrong with the rest.

    ``sidecars`` are those of the pages among the sources.
    """

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    sidecars: tuple[Source, ...] = ()


def list_sources(paths: Sequence[Path]) -> Listing:
    """The text files at these paths; folders are searched throughout. Problems name what was left out and why.

    A file that is reached twice is read once, under its id in the outermost folder that was named.
    """
    found: dict[Path, Source] = {}
    problems: dict[Problem, None] = {}
    for path in paths:
        for item in _at(path):
            if isinstance(item, Source):
                place = Path(os.path.abspath(item.path))  # noqa: PTH100  resolve() would follow links
                kept = found.get(place)
                if kept is None or len(kept.document_id) < len(item.document_id):
                    found[place] = item
            else:
                problems[item] = None
    pages = {place: item for place, item in found.items() if place.suffix.lower() == SUFFIX}
    by_id: dict[str, list[Source]] = {}
    for source in pages.values():
        by_id.setdefault(source.document_id, []).append(source)
    sources = tuple(same[0] for _, same in sorted(by_id.items()) if len(same) == 1)
    refused = [p for _, same in sorted(by_id.items()) if len(same) > 1 for p in _refused(same)]
    sidecars, unpaired = _sidecars(found, pages, {source.document_id for source in sources})
    return Listing(sources, (*problems, *refused, *unpaired), sidecars)


def read_source(source: Source) -> Page | Problem:
    """The page in a file, or what is wrong with it.

    Raises OSError where the failure may be of the moment (a network drive, say), so that trying again may help.
    """
    data = data_of(source)
    return _decoded(source, data) if isinstance(data, bytes) else data


def data_of(
    source: Source, largest: int = LARGEST, hint: str = "split the file into its pages"
) -> bytes | Problem:
    """The bytes of a file that has at most ``largest``, or what is wrong with it; ``hint`` says what to do with a larger one.

    Raises OSError as ``read_source`` does.
    """
    if source.size > largest:
        message = f"{source.size:,} bytes, more than the {largest:,} that it may have: {hint}"
        return source_problem(source.name, "file_too_large", message)
    try:
        data = _bytes_of(source)
    except FileNotFoundError:
        message = "the file was there when the sources were listed and is gone now: put it back or run again"
        return source_problem(source.name, "file_changed", message)
    except PERMANENT as error:
        return unreadable(source.name, error)
    if data is None:
        message = "the file changed while it was being read: run again once nothing writes to it"
        return source_problem(source.name, "file_changed", message)
    return data


def sha256_of(source: Source) -> str | None:
    """The digest of a source's bytes, None where ``read_source`` would find no page for want of them."""
    try:
        data = _bytes_of(source) if source.size <= LARGEST else None
    except OSError:
        return None
    return None if data is None else hashlib.sha256(data).hexdigest()


def unreadable(name: str, error: OSError) -> Problem:
    """The problem of a file or folder that the system does not let us read."""
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError):
        return source_problem(
            name, "file_unreadable", f"{reason}: a link whose target is gone? mend it or remove it"
        )
    return source_problem(
        name, "file_unreadable", f"{reason}: give the user who runs this leave to read it, or move it away"
    )


def _bytes_of(source: Source) -> bytes | None:
    """The bytes of a file, None where it is not the file that was listed or changes meanwhile."""
    # Without waiting, for a pipe may stand where the file was.
    with open(os.open(source.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:  # noqa: PTH123
        if not _unchanged(source, os.fstat(file.fileno())):
            return None
        data = file.read(source.size + 1)
        return data if len(data) == source.size and _unchanged(source, os.fstat(file.fileno())) else None


def _unchanged(source: Source, found: os.stat_result) -> bool:
    return (found.st_size, found.st_mtime_ns) == (source.size, source.modified_ns)


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


def _at(path: Path) -> Iterator[Source | Problem]:
    if path.is_dir():
        yield from _in_folder(path)
    elif not os.path.lexists(path):
        yield source_problem(str(path), "path_missing", "there is no such file or folder: check the path")
    elif path.suffix.lower() == SUFFIX:
        yield source_at(path, path.name)
        sidecar = path.with_suffix(SIDECAR)
        if _is_sidecar(sidecar) and os.path.lexists(sidecar) and not sidecar.is_dir():
            yield source_at(sidecar, sidecar.name)
    else:
        yield source_at(path, path.name) if _is_sidecar(path) else _ignored(path.name)


def _in_folder(folder: Path) -> Iterator[Source | Problem]:
    failures: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=failures.append):
        folders.sort()
        for name in folders:
            if Path(where, name).is_symlink():
                relative = Path(where, name).relative_to(folder).as_posix()
                message = "a link to a folder is not followed: name that folder as a source of its own"
                yield source_problem(relative, "link_ignored", message)
        for name in sorted(files):
            path = Path(where, name)
            relative = path.relative_to(folder).as_posix()
            if path.suffix.lower() == SUFFIX or _is_sidecar(path):
                yield source_at(path, relative)
            elif relative not in COMPANIONS:
                yield _ignored(relative)
    for failure in failures:
        relative = Path(failure.filename).relative_to(folder).as_posix()
        yield unreadable(str(folder) if relative == "." else relative, failure)


def source_at(path: Path, name: str) -> Source | Problem:
    """A source, where it is a regular file with a name that a table can hold."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return source_problem(name, "file_unreadable", "the file's name is not UTF-8: rename it")
    try:
        found = path.stat()
    except OSError as error:
        return unreadable(name, error)
    if not stat.S_ISREG(found.st_mode):
        return source_problem(
            name, "file_unreadable", "not a regular file: replace it by one, or move it away"
        )
    document_id = unicodedata.normalize("NFC", name[: -len(path.suffix)])
    if not document_id or document_id.endswith("/"):
        return source_problem(name, "file_unreadable", f"the file has no name before {SUFFIX}: rename it")
    return Source(path, document_id, name, found.st_size, found.st_mtime_ns)


def _is_sidecar(path: Path) -> bool:
    return path.suffix.lower() == SIDECAR and path.name not in COMPANIONS


def _sidecars(
    found: Mapping[Path, Source], pages: Mapping[Path, Source], read: Collection[str]
) -> tuple[tuple[Source, ...], list[Problem]]:
    """The sidecars of the pages that are read, and what is wrong with those that have no page of their own."""
    described = [(place, item) for place, item in sorted(found.items()) if place not in pages]
    by_place = {_beside(place): page for place, page in pages.items()} if described else {}
    sidecars: dict[str, Source] = {}
    problems: list[Problem] = []
    for place, sidecar in described:
        page = by_place.get(_beside(place))
        if page is None:
            problems.append(_without_page(sidecar))
        elif (first := sidecars.get(page.document_id)) is not None:
            message = f"{first.name} describes the same page already: keep one of the two"
            problems.append(source_problem(sidecar.name, "sidecar_invalid", message))
        elif page.document_id in read:
            sidecars[page.document_id] = sidecar._replace(document_id=page.document_id)
    return tuple(sidecar for _, sidecar in sorted(sidecars.items())), problems


def _beside(place: Path) -> tuple[Path, str]:
    """What a page and its sidecar have in common: the folder and the name before the suffix."""
    return place.parent, unicodedata.normalize("NFC", place.stem)


def _without_page(sidecar: Source) -> Problem:
    page = sidecar.path.with_suffix(SUFFIX)
    if os.path.lexists(page):
        message = f"describes {page.name}, which is not among the pages that are read: name that page"
        return source_problem(sidecar.name, "file_ignored", message)
    message = (
        f"there is no page {page.name} beside it to describe: give both the same name, or remove this file"
    )
    return source_problem(sidecar.name, "sidecar_alone", message)


def _ignored(name: str) -> Problem:
    return source_problem(name, "file_ignored", f"not read: only {SUFFIX} files are text of pages")


def _refused(same: Iterable[Source]) -> Iterator[Problem]:
    sources = sorted(same, key=lambda source: str(source.path))
    for source in sources:
        others = ", ".join(str(other.path) for other in sources if other is not source)
        message = f"document id {source.document_id!r} is also that of {others}; none of them is read: rename all but one"
        yield source_problem(source.name, "duplicate_document_id", message)
