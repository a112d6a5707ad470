"""Captures of one post among the files of a corpus: recognised, the fullest kept as the document, the others recorded.

sketches are what near-duplicates are found by, candidates names the pairs that are worth a look, pages what is compared of them, alike decides of a pair, groups of all
pairs together, rekeyed gives the rows of the fullest the post's id, rows makes the table; resolve does all of it.
"""

from flows.captures.groups import Group, groups_of
from flows.captures.resolve import resolve

__all__ = ["Group", "groups_of", "resolve"]
