"""The rows of a table without a key that differ: two rows may say the same, so they are counted."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import zip_longest

import pyarrow as pa

from flows.releases.changes.hidden import DOCUMENT_ID
from flows.releases.changes.result import Change, RowChange
from flows.releases.changes.tables import TableFile

_DIGEST_BYTES = 12


def keyless_changes(old: TableFile | None, new: TableFile) -> Iterator[RowChange]:
    """The rows that one release has more often than the other: first those removed, then those added, as they stand.

    They are held against each other in the columns that both have. What is kept in memory is a digest of each row that
    has not met its like yet: where both stand in one order, few.
    """
    shared = [name for name in new.columns if old is None or name in old.columns]
    surplus: dict[bytes, int] = {}
    before = iter(()) if old is None else old.batches(shared)
    for gone, come in zip_longest(before, new.batches(shared)):
        if gone is not None and come is not None and gone.equals(come):
            continue
        for batch, step in ((gone, -1), (come, 1)):
            for digest in () if batch is None else _digests(batch):
                count = surplus.get(digest, 0) + step
                if count:
                    surplus[digest] = count
                else:
                    del surplus[digest]
    if not surplus:
        return
    for table, change, sign in ((old, Change.REMOVED, -1), (new, Change.ADDED, 1)):
        for batch in () if table is None else table.batches(shared):
            yield from _surplus_rows(batch, change, surplus, sign)


def _surplus_rows(
    batch: pa.Table, change: Change, surplus: dict[bytes, int], sign: int
) -> Iterator[RowChange]:
    places = []
    for place, digest in enumerate(_digests(batch)):
        if surplus.get(digest, 0) * sign > 0:
            surplus[digest] -= sign
            places.append(place)
    for row in batch.take(pa.array(places, pa.int64())).to_pylist():
        yield RowChange(change, row, row.get(DOCUMENT_ID), row)


def _digests(batch: pa.Table) -> Iterator[bytes]:
    columns = (column.to_pylist() for column in batch.columns)
    for row in zip(*columns, strict=True):
        yield blake2b(repr(row).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest()
