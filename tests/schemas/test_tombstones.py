"""Rows that are withheld: what they may still say, and what the other rows may not."""

from collections.abc import Sequence

import pytest

from schemas import REASONS, TABLES, table_named, validate
from tests.schemas.valid_rows import Row, table_of, tombstone, valid_row

TABLES_WITH_TOMBSTONES = ("documents", "comments", "bulletins", "job_adverts")
each_table = pytest.mark.parametrize("table", TABLES_WITH_TOMBSTONES)
STAYS = {
    "documents": "document_id characters comments bulletins job_adverts withheld",
    "comments": "comment_id document_id parent_id sequence depth spans is_removed certainty withheld",
    "bulletins": "bulletin_id document_id comment_id sequence spans withheld",
    "job_adverts": "advert_id document_id comment_id sequence copies spans withheld",
}
"""The columns that may say something of a withheld row."""


def rules_broken(table: str, *rows: Row) -> list[set[str]]:
    """The names of the rules that each row breaks."""
    schema = table_named(table)
    failures = validate(table_of(schema, *rows), schema, limit=len(rows)).failures
    assert all(failure.row is not None for failure in failures)
    return [{failure.rule for failure in failures if failure.row == place} for place in range(len(rows))]


def tombstones(table: str, changes: Sequence[Row]) -> list[Row]:
    """A tombstone for each of these changes, with a key and a place of its own."""
    (key,) = table_named(table).key
    made = [tombstone(table, **{key: f"{tombstone(table)[key]}{place}"}) for place in range(len(changes))]
    return [
        row | ({"sequence": place} if "sequence" in row else {}) | changed
        for place, (row, changed) in enumerate(zip(made, changes, strict=True))
    ]


def test_records_and_documents_may_be_withheld_and_nothing_else() -> None:
    assert tuple(table.name for table in TABLES if "withheld" in table.columns) == TABLES_WITH_TOMBSTONES


@each_table
def test_a_tombstone_is_valid(table: str) -> None:
    rows = tombstones(table, [{"withheld": reason} for reason in REASONS])
    assert rules_broken(table, *rows) == [set()] * len(REASONS)


@each_table
def test_a_reason_is_one_of_those_known(table: str) -> None:
    rows = tombstones(table, [{"withheld": reason} for reason in ("", "because", "Privacy")])
    assert all("isin" in broken for broken in rules_broken(table, *rows))


@each_table
def test_a_withheld_row_tells_of_its_place_alone(table: str) -> None:
    """Whatever else is left in it breaks a rule: no column is forgotten."""
    columns = [column for column in table_named(table).columns if column not in STAYS[table].split()]
    left = [{name: valid_row(table)[name] or [{"start": 1, "end": 2, "reason": "email"}]} for name in columns]
    assert all(value for changes in left for value in changes.values())
    broken = dict(zip(columns, rules_broken(table, *tombstones(table, left)), strict=True))
    rules = {"given_unless_withheld", "nothing_where_withheld", "precision_given"}
    assert [column for column in columns if not broken[column] & rules] == []


@each_table
def test_a_row_that_is_not_withheld_has_its_text_and_source(table: str) -> None:
    must = [
        check.statistics["columns"][0]
        for check in table_named(table).pandera.checks
        if check.name == "given_unless_withheld"
    ]
    assert must
    for column in must:
        assert rules_broken(table, valid_row(table, **{column: None})) == [{"given_unless_withheld"}]


@each_table
def test_a_withheld_row_has_a_key_that_tells_nothing_and_only_such_a_row(table: str) -> None:
    """A hash of the text would confirm a guess."""
    (key,) = table_named(table).key
    true, opaque = valid_row(table)[key], tombstone(table)[key]
    assert rules_broken(table, tombstone(table, **{key: true})) == [{"opaque_where_withheld"}]
    assert rules_broken(table, valid_row(table, **{key: opaque})) == [{"opaque_where_withheld"}]
