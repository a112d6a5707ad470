"""A pack: the tables as one file of the cache.

The tables follow each other as Arrow IPC streams, and after them stands the SHA-256 of the pack's name and of all these
bytes: a pack that was damaged, cut short or given another name is none. Nothing is compressed, for that would take longer
than all else that is done with a pack.
"""

import hashlib
import logging
from functools import partial
from io import BufferedRandom
from pathlib import Path

import pyarrow as pa

from flows.captures.sketches import sketched
from flows.tables import SKETCHES, Tables
from schemas import TABLES

_NAMES = (*(schema.name for schema in TABLES), SKETCHES)
_LOGGER = logging.getLogger(__name__)
_DIGEST_BYTES = hashlib.sha256().digest_size


def write_pack(file: BufferedRandom, tables: Tables, name: str) -> None:
    """Write the tables, and the sketches of their posts, as the pack of this name to a new file."""
    kept = tables if SKETCHES in tables else sketched(tables)
    for table in _NAMES:
        with pa.ipc.new_stream(file, kept[table].schema) as stream:
            stream.write_table(kept[table])
    file.seek(0)
    digest = hashlib.file_digest(file, partial(hashlib.sha256, name.encode())).digest()
    file.write(digest)


def read_pack(path: Path) -> Tables | None:
    """The tables in a pack, sketches with them; None where there is no pack that is as it was written.

    It is read whole before its digest is taken, so that nothing that happens to the file later changes the tables.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        _LOGGER.debug("%s: no pack can be read there (%s)", path, error.strerror)
        return None
    content = memoryview(data)[:-_DIGEST_BYTES]
    digest = hashlib.sha256(path.name.encode())
    digest.update(content)
    if digest.digest() != data[-_DIGEST_BYTES:]:
        _LOGGER.debug("%s: not the pack that was written, so it is passed over", path)
        return None
    streams = pa.BufferReader(content)
    return {name: pa.ipc.open_stream(streams).read_all() for name in _NAMES}
