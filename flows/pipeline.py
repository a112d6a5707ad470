"""The stages from sources to records, as plain functions: the same for a build, a preview and the tests."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from flows.checks_of_pages import check_page
from flows.page import Page
from flows.problems import Problem
from flows.reading import read_page
from flows.records import PageRecords, records_of
from flows.sources import Source, read_source, unreadable

BATCH_BYTES = 4 * 2**20
"""Bytes of text that one batch has, unless a single page is larger or there would be too many batches."""
MOST_BATCHES = 24
"""Prefect keeps a record of each batch, which takes longer than reading many a page."""


class BatchRecords(NamedTuple):
    """What a batch of sources gave: a page's records each, and the problems of those that could not be read."""

    pages: tuple[PageRecords, ...]
    problems: tuple[Problem, ...]


def batches(sources: Sequence[Source]) -> list[tuple[Source, ...]]:
    """The sources in order, divided so that each batch has about the same number of bytes."""
    most = max(BATCH_BYTES, sum(source.size for source in sources) // MOST_BATCHES)
    found: list[tuple[Source, ...]] = []
    batch: list[Source] = []
    size = 0
    for source in sources:
        if batch and size + source.size > most:
            found.append(tuple(batch))
            batch, size = [], 0
        batch.append(source)
        size += source.size
    return [*found, tuple(batch)] if batch else found


def read_batch(sources: Sequence[Source], *, try_again_on: Collection[int] = ()) -> BatchRecords:
    """Read these sources; what cannot be read becomes problems.

    A failure to read whose ``errno`` is in ``try_again_on`` is raised instead, for the caller to try again.
    """
    pages: list[PageRecords] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            found = read_source(source)
        except OSError as error:
            if error.errno in try_again_on:
                raise
            found = unreadable(source.name, error)
        if isinstance(found, Page):
            pages.append(page_records(found))
        else:
            problems.append(found)
    return BatchRecords(tuple(pages), tuple(problems))


def page_records(page: Page) -> PageRecords:
    """A page's records, held to the invariants that need its text."""
    records = records_of(read_page(page))
    check_page(page.text, records)
    return records
