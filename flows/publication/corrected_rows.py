"""Rows with their corrections: those that keep the row to its schema, and a problem for each that would not."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from flows.citations import links_in, times_in
from flows.problems import Problem
from flows.publication.correction_file import Correction
from flows.publication.correction_problems import invalid
from flows.records import Row
from schemas import Failure, TableSchema, validate

_DERIVED = {"comments": {"links": links_in, "times_mentioned": times_in}}
"""Columns that are read off the text, and follow it unless they are corrected themselves."""
_OF_ONE_VALUE = re.compile(r"(?P<value>[a-z]+_on|salary)(?:_[a-z]+)?")
"""Columns that say one thing together, such as a date and its precision."""


class CorrectedRow(NamedTuple):
    """A row as it was and with the corrections that were applied, and its place in the table."""

    place: int
    before: Row
    after: Row
    applied: tuple[Correction, ...]


def corrected_row(place: int, row: Row, corrections: Sequence[Correction]) -> CorrectedRow:
    """A row with these corrections, of one column each; what is read off its text follows."""
    after = row | {correction.column: correction.should_be for correction in corrections}
    columns = {correction.column for correction in corrections}
    if "text" in columns:
        for column, derived in _DERIVED.get(corrections[0].table, {}).items():
            if column not in columns:
                after[column] = derived(after["text"] or "")
    return CorrectedRow(place, row, after, tuple(corrections))


def sound_rows(rows: Sequence[CorrectedRow], schema: TableSchema) -> tuple[list[CorrectedRow], list[Problem]]:
    """The rows with the corrections that keep them to the schema, and a problem for each value that does not.

    Where a row would break a rule its values are tried one after another, in the order of the entries, so that the right ones
    stand.
    """
    why = _broken(rows, schema)
    sound = [row for number, row in enumerate(rows) if number not in why]
    others, problems = _one_by_one([rows[number] for number in sorted(why)], schema)
    return [*sound, *others], problems


def _one_by_one(
    rows: Sequence[CorrectedRow], schema: TableSchema
) -> tuple[list[CorrectedRow], list[Problem]]:
    values = [_by_value(row.applied) for row in rows]
    kept = [corrected_row(row.place, row.before, ()) for row in rows]
    problems: list[Problem] = []
    for turn in range(max(map(len, values), default=0)):
        tried = {
            number: corrected_row(row.place, row.before, (*row.applied, *values[number][turn]))
            for number, row in enumerate(kept)
            if turn < len(values[number])
        }
        why = _broken(list(tried.values()), schema)
        for place, (number, row) in enumerate(tried.items()):
            if place in why:
                problems.append(_blamed(values[number][turn], why[place]))
            else:
                kept[number] = row
    return [row for row in kept if row.applied], problems


def _by_value(corrections: Sequence[Correction]) -> list[list[Correction]]:
    """Corrections that go together, in the order of the first of each."""
    found: dict[str, list[Correction]] = {}
    for correction in corrections:
        match = _OF_ONE_VALUE.fullmatch(correction.column)
        found.setdefault(match["value"] if match else correction.column, []).append(correction)
    return list(found.values())


def _broken(rows: Sequence[CorrectedRow], schema: TableSchema) -> Mapping[int, Sequence[Failure]]:
    """The rules that rows would break, by the number of the row."""
    if not rows:
        return {}
    table = pa.Table.from_pylist([row.after for row in rows], schema=schema.arrow_schema)
    found: dict[int, list[Failure]] = {}
    for failure in validate(table, schema, limit=len(rows)).failures:
        if failure.row is not None:
            found.setdefault(failure.row, []).append(failure)
    return found


def _blamed(corrections: Sequence[Correction], why: Sequence[Failure]) -> Problem:
    """The problem, at the entry whose column breaks a rule; else at the first of those that go together."""
    columns = {failure.column for failure in why}
    blamed = next((found for found in corrections if found.column in columns), corrections[0])
    return invalid(blamed, [_told(failure) for failure in why])


def _told(failure: Failure) -> str:
    found = f"found {failure.value}; " if failure.value is not None else ""
    return f"{failure.column}: {found}expected {failure.expected}"
