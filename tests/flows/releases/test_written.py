"""Tables written piece by piece: the same bytes as where they are written whole."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.releases import parquet_tables
from flows.releases.csv_tables import write_csv
from flows.releases.parquet_tables import ROW_GROUP_ROWS, write_parquet
from flows.releases.parts import USUAL, Division
from flows.releases.written import TablesWriter
from flows.tables import Tables, sorted_table, tables_of
from schemas import TABLES, TableSchema, table_named
from tests.flows.releases.release_folder import RAW, tables_in
from tests.schemas.valid_rows import table_of, valid_row

GROUP = 8
"""Rows of a row group, in most tests."""
IDS = ("a", "a-b", "a.b", "a/b", "a/c", "ab", "b", "z", "ä")


@pytest.fixture
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ROW_GROUP_ROWS", "ROW_GROUP_LONG_TEXTS"):
        monkeypatch.setattr(parquet_tables, name, GROUP)


def whole(tables: Tables, folder: Path) -> dict[str, bytes]:
    """The files where each table is written whole."""
    folder.mkdir()
    for schema in TABLES:
        table = tables[schema.name].cast(schema.arrow_schema)
        write_parquet(table, schema, folder / f"{schema.name}.parquet")
        write_csv(table, folder / f"{schema.name}.csv")
    return files_in(folder)


def in_pieces(pieces: Sequence[tuple[Tables, str | None]], folder: Path) -> dict[str, bytes]:
    """The files where the tables come in pieces, each with the least key of those after it."""
    folder.mkdir()
    with TablesWriter(folder) as writer:
        for tables, until in pieces:
            writer.add(tables, until)
    return files_in(folder)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def comments(count: int) -> pa.Table:
    """As many comments, of documents whose ids are the beginnings of others, in the order of their keys."""
    rows = [
        valid_row(
            "comments",
            comment_id=f"{IDS[number % len(IDS)]}/c-{number:016x}",
            document_id=IDS[number % len(IDS)],
            sequence=number,
            author=None if number % 3 else f"=Reader {number}",
            text=f'The text of {number},\nin "two" lines, ünd more' * (number % 5),
            links=[f"https://blog.example/{n}" for n in range(number % 4)],
            spans=[{"start": n, "end": n + 1} for n in range(number % 3)],
        )
        for number in range(count)
    ]
    schema = table_named("comments")
    table = table_of(schema, *rows).cast(schema.arrow_schema) if rows else schema.arrow_schema.empty_table()
    return sorted_table(table, schema)


def by_documents(tables: Tables, some: Sequence[int]) -> Iterator[tuple[Tables, str | None]]:
    """The tables in pieces of so many documents each, and the rest in the last."""
    ends = [*dict.fromkeys(min(sum(some[:n]), len(IDS)) for n in range(len(some) + 1)), len(IDS)]
    for start, end in pairwise(dict.fromkeys(ends)):
        own = pa.array(IDS[start:end])
        piece = {
            name: table.filter(pa.compute.is_in(table["document_id"], value_set=own))
            for name, table in tables.items()
        }
        yield piece, IDS[end] if end < len(IDS) else None


@pytest.mark.usefixtures("small_groups")
@pytest.mark.parametrize(
    "count", [0, 1, GROUP - 1, GROUP, GROUP + 1, 2 * GROUP, 5 * GROUP - 1, 5 * GROUP + 3]
)
@pytest.mark.parametrize("pieces", [(), (1,) * 9, (2, 1, 3), (8,)], ids=str)
def test_pieces_are_the_whole_whatever_the_number_of_rows(
    tmp_path: Path, count: int, pieces: tuple[int, ...]
) -> None:
    """Though keys of one document may come after documents that follow it."""
    tables = {**tables_of([]), "comments": comments(count)}
    wanted = whole(tables, tmp_path / "whole")
    assert in_pieces([*by_documents({"comments": tables["comments"]}, pieces)], tmp_path / "pieces") == wanted
    groups = pq.ParquetFile(tmp_path / "pieces" / "comments.parquet").metadata
    sizes = [groups.row_group(place).num_rows for place in range(groups.num_row_groups)]
    assert sizes == [GROUP] * (count // GROUP) + [count % GROUP] * (count % GROUP > 0)


def test_pieces_are_the_whole_at_the_size_that_row_groups_have(tmp_path: Path) -> None:
    """And past the rows that CSV is written in at once."""
    schema = table_named("segments")
    for count in (ROW_GROUP_ROWS - 1, ROW_GROUP_ROWS, ROW_GROUP_ROWS + 1, 2 * ROW_GROUP_ROWS + 1):
        row = valid_row("segments")
        names = [f"page-{number // 50:06}" for number in range(count)]
        columns = {
            **{name: [row[name]] * count for name in schema.columns},
            "document_id": names,
            "sequence": [number % 50 for number in range(count)],
        }
        segments = pa.table(
            [pa.array(columns[f.name], f.type) for f in schema.arrow_schema], schema=schema.arrow_schema
        )
        tables = {**tables_of([]), "segments": segments}
        cuts = [0, 17_000, 17_050, 60_000, count]
        pieces: list[tuple[Tables, str | None]] = [
            ({"segments": segments.slice(start, end - start)}, names[end] if end < count else None)
            for start, end in pairwise(cuts)
        ]
        made = in_pieces(pieces, tmp_path / f"pieces {count}")
        assert made == whole(tables, tmp_path / f"whole {count}")


@pytest.mark.usefixtures("small_groups")
def test_pieces_of_the_sample_are_the_sample(tmp_path: Path) -> None:
    """All tables, rows of every kind; document by document, and some at a time."""
    tables = tables_in(RAW)
    wanted = whole(tables, tmp_path / "whole")
    ids = tables["documents"]["document_id"].to_pylist()
    keyed = {schema.name for schema in TABLES if schema.key} - {"captures"}
    for number in (1, 3, len(ids)):
        pieces: list[tuple[Tables, str | None]] = []
        for start in range(0, len(ids), number):
            own, after = pa.array(ids[start : start + number]), ids[start + number : start + number + 1]
            piece = {
                n: tables[n].filter(pa.compute.is_in(tables[n]["document_id"], value_set=own)) for n in keyed
            }
            pieces.append((piece, after[0] if after else None))
        pieces.append(({name: tables[name] for name in tables.keys() - keyed}, None))
        assert in_pieces(pieces, tmp_path / f"by {number}") == wanted


def test_tables_without_rows_are_files_all_the_same(tmp_path: Path) -> None:
    """With their columns, whether an empty table is added or none."""
    wanted = whole(tables_of([]), tmp_path / "whole")
    assert set(wanted) == {f"{schema.name}.{kind}" for schema in TABLES for kind in ("parquet", "csv")}
    assert in_pieces([], tmp_path / "nothing") == wanted
    assert in_pieces([({"comments": comments(0)}, "a"), (tables_of([]), None)], tmp_path / "empty") == wanted


@pytest.mark.usefixtures("small_groups")
def test_all_rows_are_counted_and_no_more_than_a_row_group_of_final_ones_is_held(tmp_path: Path) -> None:
    table = comments(3 * GROUP + 1)
    with TablesWriter(tmp_path) as writer:
        writer.add({"comments": table}, "zz")
        held = {name: one._ready.num_rows + one._waiting.num_rows for name, one in writer._writers.items()}
        waiting = len([key for key in table["comment_id"].to_pylist() if key >= "zz"])
        assert 0 < waiting <= held["comments"] < GROUP + waiting
    assert writer.rows == {
        schema.name: 3 * GROUP + 1 if schema.name == "comments" else 0 for schema in TABLES
    }


@pytest.mark.usefixtures("small_groups")
@pytest.mark.parametrize("failing", ["between two pieces", "in a piece"])
@pytest.mark.parametrize("division", [USUAL, Division(1)], ids=["whole", "in parts"])
def test_a_block_that_fails_leaves_no_file_that_looks_whole(
    tmp_path: Path, failing: str, division: Division
) -> None:
    """A Parquet file of some of the rows could be read, and nothing would tell."""
    broken = pa.table({"comment_id": ["a"], "text": ["of other columns"]})

    def write() -> None:
        with TablesWriter(tmp_path, division) as writer:
            writer.add({"comments": comments(3 * GROUP)}, "b")
            if failing == "in a piece":
                writer.add({"comments": broken}, None)
            raise KeyError("between")

    with pytest.raises(ValueError if failing == "in a piece" else KeyError):
        write()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("schema", TABLES, ids=[schema.name for schema in TABLES])
def test_any_cut_of_rows_in_their_order_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: TableSchema
) -> None:
    """Slices of a table, chunked in memory as they come."""
    monkeypatch.setattr(parquet_tables, "ROW_GROUP_ROWS", 10)
    tables = tables_in(RAW)
    table = tables[schema.name]
    wanted = whole({**tables_of([]), schema.name: table}, tmp_path / "whole")
    random = Random(7)
    cuts = sorted({0, table.num_rows, *(random.randrange(table.num_rows + 1) for _ in range(6))})
    folder = tmp_path / "cut"
    folder.mkdir()
    with TablesWriter(folder) as writer:
        for start, end in pairwise(cuts):
            writer.add({schema.name: table.slice(start, end - start)}, None)
    assert files_in(folder) == wanted
