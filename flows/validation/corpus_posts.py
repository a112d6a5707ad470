"""The posts and threads of a release: their sketches, and the rows of those that are compared with a page."""

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from flows.captures.minhash import minhash_of
from flows.captures.words import TELLING
from flows.releases.part_rows import batches_of, read_columns
from flows.tables import Tables
from flows.validation.captured import COLUMNS
from flows.validation.corpus import Corpus
from flows.validation.corpus_tables import readable
from flows.validation.sketches import Sketch, comment_mark, names_of

ROWS = 2**16
"""Rows of the corpus that are looked at at a time."""


def sketches_in(corpus: Corpus) -> Iterator[tuple[str, Sketch]]:
    """The sketch of each document that is published, by the id of the capture whose text it has.

    Memory is that of a part of a table, and of the marks of all comments.
    """
    marks: dict[str, list[int | str]] = {}
    for part in _parts(corpus, "comments", ["comment_id", "document_id", "text"]):
        telling = part.filter(pc.greater_equal(pc.utf8_length(part["text"]), TELLING))
        for key, document_id in zip(
            telling["comment_id"].to_pylist(), telling["document_id"].to_pylist(), strict=True
        ):
            marks.setdefault(document_id, []).append(comment_mark(key))
    passed_on: dict[str, list[str]] = {}
    for name in ("bulletins", "job_adverts"):
        for part in _parts(corpus, name, list(COLUMNS[name])):
            for row in part.filter(pc.is_null(part["comment_id"])).to_pylist():
                if row["text"] is not None:
                    passed_on.setdefault(row["document_id"], []).append(row["text"])
    for part in _parts(corpus, "documents", ["document_id", "body", "url"]):
        for row in part.to_pylist():
            post = row["document_id"]
            capture = corpus.published.get(post)
            if capture is not None:  # what is withheld has none
                texts = [row["body"] or "", *passed_on.get(post, ())]
                names = names_of(capture, row["url"], post)
                yield capture, Sketch(minhash_of(texts), (*marks.get(post, ()), *names))


def rows_of(corpus: Corpus, captures: Collection[str]) -> Tables:
    """What is compared of these captures; their rows go by the ids of the captures."""
    names = {corpus.posts[capture]: capture for capture in captures}
    old, new = pa.array(list(names), pa.string()), pa.array(list(names.values()), pa.string())
    found: Tables = {}
    for name, columns in COLUMNS.items():
        table = _read(corpus, name, list(columns), [("document_id", "in", list(names))])
        if "text" in columns:
            table = table.filter(pc.is_valid(table["text"]))  # tombstones have none
        ids = new.take(pc.index_in(table["document_id"].combine_chunks(), value_set=old))
        place = table.schema.get_field_index("document_id")
        found[name] = table.set_column(place, table.schema.field(place), ids)
    return found


def _parts(corpus: Corpus, name: str, columns: list[str]) -> Iterator[pa.Table]:
    with readable(corpus, name):
        yield from batches_of(corpus.folder, name, columns, ROWS)


def _read(
    corpus: Corpus, name: str, columns: list[str], filters: list[tuple[str, str, list[str]]]
) -> pa.Table:
    with readable(corpus, name):
        return read_columns(corpus.folder, name, columns, filters)
