"""Validation tells everything at once, as values: structure and rows, in order, up to a limit."""

import pyarrow as pa
import pytest
from pandera.config import config_context

from schemas import TABLES, Failure, RuleTotal, TableSchema, table_named, validate
from tests.schemas.valid_rows import DOCUMENT, table_of, valid_row

COMMENTS = table_named("comments")
SEGMENTS = table_named("segments")
each_table = pytest.mark.parametrize("schema", TABLES, ids=lambda schema: schema.name)


def segments(count: int, **changes: object) -> pa.Table:
    return table_of(SEGMENTS, *(valid_row("segments", sequence=place, **changes) for place in range(count)))


@each_table
def test_a_valid_table_passes(schema: TableSchema) -> None:
    validation = validate(table_of(schema, valid_row(schema.name)), schema)
    assert validation.failures == ()
    assert validation.passed
    assert validation.is_sound
    assert validation.rows == 1


@each_table
def test_an_empty_table_passes(schema: TableSchema) -> None:
    assert validate(schema.arrow_schema.empty_table(), schema).passed
    assert validate(pa.Table.from_batches([], schema=schema.arrow_schema), schema).passed


def test_a_table_passes_in_any_chunks_and_order_of_columns() -> None:
    table = pa.concat_tables([segments(2), segments(1, document_id="other", record_id=None).slice(0, 1)])
    assert validate(table.select(list(reversed(table.column_names))), SEGMENTS).passed


def test_rows_are_counted_across_chunks() -> None:
    bad = segments(3, document_id="other", record_id=None, kind="footer").slice(1)
    validation = validate(pa.concat_tables([segments(2), bad]), SEGMENTS)
    assert validation.failing_rows == {2, 3}


def test_a_failure_says_where_what_and_what_would_pass() -> None:
    (failure,) = validate(segments(1, kind="footer"), SEGMENTS).failures
    kinds = "one of header, body, bulletin, job_advert, comment, marker, separator, "
    kinds += "duplicate, boilerplate, unsplit"
    assert failure == Failure("segments", 0, "kind", "isin", "'footer'", kinds)
    assert str(failure) == f"segments, row 0, column kind: isin: found 'footer'; expected {kinds}"


def test_a_failure_of_several_columns_shows_them_all() -> None:
    (failure,) = validate(segments(1, end=7), SEGMENTS).failures
    assert (failure.column, failure.value) == ("end", "start 100; end 7")


def test_a_long_value_is_shortened() -> None:
    (failure,) = validate(segments(1, kind="footer" * 100), SEGMENTS).failures
    assert failure.value is not None
    assert len(failure.value) == 80
    assert failure.value.endswith("…")


def test_all_failures_show_at_once_in_the_order_of_columns_and_rows() -> None:
    rows = [
        valid_row("segments", sequence=0, kind="footer", end=5),
        valid_row("segments", sequence=1, start=-1, document_id=""),
    ]
    validation = validate(table_of(SEGMENTS, *rows), SEGMENTS)
    assert [(f.row, f.column, f.rule) for f in validation.failures] == [
        (1, "document_id", "not_blank"),
        (1, "start", "greater_than_or_equal_to"),
        (0, "end", "start_before_end"),
        (0, "kind", "isin"),
        (1, "record_id", "key_of_document"),
    ]


def test_beyond_the_limit_failures_are_counted_and_their_rows_kept() -> None:
    validation = validate(segments(50, kind="footer"), SEGMENTS, limit=3)
    assert [failure.row for failure in validation.failures] == [0, 1, 2]
    assert validation.totals == (RuleTotal("kind", "isin", 50),)
    assert validation.unlisted == 47
    assert validation.failing_rows == set(range(50))


def test_with_no_room_for_failures_a_bad_table_still_does_not_pass() -> None:
    assert not validate(segments(1, kind="footer"), SEGMENTS, limit=0).passed


def test_dropping_the_failing_rows_leaves_a_valid_table() -> None:
    table = pa.concat_tables([segments(2), segments(5, document_id="other").slice(2)])
    failing = validate(table, SEGMENTS).failing_rows
    kept = table.take([row for row in range(table.num_rows) if row not in failing])
    assert kept.num_rows == 2
    assert validate(kept, SEGMENTS).passed


