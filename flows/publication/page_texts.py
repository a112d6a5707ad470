"""The texts of pages that were read before, for what is known of them only by their offsets."""

from collections.abc import Iterable

import pyarrow as pa

from flows.errors import UsageError
from flows.page import Page
from flows.sources import Source, read_source


class PageTexts:
    """Gives the text of a document's page, by its id, from the file that it was read from.

    Raises UsageError where the file is not what it was, since offsets into it would mean nothing.
    """

    def __init__(self, sources: Iterable[Source], documents: pa.Table) -> None:
        files = {source.name: source for source in sources}
        names = documents.select(["document_id", "source", "sha256"]).to_pylist()
        # A document may have the id of another capture than the one that is published.
        self._sources = {row["document_id"]: files[row["source"]] for row in names}
        self._digests = {row["document_id"]: row["sha256"] for row in names}

    def __call__(self, document_id: str) -> str:
        source = self._sources[document_id]
        try:
            page = read_source(source)
        except OSError as error:
            raise UsageError(
                f"{source.path}: {error.strerror}: it was read a moment ago; run again"
            ) from error
        if not isinstance(page, Page) or page.sha256 != self._digests[document_id]:
            raise UsageError(
                f"{source.path}: the file changed since it was read: run again once nothing writes to it"
            )
        return page.text
