"""A pack: the tables of some pages as one file of the cache.

The tables follow each other as Arrow IPC streams, and after them stands the SHA-256 of the pack's name and of all these
bytes: a pack that was damaged, cut short or given another name is none. Nothing is compressed, for that would take longer
than all else that is done with a pack.
"""

import hashlib
import logging
import os
import tempfile
from functools import partial
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

    Its name is that of its pages: who reads them again replaces it. Raises OSError where it cannot be written.
    """
    pack = folder / f"{_digest(tables['documents'])}{SUFFIX}"
    descriptor, name = tempfile.mkstemp(prefix=STAGING, dir=folder)
    written = Path(name)
    try:
        with open(descriptor, "w+b") as file:  # noqa: PTH123  a descriptor is no path
            _write(file, tables, pack.name)
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
    digest = hashlib.sha256(path.name.encode())
    digest.update(content)
    if digest.digest() != data[-_DIGEST_BYTES:]:
        _LOGGER.debug("%s: not the pack that was written, so it is passed over", path)
        return None
    streams = pa.BufferReader(content)
    return {name: pa.ipc.open_stream(streams).read_all() for name in _NAMES}


def _write(file: BufferedRandom, tables: Tables, pack: str) -> None:
    for table in (tables[name] for name in _NAMES):
        with pa.ipc.new_stream(file, table.schema) as stream:
            stream.write_table(table)
    file.seek(0)
    digest = hashlib.file_digest(file, partial(hashlib.sha256, pack.encode())).digest()
    file.seek(0, os.SEEK_END)
    file.write(digest)


def _digest(documents: pa.Table) -> str:
    """The pages by id, source and bytes, as one digest."""
    columns = (documents[name].to_pylist() for name in ("document_id", "source", "sha256"))
    pages = "\0".join("\0".join(page) for page in sorted(zip(*columns, strict=True)))
    return hashlib.sha256(pages.encode()).hexdigest()[:32]
