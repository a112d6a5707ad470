"""Which rows of two columns differ, found without making Python objects of them."""

import pyarrow as pa
import pyarrow.compute as pc


def differing(old: pa.Array, new: pa.Array) -> pa.BooleanArray:
    """True for each row in which two columns of one type and length differ; null is the same as null alone."""
    kind = old.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _differing_lists(old, new)
    if pa.types.is_struct(kind):
        return _differing_structs(old, new)
    if pa.types.is_nested(kind):
        return pa.array([a != b for a, b in zip(old.to_pylist(), new.to_pylist(), strict=True)], pa.bool_())
    if pa.types.is_null(kind):
        return pa.array([False] * len(old), pa.bool_())
    return pc.or_(_one_null(old, new), pc.fill_null(pc.not_equal(old, new), False))


def _one_null(old: pa.Array, new: pa.Array) -> pa.BooleanArray:
    return pc.xor(old.is_valid(), new.is_valid())


def _differing_structs(old: pa.Array, new: pa.Array) -> pa.BooleanArray:
    found = _one_null(old, new)
    for place in range(old.type.num_fields):
        members = (pc.struct_field(side, [place]) for side in (old, new))
        found = pc.or_(found, differing(*members))
    return found


def _differing_lists(old: pa.Array, new: pa.Array) -> pa.BooleanArray:
    """Lists differ in length, or in a member."""
    found = differing(pc.list_value_length(old), pc.list_value_length(new))
    alike = pc.indices_nonzero(pc.and_(pc.invert(found), old.is_valid()))
    old, new = old.take(alike), new.take(alike)
    members = differing(pc.list_flatten(old), pc.list_flatten(new))
    lists = pc.unique(pc.list_parent_indices(old).filter(members))
    if not len(lists):
        return found
    rows = pa.array(range(len(found)), alike.type)
    return pc.or_(found, pc.is_in(rows, value_set=alike.take(lists)))
