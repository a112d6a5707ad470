"""The schema's version: columns do not change without it."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from schemas import SCHEMA_VERSION
from tests.schemas.write_snapshot import FILE, Snapshot, dumped, main, refusal, snapshot

COMMAND = "python -m tests.schemas.write_snapshot"


@pytest.fixture
def committed() -> Snapshot:
    value: Snapshot = json.loads(FILE.read_text(encoding="utf-8"))
    return value


def test_todays_columns_are_those_of_the_snapshot_unless_the_version_changed(committed: Snapshot) -> None:
    assert refusal(committed, snapshot()) is None


def test_the_snapshot_is_of_todays_version(committed: Snapshot) -> None:
    assert FILE.read_text(encoding="utf-8") == dumped(snapshot()), f"run {COMMAND} and commit {FILE.name}"
    assert committed["version"] == SCHEMA_VERSION


def test_the_version_has_three_numbers() -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}", SCHEMA_VERSION)


CHANGES: dict[str, dict[str, Any]] = {
    "a column that is gone": {"author": None},
    "a column that is new": {"likes": {"type": "int64", "nullable": True, "unique": False}},
    "another type": {"depth": {"type": "string"}},
    "nulls": {"depth": {"nullable": True}},
    "another value": {"certainty": {"allowed": ["certain", "sure"]}},
    "another form": {"comment_id": {"pattern": "."}},
    "another limit": {"depth": {"maximum": 2}},
}


def changed(value: Snapshot, change: dict[str, Any]) -> Snapshot:
    """The snapshot with columns of the comments changed or, where None is given, gone."""
    columns = (value := copy.deepcopy(value))["tables"]["comments"]["columns"]
    for name, what in change.items():
        columns[name] = None if what is None else columns.get(name, {}) | what
    value["tables"]["comments"]["columns"] = {name: of for name, of in columns.items() if of is not None}
    return value


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_column_needs_another_version(
    change: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without one the snapshot is not written, and the words say which table and what to do."""
    file = tmp_path / "snapshot.json"
    assert main(file) == 0
    before = file.read_bytes()
    other = changed(snapshot(), change)
    assert main(file, other) == 1
    assert file.read_bytes() == before
    assert re.search(r"comments changed .* raise SCHEMA_VERSION", capsys.readouterr().err)
    assert main(file, other | {"version": "99.0.0"}) == 0
    assert json.loads(file.read_text(encoding="utf-8")) == other | {"version": "99.0.0"}


def test_another_order_of_columns_needs_another_version_too() -> None:
    """A spreadsheet counts them."""
    other = copy.deepcopy(snapshot())
    columns = other["tables"]["comments"]["columns"]
    columns["depth"] = columns.pop("depth")
    assert refusal(snapshot(), other) is not None


def test_a_changed_key_or_table_needs_another_version_too() -> None:
    for change in ("key", "foreign_keys", None):
        other = copy.deepcopy(snapshot())
        if change is None:
            del other["tables"]["problems"]
        else:
            other["tables"]["comments"][change] = []
        assert refusal(snapshot(), other) is not None
