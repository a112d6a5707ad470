"""What the entries of ``withheld.toml`` name, in all tables or in those of some documents: each finds what is in its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import UsageError
from flows.keys import collapsed
from flows.publication.withheld import Withheld
from flows.tables import Tables
from schemas import table_named

TELLING = 40
"""Characters from which on a text, white space collapsed, is taken for the same words wherever it stands; "Agreed." is not."""
RECORD_TABLES = {"comments": "c", "bulletins": "b", "job_adverts": "a"}
"""The tables of records, with the letter in their keys."""


class Named(NamedTuple):
    """What of all that entries name is there.

    ``documents``: the document that an id in an entry means, which is another where it is that of a capture. ``records``: documents,
    with letter and digest of the key. ``posts``: the telling lines of the documents that are withheld whole.
    """

    documents: Mapping[str, str]
    records: frozenset[tuple[str, str]]
    posts: Mapping[str, frozenset[str]]


def key_column(table: str) -> str:
    """The column that is the key of a table of documents or records."""
    (column,) = table_named(table).key
    return column


def named_in(tables: Tables, entries: Sequence[Withheld]) -> Named:
    """What entries name in these tables, which have all rows of their documents."""
    known = meant_documents(tables, {entry.document for entry in entries})
    meant = [replace(entry, document=known[entry.document]) for entry in entries if entry.document in known]
    posts = _of(
        tables["documents"], "document_id", {entry.document for entry in meant if entry.record is None}
    ).select(["document_id", "body"])
    return Named(
        known,
        frozenset(_records_in(tables, {(e.document, e.record) for e in meant if e.record is not None})),
        {row["document_id"]: telling_lines(row["body"]) for row in posts.to_pylist()},
    )


def meant_documents(tables: Tables, ids: Collection[str]) -> dict[str, str]:
    """The documents that these ids mean in tables that have all rows of their documents: by their own, and by those of captures."""
    captures = _of(tables["captures"], "capture_id", ids)
    documents = _of(tables["documents"], "document_id", ids)["document_id"].to_pylist()
    known = dict(zip(captures["capture_id"].to_pylist(), captures["document_id"].to_pylist(), strict=True))
    return known | {name: name for name in documents}


def joined_named(parts: Iterable[Named]) -> Named:
    """What is named in tables that were divided by documents."""
    documents: dict[str, str] = {}
    records: set[tuple[str, str]] = set()
    posts: dict[str, frozenset[str]] = {}
    for part in parts:
        documents |= part.documents
        records |= part.records
        posts |= part.posts
    return Named(documents, frozenset(records), posts)


def meant_by(entries: Iterable[Withheld], named: Named) -> list[Withheld]:
    """The entries with the documents that their ids mean; an id that is not there stays."""
    return [replace(e, document=named.documents.get(e.document, e.document)) for e in entries]


def check_named(entries: Sequence[Withheld], named: Named) -> None:
    """Raise UsageError naming each entry that withholds nothing of the document it names, unless it is known to be gone."""
    missing = [
        _not_found(entry, named.documents.get(entry.document))
        for entry in entries
        if not entry.gone and not _is_there(entry, named)
    ]
    if missing:
        raise UsageError("\n".join(missing))


def telling_lines(text: str | None) -> frozenset[str]:
    """The lines of a text that tell whose words they are, white space collapsed."""
    lines = map(collapsed, (text or "").splitlines())
    return frozenset(line for line in lines if len(line) >= TELLING)


def rows_of(table: pa.Table, documents: Collection[str]) -> pa.Table:
    """The rows of a table that belong to these documents."""
    return _of(table, "document_id", documents)


def _of(table: pa.Table, column: str, values: Collection[str]) -> pa.Table:
    return table.filter(pc.is_in(table[column], pa.array(sorted(values), pa.string())))


def _records_in(tables: Tables, wanted: Collection[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for table in RECORD_TABLES if wanted else ():
        columns = ["document_id", key_column(table)]
        for row in rows_of(tables[table].select(columns), {name for name, _ in wanted}).to_pylist():
            found = (row["document_id"], row[key_column(table)][len(row["document_id"]) + 1 :][:18])
            if found in wanted:
                yield found


def _is_there(entry: Withheld, named: Named) -> bool:
    document = named.documents.get(entry.document)
    if document is None or entry.record is None:
        return document is not None
    return (document, entry.record) in named.records


def _not_found(entry: Withheld, document: str | None) -> str:
    if document is None:
        return (
            f"{entry.place}: no document {entry.document} was read: was it moved, or captured again "
            "under another name? name what it is called now in an entry of its own, and put gone = true into this one"
        )
    if document != entry.document:
        return (
            f"{entry.place} names a record of {entry.document}, which is a capture of the document {document}, and no record of that "
            "has these words: they may stand there in another form, or not any more: look (probation-corpus show); where they do, "
            f"name the key that they have there, which begins with {document}/, in an entry of its own; and put gone = true into "
            "this one"
        )
    return (
        f"{entry.place} names a record of {entry.document} which is not among those read: the words may stand there in another form "
        f"(captured again by another extractor?): look (probation-corpus show), name the new key in an entry of its own, "
        "and put gone = true into this one"
    )
