"""The level of what changed, and the sentences that explain it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from flows.releases.changes.result import SchemaChange, TableChanges
from flows.releases.changes.words import be, counted, gone
from flows.releases.versions import Level

NOT_DECIDING: Mapping[str, frozenset[str]] = {
    "documents": frozenset(
        "source sha256 characters dialect captured_on captured_on_precision declared_comments comments bulletins job_adverts altered".split()
    ),
    "comments": frozenset("sequence spans certainty altered".split()),
    "bulletins": frozenset("sequence spans altered".split()),
    "job_adverts": frozenset("sequence spans copies altered".split()),
}
"""Columns of each table that may change without a record having changed: a page that only grew must be MINOR."""
NEVER_DECIDING = ("captures", "segments", "problems")
"""Tables whose rows decide nothing: what was read, where things stand, and what was noticed on the way."""


class Reason(NamedTuple):
    """A level, and what gives it, in words."""

    level: Level
    words: str


def decides(table: str, columns: Iterable[str]) -> bool:
    """Whether a row of which these columns changed is a changed record."""
    return table not in NEVER_DECIDING and not NOT_DECIDING.get(table, frozenset()).issuperset(columns)


def decided(schema: Iterable[SchemaChange], tables: Iterable[TableChanges]) -> tuple[Level, tuple[str, ...]]:
    """The greatest level of all, and the sentences of what gives it, the gravest first; NONE and no sentence where nothing differs.

    What would only be a PATCH is told where nothing else is.
    """
    reasons = [Reason(change.level, change.words) for change in schema]
    reasons += [reason for table in tables for reason in _reasons(table)]
    level = max((reason.level for reason in reasons), default=Level.NONE)
    told = [r for r in reasons if r.level >= min(level, Level.MINOR)]
    return level, tuple(dict.fromkeys(r.words for r in sorted(told, key=lambda r: -r.level)))


def _reasons(table: TableChanges) -> list[Reason]:
    if table.is_same:
        return []
    if table.name in NEVER_DECIDING:
        counts = ((table.added, "added"), (table.removed, "gone"), (table.changed, "changed"))
        told = ", ".join(f"{number:,} {word}" for number, word in counts if number)
        return [Reason(Level.PATCH, f"{table.name}: {told}")]
    reasons = []
    if table.removed:
        reasons.append(Reason(Level.MAJOR, gone(table)))
    if table.reworded:
        reasons.append(Reason(Level.MAJOR, f"{counted(table.reworded, table.name)} reworded"))
    if table.deciding:
        reasons.append(
            Reason(Level.MAJOR, f"{counted(table.deciding, table.name)} changed ({_columns(table, True)})")
        )
    if table.added:
        reasons.append(Reason(Level.MINOR, f"{counted(table.added, table.name)} added"))
    if (alone := table.withheld - table.replaced) > 0:
        reasons.append(Reason(Level.MINOR, f"{counted(alone, table.name)} {be(alone)} withheld"))
    if table.changed > table.deciding:
        rest = table.changed - table.deciding
        words = f"{counted(rest, table.name)} changed in {_columns(table, False)} alone"
        reasons.append(Reason(Level.PATCH, words))
    return reasons


def _columns(table: TableChanges, deciding: bool) -> str:
    return ", ".join(name for name, _ in table.columns if decides(table.name, (name,)) is deciding)
