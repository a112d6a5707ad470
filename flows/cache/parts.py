"""The rows of all pages of a build, in packs on the disk: no more of them is held than a few packs have."""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from flows.cache.pack import read_pack
from flows.cache.pages import Kept, of_documents
from flows.captures.posts import BODY, Posts, telling_in
from flows.errors import OutputError
from flows.tables import SKETCHES, Tables, merged, tables_of

MOST_HELD = 4
"""Packs whose tables are held, for they are wanted again soon."""


class Parts:
    """Gives the rows of any pages, by id."""

    def __init__(self, packs: Sequence[Kept]) -> None:
        self._packs = {kept.pack: kept.documents for kept in packs}
        self._pack_of = {document: kept.pack for kept in packs for document in kept.documents}
        self._held: OrderedDict[Path, Tables] = OrderedDict()

    def __iter__(self) -> Iterator[Tables]:
        """The rows of all pages, pack by pack."""
        for pack, documents in self._packs.items():
            yield of_documents(_read(pack), documents)

    def of(self, documents: Collection[str]) -> Tables:
        """The rows of these pages, in the order of their keys. Raises OutputError where a pack is not as it was written."""
        wanted: dict[Path, list[str]] = {}
        for document in documents:
            wanted.setdefault(self._pack_of[document], []).append(document)
        parts = [of_documents(self._tables(pack), of_pack) for pack, of_pack in wanted.items()]
        return merged(parts or [tables_of([])])

    def posts(self) -> Posts:
        """What captures are found by. Memory is that of all documents without their bodies, and of digests of comments."""
        documents, sketches, telling = [], [], []
        for tables in self:
            documents.append(_copied(tables["documents"].drop_columns([BODY])))
            sketches.append(_copied(tables[SKETCHES]))
            telling.append(telling_in(tables["comments"]))
        if not documents:
            raise ValueError("there are no pages")
        return Posts(
            pa.concat_tables(documents), pa.concat_tables(sketches), pa.concat_tables(telling), self.of
        )

    def _tables(self, pack: Path) -> Tables:
        if pack not in self._held:
            self._held[pack] = _read(pack)
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(pack)
        return self._held[pack]


def _copied(table: pa.Table) -> pa.Table:
    """The table in memory of its own: what is taken from a pack holds all of the pack."""
    return table.take(pa.array(range(table.num_rows), pa.int64()))


def _read(pack: Path) -> Tables:
    tables = read_pack(pack)
    if tables is None:
        raise OutputError(f"{pack}: it changed or went while the build was using it: build again")
    return tables
