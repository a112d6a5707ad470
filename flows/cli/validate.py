"""``validate``: whether contributions can be taken in, and what to do where they cannot."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from flows.cli.formats import Printer, counts_of, totals_of
from flows.cli.formats.github import GithubPrinter
from flows.cli.formats.json_form import JsonPrinter
from flows.cli.formats.people import PeoplePrinter
from flows.cli.formats.sarif import SarifPrinter
from flows.cli.forms import Form
from flows.cli.report import console
from flows.errors import UsageError
from flows.validation.checking import Wishes, check, items_to_check
from flows.validation.findings import Reported

EVERY = 1000
"""Files after which a line says how far the work is, where there is no terminal."""
FEW = 20
"""Files for which no progress is shown."""


def run_validate(
    paths: Sequence[Path],
    table: str | None,
    against: Path | None,
    form: Form,
    *,
    strict: bool,
    notes: bool,
    most: int,
) -> int:
    """Check the files at these paths and print what was found. The exit status is 1 where it is not to be taken in."""
    _check_table(table)
    items = items_to_check(paths)
    printer = _printer(form, notes=notes, strict=strict)
    counts: list[tuple[int, int, int]] = []
    wishes = Wishes(datetime.now(UTC).date(), table, against, most)
    for report in _with_progress(check(items, wishes), len(items), console(stderr=True)):
        printer.file(report)
        counts.append(counts_of(report))
    totals = totals_of(counts, strict=strict)
    printer.end(totals)
    sys.stdout.flush()
    return int(not totals.holds)


def _check_table(table: str | None) -> None:
    if table is not None:
        from schemas import table_named

        try:
            table_named(table)
        except LookupError as error:
            raise UsageError(f"--table: {error.args[0]}") from error


def _printer(form: Form, *, notes: bool, strict: bool) -> Printer:
    match form:
        case Form.PEOPLE:
            return PeoplePrinter(console(), notes=notes, strict=strict)
        case Form.JSON:
            return JsonPrinter()
        case Form.GITHUB:
            return GithubPrinter()
        case Form.SARIF:
            return SarifPrinter()


def _with_progress(reports: Iterable[Reported], total: int, err: Console) -> Iterator[Reported]:
    """The reports, while a bar or, where there is no terminal, a line now and then tells how far the work is."""
    if total <= FEW:
        yield from reports
    elif err.is_terminal:
        columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        # What is printed meanwhile goes above the bar, unless it goes elsewhere.
        with Progress(*columns, console=err, transient=True, redirect_stdout=sys.stdout.isatty()) as bar:
            yield from bar.track(reports, total)
    else:
        for number, report in enumerate(reports, 1):
            yield report
            if number % EVERY == 0:
                err.print(f"{number:,} of {total:,} files checked")
