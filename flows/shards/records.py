"""Records: what a shard holds, before and after it is known to be a page."""

import hashlib
from typing import Any, NamedTuple

from flows.page import Page, page_of
from flows.problems import Problem, source_problem
from flows.shards.record_ids import LONGEST, record_id
from flows.sources.kinds import LARGEST
from flows.sources.source import Source


class Record(NamedTuple):
    """A record as it stands in a shard, counted from 1: of JSON Lines the number of its line. Nothing of it was checked.

    ``url`` and ``date`` may be anything that the format knows.
    """

    number: int
    text: Any
    id: Any = None
    url: Any = None
    date: Any = None


class Flaw(NamedTuple):
    """What is wrong with a record, or, where ``number`` is None, with the shard; ``code`` is a problem's."""

    number: int | None
    code: str
    message: str


class ShardPage(NamedTuple):
    """A record that is a page, and what it says of it besides, as yet unchecked; ``number`` is that of the record."""

    page: Page
    url: Any
    date: Any
    number: int


def page_in(shard: Source, record: Record) -> ShardPage | Flaw:
    """The page that a record is, or why it is none."""
    data = _bytes_of(record)
    if isinstance(data, Flaw):
        return data
    own_id = _id_of(record)
    if isinstance(own_id, Flaw):
        return own_id
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{data[error.start]:02x} at byte {error.start} of its text is not UTF-8"
        return Flaw(record.number, "not_utf8", message)
    if not text.strip().strip("\ufeff"):
        return Flaw(record.number, "record_empty", "its text is nothing but blanks")
    if (nul := text.find("\0")) >= 0:
        return Flaw(record.number, "nul_bytes", f"its text holds a NUL at character {nul}")
    page = page_of(
        text,
        document_id=f"{shard.document_id}/{own_id}",
        source=shard.name,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return ShardPage(page, record.url, record.date, record.number)


def problem_of(shard: Source, flaw: Flaw, *, has_lines: bool) -> Problem:
    """The row that tells of a flaw; ``has_lines`` where a record's number is that of its line."""
    if flaw.number is None:
        return source_problem(shard.name, flaw.code, flaw.message)
    message = f"record {flaw.number}: {flaw.message}: it is left out; mend it, or the program that wrote it"
    problem = source_problem(shard.name, flaw.code, message)
    return problem._replace(line=flaw.number) if has_lines else problem


def of_other_hosts(shard: Source, count: int) -> Problem:
    """The row that tells how many records were passed by for their address."""
    what = "1 record is" if count == 1 else f"{count:,} records are"
    message = f"{what} of no host that [shards] in dataset.toml names, and left out: name it there if they should be read"
    return source_problem(shard.name, "records_of_other_hosts", message)


def too_large(number: int, size: int) -> Flaw:
    """The flaw of a record of so many bytes."""
    return Flaw(number, "record_too_large", f"{size:,} bytes or more, of which a page may have {LARGEST:,}")


def _bytes_of(record: Record) -> bytes | Flaw:
    """The bytes of the record's text, which may be far too many to copy."""
    text = record.text
    if text is None:
        return Flaw(record.number, "record_empty", "it has no text")
    if not isinstance(text, str | bytes):
        return Flaw(
            record.number, "record_broken", f"its text should be a text, and is of type {type(text).__name__}"
        )
    if len(text) > LARGEST:
        return too_large(record.number, len(text))
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return too_large(record.number, len(data)) if len(data) > LARGEST else data


def _id_of(record: Record) -> str | Flaw:
    """The last part of the document id: the record's own id, or its number where it has none."""
    given = record.id
    if isinstance(given, bytes):
        try:
            given = given.decode("utf-8")
        except UnicodeDecodeError:
            return Flaw(record.number, "not_utf8", f"its id {given[:LONGEST]!r} is not UTF-8")
    if given is None or (isinstance(given, str) and not given.strip()):
        return str(record.number)
    if isinstance(given, bool) or not isinstance(given, str | int):
        message = f"its id should be a text or a whole number, and is of type {type(given).__name__}"
        return Flaw(record.number, "record_broken", message)
    cleaned = record_id(str(given))
    if len(cleaned) > LONGEST:
        message = f"its id has {len(cleaned):,} characters, of which it may have {LONGEST}"
        return Flaw(record.number, "record_broken", message)
    return cleaned
