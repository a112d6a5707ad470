"""Which records and documents the entries of ``withheld.toml`` withhold, and the keys that they have from then on."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.keys import collapsed
from flows.publication.named import RECORD_TABLES, TELLING, key_column, rows_of, telling_lines
from flows.publication.withheld import Withheld
from flows.records import Row
from flows.tables import Tables

_DIGEST = r"/[cba]-(?P<digest>[0-9a-f]{16})(?:-[0-9]+)?$"
ByDigest = Mapping[str, Sequence[Withheld]]
"""The entries that withhold words, by the digest in the keys of what has these words."""


class WithheldRecord(NamedTuple):
    """A row that becomes a tombstone: as it was read, its true key, and the entry that withholds it."""

    table: str
    key: str
    row: Row
    entry: Withheld


class Copies(NamedTuple):
    """Documents that go with those that are named, by the named one, and the digests of all their records, by document."""

    copies: Mapping[str, frozenset[str]]
    digests: Mapping[str, frozenset[str]]


def copies_in(tables: Tables, posts: Mapping[str, frozenset[str]]) -> Copies:
    """What goes with these posts, by their telling lines, in tables that have all rows of their documents; themselves too.

    A copy is the same page under another name: at least half of the telling lines of either post stand in the other.
    """
    copies: dict[str, set[str]] = {name: set() for name in posts}
    for row in tables["documents"].select(["document_id", "body"]).to_pylist() if posts else ():
        others = telling_lines(row["body"])
        for name, lines in posts.items():
            if row["document_id"] == name or _is_copy(lines, others):
                copies[name].add(row["document_id"])
    digests: dict[str, set[str]] = {name: set() for of in copies.values() for name in of}
    for table in RECORD_TABLES if digests else ():
        rows = rows_of(tables[table].select(["document_id", key_column(table)]), digests)
        for row in rows.to_pylist():
            digests[row["document_id"]].add(_digest(row[key_column(table)], row["document_id"]))
    return Copies(_frozen(copies), _frozen(digests))


def joined_copies(parts: Iterable[Copies]) -> Copies:
    """The copies in tables that were divided by documents."""
    copies: dict[str, set[str]] = {}
    digests: dict[str, frozenset[str]] = {}
    for part in parts:
        for name, of in part.copies.items():
            copies.setdefault(name, set()).update(of)
        digests |= part.digests
    return Copies(_frozen(copies), digests)


def withheld_documents(entries: Iterable[Withheld], copies: Copies) -> dict[str, Withheld]:
    """The documents that are withheld whole, by true id, those that an entry names before their copies."""
    found: dict[str, Withheld] = {}
    for entry in entries:
        if entry.record is None and entry.document in copies.copies:
            found.setdefault(entry.document, entry)
            for copy in sorted(copies.copies[entry.document] - {entry.document}):
                found.setdefault(copy, entry)
    return found


def by_digest(
    entries: Iterable[Withheld], documents: Mapping[str, Withheld], copies: Copies
) -> dict[str, list[Withheld]]:
    """The entries that withhold words wherever they stand: those of records, and those of the documents they stand in."""
    found: dict[str, list[Withheld]] = {}
    for entry in entries:
        if entry.record is not None:
            found.setdefault(entry.record[2:], []).append(entry)
    for document, entry in documents.items():
        for digest in copies.digests[document]:
            found.setdefault(digest, []).append(entry)
    return found


def withheld_records(tables: Tables, wanted: ByDigest, documents: Collection[str]) -> list[WithheldRecord]:
    """The rows that are withheld by themselves, outside of the documents that are withheld whole, in the order of ``in_order``.

    These are the rows of any table with the words that an entry names: in the entry's document always, elsewhere where they
    are telling (a page captured again under another name); those with telling words of a withheld document; and the bulletins
    and adverts inside such comments. Where several entries withhold a row the first does, so that entries added later leave
    the keys of tombstones alone. What is found in tables that were divided by documents is the same.
    """
    digests_wanted = pa.array(sorted(wanted), pa.string())
    found: dict[str, WithheldRecord] = {}
    for name in RECORD_TABLES if wanted else ():
        digests = pc.struct_field(pc.extract_regex(tables[name][key_column(name)], _DIGEST), "digest")
        for row in tables[name].filter(pc.is_in(digests, digests_wanted)).to_pylist():
            key = row[key_column(name)]
            is_telling = len(collapsed(row["text"])) >= TELLING
            same = [
                entry
                for entry in wanted[_digest(key, row["document_id"])]
                if is_telling or entry.document == row["document_id"]
            ]
            if same and row["document_id"] not in documents:
                found[key] = WithheldRecord(name, key, row, min(same, key=_number))
    comments = pa.array([record.key for record in found.values() if record.table == "comments"], pa.string())
    for name in ("bulletins", "job_adverts") if found else ():
        for row in tables[name].filter(pc.is_in(tables[name]["comment_id"], comments)).to_pylist():
            key = row[key_column(name)]
            around = found[row["comment_id"]].entry
            own = found[key].entry if key in found else around
            found[key] = WithheldRecord(name, key, row, min(own, around, key=_number))
    return in_order(found.values())


def in_order(records: Iterable[WithheldRecord]) -> list[WithheldRecord]:
    """Records in the order of table, document and place, by which their tombstones are numbered."""
    tables = tuple(RECORD_TABLES)
    return sorted(
        records, key=lambda r: (tables.index(r.table), r.row["document_id"], r.row["sequence"], r.key)
    )


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


def _is_copy(lines: frozenset[str], others: frozenset[str]) -> bool:
    return bool(lines) and 2 * len(lines & others) >= max(len(lines), len(others))


def _digest(key: str, document_id: str) -> str:
    return key[len(document_id) + len("/c-") :][:16]


def _number(entry: Withheld) -> int:
    return entry.number


def _frozen(sets: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(of) for name, of in sets.items()}
