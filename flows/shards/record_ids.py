"""Identifiers of records as parts of document ids."""

import re
import unicodedata

LONGEST = 500
"""Characters that a record's id may have: it stands in every row that is read from the record."""
_URN = re.compile(r"<?urn:uuid:([0-9a-f-]{36})>?", re.IGNORECASE)
_NOT_AN_ID = re.compile(r"[%/\\\s]")
_LIKE_A_KEY = re.compile(r"(?P<letter>[cba])-(?=[0-9a-f]{16})|(?P<withheld>withheld)-")
_LIKE_A_FILE = re.compile(r"\.(?=(?:txt|toml)\Z)", re.IGNORECASE)
_DOTS = frozenset({".", ".."})


def record_id(given: str) -> str:
    """The id as the last part of a document id: two that differ stay different, but for blanks around them and ``urn:uuid:``.

    What a path, a key or a file's name would be mistaken for is written as in URLs: ``%2F`` for a slash.
    """
    line = unicodedata.normalize("NFC", given.strip())
    if (urn := _URN.fullmatch(line)) is not None:
        return urn[1].lower()
    cleaned = "".join(map(_written, line))
    if cleaned in _DOTS:
        return cleaned.replace(".", "%2E")
    if (like := _LIKE_A_KEY.match(cleaned)) is not None:
        cleaned = f"{cleaned[: like.end() - 1]}%2D{cleaned[like.end() :]}"
    return _LIKE_A_FILE.sub("%2E", cleaned)


def _written(character: str) -> str:
    if _NOT_AN_ID.match(character) or unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
        return "".join(f"%{byte:02X}" for byte in character.encode())
    return character
