"""References of rows: to rows of this contribution, to its pages, and to the corpus."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.part_rows import read_columns
from flows.validation.corpus import KEYS, Corpus
from flows.validation.corpus_tables import readable
from flows.validation.findings import shortened
from flows.validation.flaws import Flaw, flaws_where
from schemas import ForeignKey, TableSchema

_RECORDS = ("comments", "bulletins", "job_adverts")
_PLACES = ("sequence", "depth", "spans", "end", "characters", "text", "sha256")
"""Columns that are kept of each file beside its keys and references."""


_TELLING = {"documents": "sha256", "comments": "text", "bulletins": "text", "job_adverts": "text"}
"""The column of each table that a key stands for."""


class Light(NamedTuple):
    """Of a file's rows what references need."""

    schema: TableSchema
    table: pa.Table


class Known(NamedTuple):
    """What may be referred to: the keys by table, whole tables only, and the length of each document."""

    keys: Mapping[str, pa.Array]
    characters: Mapping[str, int]
    against: bool
    texts: Mapping[str, pa.Table]
    """By table, keys of the corpus with what they stand for."""


def light(schema: TableSchema, table: pa.Table) -> Light:
    """The columns of a table that references need, those of a right type."""
    names = {
        *schema.key,
        *(column for key in schema.foreign_keys for column in key.columns),
        "record_id",
        *_PLACES,
    }
    kept = [
        name
        for name in table.column_names
        if name in names and table.schema.field(name).type == schema.arrow_schema.field(name).type
    ]
    return Light(schema, table.select(kept))


def known(files: Sequence[Light], pages: Mapping[str, int], corpus: Corpus | None) -> Known:
    """What the rows of a contribution may refer to: its own rows and pages, and those of the corpus."""
    keys: dict[str, list[pa.Array]] = {}
    characters = dict(pages)
    for schema, table in files:
        key = KEYS.get(schema.name)
        if key in table.column_names:
            keys.setdefault(schema.name, []).extend(table[key].chunks)
        if schema.name == "documents" and {"document_id", "characters"} <= set(table.column_names):
            pairs = zip(table["document_id"].to_pylist(), table["characters"].to_pylist(), strict=True)
            characters |= {document: length for document, length in pairs if length is not None}
    if pages:
        keys.setdefault("documents", []).append(pa.array(pages, pa.string()))
    if corpus is not None:
        characters |= {found.document_id: found.characters for found in corpus.documents.values()}
        for name, key in KEYS.items():
            keys.setdefault(name, []).extend(_column(corpus, name, key).chunks)
    texts = {} if corpus is None else {name: _texts(corpus, name) for name in _TELLING}
    whole = {name: pa.chunked_array(parts, pa.string()).combine_chunks() for name, parts in keys.items()}
    return Known(whole, characters, corpus is not None, texts)


def dangling(file: Light, known: Known) -> Iterator[Flaw]:
    """References to rows that are nowhere, and positions beyond the end of their page."""
    for reference in file.schema.foreign_keys:
        yield from _foreign(file, reference, known)
    if file.schema.name == "segments" and all(name in known.keys for name in _RECORDS):
        records = pa.concat_arrays([known.keys[name] for name in _RECORDS])
        yield from _missing(file.table, "record_id", records, "comments, bulletins or job_adverts", known)
    if file.schema.name == "comments":
        yield from _parents(file.table)
    yield from _beyond(file.table, known)


def other_texts(file: Light, known: Known) -> Iterator[Flaw]:
    """Rows whose key the corpus has for another text: such a row would take the place of one that is published."""
    corpus, column = known.texts.get(file.schema.name), _TELLING.get(file.schema.name)
    if corpus is None or column is None:
        return
    key = KEYS[file.schema.name]
    if not {key, column} <= set(file.table.column_names):
        return
    places = pc.index_in(file.table[key], value_set=corpus[key].combine_chunks(), skip_nulls=True)
    there = corpus[column].combine_chunks().take(places.combine_chunks())
    differs = pc.and_(pc.is_valid(places), pc.fill_null(pc.not_equal(file.table[column], there), True))

    def flaw(row: int) -> Flaw:
        value = shortened(repr(file.table[column][row].as_py()))
        remedy = "send a correction of what is there, or leave the row out"
        return Flaw(
            "key_in_corpus", f"the corpus has another {column} under this key", remedy, row, column, value
        )

    yield from flaws_where(differs, flaw)


