"""Echoes: published texts that repeat words of a withheld one. A reader's quotation is the reader's text: it is told, not changed."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import pyarrow.compute as pc

from flows.keys import collapsed
from flows.publication.named import RECORD_TABLES, TELLING, key_column
from flows.tables import Tables

Echo = tuple[str, str]
"""A table and the key of a row of it."""

TEXTS = (("documents", "title"), ("documents", "body"), *((name, "text") for name in RECORD_TABLES))
"""The columns in which withheld words may stand again."""
_ORDER = {table: place for place, (table, _) in enumerate(TEXTS)}

_BLANKS = r"[\s\x0b\x1c-\x1f\x{85}\p{Z}]+"  # what Python splits at, as RE2 writes it
_PROBES_AT_ONCE = 100


def echoes(tables: Tables, texts: Iterable[str]) -> tuple[Echo, ...]:
    """The rows in which a telling line of these texts stands again, or some eighty characters of one in a row; in order.

    Time is linear in the tables for every hundred lines: the beginnings of lines are looked for all at once, and only what
    has one is looked at more closely. Those of tables that were divided are those of each part, joined by ``joined_echoes``.
    """
    words = sorted({line for text in texts for line in _telling(text)})
    return joined_echoes(
        _in_column(tables, table, column, words) for table, column in TEXTS if table in tables
    )


def joined_echoes(parts: Iterable[Iterable[Echo]]) -> tuple[Echo, ...]:
    """The echoes of several parts, each once, in the order of tables and keys."""
    found = {echo for part in parts for echo in part}
    return tuple(sorted(found, key=lambda echo: (_ORDER[echo[0]], echo[1])))


def _telling(text: str) -> list[str]:
    """Lines that tell, and stretches of words all along the text, so that whoever quotes twice as much repeats one of them."""
    lines = [line for line in map(collapsed, text.splitlines()) if len(line) >= TELLING]
    return [*lines, *_stretches(collapsed(text))]


def _stretches(text: str) -> Iterator[str]:
    """Stretches of whole words of at least ``TELLING`` characters, one beginning in each such length of the text."""
    starts = [0, *(match.end() for match in re.finditer(" ", text))]
    ends = [*(match.start() for match in re.finditer(" ", text)), len(text)]
    last = -TELLING
    for start in starts:
        place = bisect_left(ends, start + TELLING)
        if start - last >= TELLING // 2 and place < len(ends):
            yield text[start : ends[place]]
            last = start


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
