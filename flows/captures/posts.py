"""What captures of one post are found by: of every page the little that tells of its post, and whole pages on demand."""

from collections.abc import Callable, Collection
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.captures.pages import SeenPage, seen_pages
from flows.captures.sketches import sketched
from flows.captures.words import TELLING
from flows.tables import SKETCHES, Tables

BODY = "body"
"""The one column of documents that is not among what is known of every page."""
_DIGEST = r"/c-(?P<digest>[0-9a-f]{16})(?:-[0-9]+)?$"


class Posts(NamedTuple):
    """Of all pages: their documents without bodies, their sketches, and in which the same telling comments stand.

    ``telling`` has columns ``digest`` and ``document_id``. ``tables`` gives all rows of some pages.
    """

    documents: pa.Table
    sketches: pa.Table
    telling: pa.Table
    tables: Callable[[Collection[str]], Tables]

    def pages(self, wanted: Collection[str]) -> dict[str, SeenPage]:
        """Some pages as they are compared, by id. Memory is that of their texts."""
        return seen_pages(self.tables(wanted), wanted)


def posts_of(tables: Tables) -> Posts:
    """The posts of the pages in these tables."""
    sketches = (tables if SKETCHES in tables else sketched(tables))[SKETCHES]
    documents = tables["documents"].drop_columns([BODY])
    return Posts(documents, sketches, telling_in(tables["comments"]), lambda _: tables)


def telling_in(comments: pa.Table) -> pa.Table:
    """The comments that tell of their thread, as digests of their words, and the documents in which they stand; each once."""
    telling = comments.filter(pc.greater_equal(pc.utf8_length(comments["text"]), TELLING))
    digests = pc.struct_field(pc.extract_regex(telling["comment_id"], _DIGEST), "digest")
    places = pa.table({"digest": digests, "document_id": telling["document_id"]})
    return places.group_by(["digest", "document_id"]).aggregate([])
