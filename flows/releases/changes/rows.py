"""The rows of a table that differ, found by its key: joined window by window, and told apart column by column."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.changes.differing import differing
from flows.releases.changes.excerpt import excerpts
from flows.releases.changes.hidden import ALTERED, DOCUMENT_ID, DOCUMENTS, REFERENCES, WITHHELD, Hidden
from flows.releases.changes.private import is_hidden_name, is_private
from flows.releases.changes.result import Change, Difference, RowChange
from flows.releases.changes.tables import TableFile
from flows.releases.changes.windows import Window, windows

_Row = dict[str, Any]


@dataclass(frozen=True)
class _Joined:
    """What the rows of a table are joined and compared by: its key, and the columns that both releases have."""

    name: str
    key: tuple[str, ...]
    shared: tuple[str, ...]
    marks: tuple[str, ...]
    texts: frozenset[str]
    hidden: Hidden

    def document(self, row: _Row) -> str | None:
        """The document of a row; a row of documents is its own."""
        found = row[self.key[0]] if self.name == DOCUMENTS else row.get(DOCUMENT_ID)
        return found if found is None else str(found)


def keyed_changes(old: TableFile | None, new: TableFile, hidden: Hidden) -> Iterator[RowChange]:
    """The rows that differ, in the order of the key; ``old`` is None where the table is new, and every row with it.

    Only columns are compared that both have, with one type. Both tables have the same key.
    """
    shared = tuple(
        field.name
        for field in new.schema
        if old is None or (field.name in old.columns and old.schema.field(field.name).type == field.type)
    )
    marks = tuple(name for name in (WITHHELD, ALTERED) if name in new.columns)
    texts = frozenset(field.name for field in new.schema if _holds_text(field.type))
    joined = _Joined(new.name, new.key, shared, marks, texts, hidden)
    extra = tuple(name for name in marks if name not in shared)
    for window in windows(old, new, shared, (*shared, *extra)):
        yield from _of_window(window, joined)


def _of_window(window: Window, joined: _Joined) -> Iterator[RowChange]:
    old, new = window
    if not old.num_rows:
        yield from _alone(new, Change.ADDED, joined)
        return
    if not new.num_rows:
        yield from _alone(old, Change.REMOVED, joined)
        return
    if old.equals(new.select(old.column_names)):
        return
    old_keys, new_keys = _keys(old, joined.key), _keys(new, joined.key)
    stays, stood = pc.is_in(old_keys, value_set=new_keys), pc.is_in(new_keys, value_set=old_keys)
    yield from heapq.merge(
        _alone(old.filter(pc.invert(stays)), Change.REMOVED, joined),
        _alone(new.filter(pc.invert(stood)), Change.ADDED, joined),
        _changed(old.filter(stays), new.filter(stood), joined),
        key=lambda change: tuple(change.key.values()),
    )


def _keys(table: pa.Table, key: Sequence[str]) -> pa.Array:
    """The keys as one column; the lengths keep apart what would look the same joined."""
    columns = [table[name].combine_chunks() for name in key]
    if len(columns) == 1:
        return columns[0]
    parts = [column.cast(pa.string()) for column in columns]
    lengths = [pc.utf8_length(part).cast(pa.string()) for part in parts]
    return pc.binary_join_element_wise(*lengths, *parts, ":")


def _alone(table: pa.Table, change: Change, joined: _Joined) -> Iterator[RowChange]:
    """Rows that stand in one release only. Lists are left out: they follow from the text."""
    if not table.num_rows:
        return
    plain = [field.name for field in table.schema if not pa.types.is_nested(field.type)]
    wanted = [*plain, *(name for name in (ALTERED,) if name in table.column_names)]
    for row in table.select(wanted).to_pylist():
        is_withheld = change is Change.ADDED and row.get(WITHHELD) is not None
        key = {name: row[name] for name in joined.key}
        yield RowChange(Change.WITHHELD if is_withheld else change, key, joined.document(row), row)


def _changed(old: pa.Table, new: pa.Table, joined: _Joined) -> Iterator[RowChange]:
    """Rows that stand in both, in the same order, and differ in some column."""
    found: dict[int, dict[str, Difference]] = {}
    for name in joined.shared:
        before, after = old[name].combine_chunks(), new[name].combine_chunks()
        if not before.equals(after):
            places = pc.indices_nonzero(differing(before, after))
            values = zip(before.take(places).to_pylist(), after.take(places).to_pylist(), strict=True)
            for place, pair in zip(places.to_pylist(), values, strict=True):
                found.setdefault(place, {})[name] = Difference(*pair)
    if not found:
        return
    places = sorted(found)
    wanted = dict.fromkeys((*joined.key, *(n for n in (DOCUMENT_ID, *joined.marks) if n in new.column_names)))
    rows = new.select(list(wanted)).take(pa.array(places, pa.int64())).to_pylist()
    for place, row in zip(places, rows, strict=True):
        key, document = {name: row[name] for name in joined.key}, joined.document(row)
        is_altered = bool(row.get(ALTERED)) and (ALTERED not in joined.shared or ALTERED in found[place])
        columns = {
            name: told(joined.name, name, value, name in joined.texts, joined.hidden, document, is_altered)
            for name, value in found[place].items()
        }
        yield RowChange(Change.CHANGED, key, document, row, columns)


def told(
    table: str,
    name: str,
    value: Difference,
    is_text: bool,
    hidden: Hidden,
    document: str | None,
    is_altered: bool,
) -> Difference:
    """A difference of a column as it may be told.

    Where something was newly withheld in the document, no text is, and no name where names are not published as given; of a
    reference to a row that may be hidden, and of a text that was masked or would be, what stands there now.
    """
    hides = hidden.hides(document)
    if is_text and ((hides and name not in REFERENCES) or is_hidden_name(table, name, hidden.privacy)):
        return Difference(None, None, withheld=True)
    if is_text and name != ALTERED and (hides or is_altered or is_private(name, value.old, hidden.privacy)):
        return Difference(None, excerpts(None, value.new)[1], withheld=True)
    return Difference(*excerpts(value.old, value.new))


def _holds_text(kind: pa.DataType) -> bool:
    if pa.types.is_nested(kind):
        return any(_holds_text(kind.field(i).type) for i in range(kind.num_fields))
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_binary(kind))
