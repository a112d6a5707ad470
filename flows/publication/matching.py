"""Which records and documents the entries of ``withheld.toml`` withhold, and the keys that they have from then on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import UsageError
from flows.keys import collapsed
from flows.publication.withheld import Withheld
from flows.records import Row
from flows.tables import Tables
from schemas import table_named

TELLING = 40
"""Characters from which on a text, white space collapsed, is taken for the same words wherever it stands; "Agreed." is not."""
RECORD_TABLES = {"comments": "c", "bulletins": "b", "job_adverts": "a"}
"""The tables of records, with the letter in their keys."""

_DIGEST = r"/[cba]-(?P<digest>[0-9a-f]{16})(?:-[0-9]+)?$"


class WithheldRecord(NamedTuple):
    """A row that becomes a tombstone: as it was read, its true key, and the entry that withholds it."""

    table: str
    key: str
    row: Row
    entry: Withheld


def key_column(table: str) -> str:
    """The column that is the key of a table of documents or records."""
    (column,) = table_named(table).key
    return column


def withheld_records(
    tables: Tables, entries: Sequence[Withheld], documents: Mapping[str, Withheld]
) -> list[WithheldRecord]:
    """The rows that are withheld by themselves, in the order of table, document and place.

    These are the rows of any table with the words that an entry names: in the entry's document always, elsewhere where they
    are telling (a page captured again under another name); those with telling words of a withheld document; and the bulletins
    and adverts inside such comments. Where several entries withhold a row the first does, so that entries added later leave
    the keys of tombstones alone.
    """
    by_digest: dict[str, list[Withheld]] = {}
    for entry in entries:
        if entry.record is not None:
            by_digest.setdefault(entry.record[2:], []).append(entry)
    for digest, entry in _digests_in(tables, documents):
        by_digest.setdefault(digest, []).append(entry)
    wanted = pa.array(list(by_digest), pa.string())
    found: dict[str, WithheldRecord] = {}
    for name in RECORD_TABLES:
        digests = pc.struct_field(pc.extract_regex(tables[name][key_column(name)], _DIGEST), "digest")
        for row in tables[name].filter(pc.is_in(digests, wanted)).to_pylist():
            key = row[key_column(name)]
            digest = key[len(row["document_id"]) + len("/c-") :][:16]
            is_telling = len(collapsed(row["text"])) >= TELLING
            same = [e for e in by_digest[digest] if is_telling or e.document == row["document_id"]]
            if same:
                found[key] = WithheldRecord(name, key, row, min(same, key=lambda entry: entry.number))
    comments = pa.array([record.key for record in found.values() if record.table == "comments"], pa.string())
    for name in ("bulletins", "job_adverts"):
        for row in tables[name].filter(pc.is_in(tables[name]["comment_id"], comments)).to_pylist():
            key = row[key_column(name)]
            around = found[row["comment_id"]].entry
            own = found[key].entry if key in found else around
            found[key] = WithheldRecord(name, key, row, min(own, around, key=lambda entry: entry.number))
    tables_in_order = tuple(RECORD_TABLES)
    return sorted(
        found.values(),
        key=lambda r: (tables_in_order.index(r.table), r.row["document_id"], r.row["sequence"]),
    )


def _digests_in(tables: Tables, documents: Mapping[str, Withheld]) -> Iterator[tuple[str, Withheld]]:
    """The digests of all records of withheld documents, each with the entry that withholds it."""
    ids = pa.array(list(documents), pa.string())
    for name in RECORD_TABLES if documents else ():
        rows = tables[name].filter(pc.is_in(tables[name]["document_id"], ids))
        for document, key in zip(
            rows["document_id"].to_pylist(), rows[key_column(name)].to_pylist(), strict=True
        ):
            yield key[len(document) + len("/c-") :][:16], documents[document]


def withheld_documents(documents: pa.Table, entries: Sequence[Withheld]) -> dict[str, Withheld]:
    """The documents that are withheld whole, by true id, those that an entry names before their copies.

    A copy is the same page under another name: at least half of the telling lines of either post stand in the other.
    """
    known = set(documents["document_id"].to_pylist())
    found: dict[str, Withheld] = {}
    for entry in entries:
        if entry.record is None and entry.document in known:
            found.setdefault(entry.document, entry)
            for copy in _copies(documents, entry.document):
                found.setdefault(copy, entry)
    return found


def _copies(documents: pa.Table, document_id: str) -> list[str]:
    """The other documents whose post has at least half of its telling lines, and of this one's, in common with it."""
    bodies = dict(zip(documents["document_id"].to_pylist(), documents["body"].to_pylist(), strict=True))
    lines = _telling_lines(bodies.pop(document_id))
    if not lines:
        return []
    found = {name: _telling_lines(body) for name, body in bodies.items()}
    return sorted(n for n, others in found.items() if 2 * len(lines & others) >= max(len(lines), len(others)))


def _telling_lines(text: str | None) -> frozenset[str]:
    lines = map(collapsed, (text or "").splitlines())
    return frozenset(line for line in lines if len(line) >= TELLING)


def opaque_keys(records: Iterable[WithheldRecord]) -> dict[str, str]:
    """The keys of tombstones by the true ones; those of one entry in one document and table are numbered in their order."""
    names: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for record in records:
        letter = RECORD_TABLES[record.table]
        names[record.key] = _numbered(
            seen, f"{record.row['document_id']}/{letter}-withheld-{record.entry.number}"
        )
    return names


def opaque_ids(documents: Mapping[str, Withheld]) -> dict[str, str]:
    """The ids of withheld documents by the true ones."""
    seen: Counter[str] = Counter()
    return {
        document_id: _numbered(seen, f"withheld-{entry.number}") for document_id, entry in documents.items()
    }


def _numbered(seen: Counter[str], name: str) -> str:
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def check_found(tables: Tables, entries: Sequence[Withheld], records: Iterable[WithheldRecord]) -> None:
    """Raise UsageError naming each entry that withholds nothing of the document it names, unless it is known to be gone."""
    documents = set(tables["documents"]["document_id"].to_pylist())
    digests = {(r.row["document_id"], r.key[len(r.row["document_id"]) + 1 :][:18]) for r in records}
    missing = [
        entry
        for entry in entries
        if not entry.gone
        and (
            entry.document not in documents
            if entry.record is None
            else (entry.document, entry.record) not in digests
        )
    ]
    if missing:
        raise UsageError("\n".join(_not_found(entry, entry.document in documents) for entry in missing))


def _not_found(entry: Withheld, has_document: bool) -> str:
    if entry.record is None or not has_document:
        return (
            f"{entry.place}: no document {entry.document} was read: was it moved, or captured again "
            "under another name? name what it is called now in an entry of its own, and put gone = true into this one"
        )
    return (
        f"{entry.place} names a record of {entry.document} which is not among those read: the words may stand there in another form "
        f"(captured again by another extractor?): look (probation-corpus show), name the new key in an entry of its own, "
        "and put gone = true into this one"
    )
