"""A pack: the tables of some pages as one file of the cache.

The tables follow each other as Arrow IPC streams, and after them stands the SHA-256 of all these bytes, with which the pack's
name begins: a pack that was damaged, cut short or given another name is none. Nothing is compressed, for that would take longer
than all else that is done with a pack.
"""

import hashlib
import logging
import os
import tempfile
from io import BufferedRandom
from pathlib import Path

import pyarrow as pa

from flows.tables import WORKING, Tables
from schemas import TABLES

SUFFIX = ".pack"
STAGING = ".staging-"
_NAMES = (*(schema.name for schema in TABLES), *WORKING)
_LOGGER = logging.getLogger(__name__)
_DIGEST_BYTES = hashlib.sha256().digest_size


def put_pack(folder: Path, tables: Tables) -> Path:
    """Write the tables, working tables among them, as a pack, which appears whole or not at all; where it stands.

    Its name is that of what is in it: who reads the same again replaces it, and nothing else does. Raises OSError where it
    cannot be written.
    """
    descriptor, name = tempfile.mkstemp(prefix=STAGING, dir=folder)
    written = Path(name)
    try:
        with open(descriptor, "w+b") as file:  # noqa: PTH123  a descriptor is no path
            digest = _write(file, tables)
        pack = folder / _name(digest)
        written.replace(pack)
    finally:
        written.unlink(missing_ok=True)
    return pack


def read_pack(path: Path) -> Tables | None:
    """The tables in a pack, working tables with them; None where there is no pack that is as it was written.

    It is read whole before its digest is taken, so that nothing that happens to the file later changes the tables.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        _LOGGER.debug("%s: no pack can be read there (%s)", path, error.strerror)
        return None
    content = memoryview(data)[:-_DIGEST_BYTES]
    digest = hashlib.sha256(content).digest()
    if digest != data[-_DIGEST_BYTES:] or path.name != _name(digest):
        _LOGGER.debug("%s: not the pack that was written, so it is passed over", path)
        return None
    streams = pa.BufferReader(content)
    return {name: pa.ipc.open_stream(streams).read_all() for name in _NAMES}


def _write(file: BufferedRandom, tables: Tables) -> bytes:
    """Write all of a pack; its digest."""
    for table in (tables[name] for name in _NAMES):
        with pa.ipc.new_stream(file, table.schema) as stream:
            stream.write_table(table)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()
    file.seek(0, os.SEEK_END)
    file.write(digest)
    return digest


def _name(digest: bytes) -> str:
    return f"{digest.hex()[:32]}{SUFFIX}"
