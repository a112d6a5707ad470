"""One valid row for each table, with every column filled (nothing is altered), the tombstone that it may become, and tables of such rows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa

from schemas import TableSchema, table_named

DOCUMENT = "blog/2016-02-22"
COMMENT = f"{DOCUMENT}/c-0123456789abcdef"
Row = dict[str, Any]

_VALID: dict[str, Row] = {
    "documents": {
        "document_id": DOCUMENT,
        "source": f"{DOCUMENT}.txt",
        "sha256": "0123456789abcdef" * 4,
        "characters": 4000,
        "dialect": "outline",
        "title": "Another Week",
        "published_on": date(2016, 2, 22),
        "published_on_precision": "day",
        "published_on_text": "Monday, 22 February 2016",
        "author": "A Blogger",
        "url": "https://blog.example/2016/02/another-week.html",
        "captured_on": date(2019, 3, 1),
        "captured_on_precision": "day",
        "licence": "CC-BY-4.0",
        "body": "A post.\nIn two lines.",
        "declared_comments": 2,
        "comments": 2,
        "bulletins": 1,
        "job_adverts": 0,
        "withheld": None,
        "altered": [],
    },
    "captures": {
        "capture_id": f"{DOCUMENT}-again",
        "document_id": DOCUMENT,
        "source": f"{DOCUMENT}-again.txt",
        "sha256": "0123456789abcdef" * 4,
        "characters": 3000,
        "dialect": "outline",
        "is_published": False,
        "relation": "same_post",
        "comments": 2,
        "comments_only_here": 1,
        "declared_comments": 2,
        "url": "https://blog.example/2016/02/another-week.html",
        "captured_on": date(2019, 3, 1),
        "captured_on_precision": "day",
    },
    "comments": {
        "comment_id": COMMENT,
        "document_id": DOCUMENT,
        "parent_id": None,
        "sequence": 0,
        "depth": 0,
        "author": "Anonymous",
        "posted_at": datetime(2016, 2, 22, 8, 11),
        "posted_at_text": "22 February 2016 at 08:11",
        "text": "As 10:26 says: https://blog.example",
        "spans": [{"start": 100, "end": 120}, {"start": 130, "end": 145}],
        "is_removed": False,
        "links": ["https://blog.example"],
        "times_mentioned": ["10:26"],
        "certainty": "certain",
        "withheld": None,
        "altered": [],
    },
    "bulletins": {
        "bulletin_id": f"{DOCUMENT}/b-0123456789abcdef",
        "document_id": DOCUMENT,
        "comment_id": COMMENT,
        "sequence": 0,
        "kind": "joint_bulletin",
        "reference": "JTU27-2021",
        "title": "Pay Offer",
        "issued_on": date(2018, 3, 1),
        "issued_on_precision": "month",
        "issued_on_text": "March 2018",
        "issuers": ["Napo", "UNISON"],
        "signatories": [{"name": "A. Person", "role": "National Chair", "organisation": None}],
        "headings": ["Next steps"],
        "text": "Pay Offer\nNext steps",
        "spans": [{"start": 100, "end": 120}],
        "evidence": ["reference", "title"],
        "withheld": None,
        "altered": [],
    },
    "job_adverts": {
        "advert_id": f"{DOCUMENT}/a-0123456789abcdef-2",
        "document_id": DOCUMENT,
        "comment_id": None,
        "sequence": 0,
        "job_title": "Probation Officer",
        "employer": "A Company",
        "location": "Leeds",
        "salary_min": Decimal("22000.00"),
        "salary_max": Decimal("28500.50"),
        "salary_currency": "GBP",
        "salary_period": "year",
        "salary_text": "£22,000 to £28,500.50",
        "starts_on": date(2018, 5, 7),
        "starts_on_precision": "week",
        "starts_on_text": "w/c 7th May 2018",
        "closes_on": date(2018, 1, 1),
        "closes_on_precision": "year",
        "closes_on_text": "2018",
        "interviews_on": date(2018, 4, 20),
        "interviews_on_precision": "approximate",
        "interviews_on_text": "on or around 20 April",
        "published_in": "the Guardian",
        "copies": 2,
        "text": "Probation Officer\nLeeds",
        "spans": [{"start": 10, "end": 40}],
        "evidence": ["salary"],
        "withheld": None,
        "altered": [],
    },
    "segments": {
        "document_id": DOCUMENT,
        "sequence": 3,
        "start": 100,
        "end": 120,
        "kind": "comment",
        "record_id": COMMENT,
    },
    "problems": {
        "source": f"{DOCUMENT}.txt",
        "document_id": DOCUMENT,
        "severity": "warning",
        "code": "missing_parent",
        "message": "Line 12: a reply whose parent is not there.",
        "line": 12,
        "start": 100,
        "end": 120,
    },
}


_PLACE = "document_id comment_id parent_id sequence depth spans is_removed copies certainty".split()
_COUNTS = "characters comments bulletins job_adverts".split()
_OPAQUE = {
    "documents": "withheld-3",
    "comments": f"{DOCUMENT}/c-withheld-3",
    "bulletins": f"{DOCUMENT}/b-withheld-3-2",
    "job_adverts": f"{DOCUMENT}/a-withheld-3",
}


def valid_row(table: str, **changes: Any) -> Row:
    """The valid row of a table with some of its values changed."""
    row = _VALID[table]
    assert not changes.keys() - row.keys(), f"{table} has no such columns: {changes.keys() - row.keys()}"
    return row | changes


def tombstone(table: str, **changes: Any) -> Row:
    """The valid row of a table as it is left when it is withheld, with some of its values changed."""
    row = valid_row(table)
    left = {
        name: value if name in _PLACE else [] if isinstance(value, list) else None
        for name, value in row.items()
    }
    counts = {name: 0 for name in _COUNTS if name in row}
    key = {table_named(table).key[0]: _OPAQUE[table], "withheld": "privacy"}
    return left | counts | key | changes


def table_of(schema: TableSchema, *rows: Row) -> pa.Table:
    """A table of these rows in the schema's types; nulls stand wherever the rows put them."""
    nullable = [
        pa.field(name, kind) for name, kind in zip(schema.columns, schema.arrow_schema.types, strict=True)
    ]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(nullable))
