"""What a comparison of two releases finds."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from flows.releases.versions import Level


class Change(StrEnum):
    """What became of a row. Withheld: a tombstone stands there for something that is published no more."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REWORDED = "reworded"
    WITHHELD = "withheld"


class Difference(NamedTuple):
    """The two values of a column, shortened, as JSON writes them; ``withheld`` where a null hides one of them."""

    old: Any
    new: Any
    withheld: bool = False


class RowChange(NamedTuple):
    """One row that differs. ``row`` holds what else is needed of it: its text, its place, what is withheld.

    ``key`` is the new one of a row that was reworded, the whole row where the table has no key.
    """

    change: Change
    key: dict[str, Any]
    document: str | None
    row: dict[str, Any]
    columns: dict[str, Difference] = {}  # noqa: RUF012  never written to
    old_key: dict[str, Any] | None = None


class SchemaChange(NamedTuple):
    """One difference between the columns of two releases, its level, and what it says in words."""

    table: str
    column: str | None
    change: str
    old: str | None
    new: str | None
    level: Level
    words: str


@dataclass(frozen=True)
class TableChanges:
    """How many rows of a table differ. The rows after are those before, less removed, and added and withheld.

    A row that was reworded counts as such alone. ``replaced`` removed rows left a tombstone in their document. ``deciding`` are the changed rows of which a column changed that
    decides on the version; ``columns`` says how often each changed. ``listed`` rows were written out one by one.
    """

    name: str
    before: int = 0
    after: int = 0
    added: int = 0
    removed: int = 0
    changed: int = 0
    reworded: int = 0
    withheld: int = 0
    replaced: int = 0
    deciding: int = 0
    columns: tuple[tuple[str, int], ...] = ()
    listed: int = 0

    @property
    def is_same(self) -> bool:
        """Whether every row is as it was."""
        return not (self.added or self.removed or self.changed or self.reworded or self.withheld)


@dataclass(frozen=True)
class Entry:
    """The rows of one table of one document of which the same became, the first of them in full."""

    table: str
    change: Change
    count: int
    samples: tuple[RowChange, ...]


@dataclass(frozen=True)
class DocumentStory:
    """What happened in one document."""

    document_id: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Changes:
    """What changed between two releases.

    ``why`` are sentences for people that explain the level. ``removed_documents`` are the ids of all documents that
    are gone, withheld ones too: for programs, never to be shown. ``story`` tells of the first documents that differ in
    more than positions, ``untold`` counts the others.
    """

    level: Level
    why: tuple[str, ...]
    removed_documents: tuple[str, ...]
    schema: tuple[SchemaChange, ...]
    tables: tuple[TableChanges, ...]
    story: tuple[DocumentStory, ...]
    untold: int

    @property
    def is_empty(self) -> bool:
        """Whether tables and schemas are the same."""
        return self.level is Level.NONE
