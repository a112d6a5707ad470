"""The first documents that differ, as they are told to people: the gravest first, a few rows of each."""

from collections.abc import Sequence

from flows.releases.changes.decide import NEVER_DECIDING, decides
from flows.releases.changes.hidden import Hidden
from flows.releases.changes.result import Change, DocumentStory, Entry, RowChange

MOST_DOCUMENTS = 20
MOST_ROWS = 10
"""Documents that are told of, and rows of one kind in one document."""
_GRAVE = (Change.REMOVED, Change.CHANGED, Change.REWORDED, Change.WITHHELD)


class _Told:
    """The rows of one table of one document of which the same became."""

    def __init__(self) -> None:
        self.count = 0
        self.samples: list[RowChange] = []


_Document = dict[tuple[str, Change], _Told]


class Story:
    """Gathers what is told, in bounded memory: a document that finds no room is counted, and does not come in later."""

    def __init__(self, hidden: Hidden) -> None:
        self._hidden = hidden
        self._seen: set[str] = set()
        self._grave: dict[str, _Document] = {}
        self._light: dict[str, _Document] = {}

    def add(self, table: str, document: str | None, changes: Sequence[RowChange]) -> None:
        """Take in changes of one document in one table; those of positions and counts alone are passed by."""
        if table in NEVER_DECIDING or document is None or document in self._hidden.gone:
            return
        telling = [c for c in changes if c.change is not Change.CHANGED or decides(table, c.columns)]
        if not telling:
            return
        kept = self._document(document, any(change.change in _GRAVE for change in telling))
        if kept is None:
            return
        for change in telling:
            told = kept.setdefault((table, change.change), _Told())
            told.count += 1
            is_named = change.change is not Change.REMOVED or not self._hidden.hides(document)
            if len(told.samples) < MOST_ROWS and is_named:
                told.samples.append(_lean(change, table))

    def told(self) -> tuple[DocumentStory, ...]:
        """The documents in order, those first in which a record changed or went."""
        kept = [*sorted(self._grave.items()), *sorted(self._light.items())][:MOST_DOCUMENTS]
        return tuple(DocumentStory(document, _entries(entries)) for document, entries in kept)

    def untold(self) -> int:
        """How many documents differ of which nothing is told."""
        return len(self._seen) - min(len(self._grave) + len(self._light), MOST_DOCUMENTS)

    def _document(self, document: str, is_grave: bool) -> _Document | None:
        kept = self._grave.get(document, self._light.get(document))
        if kept is not None:
            if is_grave and document in self._light and len(self._grave) < MOST_DOCUMENTS:
                self._grave[document] = self._light.pop(document)
            return kept
        room = self._grave if is_grave else self._light
        if document in self._seen or len(room) >= MOST_DOCUMENTS:
            self._seen.add(document)
            return None
        self._seen.add(document)
        return room.setdefault(document, {})


def _entries(told: _Document) -> tuple[Entry, ...]:
    """What is told of one document: its tables in the order in which they were compared, in each the same order of changes."""
    tables, kinds = list(dict.fromkeys(table for table, _ in told)), list(Change)
    order = sorted(told, key=lambda what: (tables.index(what[0]), kinds.index(what[1])))
    return tuple(Entry(*what, told[what].count, tuple(told[what].samples)) for what in order)


def _lean(change: RowChange, table: str) -> RowChange:
    """The change without what people are not told of it: positions and counts."""
    return change._replace(columns={c: v for c, v in change.columns.items() if decides(table, (c,))})
