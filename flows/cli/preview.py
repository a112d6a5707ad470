"""``preview``: what a build would find."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.cli.progress import shown
from flows.cli.report import console, counted, counts_table, exit_status, print_problems, summary
from flows.errors import NoTextError
from flows.pipeline import Portion, portions, read_portion, repeated_document
from flows.problems import Problem
from flows.progress import Stage, listening
from flows.records import PageRecords
from flows.releases.dataset import read_dataset
from flows.sources import list_sources, place_of
from flows.sources.kinds import SHARDS, named

SEVERAL = "several"
"""Stands for the dialect of a shard whose pages do not have the same one."""
_ADDED = ("comments", "bulletins", "job_adverts")


@dataclass
class _Found:
    """What has been read so far: a line of counts for each file, and how many pages a file holds."""

    problems: list[Problem]
    lines: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)

    def add(self, page: PageRecords) -> None:
        row = page.document
        source, document_id = row["source"], row["document_id"]
        if document_id in self.documents:
            self.problems.append(repeated_document(source, document_id))
            return
        self.documents.add(document_id)
        self.problems += page.problems
        self.pages[source] = self.pages.get(source, 0) + 1
        line = self.lines.get(source)
        self.lines[source] = _counts(row) if line is None else _together(line, _counts(row))

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """A page under its id, and a shard under its name."""
        for source, line in self.lines.items():
            pages = self.pages[source]
            words = f"{source} ({pages:,} {'page' if pages == 1 else 'pages'})"
            yield line | {"document_id": words} if named(source).kind in SHARDS else line


def run_preview(words: Sequence[str]) -> int:
    """Read the sources, paths or URLs, and print counts and problems. The exit status says whether any is an error.

    No more than a batch of pages is held, and what is told of them.
    """
    places = [place_of(word) for word in words]
    taken = read_dataset([place for place in places if isinstance(place, Path)]).shards
    listing = list_sources(places)
    plan = [
        *portions(listing.sources),
        *(portion for shard in listing.shards for portion in portions((), [shard], taken)),
    ]
    out, err = console(), console(stderr=True)
    found = _Found([*listing.problems])
    with shown(err, "reading …") as work, listening(work.hear):
        _read(plan, found)
    if found.lines:
        out.print(counts_table(found.rows))
        out.print()
    print_problems(out, found.problems)
    if not found.lines:
        raise NoTextError(places, ())
    comments = sum(line["comments"] for line in found.lines.values())
    out.print(
        f"{counted(len(found.documents), 'document')}, {counted(comments, 'comment')}; {summary(found.problems)}"
    )
    return exit_status(found.problems)


def _read(plan: Sequence[Portion], found: _Found) -> None:
    stage = Stage("reading", len(plan))
    for portion in plan:
        pages = characters = 0
        for batch in read_portion(portion):
            found.problems += batch.problems
            for page in batch.pages:
                found.add(page)
                characters += page.document["characters"]
            pages += len(batch.pages)
        stage.done(1, pages, characters)


def _counts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("document_id", "dialect", "declared_comments", *_ADDED)}


def _together(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    declared = [line["declared_comments"] for line in (one, other) if line["declared_comments"] is not None]
    return {
        "dialect": one["dialect"] if one["dialect"] == other["dialect"] else SEVERAL,
        "declared_comments": sum(declared) if declared else None,
        **{name: one[name] + other[name] for name in _ADDED},
    }
