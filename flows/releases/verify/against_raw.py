"""Check of a release against the raw text that it was made of."""

import tempfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import compress
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.page import BOM, Span
from flows.releases.dataset import read_dataset
from flows.releases.files import sha256_of
from flows.releases.verify.altered import is_published
from flows.releases.verify.keys import KEYS
from flows.releases.verify.opened import Opened
from flows.releases.verify.places import Numbers
from flows.releases.verify.results import Finding, Note, Said
from flows.releases.verify.spans import SEGMENTS, evenly, made_of, unlike
from flows.releases.verify.tables import batches, columns_of
from flows.releases.verify.unpacked import is_packed, unpacked

PAGES = 16
"""Pages that stay in memory: the records of a page stand together."""
REMEDY = "restore the release, or build it anew"
MEND = "name with --raw the folder as it was when the release was made, or restore the file"
Row = dict[str, Any]


def check_against_raw(opened: Opened) -> Iterator[Said]:
    """Each source has the bytes and characters that its document says; its segments, bodies, spans and texts are its own."""
    with tempfile.TemporaryDirectory(prefix="probation-corpus-") as folder:
        yield from _against(opened, opened.raw or Path(), _unpacked(opened, Path(folder)))


def _against(opened: Opened, raw: Path, unpacked_pages: Mapping[str, Path]) -> Iterator[Said]:
    segments = columns_of(opened.files("segments"), SEGMENTS)
    of_documents = opened.files("documents")
    starts, ends = (segments[name].to_numpy().copy() for name in ("start", "end"))
    rows_of = _rows_of(segments["document_id"])
    is_body = pc.equal(segments["kind"], "body").to_numpy()
    sources: dict[str, Path] = {}
    withheld = 0
    for row, document in _rows(
        opened, "documents", "document_id", "source", "sha256", "characters", "body", "withheld", "altered"
    ):
        if document.get("withheld") is not None:
            withheld += 1
            continue
        path, flaw = _found(document, raw, unpacked_pages)
        if flaw is not None:
            yield Finding(document["source"], f"{flaw}: {MEND}")
            continue
        sources[document["document_id"]] = path
        rows = rows_of.get(document["document_id"], range(0))
        for message in _unlike_page(document, _text(path), starts, ends, rows, is_body):
            yield of_documents.found(f"{document['document_id']!r}: {message}: {REMEDY}", row)
    if withheld:
        yield Note(f"documents that are withheld, whose sources were not looked at: {withheld}")
    yield from _unlike_segments(opened, segments, starts, ends, sources)
    for name, key in KEYS.items():
        files = opened.files(name)
        for row, record in _rows(opened, name, key, "document_id", "text", "spans", "withheld", "altered"):
            if record.get("withheld") is None and (source := sources.get(record["document_id"])) is not None:
                spans = tuple(Span(span["start"], span["end"]) for span in record["spans"])
                if not is_published(_text(source), spans, record.get("altered") or (), record["text"]):
                    message = (
                        f"the text of {record[key]!r} is not what stands at its spans in its source: {REMEDY}"
                    )
                    yield files.found(message, row)


def _unpacked(opened: Opened, folder: Path) -> dict[str, Path]:
    """The texts of pages that are not files as they stand, in a folder, by their digests."""
    raw = opened.raw or Path()
    documents = columns_of(opened.files("documents"), ("source", "sha256"))
    rows = zip(documents["source"].to_pylist(), documents["sha256"].to_pylist(), strict=True)
    packed = [
        (source, digest) for source, digest in rows if source and is_packed(source) and _is_below(source)
    ]
    if not packed:
        return {}
    sources = sorted({source for source, _ in packed})
    # Of all hosts: those that were taken when the release was made may be others than today's.
    taken = read_dataset([raw]).shards._replace(hosts=())
    return unpacked(raw, sources, taken, frozenset(digest for _, digest in packed), folder)


def _is_below(source: str) -> bool:
    return not PurePosixPath(source).is_absolute() and ".." not in PurePosixPath(source).parts


