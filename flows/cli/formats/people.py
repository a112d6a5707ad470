"""What was found, for a person: ``file:line:character`` first, so that editors jump to it, and what to do below it."""

from rich.console import Console
from rich.text import Text

from flows.cli.formats import Totals, counts_of
from flows.cli.formats.shown import shown
from flows.cli.report import STYLES, counted
from flows.problems import Severity
from flows.validation.findings import Finding, Reported

WORDS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


class PeoplePrinter:
    """Prints to a console; notes only if they are wanted."""

    def __init__(self, out: Console, *, notes: bool, strict: bool) -> None:
        self._out, self._notes, self._strict = out, notes, strict

    def file(self, report: Reported) -> None:
        """A line or two for each finding, and one for the file."""
        for finding in report.findings:
            if self._notes or finding.severity is not Severity.INFO:
                self._print(report.file, finding)
        for more in report.unlisted:
            if self._notes or more.severity is not Severity.INFO:
                column = "" if more.column is None else f" in the column {more.column}"
                words = f"{shown(report.file)}: … and {more.rest:,} more of {more.code}{column}"
                self._out.print(Text(words, style="dim"))
        errors, warnings, notes = counts_of(report)
        says = f" ({shown(report.says)})" if report.says else ""
        if errors or warnings:
            found = ", ".join(
                counted(count, word) for count, word in ((errors, "error"), (warnings, "warning")) if count
            )
            self._out.print(Text.assemble(f"{shown(report.file)}: ", (found, "bold"), says))
        else:
            rest = f"; {counted(notes, 'note')}" if notes and not self._notes else ""
            self._out.print(Text.assemble(f"{shown(report.file)}: ", ("fine", "green"), says, (rest, "dim")))

    def end(self, totals: Totals) -> None:
        """The sums, and what to do next."""
        errors = counted(totals.errors, "error")
        found = f"{errors}, {counted(totals.warnings, 'warning')}"
        style = "green" if totals.holds else "bold red"
        self._out.print()
        self._out.print(Text(f"{counted(totals.files, 'file')} checked: {found}", style=style))
        self._out.print(Text(self._next(totals)))

    def _next(self, totals: Totals) -> str:
        if totals.errors:
            return "Next: mend what is called an error, in the order of the list, and run the same command again."
        if totals.warnings and self._strict:
            return "Next: look at each warning; with --strict they must be gone before the files can be taken in."
        if totals.warnings:
            return "Next: look at each warning; if all is as it should be, send the files as they are."
        return "Next: send the files as they are (CONTRIBUTING.md says how)."

    def _print(self, file: str, finding: Finding) -> None:
        place = "".join(f":{part}" for part in (finding.line, finding.character) if part is not None)
        where = [
            *([f"row {finding.row}"] if finding.row is not None and finding.line is None else []),
            *([f"column {finding.column}"] if finding.column is not None else []),
        ]
        about = f"{', '.join(where)}: " if where else ""
        found = f" (found {shown(finding.value)})" if finding.value is not None else ""
        self._out.print(
            Text.assemble(
                f"{shown(file)}{place}: ",
                (WORDS[finding.severity], STYLES[finding.severity]),
                f": {about}{shown(finding.message)}{found} ",
                (f"[{finding.code}]", "dim"),
            )
        )
        if finding.remedy:
            self._out.print(Text(f"    → {shown(finding.remedy)}", style="italic"))
