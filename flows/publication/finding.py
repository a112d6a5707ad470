"""Finding all that is withheld, in tables that may be divided among many parts: what each part has to know of the others.

A part holds all rows of its documents, those of ``captures`` included, and each document is in one part.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from flows.errors import UsageError
from flows.publication.matching import (
    ByDigest,
    WithheldRecord,
    by_digest,
    copies_in,
    in_order,
    joined_copies,
    opaque_ids,
    withheld_documents,
    withheld_records,
)
from flows.publication.named import RECORD_TABLES, Named, joined_named, meant_by, named_in, rows_of
from flows.publication.private import masked, private_in
from flows.publication.withheld import Withheld
from flows.sources import SIDECAR, SUFFIX
from flows.tables import Tables

Parts = Callable[[], Iterable[Tables]]
"""Gives all parts of the tables, in any order; it is asked up to three times."""


class Found(NamedTuple):
    """All that the entries withhold.

    ``documents`` are withheld whole, by true id, in the order in which their tombstones are numbered; ``records`` are all others.
    ``keys`` are the true keys of records under the id of each capture of their document, those that entries name and that
    were not found among them; ``ids`` those of documents and of their captures likewise. ``files`` are the names of the files
    of withheld documents, ``texts`` all words that are withheld, each once. ``named`` says which entries found what they name.
    """

    entries: tuple[Withheld, ...]
    named: Named
    documents: Mapping[str, Withheld]
    records: tuple[WithheldRecord, ...]
    keys: frozenset[str]
    ids: frozenset[str]
    files: frozenset[str]
    texts: tuple[str, ...]


def with_masks(found: Found, kinds: Collection[str]) -> Found:
    """The same, its words also as they are published elsewhere, where private data of these kinds is masked."""
    hidden = {masked(text, ((p.start, p.end) for p in private_in(text, kinds))) for text in found.texts}
    return found._replace(texts=tuple(sorted(hidden.union(found.texts))))


class Words(NamedTuple):
    """What is withheld in one part: records, all words, and the files of the captures of each document it touches, by id."""

    records: tuple[WithheldRecord, ...]
    texts: frozenset[str]
    captures: Mapping[str, Mapping[str, str]]


NOTHING = Found((), Named({}, frozenset(), {}), {}, (), frozenset(), frozenset(), frozenset(), ())


def find(parts: Parts, entries: Sequence[Withheld]) -> Found:
    """All that the entries withhold in these parts; the same however the tables are divided.

    The parts are gone through once, and twice more where a document is withheld whole: for what entries name, for copies of such
    documents, and for records and their words. Raises UsageError where a document has the name of a tombstone.
    """
    if not entries:
        return NOTHING
    named = joined_named(named_in(part, entries) for part in parts())
    meant = meant_by(entries, named)
    copies = joined_copies(copies_in(part, named.posts) for part in (parts() if named.posts else ()))
    documents = withheld_documents(meant, copies)
    wanted = by_digest(meant, documents, copies)
    words = [words_in(part, wanted, documents, frozenset(named.documents.values())) for part in parts()]
    return _found(entries, named, documents, words)


def words_in(
    tables: Tables, wanted: ByDigest, documents: Mapping[str, Withheld], named: Collection[str]
) -> Words:
    """What is withheld in these tables, where it is known which words and documents are; ``named``: documents that entries mean."""
    _check_free(tables["documents"], documents)
    records = withheld_records(tables, wanted, documents)
    bodies = rows_of(tables["documents"], documents)["body"]
    columns = [bodies, *(rows_of(tables[name], documents)["text"] for name in RECORD_TABLES)]
    texts = {text for column in columns for text in column.drop_null().to_pylist()}
    touched = {*documents, *named, *(record.row["document_id"] for record in records)}
    return Words(
        tuple(records),
        frozenset({*texts, *(record.row["text"] for record in records)}),
        _captures(tables, touched),
    )


def _check_free(table: pa.Table, documents: Mapping[str, Withheld]) -> None:
    taken = rows_of(table, opaque_ids(documents).values())["document_id"].to_pylist()
    for name in sorted(set(taken) - documents.keys()):
        raise UsageError(f"{name}{SUFFIX} has the name that a withheld document gets: rename the file")


def _captures(tables: Tables, documents: Collection[str]) -> dict[str, dict[str, str]]:
    """The files of the captures of these documents, by document and by the id that each has or had; their own among them."""
    found: dict[str, dict[str, str]] = {}
    own = rows_of(tables["documents"].select(["document_id", "source"]), documents)
    for row in own.to_pylist():
        found[row["document_id"]] = {row["document_id"]: row["source"]}
    captures = rows_of(tables["captures"].select(["document_id", "capture_id", "source"]), documents)
    for row in captures.to_pylist():
        found.setdefault(row["document_id"], {})[row["capture_id"]] = row["source"]
    return found


def _found(
    entries: Sequence[Withheld], named: Named, documents: Mapping[str, Withheld], words: Sequence[Words]
) -> Found:
    captures = {name: of for part in words for name, of in part.captures.items()}
    records = in_order(record for part in words for record in part.records)
    whole = [entry.document for entry in entries if entry.record is None]
    ids = {
        *whole,
        *_under_all_ids((*documents, *(named.documents.get(name, name) for name in whole)), captures),
    }
    sources = {source for name in documents for source in captures[name].values()}
    return Found(
        entries=tuple(entries),
        named=named,
        documents=documents,
        records=tuple(records),
        keys=frozenset(_keys(entries, named, records, captures)),
        ids=frozenset(ids),
        files=frozenset({*sources, *(f"{name}{suffix}" for name in ids for suffix in (SUFFIX, SIDECAR))}),
        texts=tuple(sorted({text for part in words for text in part.texts})),
    )


def _keys(
    entries: Sequence[Withheld],
    named: Named,
    records: Iterable[WithheldRecord],
    captures: Mapping[str, Mapping[str, str]],
) -> Iterator[str]:
    """The keys of withheld records in whatever release has them, whichever of the captures was its document."""
    for record in records:
        document: str = record.row["document_id"]
        for name in _under_all_ids([document], captures):
            yield name + record.key[len(document) :]
            yield name + record.key[len(document) :][: len("/c-0123456789abcdef")]
    for entry in entries:
        if entry.record is not None:
            document = named.documents.get(entry.document, entry.document)
            for name in (entry.document, *_under_all_ids([document], captures)):
                yield f"{name}/{entry.record}"
                yield f"{name}/{entry.record}{entry.again}"


def _under_all_ids(documents: Iterable[str], captures: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for document in documents:
        yield from captures.get(document, {document: ""})
