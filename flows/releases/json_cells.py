"""Lists and structs as JSON, a whole column at a time: one value after the other takes ten times as long."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_ESCAPED = r'["\\\x00-\x1f]'
"""Pattern of the texts in which JSON writes a character otherwise than as it is."""


def json_cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The values of a column as ``json.dumps(value, ensure_ascii=False)`` writes them; null stays null.

    Takes lists and structs, in one another, of texts, whole numbers and truth values.
    """
    chunks = [pc.if_else(pc.is_valid(chunk), _written(chunk), None) for chunk in column.chunks]
    return pa.chunked_array(chunks, pa.string())


def _written(values: pa.Array) -> pa.Array:
    """Each value as JSON, null as ``null``."""
    kind = values.type
    if pa.types.is_list(kind):
        written = _lists(values)
    elif pa.types.is_struct(kind):
        members = [
            pc.binary_join_element_wise(
                f"{json.dumps(member.name, ensure_ascii=False)}: ", _written(part), ""
            )
            for member, part in zip(kind.fields, values.flatten(), strict=True)
        ]
        written = _framed("{", pc.binary_join_element_wise(*members, ", "), "}")
    elif pa.types.is_string(kind):
        written = _texts(values)
    elif pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        written = values.cast(pa.string())
    else:
        raise TypeError(f"{kind} has no form in JSON here")
    return pc.fill_null(pc.if_else(pc.is_valid(values), written, None), "null")


def _lists(values: pa.ListArray) -> pa.Array:
    lengths = pc.fill_null(pc.list_value_length(values), 0).to_numpy()
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    items = pa.ListArray.from_arrays(offsets, _written(values.flatten()))
    return _framed("[", pc.binary_join(items, ", "), "]")


def _texts(values: pa.Array) -> pa.Array:
    is_escaped = pc.fill_null(pc.match_substring_regex(values, _ESCAPED), False)
    escaped = [json.dumps(text, ensure_ascii=False) for text in values.filter(is_escaped).to_pylist()]
    return pc.replace_with_mask(_framed('"', values, '"'), is_escaped, pa.array(escaped, pa.string()))


def _framed(before: str, values: pa.Array, after: str) -> pa.Array:
    return pc.binary_join_element_wise(before, values, after, "")
