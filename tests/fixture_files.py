"""The fixtures: authored pages under ``tests/fixtures/`` and, beside each, all that must be read from it.

A fixture is ``<folder>/<name>.txt`` with ``<name>.json``. The text is kept byte for byte (no end-of-line conversion).
The JSON holds the document's fields, ``segments`` as ``[start, end, kind, record, excerpt]``, ``comments``, ``bulletins``,
``job_adverts`` and ``problems`` as ``[code, severity, line, start, end]``; a record is named by its place: ``c0``, ``b0``, ``a0``.
A comment's author and time are written where the page gives them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent / "fixtures"
DOCUMENT_FIELDS = ("dialect", "title", "published_on", "author")
BYLINE_FIELDS = ("author", "posted_at", "posted_at_text")
NOT_COMPARED = frozenset({"comment_id", "bulletin_id", "advert_id", "document_id", "sequence", "parent_id"})
"""Columns of bulletins and adverts that hold keys, or are told by the place in the list."""

Expected = dict[str, Any]


def fixture_texts() -> list[Path]:
    """The text of every fixture, in order."""
    return sorted(FIXTURES.rglob("*.txt"))


def text_of(path: Path) -> str:
    """The text of a file with its line breaks as they stand."""
    return path.read_bytes().decode("utf-8")


def excerpt(text: str) -> str:
    """A slice as a person can recognise it: its beginning and its end, with the blanks that it ends in."""
    return text if len(text) <= 44 else f"{text[:24]}…{text[-19:]}"


def as_expected(text: str, records: Any) -> Expected:
    """What was read from a page, in the form of the fixtures' JSON."""
    names = {
        row[key]: f"{letter}{place}"
        for letter, key, rows in (
            ("c", "comment_id", records.comments),
            ("b", "bulletin_id", records.bulletins),
            ("a", "advert_id", records.job_adverts),
        )
        for place, row in enumerate(rows)
    }
    document = records.document
    return {
        **{field: _plain(document[field]) for field in DOCUMENT_FIELDS},
        "declared": document["declared_comments"],
        "segments": [
            [s["start"], s["end"], s["kind"], names.get(s["record_id"]), excerpt(text[s["start"] : s["end"]])]
            for s in records.segments
        ],
        "comments": [
            {
                "parent": names.get(row["parent_id"]),
                "depth": row["depth"],
                "certainty": row["certainty"],
                **{field: _plain(row[field]) for field in BYLINE_FIELDS if row[field] is not None},
                "spans": _pairs(row["spans"]),
                "text": row["text"],
            }
            for row in records.comments
        ],
        "bulletins": [_post_record(row, names) for row in records.bulletins],
        "job_adverts": [_post_record(row, names) for row in records.job_adverts],
        "problems": [[p.code, p.severity.value, p.line, p.start, p.end] for p in records.problems],
    }


def dumped(expected: Expected) -> str:
    """The JSON of a fixture: one line a segment, a problem and a field of a record."""
    return (
        "{\n"
        + ",\n".join(f" {json.dumps(key)}: {_value(value)}" for key, value in expected.items())
        + "\n}\n"
    )


def _value(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f"  {_row(row)}" for row in value) + "\n ]"


def _row(row: Any) -> str:
    if not isinstance(row, dict):
        return json.dumps(row, ensure_ascii=False)
    fields = [f"   {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()]
    return "{\n" + ",\n".join(fields) + "\n  }"


def _post_record(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    fields = {
        name: _plain(value) for name, value in row.items() if name not in NOT_COMPARED | {"spans", "text"}
    }
    return {
        "comment": names.get(row["comment_id"]),
        **fields,
        "spans": _pairs(row["spans"]),
        "text": row["text"],
    }


def _pairs(spans: Sequence[Mapping[str, int]]) -> list[list[int]]:
    return [[span["start"], span["end"]] for span in spans]


def _plain(value: Any) -> Any:
    """Dates and decimals as JSON writes them."""
    if value is None or isinstance(value, str | int | list):
        return value
    return str(value)


def pages_for_variations() -> Iterator[str]:
    """The texts of the fixtures, to be cut, doubled and mixed by the property tests."""
    for path in fixture_texts():
        yield text_of(path)
