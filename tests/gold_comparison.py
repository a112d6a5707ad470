"""What a person labelled in a page (``gold``), and how what was read from it differs.

A gold file: ``file`` (path of the page below the raw folder), ``comments`` (``position``, ``parent``, ``text``), ``document``
(``title``, ``published_on``, ``declared_comments``), ``bulletins`` and ``job_adverts`` (fields; ``starts`` and ``ends`` are the
first and last words of the text). Fields that a gold file does not give are not compared; ``note`` is for people.
"""

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from flows.page import Page
from flows.pipeline import page_records
from flows.records import PageRecords
from flows.sources import list_sources, read_source

Gold = dict[str, Any]
COLUMN_OF = {"issued_precision": "issued_on_precision"}
"""Names in the gold that are not the table's."""
NOT_COLUMNS = frozenset({"in_comment", "starts", "ends", "note"})


@cache
def gold_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.rglob("*.json")))


def gold_of(path: Path) -> Gold:
    gold: Gold = json.loads(path.read_text(encoding="utf-8"))
    return gold


@cache
def pages_in(raw: Path) -> dict[str, Page]:
    """The pages of a raw folder by their file's name there; none may be unreadable."""
    read = [read_source(source) for source in list_sources([raw]).sources]
    pages = {page.source: page for page in read if isinstance(page, Page)}
    assert len(pages) == len(read), [page for page in read if not isinstance(page, Page)]
    return pages


@cache
def records_in(raw: Path, file: str) -> PageRecords:
    """What is read from one file; this also holds it to the checks of pages (tiling, spans, parents)."""
    return page_records(pages_in(raw)[file])


def differences(gold: Gold, records: PageRecords) -> list[str]:
    """How the records differ from the gold, in words; empty where they agree."""
    return [
        *_document(gold, records),
        *_comments(gold["comments"], records),
        *_found("bulletin", gold["bulletins"], records.bulletins, records),
        *_found("job advert", gold["job_adverts"], records.job_adverts, records),
    ]


def _document(gold: Gold, records: PageRecords) -> Iterator[str]:
    for name, expected in gold["document"].items():
        if (found := _plain(records.document[name])) != expected:
            yield f"document: {name} is {found!r}, not {expected!r}"


def _comments(expected: Sequence[Mapping[str, Any]], records: PageRecords) -> Iterator[str]:
    """Each comment at its place, with its text and its parent; the first ones that differ are enough to see why."""
    if len(records.comments) != len(expected):
        yield f"{len(records.comments)} comments, not {len(expected)}"
    ids = [row["comment_id"] for row in records.comments]
    for place, (gold, row) in enumerate(zip(expected, records.comments, strict=False)):
        if gold["position"] != place or row["sequence"] != place:
            yield f"comment {place}: its position is {row['sequence']}, in the gold {gold['position']}"
        if _collapsed(row["text"]) != _collapsed(gold["text"]):
            yield f"comment {place}: its text is\n    {row['text']!r}\n  not\n    {gold['text']!r}"
        parent = None if row["parent_id"] is None else ids.index(row["parent_id"])
        if parent != gold["parent"]:
            yield f"comment {place}: its parent is {parent}, not {gold['parent']}"


def _found(
    what: str, expected: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], records: PageRecords
) -> Iterator[str]:
    if len(rows) != len(expected):
        yield f"{len(rows)} {what}s, not {len(expected)}: {[row['text'][:60] for row in rows]}"
    ids = [row["comment_id"] for row in records.comments]
    for place, (gold, row) in enumerate(zip(expected, rows, strict=False)):
        in_comment = None if row["comment_id"] is None else ids.index(row["comment_id"])
        if in_comment != gold.get("in_comment"):
            yield f"{what} {place}: stands in comment {in_comment}, not {gold.get('in_comment')}"
        for name, value in gold.items():
            if name in NOT_COLUMNS:
                continue
            found = _plain(row[COLUMN_OF.get(name, name)])
            if found != value:
                yield f"{what} {place}: {name} is {found!r}, not {value!r}"
        text = _collapsed(row["text"])
        if not text.startswith(_collapsed(gold["starts"])):
            yield f"{what} {place}: begins {text[:80]!r}, not {gold['starts']!r}"
        if not text.endswith(_collapsed(gold["ends"])):
            yield f"{what} {place}: ends {text[-80:]!r}, not {gold['ends']!r}"


def _plain(value: Any) -> Any:
    """A value as the gold writes it."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [list(item.values()) for item in value]
    return value


def _collapsed(text: str) -> str:
    return " ".join(text.split())
