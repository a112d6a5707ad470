"""A release: files that hold what the tables hold, sums that are true, and an output folder that never shows half of one."""

import csv
import errno
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import release as releases
from flows.checks import check_tables
from flows.csv_tables import write_csv
from flows.dataset import Dataset, read_dataset
from flows.errors import OutputError, ProbationCorpusError
from flows.page import page_of
from flows.pipeline import page_records, read_batch
from flows.records import PageRecords
from flows.release import Release, write_release
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from schemas import TABLES, TableSchema, table_named
from tests.schemas.valid_rows import table_of, valid_row

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
NAMES = [schema.name for schema in TABLES]
FILES = {
    "datapackage.json",
    "SHA256SUMS",
    *(f"{name}.{suffix}" for name in NAMES for suffix in ("csv", "parquet")),
}

AWKWARD = (
    "=1+1 is not a formula here", "+44 is a prefix", "-5 degrees", "@home today", "'Twas brillig",
    'She said "no", twice, and left', "a,b;c\td", "null", "NA", "1,250", "Zoë 😂 \u2028 \x85 end", "\\N and \\\"",
)  # fmt: skip
AWKWARD_PAGE = "An Awkward Post\nIt has a body.\n" + "".join(
    f"{text}\n{'ReplyDelete' if place % 2 == 0 else 'Delete'}\n" for place, text in enumerate(AWKWARD)
)


@pytest.fixture(scope="module")
def pages() -> list[PageRecords]:
    """The pages of the sample, and one whose comments a careless CSV would spoil."""
    read = read_batch(list_sources([RAW]).sources)
    awkward = page_records(page_of(AWKWARD_PAGE, document_id="awkward", source="awkward.txt"))
    assert not read.problems
    assert [row["text"] for row in awkward.comments] == list(AWKWARD)
    return [*read.pages, awkward]


@pytest.fixture(scope="module")
def tables(pages: list[PageRecords]) -> Tables:
    return check_tables(merged([tables_of(pages)])).tables


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset([RAW])


@pytest.fixture(scope="module")
def made(tables: Tables, dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release that the tests of this module only read."""
    return write_release(tables, dataset, tmp_path_factory.mktemp("release") / "output")


@pytest.fixture
def output(made: Release, tmp_path: Path) -> Path:
    """A copy of the output folder with its one release, to be built upon or broken."""
    return Path(shutil.copytree(made.folder.parent, tmp_path / "output", symlinks=True))


def contents(folder: Path) -> dict[str, bytes | str]:
    """Every file below a folder with its bytes, every link with where it points."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


every_table = pytest.mark.parametrize("schema", TABLES, ids=NAMES)


# The folder


def test_release_has_its_files_and_the_output_nothing_beside_it(made: Release) -> None:
    """Version, index and latest; what was written beside is gone."""
    assert made.is_new
    assert (made.version, made.folder.name) == ("1.0.0", "1.0.0")
    assert {path.name for path in made.folder.parent.iterdir()} == {"1.0.0", "index.json", "latest"}
    assert {path.name for path in made.folder.iterdir()} == FILES


def test_latest_is_a_relative_link_to_the_newest_release(made: Release) -> None:
    """So that the output folder can be moved and served from elsewhere."""
    latest = made.folder.parent / "latest"
    assert latest.is_symlink()
    assert str(latest.readlink()) == "1.0.0"


def test_release_can_be_read_by_others(made: Release) -> None:
    """The folder it was prepared in was the builder's alone."""
    assert made.folder.stat().st_mode & 0o055 == 0o055


def test_index_names_every_release_with_time_rows_and_sum(made: Release, tables: Tables) -> None:
    index = json.loads((made.folder.parent / "index.json").read_text(encoding="utf-8"))
    (entry,) = index.pop("releases")
    assert index == {"latest": "1.0.0"}
    assert datetime.fromisoformat(entry.pop("created")).utcoffset() is not None
    assert entry == {
        "version": "1.0.0",
        "rows": {name: tables[name].num_rows for name in NAMES},
        "sha256": hashlib.sha256((made.folder / "SHA256SUMS").read_bytes()).hexdigest(),
        "withdrawn": False,
    }


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_sums_are_those_that_sha256sum_finds(made: Release) -> None:
    """Every file but the list itself is in it."""
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=made.folder, capture_output=True, text=True, check=True)
    assert {line.removesuffix(": OK") for line in checked.stdout.splitlines()} == FILES - {"SHA256SUMS"}


# Parquet


