"""Unpacking gzip as a stream, so that what a damaged part holds is not taken for text."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

_PACKED = 2**18
"""Bytes that are read at a time."""
_HELD = 2**20
"""Bytes of a part that are held back until its checksum is known. A WET file has a part for each record."""
_GZIP = 16 + zlib.MAX_WBITS


def gunzipped(file: BinaryIO) -> Iterator[bytes]:
    """The unpacked bytes of a gzip file in one or several parts, filled up with NUL or not.

    Raises OSError without ``errno`` where it is damaged, or cut: then after all that was there.
    """
    unpacker = None
    held, size = list[bytes](), 0
    while data := file.read(_PACKED):
        while data:
            if unpacker is None:
                data = data.lstrip(b"\0")
                if not data:
                    break
                unpacker = zlib.decompressobj(_GZIP)
            try:
                held.append(unpacker.decompress(data, _HELD))
            except zlib.error as error:
                raise OSError(str(error)) from error
            size += len(held[-1])
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            if unpacker.eof or size >= _HELD:
                yield b"".join(held)
                held, size = [], 0
            unpacker = None if unpacker.eof else unpacker
    if unpacker is not None:
        yield b"".join(held)
        raise OSError("the file ends before what is packed in it does")
