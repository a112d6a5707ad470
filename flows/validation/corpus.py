"""What a corpus has already: the documents and keys of a release, as far as a contribution is held against them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.errors import UsageError
from flows.page import Page
from flows.problems import Severity
from flows.records import PageRecords
from flows.validation.findings import Finding

KEYS = {
    "documents": "document_id",
    "comments": "comment_id",
    "bulletins": "bulletin_id",
    "job_adverts": "advert_id",
}
"""The tables that others refer to, and their keys."""


class Document(NamedTuple):
    """What a corpus says of one of its documents."""

    document_id: str
    sha256: str | None
    characters: int
    title: str | None


@dataclass(frozen=True)
class Corpus:
    """A release: its documents by id and by the digest of their bytes, and the file of each table."""

    folder: Path
    documents: Mapping[str, Document]
    by_sha256: Mapping[str, str]


def open_corpus(release: Path) -> Corpus:
    """The release in this folder; UsageError where none can be read there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = release / "documents.parquet"
    try:
        with pq.ParquetFile(file) as parquet:
            names = [name for name in Document._fields if name in parquet.schema_arrow.names]
            rows = parquet.read(columns=names).to_pylist()
        documents = {row["document_id"]: Document(**row) for row in rows}
    except (OSError, pa.ArrowException, ValueError, TypeError, KeyError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no table of documents"
        raise UsageError(
            f"{file}: {reason}: name with --against the folder of a release, such as output/latest"
        ) from error
    digests = {found.sha256: found.document_id for found in documents.values() if found.sha256 is not None}
    return Corpus(release, documents, digests)


def already_there(corpus: Corpus, page: Page, records: PageRecords) -> Iterator[Finding]:
    """Whether the corpus has the page: the same bytes, another text under its id, or another capture of the post."""
    same = corpus.by_sha256.get(page.sha256)
    if same == page.document_id:
        yield Finding(Severity.INFO, "already_there", "the corpus has this file as it stands", "")
    elif same is not None:
        message = f"the corpus has the same bytes as {same}"
        yield Finding(
            Severity.WARNING, "same_bytes", message, "leave the file out, unless it is to have the other name"
        )
    elif page.document_id in corpus.documents:
        message = f"the corpus has another text under the id {page.document_id}"
        remedy = "keep the name if this is a later capture of the same page; else rename the file"
        yield Finding(Severity.WARNING, "document_replaced", message, remedy)
    yield from captured_before(corpus, page, records)


def captured_before(corpus: Corpus, page: Page, records: PageRecords) -> Iterator[Finding]:  # noqa: ARG001
    """Other captures of the same post, with more comments or by another extractor: none are told apart yet."""
    yield from ()