@every_table
def test_parquet_gives_the_table_back_with_its_descriptions(
    made: Release, tables: Tables, schema: TableSchema
) -> None:
    """Types, nullability and a description of each column, and no pandas metadata."""
    read = pq.read_table(made.folder / f"{schema.name}.parquet")
    assert read.cast(schema.arrow_schema).equals(tables[schema.name])
    assert read.schema.metadata is None
    for field in schema.fields:
        column = read.schema.field(field.name)
        assert column.nullable == field.nullable
        assert column.metadata[b"description"].decode() == field.description


@every_table
def test_parquet_is_compressed_by_zstd(made: Release, schema: TableSchema) -> None:
    group = pq.ParquetFile(made.folder / f"{schema.name}.parquet").metadata.row_group(0)
    assert {group.column(place).compression for place in range(group.num_columns)} == {"ZSTD"}


@every_table
def test_rows_stand_in_the_order_of_their_key(made: Release, schema: TableSchema) -> None:
    """Problems, which have none, stand in the order of their sources."""
    names = list(schema.key or ("source",))
    read = pq.read_table(made.folder / f"{schema.name}.parquet", columns=names).to_pylist()
    keys = [tuple(row[name] for name in names) for row in read]
    assert keys == sorted(keys)
    assert not schema.key or len(set(keys)) == len(keys)


def test_row_groups_have_a_fixed_number_of_rows(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "ROW_GROUP_ROWS", 100)
    made = write_release(tables, dataset, tmp_path)
    metadata = pq.ParquetFile(made.folder / "segments.parquet").metadata
    groups = [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)]
    assert len(groups) > 3
    assert set(groups[:-1]) == {100}


def test_same_pages_make_the_same_bytes_however_they_were_divided(
    made: Release, pages: Sequence[PageRecords], dataset: Dataset, tmp_path: Path
) -> None:
    """One batch a page, in another order, in another folder."""
    parts = [tables_of([page]) for page in reversed(pages)]
    other = write_release(check_tables(merged(parts)).tables, dataset, tmp_path / "elsewhere")
    assert contents(other.folder) == contents(made.folder)


# CSV


def cell_value(cell: str | None, kind: pa.DataType) -> Any:
    """What a cell says, by the rules of the descriptor; None where it is empty and not quoted."""
    if cell is None:
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


def read_csv(path: Path, kinds: pa.Schema) -> list[dict[str, Any]]:
    """The rows of a CSV file, read by a reader that tells an empty cell from an empty text."""
    table = pa_csv.read_csv(
        path,
        parse_options=pa_csv.ParseOptions(newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in kinds.names},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    assert table.column_names == kinds.names
    return [
        {name: cell_value(cell, kinds.field(name).type) for name, cell in row.items()}
        for row in table.to_pylist()
    ]


@every_table
def test_csv_reads_back_to_the_same_values(made: Release, tables: Tables, schema: TableSchema) -> None:
    """Null apart from empty text, lists and structures from JSON, the formula guard taken off."""
    assert (
        read_csv(made.folder / f"{schema.name}.csv", schema.arrow_schema) == tables[schema.name].to_pylist()
    )


@every_table
def test_csv_of_a_row_with_every_column_filled_reads_back(schema: TableSchema, tmp_path: Path) -> None:
    """Dates and times in ISO 8601 and amounts among them, which the sample has few of."""
    table = table_of(schema, valid_row(schema.name)).cast(schema.arrow_schema)
    write_csv(table, tmp_path / "table.csv")
    assert read_csv(tmp_path / "table.csv", schema.arrow_schema) == table.to_pylist()


@every_table
def test_csv_is_what_other_readers_take_it_for(made: Release, tables: Tables, schema: TableSchema) -> None:
    """RFC 4180 as Python and pandas read it: a header, then one row a record, line breaks inside of texts or not."""
    path, table = made.folder / f"{schema.name}.csv", tables[schema.name]
    with path.open(encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file, strict=True)
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    assert header == list(frame.columns) == list(schema.columns)
    assert len(lines) == len(frame) == table.num_rows
    assert {len(line) for line in lines} == {len(header)}
    for name in header:
        if pa.types.is_string(schema.arrow_schema.field(name).type):
            values = table[name].to_pylist()
            column = header.index(name)
            assert [line[column].removeprefix("'") for line in lines] == [value or "" for value in values]
            assert [None if pd.isna(v) else v.removeprefix("'") for v in frame[name]] == values


def test_csv_begins_with_no_mark_and_ends_its_lines_alike(made: Release) -> None:
    """UTF-8 without a BOM, lines as the descriptor says."""
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["format"] == "csv":
            data = (made.folder / resource["path"]).read_bytes()
            assert not data.startswith(b"\xef\xbb\xbf")
            assert data.endswith(resource["dialect"]["lineTerminator"].encode())
            assert b"\r" not in data


def test_no_cell_of_text_can_be_taken_for_a_formula(made: Release) -> None:
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
    kinds = pa.schema([("place", pa.int64()), ("text", pa.string())])
    write_csv(pa.table({"place": range(len(values)), "text": values}, kinds), path)
    assert [row["text"] for row in read_csv(path, kinds)] == values
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for _, cell in list(csv.reader(file, strict=True))[1:]]
    assert [cell.removeprefix("'") for cell in cells] == [value or "" for value in values]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]


