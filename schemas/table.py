"""A table as the rest of the project sees it: its model, its keys, and what is derived from the model."""

import sys
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

import pandas as pd
import pyarrow as pa
from pandera.pandas import Column, DataFrameSchema

from schemas.base import TableModel
from schemas.rules import expected


@dataclass(frozen=True)
class ForeignKey:
    """Columns of one table whose values, where not null, are values of the referenced columns of another."""

    columns: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column: what the model says of it, in the form that descriptors and dictionaries need.

    `allowed`, `pattern`, `minimum` and `maximum` are the model's checks of single values; `rules` are what
    all its checks expect, in words.
    """

    name: str
    type: pa.DataType
    nullable: bool
    unique: bool
    description: str
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSchema:
    """A named table. `key` is empty where no columns of the table identify a row."""

    name: str
    model: type[TableModel]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    description: str

    @cached_property
    def pandera(self) -> DataFrameSchema:
        """The model as Pandera validates with it."""
        _spare_dask()
        return self.model.to_schema()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns in their order, read off the model."""
        return tuple(_field(column) for column in self.pandera.columns.values())

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in their order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """Types, nullability and descriptions for Arrow and Parquet; no pandas metadata.

        Parquet has no timestamps in seconds: a file read without this schema has them in milliseconds.
        """
        return pa.schema(
            pa.field(field.name, field.type, field.nullable, metadata={"description": field.description})
            for field in self.fields
        )


@cache
def _spare_dask() -> None:
    """Keep Pandera from loading Dask's data frames, which no table is: it would take every process 0.9 s and 47 MB."""
    name = "dask.dataframe"
    if name in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]  # Python's way to say that a module is not there
    try:
        import_module("pandera.typing.dask")
    finally:
        del sys.modules[name]


def _field(column: Column) -> Field:
    statistics = {check.name: check.statistics for check in column.checks}
    return Field(
        name=str(column.name),
        type=_arrow_type(column),
        nullable=bool(column.nullable),
        unique=bool(column.unique),
        description=column.description or "",
        allowed=tuple(statistics.get("isin", {}).get("allowed_values", ())),
        pattern=statistics.get("str_matches", {}).get("pattern"),
        minimum=statistics.get("greater_than_or_equal_to", {}).get("min_value"),
        maximum=statistics.get("less_than_or_equal_to", {}).get("max_value"),
        rules=tuple(expected(check) for check in column.checks),
    )


def _arrow_type(column: Column) -> pa.DataType:
    dtype = column.dtype.type
    if not isinstance(dtype, pd.ArrowDtype):
        raise TypeError(f"column {column.name} is declared as {dtype}: declare it as a type of schemas.types")
    return dtype.pyarrow_dtype
