"""``CHANGES.md``: what changed, told to people who load the tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.releases.changes.result import Changes, DocumentStory
from flows.releases.changes.words import (
    COUNTS,
    counted,
    left_out,
    level_word,
    meaning,
    new_or_gone,
    one_line,
    row_counts,
    samples,
    told,
)
from flows.releases.files import CHANGES_DATA
from flows.releases.versions import RULE, Level

# An underscore inside a word is one to Markdown as well: names of columns stay as they are written.
_SPECIAL = re.compile(r"([\\`*{}\[\]<>#|~&$!]|(?<![^\W_])_|_(?![^\W_]))")


def markdown(changes: Changes, old: str, new: str, level: Level) -> str:
    """The whole file. Whatever comes from the tables is escaped, so that it renders as it stands."""
    return "\n".join(_lines(changes, old, new, level)) + "\n"


def first_markdown(new: str, counts: Mapping[str, int]) -> str:
    """The file of a first release, which nothing went before."""
    lines = [
        f"# {new}: the first release",
        "",
        "No release went before this one, so there is nothing that changed. It holds:",
        "",
        *_table(("table", "rows"), ((escaped(name), f"{rows:,}") for name, rows in counts.items())),
        "",
        f"How versions are derived: {RULE}",
    ]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line that Markdown renders as it stands, in a cell of a table too."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def _lines(changes: Changes, old: str, new: str, level: Level) -> Iterator[str]:
    yield from (f"# {old} → {new}: {level_word(level)}", "")
    if changes.is_empty:
        yield "The tables and their columns are the same: only packaging or description changed."
    else:
        yield from (f"- {escaped(words)}" for words in changes.why)
    yield from ("", meaning(changes, old), "")
    if changes.schema:
        yield from ("## Columns and tables", "")
        yield from (f"- {escaped(change.words)}" for change in changes.schema)
        yield ""
    if not all(table.is_same for table in changes.tables):
        yield from _counts(changes)
    if changes.story:
        yield from ("## Document by document", "")
        for story in changes.story:
            yield from _document(story)
    if changes.untold:
        more = counted(changes.untold, "documents")
        yield from (f"… and {more} more: `{CHANGES_DATA}` has all.", "")
    yield f"How versions are derived: {RULE}"


def _counts(changes: Changes) -> Iterator[str]:
    yield from ("## Rows", "")
    yield from _table(COUNTS, ([escaped(cell) for cell in row_counts(table)] for table in changes.tables))
    yield ""
    if any(table.reworded for table in changes.tables):
        yield from (
            "Reworded: a record's key is made of its text, so it has a new key and stands in both releases under another.",
            "",
        )
    if any(table.withheld for table in changes.tables):
        yield from (
            "Withheld: a row with an opaque key stands where the record stood, without text and author. The row that went "
            "is among those removed; its key, which was made of its text, is not told, nor are those of other rows that "
            "went from the same document.",
            "",
        )
    for table in changes.tables:
        if table.columns:
            columns = ", ".join(f"{escaped(name)} ({count:,})" for name, count in table.columns)
            yield f"- Columns that changed in {escaped(table.name)}: {columns}"
    if any(table.columns for table in changes.tables):
        yield ""


def _document(story: DocumentStory) -> Iterator[str]:
    yield from (f"### {escaped(story.document_id)}", "")
    for headline, entry in told(story):
        yield f"- {escaped(headline)}"
        if new_or_gone(story):
            continue
        yield from (f"  - {escaped(line)}" for line in samples(entry))
        if more := left_out(entry):
            yield f"  - … and {more:,} more: `{CHANGES_DATA}` has all"
    yield ""


def _table(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|---|{'---:|' * (len(headings) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
