"""The texts of pages that were read before, for what is known of them only by their offsets."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from flows.errors import UsageError
from flows.page import Page
from flows.shards.reading import pages_of
from flows.shards.taken import USUAL, Taken
from flows.sources import Source

NONE_KEPT: Mapping[str, str] = MappingProxyType({})


class PageTexts:
    """Gives the text of a document's page, by its id: as it was kept, or from the file that it was read from.

    Raises UsageError where the file is not what it was, since offsets into it would mean nothing.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        documents: pa.Table,
        kept: Mapping[str, str] = NONE_KEPT,
        taken: Taken = USUAL,
    ) -> None:
        self._sources, self._taken, self._documents, self._kept = sources, taken, documents, kept

    def __call__(self, document_id: str) -> str:
        if (text := self._kept.get(document_id)) is not None:
            return text
        documents = self._documents
        # A document may have the id of another capture than the one that is published.
        (row,) = documents.filter(pc.equal(documents["document_id"], document_id)).to_pylist()
        source = next(source for source in self._sources if source.name == row["source"])
        try:
            pages = (page for page in pages_of(source, self._taken) if isinstance(page, Page))
            text = next((page.text for page in pages if page.sha256 == row["sha256"]), None)
        except OSError as error:
            raise UsageError(
                f"{source.place}: {error.strerror}: it was read a moment ago; run again"
            ) from error
        if text is None:
            raise UsageError(
                f"{source.place}: the file changed since it was read: run again once nothing writes to it"
            )
        return text
