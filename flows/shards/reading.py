"""Reading shards: the pages of a slice, one after the other, and what is wrong with the rest."""

from collections.abc import Collection, Iterator

from flows.page import Page
from flows.problems import Problem, source_problem
from flows.shards.json_lines import records_in
from flows.shards.records import Flaw, Record, ShardPage, of_other_hosts, page_in, problem_of
from flows.shards.slices import Slice
from flows.shards.streams import chunks_of
from flows.shards.taken import USUAL, Taken
from flows.shards.wet import records_in as wet_records_in
from flows.sources.kinds import Kind, codec_of, named
from flows.sources.listing import Place, source_at
from flows.sources.reading import PERMANENT, damaged, opened, read_source
from flows.sources.source import ChangedError, Source, changed, gone, unreadable
from flows.want_of_memory import pass_on_want_of_memory


def pages_in(
    part: Slice, seen: set[str] | None = None, *, try_again_on: Collection[int] = ()
) -> Iterator[ShardPage | Problem]:
    """The pages of a slice in the order of the file, and the problems of what is none; no more than a few are held at a time.

    A record whose document id is in ``seen``, which takes those of the others, is a problem: give one set to all slices of a shard
    that are read in order. A failure to read whose ``errno`` is in ``try_again_on`` is raised, any other ends the slice with a problem.
    """
    shard = part.shard
    seen = set() if seen is None else seen
    has_lines = named(shard.name).kind is Kind.JSON_LINES
    for record in _taken(part, try_again_on):
        if isinstance(record, Problem):
            yield record
            continue
        found = page_in(shard, record) if isinstance(record, Record) else record
        if isinstance(found, ShardPage):
            if found.page.document_id not in seen:
                seen.add(found.page.document_id)
                yield found
                continue
            found = repeated(found.number, found.page.document_id)
        yield problem_of(shard, found, has_lines=has_lines)


def _taken(part: Slice, try_again_on: Collection[int]) -> Iterator[Record | Flaw | Problem]:
    """The records that are taken, flaws among them, and at the end what is to be told of the shard."""
    name, records, passed_by = part.shard.name, 0, 0
    broken: Problem | None = None
    try:
        for record in _records(part):
            records += 1
            if isinstance(record, Record) and not part.taken.is_wanted(record.url):
                passed_by += 1
            else:
                yield record
    except ChangedError:
        broken = changed(name)
    except FileNotFoundError:
        broken = gone(name)
    except OSError as error:
        pass_on_want_of_memory(error)
        if error.errno in try_again_on:
            raise
        broken = _broken_off(part.shard, error)
    if passed_by:
        yield of_other_hosts(part.shard, passed_by)
    if broken is not None:
        yield broken
    elif not records and part.is_whole:
        yield source_problem(name, "file_empty", "the shard holds no record: add some, or remove the file")


def repeated(number: int, document_id: str) -> Flaw:
    """The flaw of a record with the id of an earlier one."""
    return Flaw(number, "record_repeated", f"an earlier record has its id, {document_id!r}, too")


def read_pages(folder: Place, name: str, taken: Taken = USUAL) -> Iterator[Page | Problem]:
    """The pages of the file that a build of this folder knows by a name, the column ``source`` of its documents: in one pass.

    The name must be one below the folder. Raises OSError as ``read_source`` does.
    """
    source = source_at(folder, name)
    if isinstance(source, Problem):
        yield source
    else:
        yield from pages_of(source, taken)


def pages_of(source: Source, taken: Taken = USUAL) -> Iterator[Page | Problem]:
    """The pages of a source, be it one or a shard of many. Raises OSError as ``read_source`` does."""
    if source.is_shard:
        for found in pages_in(Slice(source, source.size, taken=taken)):
            yield found.page if isinstance(found, ShardPage) else found
    else:
        yield read_source(source)


def _records(part: Slice) -> Iterator[Record | Flaw]:
    shard = part.shard
    kind = named(shard.name).kind
    with opened(shard, to_move_about=kind is Kind.PARQUET) as file:
        if kind is Kind.PARQUET:
            from flows.shards import parquet

            yield from parquet.records_in(file, part.taken.columns, part.start, part.end, part.first)
            return
        chunks = chunks_of(file, codec_of(shard.name), part.start, part.end)
        if kind is Kind.WET:
            yield from wet_records_in(chunks, part.taken.is_wanted)
        else:
            yield from records_in(chunks, part.taken.columns, part.first)


def _broken_off(shard: Source, error: OSError) -> Problem:
    """What is said of a shard that could not be read to its end."""
    if error.errno is None:
        return damaged(shard.name, f"{error}; the records from there on are not read")
    problem = unreadable(shard.name, error)
    if isinstance(error, PERMANENT):
        return problem
    return problem._replace(message=f"{problem.message}; the records from there on are not read")
