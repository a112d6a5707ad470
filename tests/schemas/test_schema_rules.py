"""What each rule rejects: between good rows one is changed so that it fails, and it alone fails."""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest

from schemas import TABLES, TableSchema, Validation, table_named, validate
from schemas.alterations import ALTERATIONS
from schemas.rules import expected
from tests.schemas.valid_rows import COMMENT, DOCUMENT, Row, table_of, valid_row

KEYS = {
    "documents": "document_id",
    "captures": "capture_id",
    "comments": "comment_id",
    "bulletins": "bulletin_id",
    "job_adverts": "advert_id",
}
GIVEN_UNLESS_WITHHELD = {
    "documents": ("source", "sha256"),
    "comments": ("text",),
    "bulletins": ("kind", "text"),
    "job_adverts": ("text",),
}
OTHER = "blog/other"


class Case(NamedTuple):
    """Values that fail a rule, put into a valid row; the failure is laid to `column`."""

    table: str
    column: str
    rule: str
    changes: Row


def case(table: str, column: str, rule: str, *values: Any, **others: Any) -> list[Case]:
    return [Case(table, column, rule, {column: value, **others}) for value in values]


def spans(*pairs: tuple[int | None, int | None]) -> list[dict[str, int | None]]:
    return [{"start": start, "end": end} for start, end in pairs]


BLANKS = ("", " ", "\n\t", "\u00a0\u2003")
BAD_SPANS: tuple[list[Any], ...] = (
    [],
    [None],
    spans((5, 5)),
    spans((9, 5)),
    spans((-1, 5)),
    spans((None, 5)),
    spans((0, None)),
    spans((0, 10), (9, 20)),
    spans((10, 20), (0, 5)),
    [*spans((0, 5)), None],
)
BAD_KEYS = (
    f"{DOCUMENT}/{{}}-0123456789ABCDEF",
    f"{DOCUMENT}/{{}}-0123456789abcde",
    f"{DOCUMENT}/{{}}-0123456789abcdef0",
    f"{DOCUMENT}/{{}}-0123456789abcdef-1",
    f"{DOCUMENT}/{{}}-0123456789abcdef-02",
    f"{DOCUMENT}/{{}}-0123456789abcdef\n",
    f"{DOCUMENT}/x-0123456789abcdef",
    f"{DOCUMENT}{{}}-0123456789abcdef",
    f"{DOCUMENT}/{{}}-withheld",
    f"{DOCUMENT}/{{}}-withheld-0",
    f"{DOCUMENT}/{{}}-withheld-03",
    f"{DOCUMENT}/{{}}-withheld-3-1",
)


def bad_keys(letter: str) -> list[str]:
    return [key.format(letter) for key in BAD_KEYS]


def altered(*ends: tuple[int | None, int | None], reason: str | None = "email") -> list[dict[str, Any]]:
    """Places that were altered, for this reason."""
    return [{"start": start, "end": end, "reason": reason} for start, end in ends]


BAD_ALTERED = [
    altered((-1, 4)),
    altered((4, 4)),
    altered((10, 20), (15, 30)),
    altered((None, 4)),
    altered((0, 4), reason="Email"),
    altered((0, 4), reason=None),
    [None],
]

