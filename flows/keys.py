"""Keys of records: stable names that rest on the document and the record's text alone."""

import hashlib


def collapsed(text: str) -> str:
    """The text with its white space collapsed, as it goes into keys: how it was wrapped makes no difference."""
    return " ".join(text.split())


class KeyMaker:
    """Makes the keys of one document's records of one kind, in reading order.

    ``<document_id>/<letter>-<16 hex digits of the SHA-256 of the text, white space collapsed>``; where the same
    text occurs again ``-2``, ``-3`` follow. No author, time or position is inside, so that a later capture of
    the page with more comments leaves the keys of the old ones alone.
    """

    def __init__(self, document_id: str, letter: str) -> None:
        self._prefix = f"{document_id}/{letter}-"
        self._seen: dict[str, int] = {}

    def key(self, text: str) -> str:
        digest = hashlib.sha256(collapsed(text).encode("utf-8")).hexdigest()[:16]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"{self._prefix}{digest}" if count == 1 else f"{self._prefix}{digest}-{count}"
