"""Private data in contributed rows: which cells hold it. The words themselves are not repeated."""

from collections.abc import Iterator

import pyarrow as pa

from flows.problems import Severity
from flows.publication.private import KINDS, NAMES, private_in
from flows.publication.private_cells import documents_with_private_data, text_columns
from flows.validation.flaws import MOST_EACH, Flaw

_REMEDY = "write █ for each of its characters, as a release does, or leave the row out"


def private_cells(table: pa.Table) -> Iterator[Flaw]:
    """A flaw for each cell that holds private data; beyond ``MOST_EACH`` of a column they are only counted."""
    for name in text_columns(table.schema):
        rows = sorted(map(int, _rows_with(table, name)))
        for place, row in enumerate(rows[:MOST_EACH], 1):
            also = len(rows) - MOST_EACH if place == MOST_EACH else 0
            yield _flaw(table, name, row)._replace(also=also)


def _rows_with(table: pa.Table, name: str) -> list[str]:
    """The numbers of rows with private data in a column: the quick look at documents, each row taken for one."""
    numbers = pa.array(range(table.num_rows), pa.int64()).cast(pa.string())
    column = pa.table({"document_id": numbers, name: table[name].combine_chunks()})
    return documents_with_private_data({"rows": column}, KINDS)


def _flaw(table: pa.Table, name: str, row: int) -> Flaw:
    kinds = {found.kind for text in _texts(table[name][row].as_py()) for found in private_in(text)}
    named = " and ".join(NAMES[kind][0] for kind in KINDS if kind in kinds)
    return Flaw("private_data", f"private data: {named}", _REMEDY, row, name, severity=Severity.WARNING)


def _texts(value: object) -> Iterator[str]:
    """The texts in a cell, those in lists and structs too."""
    match value:
        case str():
            yield value
        case list():
            for member in value:
                yield from _texts(member)
        case dict():
            yield from _texts([*value.values()])