# The descriptor


@pytest.fixture(scope="module")
def package(made: Release) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    return described


def test_descriptor_tells_true_bytes_hashes_and_rows(
    made: Release, tables: Tables, package: dict[str, Any]
) -> None:
    assert {resource["path"] for resource in package["resources"]} == FILES - {
        "datapackage.json",
        "SHA256SUMS",
    }
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        data = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["rowCount"] == tables[Path(resource["path"]).stem].num_rows


@every_table
def test_descriptor_has_the_fields_and_keys_of_the_schema(
    package: dict[str, Any], schema: TableSchema
) -> None:
    """Name, description and nullability of each column, in the order of the files."""
    for resource in package["resources"]:
        if Path(resource["path"]).stem == schema.name:
            described = resource["schema"]
            assert [(field["name"], field["description"]) for field in described["fields"]] == [
                (field.name, field.description) for field in schema.fields
            ]
            required = {f["name"] for f in described["fields"] if f.get("constraints", {}).get("required")}
            assert required == {field.name for field in schema.fields if not field.nullable}
            assert tuple(described.get("primaryKey", ())) == schema.key
            assert len(described.get("foreignKeys", ())) == len(schema.foreign_keys)


def test_descriptor_states_the_licence_of_dataset_toml(package: dict[str, Any]) -> None:
    assert package["name"] == "probation-corpus-sample"
    assert package["version"] == "1.0.0"
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert package["contributors"] == [{"title": "The probation-corpus contributors", "role": "author"}]


def test_descriptor_states_no_licence_where_the_sources_state_none(tables: Tables, tmp_path: Path) -> None:
    """Never the sample's, nor anybody's."""
    made = write_release(tables, read_dataset([tmp_path]), tmp_path / "output")
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert not {"licenses", "contributors", "contact"} & package.keys()


def test_descriptor_says_how_formulas_are_guarded(package: dict[str, Any]) -> None:
    assert "take exactly one off" in package["description"]


# Again, and in trouble


def test_same_tables_again_change_nothing(tables: Tables, dataset: Dataset, output: Path) -> None:
    before, index = contents(output), (output / "index.json").stat()
    again = write_release(tables, dataset, output)
    assert (again.version, again.folder, again.is_new) == ("1.0.0", output / "1.0.0", False)
    assert contents(output) == before
    assert (output / "index.json").stat().st_mtime_ns == index.st_mtime_ns


def fewer(tables: Tables) -> Tables:
    """The tables with one problem less."""
    return {**tables, "problems": tables["problems"].slice(1)}


