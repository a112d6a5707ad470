"""``diff``: what changed between two releases."""

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.report import console
from flows.releases.changes import Changes, compare
from flows.releases.changes.as_json import write_json
from flows.releases.changes.result import DocumentStory
from flows.releases.changes.tables import stated_version
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
from flows.releases.versions import Level

STYLES = {Level.NONE: "green", Level.PATCH: "green", Level.MINOR: "yellow", Level.MAJOR: "bold red"}


def run_diff(old: Path, new: Path, json_wanted: bool) -> int:
    """Print what changed, with all that both releases hold: who asks has both, and nothing is published.

    The exit status is 0, whether anything changed or not.
    """
    versions = stated_version(old), stated_version(new)
    if json_wanted:
        with tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n") as rows:
            with console(stderr=True).status("comparing …"):
                changes = compare(old, new, rows)
            rows.seek(0)
            # JSON is UTF-8, wherever it is printed.
            with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False) as out:
                write_json(out, changes, rows, *versions, _level(changes, *versions))
        return 0
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, console(stderr=True).status("comparing …"):
        changes = compare(old, new, nowhere)
    _print(
        console(), changes, *(version or str(at) for version, at in zip(versions, (old, new), strict=True))
    )
    return 0


def _level(changes: Changes, old: str | None, new: str | None) -> Level:
    """Two releases of the same tables differ in their packaging, if they are two."""
    return Level.PATCH if changes.is_empty and old != new else changes.level


def _print(out: Console, changes: Changes, old: str, new: str) -> None:
    level = _level(changes, old, new)
    out.print(Text.assemble(f"{one_line(old)} → {one_line(new)}: ", (level_word(level), STYLES[level])))
    if changes.is_empty:
        out.print("The tables and their columns are the same.")
        return
    for words in changes.why:
        out.print(Text(f"  {one_line(words)}"))
    out.print(Text(meaning(changes, one_line(old))))
    others = [one_line(change.words) for change in changes.schema if change.words not in changes.why]
    for words in others:
        out.print(Text(f"  {words}", style="dim"))
    if not all(table.is_same for table in changes.tables):
        out.print()
        out.print(_counts(changes))
    for story in changes.story:
        _print_document(out, story)
    if changes.untold:
        out.print(f"\n… and {counted(changes.untold, 'documents')} more: --json has all")


def _counts(changes: Changes) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(COUNTS[0], no_wrap=True)
    for name in COUNTS[1:]:
        table.add_column(name, justify="right")
    for row in changes.tables:
        table.add_row(*map(Text, row_counts(row)))
    return table


def _print_document(out: Console, story: DocumentStory) -> None:
    out.print()
    out.print(Text(one_line(story.document_id), style="bold"))
    for headline, entry in told(story):
        out.print(Text(f"  {headline}"))
        if new_or_gone(story):
            continue
        for line in samples(entry):
            out.print(Text(f"    {line}", style="dim"))
        if more := left_out(entry):
            out.print(Text(f"    … and {more:,} more: --json has all", style="dim"))
