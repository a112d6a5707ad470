"""Corrections: applied where what they expect is there; reported, and nothing changed, where it is not."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.checks import check_tables
from flows.problems import Problem, Severity
from flows.publication.correctable import named
from flows.publication.correction_file import FILE, Correction
from flows.publication.corrections import Correcting, correct
from flows.publication.private import MASK
from flows.releases.card_corrections import NONE, corrections_section
from flows.tables import Tables, problems_in
from schemas import table_named
from tests.flows.publication.made_pages import (
    OTHER,
    RANT,
    elsewhere,
    entries,
    key,
    rows,
    tables,
    thread,
    words_in,
)
from tests.flows.publication.whole import withhold

FIXTURES = Path(__file__).parents[2] / "fixtures" / "posts"
PAGE = thread((0, "Jo22", OTHER), (0, "Wilfred Oakapple", RANT), (1, "Jo", "See http//a.example/x."))
PAGES = {"page": PAGE, "other": elsewhere("Nothing of the kind.", RANT)}
READ = tables(PAGES)
OTHER_KEY, RANT_KEY = key("page", OTHER), key("page", RANT)
Row = dict[str, Any]


def correction(
    key: str, column: str, found: Any, should_be: Any, number: int = 1, reason: str = "Misread."
) -> Correction:
    """An entry with these values."""
    table, document, record = named(key)
    return Correction(
        place=f"/somewhere/{FILE}: entry {number}",
        number=number,
        line=number * 7,
        key=key,
        table=table,
        document=document,
        record=record,
        column=column,
        found=found,
        should_be=should_be,
        reason=reason,
        on=date(2026, 11, 22),
    )


AUTHOR = correction(OTHER_KEY, "author", "Jo22", "Jo")


def comment(found: Tables, key: str) -> Row:
    (row,) = rows(found, "comments", comment_id=key)
    return row


def untouched(found: Correcting, read: Tables = READ) -> None:
    """Only problems were added."""
    assert found.applied == ()
    assert all(found.tables[name] is table for name, table in read.items() if name != "problems")


def told(found: Correcting) -> list[tuple[str, int | None, str]]:
    """The problems, which stand in the tables as well, and none with the path of the file."""
    assert [p for p in problems_in(found.tables) if p.source == FILE] == sorted(
        found.problems, key=lambda p: (p.line or 0, p.code)
    )
    assert "/somewhere" not in words_in(found.tables)
    return [(p.code, p.line, p.message) for p in found.problems]


def fixture(name: str) -> Tables:
    return tables({"page": (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")})


# What fits


def test_nothing_to_correct_leaves_the_tables_alone() -> None:
    assert correct(READ, (), ()) == (READ, (), ())


def test_a_correction_changes_its_cell_alone() -> None:
    found = correct(READ, [AUTHOR], ())
    assert (found.applied, found.problems) == ((AUTHOR,), ())
    assert comment(found.tables, OTHER_KEY) == {**comment(READ, OTHER_KEY), "author": "Jo"}
    changed = [row for row in found.tables["comments"].to_pylist() if row not in READ["comments"].to_pylist()]
    assert [row["comment_id"] for row in changed] == [OTHER_KEY]
    assert {name: t for name, t in found.tables.items() if name != "comments"} == {
        name: t for name, t in READ.items() if name != "comments"
    }
    assert check_tables(found.tables).tables == found.tables


def test_several_cells_of_a_row_and_of_rows_are_corrected_together() -> None:
    """The order of the entries is that of what was applied."""
    wanted = [
        correction("page", "published_on", date(2016, 1, 22), date(2016, 1, 1), 1),
        correction(RANT_KEY, "author", "Wilfred Oakapple", None, 2),
        correction("page", "published_on_precision", "day", "month", 3),
        correction("other", "title", "Monday notes", "Notes", 4),
        correction(RANT_KEY, "posted_at_text", comment(READ, RANT_KEY)["posted_at_text"], "9.11", 5),
    ]
    found = correct(READ, wanted, ())
    assert (found.applied, found.problems) == (tuple(wanted), ())
    (page,), (other,) = (rows(found.tables, "documents", document_id=name) for name in ("page", "other"))
    assert (page["published_on"], page["published_on_precision"]) == (date(2016, 1, 1), "month")
    assert (other["title"], comment(found.tables, RANT_KEY)["author"]) == ("Notes", None)
    assert check_tables(found.tables).dropped == 0


def test_a_corrected_text_keeps_its_key_and_what_is_read_off_it_follows() -> None:
    old = key("page", "See http//a.example/x.")
    found = correct(
        READ, [correction(old, "text", "See http//a.example/x.", "See https://a.example/x at 10:26.")], ()
    )
    row = comment(found.tables, old)
    assert (row["links"], row["times_mentioned"]) == (["https://a.example/x"], ["10:26"])
    assert row == {
        **comment(READ, old),
        "text": row["text"],
        "altered": [{**span, "reason": "correction"} for span in row["spans"]],
        "links": row["links"],
        "times_mentioned": ["10:26"],
    }


def test_what_is_corrected_itself_does_not_follow_the_text() -> None:
    old = key("page", "See http//a.example/x.")
    wanted = [
        correction(old, "text", "See http//a.example/x.", "See https://a.example/x."),
        correction(old, "links", [], ["https://a.example/"], 2),
    ]
    assert comment(correct(READ, wanted, ()).tables, old)["links"] == ["https://a.example/"]


def test_bulletins_and_adverts_are_corrected_in_every_type_of_column() -> None:
    read = fixture("letter_in_a_comment")
    (before,) = read["bulletins"].to_pylist()
    people = [{"name": "A. Name", "role": None, "organisation": "Napo"}]
    wanted = [
        correction(before["bulletin_id"], "signatories", before["signatories"], people),
        correction(before["bulletin_id"], "issuers", before["issuers"], ["Napo", "GMB"], 2),
        correction(before["bulletin_id"], "title", before["title"], "A letter", 3),
    ]
    found = correct(read, wanted, ())
    assert found.problems == ()
    assert found.tables["bulletins"].to_pylist() == [
        {**before, "signatories": people, "issuers": ["Napo", "GMB"], "title": "A letter"}
    ]
    read = fixture("advert_with_labels_in_a_comment")
    (advert,) = read["job_adverts"].to_pylist()
    wanted = [correction(advert["advert_id"], "salary_min", advert["salary_min"], None)]
    assert correct(read, wanted, ()).tables["job_adverts"]["salary_min"].to_pylist() == [None]


# Positions


def with_positions(read: Tables, name: str, value: list[Row]) -> Tables:
    """The tables with these positions in each row of one of them."""
    table = read[name]
    place, field = table.schema.get_field_index("altered"), table.schema.field("altered")
    return {**read, name: table.set_column(place, field, pa.array([value] * table.num_rows, field.type))}


@pytest.mark.parametrize("already", [[], [{"start": 0, "end": 1, "reason": "email"}]])
def test_a_corrected_text_says_where_it_stands(already: list[Row]) -> None:
    read = with_positions(READ, "comments", already)
    found = correct(read, [correction(RANT_KEY, "text", RANT, "Withdrawn."), AUTHOR], ())
    spans = [{**span, "reason": "correction"} for span in comment(READ, RANT_KEY)["spans"]]
    assert comment(found.tables, RANT_KEY)["altered"] == [*already, *spans]
    assert comment(found.tables, OTHER_KEY)["altered"] == already


def test_a_corrected_body_says_where_it_stands() -> None:
    """In the segments of its kind."""
    read = with_positions(READ, "documents", [])
    (page,) = rows(READ, "documents", document_id="page")
    found = correct(read, [correction("page", "body", page["body"], "The office shut.")], ())
    (row,) = rows(found.tables, "documents", document_id="page")
    (segment,) = rows(READ, "segments", document_id="page", kind="body")
    assert row["altered"] == [{"start": segment["start"], "end": segment["end"], "reason": "correction"}]
    assert rows(found.tables, "documents", document_id="other")[0]["altered"] == []


# What does not fit


def test_a_correction_that_expects_something_else_is_stale() -> None:
    found = correct(READ, [correction(OTHER_KEY, "author", "Jo23", "Jo", 3)], ())
    untouched(found)
    ((code, line, message),) = told(found)
    assert (code, line) == ("correction_stale", 21)
    for words in ("entry 3", OTHER_KEY, "column author", "expected 'Jo23'", "'Jo22' is there"):
        assert words in message
    (problem,) = found.problems
    assert (problem.source, problem.document_id, problem.severity) == (FILE, "page", Severity.WARNING)


@pytest.mark.parametrize(
    ("column", "found", "words"),
    [
        ("author", None, "expected nothing, but 'Jo22'"),
        ("text", "x" * 500, f"expected 'xxx{'x' * 75}…, but"),
        ("links", ["https://a.example/"], r"expected ['https://a.example/'], but [] is there"),
        ("is_removed", True, "expected True, but False is there"),
    ],
)
def test_values_are_told_in_short(column: str, found: Any, words: str) -> None:
    ((_, _, message),) = told(correct(READ, [correction(OTHER_KEY, column, found, "y")], ()))
    assert words in message
    assert len(message) < 500


def test_what_is_right_already_is_stale_too() -> None:
    found = correct(READ, [correction(OTHER_KEY, "author", "Jo", "Jo22")], ())
    untouched(found)
    assert "'Jo22', as it should be, is there already: take the entry out" in told(found)[0][2]


@pytest.mark.parametrize(
    ("missing", "document"),
    [("page/c-0123456789abcdef", "page"), (f"{OTHER_KEY}-2", "page"), ("gone/a-0123456789abcdef", None), ("gone", None)],
)  # fmt: skip
def test_a_key_that_is_not_there_is_told_of(missing: str, document: str | None) -> None:
    column = {"a": "employer", "c": "author"}.get(missing.rpartition("/")[2][0], "title")
    found = correct(READ, [correction(missing, column, "x", "y")], ())
    untouched(found)
    ((code, _, message),) = told(found)
    assert code == "correction_unmatched"
    assert missing in message
    assert found.problems[0].document_id == document
    assert check_tables(found.tables).tables == found.tables


def test_stale_corrections_leave_those_that_fit() -> None:
    stale = correction(OTHER_KEY, "posted_at_text", "never", None, 2)
    found = correct(READ, [stale, AUTHOR], ())
    assert found.applied == (AUTHOR,)
    assert [code for code, _, _ in told(found)] == ["correction_stale"]


def test_a_correction_that_breaks_a_rule_leaves_the_others_of_its_row() -> None:
    """Else the record, or the whole document, would be left out; the error stands at the entry that is to blame."""
    half = correction("page", "published_on", date(2016, 1, 22), None, 2)
    title = correction("page", "title", "Saturday notes", "Notes", 1)
    found = correct(READ, [title, half, AUTHOR], ())
    assert found.applied == (title, AUTHOR)
    (page,), (before,) = (rows(of, "documents", document_id="page") for of in (found.tables, READ))
    assert page == {**before, "title": "Notes"}
    ((code, line, message),) = told(found)
    assert (code, line) == ("correction_invalid", 14)
    assert "entry 2: page, column published_on" in message
    assert "title" not in message
    assert "a precision exactly where there is a date" in message
    assert found.problems[0].severity is Severity.ERROR


def test_what_goes_together_is_applied_together_or_not_at_all() -> None:
    """A date without its precision would break a rule: the error is that of the entry whose column breaks it."""
    (before,) = rows(READ, "documents", document_id="page")
    wanted = [
        correction("page", "declared_comments", before["declared_comments"], -1, 1),
        correction("page", "published_on", date(2016, 1, 22), date(2016, 1, 21), 2),
        correction("page", "title", "Saturday notes", "Notes", 3),
        correction("page", "published_on_precision", "day", "hour", 4),
    ]
    found = correct(READ, wanted, ())
    assert found.applied == (wanted[2],)
    assert [(line, message.partition(":")[0]) for _, line, message in told(found)] == [
        (7, "entry 1"),
        (28, "entry 4"),
    ]
    right = [*wanted[:3], correction("page", "published_on_precision", "day", "month", 4)]
    first = correction("page", "published_on", date(2016, 1, 22), date(2016, 1, 1), 2)
    found = correct(READ, [right[0], first, *right[2:]], ())
    assert found.applied == (first, *right[2:])
    assert [line for _, line, _ in told(found)] == [7]


@pytest.mark.parametrize(
    ("key", "column", "value", "words"),
    [
        (OTHER_KEY, "text", None, "a value, unless the row is withheld"),
        ("page", "published_on_precision", "hour", "one of day, week"),
        ("page", "declared_comments", -1, "at least 0"),
    ],
)
def test_each_rule_of_the_schema_counts(key: str, column: str, value: Any, words: str) -> None:
    table, _, _ = named(key)
    (row,) = rows(READ, table, **{table_named(table).key[0]: key})
    found = correct(READ, [correction(key, column, row[column], value)], ())
    untouched(found)
    assert words in told(found)[0][2]


# What is withheld

SECRETS = ("Zugzwang", "Quillon", "Vexillum")


def secretive(key: str, texts: dict[str, Any]) -> list[Correction]:
    """Corrections with secret words that fit, that expect something else, and that would break a rule."""
    column, found = next(iter(texts.items()))
    return [
        correction(key, column, found, "Zugzwang", 1),
        correction(key, list(texts)[1], "Quillon", "Vexillum", 2),
    ]


def publish(
    read: Tables, corrections: list[Correction], *names: str, gone: tuple[str, ...] = ()
) -> tuple[str, Correcting]:
    """All words that are published when these names are withheld, and what was corrected before."""
    withheld = entries(*names, gone=gone)
    found = correct(read, corrections, withheld)
    withholding = withhold(found.tables, withheld)
    check_tables(withholding.tables)
    section = corrections_section(found.applied, withholding.keys | withholding.documents)
    return f"{words_in(withholding.tables)}\n{section}", found


def test_nothing_of_a_withheld_record_is_told_by_its_corrections() -> None:
    """Neither what was read, nor what was expected, nor what should be; nor its key."""
    wanted = [
        *secretive(RANT_KEY, {"author": "Wilfred Oakapple", "posted_at_text": None}),
        correction(RANT_KEY, "text", RANT, "Zugzwang, said Wilfred.", 3),
    ]
    words, found = publish(READ, [*wanted, AUTHOR], RANT_KEY)
    assert found.applied == (AUTHOR,)
    assert found.problems == ()
    for word in (*SECRETS, "Wilfred", "Oakapple", "burnt", RANT_KEY):
        assert word not in words
    assert OTHER_KEY in words


def test_what_the_reader_told_of_a_withheld_record_is_hidden_by_the_words_that_it_read() -> None:
    """So a corrected author does not keep the true one in a message elsewhere."""
    quoting = Problem("page.txt", "page", Severity.INFO, "byline_in_text", "by Wilfred Oakapple", 1, 0, 1)
    read = tables(PAGES, (quoting,))
    wanted = [correction(RANT_KEY, "author", "Wilfred Oakapple", "Wilfred")]
    words, _ = publish(read, wanted, RANT_KEY)
    assert "Oakapple" not in words


def test_copies_of_withheld_words_are_withheld_words() -> None:
    """The same comment on another page has an entry of its own in the corrections, and none in withheld.toml."""
    copy = key("other", RANT)
    words, found = publish(READ, secretive(copy, {"author": "Jo", "posted_at_text": None}), RANT_KEY)
    assert found.applied == ()
    for word in (*SECRETS, copy, "burnt"):
        assert word not in words


def test_a_withheld_document_is_told_of_neither() -> None:
    """Nor its copy under another name, whose title a correction would have made another; nor a record in it."""
    read = tables({"page": PAGE, "copy": PAGE, "other": elsewhere("Nothing of the kind.")})
    wanted = [
        *secretive("page", {"title": "Saturday notes", "author": None}),
        *secretive("copy", {"title": "Saturday notes", "author": None}),
        correction(key("page", OTHER), "author", "Zugzwang", "Quillon", 9),
        correction("page/c-0123456789abcdef", "author", "Zugzwang", "Quillon", 10),
    ]
    words, found = publish(read, wanted, "page")
    assert (found.applied, found.problems) == ((), ())
    for word in (*SECRETS, "Saturday", "page/", "copy"):
        assert word not in words


@pytest.mark.parametrize("gone", ["gone/c-0123456789abcdef", "gone"])
def test_a_correction_of_what_is_withheld_and_gone_is_not_told_of(gone: str) -> None:
    """The key of a record that is no longer there is a hash of its words, in whichever document it stood."""
    wanted = [
        correction(gone, "author", "Zugzwang", "Quillon"),
        correction("gone/c-0123456789abcdef", "text", "Zugzwang", "Quillon"),
    ]
    if gone != "gone":
        wanted.append(correction("other/c-0123456789abcdef", "text", "Zugzwang", "Quillon"))
    words, found = publish(READ, wanted, gone, gone=(gone,))
    assert (found.applied, found.problems) == ((), ())
    assert "gone" not in words
    assert "0123456789abcdef" not in words


def test_what_was_pasted_into_a_withheld_comment_is_withheld() -> None:
    read = fixture("letter_in_a_comment")
    (inside,) = read["bulletins"].to_pylist()
    wanted = secretive(inside["bulletin_id"], {"title": inside["title"], "reference": inside["reference"]})
    words, found = publish(read, wanted, inside["comment_id"])
    assert found.applied == ()
    for word in (*SECRETS, inside["bulletin_id"]):
        assert word not in words


def test_the_same_few_words_elsewhere_are_not_withheld_and_are_corrected() -> None:
    """A digest that stands in withheld.toml for another document hides nothing that is published."""
    read = tables({"page": thread((0, "Jo", "Agreed.")), "other": elsewhere("Agreed.")})
    wanted = correction(key("other", "Agreed."), "author", "Jo", "Joan")
    words, found = publish(read, [wanted], key("page", "Agreed."))
    assert found.applied == (wanted,)
    assert "Joan" in words


# In the data card


def test_the_card_lists_each_correction_and_no_value() -> None:
    other = correction("page", "title", "Saturday notes", "Zugzwang", 2, reason="A | in the\nheader.")
    assert corrections_section([AUTHOR, other]) == (
        "2 values were corrected by hand after the pages were read:\n\n"
        "| table | key | column | why | decided on |\n|---|---|---|---|---|\n"
        f"| `comments` | `{OTHER_KEY}` | `author` | Misread. | 2026-11-22 |\n"
        "| `documents` | `page` | `title` | A \\| in the header. | 2026-11-22 |"
    )


def test_private_data_in_a_reason_is_masked_as_in_the_tables() -> None:
    wanted = correction("page", "title", "Saturday notes", "Zugzwang", reason="So says jo@rota.example.")
    assert f"So says {MASK * 15}." in corrections_section([wanted])
    assert "So says jo@rota.example." in corrections_section([wanted], kinds=frozenset())


def test_the_card_names_no_withheld_row() -> None:
    assert corrections_section([AUTHOR], {OTHER_KEY}) == NONE
    assert corrections_section([AUTHOR], {"page"}) == NONE
    assert corrections_section([AUTHOR], {RANT_KEY}).startswith("One value was corrected")
    assert corrections_section([]) == NONE