def test_other_tables_are_refused_with_the_remedy_and_nothing_is_lost(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    before = contents(output)
    with pytest.raises(OutputError, match=r"differs from release 1\.0\.0.*--output"):
        write_release(fewer(tables), dataset, output)
    assert contents(output) == before
    assert {path.name for path in output.iterdir()} == {"1.0.0", "index.json", "latest"}


def failing_at(table: str, error: Exception) -> Callable[[pa.Table, Path], None]:
    def write(rows: pa.Table, path: Path) -> None:
        if path.stem == table:
            path.write_bytes(b"half of a fi")
            raise error
        write_csv(rows, path)

    return write


@pytest.mark.parametrize("table", NAMES)
def test_failure_in_the_middle_of_writing_leaves_the_old_state(
    tables: Tables,
    dataset: Dataset,
    output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
) -> None:
    """Whether a release stood there or none did; nothing half-written stays."""
    monkeypatch.setattr(releases, "write_csv", failing_at(table, RuntimeError("struck")))
    before, new = contents(output), tmp_path / "new"
    for folder in (output, new):
        with pytest.raises(RuntimeError, match="struck"):
            write_release(fewer(tables), dataset, folder)
    assert contents(output) == before
    assert {path.name for path in output.iterdir()} == {"1.0.0", "index.json", "latest"}
    assert list(new.iterdir()) == []


def test_full_disk_is_an_error_that_names_the_output(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output that cannot be written is said in a line, not in a trace."""
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(releases, "write_csv", failing_at("comments", error))
    with pytest.raises(OutputError, match=os.strerror(errno.ENOSPC)) as raised:
        write_release(tables, dataset, tmp_path / "output")
    assert str(tmp_path / "output") in str(raised.value)
    assert list((tmp_path / "output").iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"latest": 3, "releases": []}', '{"latest": "1.0.0"}', "\udcff"],
    ids=["empty", "cut off", "a list", "latest no version", "no releases", "no UTF-8"],
)
def test_broken_index_is_an_error_that_names_it_and_the_remedy(
    tables: Tables, dataset: Dataset, output: Path, text: str
) -> None:
    (output / "index.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    before = contents(output)
    with pytest.raises(OutputError, match=r"index\.json: .*restore the file") as raised:
        write_release(tables, dataset, output)
    assert str(output / "index.json") in str(raised.value)
    assert contents(output) == before


def test_release_without_an_index_is_an_error_that_names_it(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """Nothing says what it is, so it is neither replaced nor built upon."""
    (output / "index.json").unlink()
    before = contents(output)
    with pytest.raises(OutputError, match=r"index\.json: gone, .*restore"):
        write_release(tables, dataset, output)
    assert contents(output) == before


def test_index_of_a_release_that_is_gone_is_an_error_with_the_remedy(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    shutil.rmtree(output / "1.0.0")
    before = contents(output)
    with pytest.raises(OutputError, match="restore the release"):
        write_release(tables, dataset, output)
    assert contents(output) == before


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_release_that_was_damaged_is_not_said_to_hold_the_same(
    tables: Tables, dataset: Dataset, output: Path, damage: str
) -> None:
    """Its list of sums alone does not show what its files hold: the build names the file that is not as it was."""
    file = output / "1.0.0" / "comments.csv"
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes().replace(b"a", b"e", 1))
    before = contents(output)
    with pytest.raises(OutputError, match=r"comments\.csv"):
        write_release(tables, dataset, output)
    assert contents(output) == before


def test_latest_that_lags_is_repaired_by_the_next_build(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """As a crash between the index and the link leaves it, or a copy that dropped the link."""
    for spoil in (lambda link: link.unlink(), lambda link: (link.unlink(), link.symlink_to("0.9.0"))):
        spoil(output / "latest")
        write_release(tables, dataset, output)
        assert str((output / "latest").readlink()) == "1.0.0"


def test_folder_in_the_place_of_latest_is_an_error_that_names_it(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """As a copy leaves it that followed the link (cp -rL, a zip file, a synchronised folder)."""
    (output / "latest").unlink()
    shutil.copytree(output / "1.0.0", output / "latest")
    with pytest.raises(OutputError, match="latest"):
        write_release(tables, dataset, output)
    assert (output / "latest" / "comments.csv").exists()


def test_crash_before_the_index_is_written_leaves_no_release_that_blocks_unexplained(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build of the same takes the folder that stands there whole; one of other pages says what is in its way."""

    def struck(*_: object) -> None:
        raise RuntimeError("struck")

    monkeypatch.setattr(releases, "_write_index", struck)
    with pytest.raises(RuntimeError, match="struck"):
        write_release(tables, dataset, tmp_path)
    monkeypatch.undo()
    with pytest.raises(OutputError, match=r"1\.0\.0: .*move it away"):
        write_release(fewer(tables), dataset, tmp_path)
    assert write_release(tables, dataset, tmp_path).is_new
    assert {path.name for path in tmp_path.iterdir()} == {"1.0.0", "index.json", "latest"}


def test_source_date_epoch_is_the_time_of_the_release(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is then the same bytes each time, too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1456128000")
    indexes = []
    for name in ("one", "other"):
        write_release(tables, dataset, tmp_path / name)
        indexes.append((tmp_path / name / "index.json").read_bytes())
    assert indexes[0] == indexes[1]
    assert json.loads(indexes[0])["releases"][0]["created"] == "2016-02-22T08:00:00+00:00"


@pytest.mark.parametrize("value", ["soon", "1.5", "99999999999999999999"])
def test_source_date_epoch_that_is_no_time_is_refused_before_anything_is_published(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(ProbationCorpusError, match="SOURCE_DATE_EPOCH"):
        write_release(tables, dataset, tmp_path / "output")
    assert not (tmp_path / "output" / "1.0.0").exists()


def test_table_without_rows_is_written_like_any_other(dataset: Dataset, tmp_path: Path) -> None:
    """A corpus without a job advert has the file of job adverts all the same, with its columns."""
    page = page_records(page_of("A page.\n", document_id="page", source="page.txt"))
    made = write_release(check_tables(merged([tables_of([page])])).tables, dataset, tmp_path)
    schema = table_named("job_adverts")
    assert pq.read_table(made.folder / "job_adverts.parquet").column_names == list(schema.columns)
    with (made.folder / "job_adverts.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [list(schema.columns)]
