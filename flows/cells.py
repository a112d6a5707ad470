"""Cells of tables put in the place of others: what is left alone is neither copied nor sorted again."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Cells = Mapping[str, Mapping[int, Any]]
"""Values by column and place in the table."""


def rows_with(table: pa.Table, column: str, values: Collection[str]) -> tuple[list[int], pa.Table]:
    """The places of the rows that have one of these values in a column, and the rows."""
    if not table.num_rows:  # Arrow 26 dies looking for places in a column without chunks
        return [], table
    wanted = pa.array(list(values), pa.string())
    places = pc.indices_nonzero(pc.is_in(table[column], value_set=wanted))
    return places.to_pylist(), table.take(places)


def with_cells(table: pa.Table, cells: Cells) -> pa.Table:
    """The table with these values in these places; the same table where there are none."""
    if not cells:
        return table
    for column, values in cells.items():
        place = table.schema.get_field_index(column)
        field = table.schema.field(place)
        spliced = pa.chunked_array(_pieces(table[column], values, field.type), field.type)
        table = table.set_column(place, field, spliced)
    return table.combine_chunks()


def _pieces(column: pa.ChunkedArray, values: Mapping[int, Any], type_: pa.DataType) -> Iterator[pa.Array]:
    end = 0
    for start, run in _runs(values):
        yield from column.slice(end, start - end).chunks
        yield pa.array(run, type_)
        end = start + len(run)
    yield from column.slice(end).chunks


def _runs(values: Mapping[int, Any]) -> Iterator[tuple[int, list[Any]]]:
    """Values whose places follow one another, with the place of the first."""
    places = sorted(values)
    for _, run in groupby(enumerate(places), key=lambda counted: counted[1] - counted[0]):
        of_run = [place for _, place in run]
        yield of_run[0], [values[place] for place in of_run]
