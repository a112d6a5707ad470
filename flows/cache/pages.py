"""What earlier builds of a corpus read, page by page."""

import hashlib
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.cache.folder import VARIABLE, cache_folder, mark_as_used, pack_in, put
from flows.cache.pack import read_pack
from flows.captures.sketches import sketched
from flows.errors import UsageError
from flows.reader_version import READER_VERSION
from flows.sources import Source, sha256_of
from flows.tables import Tables, tables_of


class Lookup(NamedTuple):
    """What is known of some sources without reading them, and which are to be read."""

    tables: Tables
    """The rows of the pages that are known."""
    missing: tuple[Source, ...]
    """The other sources, in their order."""
    gone: int
    """Pages in the cache that are none of these sources any more."""

    @property
    def pages(self) -> int:
        """How many pages are known."""
        count: int = self.tables["documents"].num_rows
        return count


@dataclass(frozen=True, slots=True)
class PageCache:
    """The records of one corpus as this version of the reader reads them."""

    pack: Path

    def lookup(self, sources: Sequence[Source]) -> Lookup:
        """The rows of the sources that were read before under the same id and name and with the same bytes.

        A source whose bytes cannot be read now is missing, so that whoever reads it finds what is wrong.
        """
        kept = read_pack(self.pack)
        if kept is None:
            return nothing_known(sources)
        mark_as_used(self.pack)
        digests = _digests(kept)
        known = {
            source.document_id
            for source in sources
            if (digest := digests.get((source.document_id, source.name))) and digest == sha256_of(source)
        }
        missing = tuple(source for source in sources if source.document_id not in known)
        return Lookup(_of_documents(kept, known), missing, len(digests) - len(known))

    def store(self, tables: Tables, found: Lookup) -> str | None:
        """Keep the rows of all pages of a build, of which ``found`` was known before; where that fails, say why.

        The tables are as they were extracted: nothing was checked across pages, corrected or withheld as yet.
        Rows of ``problems`` that belong to no page are left out: those are found again.
        """
        if found.pages == tables["documents"].num_rows and not found.gone:
            return None
        problems = tables["problems"]
        return put(self.pack, {**tables, "problems": problems.filter(problems["document_id"].is_valid())})


def open_cache(paths: Iterable[Path], *, apart_from: Iterable[Path] = ()) -> PageCache:
    """The cache of the corpus at these paths; nothing is read or written as yet.

    Raises UsageError where the cache would be within one of some folders: what is withheld stands in it as it was read.
    """
    folder = cache_folder().resolve()
    for other in apart_from:
        if folder.is_relative_to(other.resolve()):
            raise UsageError(
                f"{VARIABLE} names {folder}, which is within {other}: the cache holds words that are withheld from releases; "
                "name a folder of its own, or build with --no-cache"
            )
    places = sorted({os.path.abspath(path) for path in paths})  # noqa: PTH100  resolve() would follow links
    return PageCache(
        pack_in(cache_folder(), _digest(places), _digest([READER_VERSION, pa.__version__, version("rensa")]))
    )


def nothing_known(sources: Sequence[Source]) -> Lookup:
    """What is known without a cache."""
    return Lookup(sketched(tables_of([])), tuple(sources), 0)


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _digests(tables: Tables) -> dict[tuple[str, str], str]:
    """The digest of each page's bytes by its document id and the name of its source."""
    documents = tables["documents"]
    ids, names, digests = (documents[name].to_pylist() for name in ("document_id", "source", "sha256"))
    return dict(zip(zip(ids, names, strict=True), digests, strict=True))


def _of_documents(tables: Tables, known: Collection[str]) -> Tables:
    """The rows of these documents; the tables themselves where there are no others."""
    if len(known) == tables["documents"].num_rows:
        return tables
    wanted = pa.array(sorted(known), pa.string())
    return {
        name: table.filter(pc.is_in(table["document_id"], value_set=wanted)) for name, table in tables.items()
    }
