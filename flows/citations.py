"""What a comment's text points to: web addresses, and the clock times by which readers cite each other."""

import re

LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+")
_TRAILING = frozenset(".,;:!?'’]}")
_CLOCK = re.compile(
    r"(?P<time>(?P<hour>\d{1,2})(?P<sign>[:.])[0-5]\d)(?!:?\d)(?P<after>\.\d|\s?(?:m\b|bn\b|k\b|million|per cent|%|an hour|per hour))?"
)
# A look-behind at its head would make the search of a text several times as slow.
_SIGN = re.compile(r"[:.](?=[0-5]\d)")
"""What every time has, and few comments: it is found in less than half of the time."""
_NOT_BEFORE = frozenset(".,:£$€")


def links_in(text: str) -> list[str]:
    """The web addresses in a text, in order, without the punctuation of the sentence around them."""
    if "http" not in text and "www." not in text:
        return []
    return [_trimmed(match.group()) for match in LINK.finditer(text)]


def times_in(text: str) -> list[str]:
    """The clock times in a text as they stand there (``10:26``, ``20.57``), in order."""
    if _SIGN.search(text) is None:
        return []
    without_links = (
        LINK.sub(lambda link: " " * len(link.group()), text) if "http" in text or "www." in text else text
    )
    return [match["time"] for match in _CLOCK.finditer(without_links) if _is_time(without_links, match)]


def _is_time(text: str, match: re.Match[str]) -> bool:
    """Whether the figures are a time of day: no part of a longer number, no amount, no section of a text."""
    before = text[match.start() - 1] if match.start() else ""
    if before.isdecimal() or before in _NOT_BEFORE or int(match["hour"]) > 23:
        return False
    return match["sign"] == ":" or (len(match["hour"]) == 2 and match["after"] is None)


def _trimmed(link: str) -> str:
    """Without the sentence's punctuation at its end; a closing bracket stays where the address opens it."""
    unopened = link.count(")") - link.count("(")
    end = len(link)
    while end and (link[end - 1] in _TRAILING or (link[end - 1] == ")" and unopened > 0)):
        end -= 1
        unopened -= link[end] == ")"
    return link[:end]
