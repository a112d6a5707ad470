"""Listing: which files the given paths and URLs hold, and what is wrong with those that are left out."""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from flows.problems import Problem, source_problem
from flows.sources.kinds import COMPANIONS, SHARDS, SIDECAR, SUFFIX, Kind, named
from flows.sources.remote import found_at, version_of
from flows.sources.source import Source, unreadable

Place = Path | str
"""A path, or a URL."""


class Listing(NamedTuple):
    """What the given paths hold: pages, sidecars and shards in the order of their document id, and what is wrong with the rest.

    ``sidecars`` are those of the pages among the sources.
    """

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    sidecars: tuple[Source, ...] = ()
    shards: tuple[Source, ...] = ()


def list_sources(places: Sequence[Place]) -> Listing:
    """The files at these paths and URLs (``place_of`` tells them apart); folders are searched throughout.

    Problems name what was left out and why. A file that is reached twice is read once, under its id in the outermost folder
    that was named. Raises UsageError where nothing can open a URL.
    """
    found: dict[str, Source] = {}
    problems: dict[Problem, None] = {}
    for place in places:
        for item in _at(place) if isinstance(place, Path) else _elsewhere(place):
            if isinstance(item, Source):
                where = _where(item)
                kept = found.get(where)
                if kept is None or len(kept.document_id) < len(item.document_id):
                    found[where] = item
            else:
                problems[item] = None
    kinds = {where: named(item.name).kind for where, item in found.items()}
    pages = {where: item for where, item in found.items() if kinds[where] is Kind.PAGE}
    sources, refused = _one_by_id(pages.values())
    shards, refused_shards = _one_by_id(item for where, item in found.items() if kinds[where] in SHARDS)
    described = {where: item for where, item in found.items() if kinds[where] is Kind.SIDECAR}
    sidecars, unpaired = _sidecars(described, pages, {source.document_id for source in sources})
    return Listing(sources, (*problems, *refused, *refused_shards, *unpaired), sidecars, shards)


def source_at(folder: Place, name: str) -> Source | Problem:
    """The source that a build of this folder lists under a name, the column ``source`` of its documents.

    The problem says why there is none. The name must be one below the folder.
    """
    if isinstance(folder, Path):
        return _file(folder / name, name)
    url = f"{folder.rstrip('/')}/{name}"
    for item in _elsewhere(url):
        if isinstance(item, Problem):
            return item
        return item._replace(name=name, document_id=_document_id(name))
    raise AssertionError(url)  # a source or a problem was found


def _one_by_id(files: Iterable[Source]) -> tuple[tuple[Source, ...], list[Problem]]:
    """The files in the order of their ids without those that share one, and what is said of these."""
    by_id: dict[str, list[Source]] = {}
    for source in files:
        by_id.setdefault(source.document_id, []).append(source)
    in_order = [same for _, same in sorted(by_id.items())]
    refused = [problem for same in in_order if len(same) > 1 for problem in _refused(same)]
    return tuple(same[0] for same in in_order if len(same) == 1), refused


def _where(source: Source) -> str:
    if source.url is not None:
        return source.url
    return Path(os.path.abspath(source.path)).as_posix()  # noqa: PTH100  resolve() would follow links


def _at(path: Path) -> Iterator[Source | Problem]:
    if path.is_dir():
        yield from _in_folder(path)
    elif not os.path.lexists(path):
        yield source_problem(str(path), "path_missing", "there is no such file or folder: check the path")
    else:
        name = named(path.name)
        yield _ignored(path.name) if name.kind is None else _file(path, path.name)
        sidecar = path.with_name(f"{name.stem}{SIDECAR}")
        if name.kind is Kind.PAGE and _is_file(sidecar) and named(sidecar.name).kind is Kind.SIDECAR:
            yield _file(sidecar, sidecar.name)


def _is_file(path: Path) -> bool:
    return os.path.lexists(path) and not path.is_dir()