@each_table
def test_every_missing_column_is_named(schema: TableSchema) -> None:
    """The rules of the others are applied all the same, and no rule fails for want of a column."""
    for column in schema.columns:
        validation = validate(table_of(schema, valid_row(schema.name)).drop_columns([column]), schema)
        (failure,) = validation.failures
        assert (failure.row, failure.column, failure.rule) == (None, column, "column_missing")
        assert not validation.is_sound
        assert not validation.failing_rows


@each_table
def test_every_column_of_a_wrong_type_is_named_with_its_type(schema: TableSchema) -> None:
    table = table_of(schema, valid_row(schema.name))
    for place, column in enumerate(schema.columns):
        (failure,) = validate(table.set_column(place, column, pa.array([1.5])), schema).failures
        assert (failure.row, failure.column, failure.rule) == (None, column, "column_type")
        assert failure.value == "double"
        assert str(schema.fields[place].type) in failure.expected


@pytest.mark.parametrize(
    ("column", "kind"),
    [("text", pa.large_string()), ("posted_at", pa.timestamp("ms")), ("posted_at", pa.timestamp("s", "UTC"))],
    ids=str,
)
def test_a_neighbouring_type_is_not_converted_silently(column: str, kind: pa.DataType) -> None:
    table = table_of(COMMENTS, valid_row("comments"))
    changed = table.set_column(table.schema.get_field_index(column), column, table[column].cast(kind))
    assert [failure.value for failure in validate(changed, COMMENTS).failures] == [str(kind)]


def test_a_surplus_column_is_named() -> None:
    (failure,) = validate(segments(1).append_column("note", pa.array(["x"])), SEGMENTS).failures
    assert (failure.row, failure.column, failure.rule) == (None, "note", "column_surplus")


def test_a_repeated_column_is_named_once() -> None:
    (failure,) = validate(segments(1).append_column("kind", pa.array(["comment"])), SEGMENTS).failures
    assert (failure.row, failure.column, failure.rule) == (None, "kind", "column_repeated")


def test_faults_of_structure_hide_no_bad_rows() -> None:
    validation = validate(segments(2, kind="footer").drop_columns(["start"]), SEGMENTS)
    assert [(f.row, f.rule) for f in validation.failures] == [
        (None, "column_missing"),
        (0, "isin"),
        (1, "isin"),
    ]


def test_a_table_without_columns_misses_them_all() -> None:
    validation = validate(pa.table({}), SEGMENTS)
    assert [failure.column for failure in validation.failures] == list(SEGMENTS.columns)


def test_text_that_is_not_utf_8_is_a_failure() -> None:
    broken = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff\xfe"], pa.binary()).buffers())
    table = table_of(COMMENTS, valid_row("comments"))
    validation = validate(table.set_column(COMMENTS.columns.index("text"), "text", broken), COMMENTS)
    assert [(f.row, f.column, f.rule) for f in validation.failures] == [(None, "text", "column_readable")]


@pytest.mark.parametrize("days", [2_932_897, -719_163, 2**31 - 1])
def test_a_date_that_no_calendar_has_is_a_failure(days: int) -> None:
    schema = table_named("documents")
    table = table_of(schema, valid_row("documents"))
    dates = pa.array([days], pa.int32()).cast(pa.date32())
    place = schema.columns.index("published_on")
    (failure,) = validate(table.set_column(place, "published_on", dates), schema).failures
    assert (failure.column, failure.rule) == ("published_on", "column_readable")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "9999-12-31T23:59:59"])
def test_the_first_and_the_last_moment_pass(moment: str) -> None:
    times = pa.array([moment]).cast(pa.timestamp("s"))
    table = table_of(COMMENTS, valid_row("comments"))
    assert validate(
        table.set_column(COMMENTS.columns.index("posted_at"), "posted_at", times), COMMENTS
    ).passed


def test_the_environment_cannot_turn_validation_off() -> None:
    with config_context(validation_enabled=False):
        assert not validate(segments(1, kind="footer"), SEGMENTS).passed


def test_the_table_is_left_as_it_was() -> None:
    table = segments(2, kind="footer")
    before = table.to_pylist()
    validate(table, SEGMENTS)
    assert table.to_pylist() == before
    assert DOCUMENT in before[0]["document_id"]
