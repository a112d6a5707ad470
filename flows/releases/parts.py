"""The files of a table: one of each kind or, over a size, parts that are named ``comments-00000-of-00003.parquet`` and so on.

The rows of the parts, one after the other, are those of the table in their order; parts of both kinds with one number hold
the same rows.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PARQUET = ".parquet"
CSV = ".csv"
SUFFIXES = (PARQUET, CSV)
PART_MEGABYTES = 512
"""Size at which a part is full, unless somebody says otherwise."""
MEGABYTE = 2**20
_NAME = re.compile(
    r"(?P<table>.+?)(?:-(?P<number>\d{5,6})-of-(?P<count>\d{5,6}))?(?P<suffix>\.parquet|\.csv)", re.DOTALL
)


class Division(NamedTuple):
    """How a table is divided: a part takes row groups until its Parquet file has ``part_bytes``.

    ``group_rows`` are the rows of a row group, None for as many as the table's kind has.
    """

    part_bytes: int = PART_MEGABYTES * MEGABYTE
    group_rows: int | None = None


USUAL = Division()
"""How tables are divided where nobody says otherwise."""


class PartName(NamedTuple):
    """What the name of a file says: a table, and which part of how many."""

    table: str
    suffix: str
    number: int = 0
    parts: int = 1

    def __str__(self) -> str:
        part = "" if self.parts == 1 else f"-{self.number:05}-of-{self.parts:05}"
        return f"{self.table}{part}{self.suffix}"


def part_named(name: str) -> PartName | None:
    """What the name of a file says, None where it is not that of a table."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    if match["count"] is None:
        return PartName(match["table"], match["suffix"])
    return PartName(match["table"], match["suffix"], int(match["number"]), int(match["count"]))


def names_of(table: str, suffix: str, count: int) -> tuple[str, ...]:
    """The names of a table's files, in the order of their rows."""
    return tuple(str(PartName(table, suffix, number, count)) for number in range(count))


def pattern_of(table: str, suffix: str, count: int) -> str:
    """What names all files of a table, as shells and most readers of files understand it."""
    return f"{table}{suffix}" if count == 1 else f"{table}-*{suffix}"


def tables_among(names: Iterable[str], suffix: str = PARQUET) -> dict[str, tuple[str, ...]]:
    """By table, the names of all files that it has if it is whole, where any of them is among these names.

    Where they speak of several numbers of parts, those that are all there are the table's.
    """
    there = set(names)
    counts: dict[str, set[int]] = {}
    for part in map(part_named, there):
        if part is not None and part.suffix == suffix and part.parts:
            counts.setdefault(part.table, set()).add(part.parts)
    of_tables = {
        table: [names_of(table, suffix, count) for count in sorted(of)] for table, of in counts.items()
    }
    return {table: max(ways, key=there.issuperset) for table, ways in of_tables.items()}


def files_of(folder: Path, table: str, suffix: str = PARQUET) -> tuple[Path, ...]:
    """The files of a table in a folder, in the order of their rows.

    One that is missing between others is named all the same, and so is the file of a table that is not there at all: who opens
    it finds out.
    """
    found = tables_among((path.name for path in folder.glob(f"{table}*{suffix}")), suffix)
    names = found.get(table, names_of(table, suffix, 1))
    return tuple(folder / name for name in names)


def table_files(folder: Path) -> list[Path]:
    """The files of all tables that stand in a folder, of both kinds."""
    return sorted(path for path in folder.iterdir() if part_named(path.name) is not None)
