"""Rows that are withheld: what they may still say, and what the other rows may not."""

from typing import Any

import pytest

from schemas import REASONS, TABLES, table_named, validate
from tests.schemas.valid_rows import table_of, tombstone, valid_row

TABLES_WITH_TOMBSTONES = ("documents", "comments", "bulletins", "job_adverts")
each_table = pytest.mark.parametrize("table", TABLES_WITH_TOMBSTONES)
STAYS = {
    "documents": "document_id characters comments bulletins job_adverts withheld",
    "comments": "comment_id document_id parent_id sequence depth spans is_removed certainty withheld",
    "bulletins": "bulletin_id document_id comment_id sequence spans withheld",
    "job_adverts": "advert_id document_id comment_id sequence copies spans withheld",
}
"""The columns that may say something of a withheld row."""


def rules_broken(table: str, row: dict[str, Any]) -> set[str]:
    """The names of the rules that a row breaks."""
    schema = table_named(table)
    return {failure.rule for failure in validate(table_of(schema, row), schema).failures}


def test_records_and_documents_may_be_withheld_and_nothing_else() -> None:
    assert tuple(table.name for table in TABLES if "withheld" in table.columns) == TABLES_WITH_TOMBSTONES


@each_table
@pytest.mark.parametrize("reason", REASONS)
def test_a_tombstone_is_valid(table: str, reason: str) -> None:
    assert rules_broken(table, tombstone(table, withheld=reason)) == set()


@each_table
@pytest.mark.parametrize("reason", ["", "because", "Privacy"])
def test_a_reason_is_one_of_those_known(table: str, reason: str) -> None:
    assert "isin" in rules_broken(table, tombstone(table, withheld=reason))


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column)
        for table in STAYS
        for column in table_named(table).columns
        if column not in STAYS[table].split()
    ],
)
def test_a_withheld_row_tells_of_its_place_alone(table: str, column: str) -> None:
    """Whatever else is left in it breaks a rule: no column is forgotten."""
    value = valid_row(table)[column] or [{"start": 1, "end": 2, "reason": "email"}]
    assert value
    assert rules_broken(table, tombstone(table, **{column: value})) & {
        "given_unless_withheld", "nothing_where_withheld", "precision_given",
    }  # fmt: skip


@each_table
def test_a_row_that_is_not_withheld_has_its_text_and_source(table: str) -> None:
    must = [
        check.statistics["columns"][0]
        for check in table_named(table).pandera.checks
        if check.name == "given_unless_withheld"
    ]
    assert must
    for column in must:
        assert rules_broken(table, valid_row(table, **{column: None})) == {"given_unless_withheld"}


@each_table
def test_a_withheld_row_has_a_key_that_tells_nothing_and_only_such_a_row(table: str) -> None:
    """A hash of the text would confirm a guess."""
    (key,) = table_named(table).key
    true, opaque = valid_row(table)[key], tombstone(table)[key]
    assert rules_broken(table, tombstone(table, **{key: true})) == {"opaque_where_withheld"}
    assert rules_broken(table, valid_row(table, **{key: opaque})) == {"opaque_where_withheld"}
