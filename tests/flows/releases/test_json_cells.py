"""Lists and structs as JSON: what is written is what the standard library writes."""

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.releases.json_cells import json_cells
from schemas.types import SIGNATORY, SPAN

TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from('"\\\x00\n\t\x1f\x7f\u2028'), max_size=6)
SPANS = st.fixed_dictionaries({"start": st.integers(0, 2**40), "end": st.none() | st.integers(0, 9)})
PEOPLE = st.none() | st.fixed_dictionaries({k: st.none() | TEXTS for k in ("name", "role", "organisation")})
COLUMNS = st.one_of(
    st.tuples(st.just(pa.list_(pa.string())), st.lists(st.none() | st.lists(st.none() | TEXTS, max_size=4))),
    st.tuples(st.just(pa.list_(SPAN)), st.lists(st.none() | st.lists(SPANS, max_size=4))),
    st.tuples(st.just(pa.list_(SIGNATORY)), st.lists(st.none() | st.lists(PEOPLE, max_size=3))),
    st.tuples(st.just(SPAN), st.lists(st.none() | SPANS)),
)


@given(column=COLUMNS, first=st.integers(0, 3))
def test_cells_are_what_the_standard_library_writes(
    column: tuple[pa.DataType, list[Any]], first: int
) -> None:
    """Nulls at any depth, empty lists, characters that JSON escapes; of a part of a longer column, too."""
    kind, values = column
    chunked = pa.chunked_array([pa.array(values, kind).slice(first), pa.array(values, kind)])
    expected = [
        None if value is None else json.dumps(value, ensure_ascii=False) for value in chunked.to_pylist()
    ]
    assert json_cells(chunked).to_pylist() == expected


def test_column_without_rows_has_no_cells() -> None:
    cells = json_cells(pa.chunked_array([], pa.list_(pa.string())))
    assert cells.type == pa.string() and len(cells) == 0


def test_type_that_no_table_has_is_an_error() -> None:
    with pytest.raises(TypeError, match="double"):
        json_cells(pa.chunked_array([[[1.5]]]))
