"""Patterns made of words."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """Pattern of any of these words, the longest that fits, told apart by their first letters for speed."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))
