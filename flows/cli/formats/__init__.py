"""The forms in which `validate` says what it found: one module each, with the same three functions of a printer."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from flows.problems import Severity
from flows.validation.findings import Reported


class Totals(NamedTuple):
    """How many files were checked, and what was found in them, listed or not."""

    files: int
    errors: int
    warnings: int
    notes: int
    holds: bool


class Printer(Protocol):
    """Says what was found: each file as soon as it is checked, then the whole."""

    def file(self, report: Reported) -> None:
        """Say what came of one file."""

    def end(self, totals: Totals) -> None:
        """Say what came of all."""


def totals_of(reports: Sequence[tuple[int, int, int]], *, strict: bool) -> Totals:
    """The sums of what was counted in each file; all holds where there is no error and, if strict, no warning."""
    errors, warnings, notes = (sum(counts[place] for counts in reports) for place in range(3))
    return Totals(len(reports), errors, warnings, notes, not errors and not (strict and warnings))


def counts_of(report: Reported) -> tuple[int, int, int]:
    """The errors, warnings and notes of a file."""
    return tuple(report.count(severity) for severity in reversed(Severity))  # type: ignore[return-value]
