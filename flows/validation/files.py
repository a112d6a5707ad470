"""The files of a contribution: which are checked, how, and what is wrong with those that cannot be."""

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flows.problems import Severity
from flows.sources import COMPANIONS, SIDECAR
from flows.sources import kinds as sources
from flows.validation.findings import Finding

ROOT_MARK = "dataset.toml"
"""The file that stands at the root of a folder of sources."""


class Kind(Enum):
    """How a file is checked."""

    PAGE = "page"
    SHARD = "shard"
    CSV = "csv"
    PARQUET = "parquet"
    SIDECAR = "sidecar"
    DATASET = "dataset"
    CORRECTIONS = "corrections"
    WITHHELD = "withheld"
    REFUSED = "refused"
    """Not read: ``flaw`` says why."""


SUFFIXES = {
    **dict.fromkeys(sources.suffixes_of(sources.Kind.PAGE), Kind.PAGE),
    **dict.fromkeys(sources.suffixes_of(sources.Kind.JSON_LINES, sources.Kind.WET), Kind.SHARD),
    ".csv": Kind.CSV,
    ".parquet": Kind.PARQUET,
    SIDECAR: Kind.SIDECAR,
}
"""What is checked. A further kind of file is a row here and one in the table of checks. Parquet may hold rows or pages."""
PAGE_SUFFIXES = sources.suffixes_of(sources.Kind.PAGE)
_LONGEST_FIRST = sorted(SUFFIXES, key=len, reverse=True)
CHECKED = "only pages (.txt, .txt.gz), what is said of them (.toml), rows (.csv, .parquet) and shards of pages (.jsonl, .wet, .parquet) are checked"
"""What is said of a file of another kind."""
NAMES = {ROOT_MARK: Kind.DATASET, "corrections.toml": Kind.CORRECTIONS, "withheld.toml": Kind.WITHHELD}
"""Files that stand at the root of a folder of sources, and are no page's sidecar wherever they stand."""
_KNOWN = (COMPANIONS - NAMES.keys()) | {
    "README.md", "CHANGES.md", "changes.json", "datapackage.json", "croissant.json", "SHA256SUMS", "index.json",
}  # fmt: skip
"""Files of sources and releases that are neither text nor rows."""
_SILENT_SUFFIXES = frozenset({".md"})
_SILENT_NAMES = frozenset({"LICENSE", "LICENCE"})


class Item(NamedTuple):
    """A file as it was found. ``shown`` is its path as a person named it, ``name`` the one relative to its source folder."""

    kind: Kind
    path: Path
    shown: str
    name: str
    size: int = 0
    modified_ns: int = 0
    flaw: Finding | None = None

    @property
    def document_id(self) -> str:
        """The id of the page, or of the page that a sidecar describes."""
        return self.name[: len(self.name) - len(suffix_of(self.name))]


def suffix_of(name: str) -> str:
    """The end of a file's name by which its kind is known, as it is written there; empty where it is not read."""
    lower = name.lower()
    length = next((len(suffix) for suffix in _LONGEST_FIRST if lower.endswith(suffix)), 0)
    return name[len(name) - length :]


def _beside(path: Path, suffix: str) -> Path:
    """The place of the file beside a page or sidecar that has its name and another suffix."""
    return path.with_name(path.name.removesuffix(suffix_of(path.name)) + suffix)


def items_at(paths: Sequence[Path]) -> Iterator[Item]:
    """The files at these paths, folders searched throughout, in the order of their names; each once.

    Links are followed within the folder in which they stand, and never out of it.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _in_folder(path) if _is_folder(path) else _named(path):
            place = os.path.abspath(item.path)  # noqa: PTH100  resolve() would follow links
            if place not in seen:
                seen.add(place)
                yield item


def _is_folder(path: Path) -> bool:
    """Whether a folder is meant: not by a link that has the name of a file, for such a link may lead anywhere."""
    return path.is_dir() and not (path.is_symlink() and suffix_of(path.name))


def _named(path: Path) -> Iterator[Item]:
    if not os.path.lexists(path):
        yield _refused(path, "path_missing", "there is no such file or folder", "check the path")
    elif not suffix_of(path.name):
        yield _refused(
            path,
            "file_unknown",
            CHECKED,
            "export the text or the rows in one of these forms",
        )
    else:
        yield _file(path, path.parent)
        sidecar = _beside(path, SIDECAR)
        if (
            SUFFIXES[suffix_of(path.name).lower()] is Kind.PAGE
            and sidecar.name not in NAMES
            and os.path.lexists(sidecar)
        ):
            yield _file(sidecar, path.parent)


def page_at(root: Path, document_id: str) -> Item | None:
    """The page with this id in a folder of sources; None where no file of the folder has it."""
    if any(part in ("", ".", "..") for part in document_id.split("/")):
        return None
    for suffix in PAGE_SUFFIXES:
        path = root / f"{document_id}{suffix}"
        if os.path.lexists(path) and _within(path, root):
            item = _file(path, root)
            return None if item.flaw is not None else item._replace(name=f"{document_id}{suffix}")
    return None


def root_of(item: Item) -> Path:
    """The folder of sources to which a file's name is relative."""
    return Path(os.path.abspath(item.path)).parents[item.name.count("/")]  # noqa: PTH100


