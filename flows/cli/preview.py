"""``preview``: what a build would find."""

from collections.abc import Sequence
from pathlib import Path

from flows.cli.report import console, counted, counts_table, exit_status, print_problems, summary
from flows.errors import NoTextError
from flows.pipeline import read_batch
from flows.problems import Problem
from flows.sources import list_sources


def run_preview(paths: Sequence[Path]) -> int:
    """Read the sources and print counts and problems. The exit status says whether any is an error."""
    listing = list_sources(paths)
    read = read_batch(listing.sources)
    problems: list[Problem] = [
        *listing.problems,
        *read.problems,
        *(p for page in read.pages for p in page.problems),
    ]
    out = console()
    if read.pages:
        out.print(counts_table(page.document for page in read.pages))
        out.print()
    print_problems(out, problems)
    if not read.pages:
        raise NoTextError(paths, ())
    comments = sum(len(page.comments) for page in read.pages)
    out.print(f"{counted(len(read.pages), 'document')}, {counted(comments, 'comment')}; {summary(problems)}")
    return exit_status(problems)
