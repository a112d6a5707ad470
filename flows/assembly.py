"""Assembly: the parts of all pages edited, checked and written as the tables of a release, in the order of their keys.

No more is held than a stretch of pages that follow each other, and a row group of each table.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from flows.cache.parts import Parts
from flows.checks import check_tables
from flows.problems import Problem
from flows.publication.correction_file import Correction
from flows.publication.echoes import Echo, joined_echoes
from flows.publication.editing import Editing, edited, of_no_part
from flows.releases.edits import Edits
from flows.releases.parts import USUAL, Division
from flows.releases.withdrawal import withheld_words
from flows.releases.written import TablesWriter, Written
from flows.tables import Tables, problems_in, sorted_table
from schemas import table_named

STRETCH_CHARACTERS = 16 * 2**20
"""Characters of pages that are edited at once, unless a single page has more."""
_AT_THE_END = ("captures", "problems")
"""Tables whose order is not that of documents; they are small."""


class Assembled(NamedTuple):
    """The tables of a release in a folder, their problems, and the rows that repeat withheld words."""

    written: Written
    problems: tuple[Problem, ...]
    echoes: tuple[Echo, ...]


def assemble(
    parts: Parts,
    characters: Callable[[str], int],
    editing: Editing,
    folder: Path,
    told: Callable[[int], object] = lambda _: None,
    stretch_characters: int = STRETCH_CHARACTERS,
    division: Division = USUAL,
) -> Assembled:
    """Write the tables to a folder. ``characters`` gives the length of a page, ``told`` hears how many pages are done.

    ``division`` says over which size a table is written in parts.
    """
    applied: set[Correction] = set()
    masked: Counter[str] = Counter()
    echoes: list[tuple[Echo, ...]] = []
    at_the_end: list[Tables] = []
    with TablesWriter(folder, division) as writer:
        for pages, until in _stretches(editing.order, characters, stretch_characters):
            found = edited(parts.of(pages), editing) if pages else of_no_part(editing)
            applied.update(found.corrections)
            masked.update(found.masked)
            echoes.append(found.echoes)
            checked = check_tables(found.tables).tables
            at_the_end.append({name: checked.pop(name) for name in _AT_THE_END})
            writer.add(checked, until)
            told(len(pages))
        last = {name: _joined(name, at_the_end) for name in _AT_THE_END}
        writer.add(last, None)
    # By their entries: the id of a capture in one has become that of its document.
    places = {correction.place: place for place, correction in enumerate(editing.settings.rules.corrections)}
    in_order = sorted(applied, key=lambda correction: places[correction.place])
    everywhere = joined_echoes(echoes)
    words = withheld_words(editing.withheld, everywhere)
    written = Written(folder, writer.rows, Edits(tuple(in_order), masked), words)
    return Assembled(written, tuple(problems_in(last)), everywhere)


def _stretches(
    order: Sequence[tuple[str, str]], characters: Callable[[str], int], most: int
) -> Iterator[tuple[list[str], str | None]]:
    """The pages in the order in which they are published, in stretches, each with the id with which the next begins.

    The last stretch has none: it is for what belongs to no page.
    """
    stretches: list[tuple[str | None, list[str]]] = []
    size = most
    for published, page in order:
        if size >= most:
            stretches.append((published, []))
            size = 0
        stretches[-1][1].append(page)
        size += characters(page)
    for (_, pages), (until, _) in pairwise([*stretches, (None, [])]):
        yield pages, until
    yield [], None


def _joined(name: str, parts: Sequence[Tables]) -> pa.Table:
    return sorted_table(pa.concat_tables([part[name] for part in parts]), table_named(name))
