"""``croissant.json``: valid for mlcroissant, which reads every record by it."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.releases.croissant import croissant
from flows.releases.dataset import Dataset, read_dataset
from flows.releases.files import Sums
from schemas import SCHEMA_VERSION, TABLES, TableSchema
from tests.flows.releases.release_folder import (
    RAW,
    VERSION,
    Made,
    withheld_tables,
    write_folder,
    write_release_of,
)
from tests.offline import run_offline, run_python_offline

NAMES = [schema.name for schema in TABLES]
KEYS = {schema.name: schema.key for schema in TABLES}
READ_RECORDS = """
import json, sys, mlcroissant
dataset = mlcroissant.Dataset("croissant.json")
print(json.dumps({name: list(dataset.records(name)) for name in sys.argv[1:]}, default=lambda v: v.decode() if isinstance(v, bytes) else str(v)))
"""

every_table = pytest.mark.parametrize("schema", TABLES, ids=NAMES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample, with tombstones in it."""
    return write_folder(tmp_path_factory.mktemp("croissant"), withheld_tables(), read_dataset([RAW]))


@pytest.fixture(scope="module")
def described(made: Made) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made.folder / "croissant.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def records(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What mlcroissant reads, by table."""
    return read_records(made.folder, tmp_path_factory.mktemp("home"))


def read_records(folder: Path, home: Path) -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = json.loads(
        run_python_offline(READ_RECORDS, *NAMES, cwd=folder, home=home)
    )
    return read


def plain(value: Any) -> Any:
    """A value as it comes out of JSON; mlcroissant has a date as the time at which it begins, and no decimals."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    if hasattr(value, "isoformat"):
        return f"{value} 00:00:00" if len(str(value)) == 10 else str(value)
    return float(value)


def bare(value: Any) -> Any:
    """A record without the ids of its table and columns before the names of its members."""
    if isinstance(value, dict):
        return {name.rsplit("/", 1)[-1]: bare(member) for name, member in value.items()}
    return [bare(member) for member in value] if isinstance(value, list) else value


def test_every_file_stands_there_with_its_sum_and_size(made: Made, described: dict[str, Any]) -> None:
    found = {file["contentUrl"]: file for file in described["distribution"]}
    assert set(found) == {f"{name}.{suffix}" for name in NAMES for suffix in ("csv", "parquet")}
    for name, file in found.items():
        data = (made.folder / name).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["contentSize"] == f"{len(data)} B"


@every_table
def test_record_set_has_the_columns_key_and_references_of_the_schema(
    described: dict[str, Any], schema: TableSchema
) -> None:
    """A reference into the table itself is told in words alone: mlcroissant would take it for a circle and read nothing."""
    (found,) = (record_set for record_set in described["recordSet"] if record_set["@id"] == schema.name)
    assert [(field["name"], field["description"]) for field in found["field"]] == [
        (field.name, field.description) for field in schema.fields
    ]
    assert [key["@id"] for key in found.get("key", [])] == [f"{schema.name}/{name}" for name in schema.key]
    references = {f["name"]: f["references"]["field"]["@id"] for f in found["field"] if "references" in f}
    assert references == {
        key.columns[0]: f"{key.table}/{key.reference[0]}"
        for key in schema.foreign_keys
        if key.table != schema.name
    }
    for field in found["field"]:
        kind = schema.arrow_schema.field(field["name"]).type
        assert field.get("repeated", False) == pa.types.is_list(kind)
        if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
            assert [member["name"] for member in field["subField"]] == [p.name for p in kind.value_type]


def test_it_says_whose_it_is_and_how_to_cite_it(described: dict[str, Any]) -> None:
    assert (described["version"], described["schemaVersion"]) == (VERSION, SCHEMA_VERSION)
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [creator["name"] for creator in described["creator"]] == ["The probation-corpus contributors"]
    assert described["citeAs"].startswith("@misc{probation-corpus-sample-1.0.0,")


def test_no_licence_creator_or_date_is_made_up(made: Made) -> None:
    """What the sources do not state is not there; neither is the day, which would make other bytes every day."""
    bare_description = croissant(Dataset(), VERSION, made.folder, Sums(made.folder))
    assert not {"license", "creator", "datePublished", "url"} & bare_description.keys()


# What mlcroissant says of it


@pytest.mark.parametrize("pages", ["sample", "real"])
def test_mlcroissant_finds_the_release_valid_and_reads_every_record(pages: str, tmp_path: Path) -> None:
    """It would like a date of publication, and a licence where there is none to state; nothing else is amiss."""
    released = write_release_of(pages, tmp_path / "release")
    home = tmp_path / "home"
    done = run_offline(
        "mlcroissant", "validate", "--jsonld", "croissant.json", cwd=released.folder, home=home
    )
    assert done.returncode == 0, done.stderr
    wanted = set(re.findall(r'Property "https://schema.org/(\w+)" is recommended', done.stderr))
    assert wanted == ({"datePublished"} if pages == "sample" else {"datePublished", "license"})
    assert len(re.findall(r"^ +-  ", done.stderr, re.MULTILINE)) == len(wanted)
    found = {name: len(rows) for name, rows in read_records(released.folder, home).items()}
    assert found == released.rows


@every_table
def test_records_have_the_values_of_the_table(
    made: Made, records: dict[str, list[dict[str, Any]]], schema: TableSchema
) -> None:
    """Every column of every row, lists and structures among them, and tombstones, in which most are null."""
    assert bare(records[schema.name]) == plain(made.tables[schema.name].to_pylist())
