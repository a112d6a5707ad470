"""Changes in words, for the release's CHANGES.md and for the terminal."""

import re
from typing import Any

from flows.releases.changes.excerpt import CUT, as_line, shortened
from flows.releases.changes.hidden import DOCUMENTS, WITHHELD
from flows.releases.changes.result import Change, Changes, DocumentStory, Entry, RowChange, TableChanges
from flows.releases.versions import Level

NOUNS = {
    "documents": "document",
    "captures": "capture",
    "comments": "comment",
    "bulletins": "bulletin",
    "job_adverts": "job advert",
    "segments": "segment",
    "problems": "problem",
}
_DOCUMENT = {
    Change.ADDED: "is new",
    Change.REMOVED: "is gone",
    Change.CHANGED: "changed",
    Change.REWORDED: "changed",
    Change.WITHHELD: "is withheld",
}
_LONGEST_SAMPLE = 160
_KEY_IN_DOCUMENT = re.compile(r"[abc]-[^/]+\Z")
_JOINER = "\u200d"


def counted(number: int, table: str) -> str:
    """A number of rows of a table: ``1 comment``, ``2 comments``."""
    noun = NOUNS.get(table)
    if noun is None:
        return f"{number:,} {'row' if number == 1 else 'rows'} of {table}"
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def be(number: int) -> str:
    """The verb that goes with a number."""
    return "is" if number == 1 else "are"


def gone(table: TableChanges) -> str:
    """How many rows of a table are gone, and how many of them because they were withheld."""
    said = f"{counted(table.removed, table.name)} {be(table.removed)} gone"
    if not table.replaced:
        return said
    if table.replaced == table.removed:
        return f"{counted(table.removed, table.name)} {be(table.removed)} withheld"
    return f"{said}, {table.replaced:,} of them withheld"


def level_word(level: Level) -> str:
    """The level in one small word."""
    return level.name.lower()


def meaning(changes: Changes, old: str) -> str:
    """What the changes mean for somebody who used the old release, in a sentence."""
    match changes.level:
        case Level.MAJOR:
            return (
                f"What was found with {old} may come out otherwise now: records or columns that stood there are changed or gone. "
                "Run queries again before you cite the new release."
            )
        case Level.MINOR:
            return (
                f"What stood in {old} stands here unchanged, apart from positions and counts of pages that grew: queries still "
                "run, and find more."
            )
        case _ if changes.is_empty:
            return f"The records of {old} stand here unchanged: nothing has to be run again."
        case _:
            return (
                f"No record of {old} is gone or says anything else now. What rests on positions, counts, certainty or problems "
                "may come out otherwise."
            )


def row_counts(table: TableChanges) -> tuple[str, ...]:
    """The cells of a table of counts, in the order of ``COUNTS``."""
    return (table.name, *(f"{getattr(table, name):,}" for name in COUNTS[1:]))


COUNTS = ("table", "before", "after", "added", "removed", "reworded", "changed", "withheld")


def told(story: DocumentStory) -> list[tuple[str, Entry]]:
    """What became of the rows of one document, in words; a row that went because it was withheld is told once."""
    withheld = {entry.table: entry.count for entry in story.entries if entry.change is Change.WITHHELD}
    return [
        (_headline(entry, withheld.get(entry.table, 0)), entry)
        for entry in story.entries
        if entry.change is not Change.REMOVED or entry.count > withheld.get(entry.table, 0)
    ]


def _headline(entry: Entry, withheld: int) -> str:
    if entry.table == DOCUMENTS:
        return f"the document {_DOCUMENT[entry.change]}"
    if entry.change is not Change.REMOVED:
        return f"{counted(entry.count, entry.table)} {entry.change}"
    return f"{counted(entry.count, entry.table)} gone{f', {withheld:,} of them withheld' if withheld else ''}"


def samples(entry: Entry) -> list[str]:
    """The first of the rows, a line each."""
    return [line for change in entry.samples if (line := _sample(change))]


def left_out(entry: Entry) -> int:
    """How many rows the samples do not show; none where no row is shown at all."""
    return entry.count - len(entry.samples) if entry.samples else 0


def new_or_gone(story: DocumentStory) -> bool:
    """Whether the document as a whole came or went, so that its rows need not be told one by one."""
    return any(e.table == DOCUMENTS and e.change is not Change.CHANGED for e in story.entries)


def one_line(text: str) -> str:
    """A text on one line, with nothing in it that a terminal or a reader would act upon."""
    text = " ".join(text.split())
    return "".join(c if c.isprintable() or c == _JOINER else "\ufffd" for c in text)


def _sample(change: RowChange) -> str:
    name = _short_key(change.key, change.document)
    if change.old_key is not None:
        name = f"{_short_key(change.old_key, change.document)} → {name}"
    opening = f"{name}: " if name else ""
    match change.change:
        case Change.ADDED:
            text = change.row.get("text") or change.row.get("title")
            return f"{opening}{_quoted(text)}" if text else name
        case Change.WITHHELD:
            return f"{opening}{change.row[WITHHELD]}"
        case Change.REMOVED:
            return name
        case _:
            return opening + "; ".join(
                f"{column} {_quoted(value.old) if not value.withheld else '(withheld)'} → "
                f"{_quoted(value.new) if not value.withheld or value.new is not None else '(withheld)'}"
                for column, value in change.columns.items()
            )


def _short_key(values: dict[str, Any], document: str | None) -> str:
    """The key without the document that it is told under."""
    key = "/".join(str(value) for value in values.values())
    found = _KEY_IN_DOCUMENT.search(key)
    return "" if key == document else found[0] if found else key


def _quoted(value: Any) -> str:
    if value is None:
        return "nothing"
    if not isinstance(value, str):
        return as_line(value)
    text = one_line(value)
    return f"“{text if len(text) <= _LONGEST_SAMPLE else _middle(text)}”"


def _middle(text: str) -> str:
    return shortened(text, _LONGEST_SAMPLE).replace(f" {CUT} ", CUT)
