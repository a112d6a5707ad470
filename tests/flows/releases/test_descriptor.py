"""``datapackage.json``: true to the files and the schemas, and valid for frictionless, which reads every row by it."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pyarrow as pa
import pytest

from flows.releases.dataset import Dataset, read_dataset
from flows.releases.descriptor import data_package
from flows.releases.files import Sums, write_json
from flows.releases.versions import RULE
from schemas import SCHEMA_VERSION, TABLES, TableSchema
from tests.flows.releases.release_folder import (
    RAW,
    VERSION,
    Made,
    tables_in,
    withheld_tables,
    write_folder,
    write_release_of,
)
from tests.offline import run_offline

NAMES = [schema.name for schema in TABLES]

every_table = pytest.mark.parametrize("schema", TABLES, ids=NAMES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return write_folder(tmp_path_factory.mktemp("package"), tables_in(RAW), read_dataset([RAW]))


@pytest.fixture(scope="module")
def package(made: Made) -> dict[str, Any]:
    return described(made.folder)


@pytest.fixture
def copy(made: Made, tmp_path: Path) -> Path:
    """A copy of the folder, to be spoilt."""
    return Path(shutil.copytree(made.folder, tmp_path / "copy"))


def described(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


# What it says


def test_descriptor_tells_true_bytes_hashes_and_rows(made: Made, package: dict[str, Any]) -> None:
    files = {f"{name}.{suffix}" for name in NAMES for suffix in ("csv", "parquet")}
    assert {resource["path"] for resource in package["resources"]} == files
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        data = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["rowCount"] == made.rows[Path(resource["path"]).stem]


@every_table
def test_descriptor_has_the_fields_and_keys_of_the_schema(
    package: dict[str, Any], schema: TableSchema
) -> None:
    """Name, description and nullability of each column, in the order of the files."""
    for resource in package["resources"]:
        if Path(resource["path"]).stem == schema.name:
            found = resource["schema"]
            assert [(field["name"], field["description"]) for field in found["fields"]] == [
                (field.name, field.description) for field in schema.fields
            ]
            required = {f["name"] for f in found["fields"] if f.get("constraints", {}).get("required")}
            assert required == {field.name for field in schema.fields if not field.nullable}
            assert tuple(found.get("primaryKey", ())) == schema.key
            assert len(found.get("foreignKeys", ())) == len(schema.foreign_keys)


@every_table
def test_every_list_is_described_down_to_its_members(
    made: Made, package: dict[str, Any], schema: TableSchema
) -> None:
    """By a JSON Schema that what stands in the table keeps, and that says more than that it is a list."""
    (resource,) = (r for r in package["resources"] if r["name"] == schema.name)
    for field in resource["schema"]["fields"]:
        kind = schema.arrow_schema.field(field["name"]).type
        assert ("jsonSchema" in field) == pa.types.is_list(kind)
        if pa.types.is_list(kind):
            for value in made.tables[schema.name][field["name"]].to_pylist():
                jsonschema.validate(value, field["jsonSchema"])
            with pytest.raises(jsonschema.ValidationError):
                jsonschema.validate([None], field["jsonSchema"])


def test_descriptor_states_versions_and_the_rule_of_versions(package: dict[str, Any]) -> None:
    assert (package["version"], package["schema_version"]) == (VERSION, SCHEMA_VERSION)
    assert package["version_rule"] == RULE


def test_descriptor_states_the_licence_of_dataset_toml(package: dict[str, Any]) -> None:
    assert package["name"] == "probation-corpus-sample"
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0 International",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]
    assert package["contributors"] == [{"title": "The probation-corpus contributors", "role": "author"}]


def test_descriptor_states_no_licence_where_the_sources_state_none(made: Made) -> None:
    """Never the sample's, nor anybody's."""
    package = data_package(Dataset(), VERSION, made.folder, made.rows, Sums(made.folder))
    assert not {"licenses", "contributors", "contact"} & package.keys()


def test_descriptor_says_how_formulas_are_guarded(package: dict[str, Any]) -> None:
    assert "take exactly one off" in package["description"]


def test_same_tables_have_the_same_descriptors_in_any_folder(made: Made, tmp_path: Path) -> None:
    """No time, host or path stands in them."""
    other = write_folder(tmp_path / "elsewhere", made.tables, read_dataset([RAW]))
    for name in ("datapackage.json", "croissant.json", "README.md"):
        assert (other.folder / name).read_bytes() == (made.folder / name).read_bytes()


# What frictionless says of it


def validated(folder: Path, home: Path) -> tuple[int, dict[str, Any]]:
    """What the command ends with, and its report."""
    done = run_offline("frictionless", "validate", "datapackage.json", "--json", cwd=folder, home=home)
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("pages", ["sample", "real"])
def test_frictionless_finds_the_release_valid(pages: str, tmp_path: Path) -> None:
    """Every resource: of the CSV files each row, key and reference, of all files the bytes and the hash."""
    released = write_release_of(pages, tmp_path / "release")
    status, report = validated(released.folder, tmp_path / "home")
    assert (status, report["valid"], report["stats"]["errors"]) == (0, True, 0)
    assert [task["name"] for task in report["tasks"]] == [
        name for table in NAMES for name in (table, f"{table}-parquet")
    ]
    rows = {task["name"]: task["stats"].get("rows") for task in report["tasks"] if task["type"] == "table"}
    assert rows == released.rows


def test_frictionless_finds_a_release_with_tombstones_valid(tmp_path: Path) -> None:
    """What is null in a withheld row may be null, and its opaque key is one."""
    released = write_folder(tmp_path / "release", withheld_tables(), read_dataset([RAW]))
    status, report = validated(released.folder, tmp_path / "home")
    assert (status, report["valid"], report["stats"]["errors"]) == (0, True, 0)


@pytest.mark.parametrize("name", ["comments.csv", "comments.parquet"])
def test_frictionless_names_the_file_of_which_a_byte_changed(copy: Path, tmp_path: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[-20] ^= 1
    (copy / name).write_bytes(data)
    status, report = validated(copy, tmp_path / "home")
    assert status == 1
    assert {task["place"] for task in report["tasks"] if not task["valid"]} == {name}


def test_frictionless_finds_a_reference_that_does_not_resolve(made: Made, copy: Path, tmp_path: Path) -> None:
    """The foreign keys that the descriptor states are held to, within a table and between two."""
    for name, column in (("comments", "parent_id"), ("bulletins", "document_id")):
        text = (made.folder / f"{name}.csv").read_text(encoding="utf-8")
        value = next(value for value in made.tables[name][column].to_pylist() if value is not None)
        key, wrong = f'"{value}"', f'"{value[:-1]}{"0" if value[-1] != "0" else "1"}"'
        place = text.rindex(key)
        (copy / f"{name}.csv").write_text(
            text[:place] + wrong + text[place + len(key) :], encoding="utf-8", newline="\n"
        )
    write_json(copy / "datapackage.json", data_package(Dataset(), VERSION, copy, made.rows, Sums(copy)))
    status, report = validated(copy, tmp_path / "home")
    assert status == 1
    wrong_tasks = {
        task["name"]: {e["type"] for e in task["errors"]} for task in report["tasks"] if not task["valid"]
    }
    assert wrong_tasks == {"comments": {"foreign-key"}, "bulletins": {"foreign-key"}}
