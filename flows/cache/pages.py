"""What earlier builds of a corpus read, page by page, and what this one did."""

import hashlib
import os
from collections.abc import Collection, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.cache.folder import VARIABLE, cache_folder
from flows.cache.pack import SUFFIX, put_pack, read_pack
from flows.errors import UsageError
from flows.reader_version import READER_VERSION
from flows.sources import Source, sha256_of
from flows.tables import Tables, merged

SMALL_BYTES = 2**20
MOST_SMALL = 32
"""Small packs that stand beside each other before they are joined: one comes with every page that is added."""


class Kept(NamedTuple):
    """A pack, and the pages in it that count, by document id."""

    pack: Path
    documents: frozenset[str]


class Lookup(NamedTuple):
    """The pages that are known without being read, and the sources that are to be read, in their order."""

    packs: tuple[Kept, ...]
    missing: tuple[Source, ...]

    @property
    def pages(self) -> int:
        """How many pages are known."""
        return sum(len(kept.documents) for kept in self.packs)


def corpus_folder(sources: Iterable[Path | str], *, apart_from: Iterable[Path] = ()) -> Path:
    """Where the cache has the packs of the corpus at these paths and URLs as this version of the reader reads it.

    Raises UsageError where the cache would be within one of some folders: what is withheld stands in it as it was read.
    """
    folder = cache_folder().resolve()
    for other in apart_from:
        if folder.is_relative_to(other.resolve()):
            raise UsageError(
                f"{VARIABLE} names {folder}, which is within {other}: the cache holds words that are withheld from releases; "
                "name a folder of its own, or build with --no-cache"
            )
    places = sorted({s if isinstance(s, str) else os.path.abspath(s) for s in sources})  # noqa: PTH100  resolve() follows links
    reader = [READER_VERSION, pa.__version__, version("rensa")]
    return cache_folder() / f"{_digest(places)}-{_digest(reader)}"


def lookup(folder: Path, sources: Sequence[Source]) -> Lookup:
    """The pages in a folder of packs that were read under the same id and name and with the same bytes as these sources.

    A source whose bytes cannot be read now is missing, so that whoever reads it finds what is wrong.
    """
    packs = [(pack, _digests(tables)) for pack in _packs(folder) if (tables := read_pack(pack)) is not None]
    by_page = {page: pack for pack, pages in packs for page in pages.items()}
    wanted: dict[Path, set[str]] = {}
    missing: list[Source] = []
    known = {page for page, _ in by_page}
    for source in sources:
        page = (source.document_id, source.name)
        digest = sha256_of(source) if page in known else None
        pack = None if digest is None else by_page.get((page, digest))
        if pack is None:
            missing.append(source)
        else:
            wanted.setdefault(pack, set()).add(source.document_id)
    kept = (Kept(pack, frozenset(documents)) for pack, documents in sorted(wanted.items()))
    return Lookup(tuple(kept), tuple(missing))


def tidied(folder: Path, packs: Collection[Kept], as_they_are: Collection[Path] = ()) -> None:
    """Leave in the folder the pages that count, and nothing else; packs that have become small are joined.

    Packs that are to stay ``as_they_are`` do, with all their pages. Raises OSError where that cannot be done; each page that
    counts stands there all the time.
    """
    keep = set(as_they_are)
    small: dict[Path, Tables] = {}
    for kept in packs:
        tables = None if kept.pack in keep else read_pack(kept.pack)
        if tables is None:
            continue
        of_these = of_documents(tables, kept.documents)
        pack = kept.pack if of_these is tables else put_pack(folder, of_these)
        if pack.stat().st_size < SMALL_BYTES:
            small[pack] = of_these
        else:
            keep.add(pack)
    keep.update([put_pack(folder, merged([*small.values()]))] if len(small) > MOST_SMALL else small)
    for pack in _packs(folder):
        if pack not in keep:
            pack.unlink()


def of_documents(tables: Tables, documents: Collection[str]) -> Tables:
    """The rows of these documents; the tables themselves where there are no others."""
    if len(documents) == tables["documents"].num_rows:
        return tables
    wanted = pa.array(sorted(documents), pa.string())
    return {
        name: table.filter(pc.is_in(table["document_id"], value_set=wanted)) for name, table in tables.items()
    }


def _packs(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"*{SUFFIX}") if path.is_file())


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _digests(tables: Tables) -> dict[tuple[str, str], str]:
    """The digest of each page's bytes by its document id and the name of its source."""
    documents = tables["documents"]
    ids, names, digests = (documents[name].to_pylist() for name in ("document_id", "source", "sha256"))
    return dict(zip(zip(ids, names, strict=True), digests, strict=True))
