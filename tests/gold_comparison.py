"""What a person labelled in a page (``gold``), and how what was read from it differs, more strictly than ``evaluate`` tells.

``docs/evaluation.md`` describes a gold file.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from flows.evaluation import Gold, collapsed, evaluate_page, gold_from
from flows.evaluation.gold import GoldPassage
from flows.evaluation.values import same
from flows.page import Page
from flows.pipeline import page_records
from flows.records import PageRecords, Row
from flows.sources import list_sources, read_source


@cache
def gold_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.rglob("*.json")))


def gold_of(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
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


def differences(gold: dict[str, Any], records: PageRecords) -> list[str]:
    """How the records differ from the gold, in words; empty where they agree.

    A bulletin or advert of which the gold does not say where it stands must stand in the post; records must have the
    gold's order, and fields its very characters.
    """
    labelled = gold_from({**gold, **{table: _in_post(gold[table]) for table in ("bulletins", "job_adverts")}})
    assert isinstance(labelled, Gold), labelled
    assert (
        labelled.comments is not None and labelled.bulletins is not None and labelled.job_adverts is not None
    )
    return [
        *(f"{m.title}: {m.found!r}, not {m.expected!r}" for m in evaluate_page(labelled, records).mismatches),
        *_inexact("document", labelled.document, records.document),
        *_passages("bulletin", labelled.bulletins, records.bulletins),
        *_passages("job advert", labelled.job_adverts, records.job_adverts),
    ]


def _in_post(passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"in_comment": None, **passage} for passage in passages]


def _passages(what: str, gold: Sequence[GoldPassage], rows: Sequence[Row]) -> Iterator[str]:
    for place, (passage, row) in enumerate(zip(gold, rows, strict=False)):
        columns = {name: value for name, value in passage.fields.items() if name != "in_comment"}
        yield from _inexact(f"{what} {place}", columns, row)
        if not collapsed(row["text"]).startswith(collapsed(passage.starts or "")):
            yield f"{what} {place}: begins otherwise: does it stand in another place?"


def _inexact(what: str, columns: Mapping[str, object], row: Row) -> Iterator[str]:
    for name, expected in columns.items():
        if not same(expected, row[name], normalise=str):
            yield f"{what}: {name} is {row[name]!r}, not exactly {expected!r}"