def beside(item: Item) -> Item | None:
    """The page of a sidecar, or the sidecar of a page; None where there is none that can be read."""
    suffixes = PAGE_SUFFIXES if item.kind is Kind.SIDECAR else (SIDECAR,)
    places = [(suffix, _beside(item.path, suffix)) for suffix in suffixes]
    suffix, path = next((place for place in places if os.path.lexists(place[1])), places[0])
    if path.name in NAMES or not os.path.lexists(path):
        return None
    found = _file(path, _root_of(path.parent) or path.parent)
    return None if found.flaw is not None else found._replace(name=f"{item.document_id}{suffix}")


def _in_folder(folder: Path) -> Iterator[Item]:
    # The stack, not recursion, so that folders may be as deep as the system allows; sorted, so that runs agree.
    waiting = [folder]
    while waiting:
        where = waiting.pop()
        try:
            entries = sorted(os.scandir(where), key=lambda entry: entry.name)
        except OSError as error:
            yield _unreadable(where, error)
            continue
        below: list[Path] = []
        for entry in entries:
            path = where / entry.name
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    below.append(path)
            elif entry.is_symlink() and path.is_dir():
                if not _within(path, folder):
                    yield _leads_out(path)
            elif suffix_of(path.name):
                yield _file(path, folder)
            elif not _is_silent(entry.name):
                yield _refused(
                    path,
                    "file_ignored",
                    f"not read: {CHECKED}",
                    "leave it out if it is no part of the contribution",
                    Severity.WARNING,
                )
        waiting += reversed(below)


def _is_silent(name: str) -> bool:
    return (
        name in _KNOWN
        or name in _SILENT_NAMES
        or name.startswith(".")
        or Path(name).suffix.lower() in _SILENT_SUFFIXES
    )


def _file(path: Path, folder: Path) -> Item:
    """A file with one of the known suffixes, to be read where it is a regular file within the folder."""
    try:
        path.name.encode("utf-8")
        if path.is_symlink() and not _within(path, folder):
            return _leads_out(path)
        found = path.stat()
        root = _root_of(path.parent) or folder
    except UnicodeEncodeError:
        return _refused(path, "name_not_utf8", "the file's name is not UTF-8", "rename it")
    except OSError as error:
        return _unreadable(path, error)
    if not stat.S_ISREG(found.st_mode):
        what = next((name for test, name in _SPECIAL if test(found.st_mode)), "something else")
        return _refused(
            path,
            "not_a_file",
            f"{what}, not a regular file: it is not opened",
            "put the file itself there, or take it away",
        )
    suffix = suffix_of(path.name)
    if path.name == suffix:
        return _refused(path, "name_empty", f"the file has no name before {suffix}", "rename it")
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(root))  # noqa: PTH100
    return Item(
        NAMES.get(path.name, SUFFIXES[suffix.lower()]),
        path,
        path.as_posix(),
        unicodedata.normalize("NFC", Path(name).as_posix()),
        found.st_size,
        found.st_mtime_ns,
    )


_SPECIAL = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe (FIFO)"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISSOCK, "a socket"),
)


@cache
def _root_of(folder: Path) -> Path | None:
    """The nearest folder here or above that is the root of a corpus: ids are relative to it."""
    here = Path(os.path.abspath(folder))  # noqa: PTH100
    return next((place for place in (here, *here.parents) if (place / ROOT_MARK).is_file()), None)


def _within(path: Path, folder: Path) -> bool:
    """Whether a link leads to a place in the folder. One that leads nowhere does: reading it will tell."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve())
    except FileNotFoundError:
        return True
    except (OSError, RuntimeError):
        return False


def _leads_out(path: Path) -> Item:
    return _refused(
        path,
        "link_out",
        "a link that leads out of the folder: it is not followed",
        "put the file itself there in its place",
    )


def _unreadable(path: Path, error: OSError) -> Item:
    reason = error.strerror or type(error).__name__
    remedy = (
        "mend the link, or take it away"
        if path.is_symlink()
        else "give yourself leave to read it (chmod u+r)"
    )
    return _refused(path, "file_unreadable", f"cannot be opened: {reason}", remedy)


def _refused(path: Path, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR) -> Item:
    return Item(Kind.REFUSED, path, path.as_posix(), path.name, flaw=Finding(severity, code, message, remedy))
