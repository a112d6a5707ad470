"""Corrections: what ``corrections.toml`` names is put right where what it expects is there, and reported where it is not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.cells import rows_with, with_cells
from flows.problems import Problem
from flows.publication.correctable import TEXTS
from flows.publication.corrected_rows import CorrectedRow, corrected_row, sound_rows
from flows.publication.correction_file import Correction
from flows.publication.correction_problems import stale, unknown
from flows.publication.finding import Found, find
from flows.publication.named import meant_documents
from flows.publication.withheld import Withheld
from flows.records import Row
from flows.tables import Tables, with_problems
from schemas import TableSchema, table_named

ALTERED = "altered"
REASON = "correction"


class Correcting(NamedTuple):
    """Tables with corrections, those that were applied, and problems with the others, which stand in the tables too."""

    tables: Tables
    applied: tuple[Correction, ...]
    problems: tuple[Problem, ...]


class Known(NamedTuple):
    """Of what corrections name, the keys that mean a row that is there, and the document that each id means.

    It is another document where the id is that of a capture.
    """

    keys: frozenset[str]
    documents: Mapping[str, str]


def correct(tables: Tables, corrections: Sequence[Correction], entries: Sequence[Withheld]) -> Correcting:
    """The tables, in the order of their keys, with all corrections that find what they expect.

    ``entries`` say what will be withheld. Its corrections are passed by without a word: withholding needs the rows as they were
    read, and nothing of them may stand in a problem. Every row that is changed still holds to its schema; keys stay.
    """
    if not corrections:
        return Correcting(tables, (), ())
    return correct_all(tables, corrections, find(lambda: [tables], entries))


def correct_all(tables: Tables, corrections: Sequence[Correction], withheld: Found) -> Correcting:
    """The same, where it is known what will be withheld."""
    found = corrected(tables, corrections, withheld)
    lost = unmatched(corrections, known_in(tables, corrections), withheld)
    return Correcting(with_problems(found.tables, lost), found.applied, (*found.problems, *lost))


def known_in(tables: Tables, corrections: Sequence[Correction]) -> Known:
    """What corrections name in these tables, which have all rows of their documents."""
    documents = meant_documents(tables, {correction.document for correction in corrections})
    keys: set[str] = set()
    for name, wanted in _by_table(_meant(corrections, documents)).items():
        keys.update(_among(tables[name][table_named(name).key[0]], {c.key for c in wanted}))
    found = zip(corrections, _meant(corrections, documents), strict=True)
    return Known(frozenset(named.key for named, meant in found if meant.key in keys), documents)


def joined_known(parts: Iterable[Known]) -> Known:
    """What corrections name in tables that were divided by documents."""
    all_parts = list(parts)
    return Known(
        frozenset(key for part in all_parts for key in part.keys),
        {name: document for part in all_parts for name, document in part.documents.items()},
    )


def unmatched(corrections: Sequence[Correction], known: Known, withheld: Found) -> tuple[Problem, ...]:
    """A problem for each correction whose key nothing has, but for what is withheld; of no document where there is none."""
    records = {entry.record for entry in withheld.entries if entry.record is not None}
    return tuple(
        unknown(correction)._replace(document_id=known.documents.get(correction.document))
        for correction in corrections
        if correction.key not in known.keys
        and not _is_withheld(correction, withheld)
        and correction.record not in records
    )


def corrected(tables: Tables, corrections: Sequence[Correction], withheld: Found) -> Correcting:
    """All tables or a part of them, with the corrections that fit rows there, and problems with those that do not fit theirs.

    A part has all rows of its documents, those of ``captures`` included, for a correction may name the id of any capture; what
    was applied names the document. Corrections of other parts are passed by: ``unmatched`` tells of those that no part has.
    """
    corrections = _meant(corrections, meant_documents(tables, {c.document for c in corrections}))
    applied: set[int] = set()
    problems: list[Problem] = []
    result = dict(tables)
    for name, of_table in _by_table(corrections).items():
        wanted = [correction for correction in of_table if not _is_withheld(correction, withheld)]
        rows, unfit = _fitted(tables[name], table_named(name), wanted)
        sound, broken = sound_rows(rows, table_named(name))
        result[name] = with_cells(tables[name], _cells(tables, sound))
        applied.update(id(correction) for row in sound for correction in row.applied)
        problems += [*unfit, *broken]
    done = tuple(correction for correction in corrections if id(correction) in applied)
    return Correcting(with_problems(result, problems), done, tuple(problems))


def _is_withheld(correction: Correction, withheld: Found) -> bool:
    return correction.key in withheld.keys or correction.document in withheld.ids


def _meant(corrections: Sequence[Correction], documents: Mapping[str, str]) -> list[Correction]:
    """The corrections with the documents that their ids mean, in their keys too; an id that is not there stays."""
    return [
        correction
        if (document := documents.get(correction.document, correction.document)) == correction.document
        else replace(correction, document=document, key=document + correction.key[len(correction.document) :])
        for correction in corrections
    ]


def _by_table(corrections: Sequence[Correction]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = {}
    for correction in corrections:
        found.setdefault(correction.table, []).append(correction)
    return found


def _among(column: pa.ChunkedArray, values: Collection[str]) -> list[str]:
    """Those of these values that stand in a column."""
    found: list[str] = column.filter(pc.is_in(column, pa.array(sorted(values), pa.string()))).to_pylist()
    return found


def _fitted(
    table: pa.Table, schema: TableSchema, corrections: Sequence[Correction]
) -> tuple[list[CorrectedRow], list[Problem]]:
    """The rows that corrections fit, and a problem for each correction that does not fit its row."""
    (key,) = schema.key
    by_key: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_key.setdefault(correction.key, []).append(correction)
    places, named = rows_with(table, key, by_key)
    rows: list[CorrectedRow] = []
    problems: list[Problem] = []
    for place, row in zip(places, named.to_pylist(), strict=True):
        fitting: dict[str, Correction] = {}
        for correction in by_key[row[key]]:
            # Entries under the ids of two captures may name one cell: the first is heeded.
            before = fitting.get(correction.column)
            value = row[correction.column] if before is None else before.should_be
            if before is None and value == correction.found:
                fitting[correction.column] = correction
            else:
                problems.append(stale(correction, value))
        if fitting:
            rows.append(corrected_row(place, row, list(fitting.values())))
    return rows, problems


def _cells(tables: Tables, rows: Sequence[CorrectedRow]) -> Mapping[str, Mapping[int, Any]]:
    """The cells that are other than they were, with the positions of corrected texts where the table has a column for them."""
    cells: dict[str, dict[int, Any]] = {}
    for row in rows:
        for column, value in row.after.items():
            if value != row.before[column]:
                cells.setdefault(column, {})[row.place] = value
        if ALTERED in row.before and any(correction.column in TEXTS for correction in row.applied):
            spans = row.before["spans"] if "spans" in row.before else _body(tables, row.before)
            more = [{"start": span["start"], "end": span["end"], "reason": REASON} for span in spans]
            positions = sorted([*(row.before[ALTERED] or []), *more], key=lambda at: (at["start"], at["end"]))
            cells.setdefault(ALTERED, {})[row.place] = positions
    return cells


def _body(tables: Tables, document: Row) -> list[Row]:
    """Where the text of a post stands: the segments of its page that are of this kind."""
    segments = tables["segments"]
    of_page = segments.filter(pc.equal(segments["document_id"], document["document_id"]))
    found: list[Row] = of_page.filter(pc.equal(of_page["kind"], "body")).select(["start", "end"]).to_pylist()
    return found
