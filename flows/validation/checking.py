"""Checking a contribution: every file of the given paths, pages and rows, alone and against each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from flows.errors import UsageError
from flows.publication.private import private_in
from flows.validation.company import Company
from flows.validation.corpus import Corpus, open_corpus
from flows.validation.files import Item, Kind, beside, items_at
from flows.validation.findings import Reported, reported, without_private
from flows.validation.pages import records_at
from flows.validation.shards import check_shard_file, holds_pages
from flows.validation.sidecars import check_sidecar_file


@dataclass(frozen=True)
class Wishes:
    """How a contribution is to be checked: the table of its rows, the release to hold it against, findings listed of a rule."""

    today: date
    table: str | None = None
    against: Path | None = None
    most: int = 20


def items_to_check(paths: Sequence[Path]) -> tuple[Item, ...]:
    """The files at these paths; UsageError where there is none, or none of the paths is there."""
    items = tuple(items_at(paths))
    if all(item.flaw is not None and item.flaw.code == "path_missing" for item in items):
        what = (
            "no page, rows or shard stands there (.txt, .csv, .parquet, .jsonl, .wet)"
            if not items
            else "there is no such file or folder"
        )
        raise UsageError(
            f"{', '.join(map(str, paths))}: {what}: name the files or the folder of a contribution"
        )
    return items


def check(items: Sequence[Item], wishes: Wishes) -> Iterator[Reported]:
    """What came of each file: pages in their order, then shards of pages, what stands beside them, and rows, which may refer to any.

    What is private is quoted by none. Raises UsageError where the release to hold against cannot be read.
    """
    corpus = None if wishes.against is None else open_corpus(wishes.against)

    @cache
    def names() -> tuple[str, ...]:
        ids = (name for item in items for name in (item.shown, item.name, item.document_id))
        return tuple(name for name in chain(ids, () if corpus is None else corpus.posts) if private_in(name))

    for report in _checked(items, wishes, corpus):
        yield without_private(report, names)


def _checked(items: Sequence[Item], wishes: Wishes, corpus: Corpus | None) -> Iterator[Reported]:
    pages = Company(corpus, wishes.most)
    for item in items:
        if item.flaw is not None:
            yield reported(item.shown, "", [item.flaw], wishes.most)
        elif item.kind is Kind.PAGE:
            yield pages.check(item)
    tables = [item for item in items if item.kind in (Kind.CSV, Kind.PARQUET)]
    shards = {
        item for item in tables if item.kind is Kind.PARQUET and wishes.table is None and holds_pages(item)
    }
    for item in items:
        if item.kind is Kind.SHARD or item in shards:
            yield check_shard_file(item, pages, wishes.most)
    for item in items:
        if item.kind is Kind.SIDECAR:
            yield _check_sidecar(item, pages, wishes.most)
    companions = [item for item in items if item.kind in (Kind.DATASET, Kind.CORRECTIONS, Kind.WITHHELD)]
    for item in companions:
        yield _check_companion(item, pages, corpus, wishes.most)
    rows = [item for item in tables if item not in shards]
    if rows:
        yield from _check_rows(rows, wishes, pages.characters, corpus)


def _check_sidecar(item: Item, pages: Company, most: int) -> Reported:
    """What came of a sidecar, held against its page; that is read for it where it is no part of the contribution."""
    page = beside(item)
    row = None
    if page is not None:
        row = pages.rows.get(str(page.path))
        if row is None and (records := records_at(page)) is not None:
            row = records.document
    return check_sidecar_file(item, row, pages.knows, most)


def _check_companion(item: Item, pages: Company, corpus: Corpus | None, most: int) -> Reported:
    # What reads them loads the tables.
    if item.kind is Kind.DATASET:
        from flows.validation.settings import check_settings_file

        return check_settings_file(item, most)
    from flows.validation.companions import check_entries_file
    from flows.validation.entries import Beside

    return check_entries_file(item, Beside(item.path.parent, corpus, pages.alike), most)


def _check_rows(
    items: Sequence[Item], wishes: Wishes, pages: dict[str, int], corpus: Corpus | None
) -> Iterator[Reported]:
    # Data frames are loaded only where there are rows.
    from flows.validation.references import known
    from flows.validation.rows import check_rows_file, with_references

    checked = [check_rows_file(item, wishes.table, wishes.most, wishes.today) for item in items]
    everything = known([file.rows for file in checked if file.rows is not None], pages, corpus)
    for file in checked:
        yield with_references(file, everything, wishes.most)
