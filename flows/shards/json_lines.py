"""JSON Lines: one object a line, plain or compressed."""

from collections.abc import Iterable, Iterator

import orjson

from flows.shards.records import Flaw, Record, too_large
from flows.shards.taken import Columns
from flows.sources.kinds import LARGEST

LONGEST_LINE = 2 * LARGEST
"""Bytes of a line that are held: escapes and other columns may take as much as the text."""
_SHOWN = 10
"""Names of columns that a message lists."""
_BOM = b"\xef\xbb\xbf"


def records_in(chunks: Iterable[bytes], columns: Columns, first: int) -> Iterator[Record | Flaw]:
    """The records in these bytes, whose first line has the number ``first``; blank lines are none. What ``chunks`` raises goes on."""
    for number, line in lines_in(chunks, first, LONGEST_LINE):
        if isinstance(line, int):
            yield too_large(number, line)
        elif text := (line.removeprefix(_BOM) if number == 1 else line).strip():
            yield _record(number, text, columns)


def lines_in(chunks: Iterable[bytes], first: int, longest: int) -> Iterator[tuple[int, bytes | int]]:
    """The lines in these bytes with their numbers; of one that is longer than ``longest`` only how long it is at least."""
    number, parts, size = first, list[bytes](), 0
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            size += len(end)
            yield number, b"".join([*parts, end]) if size <= longest else size
            number, parts, size = number + 1, [], 0
        size += len(rest)
        if size <= longest:
            parts.append(rest)
        else:
            parts.clear()
    if size:
        yield number, b"".join(parts) if size <= longest else size


def _record(number: int, line: bytes, columns: Columns) -> Record | Flaw:
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return _broken(number, line, error)
    if not isinstance(values, dict):
        message = f"an object is expected, in braces, and this is of type {type(values).__name__}"
        return Flaw(number, "record_broken", message)
    text, own_id, url, date = (values.get(column) for column in columns)
    if columns.text not in values:
        shown = ", ".join(map(repr, [*values][:_SHOWN])) or "nothing"
        return Flaw(
            number,
            "record_empty",
            f"it has no {columns.text!r}, but {shown} (dataset.toml says which is read)",
        )
    return Record(number, text, own_id, url, date)


def _broken(number: int, line: bytes, error: orjson.JSONDecodeError) -> Flaw:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as undecodable:
        byte = line[undecodable.start]
        return Flaw(number, "not_utf8", f"byte 0x{byte:02x} at byte {undecodable.start} is not UTF-8")
    return Flaw(number, "record_broken", f"the line is no JSON ({error.msg} at character {error.pos})")
