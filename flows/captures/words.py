"""Texts as they are compared: without what extractors add, fold, escape or drop."""

import re

SHINGLE = 3
"""Words that are compared together."""
TELLING = 24
"""Letters from which on a comment is taken for one and the same wherever it stands; "Agreed." is not."""

_LINK_TARGET = re.compile(r"\]\([^()]*\)")
"""The address behind the words of a link in Markdown, which may be folded."""
_ADDRESS = re.compile(r"https?://\S+")
_NO_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")


def letters(text: str) -> str:
    """The letters and digits of a text, end to end, case folded; its other characters where it has none of these."""
    bare = _NO_LETTERS.sub("", _without_targets(text).casefold())
    return bare or "".join(text.split())


def shingles(text: str) -> frozenset[str]:
    """Each run of some words of a text, once."""
    return frozenset(runs(text))


def runs(text: str) -> list[str]:
    """Each run of some words of a text, case folded, addresses left out; a shorter text is one run."""
    bare = _without_targets(text).casefold()
    words = _WORD.findall(_ADDRESS.sub(" ", bare) if "://" in bare else bare)
    if len(words) <= SHINGLE:
        return [" ".join(words)] if words else []
    return list(map(" ".join, zip(words, words[1:], words[2:], strict=False)))


def _without_targets(text: str) -> str:
    return _LINK_TARGET.sub("]", text) if "](" in text else text
