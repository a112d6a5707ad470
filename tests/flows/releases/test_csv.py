"""CSV that any program reads, and that reads back to the same values; what cannot be read is named by file and line."""

import csv
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import OutputError
from flows.releases.csv_tables import read_csv, write_csv
from flows.releases.dataset import read_dataset
from flows.tables import Tables
from schemas import TABLES, TableSchema, table_named
from tests.flows.releases.release_folder import AWKWARD, RAW, Made, awkward_tables, write_folder
from tests.schemas.valid_rows import table_of, valid_row

NAMES = [schema.name for schema in TABLES]
COMMENTS = table_named("comments")

every_table = pytest.mark.parametrize("schema", TABLES, ids=NAMES)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return awkward_tables()


@pytest.fixture(scope="module")
def made(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return write_folder(tmp_path_factory.mktemp("csv"), tables, read_dataset([RAW]))


def cell_value(cell: str, kind: pa.DataType) -> Any:
    """What a cell says, by the rules of the descriptor and without the project's reader; an empty one says nothing."""
    if not cell:
        return None
    if pa.types.is_string(kind):
        return cell.removeprefix("'")
    if pa.types.is_nested(kind):
        return json.loads(cell)
    read: dict[pa.DataType, Callable[[str], Any]] = {
        pa.int64(): int,
        pa.bool_(): {"true": True, "false": False}.__getitem__,
        pa.date32(): date.fromisoformat,
        pa.timestamp("s"): datetime.fromisoformat,
        pa.decimal128(12, 2): Decimal,
    }
    return read[kind](cell)


# The values


@every_table
def test_csv_reads_back_to_the_same_table(made: Made, schema: TableSchema) -> None:
    """Types and all: null apart from empty text, lists and structures from JSON, the formula guard taken off."""
    assert read_csv(made.folder / f"{schema.name}.csv", schema).equals(
        made.tables[schema.name], check_metadata=True
    )


@every_table
def test_csv_of_a_row_with_every_column_filled_reads_back(schema: TableSchema, tmp_path: Path) -> None:
    """Dates and times in ISO 8601 and amounts among them, which the sample has few of."""
    table = table_of(schema, valid_row(schema.name)).cast(schema.arrow_schema)
    write_csv(table, tmp_path / "table.csv")
    assert read_csv(tmp_path / "table.csv", schema).equals(table)


@every_table
def test_csv_of_a_table_without_rows_reads_back(schema: TableSchema, tmp_path: Path) -> None:
    write_csv(schema.arrow_schema.empty_table(), tmp_path / "table.csv")
    assert read_csv(tmp_path / "table.csv", schema).equals(schema.arrow_schema.empty_table())


@every_table
def test_csv_is_what_python_reads_by_the_rules_of_the_descriptor(made: Made, schema: TableSchema) -> None:
    """Without the project's reader: RFC 4180, a header, one row a record. Python cannot tell null from empty text."""
    with (made.folder / f"{schema.name}.csv").open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    assert header == list(schema.columns)
    assert {len(line) for line in lines} == {len(header)}
    kinds = [field.type for field in schema.arrow_schema]
    read = [dict(zip(header, map(cell_value, line, kinds), strict=True)) for line in lines]
    assert read == [
        {name: None if value == "" else value for name, value in row.items()}
        for row in made.tables[schema.name].to_pylist()
    ]


@every_table
def test_csv_is_what_pandas_takes_it_for(made: Made, schema: TableSchema) -> None:
    frame = pd.read_csv(made.folder / f"{schema.name}.csv", dtype=str, keep_default_na=False, na_values=[""])
    assert list(frame.columns) == list(schema.columns)
    for field in schema.arrow_schema:
        if pa.types.is_string(field.type):
            read = [None if pd.isna(cell) else cell.removeprefix("'") for cell in frame[field.name]]
            assert read == made.tables[schema.name][field.name].to_pylist()


@every_table
def test_csv_is_what_frictionless_reads_by_the_descriptor(made: Made, schema: TableSchema) -> None:
    """Dates, times, amounts, lists and structures come as what they are; the guard is the one thing left to take off."""
    resource: Any = Package(str(made.folder / "datapackage.json")).get_resource(schema.name)
    rows = [row.to_dict() for row in resource.read_rows()]
    assert rows == [
        {
            name: f"'{value}"
            if isinstance(value, str) and value[:1] in tuple("=+-@\t\r'")
            else value or None
            if isinstance(value, str)
            else value
            for name, value in row.items()
        }
        for row in made.tables[schema.name].to_pylist()
    ]


def test_csv_begins_with_no_mark_and_ends_its_lines_alike(made: Made) -> None:
    """UTF-8 without a BOM, lines as the descriptor says."""
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["format"] == "csv":
            data = (made.folder / resource["path"]).read_bytes()
            assert not data.startswith(b"\xef\xbb\xbf")
            assert data.endswith(resource["dialect"]["lineTerminator"].encode())
            assert b"\r" not in data


# The guard


def test_no_cell_of_text_can_be_taken_for_a_formula(made: Made) -> None:
    """None begins with a letter that a spreadsheet acts on; the guard stands once where one did."""
    with (made.folder / "comments.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file) if row["document_id"] == "awkward"]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {f"'{text}" for text in AWKWARD[:5]} < set(texts)
    assert set(AWKWARD[5:]) < set(texts)


TEXTS = st.none() | st.text(st.characters(codec="utf-8") | st.sampled_from("=+-@'\t\r\n\",\\"), max_size=8)


@given(values=st.lists(TEXTS, min_size=1, max_size=12))
def test_any_text_comes_back_from_csv(
    values: list[str | None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever it holds: quotation marks, commas, breaks of any kind, guards of its own, nothing at all."""
    path = tmp_path_factory.getbasetemp() / "texts.csv"
    row = valid_row("comments")
    table = pa.Table.from_pylist([{**row, "text": value} for value in values], schema=COMMENTS.arrow_schema)
    write_csv(table, path)
    assert read_csv(path, COMMENTS)["text"].to_pylist() == values
    with path.open(encoding="utf-8", newline="") as file:
        cells = [line["text"] for line in csv.DictReader(file, strict=True)]
    assert [cell.removeprefix("'") for cell in cells] == [value or "" for value in values]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]


# What cannot be read


def written(tmp_path: Path, spoil: Callable[[str], str]) -> Path:
    """A file of two comments, the first of two lines: the header is line 1, the rows begin on lines 2 and 4."""
    row = valid_row("comments")
    rows = [{**row, "text": "In two\nlines."}, {**row, "text": "Short.", "sequence": 17}]
    write_csv(pa.Table.from_pylist(rows, schema=COMMENTS.arrow_schema), tmp_path / "comments.csv")
    text = (tmp_path / "comments.csv").read_text(encoding="utf-8")
    assert spoil(text) != text
    (tmp_path / "comments.csv").write_bytes(spoil(text).encode("utf-8", "surrogateescape"))
    return tmp_path / "comments.csv"


@pytest.mark.parametrize(
    ("spoil", "line", "told"),
    [
        (lambda text: text.replace(",17,", ",seventeen,"), 4, "column sequence: 'seventeen'"),
        (lambda text: text.replace(",17,", ",1.5,"), 4, "column sequence: '1.5'"),
        (lambda text: text.replace("2016-02-22T08:11:00", "22/02/2016"), 2, "column posted_at: '22/02/2016'"),
        (lambda text: text.replace(",false,", ",perhaps,"), 2, "column is_removed: 'perhaps'"),
        (lambda text: text.replace('""end"": 120', '""end"": 1.5'), 2, "column spans: "),
        (lambda text: text.replace('""end"": 120', '""until"": 120'), 2, "column spans: "),
        (lambda text: text.replace('"[""10:26""]"', '"10:26"'), 2, "column times_mentioned: '10:26'"),
        (lambda text: text.replace('"[""10:26""]"', '"""10:26"""'), 2, "column times_mentioned: "),
        (lambda text: text.replace(",17,", ",17,,"), 4, "a row of 17 cells, not 16"),
        (lambda text: text.replace("Short.", "Sh\udcffrt."), 4, "no UTF-8"),
        (
            lambda text: text.replace('"parent_id"', '"parent"'),
            1,
            "parent, .*those of comments are .*parent_id",
        ),
    ],
)
def test_what_cannot_be_read_is_named_by_file_and_line(
    tmp_path: Path, spoil: Callable[[str], str], line: int, told: str
) -> None:
    """A line of the file, as an editor counts them, though rows may have several."""
    path = written(tmp_path, spoil)
    with pytest.raises(OutputError, match=told) as raised:
        read_csv(path, COMMENTS)
    assert str(raised.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize("data", [b"", b"\n\n"], ids=["empty", "breaks alone"])
def test_file_without_a_header_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "comments.csv").write_bytes(data)
    with pytest.raises(OutputError, match=r"comments\.csv"):
        read_csv(tmp_path / "comments.csv", COMMENTS)


def test_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"comments\.csv: No such file"):
        read_csv(tmp_path / "comments.csv", COMMENTS)
