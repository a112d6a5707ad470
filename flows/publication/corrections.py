"""Corrections: what ``corrections.toml`` names is put right where what it expects is there, and reported where it is not."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.cells import rows_with, with_cells
from flows.citations import links_in, times_in
from flows.problems import CODES, Problem
from flows.publication.correctable import TEXTS
from flows.publication.correction_file import FILE, Correction
from flows.publication.matching import RECORD_TABLES, withheld_documents, withheld_records
from flows.publication.withheld import Withheld
from flows.records import Row
from flows.tables import Tables, with_problems
from schemas import TableSchema, table_named, validate

ALTERED = "altered"
REASON = "correction"
_DERIVED = {"comments": {"links": links_in, "times_mentioned": times_in}}
"""Columns that are read off the text, and follow it unless they are corrected themselves."""
_SHOWN = 80


class Correcting(NamedTuple):
    """Tables with corrections, those that were applied, and problems with the others, which stand in the tables too."""

    tables: Tables
    applied: tuple[Correction, ...]
    problems: tuple[Problem, ...]


class _Corrected(NamedTuple):
    """A row with what fits it, and its place in the table."""

    place: int
    before: Row
    after: Row
    applied: tuple[Correction, ...]


def correct(tables: Tables, corrections: Sequence[Correction], entries: Sequence[Withheld]) -> Correcting:
    """The tables, in the order of their keys, with all corrections that find what they expect.

    ``entries`` say what will be withheld. Its corrections are passed by without a word: withholding needs the rows as they were
    read, and nothing of them may stand in a problem. Every row that is changed still holds to its schema; keys stay.
    """
    hidden = _hidden(tables, corrections, entries)
    applied: list[Correction] = []
    problems: list[Problem] = []
    result = dict(tables)
    for name in dict.fromkeys(correction.table for correction in corrections):
        of_table = [c for c in corrections if c.table == name and not hidden.holds(c)]
        rows, unfit = _fitted(tables[name], table_named(name), of_table, hidden)
        sound, broken = _divided(rows, table_named(name))
        result[name] = with_cells(tables[name], _cells(tables, sound))
        applied += [correction for row in sound for correction in row.applied]
        problems += [*unfit, *broken]
    known = set(tables["documents"]["document_id"].to_pylist()) if problems else set()
    problems = [p if p.document_id in known else p._replace(document_id=None) for p in problems]
    done = {(correction.key, correction.column) for correction in applied}
    in_order = tuple(c for c in corrections if (c.key, c.column) in done)
    return Correcting(with_problems(result, problems), in_order, tuple(problems))


class _Hidden(NamedTuple):
    """What is withheld: true keys and documents, and the letters and digests that are named, found or not."""

    keys: frozenset[str]
    documents: frozenset[str]
    records: frozenset[str]

    def holds(self, correction: Correction) -> bool:
        return correction.key in self.keys or correction.document in self.documents


def _hidden(tables: Tables, corrections: Sequence[Correction], entries: Sequence[Withheld]) -> _Hidden:
    if not entries or not corrections:
        return _Hidden(frozenset(), frozenset(), frozenset())
    documents = withheld_documents(tables["documents"], entries)
    ids = pa.array(sorted({*documents, *(correction.document for correction in corrections)}), pa.string())
    near = {name: tables[name].filter(pc.is_in(tables[name]["document_id"], ids)) for name in RECORD_TABLES}
    whole = {entry.document for entry in entries if entry.record is None}
    return _Hidden(
        keys=frozenset(record.key for record in withheld_records(near, entries, documents)),
        documents=frozenset({*whole, *documents}),
        records=frozenset(entry.record for entry in entries if entry.record is not None),
    )


def _fitted(
    table: pa.Table, schema: TableSchema, corrections: Sequence[Correction], hidden: _Hidden
) -> tuple[list[_Corrected], list[Problem]]:
    """The rows that corrections fit, and a problem for each correction that fits none."""
    (key,) = schema.key
    by_key: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_key.setdefault(correction.key, []).append(correction)
    places, named = rows_with(table, key, by_key)
    rows: list[_Corrected] = []
    problems: list[Problem] = []
    for place, row in zip(places, named.to_pylist(), strict=True):
        fitting = []
        for correction in by_key.pop(row[key]):
            if row[correction.column] == correction.found:
                fitting.append(correction)
            else:
                problems.append(_stale(correction, row[correction.column]))
        if fitting:
            rows.append(_Corrected(place, row, _after(row, fitting), tuple(fitting)))
    missing = [correction for of_key in by_key.values() for correction in of_key]
    return rows, problems + [_unmatched(c) for c in missing if c.record not in hidden.records]


def _after(row: Row, corrections: Sequence[Correction]) -> Row:
    after = row | {correction.column: correction.should_be for correction in corrections}
    corrected = {correction.column for correction in corrections}
    if "text" in corrected:
        for column, derived in _DERIVED.get(corrections[0].table, {}).items():
            if column not in corrected:
                after[column] = derived(after["text"] or "")
    return after


def _divided(rows: Sequence[_Corrected], schema: TableSchema) -> tuple[list[_Corrected], list[Problem]]:
    """The rows that hold to the schema, and a problem for each that does not and stays as it was read."""
    if not rows:
        return [], []
    table = pa.Table.from_pylist([row.after for row in rows], schema=schema.arrow_schema)
    validation = validate(table, schema, limit=len(rows))
    why: dict[int, list[str]] = {}
    for failure in validation.failures:
        if failure.row is not None:
            found = f"found {failure.value}; " if failure.value is not None else ""
            why.setdefault(failure.row, []).append(f"{failure.column}: {found}expected {failure.expected}")
    sound = [row for place, row in enumerate(rows) if place not in validation.failing_rows]
    return sound, [_invalid(rows[place].applied, why[place]) for place in sorted(validation.failing_rows)]


def _cells(tables: Tables, rows: Sequence[_Corrected]) -> Mapping[str, Mapping[int, Any]]:
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


def _stale(correction: Correction, value: Any) -> Problem:
    if value == correction.should_be:
        message = (
            f"{_told(correction)}: {_shown(value)}, as it should be, is there already: take the entry out"
        )
    else:
        message = (
            f"{_told(correction)}: expected {_shown(correction.found)}, but {_shown(value)} is there; nothing is changed: look at "
            "the page, and mend the entry or take it out"
        )
    return _problem(correction, "correction_stale", message)


def _unmatched(correction: Correction) -> Problem:
    message = (
        f"{_told(correction)}: no row of {correction.table} has this key: was the file moved, or is the text read otherwise now? "
        "name the new key, or take the entry out"
    )
    return _problem(correction, "correction_unmatched", message)


def _invalid(corrections: Sequence[Correction], why: Sequence[str]) -> Problem:
    told = " and ".join(_told(correction) for correction in corrections)
    message = f"{told}: the row would break a rule and stays as it was read: {'; '.join(why)}: mend the entry"
    return _problem(corrections[0], "correction_invalid", message)


def _told(correction: Correction) -> str:
    return f"entry {correction.number}: {correction.key}, column {correction.column}"


def _problem(correction: Correction, code: str, message: str) -> Problem:
    return Problem(FILE, correction.document, CODES[code][0], code, message, correction.line)


def _shown(value: Any) -> str:
    match value:
        case None:
            shown = "nothing"
        case str():
            shown = repr(value)
        case date():
            shown = value.isoformat()
        case _:
            shown = str(value)
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
