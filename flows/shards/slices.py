"""Slices: parts of a shard that can be read apart from each other, as plain data that names them."""

from collections.abc import Iterator
from typing import NamedTuple

from flows.shards.streams import chunks_of
from flows.shards.taken import USUAL, Taken
from flows.sources.kinds import Kind, codec_of, named
from flows.sources.reading import opened
from flows.sources.source import ChangedError, Source


class Slice(NamedTuple):
    """Some of the records of a shard: ``first`` is the number of the first of them.

    ``start`` and ``end`` are bytes of JSON Lines, row groups of Parquet; an ``end`` of None is that of the shard. ``size`` is how
    many bytes of the file it takes, about.
    """

    shard: Source
    size: int
    start: int = 0
    end: int | None = None
    first: int = 1
    taken: Taken = USUAL

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the shard."""
        return self.start == 0 and self.end is None

    @property
    def name(self) -> str:
        """The slice in words."""
        return self.shard.name if self.is_whole else f"{self.shard.name} from record {self.first}"


def slices_of(shard: Source, most: int, taken: Taken = USUAL) -> list[Slice]:
    """A shard divided so that no slice has more than about ``most`` bytes, as far as its format lets it.

    Parquet is divided between its row groups. Plain JSON Lines are divided between lines, which are counted for it: from a disk
    that takes a second a gigabyte, from elsewhere too long, so such a shard stays whole, and so does what is compressed or WET. A
    shard that cannot be read stays whole as well: whoever reads it finds what is wrong.
    """
    whole = [Slice(shard, shard.size, taken=taken)]
    kind = named(shard.name).kind
    if shard.size <= most:
        return whole
    try:
        if kind is Kind.PARQUET:
            return [*_by_row_groups(shard, most, taken)] or whole
        if kind is Kind.JSON_LINES and codec_of(shard.name) is None and shard.url is None:
            return [*_by_lines(shard, most, taken)]
    except (ChangedError, OSError, ValueError):  # pyarrow's complaints are ValueErrors
        return whole
    return whole


def _by_row_groups(shard: Source, most: int, taken: Taken) -> Iterator[Slice]:
    from flows.shards.parquet import row_groups

    with opened(shard, to_move_about=True) as file:
        groups = row_groups(file)
    start, first, rows, size = 0, 1, 0, 0
    for number, (more_rows, more) in enumerate(groups):
        if number > start and size + more > most:
            yield Slice(shard, size, start, number, first, taken)
            start, first, rows, size = number, first + rows, 0, 0
        rows, size = rows + more_rows, size + more
    if groups:
        yield Slice(shard, size, start, len(groups), first, taken)


def _by_lines(shard: Source, most: int, taken: Taken) -> Iterator[Slice]:
    """The slices, each of whole lines: one ends with the last line break that keeps it within ``most``, or the first after."""
    start, first, place, line = 0, 1, 0, 1
    last = (0, 1)
    """The place after the last line break that was seen, and the number of the line there."""
    with opened(shard) as file:
        for chunk in chunks_of(file, None):
            at = 0
            while at < len(chunk):
                # Up to where the slice is full, or from there on to the end of the line.
                room = start + most - (place + at)
                until = min(len(chunk), at + room) if room > 0 else _after_break(chunk, at)
                line += chunk.count(b"\n", at, until)
                if (end := chunk.rfind(b"\n", at, until)) >= 0:
                    last = (place + end + 1, line)
                at = until
                if place + at - start >= most and last[0] > start:
                    yield Slice(shard, last[0] - start, start, last[0], first, taken)
                    start, first = last
            place += len(chunk)
    if start < shard.size:
        yield Slice(shard, shard.size - start, start, None, first, taken)


def _after_break(chunk: bytes, at: int) -> int:
    end = chunk.find(b"\n", at)
    return len(chunk) if end < 0 else end + 1
