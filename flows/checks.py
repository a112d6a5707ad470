"""Checks of the tables: each table against its schema, references between tables, and the release's invariants.

A record that breaks a rule is not published and not lost: it becomes problems with the reason, and its segment
stays. A broken invariant is a defect of the program and stops the release.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import InvariantError
from flows.problems import CODES, Problem
from flows.records import Row
from flows.tables import Tables, with_problems
from schemas import TABLES, Failure, ForeignKey, TableSchema, table_named, validate

MOST_FAILURES = 20
"""Failures of one rule that become problems one by one; the rest are counted in one more."""

_RECORD_TABLES = ("comments", "bulletins", "job_adverts")
_Sources = dict[str, str | None]
"""The source of each document; None where it is withheld."""


class Checked(NamedTuple):
    """Tables that hold to their schemas and to each other, and how many records were left out."""

    tables: Tables
    dropped: int


def check_tables(tables: Tables) -> Checked:
    """Leave out what breaks a rule, until what remains holds; then hold it to the invariants."""
    dropped = 0
    while True:
        problems: list[Problem] = []
        kept: Tables = {}
        for schema in TABLES:
            table = tables[schema.name]
            failing, found = _failing(table, schema, tables)
            problems += found
            dropped += len(failing)
            kept[schema.name] = _without(table, failing)
        kept, cleared = _with_references(kept)
        if not problems and not cleared:
            break
        tables = with_problems(_recounted(kept), [*problems, *cleared])
    _check_invariants(tables)
    return Checked(tables, dropped)


def _failing(table: pa.Table, schema: TableSchema, tables: Tables) -> tuple[frozenset[int], list[Problem]]:
    validation = validate(table, schema, limit=MOST_FAILURES)
    if not validation.is_sound:
        raise InvariantError(
            "; ".join(str(failure) for failure in validation.failures if failure.row is None)
        )
    sources = _sources(tables)
    problems = [_problem(table, failure, sources) for failure in validation.failures]
    for total in validation.totals:
        if total.rows > MOST_FAILURES:
            rest = total.rows - MOST_FAILURES
            message = f"{schema.name}, column {total.column}: {rest} more rows break the rule {total.rule}"
            problems.append(Problem(schema.name, None, CODES["record_invalid"][0], "record_invalid", message))
    return validation.failing_rows, problems


def _problem(table: pa.Table, failure: Failure, sources: _Sources) -> Problem:
    row = table.slice(failure.row or 0, 1).to_pylist()[0]
    if row.get("withheld") is not None:
        # Not a record to leave out, but a fault of withholding; and no message may quote what was withheld.
        key = row[table_named(failure.table).key[0]]
        raise InvariantError(f"{failure.table}: {key}, which is withheld, breaks the rule {failure.rule}")
    # The number of a row would tell of the tables that happen to be checked together, and of none that is published.
    return _about(row, "record_invalid", str(replace(failure, row=None)), failure.table, sources)


def _about(row: Row, code: str, message: str, table: str, sources: _Sources) -> Problem:
    """A problem with a row, where the row itself says, in a form that the problems table takes, whose it is and where."""
    document_id = row.get("document_id")
    known = document_id if document_id in sources else None
    source = sources.get(document_id or "") or table
    return Problem(source, known, CODES[code][0], code, message, None, *_place(row))


def _place(row: Row) -> tuple[int, int] | tuple[None, None]:
    spans = row.get("spans") or [{"start": row.get("start"), "end": row.get("end")}]
    start, end = spans[0]["start"], spans[-1]["end"]
    if start is None or end is None or not 0 <= start <= end:
        return None, None
    return start, end


def _sources(tables: Tables) -> _Sources:
    documents = tables["documents"]
    return dict(zip(documents["document_id"].to_pylist(), documents["source"].to_pylist(), strict=True))


def _without(table: pa.Table, failing: frozenset[int]) -> pa.Table:
    if not failing:
        return table
    return table.take(pa.array(sorted(set(range(table.num_rows)) - failing), pa.int64()))


def _with_references(tables: Tables) -> tuple[Tables, list[Problem]]:
    """The tables without references to rows that are not there, and a problem for each that was cleared."""
    problems: list[Problem] = []
    sources = _sources(tables)
    for schema in TABLES:
        for reference in schema.foreign_keys:
            tables, found = _resolve(tables, schema, reference, sources)
            problems += found
    keys = pa.chunked_array(
        [chunk for name in _RECORD_TABLES for chunk in tables[name][table_named(name).key[0]].chunks],
        pa.string(),
    )
    missing = _missing(tables["segments"]["record_id"], keys)
    if pc.any(missing).as_py():
        problems += _cleared(tables["segments"], missing, "segments", "record_id", sources)
        tables = {**tables, "segments": _nulled(tables["segments"], "record_id", missing)}
    return tables, problems


def _resolve(
    tables: Tables, schema: TableSchema, reference: ForeignKey, sources: _Sources
) -> tuple[Tables, list[Problem]]:
    """One foreign key: a reference that may be null is cleared, a row that must have it goes."""
    (column,), (target,) = reference.columns, reference.reference
    table = tables[schema.name]
    missing = _missing(table[column], tables[reference.table][target])
    if not pc.any(missing).as_py():
        return tables, []
    problems = list(_cleared(table, missing, schema.name, column, sources))
    nullable = schema.arrow_schema.field(column).nullable
    table = _nulled(table, column, missing) if nullable else table.filter(pc.invert(missing))
    return {**tables, schema.name: table}, problems


def _missing(values: pa.ChunkedArray, known: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.and_(pc.is_valid(values), pc.invert(pc.is_in(values, value_set=known.combine_chunks())))


def _nulled(table: pa.Table, column: str, where: pa.ChunkedArray) -> pa.Table:
    values = pc.if_else(where, pa.scalar(None, table.schema.field(column).type), table[column])
    return table.set_column(table.schema.get_field_index(column), table.schema.field(column), values)


def _cleared(
    table: pa.Table, where: pa.ChunkedArray, name: str, column: str, sources: _Sources
) -> Iterator[Problem]:
    for row in table.filter(where).to_pylist():
        message = f"{name}, column {column}: {row[column]} is not published, so nothing refers to it any more"
        yield _about(row, "reference_cleared", message, name, sources)


def _recounted(tables: Tables) -> Tables:
    """The documents with the counts of the records that are left."""
    documents = tables["documents"]
    for name in _RECORD_TABLES:
        counts = {c["values"]: c["counts"] for c in pc.value_counts(tables[name]["document_id"]).to_pylist()}
        values = [counts.get(document_id, 0) for document_id in documents["document_id"].to_pylist()]
        field = documents.schema.field(name)
        documents = documents.set_column(
            documents.schema.get_field_index(name), field, pa.array(values, field.type)
        )
    return {**tables, "documents": documents}


def _check_invariants(tables: Tables) -> None:
    """Raise InvariantError unless keys are unique, the segments of each document tile it, and counts agree."""
    for schema in TABLES:
        if schema.key:
            distinct = tables[schema.name].group_by(list(schema.key)).aggregate([]).num_rows
            if distinct != tables[schema.name].num_rows:
                raise InvariantError(
                    f"{schema.name}: {tables[schema.name].num_rows - distinct} rows repeat a key"
                )
    segments = tables["segments"].sort_by([("document_id", "ascending"), ("sequence", "ascending")])
    lengths = pc.subtract(segments["end"], segments["start"])
    sums = (
        pa.table({"document_id": segments["document_id"], "length": lengths})
        .group_by("document_id")
        .aggregate([("length", "sum")])
    )
    totals = dict(zip(sums["document_id"].to_pylist(), sums["length_sum"].to_pylist(), strict=True))
    documents = tables["documents"]
    for document_id, characters in zip(
        documents["document_id"].to_pylist(), documents["characters"].to_pylist(), strict=True
    ):
        found = totals.get(document_id, 0)  # one that is withheld has neither segments nor characters
        if found != characters:
            raise InvariantError(
                f"{document_id}: its segments have {found} characters, the page {characters}"
            )
    if _recounted(tables)["documents"] != documents:
        raise InvariantError("documents: the counts of records do not agree with the tables")