def _elsewhere(url: str) -> Iterator[Source | Problem]:
    """The files at a URL: one that is named itself, or all that are below it."""
    try:
        files = [*found_at(url)]
    except FileNotFoundError:
        files = []
    except OSError as error:
        yield unreadable(url, error)
        return
    if not files:
        yield source_problem(url, "path_missing", "there is no such file or folder: check the URL")
    for address, relative, info in files:
        if relative not in COMPANIONS:
            yield _ignored(relative) if named(relative).kind is None else _of_url(address, relative, info)


def _of_url(url: str, name: str, info: Mapping[str, Any]) -> Source | Problem:
    size = info.get("size")
    if not isinstance(size, int):
        return source_problem(
            name, "file_unreadable", "its server does not tell its size: fetch it and name the file"
        )
    if not _document_id(name) or _document_id(name).endswith("/"):
        return _nameless(name)
    return Source(Path(Path(name).name), _document_id(name), name, size, version_of(info), url)


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
            if named(name).kind is not None:
                yield _file(path, relative)
            elif relative not in COMPANIONS:
                yield _ignored(relative)
    for failure in failures:
        relative = Path(failure.filename).relative_to(folder).as_posix()
        yield unreadable(str(folder) if relative == "." else relative, failure)


def _file(path: Path, name: str) -> Source | Problem:
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
    document_id = _document_id(name)
    if not document_id or document_id.endswith("/"):
        return _nameless(name)
    return Source(path, document_id, name, found.st_size, found.st_mtime_ns)


def _document_id(name: str) -> str:
    return unicodedata.normalize("NFC", named(name).stem)


def _nameless(name: str) -> Problem:
    return source_problem(
        name, "file_unreadable", f"the file has no name before {named(name).suffix}: rename it"
    )


def _sidecars(
    described: Mapping[str, Source], pages: Mapping[str, Source], read: Collection[str]
) -> tuple[tuple[Source, ...], list[Problem]]:
    """The sidecars of the pages that are read, and what is wrong with those that have no page of their own."""
    by_place = {_beside(where): page for where, page in pages.items()} if described else {}
    sidecars: dict[str, Source] = {}
    problems: list[Problem] = []
    for where, sidecar in sorted(described.items()):
        page = by_place.get(_beside(where))
        if page is None:
            problems.append(_without_page(sidecar))
        elif (first := sidecars.get(page.document_id)) is not None:
            message = f"{first.name} describes the same page already: keep one of the two"
            problems.append(source_problem(sidecar.name, "sidecar_invalid", message))
        elif page.document_id in read:
            sidecars[page.document_id] = sidecar._replace(document_id=page.document_id)
    return tuple(sidecar for _, sidecar in sorted(sidecars.items())), problems


def _beside(where: str) -> str:
    """What a page and its sidecar have in common: the folder and the name before the suffix."""
    folder, slash, name = where.rpartition("/")
    return folder + slash + unicodedata.normalize("NFC", named(name).stem)


def _without_page(sidecar: Source) -> Problem:
    page = Path(sidecar.path.stem + SUFFIX)
    if sidecar.url is None and os.path.lexists(sidecar.path.with_name(page.name)):
        message = f"describes {page.name}, which is not among the pages that are read: name that page"
        return source_problem(sidecar.name, "file_ignored", message)
    message = (
        f"there is no page {page.name} beside it to describe: give both the same name, or remove this file"
    )
    return source_problem(sidecar.name, "sidecar_alone", message)


def _ignored(name: str) -> Problem:
    return source_problem(
        name,
        "file_ignored",
        f"not read: only {SUFFIX} files are text of pages, and shards of many end in .jsonl, .parquet or .wet",
    )


def _refused(same: Iterable[Source]) -> Iterator[Problem]:
    sources = sorted(same, key=lambda source: source.place)
    for source in sources:
        others = ", ".join(other.place for other in sources if other is not source)
        message = f"document id {source.document_id!r} is also that of {others}; none of them is read: rename all but one"
        yield source_problem(source.name, "duplicate_document_id", message)
