"""Records that were reworded: their key is made of their text, so the old one goes and a new one comes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flows.releases.changes.excerpt import around_difference
from flows.releases.changes.hidden import ALTERED, DOCUMENT_ID, WITHHELD, Hidden
from flows.releases.changes.result import Change, Difference, RowChange
from flows.releases.changes.rows import told

MOST_HELD_ROWS = 5_000
MOST_HELD_CHARACTERS = 10_000_000
"""Rows of one document that are looked at together; of a greater one, stretches of its keys."""
MOST_COMPARED = 1_000_000
"""Pairs of texts of one table that are compared, beside those in the same place."""
MOST_WORDS = 2_000
ALIKE, SIMILAR, SIMILAR_IN_PLACE = 0.8, 0.6, 0.3
"""The part of their words that two texts have in common when one is the other, reworded: where one stands in the place of
the other; wherever they stand; and in its place, when neither has anything more like it."""
SHORT = 8
"""Words of texts so short that their place alone tells."""
_PLACES = ("sequence", "start", "end")


class _Words(NamedTuple):
    """The words of a text, and how many they are."""

    counts: Counter[str]
    total: int


def by_document(changes: Iterable[RowChange]) -> Iterator[list[RowChange]]:
    """The changes of one document together, as many as memory should hold."""
    held: list[RowChange] = []
    characters = 0
    for change in changes:
        is_full = len(held) == MOST_HELD_ROWS or characters > MOST_HELD_CHARACTERS
        if held and (is_full or change.document != held[-1].document):
            yield held
            held, characters = [], 0
        held.append(change)
        characters += len(change.row.get("text") or "")
    if held:
        yield held


class Rewording:
    """Joins the two halves of reworded records; it stops looking for similar texts after a bounded number of pairs."""

    def __init__(self, table: str, hidden: Hidden) -> None:
        self._table = table
        self._hidden = hidden
        self._left = MOST_COMPARED

    def joined(self, group: list[RowChange]) -> list[RowChange]:
        """The changes of one document, each pair of a removed and an added row that is one reworded record as one."""
        gone = {i: c for i, c in enumerate(group) if c.change is Change.REMOVED and c.row.get("text")}
        come = {i: c for i, c in enumerate(group) if c.change is Change.ADDED and c.row.get("text")}
        if not gone or not come or self._hidden.hides(group[0].document):
            return group
        pairs = self._pairs(gone, come)
        taken = {*pairs, *pairs.values()}
        rest = [change for i, change in enumerate(group) if i not in taken]
        found = [self._reworded(group[i], group[j]) for i, j in pairs.items()]
        return sorted((*rest, *found), key=lambda change: tuple(change.key.values()))

    def _pairs(self, gone: dict[int, RowChange], come: dict[int, RowChange]) -> dict[int, int]:
        """Which row each that is gone became: the like in its place, the most alike elsewhere, another in its place."""
        words = {i: _words(change) for i, change in (*gone.items(), *come.items())}
        places = {change.row.get("sequence"): i for i, change in come.items()}
        in_place = [(i, places[p]) for i, c in gone.items() if (p := c.row.get("sequence")) in places]
        pairs = {i: j for i, j in in_place if _similarity(words[i], words[j]) >= ALIKE}
        taken = set(pairs.values())
        for i, j in (*self._elsewhere(gone, come, pairs, words), *in_place):
            if i not in pairs and j not in taken and _may_be(words[i], words[j]):
                pairs[i] = j
                taken.add(j)
        return pairs

    def _elsewhere(
        self,
        gone: dict[int, RowChange],
        come: dict[int, RowChange],
        pairs: dict[int, int],
        words: dict[int, _Words],
    ) -> list[tuple[int, int]]:
        """Similar texts among those that found nothing yet, the most alike first."""
        taken = set(pairs.values())
        rest_gone, rest_come = [i for i in gone if i not in pairs], [j for j in come if j not in taken]
        self._left -= len(rest_gone) * len(rest_come)
        if self._left < 0:
            return []
        found = ((-_similarity(words[i], words[j]), i, j) for i in rest_gone for j in rest_come)
        return [(i, j) for ratio, i, j in sorted(found) if -ratio >= SIMILAR]

    def _reworded(self, old: RowChange, new: RowChange) -> RowChange:
        """One change of the two rows; positions, which follow, are left out."""
        columns: dict[str, Difference] = {}
        for name in old.row.keys() & new.row.keys() - {*old.key, DOCUMENT_ID, ALTERED, WITHHELD, *_PLACES}:
            value = Difference(old.row[name], new.row[name])
            if value.old != value.new:
                columns[name] = self._told(name, value, new)
        ordered = {name: columns[name] for name in new.row if name in columns}
        return RowChange(Change.REWORDED, new.key, new.document, new.row, ordered, old.key)

    def _told(self, name: str, value: Difference, new: RowChange) -> Difference:
        is_altered = bool(new.row.get(ALTERED))
        found = told(
            self._table, name, value, isinstance(value.old, str), self._hidden, new.document, is_altered
        )
        if name == "text" and not found.withheld:
            return Difference(*around_difference(value.old, value.new))
        return found


def _words(change: RowChange) -> _Words:
    words = change.row["text"].split(maxsplit=MOST_WORDS)[:MOST_WORDS]
    return _Words(Counter(words), len(words))


def _may_be(one: _Words, other: _Words) -> bool:
    return max(one.total, other.total) < SHORT or _similarity(one, other) >= SIMILAR_IN_PLACE


def _similarity(one: _Words, other: _Words) -> float:
    """Twice the words in common by all words of both: 1 for texts of the same words."""
    if one.counts.keys().isdisjoint(other.counts):
        return 0.0
    common = sum(
        min(one.counts[word], other.counts[word]) for word in one.counts.keys() & other.counts.keys()
    )
    return 2 * common / (one.total + other.total)
