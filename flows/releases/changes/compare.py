"""Two releases held against each other, table by table, a window of rows at a time."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from flows.publication.privacy import Privacy
from flows.releases.changes.decide import decided, decides
from flows.releases.changes.excerpt import as_line, plain
from flows.releases.changes.hidden import (
    DOCUMENT_ID,
    DOCUMENTS,
    NOTHING_PRIVATE,
    WITHHELD,
    Hidden,
    gone_documents,
    newly_hidden,
)
from flows.releases.changes.keyless import keyless_changes
from flows.releases.changes.private import without_private
from flows.releases.changes.result import Change, Changes, Difference, RowChange, TableChanges
from flows.releases.changes.reworded import Rewording, by_document
from flows.releases.changes.rows import keyed_changes
from flows.releases.changes.schema_changes import is_comparable, schema_changes
from flows.releases.changes.story import Story
from flows.releases.changes.tables import TableFile, tables_in
from flows.releases.wishes import NOTHING_WITHHELD, WithheldWords


def compare(
    old: Path,
    new: Path,
    rows: TextIO,
    withheld: WithheldWords = NOTHING_WITHHELD,
    privacy: Privacy = NOTHING_PRIVATE,
) -> Changes:
    """What changed between two release folders; to ``rows`` goes one line of JSON for each row that differs.

    The lines stand in the order of ``tables`` and ``listed`` of the result. What the new release withholds, by its
    tombstones or because it is known to be ``withheld``, stands neither in the lines nor in the result, but for
    ``removed_documents``; nor does what ``privacy``, the new release's, hides of the old one. Raises UsageError where a folder is no release.
    """
    before, after = tables_in(old), tables_in(new)
    gone = gone_documents(before, after)
    hidden = newly_hidden(before, after, gone, withheld, privacy)
    story = Story(hidden)
    tables = tuple(
        _compared(name, before.get(name), after.get(name), hidden, story, rows)
        for name in {**after, **before}
    )
    schema = schema_changes(before, after)
    level, why = decided(schema, tables)
    return Changes(level, why, gone, schema, tables, story.told(), story.untold())


def _compared(
    name: str, old: TableFile | None, new: TableFile | None, hidden: Hidden, story: Story, rows: TextIO
) -> TableChanges:
    # Rows that cannot be held against others are not listed: any of them might be withheld.
    if new is None:
        return TableChanges(name, before=old.rows if old else 0, removed=old.rows if old else 0)
    if old is not None and not is_comparable(old, new):
        return TableChanges(name, old.rows, new.rows, added=new.rows, removed=old.rows)
    counts: Counter[Change] = Counter()
    columns: Counter[str] = Counter()
    deciding = listed = replaced = 0
    for group in _groups(old, new, hidden):
        story.add(name, group[0].document, group)
        here = Counter(change.change for change in group)
        replaced += min(here[Change.REMOVED], here[Change.WITHHELD])
        for change in group:
            counts[change.change] += 1
            columns.update(change.columns.keys() if change.change is Change.CHANGED else ())
            deciding += change.change is Change.CHANGED and decides(name, change.columns)
            if change.change is not Change.REMOVED or not hidden.hides(change.document):
                rows.write(_line(change))
                listed += 1
    if name == DOCUMENTS:  # the tombstone of a document has another id
        replaced = min(counts[Change.REMOVED], counts[Change.WITHHELD])
    return TableChanges(
        name,
        old.rows if old else 0,
        new.rows,
        added=counts[Change.ADDED],
        removed=counts[Change.REMOVED],
        changed=counts[Change.CHANGED],
        reworded=counts[Change.REWORDED],
        withheld=counts[Change.WITHHELD],
        replaced=replaced,
        deciding=deciding,
        columns=tuple((column, columns[column]) for column in new.columns if columns[column]),
        listed=listed,
    )


def _groups(old: TableFile | None, new: TableFile, hidden: Hidden) -> Iterator[list[RowChange]]:
    """The rows that differ, those of a document together; reworded ones found where the table has texts."""
    if not new.key:
        return by_document(without_private(c, hidden.privacy) for c in keyless_changes(old, new))
    groups = by_document(keyed_changes(old, new, hidden))
    if old is None or "text" not in new.columns:
        return groups
    return map(Rewording(new.name, hidden).joined, groups)


def _line(change: RowChange) -> str:
    row: dict[str, Any] = {"change": change.change, "key": plain(change.key)}
    if change.old_key is not None:
        row["old_key"] = plain(change.old_key)
    if change.document is not None and change.document not in change.key.values():
        row[DOCUMENT_ID] = change.document
    if change.change is Change.WITHHELD:
        row["reason"] = change.row[WITHHELD]
    if change.columns:
        row["columns"] = {name: _difference(value) for name, value in change.columns.items()}
    return as_line(row) + "\n"


def _difference(value: Difference) -> dict[str, Any]:
    mark = {WITHHELD: True} if value.withheld else {}
    return {"old": value.old, "new": value.new, **mark}