CASES = [
    *case("documents", "altered", "alterations_in_order", *BAD_ALTERED),
    *case("comments", "altered", "alterations_in_order", *BAD_ALTERED),
    *case("documents", "document_id", "not_blank", *BLANKS),
    *case("documents", "title", "not_blank", *BLANKS),
    *case("documents", "body", "not_blank", ""),
    *case("documents", "sha256", "str_matches", "", "0" * 63, "0" * 65, "A" * 64, "0" * 64 + "\n"),
    *case("documents", "characters", "greater_than_or_equal_to", -1),
    *case("documents", "declared_comments", "greater_than_or_equal_to", -1),
    *case("documents", "comments", "greater_than_or_equal_to", -1),
    *case("documents", "published_on_precision", "isin", "Day", "", "exact"),
    *case("documents", "published_on_precision", "precision_given", None),
    *case("documents", "published_on_precision", "precision_given", "day", published_on=None),
    *case("documents", "published_on_precision", "precision_fits", "month", published_on=date(2016, 2, 2)),
    *case("documents", "published_on_precision", "precision_fits", "year", published_on=date(2016, 2, 1)),
    *case("documents", "captured_on_precision", "precision_given", None),
    *case("comments", "comment_id", "str_matches", *bad_keys("c"), f"{DOCUMENT}/b-0123456789abcdef"),
    *case(
        "comments",
        "comment_id",
        "key_of_document",
        f"{OTHER}/c-0123456789abcdef",
        f"x{COMMENT}",
        f"{COMMENT}x",
    ),
    *case("comments", "parent_id", "str_matches", *bad_keys("c"), depth=1),
    *case("comments", "parent_id", "key_of_document", f"{OTHER}/c-0123456789abcdef", depth=1),
    *case("comments", "parent_id", "not_its_own_parent", COMMENT, depth=1, comment_id=COMMENT),
    *case("comments", "parent_id", "no_parent_at_top", f"{DOCUMENT}/c-fedcba9876543210", depth=0),
    *case("comments", "depth", "less_than_or_equal_to", 2),
    *case("comments", "depth", "greater_than_or_equal_to", -1),
    *case("comments", "sequence", "greater_than_or_equal_to", -1),
    *case("comments", "text", "not_blank", *BLANKS),
    *case("comments", "spans", "spans_in_order", *BAD_SPANS),
    *case("comments", "links", "members_given", [None], [""], ["https://blog.example", None]),
    *case("comments", "times_mentioned", "members_given", [None, "10:26"]),
    *case("comments", "certainty", "isin", "sure", ""),
    *case("bulletins", "bulletin_id", "str_matches", *bad_keys("b")),
    *case("bulletins", "comment_id", "str_matches", *bad_keys("c")),
    *case("bulletins", "comment_id", "key_of_document", f"{OTHER}/c-0123456789abcdef"),
    *case("bulletins", "kind", "isin", "leaflet"),
    *case("bulletins", "issuers", "members_given", [None]),
    *case("bulletins", "headings", "members_given", [" "]),
    *case("bulletins", "evidence", "members_given", [None]),
    *case("bulletins", "issued_on_precision", "precision_fits", "month", issued_on=date(2018, 3, 2)),
    *case(
        "bulletins",
        "signatories",
        "signatories_given",
        [None],
        [{"name": None, "role": None, "organisation": None}],
        [{"name": "A. Person", "role": "", "organisation": None}],
    ),
    *case("bulletins", "spans", "spans_in_order", *BAD_SPANS),
    *case("job_adverts", "advert_id", "str_matches", *bad_keys("a")),
    *case("job_adverts", "salary_min", "greater_than_or_equal_to", Decimal("-0.01")),
    *case("job_adverts", "salary_max", "minimum_first", Decimal("21999.99")),
    *case("job_adverts", "salary_currency", "str_matches", "gbp", "£", "GBPS", ""),
    *case("job_adverts", "salary_period", "isin", "annum"),
    *case("job_adverts", "starts_on_precision", "precision_given", None),
    *case("job_adverts", "closes_on_precision", "precision_given", None),
    *case("job_adverts", "interviews_on_precision", "precision_given", None),
    *case("job_adverts", "copies", "greater_than_or_equal_to", 0),
    *case("captures", "capture_id", "not_blank", *BLANKS),
    *case("captures", "document_id", "not_blank", ""),
    *case("captures", "sha256", "str_matches", "", "0" * 63, "A" * 64),
    *case("captures", "relation", "isin", "same", "Url"),
    *case("captures", "comments_only_here", "greater_than_or_equal_to", -1),
    *case("captures", "captured_on_precision", "precision_given", None),
    *case("segments", "record_id", "str_matches", *bad_keys("c"), f"{DOCUMENT}/d-0123456789abcdef"),
    *case("segments", "record_id", "key_of_document", f"{OTHER}/c-0123456789abcdef"),
    *case("segments", "end", "start_before_end", 100, 99),
    *case("segments", "start", "greater_than_or_equal_to", -1),
    *case("segments", "kind", "isin", "footer"),
    *case("problems", "severity", "isin", "fatal"),
    *case(
        "problems",
        "code",
        "str_matches",
        "Missing",
        "missing-parent",
        "missing__parent",
        "_x",
        "x_",
        "1x",
        "",
    ),
    *case("problems", "line", "greater_than_or_equal_to", 0),
    *case("problems", "end", "start_not_after_end", 99),
    *case("problems", "end", "start_with_end", None),
    *case("problems", "source", "not_blank", ""),
    *case("problems", "message", "not_blank", ""),
]


