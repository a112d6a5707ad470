"""What a value must be beyond its type: rules over whole Arrow arrays, and how a model takes one up.

A rule's test gets one array per column and answers true where a row passes. Null in an answer means that the
rule has nothing to say of that row (whether nulls are allowed is the column's own `nullable`). Nothing here
looks at one value at a time: an element-wise check costs ten times as much.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandera.pandas import Check, check, dataframe_check

from schemas.alterations import ALTERATIONS

# What a model's class body takes up as a check.
ModelCheck: TypeAlias = "classmethod[Any, Any, Any]"

# What follows the document_id in a key: as a rule 19 characters, more where a text occurs again.
_KEY_END = r"/[abc]-([0-9a-f]{16}|withheld-[0-9]+)(-[0-9]+)?$"
_USUAL_KEY_END = 19
_OPAQUE_END = r"(^|/[abc]-)withheld-[0-9]+(-[0-9]+)?$"


@dataclass(frozen=True)
class Rule:
    """A named test of one or more columns; `expected` tells a reader what would have passed."""

    name: str
    expected: str
    test: Callable[..., pa.Array]


def column_rule(rule: Rule, *columns: str) -> ModelCheck:
    """Hold each of the columns to a rule of one column; null cells pass."""

    def test(_model: type, values: pd.Series) -> pd.Series:
        return _verdict(rule.test(_arrow(values)), values.index)

    return check(*columns, name=rule.name, error=rule.expected, n_failure_cases=1)(test)


def row_rule(rule: Rule, *columns: str) -> ModelCheck:
    """Hold the columns of a row together to a rule; a failure is laid to the last of them."""

    def test(_model: type, frame: pd.DataFrame) -> pd.Series:
        return _verdict(rule.test(*(_arrow(frame[column]) for column in columns)), frame.index)

    options = {"name": rule.name, "error": rule.expected, "statistics": {"columns": columns}}
    return dataframe_check(ignore_na=False, n_failure_cases=1, **options)(test)


def expected(test: Check) -> str:
    """What a Pandera check, one of ours or of its own, would have passed, in words."""
    bounds = test.statistics or {}
    match test.name:
        case "isin":
            return f"one of {', '.join(map(str, bounds['allowed_values']))}"
        case "greater_than_or_equal_to":
            return f"at least {bounds['min_value']}"
        case "less_than_or_equal_to":
            return f"at most {bounds['max_value']}"
        case _:
            return str(test.error)


def _arrow(values: pd.Series) -> pa.Array:
    array = pa.array(values)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _verdict(passed: pa.Array, index: pd.Index) -> pd.Series:
    answers = pc.fill_null(passed, True)
    return pd.Series(answers.to_numpy(zero_copy_only=False).astype(bool), index=index)


# Rules of one column


def _has_visible_character(text: pa.Array) -> pa.Array:
    return pc.invert(pc.or_(pc.utf8_is_space(text), pc.equal(text, "")))


def _rows_without(bad: pa.Array, lists: pa.Array) -> pa.Array:
    """True for each list that has no bad member; `bad` answers for the members of all lists, end to end."""
    passed = np.ones(len(lists), dtype=bool)
    parents = pc.list_parent_indices(lists).to_numpy()
    passed[parents[bad.to_numpy(zero_copy_only=False).astype(bool)]] = False
    return pa.array(passed)


def _members_have_text(lists: pa.Array) -> pa.Array:
    blank = pc.invert(_has_visible_character(pc.list_flatten(lists)))
    return _rows_without(pc.fill_null(blank, True), lists)


def _signatories_are_given(lists: pa.Array) -> pa.Array:
    members = pc.list_flatten(lists)
    parts = [pc.struct_field(members, name) for name in ("name", "role", "organisation")]
    given = [pc.fill_null(_has_visible_character(part), False) for part in parts]
    blank = [pc.and_(pc.is_valid(part), pc.invert(filled)) for part, filled in zip(parts, given, strict=True)]
    some = pc.or_(pc.or_(given[0], given[1]), given[2])
    empty = pc.or_(pc.or_(blank[0], blank[1]), blank[2])
    return _rows_without(pc.or_(pc.invert(some), empty), lists)


def _spans_are_in_order(lists: pa.Array) -> pa.Array:
    return pc.and_(_ranges_are_in_order(lists), pc.greater(pc.list_value_length(lists), 0))


def _alterations_are_in_order(lists: pa.Array) -> pa.Array:
    reasons = pc.struct_field(pc.list_flatten(lists), "reason")
    unknown = pc.invert(pc.is_in(reasons, value_set=pa.array(ALTERATIONS)))
    return pc.and_(_ranges_are_in_order(lists), _rows_without(unknown, lists))


def _ranges_are_in_order(lists: pa.Array) -> pa.Array:
    spans = pc.list_flatten(lists)
    start, end = pc.struct_field(spans, "start"), pc.struct_field(spans, "end")
    sound = pc.fill_null(pc.and_(pc.greater_equal(start, 0), pc.less(start, end)), False)
    starts, ends = (pc.fill_null(position, -1).to_numpy() for position in (start, end))
    parents = pc.list_parent_indices(lists).to_numpy()
    overlaps = np.zeros(len(spans), dtype=bool)
    overlaps[1:] = (parents[1:] == parents[:-1]) & (starts[1:] < ends[:-1])
    return _rows_without(pc.or_(pc.invert(sound), pa.array(overlaps)), lists)


NOT_BLANK = Rule(
    "not_blank",
    "text with at least one visible character (null, where the column allows it, says none)",
    _has_visible_character,
)
MEMBERS_GIVEN = Rule(
    "members_given",
    "a list whose members all have a visible character, none of them null",
    _members_have_text,
)
SIGNATORIES_GIVEN = Rule(
    "signatories_given",
    "signatories that each have a name, a role or an organisation; what is not given is null, not empty",
    _signatories_are_given,
)
SPANS_IN_ORDER = Rule(
    "spans_in_order",
    "one or more spans {start, end} with 0 <= start < end, in order, not overlapping",
    _spans_are_in_order,
)
ALTERATIONS_IN_ORDER = Rule(
    "alterations_in_order",
    f"ranges {{start, end, reason}} with 0 <= start < end, in order, not overlapping, the reason one of {', '.join(ALTERATIONS)}",
    _alterations_are_in_order,
)


# Rules of several columns


def _both_or_neither(first: pa.Array, second: pa.Array) -> pa.Array:
    return pc.equal(pc.is_null(first), pc.is_null(second))


def _date_fits_precision(date: pa.Array, precision: pa.Array) -> pa.Array:
    first_day = pc.equal(pc.day(date), 1)
    new_year = pc.and_(first_day, pc.equal(pc.month(date), 1))
    in_month = pc.and_(pc.equal(precision, "month"), pc.invert(first_day))
    in_year = pc.and_(pc.equal(precision, "year"), pc.invert(new_year))
    return pc.invert(pc.or_(in_month, in_year))


def _top_level_has_no_parent(depth: pa.Array, parent: pa.Array) -> pa.Array:
    return pc.or_(pc.not_equal(depth, 0), pc.is_null(parent))


def _key_is_of_document(document: pa.Array, key: pa.Array) -> pa.Array:
    # Slicing bytes takes a fortieth of the time of a regular expression, which is left to the few other keys.
    usual = pc.binary_slice(key.cast(pa.binary()), 0, 1 - _USUAL_KEY_END)
    prefix = pc.binary_join_element_wise(document, "/", "")
    passed = pc.fill_null(pc.equal(usual, prefix.cast(pa.binary())), True)
    unusual = pc.invert(passed)
    prefixes = pc.replace_substring_regex(key.filter(unusual), pattern=_KEY_END, replacement="")
    return pc.replace_with_mask(passed, unusual, pc.equal(prefixes, document.filter(unusual)))


def _is_given_unless_withheld(value: pa.Array, withheld: pa.Array) -> pa.Array:
    return pc.equal(pc.is_null(value), pc.is_valid(withheld))


def _is_opaque_where_withheld(key: pa.Array, withheld: pa.Array) -> pa.Array:
    return pc.equal(pc.match_substring_regex(key, _OPAQUE_END), pc.is_valid(withheld))


def _is_nothing_where_withheld(*columns: pa.Array) -> pa.Array:
    *values, withheld = columns
    shown = pc.is_null(withheld)
    if pc.all(shown).as_py():
        return shown
    tells = reduce(pc.or_, [_tells(value) for value in values])
    return pc.or_(shown, pc.invert(tells))


def _tells(value: pa.Array) -> pa.Array:
    if pa.types.is_list(value.type):
        return pc.fill_null(pc.greater(pc.list_value_length(value), 0), False)
    return pc.is_valid(value)


def _occurs_once(*columns: pa.Array) -> pa.Array:
    """True where no other row has the same values in all the columns."""
    codes = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        encoded = column.dictionary_encode(null_encoding="encode")
        codes = codes * len(encoded.dictionary) + encoded.indices.to_numpy()
    _, group, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return pa.array(counts[group] == 1)


PRECISION_GIVEN = Rule(
    "precision_given",
    "a precision exactly where there is a date, null where the date is null",
    _both_or_neither,
)
PRECISION_FITS = Rule(
    "precision_fits",
    "the first day of the month at precision month, the first of January at precision year",
    _date_fits_precision,
)
START_BEFORE_END = Rule("start_before_end", "a start smaller than the end", pc.less)
START_NOT_AFTER_END = Rule("start_not_after_end", "a start not greater than the end", pc.less_equal)
START_WITH_END = Rule("start_with_end", "both a start and an end, or neither", _both_or_neither)
MINIMUM_FIRST = Rule("minimum_first", "a minimum not greater than the maximum", pc.less_equal)
NO_PARENT_AT_TOP = Rule("no_parent_at_top", "no parent_id where depth is 0", _top_level_has_no_parent)
NOT_ITS_OWN_PARENT = Rule(
    "not_its_own_parent", "a parent_id other than the row's own comment_id", pc.not_equal
)
KEY_OF_DOCUMENT = Rule("key_of_document", "a key that begins with the row's document_id", _key_is_of_document)
GIVEN_UNLESS_WITHHELD = Rule(
    "given_unless_withheld",
    "a value, unless the row is withheld, and null where it is",
    _is_given_unless_withheld,
)
OPAQUE_WHERE_WITHHELD = Rule(
    "opaque_where_withheld",
    "a key of the form withheld-<n> where the row is withheld, and only there",
    _is_opaque_where_withheld,
)
NOTHING_WHERE_WITHHELD = Rule(
    "nothing_where_withheld", "null, or an empty list, where the row is withheld", _is_nothing_where_withheld
)
UNIQUE_TOGETHER = Rule(
    "unique_together", "values that no other row of the table has in these columns", _occurs_once
)
