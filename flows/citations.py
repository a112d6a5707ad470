"""What a comment's text points to: web addresses, and the clock times by which readers cite each other."""

import re

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+")
_TRAILING = re.compile(r"[.,;:!?'’\])}]+$")
TIME = re.compile(
    r"(?<![\d.,:/£$€-])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
    r"|(?<![\d.,:/£$€-])(?:[01]\d|2[0-3])\.[0-5]\d(?![\d%]|\.\d|\s?(?:m\b|bn\b|k\b|million|per cent|%))"
)


def links_in(text: str) -> list[str]:
    """The web addresses in a text, in order, without the punctuation of the sentence around them."""
    if "http" not in text and "www." not in text:
        return []
    return [_trimmed(match.group()) for match in LINK.finditer(text)]


def times_in(text: str) -> list[str]:
    """The clock times in a text as they stand there (``10:26``, ``20.57``), in order."""
    return [match.group() for match in TIME.finditer(text)]


def _trimmed(link: str) -> str:
    closing = link.count(")") > link.count("(")
    while (match := _TRAILING.search(link)) and (closing or not match.group().startswith(")")):
        link = link[: match.start()]
    return link
