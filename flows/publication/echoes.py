"""Echoes: published texts that repeat words of a withheld one. A reader's quotation is the reader's text: it is told, not changed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import pyarrow.compute as pc

from flows.keys import collapsed
from flows.publication.matching import RECORD_TABLES, TELLING, key_column
from flows.tables import Tables

Echo = tuple[str, str]
"""A table and the key of a row of it."""

TEXTS = (("documents", "title"), ("documents", "body"), *((name, "text") for name in RECORD_TABLES))
"""The columns in which withheld words may stand again."""

_BLANKS = r"[\s\x0b\x1c-\x1f\x{85}\p{Z}]+"  # what Python splits at, as RE2 writes it
_PROBES_AT_ONCE = 100


def echoes(tables: Tables, texts: Iterable[str]) -> tuple[Echo, ...]:
    """The rows in which a telling line of these texts stands again, or one whole whose lines are all short.

    Time is linear in the tables for every hundred lines: the beginnings of lines are looked for all at once, and only what
    has one is looked at more closely.
    """
    words = sorted({line for text in texts for line in _telling(text)})
    return tuple(
        dict.fromkeys(echo for table, column in TEXTS for echo in _in_column(tables, table, column, words))
    )


def _telling(text: str) -> list[str]:
    lines = [line for line in map(collapsed, text.splitlines()) if len(line) >= TELLING]
    whole = collapsed(text)
    return lines or ([whole] if len(whole) >= TELLING else [])


def _in_column(tables: Tables, table: str, column: str, words: Sequence[str]) -> Iterator[Echo]:
    if not words:
        return
    values = tables[table][column]
    probes = [_probe(line) for line in words]
    patterns = ["|".join(probes[i : i + _PROBES_AT_ONCE]) for i in range(0, len(probes), _PROBES_AT_ONCE)]
    found = reduce(pc.or_, (pc.match_substring_regex(values, pattern) for pattern in patterns))
    for row in tables[table].filter(found).select([key_column(table), column]).to_pylist():
        text = collapsed(row[column])
        if any(line in text for line in words):
            yield table, row[key_column(table)]


def _probe(line: str) -> str:
    """A pattern of RE2 that finds the beginning of a line however it is wrapped."""
    return _BLANKS.join(map(re.escape, line[:TELLING].split()))
