"""WET files of Common Crawl: the texts of pages, in the form of WARC."""

from collections.abc import Callable, Iterator
from typing import Any

from flows.shards.records import Flaw, Record, too_large
from flows.shards.streams import ChunkReader
from flows.sources.kinds import LARGEST

_CUT = "the file ends or breaks off within record {number}; what follows is not read: download it again"


def records_in(chunks: Iterator[bytes], is_wanted: Callable[[Any], bool]) -> Iterator[Record | Flaw]:
    """The records of the type ``conversion`` in the bytes of an unpacked WET file, without texts where the address is not wanted.

    Raises what ``chunks`` raises, at its place.
    """
    from fastwarc import ArchiveIterator, WarcRecordType

    reader, number = ChunkReader(chunks), 0
    archive = iter(
        ArchiveIterator(reader, record_types=WarcRecordType.conversion, parse_http=False, stream_detect=False)
    )
    while True:
        try:
            found = next(archive, None)
        except OSError as error:
            if reader.failure is None:
                message = f"after {number} records: {error}; what follows is not read: download it again"
                yield Flaw(None, "file_damaged", message)
                return
            break
        if found is None:
            break
        number += 1
        url = found.headers.get("WARC-Target-URI")
        if not is_wanted(url):
            yield Record(number, None, url=url)
            continue
        if found.content_length > LARGEST:
            yield too_large(number, found.content_length)
            continue
        text = found.reader.read()
        if len(text) < found.content_length:
            if reader.failure is None:
                yield Flaw(None, "file_damaged", _CUT.format(number=number))
            break
        headers = found.headers
        yield Record(number, text, headers.get("WARC-Record-ID"), url, headers.get("WARC-Date"))
    if reader.failure is not None:
        raise reader.failure