def _foreign(file: Light, reference: ForeignKey, known: Known) -> Iterator[Flaw]:
    (column,) = reference.columns
    if column in file.table.column_names and reference.table in known.keys:
        yield from _missing(file.table, column, known.keys[reference.table], reference.table, known)


def _missing(table: pa.Table, column: str, keys: pa.Array, where: str, known: Known) -> Iterator[Flaw]:
    if column not in table.column_names:
        return
    gone = pc.and_(pc.is_valid(table[column]), pc.invert(pc.is_in(table[column], value_set=keys)))
    place = "here or in the corpus" if known.against else "here"
    remedy = (
        "correct the key"
        if known.against
        else "correct the key, or name with --against the release that has the row"
    )

    def flaw(row: int) -> Flaw:
        value = shortened(repr(table[column][row].as_py()))
        return Flaw(
            "reference_dangling", f"no row of {where} {place} has this key", remedy, row, column, value
        )

    yield from flaws_where(gone, flaw)


def _parents(table: pa.Table) -> Iterator[Flaw]:
    """Parents that are replies themselves, or stand after their reply; those in the same file alone."""
    if not {"comment_id", "parent_id", "sequence", "depth"} <= set(table.column_names):
        return
    parents = pc.index_in(table["parent_id"], value_set=table["comment_id"].combine_chunks(), skip_nulls=True)
    # A comment that is its own parent breaks a rule of the table already.
    parents = pc.if_else(pc.equal(table["parent_id"], table["comment_id"]), None, parents)
    depth, sequence = table["depth"].take(parents), table["sequence"].take(parents)
    nested = pc.greater(depth, 0)
    later = pc.greater_equal(sequence, table["sequence"])

    def flaw(code: str, message: str, row: int) -> Flaw:
        value = shortened(repr(table["parent_id"][row].as_py()))
        return Flaw(code, message, "name the top-level comment above the reply", row, "parent_id", value)

    reply = "the parent is a reply itself: its depth is not 0"
    yield from flaws_where(nested, partial(flaw, "parent_is_reply", reply))
    place = "the parent does not stand before its reply (sequence)"
    yield from flaws_where(later, partial(flaw, "parent_later", place))


def _beyond(table: pa.Table, known: Known) -> Iterator[Flaw]:
    if "document_id" not in table.column_names or not known.characters:
        return
    lengths = pa.array([known.characters.get(key) for key in table["document_id"].to_pylist()], pa.int64())
    for column in ("spans", "end"):
        if column in table.column_names:
            ends = _last_ends(table[column]) if column == "spans" else table[column]
            yield from flaws_where(pc.greater(ends, lengths), partial(_lies_beyond, table, column, lengths))


def _lies_beyond(table: pa.Table, column: str, lengths: pa.Array, row: int) -> Flaw:
    message = f"the page ends at character {lengths[row].as_py()}: this place lies beyond it"
    value = shortened(str(table[column][row].as_py()))
    return Flaw("beyond_page", message, "take the positions from the file as it stands", row, column, value)


def _last_ends(spans: pa.ChunkedArray) -> pa.Array:
    """The greatest end of each list of spans; null where it has none."""
    lists = spans.combine_chunks()
    ends = pc.struct_field(pc.list_flatten(lists), "end")
    of_rows = pa.table({"row": pc.list_parent_indices(lists).cast(pa.int64()), "end": ends})
    most = of_rows.group_by("row").aggregate([("end", "max")])
    places = pc.index_in(pa.array(range(len(lists)), pa.int64()), value_set=most["row"].combine_chunks())
    return most["end_max"].combine_chunks().take(places)


def _column(corpus: Corpus, name: str, key: str) -> pa.ChunkedArray:
    return _columns(corpus, name, [key])[key]


def _texts(corpus: Corpus, name: str) -> pa.Table:
    return _columns(corpus, name, [KEYS[name], _TELLING[name]])


def _columns(corpus: Corpus, name: str, columns: list[str]) -> pa.Table:
    with readable(corpus, name):
        return read_columns(corpus.folder, name, columns)
