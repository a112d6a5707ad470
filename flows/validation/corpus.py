"""What a corpus has already: the documents and keys of a release, as far as a contribution is held against them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.errors import UsageError
from flows.page import Page
from flows.problems import Severity
from flows.releases.parts import files_of
from flows.validation.findings import Finding
from flows.want_of_memory import pass_on_want_of_memory

KEYS = {
    "documents": "document_id",
    "comments": "comment_id",
    "bulletins": "bulletin_id",
    "job_adverts": "advert_id",
}
"""The tables that others refer to, and their keys."""
_CAPTURE = ("capture_id", "document_id", "sha256", "is_published")


class Document(NamedTuple):
    """What a corpus says of one of its documents."""

    document_id: str
    sha256: str | None
    characters: int
    title: str | None


@dataclass(frozen=True)
class Corpus:
    """A release: its documents by id; its captures by the digest of their bytes, each with its post; the text of each post.

    ``published`` gives for documents the capture whose text they have, ``posts`` for all captures the document.
    """

    folder: Path
    documents: Mapping[str, Document]
    by_sha256: Mapping[str, str]
    published: Mapping[str, str]
    posts: Mapping[str, str]


def open_corpus(release: Path) -> Corpus:
    """The release in this folder; UsageError where none can be read there."""
    import pyarrow as pa

    from flows.releases.part_rows import columns_in, read_columns

    table = "documents"
    try:
        columns = columns_in(release, table) or Document._fields
        names = [name for name in Document._fields if name in columns]
        rows = read_columns(release, table, names).to_pylist()
        documents = {row["document_id"]: Document(**row) for row in rows}
        table = "captures"
        is_there = columns_in(release, table) is not None
        captures = read_columns(release, table, _CAPTURE).to_pylist() if is_there else []
    except (OSError, pa.ArrowException, ValueError, TypeError, KeyError) as error:
        pass_on_want_of_memory(error)
        files = files_of(release, table)
        file = next((file for file in files if not file.is_file()), files[0])
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no such table"
        raise UsageError(
            f"{file}: {reason}: name with --against the folder of a release, such as output/latest"
        ) from error
    if not captures:  # a release from before captures were told apart
        captures = [
            dict(zip(_CAPTURE, (d.document_id, d.document_id, d.sha256, True), strict=True))
            for d in documents.values()
        ]
    return Corpus(
        folder=release,
        documents=documents,
        by_sha256={row["sha256"]: row["capture_id"] for row in captures if row["sha256"] is not None},
        published={row["document_id"]: row["capture_id"] for row in captures if row["is_published"]},
        posts={row["capture_id"]: row["document_id"] for row in captures},
    )


def already_there(corpus: Corpus, page: Page) -> Iterator[Finding]:
    """Whether the corpus has the page: the same bytes, or another text under its id."""
    same = corpus.by_sha256.get(page.sha256)
    if same == page.document_id:
        yield Finding(Severity.INFO, "already_there", "the corpus has this file as it stands", "")
    elif same is not None:
        message = f"the corpus has the same bytes as {same}"
        yield Finding(
            Severity.WARNING, "same_bytes", message, "leave the file out, unless it is to have the other name"
        )
    elif page.document_id in corpus.posts:
        message = f"the corpus has another text under the id {page.document_id}"
        remedy = "keep the name if this is a later capture of the same page; else rename the file"
        yield Finding(Severity.WARNING, "document_replaced", message, remedy)