def _found(document: Row, raw: Path, unpacked_pages: Mapping[str, Path]) -> tuple[Path, str | None]:
    """The file with the text of a document's page, and why it is not what the document was made of."""
    source, digest = document["source"], document["sha256"]
    if not is_packed(source) or not _is_below(source):
        return raw / source, _flaw(document, raw)
    if digest in unpacked_pages:
        return unpacked_pages[digest], None
    return (
        raw / source,
        f"has no page with the bytes that {document['document_id']!r} was made of (SHA-256 {digest})",
    )


def _flaw(document: Row, raw: Path) -> str | None:
    """Why the source of a document is not what the document was made of."""
    source = PurePosixPath(document["source"])
    if not _is_below(document["source"]):
        return "is no path below the folder of raw text"
    path = raw / source
    try:
        if not path.is_file():
            return f"is not in {raw}, though {document['document_id']!r} was made of it"
        digest = sha256_of(path)
        if digest != document["sha256"]:
            return f"has other bytes than {document['document_id']!r} was made of (its SHA-256 is {digest})"
        _text(path)
    except OSError as error:
        return f"cannot be read in {raw} ({error.strerror})"
    except UnicodeDecodeError as error:
        return f"is no UTF-8 ({error})"
    return None


@lru_cache(maxsize=PAGES)
def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _unlike_page(
    document: Row, text: str, starts: Numbers, ends: Numbers, rows: range, is_body: npt.NDArray[np.bool_]
) -> Iterator[str]:
    """What of a document is not its page's. Its segments are trimmed in passing, where they stand."""
    if len(text) != document["characters"]:
        yield f"counts {document['characters']:,} characters, its source has {len(text):,}"
    own = slice(rows.start, rows.stop)
    segments = [Span(*ends_of) for ends_of in zip(starts[own].tolist(), ends[own].tolist(), strict=True)]
    if "".join([text[start:end] for start, end in segments]) != text:
        yield "its segments, joined, are not its source"
    trimmed = [_trimmed(text, segment) for segment in segments]
    starts[own] = [start for start, _ in trimmed]
    ends[own] = [end for _, end in trimmed]
    body = tuple(compress(trimmed, is_body[own].tolist()))
    if not is_published(text, body, document.get("altered") or (), document["body"] or ""):
        yield "its body is not the text of its segments of kind body"


def _trimmed(text: str, segment: Span) -> Span:
    """A segment without the blanks around it, and without the byte order mark of a page."""
    tile = text[slice(*segment)]
    content = tile.removeprefix(BOM) if segment.start == 0 else tile
    start = segment.start + len(tile) - len(content.lstrip())
    return Span(start, start + len(content.strip()))


def _unlike_segments(
    opened: Opened, segments: pa.Table, starts: Numbers, ends: Numbers, sources: dict[str, Path]
) -> Iterator[Finding]:
    """The spans that are not the segments of their record to the character, now that these are trimmed."""
    for name, values in (("start", starts), ("end", ends)):
        place = segments.schema.get_field_index(name)
        segments = segments.set_column(place, name, pa.array(values))
    for made in made_of(opened, segments):
        spans, own = evenly(made)
        documents = made.records["document_id"].to_pylist()
        is_read = np.array([document in sources for document in documents], bool)[spans.owner]
        yield from unlike(made, spans, own, is_read & ((spans.start != own.start) | (spans.end != own.end)))


def _rows_of(documents: pa.ChunkedArray) -> dict[str, range]:
    """The rows of each document's segments, which stand together."""
    runs = pc.run_end_encode(documents.combine_chunks())
    ends = runs.run_ends.to_pylist()
    return dict(zip(runs.values.to_pylist(), map(range, [0, *ends], ends), strict=False))


def _rows(opened: Opened, name: str, *columns: str) -> Iterator[tuple[int, Row]]:
    """The rows of a table with these columns, numbered."""
    first = 0
    for piece in batches(opened.files(name), columns):
        yield from enumerate(piece.to_pylist(), first)
        first += piece.num_rows
