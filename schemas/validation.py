"""Holding an Arrow table to its schema: every failure at once, as values, never as an exception."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from schemas.rules import expected
from schemas.table import TableSchema

_SHOWN = 80  # characters of a failing value
_FIRST_SECOND = (
    -62_135_596_800
)  # 0001-01-01, from 1970; before it and from the next on no calendar library can go
_LAST_SECOND = 253_402_300_800  # 10000-01-01


@dataclass(frozen=True)
class Failure:
    """A cell, a row or, where `row` is None, a column or a whole table that is not as its schema says.

    `row` counts from 0. `expected` says what would pass, so that a reader knows what to mend.
    """

    table: str
    row: int | None
    column: str
    rule: str
    value: str | None
    expected: str

    def __str__(self) -> str:
        row = "" if self.row is None else f", row {self.row}"
        found = f"found {self.value}; " if self.value is not None else ""
        return f"{self.table}{row}, column {self.column}: {self.rule}: {found}expected {self.expected}"


@dataclass(frozen=True)
class RuleTotal:
    """How many rows failed a rule, listed among the failures or not."""

    column: str
    rule: str
    rows: int


@dataclass(frozen=True)
class Validation:
    """What came of validating a table of `rows` rows.

    `failures` lists up to a limit per column and rule, first those of the table's structure, then in the
    order of columns and rows. `failing_rows` and `totals` count every failing row, listed or not.
    """

    table: str
    rows: int
    failures: tuple[Failure, ...]
    failing_rows: frozenset[int]
    totals: tuple[RuleTotal, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures and not self.totals

    @property
    def is_sound(self) -> bool:
        """Whether the structure is right, so that dropping `failing_rows` leaves a valid table."""
        return all(failure.row is not None for failure in self.failures)

    @property
    def unlisted(self) -> int:
        """How many failures of rows the limit kept out of `failures`."""
        listed = sum(failure.row is not None for failure in self.failures)
        return sum(total.rows for total in self.totals) - listed


@dataclass(frozen=True)
class _Verdict:
    """The rows that failed one rule; the failure is laid to the last of `columns`, all of which are shown."""

    columns: tuple[str, ...]
    rule: str
    expected: str
    rows: npt.NDArray[np.int64]


def validate(table: pa.Table, schema: TableSchema, *, limit: int = 20) -> Validation:
    """Hold the whole table to the schema; list at most `limit` failures of each column and rule.

    Columns may stand in any order and in any number of chunks; nothing is converted. Where a column is
    missing or of a wrong type, the rules of the others are applied all the same.
    """
    structure = tuple(_structure(table, schema))
    unsound = {failure.column for failure in structure}
    verdicts = sorted(
        _verdicts(table, schema, unsound),
        key=lambda verdict: schema.columns.index(verdict.columns[-1]),
    )
    listed = (failure for verdict in verdicts for failure in _failures(table, schema.name, verdict, limit))
    return Validation(
        table=schema.name,
        rows=table.num_rows,
        failures=(*structure, *listed),
        failing_rows=frozenset(row for verdict in verdicts for row in verdict.rows.tolist()),
        totals=tuple(RuleTotal(verdict.columns[-1], verdict.rule, len(verdict.rows)) for verdict in verdicts),
    )


def _structure(table: pa.Table, schema: TableSchema) -> Iterator[Failure]:
    blank = Failure(schema.name, None, "", "", None, "")
    for field in schema.fields:
        found = [column for column in table.schema if column.name == field.name]
        named = replace(blank, column=field.name)
        if not found:
            yield replace(
                named, rule="column_missing", expected=f"a column {field.name} of type {field.type}"
            )
        elif len(found) > 1:
            yield replace(named, rule="column_repeated", value=f"{len(found)} columns", expected="one column")
        elif found[0].type != field.type:
            yield replace(
                named, rule="column_type", value=str(found[0].type), expected=f"a column of type {field.type}"
            )
        elif flaw := _flaw(table.column(field.name)):
            yield replace(
                named, rule="column_readable", value=_shortened(flaw), expected="values that can be read"
            )
    for name in dict.fromkeys(table.column_names):
        if name not in schema.columns:
            among = f"only the columns {', '.join(schema.columns)}"
            yield replace(blank, column=name, rule="column_surplus", value=f"a column {name}", expected=among)


def _flaw(column: pa.ChunkedArray) -> str | None:
    """What makes the values of a column unreadable: broken UTF-8 or offsets, or a time in no calendar."""
    try:
        column.validate(full=True)
    except pa.ArrowInvalid as error:
        return str(error)
    if not pa.types.is_temporal(column.type):
        return None
    seconds = column.cast(pa.timestamp("s")).cast(pa.int64())
    extremes = [value for value in pc.min_max(seconds).as_py().values() if value is not None]
    within = all(_FIRST_SECOND <= value < _LAST_SECOND for value in extremes)
    return None if within else "a date outside the years 1 to 9999"


def _verdicts(table: pa.Table, schema: TableSchema, unsound: set[str]) -> Iterator[_Verdict]:
    """What Pandera finds in the sound columns; rules that need one of the others are left out."""
    sound = [name for name in schema.columns if name not in unsound]
    frame = table.select(sound).to_pandas(types_mapper=pd.ArrowDtype)
    # The environment can turn Pandera off altogether (PANDERA_VALIDATION_ENABLED): not here.
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            schema.pandera.validate(frame, lazy=True, inplace=True)
        except SchemaErrors as errors:
            yield from _read(errors.schema_errors, unsound)


def _read(errors: Iterable[SchemaError], unsound: set[str]) -> Iterator[_Verdict]:
    for error in errors:
        match error.reason_code:
            case SchemaErrorReason.SERIES_CONTAINS_NULLS:
                yield _Verdict((error.column_name,), "not_null", "a value in every row", _listed_rows(error))
            case SchemaErrorReason.SERIES_CONTAINS_DUPLICATES:
                rows = _listed_rows(error)
                if len(rows):  # none where only nulls are repeated, which Pandera does not list
                    words = "a value that no other row of the table has"
                    yield _Verdict((error.column_name,), "unique", words, rows)
            case SchemaErrorReason.DATAFRAME_CHECK:
                yield _Verdict(_columns(error), error.check.name, expected(error.check), _failed_rows(error))
            case SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME if error.failure_cases in unsound:
                pass  # a failure of structure, reported as such
            case SchemaErrorReason.CHECK_ERROR if unsound.intersection(_columns(error)):
                pass  # a rule of several columns one of which is reported already
            case _:
                raise error  # a fault of a rule or of Pandera, not of the data


def _columns(error: SchemaError) -> tuple[str, ...]:
    return (error.column_name,) if error.column_name is not None else error.check.statistics["columns"]


def _failed_rows(error: SchemaError) -> npt.NDArray[np.int64]:
    answers = error.check_output
    rows: npt.NDArray[np.int64] = answers.index[~answers.to_numpy(dtype=bool)].to_numpy(dtype=np.int64)
    return rows


def _listed_rows(error: SchemaError) -> npt.NDArray[np.int64]:
    rows: npt.NDArray[np.int64] = error.failure_cases["index"].to_numpy(dtype=np.int64)
    return rows


def _failures(table: pa.Table, name: str, verdict: _Verdict, limit: int) -> Iterator[Failure]:
    for row in verdict.rows[:limit].tolist():
        cells = {column: _shown(table.column(column)[row].as_py()) for column in verdict.columns}
        value = "; ".join(f"{column} {cell}" for column, cell in cells.items()) if len(cells) > 1 else None
        yield Failure(
            name,
            row,
            verdict.columns[-1],
            verdict.rule,
            value or cells[verdict.columns[-1]],
            verdict.expected,
        )


def _shown(value: object) -> str:
    shown = "null" if value is None else repr(value) if isinstance(value, (str, list)) else str(value)
    return _shortened(shown)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
