"""Broken contributions of rows: every file names all columns of its table, as the schemas have them now.

``python -m tests.broken_contributions`` writes them to ``tests/broken/files``.
"""

import csv
import io
import json
from collections.abc import Sequence

import pyarrow as pa

from schemas import table_named

DOCUMENT = "blog/a-quiet-week"
C, J = "comments", "job_adverts"
Row = dict[str, str]


def cid(number: int, document: str = DOCUMENT) -> str:
    """The key of a comment."""
    return f"{document}/c-{number:016x}"


def text(
    table: str, rows: Sequence[Row], sep: str = ",", eol: str = "\n", columns: Sequence[str] | None = None
) -> str:
    """Rows as CSV, with all columns of their table unless others are named."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sep, lineterminator=eol)
    columns = columns or table_named(table).columns
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue()


def _row(table: str, given: Row, changes: dict[str, object]) -> Row:
    """A row: what is given, and for other columns an empty cell or, where a list must stand, an empty list."""
    empty = {
        field.name: "[]" if pa.types.is_list(field.type) and not field.nullable else ""
        for field in table_named(table).fields
    }
    return {**empty, **given, **{name: str(value) for name, value in changes.items()}}


def comment(number: int, **changes: object) -> Row:
    """A row of comments that is right but for these changes."""
    given = {
        "comment_id": cid(number),
        "document_id": DOCUMENT,
        "sequence": str(number - 1),
        "depth": "0",
        "author": "Anonymous",
        "posted_at": "2019-03-04T08:11:00",
        "posted_at_text": "4 March 2019 at 08:11",
        "text": f"Comment {number} on the kettle.",
        "spans": json.dumps([{"start": number * 100, "end": number * 100 + 20}]),
        "is_removed": "false",
        "certainty": "certain",
    }
    return _row("comments", given, changes)


def advert(number: int, **changes: object) -> Row:
    """A row of job_adverts that is right but for these changes."""
    given = {
        "advert_id": f"{DOCUMENT}/a-{number:016x}",
        "document_id": DOCUMENT,
        "sequence": str(number - 1),
        "job_title": "Depot Officer",
        "employer": "Vale Depot",
        "location": "Ridings",
        "salary_min": "21000.00",
        "salary_max": "24000.00",
        "salary_currency": "GBP",
        "salary_period": "year",
        "salary_text": "£21,000 to £24,000",
        "starts_on": "2019-05-01",
        "starts_on_precision": "month",
        "starts_on_text": "May 2019",
        "closes_on": "2019-04-01",
        "closes_on_precision": "day",
        "closes_on_text": "1 April 2019",
        "copies": "1",
        "text": "Depot Officer",
        "spans": '[{"start": 10, "end": 40}]',
        "evidence": '["salary"]',
    }
    return _row("job_adverts", given, changes)


def document(**changes: object) -> Row:
    """The row of documents that is right but for these changes."""
    given = {
        "document_id": DOCUMENT,
        "source": f"{DOCUMENT}.txt",
        "sha256": "0" * 64,
        "characters": "150",
        "title": "A quiet week",
        "published_on": "2019-03-04",
        "published_on_precision": "day",
        "published_on_text": "Monday, 4 March 2019",
        "comments": "1",
        "bulletins": "0",
        "job_adverts": "0",
    }
    return _row("documents", given, changes)


def segment(number: int, **changes: object) -> Row:
    """A row of segments that is right but for these changes."""
    given = {
        "document_id": DOCUMENT,
        "sequence": str(number),
        "start": str(number * 10),
        "end": str(number * 10 + 10),
        "kind": "body",
    }
    return _row("segments", given, changes)


def problem(**changes: object) -> Row:
    """A row of problems that is right but for these changes."""
    return _row(
        "problems", {"source": "a.txt", "severity": "info", "code": "some_code", "message": "x"}, changes
    )


NAMES = list(table_named(C).columns)
BOTH = [comment(1), comment(2)]
TWO = text(C, BOTH)
SWAPPED = [{**row, "comment_id": DOCUMENT, "document_id": row["comment_id"]} for row in BOTH]

ROWS: dict[str, str | bytes] = {
    "semicolons_and_windows_1252.csv": text(
        C, [comment(1, text="It\u2019s shut \u2013 \u00a320."), comment(2)], sep=";"
    ).encode("cp1252"),
    "tabs.csv": text(C, BOTH, sep="\t"),
    "columns_in_another_order.csv": text(C, BOTH, columns=[NAMES[1], NAMES[0], *NAMES[2:]]),
    "columns_swapped.csv": text(C, SWAPPED),
    "header_missing.csv": text(C, BOTH).split("\n", 1)[1],
    "column_repeated.csv": text(C, BOTH, columns=[*NAMES, "author"]),
    "column_missing.csv": text(C, BOTH, columns=[c for c in NAMES if c not in ("spans", "certainty")]),
    "column_surplus.csv": text(C, BOTH, columns=[*NAMES, "mood"]),
    "column_misspelt.csv": text(C, BOTH)
    .replace("comment_id", "Comment Id", 1)
    .replace("certainty", "certanty", 1),
    "byte_order_mark_and_crlf.csv": b"\xef\xbb\xbf"
    + text(C, [comment(1), comment(2, depth="nine")], eol="\r\n").encode(),
    "carriage_returns.csv": text(C, [comment(1), comment(2, sequence="second")], eol="\r"),
    "row_too_short.csv": TWO.replace(",certain,,[]\n", ",certain,\n", 1),
    "row_too_long.csv": TWO.replace(",certain,,[]\n", ",certain,,[],,\n", 1),
    "comma_not_quoted.csv": TWO.replace("Comment 2 on the kettle.", "Comment 2, on the kettle."),
    "quotation_not_closed.csv": TWO.replace("Comment 2 on the kettle.", '"Comment 2 on the kettle.').replace(
        '"[{""start"": 200, ""end"": 220}]"', "[]"
    ),
    "quotation_broken.csv": TWO.replace("Comment 1 on the kettle.", '"The "big" kettle"'),
    "cell_over_lines.csv": text(C, [comment(1, text="One\nTwo\nThree"), comment(2, certainty="sure")]),
    "formula.csv": text(
        C,
        [
            comment(1, text='=HYPERLINK("http://x.example","here")'),
            comment(2, author="@everyone"),
            comment(3, text="+44 is a prefix"),
            comment(4, text="'=1+1 is guarded"),
            comment(5, sequence="=1+1"),
        ],
    ),
    "american_dates.csv": text(J, [advert(1, closes_on="04/25/2019"), advert(2, closes_on="04/05/2019")]),
    "british_dates.csv": text(J, [advert(1, closes_on="25/04/2019", starts_on="1.5.2019")]),
    "date_2106.csv": text(C, [comment(1, posted_at="2106-03-04T08:11:00")]),
    "closing_date_2106.csv": text(J, [advert(1, closes_on="2106-04-01")]),
    "date_1066.csv": text("documents", [document(published_on="1066-10-14")]),
    "date_that_does_not_exist.csv": text(J, [advert(1, closes_on="2019-02-30")]),
    "date_in_words.csv": text(J, [advert(1, closes_on="1st April")]),
    "time_without_date.csv": text(C, [comment(1, posted_at="08:11")]),
    "month_not_on_its_first.csv": text(J, [advert(1, starts_on="2019-05-17")]),
    "date_without_precision.csv": text(J, [advert(1, closes_on_precision="")]),
    "salary_negative.csv": text(J, [advert(1, salary_min="-21000.00")]),
    "salary_swapped.csv": text(J, [advert(1, salary_min="24000.00", salary_max="21000.00")]),
    "salary_with_a_pound_sign.csv": text(J, [advert(1, salary_min="£21,000")]),
    "currency_in_words.csv": text(J, [advert(1, salary_currency="pounds")]),
    "period_unknown.csv": text(J, [advert(1, salary_period="fortnight")]),
    "parent_dangling.csv": text(C, [comment(1), comment(2, depth=1, parent_id=cid(77))]),
    "parent_is_a_reply.csv": text(
        C, [comment(1), comment(2, depth=1, parent_id=cid(1)), comment(3, depth=1, parent_id=cid(2))]
    ),
    "parent_is_itself.csv": text(C, [comment(1, depth=1, parent_id=cid(1))]),
    "parent_comes_later.csv": text(C, [comment(1, depth=1, parent_id=cid(2)), comment(2)]),
    "parent_of_another_page.csv": text(C, [comment(1, depth=1, parent_id=cid(1, "blog/other"))]),
    "parent_at_the_top.csv": text(C, [comment(1), comment(2, parent_id=cid(1))]),
    "key_twice.csv": text(C, [comment(1), comment(1, sequence=4), comment(2)]),
    "place_twice.csv": text(C, [comment(1), comment(2, sequence=0)]),
    "key_made_by_hand.csv": text(C, [comment(1, comment_id=DOCUMENT + "/comment-1")]),
    "key_missing.csv": text(C, [comment(1, comment_id="")]),
    "text_blank.csv": text(C, [comment(1, text="   ")]),
    "depth_seven.csv": text(C, [comment(1, depth=7)]),
    "number_with_a_fraction.csv": text(C, [comment(1, sequence="1.5")]),
    "number_too_great.csv": text(C, [comment(1, sequence="9" * 30)]),
    "true_in_words.csv": text(C, [comment(1, is_removed="perhaps")]),
    "word_not_allowed.csv": text(C, [comment(1, certainty="sure")]),
    "list_not_json.csv": text(C, [comment(1, links="http://x.example")]),
    "list_of_numbers.csv": text(C, [comment(1, links="[1, 2]")]),
    "list_nested_deep.csv": text(C, [comment(1, links="[" * 20000)]),
    "spans_swapped.csv": text(C, [comment(1, spans='[{"start": 90, "end": 10}]')]),
    "spans_with_other_names.csv": text(C, [comment(1, spans='[{"from": 1, "to": 10}]')]),
    "reason_unknown.csv": text(C, [comment(1, withheld="because")]),
    "segment_backwards.csv": text("segments", [segment(0, start=10, end=5)]),
    "problem_without_severity.csv": text("problems", [problem(severity="dreadful", code="Odd Code")]),
    "spans_beyond_the_page/documents.csv": text("documents", [document()]),
    "spans_beyond_the_page/comments.csv": text(
        C,
        [comment(1, spans='[{"start": 100, "end": 120}]'), comment(2, spans='[{"start": 140, "end": 900}]')],
    ),
    "document_dangling/documents.csv": text("documents", [document()]),
    "document_dangling/comments.csv": text(
        C, [comment(1, document_id="blog/gone", comment_id=cid(1, "blog/gone"))]
    ),
    "many_of_one_kind.csv": text(C, [comment(n, certainty="sure") for n in range(1, 31)]),
    "several_at_once.csv": text(
        J,
        [advert(1, salary_min="-1", closes_on="04/25/2019", copies="0"), advert(1, salary_currency="pounds")],
    ),
    "private_data.csv": text(
        C,
        [
            comment(1, text="Write to a.name@post.example about the kettle."),
            comment(2, text="Anon@10.47 is right, and £27,000 is not much."),
            comment(3, author="Jo, 01632 960123", links='["mailto:jo@post.example"]'),
        ],
    ),
    "nul.csv": TWO.replace("kettle", "ket\0tle"),
    "header_alone.csv": text(C, []),
    "utf16.csv": TWO.encode("utf-16"),
    "cut_in_a_character.csv": text(C, [comment(1), comment(2, altered="caf\u00e9")]).encode()[:-2],
    "two_tables_in_one.csv": TWO + text(J, [advert(1)]),
    "same_header_twice.csv": TWO + TWO,
    "excel_separator_line.csv": "sep=;\n" + text(C, BOTH, sep=";"),
    "text_not.parquet": TWO,
}
"""Files by their name, with what is wrong with them in it."""
