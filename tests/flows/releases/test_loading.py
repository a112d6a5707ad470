"""Others' programs load a release, offline: ``datasets``, DuckDB, polars, and the recipes of the card.

R and spreadsheets are not at hand where the tests run: their recipes are read by people alone.
"""

import json
import re
from pathlib import Path

import duckdb
import polars
import pyarrow as pa
import pytest

from flows.releases.dataset import read_dataset
from schemas import TABLES, TableSchema
from tests.flows.releases.release_folder import (
    RAW,
    VERSION,
    Made,
    awkward_tables,
    tables_in,
    write_folder,
    write_release_of,
)
from tests.offline import REACHED_OUT, run_offline, run_python_offline

NAMES = [schema.name for schema in TABLES]
KEYED = [schema for schema in TABLES if schema.key]
LOAD_DATASETS = """
import json, sys, datasets
loaded = {name: datasets.load_dataset(sys.argv[1], name=name, split="train") for name in sys.argv[2:]}
assert datasets.get_dataset_config_names(sys.argv[1]) == sys.argv[2:]
print(json.dumps({name: [table.num_rows, table.column_names] for name, table in loaded.items()}))
"""
_BLOCKS = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_IMPORTS = re.compile(r"^(?:import|from) (\w+)", re.MULTILINE)

every_table = pytest.mark.parametrize("schema", TABLES, ids=NAMES)
every_key = pytest.mark.parametrize("schema", KEYED, ids=[schema.name for schema in KEYED])


