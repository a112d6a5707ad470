"""The stages from sources to records, as plain functions: the same for a build, a preview and the tests."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from flows.checks_of_pages import check_page
from flows.page import Page
from flows.problems import Problem, source_problem
from flows.reading import read_page
from flows.records import PageRecords, records_of
from flows.shards.reading import pages_in
from flows.shards.records import ShardPage
from flows.shards.slices import Slice, slices_of
from flows.shards.taken import USUAL, Taken
from flows.sidecars.record_values import described
from flows.sources import Source, read_source, unreadable
from flows.want_of_memory import pass_on_want_of_memory

BATCH_BYTES = 4 * 2**20
"""Bytes of text that one batch has, unless a single page is larger or there would be too many batches."""
MOST_BATCHES = 24
"""Prefect keeps a record of each batch, which takes longer than reading many a page."""


class BatchRecords(NamedTuple):
    """What a batch of sources gave: a page's records each, and the problems of those that could not be read."""

    pages: tuple[PageRecords, ...]
    problems: tuple[Problem, ...]


class Portion(NamedTuple):
    """A task's share of the work, as plain data that says where it is: files of one page each, and slices of shards, in order."""

    pieces: tuple[Source | Slice, ...]

    @property
    def size(self) -> int:
        """Bytes of files that it takes, about."""
        return sum(piece.size for piece in self.pieces)

    @property
    def name(self) -> str:
        """The portion in words, for logs."""
        first, last = self.pieces[0].name, self.pieces[-1].name
        return first if len(self.pieces) == 1 else f"{first} to {last}"


def portions(
    sources: Sequence[Source],
    shards: Sequence[Source] = (),
    taken: Taken = USUAL,
    most: int | None = None,
) -> list[Portion]:
    """All that is to be read, in order, divided so that each portion takes about the same number of bytes.

    ``most`` is how many, by default as many as a batch has. No portion is larger, unless a single page is, or a shard that cannot be
    divided. Raises no error of what is listed: whoever reads it finds what is wrong.
    """
    if most is None:
        most = _most_of_a_batch(sum(source.size for source in (*sources, *shards)))
    pieces: list[Source | Slice] = [*sources]
    for shard in shards:
        pieces += slices_of(shard, most, taken)
    return [Portion(found) for found in _divided(pieces, most)]


def _most_of_a_batch(size: int) -> int:
    return max(BATCH_BYTES, size // MOST_BATCHES)


def _divided(pieces: Sequence[Source | Slice], most: int) -> list[tuple[Source | Slice, ...]]:
    """The pieces in order, together as long as they have no more than ``most`` bytes."""
    found: list[tuple[Source | Slice, ...]] = []
    batch: list[Source | Slice] = []
    size = 0
    for piece in pieces:
        if batch and size + piece.size > most:
            found.append(tuple(batch))
            batch, size = [], 0
        batch.append(piece)
        size += piece.size
    if batch:
        found.append(tuple(batch))
    return found


def read_portion(portion: Portion, *, try_again_on: Collection[int] = ()) -> Iterator[BatchRecords]:
    """Read a portion as a stream: batches of pages with about ``BATCH_BYTES`` characters of text each, in order.

    What cannot be read becomes problems. No more than one batch is held here. Once a failure to read whose ``errno`` is in
    ``try_again_on`` is raised, nothing that was handed on before it counts: read the portion again.
    """
    pages, problems, size = list[PageRecords](), list[Problem](), 0
    for found in _read_pieces(portion.pieces, try_again_on):
        if isinstance(found, Problem):
            problems.append(found)
            size += len(found.message)
        else:
            pages.append(found)
            size += found.document["characters"]
        if size >= BATCH_BYTES:
            yield _taken(pages, problems)
            size = 0
    if pages or problems:
        yield _taken(pages, problems)


def _taken(pages: list[PageRecords], problems: list[Problem]) -> BatchRecords:
    """The batch, which stays with nobody but the caller."""
    batch = BatchRecords(tuple(pages), tuple(problems))
    pages.clear()
    problems.clear()
    return batch


def _read_pieces(
    pieces: Sequence[Source | Slice], try_again_on: Collection[int]
) -> Iterator[PageRecords | Problem]:
    seen: dict[str, set[str]] = {}
    for piece in pieces:
        if isinstance(piece, Source):
            yield _read_file(piece, try_again_on)
            continue
        name = piece.shard.name
        seen = {name: seen.get(name, set())}
        for found in pages_in(piece, seen[name], try_again_on=try_again_on):
            yield _of_record(found) if isinstance(found, ShardPage) else found


def _read_file(source: Source, try_again_on: Collection[int]) -> PageRecords | Problem:
    try:
        found = read_source(source)
    except OSError as error:
        pass_on_want_of_memory(error)
        if error.errno in try_again_on:
            raise
        return unreadable(source.name, error)
    return page_records(found) if isinstance(found, Page) else found


def _of_record(found: ShardPage) -> PageRecords:
    records = page_records(found.page)
    document, problems = described(records.document, found.url, found.date)
    return records._replace(document=document, problems=[*records.problems, *problems])


def repeated_document(source: str, document_id: str) -> Problem:
    """The problem of a page whose document id an earlier one has; ``source`` is where it stands."""
    message = (
        f"another page has the document id {document_id!r} already: give the file or the record another name"
    )
    return source_problem(source, "record_repeated", message)


def page_records(page: Page) -> PageRecords:
    """A page's records, held to the invariants that need its text."""
    records = records_of(read_page(page))
    check_page(page.text, records)
    return records