def row_among(schema: TableSchema, place: int, **changes: Any) -> Row:
    """A valid row that differs from those at other places in its key and sequence, changed."""
    row = valid_row(schema.name)
    for column in {KEYS.get(schema.name, "sequence"), "sequence"} & row.keys():
        row[column] = place + 10 if column == "sequence" else f"{row[column]}-{place + 10}"
    if schema.name == "job_adverts":
        row["advert_id"] = f"{DOCUMENT}/a-0123456789abcdef-{place + 10}"
    return row | changes


@cache
def _cases_validated(table: str) -> tuple[dict[int, int], Validation]:
    """The rows of all cases of a table, each between good ones, held to the schema at once; where each case stands."""
    schema = table_named(table)
    cases = [number for number, bad in enumerate(CASES) if bad.table == table]
    rows = [
        row_among(schema, 2 * place + is_bad, **(CASES[number].changes if is_bad else {}))
        for place, number in enumerate(cases)
        for is_bad in (False, True)
    ]
    validation = validate(table_of(schema, *rows, row_among(schema, len(rows))), schema, limit=len(rows))
    return {number: 2 * place + 1 for place, number in enumerate(cases)}, validation


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{c.table}-{c.column}-{c.rule}" for c in CASES])
def test_a_rule_rejects_the_row_and_names_it(number: int) -> None:
    bad = CASES[number]
    rows, validation = _cases_validated(bad.table)
    failures = [f for f in validation.failures if f.row == rows[number] and f.rule == bad.rule]
    assert [(failure.table, failure.column) for failure in failures] == [(bad.table, bad.column)]
    assert failures[0].expected
    assert failures[0].value


@pytest.mark.parametrize("table", sorted({bad.table for bad in CASES}))
def test_no_rule_rejects_a_row_for_its_neighbours(table: str) -> None:
    rows, validation = _cases_validated(table)
    assert validation.failing_rows == set(rows.values())


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_a_null_is_rejected_where_a_column_has_none(schema: TableSchema) -> None:
    """Row by row in another column."""
    columns = [field.name for field in schema.fields if not field.nullable]
    rows = [row_among(schema, place, **{column: None}) for place, column in enumerate(columns)]
    validation = validate(table_of(schema, *rows, row_among(schema, len(rows))), schema)
    found = [
        (failure.row, failure.column, failure.value)
        for failure in validation.failures
        if failure.rule == "not_null"
    ]
    assert found == [(place, column, "null") for place, column in enumerate(columns)]


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_nulls_pass_wherever_a_column_may_have_them(schema: TableSchema) -> None:
    """All at once, but for what only a withheld row lacks."""
    nulls = {field.name: None for field in schema.fields if field.nullable}
    for name in GIVEN_UNLESS_WITHHELD.get(schema.name, ()):
        del nulls[name]
    assert validate(table_of(schema, row_among(schema, 0, **nulls)), schema).failures == ()


