"""Packing: what portions of the sources give is kept on the disk, pack by pack, so that no build reads it again.

A task reads one portion and hands on where the packs are, never what is in them. A portion that is read once more gives the
same packs again.
"""

import hashlib
import json
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from flows.cache.pack import STAGING, put_pack, read_pack
from flows.cache.pages import Kept
from flows.captures.sketches import sketched
from flows.errors import PortionLostError
from flows.pipeline import BatchRecords, Portion, read_portion, repeated_document
from flows.problems import Problem, Severity
from flows.publication.private import KINDS
from flows.publication.private_cells import documents_with_private_data
from flows.shards.slices import Slice
from flows.tables import TEXTS, Tables, merged, tables_of

SUFFIX = ".done"
_MAY_PASS = frozenset({"file_changed", "file_unreadable"})
"""Problems with a shard as a whole that it may not have the next time, though it is the same by all that is listed of it."""
TEXTS_SCHEMA = pa.schema([("document_id", pa.string()), ("text", pa.string())])


class Packed(NamedTuple):
    """What a portion gave: its packs, problems that belong to no page, and how many characters of text the pages have."""

    packs: tuple[Kept, ...]
    problems: tuple[Problem, ...]
    characters: int

    @property
    def pages(self) -> int:
        return sum(len(kept.documents) for kept in self.packs)


def pack_portion(folder: Path, portion: Portion, *, try_again_on: Collection[int] = ()) -> Packed:
    """Read a portion into packs in the folder, unless that was done before.

    No more than one batch is held. A failure to read whose ``errno`` is in ``try_again_on`` is raised, for the caller to try again.
    Raises PortionLostError where there is not enough memory, and OSError where the folder cannot be written.
    """
    try:
        return _packed(folder, portion, try_again_on)
    except MemoryError as error:
        raise PortionLostError(
            f"{portion.name}: there is not enough memory to read this. No release is made, and what was read is kept: run again "
            "with fewer workers or more memory, or take this out"
        ) from error


def _packed(folder: Path, portion: Portion, try_again_on: Collection[int]) -> Packed:
    done = folder / f"{_digest(portion)}{SUFFIX}"
    if (known := _known(done, folder)) is not None:
        return known
    packs: list[Kept] = []
    problems: list[Problem] = []
    characters = 0
    for batch in read_portion(portion, try_again_on=try_again_on):
        problems += batch.problems
        if batch.pages:
            tables = working_tables(batch)
            ids = frozenset(tables["documents"]["document_id"].to_pylist())
            packs.append(Kept(put_pack(folder, tables), ids))
            characters += sum(page.document["characters"] for page in batch.pages)
    packed = Packed(tuple(packs), tuple(problems), characters)
    if _is_of_shards(portion) and _lasts(packed):
        _note(done, packed)
    return packed


def working_tables(batch: BatchRecords) -> Tables:
    """The rows of a batch in the order of their keys, and what is kept of its pages besides."""
    tables = sketched(merged([tables_of(batch.pages)]))
    private = set(documents_with_private_data(tables, KINDS))
    texts = {page.document["document_id"]: page.text for page in batch.pages}
    kept = {name: text for name, text in texts.items() if name in private}
    return {**tables, TEXTS: pa.table([list(kept), list(kept.values())], schema=TEXTS_SCHEMA)}


def _is_of_shards(portion: Portion) -> bool:
    """Whether it is known by its shards alone; pages that are files are known one by one, by their bytes."""
    return all(isinstance(piece, Slice) for piece in portion.pieces)


def _lasts(packed: Packed) -> bool:
    """Whether the same would come of it again: a shard that was gone, or could not be read, may be back as it was."""
    return not any(problem.code in _MAY_PASS for problem in packed.problems)


def _digest(portion: Portion) -> str:
    return hashlib.sha256(repr(portion).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _note(done: Path, packed: Packed) -> None:
    """Note that a portion of shards was read, and what came of it."""
    said = {
        "packs": [[kept.pack.name, sorted(kept.documents)] for kept in packed.packs],
        "problems": [problem._asdict() for problem in packed.problems],
        "characters": packed.characters,
    }
    text = json.dumps(said)
    # A name of its own: a worker that was taken for lost may read the portion at the same time.
    descriptor, name = tempfile.mkstemp(prefix=STAGING, dir=done.parent)
    written = Path(name)
    try:
        with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123  a descriptor is no path
            file.write(f"{_sum(done, text)}\n{text}")
        written.replace(done)
    finally:
        written.unlink(missing_ok=True)


def _noted(done: Path) -> dict[str, Any] | None:
    """What was noted of a portion; None where nothing was, or it is not as it was written."""
    try:
        digest, _, text = done.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    said: dict[str, Any] | None = json.loads(text) if digest == _sum(done, text) else None
    return said


def _sum(done: Path, text: str) -> str:
    return hashlib.sha256(f"{done.name}\n{text}".encode()).hexdigest()


def _known(done: Path, folder: Path) -> Packed | None:
    """What came of a portion that was read before; None where it was not, or its packs are not whole any more."""
    if (said := _noted(done)) is None:
        return None
    packs = tuple(Kept(folder / name, frozenset(documents)) for name, documents in said["packs"])
    if any(read_pack(kept.pack) is None for kept in packs):
        return None
    problems = tuple(Problem(**p | {"severity": Severity(p["severity"])}) for p in said["problems"])
    return Packed(packs, problems, said["characters"])


def known_packs(folder: Path, packs: Collection[Kept]) -> frozenset[Path]:
    """Those of the packs of a build that are known by their shards, so that they must stay as they are; notes of others go.

    Raises OSError where that cannot be done.
    """
    in_use = {kept.pack for kept in packs}
    found: set[Path] = set()
    for done in folder.glob(f"*{SUFFIX}"):
        said = _noted(done)
        named = set() if said is None else {folder / name for name, _ in said["packs"]}
        if named and named <= in_use:
            found |= named
        else:
            done.unlink()
    return frozenset(found)


def apart(packed: Sequence[Packed]) -> tuple[list[Kept], list[Problem]]:
    """The packs with each document once: where several have one, that of the first counts, and each other is a problem."""
    seen: set[str] = set()
    packs: list[Kept] = []
    problems: list[Problem] = []
    for kept in (kept for of_portion in packed for kept in of_portion.packs):
        again = kept.documents & seen
        seen |= kept.documents
        problems += [_repeated(kept, document) for document in sorted(again)]
        if kept.documents - again:
            packs.append(Kept(kept.pack, kept.documents - again))
    return packs, problems


def _repeated(kept: Kept, document: str) -> Problem:
    tables = read_pack(kept.pack)
    assert tables is not None
    rows = tables["documents"].select(["document_id", "source"]).to_pylist()
    source = next(row["source"] for row in rows if row["document_id"] == document)
    return repeated_document(source, document)
