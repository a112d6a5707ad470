"""Two tables in the order of one key, brought side by side a range of keys at a time."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import UsageError
from flows.releases.changes.tables import TableFile

Key = tuple[Any, ...]


class Window(NamedTuple):
    """All rows of both tables in one range of keys."""

    old: pa.Table
    new: pa.Table


def windows(
    old: TableFile | None, new: TableFile, columns_of_old: Sequence[str], columns_of_new: Sequence[str]
) -> Iterator[Window]:
    """The rows of both tables by rising ranges of their key; no more than two batches of each are held.

    UsageError where the rows do not stand in the order of the key, each key once.
    """
    before, after = _Rows(old, columns_of_old), _Rows(new, columns_of_new)
    while True:
        lasts = [last for rows in (before, after) if (last := rows.last()) is not None]
        if not lasts:
            return
        yield Window(before.until(min(lasts)), after.until(min(lasts)))


class _Rows:
    """The rows of one table that were read and not yet taken."""

    def __init__(self, table: TableFile | None, columns: Sequence[str]) -> None:
        self._table = table
        self._batches = iter(()) if table is None else table.batches(columns)
        self._waiting = pa.table({})
        self._read = 0
        self._end: Key | None = None

    def last(self) -> Key | None:
        """The last key that was read, None where all rows were taken."""
        while not self._waiting.num_rows:
            batch = next(self._batches, None)
            if batch is None:
                return None
            self._waiting = batch
            self._check_order()
            self._read += batch.num_rows
        return self._key_at(self._waiting.num_rows - 1)

    def until(self, bound: Key) -> pa.Table:
        """Take the rows up to and with this key."""
        count = bisect_right(range(self._waiting.num_rows), bound, key=self._key_at)
        taken, self._waiting = self._waiting.slice(0, count), self._waiting.slice(count)
        return taken

    def _key_at(self, row: int) -> Key:
        assert self._table is not None
        return tuple(self._waiting[name][row].as_py() for name in self._table.key)

    def _check_order(self) -> None:
        assert self._table is not None
        keys = [self._waiting[name].combine_chunks() for name in self._table.key]
        if any(key.null_count for key in keys) or not _is_rising(keys):
            raise self._unordered()
        if self._end is not None and self._key_at(0) <= self._end:
            raise self._unordered()
        self._end = self._key_at(self._waiting.num_rows - 1)

    def _unordered(self) -> UsageError:
        assert self._table is not None
        return UsageError(
            f"{self._table.path_of(self._read)}: its rows do not stand in the order of the key ({', '.join(self._table.key)}), each once, "
            "as in every release: restore the release"
        )


def _is_rising(keys: Sequence[pa.Array]) -> bool:
    """Whether each row's key is greater than that of the row before it, the first column deciding first."""
    rising = reduce(
        lambda less, pair: pc.or_(pc.less(*pair), pc.and_(pc.equal(*pair), less)),
        [(key[:-1], key[1:]) for key in reversed(keys)],
        pa.array([False] * max(len(keys[0]) - 1, 0), pa.bool_()),
    )
    return bool(pc.all(rising, min_count=0).as_py())