@pytest.mark.parametrize("table", KEYS)
def test_a_repeated_key_is_laid_to_all_its_rows(table: str) -> None:
    """Which of them is the right one cannot be known."""
    schema, key = table_named(table), KEYS[table]
    rows = [row_among(schema, place) for place in range(3)]
    rows[2][key] = rows[0][key]
    validation = validate(table_of(schema, *rows), schema)
    assert [(f.row, f.column, f.rule) for f in validation.failures] == [
        (0, key, "unique"),
        (2, key, "unique"),
    ]


@pytest.mark.parametrize("table", ["comments", "bulletins", "job_adverts", "segments"])
def test_a_place_in_a_document_is_taken_once(table: str) -> None:
    schema = table_named(table)
    rows = [row_among(schema, 0), row_among(schema, 1), row_among(schema, 2, sequence=10)]
    validation = validate(table_of(schema, *rows), schema)
    places = [(f.row, f.column, f.rule) for f in validation.failures]
    assert places == [(0, "sequence", "unique_together"), (2, "sequence", "unique_together")]


@pytest.mark.parametrize(
    "spans_given",
    [spans((0, 1)), spans((0, 5), (5, 9)), spans((0, 5), (7, 9), (20, 30))],
    ids=["one", "touching", "apart"],
)
def test_spans_in_order_pass(spans_given: list[dict[str, int]]) -> None:
    schema = table_named("comments")
    assert validate(table_of(schema, valid_row("comments", spans=spans_given)), schema).passed


@pytest.mark.parametrize("reason", ALTERATIONS)
def test_places_altered_for_a_known_reason_pass(reason: str) -> None:
    schema = table_named("documents")
    places = altered((0, 4), (4, 9), (20, 30), reason=reason)
    for given in ([], places):
        assert validate(table_of(schema, valid_row("documents", altered=given)), schema).passed


def test_keys_fit_whatever_the_name_of_the_document() -> None:
    schema = table_named("segments")
    documents = ("é/ü", "a\nb", "ends in /c-0123456789abcdef", "<urn:uuid:1>", "x")
    ends = ("", "-2", "-10", "-123")
    names = ("0123456789abcdef", "withheld-1", "withheld-123456", "withheld-1234567890")
    rows = [
        valid_row("segments", document_id=document, record_id=f"{document}/b-{name}{end}", sequence=sequence)
        for sequence, (document, end, name) in enumerate(product(documents, ends, names))
    ]
    assert validate(table_of(schema, *rows), schema, limit=len(rows)).failures == ()


@pytest.mark.parametrize(
    ("document", "key"),
    [("a", "ab/c-withheld-123456"), ("D/c", "D/c-0123456789abcdef-2"), ("D", "D/c/c-0123456789abcdef")],
)
def test_a_key_of_another_document_is_found_out_by_its_slash(document: str, key: str) -> None:
    """Also where what remains of it, cut to the usual length, is the document."""
    schema = table_named("segments")
    validation = validate(
        table_of(schema, valid_row("segments", document_id=document, record_id=key)), schema
    )
    assert [failure.rule for failure in validation.failures] == ["key_of_document"]


def test_a_problem_may_stand_between_two_characters() -> None:
    schema = table_named("problems")
    assert validate(table_of(schema, valid_row("problems", start=5, end=5)), schema).passed


def test_every_rule_has_a_case() -> None:
    """A rule that no test has seen fail may never fail."""
    withheld = {
        "given_unless_withheld",
        "opaque_where_withheld",
        "nothing_where_withheld",
    }  # test_tombstones.py
    elsewhere = {"unique_together", *withheld}
    known = {check.name for table in TABLES for check in table.pandera.checks}
    known |= {
        check.name for table in TABLES for column in table.pandera.columns.values() for check in column.checks
    }
    assert known == {bad.rule for bad in CASES} | elsewhere


@pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)
def test_what_a_rule_expects_is_put_in_words(schema: TableSchema) -> None:
    checks = [
        *schema.pandera.checks,
        *(c for column in schema.pandera.columns.values() for c in column.checks),
    ]
    for check in checks:
        assert expected(check)[0].islower(), check.name
        assert "(" not in expected(check).split()[0], check.name
