"""Streams: the bytes of a file piece by piece, unpacked."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from flows.sources.unpacking import gunzipped

CHUNK = 2**20
"""Bytes that are read at a time."""
_UNPACKED = 2**13
"""Bytes that are unpacked at a time. Where a file is damaged, what was unpacked with the damage is lost."""


def chunks_of(file: BinaryIO, codec: str | None, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes of a file between two places in it, or all of it unpacked (``codec_of`` names the codec).

    Raises OSError, one without ``errno`` where they are damaged.
    """
    if codec is not None:
        yield from gunzipped(file) if codec == "gzip" else _unpacked(file, codec)
        return
    if start:
        file.seek(start)
    left = end - start if end is not None else None
    while chunk := file.read(CHUNK if left is None else min(CHUNK, left)):
        yield chunk
        left = None if left is None else left - len(chunk)


class ChunkReader(io.RawIOBase):
    """A file to be read forwards, made of chunks. ``failure`` is the error that ended it before its end.

    Readers in other languages take an error for the end of the file, or lose what it says.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")
        self._place = 0
        self.failure: OSError | None = None

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Where the reader is; it goes nowhere but forwards, by reading."""
        if (offset, whence) not in ((0, io.SEEK_CUR), (self._place, io.SEEK_SET)):
            raise io.UnsupportedOperation("seek")
        return self._place

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            try:
                self._rest = memoryview(next(self._chunks, b""))
            except OSError as error:
                self.failure = error
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._place += count
        return count


def _unpacked(file: BinaryIO, codec: str) -> Iterator[bytes]:
    import pyarrow as pa

    stream = pa.CompressedInputStream(pa.PythonFile(file, mode="r"), codec)
    while chunk := stream.read(_UNPACKED):
        yield chunk
