"""Sources: the files named on the command line or found in folders, and their bytes as pages.

A source is one page, or a shard of many records, each of them a page (``flows.shards``).
"""

from flows.sources.kinds import COMPANIONS, LARGEST, SIDECAR, SUFFIX
from flows.sources.listing import Listing, list_sources, source_at
from flows.sources.reading import data_of, page_bytes, read_source, sha256_of
from flows.sources.remote import place_of
from flows.sources.source import Source, unreadable

__all__ = [
    "COMPANIONS",
    "LARGEST",
    "SIDECAR",
    "SUFFIX",
    "Listing",
    "Source",
    "data_of",
    "list_sources",
    "page_bytes",
    "place_of",
    "read_source",
    "sha256_of",
    "source_at",
    "unreadable",
]
