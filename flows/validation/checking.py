"""Checking a contribution: every file of the given paths, pages and rows, alone and against each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.errors import UsageError
from flows.problems import Severity
from flows.validation.corpus import Corpus, already_there, open_corpus
from flows.validation.files import Item, Kind, items_at
from flows.validation.findings import Finding, Reported, reported
from flows.validation.pages import CheckedPage, check_page_file


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
            "no .txt, .csv or .parquet file stands there" if not items else "there is no such file or folder"
        )
        raise UsageError(
            f"{', '.join(map(str, paths))}: {what}: name the files or the folder of a contribution"
        )
    return items


def check(items: Sequence[Item], wishes: Wishes) -> Iterator[Reported]:
    """What came of each file: pages in their order, then rows, for those may refer to any page or row of the contribution.

    Raises UsageError where the release to hold against cannot be read.
    """
    corpus = None if wishes.against is None else open_corpus(wishes.against)
    pages = _Pages(corpus, wishes.most)
    for item in items:
        if item.flaw is not None:
            yield reported(item.shown, "", [item.flaw], wishes.most)
        elif item.kind is Kind.PAGE:
            yield pages.check(item)
    rows = [item for item in items if item.kind in (Kind.CSV, Kind.PARQUET)]
    if rows:
        yield from _check_rows(rows, wishes, pages.characters, corpus)


class _Pages:
    """The pages of a contribution, which must not repeat each other."""

    def __init__(self, corpus: Corpus | None, most: int) -> None:
        self._corpus, self._most = corpus, most
        self._by_digest: dict[str, str] = {}
        self._by_id: dict[str, str] = {}
        self.characters: dict[str, int] = {}

    def check(self, item: Item) -> Reported:
        """What came of one page."""
        checked = check_page_file(item, self._most)
        if checked.page is None:
            return checked.report
        findings = [*checked.report.findings, *self._against_others(checked)]
        self.characters[checked.page.document_id] = len(checked.page.text)
        return checked.report._replace(findings=tuple(findings))

    def _against_others(self, checked: CheckedPage) -> Iterator[Finding]:
        page, records, shown = checked.page, checked.records, checked.report.file
        if page is None or records is None:
            return
        same_id = self._by_id.setdefault(page.document_id, shown)
        same_bytes = self._by_digest.setdefault(page.sha256, shown)
        if same_id != shown:
            message = f"the document id {page.document_id!r} is also that of {same_id}: a build reads neither"
            yield Finding(Severity.ERROR, "duplicate_document_id", message, "rename one of them")
        elif same_bytes != shown:
            message = f"the same bytes as {same_bytes}"
            yield Finding(Severity.WARNING, "same_bytes", message, "send the page once")
        if self._corpus is not None:
            yield from already_there(self._corpus, page, records)


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
