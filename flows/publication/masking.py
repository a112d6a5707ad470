"""Masking: private data in published cells is hidden by masks of the same length, and rows say where (``altered``).

The key of a record stays that of the text as it was read. A key, like the ``sha256`` of a document, may confirm a guess of
what is masked: masks keep private data from being read and gathered, and what must not be guessed either is withheld.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from flows.cells import with_cells
from flows.page import Span
from flows.problems import CODES, Problem
from flows.publication.finding import NOTHING, Found
from flows.publication.masked_page import MaskedPage, PageRows, masked_page
from flows.publication.named import RECORD_TABLES, key_column
from flows.publication.privacy import Privacy
from flows.publication.private import NAMES, blotted, private_in
from flows.publication.private_cells import documents_with_private_data, may_hold
from flows.publication.private_names import private_names
from flows.records import Row
from flows.segments import Kind
from flows.tables import Tables, sorted_table, tables_of, with_problems
from schemas import table_named
from schemas.alterations import MASKS

MASKED = ("documents", *RECORD_TABLES, "captures", "problems")
"""The tables whose cells are masked."""
CODE = "private_data_masked"


class Masking(NamedTuple):
    """The tables to publish, and how many values were masked, by kind; what several rows share counts once, and what is
    withheld not at all.
    """

    tables: Tables
    counts: Mapping[str, int]


def mask(
    tables: Tables,
    privacy: Privacy,
    page_text: Callable[[str], str],
    withheld: Found = NOTHING,
    documents_with: Callable[[Tables, Collection[str]], list[str]] = documents_with_private_data,
) -> Masking:
    """All tables or a part of them, with masks in place of the private data that the settings name.

    Each document that has some has a problem that counts them. ``tables`` are sorted and corrected; what is ``withheld`` stands in
    them as yet. ``page_text`` gives the text of a document's page; it is asked for those alone that hold private data, as
    ``documents_with`` finds them: it may name more, never fewer. Time is linear in the tables, with next to nothing for what holds none.
    """
    if not privacy.mask:
        return Masking(tables, dict.fromkeys(MASKS, 0))
    tables = with_problems(tables, private_names(tables["documents"], privacy.mask))
    tables, of_no_document = _of_no_document(tables, privacy.mask, withheld)
    private = documents_with(tables, privacy.mask)
    if not private:
        return Masking(tables, {kind: of_no_document[kind] for kind in MASKS})
    wanted = pa.array(private, pa.string())
    rows = {name: _rows_of(tables[name], wanted) for name in MASKED}
    bodies = _bodies(tables["segments"], wanted)
    changed: dict[str, dict[int, Row]] = {name: {} for name in MASKED}
    counts = of_no_document
    problems: list[Problem] = []
    for document_id in private:
        own = {name: rows[name].get(document_id, {}) for name in MASKED}
        page = PageRows(
            page_text(document_id), tuple(bodies.get(document_id, ())), own, _withheld(own, withheld)
        )
        found = masked_page(page, privacy.mask)
        for name, of in found.rows.items():
            changed[name].update(of)
        if document_id not in withheld.documents:
            counts.update(found.counts)
            problems += [_problem(row, found) for row in own["documents"].values() if found.counts]
    result = {**tables, **{name: _with_rows(tables[name], changed[name], name) for name in MASKED}}
    told = tables_of([], problems)["problems"]
    result["problems"] = sorted_table(pa.concat_tables([result["problems"], told]), table_named("problems"))
    return Masking(result, {kind: counts[kind] for kind in MASKS})


def in_words(counts: Mapping[str, int]) -> list[str]:
    """What was masked, kind by kind: "2 e-mail addresses"."""
    return [f"{counts[kind]:,} {NAMES[kind][counts[kind] != 1]}" for kind in MASKS if counts.get(kind)]


def _withheld(rows: Mapping[str, Mapping[int, Row]], withheld: Found) -> frozenset[tuple[str, int]]:
    return frozenset(
        (name, place)
        for name in (RECORD_TABLES if withheld.keys else ())
        for place, row in rows[name].items()
        if row[key_column(name)] in withheld.keys
    )


def _of_no_document(tables: Tables, kinds: Collection[str], withheld: Found) -> tuple[Tables, Counter[str]]:
    """The tables with masks in messages that belong to no document, and how many there are, by kind."""
    problems = tables["problems"]
    alone = pc.and_(pc.is_null(problems["document_id"]), may_hold(problems["message"], kinds))
    counts: Counter[str] = Counter()
    cells: dict[int, str] = {}
    places = pc.indices_nonzero(alone.combine_chunks()).to_pylist()
    for place, row in zip(places, problems.take(pa.array(places, pa.int64())).to_pylist(), strict=True):
        hidden = blotted(row["message"], kinds, (row["source"],))
        if hidden != row["message"]:
            cells[place] = hidden
            found = private_in(row["message"], kinds)
            counts.update(p.kind for p in found if row["source"] not in withheld.files)
    if not cells:
        return tables, counts
    changed = sorted_table(with_cells(problems, {"message": cells}), table_named("problems"))
    return {**tables, "problems": changed}, counts


def _problem(document: Row, found: MaskedPage) -> Problem:
    number, unplaced = sum(found.counts.values()), found.unplaced
    where = "the column altered says where"
    if unplaced:
        rest = f"; of the rest {where}" if unplaced < number else ""
        where = f"{unplaced:,} of {number:,} in no text of the page{rest}"
    message = f"{', '.join(in_words(found.counts))}: masked in what is published; {where}"
    return Problem(document["source"], document["document_id"], CODES[CODE][0], CODE, message)


def _rows_of(table: pa.Table, documents: pa.Array) -> dict[str, dict[int, Row]]:
    """The rows of these documents, by document and by their place in the table."""
    # Of one chunk: where a table has none, pyarrow 26 would end the process.
    places = pc.indices_nonzero(pc.is_in(table["document_id"].combine_chunks(), documents))
    found: dict[str, dict[int, Row]] = {}
    for place, row in zip(places.to_pylist(), table.take(places).to_pylist(), strict=True):
        found.setdefault(row["document_id"], {})[place] = row
    return found


def _bodies(segments: pa.Table, documents: pa.Array) -> dict[str, list[Span]]:
    """The segments of the body of each of these documents, in their order."""
    is_body = pc.and_(
        pc.is_in(segments["document_id"], documents), pc.equal(segments["kind"], Kind.BODY.value)
    )
    rows = (
        segments.filter(is_body)
        .sort_by([("document_id", "ascending"), ("sequence", "ascending")])
        .to_pylist()
    )
    return {
        document_id: [Span(row["start"], row["end"]) for row in of]
        for document_id, of in groupby(rows, key=lambda row: row["document_id"])
    }


def _with_rows(table: pa.Table, rows: Mapping[int, Row], name: str) -> pa.Table:
    """The table with these rows in the place of those that stand there."""
    if not rows:
        return table
    order = np.arange(table.num_rows)
    order[list(rows)] = table.num_rows + np.arange(len(rows))
    others = pa.Table.from_pylist(list(rows.values()), schema=table_named(name).arrow_schema)
    return pa.concat_tables([table, others]).take(pa.array(order)).combine_chunks()
