"""What must not be told of the old release, because the new one withholds it.

A key is a hash of its record's text and would confirm a guess; so where something is newly withheld in a document, none
of its rows that are gone is named: which of them were withheld cannot be told, and a bulletin may repeat a comment.
What the new release hides everywhere, by the settings of its dataset, is not told of the old one either.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flows.publication.privacy import Privacy
from flows.releases.changes.tables import TableFile
from flows.releases.wishes import NOTHING_WITHHELD, WithheldWords

WITHHELD = "withheld"
"""The column that makes a row a tombstone and says why."""
ALTERED = "altered"
"""The column that lists where a published text was masked or mended."""
DOCUMENTS = "documents"
DOCUMENT_ID = "document_id"
REFERENCES = ("parent_id", "comment_id", "record_id")
"""Columns that hold the keys of other records of the same document."""


NOTHING_PRIVATE = Privacy(mask=frozenset())
"""What holds where a person compares two releases that stand there for all to read."""


@dataclass(frozen=True)
class Hidden:
    """``documents`` in which something was newly withheld; ``gone``: those that are gone, where anything was.

    ``privacy`` is what the new release hides in all documents.
    """

    documents: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()
    privacy: Privacy = NOTHING_PRIVATE

    def hides(self, document: str | None) -> bool:
        """Whether no old value of this document may be told; of a row of no known document, where there is any such."""
        if document is None:
            return bool(self.documents)
        return document in self.documents or document in self.gone


def gone_documents(old: Mapping[str, TableFile], new: Mapping[str, TableFile]) -> tuple[str, ...]:
    """The ids of the documents that are not in the new release, in order."""
    before, after = _document_ids(old), _document_ids(new)
    return tuple(sorted(before.filter(pc.invert(pc.is_in(before, value_set=after))).to_pylist()))


def newly_hidden(
    old: Mapping[str, TableFile],
    new: Mapping[str, TableFile],
    gone: tuple[str, ...],
    withheld: WithheldWords = NOTHING_WITHHELD,
    privacy: Privacy = NOTHING_PRIVATE,
) -> Hidden:
    """What the tombstones of the new release hide that do not stand in the old one just so, and what is known to be withheld.

    A document that is gone may be one that the words stood in under another name.
    """
    documents = _holding(old, withheld)
    for name, table in new.items():
        shared = tuple(c for c in table.columns if name not in old or c in old[name].columns)
        before = {row for _, row in _tombstones(old[name], shared)} if name in old else set()
        found = {document for document, row in _tombstones(table, shared) if row not in before}
        documents |= found
    return Hidden(frozenset(documents), frozenset(gone if documents else ()), privacy)


def _holding(tables: Mapping[str, TableFile], withheld: WithheldWords) -> set[str]:
    """The documents of a release in which a record stands that is withheld, and those that are so as a whole."""
    documents: set[str] = set()
    keys = pa.array(sorted(withheld.records | withheld.documents), pa.string())
    for table in tables.values() if len(keys) else ():
        if table.key[1:] or not table.key or DOCUMENT_ID not in table.columns:
            continue
        (key,) = table.key
        for batch in table.batches(tuple(dict.fromkeys((key, DOCUMENT_ID)))):
            documents.update(batch.filter(pc.is_in(batch[key], value_set=keys))[DOCUMENT_ID].to_pylist())
    return documents


def _tombstones(table: TableFile, shared: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The withheld rows: their documents, and all they say in the shared columns.

    Tombstones may be numbered anew, so the number alone does not tell one from another.
    """
    if WITHHELD not in table.columns or DOCUMENT_ID not in table.columns:
        return
    if not _has_any(table):
        return
    for batch in table.batches(table.columns):
        for row in batch.filter(pc.is_valid(batch[WITHHELD])).to_pylist():
            yield row[DOCUMENT_ID], repr([row[name] for name in shared])


def _has_any(table: TableFile) -> bool:
    return any(batch[WITHHELD].null_count < batch.num_rows for batch in table.batches((WITHHELD,)))


def _document_ids(tables: Mapping[str, TableFile]) -> pa.Array:
    table = tables.get(DOCUMENTS)
    if table is None or not table.key:
        return pa.array([], pa.string())
    batches = [batch[table.key[0]].cast(pa.string()) for batch in table.batches(table.key[:1])]
    return pa.chunked_array(batches, pa.string()).combine_chunks()