@pytest.fixture(scope="module", params=["sample", "real"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A release of the sample and a page that is hard to read in CSV; one of the real pages where they are at hand."""
    folder = tmp_path_factory.mktemp("loading") / VERSION
    if request.param == "sample":
        return write_folder(folder, awkward_tables(), read_dataset([RAW]))
    return write_release_of(request.param, folder)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def query(sql: str) -> duckdb.DuckDBPyRelation:
    relation = duckdb.sql(sql)
    assert relation is not None
    return relation


def keys(made: Made, schema: TableSchema) -> list[tuple[str, ...]]:
    """The keys of a table as texts, in order."""
    return [
        tuple(map(str, row.values())) for row in made.tables[schema.name].select(list(schema.key)).to_pylist()
    ]


def test_what_reaches_for_the_network_is_caught(home: Path, tmp_path: Path) -> None:
    """So that the tests of this folder can say that nothing does."""
    code = "import urllib.request; urllib.request.urlopen('http://probation.example/')"
    done = run_offline("python", "-c", code, cwd=tmp_path, home=home)
    assert done.returncode == REACHED_OUT


# Hugging Face datasets


def test_datasets_finds_every_table_by_the_card(made: Made, home: Path, tmp_path: Path) -> None:
    """A configuration each, under the table's name, with its rows and columns."""
    loaded = json.loads(run_python_offline(LOAD_DATASETS, made.folder, *NAMES, cwd=tmp_path, home=home))
    assert loaded == {schema.name: [made.rows[schema.name], list(schema.columns)] for schema in TABLES}


def test_datasets_loads_the_others_where_a_table_has_no_rows(home: Path, tmp_path: Path) -> None:
    """It fails on a file without rows, so the card does not name it."""
    tables = {**tables_in(RAW), "job_adverts": tables_in(RAW)["job_adverts"].slice(0, 0)}
    released = write_folder(tmp_path / "release", tables, read_dataset([RAW]))
    filled = [name for name in NAMES if name != "job_adverts"]
    loaded = json.loads(run_python_offline(LOAD_DATASETS, released.folder, *filled, cwd=tmp_path, home=home))
    assert {name: rows for name, (rows, _) in loaded.items()} == {
        name: released.rows[name] for name in filled
    }


def test_datasets_takes_no_release_for_another(home: Path, tmp_path: Path) -> None:
    """It keeps what it has loaded under the folder's name alone, and ``latest`` or ``1.0.0`` may be another one tomorrow."""
    shorter = {**tables_in(RAW), "comments": tables_in(RAW)["comments"].slice(0, 5)}
    for place, tables in (("one", tables_in(RAW)), ("other", shorter)):
        released = write_folder(tmp_path / place / "latest", tables, read_dataset([RAW]))
        loaded = json.loads(
            run_python_offline(LOAD_DATASETS, released.folder, *NAMES, cwd=tmp_path, home=home)
        )
        assert loaded["comments"][0] == released.rows["comments"]


# DuckDB and polars


@every_table
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_duckdb_reads_each_file_as_it_is(made: Made, schema: TableSchema, suffix: str) -> None:
    """By its name alone, without a word on quotation marks or types."""
    relation = query(f"FROM '{made.folder / schema.name}.{suffix}'")
    assert relation.columns == list(schema.columns)
    assert len(relation.fetchall()) == made.rows[schema.name]


@every_key
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_duckdb_and_polars_find_the_same_keys(made: Made, schema: TableSchema, suffix: str) -> None:
    file = made.folder / f"{schema.name}.{suffix}"
    columns = ", ".join(f"CAST({name} AS VARCHAR)" for name in schema.key)
    by_duckdb = query(f"SELECT {columns} FROM '{file}'").fetchall()
    frame = polars.read_parquet(file) if suffix == "parquet" else polars.read_csv(file, infer_schema=False)
    by_polars = frame.select(polars.col(name).cast(polars.String) for name in schema.key).rows()
    assert by_duckdb == by_polars == keys(made, schema)


@every_table
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_polars_reads_each_file(made: Made, schema: TableSchema, suffix: str) -> None:
    file = made.folder / f"{schema.name}.{suffix}"
    frame = polars.read_parquet(file) if suffix == "parquet" else polars.read_csv(file, infer_schema=False)
    assert frame.columns == list(schema.columns)
    assert frame.height == made.rows[schema.name]


@every_table
def test_values_are_the_same_from_duckdb_and_polars(made: Made, schema: TableSchema) -> None:
    """In Parquet: dates, times, amounts, lists and structures."""
    file = made.folder / f"{schema.name}.parquet"
    expected = made.tables[schema.name].to_pylist()
    assert polars.read_parquet(file).to_dicts() == expected
    read: pa.Table = query(f"FROM '{file}'").to_arrow_table()
    assert read.to_pylist() == expected


# The recipes of the card


def recipes(made: Made, language: str) -> list[str]:
    card = (made.folder / "README.md").read_text(encoding="utf-8")
    return [code for found, code in _BLOCKS.findall(card) if found == language]


def test_card_tells_how_to_load_with_each_program(made: Made) -> None:
    imported = {name for code in recipes(made, "python") for name in _IMPORTS.findall(code)}
    assert imported - {"json", "pathlib"} == {"pandas", "polars", "datasets"}
    assert [len(recipes(made, language)) for language in ("sql", "r")] == [1, 1]
    assert "A spreadsheet" in (made.folder / "README.md").read_text(encoding="utf-8")


def test_recipes_in_python_run_in_the_folder_of_the_release(made: Made, home: Path) -> None:
    """Each on its own, in a new process; each prints something."""
    for code in recipes(made, "python"):
        assert run_python_offline(
            f"import warnings; warnings.simplefilter('error')\n{code}", cwd=made.folder, home=home
        ).strip(), code


def test_recipe_in_sql_counts_every_comment(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made.folder)
    (recipe,) = recipes(made, "sql")
    assert sum(number for _, number in query(recipe).fetchall()) == made.rows["comments"]


def test_recipe_for_csv_gives_the_texts_of_the_table(made: Made, home: Path) -> None:
    """Guard and all: what it leaves in ``comments`` is what the table holds."""
    (code,) = (code for code in recipes(made, "python") if "read_csv" in code)
    columns = ["comment_id", "text", "spans", "links"]
    printed = run_python_offline(
        f"{code}\nprint(json.dumps(comments[{columns}].to_dict('records')))", cwd=made.folder, home=home
    )
    assert json.loads(printed.splitlines()[-1]) == made.tables["comments"].select(columns).to_pylist()
