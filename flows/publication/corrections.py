"""Corrections: what ``corrections.toml`` names is put right where what it expects is there, and reported where it is not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.cells import rows_with, with_cells
from flows.citations import links_in, times_in
from flows.problems import CODES, Problem
from flows.publication.correctable import TEXTS
from flows.publication.correction_file import FILE, Correction
from flows.publication.finding import Found, find
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


class Known(NamedTuple):
    """Of what corrections name, the keys and the documents that are there."""

    keys: frozenset[str]
    documents: frozenset[str]


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
    documents = tables["documents"]["document_id"]
    keys: set[str] = set()
    for name, wanted in _by_table(corrections).items():
        keys.update(_among(tables[name][table_named(name).key[0]], {c.key for c in wanted}))
    return Known(frozenset(keys), frozenset(_among(documents, {c.document for c in corrections})))


def joined_known(parts: Iterable[Known]) -> Known:
    """What corrections name in tables that were divided by documents."""
    all_parts = list(parts)
    return Known(
        frozenset(key for part in all_parts for key in part.keys),
        frozenset(document for part in all_parts for document in part.documents),
    )


def unmatched(corrections: Sequence[Correction], known: Known, withheld: Found) -> tuple[Problem, ...]:
    """A problem for each correction whose key nothing has, but for what is withheld; of no document where there is none."""
    records = {entry.record for entry in withheld.entries if entry.record is not None}
    return tuple(
        problem if correction.document in known.documents else problem._replace(document_id=None)
        for correction in corrections
        if correction.key not in known.keys
        and not _is_withheld(correction, withheld)
        and correction.record not in records
        for problem in [_unmatched(correction)]
    )


def corrected(tables: Tables, corrections: Sequence[Correction], withheld: Found) -> Correcting:
    """All tables or a part of them, with the corrections that fit rows there, and problems with those that do not fit theirs.

    Corrections of other parts are passed by: ``unmatched`` tells of those that no part has.
    """
    applied: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    result = dict(tables)
    for name, of_table in _by_table(corrections).items():
        wanted = [correction for correction in of_table if not _is_withheld(correction, withheld)]
        rows, unfit = _fitted(tables[name], table_named(name), wanted)
        sound, broken = _divided(rows, table_named(name))
        result[name] = with_cells(tables[name], _cells(tables, sound))
        applied.update((correction.key, correction.column) for row in sound for correction in row.applied)
        problems += [*unfit, *broken]
    done = tuple(c for c in corrections if (c.key, c.column) in applied)
    return Correcting(with_problems(result, problems), done, tuple(problems))


class _Corrected(NamedTuple):
    """A row with what fits it, and its place in the table."""

    place: int
    before: Row
    after: Row
    applied: tuple[Correction, ...]


def _is_withheld(correction: Correction, withheld: Found) -> bool:
    return correction.key in withheld.keys or correction.document in withheld.ids


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
) -> tuple[list[_Corrected], list[Problem]]:
    """The rows that corrections fit, and a problem for each correction that does not fit its row."""
    (key,) = schema.key
    by_key: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_key.setdefault(correction.key, []).append(correction)
    places, named = rows_with(table, key, by_key)
    rows: list[_Corrected] = []
    problems: list[Problem] = []
    for place, row in zip(places, named.to_pylist(), strict=True):
        fitting = []
        for correction in by_key[row[key]]:
            if row[correction.column] == correction.found:
                fitting.append(correction)
            else:
                problems.append(_stale(correction, row[correction.column]))
        if fitting:
            rows.append(_Corrected(place, row, _after(row, fitting), tuple(fitting)))
    return rows, problems


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
