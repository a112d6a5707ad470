"""What was found, as workflow commands: GitHub shows each as an annotation at its line of the pull request."""

import os
import sys
from typing import TextIO

from flows.cli.formats import Totals
from flows.cli.formats.shown import shown
from flows.problems import Severity
from flows.validation.findings import Finding, Reported

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
"""Notes are no annotations: they would cover what is to be mended."""
_IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class GithubPrinter:
    """Prints a command a line; nothing of a file can begin a command of its own."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out

    def file(self, report: Reported) -> None:
        """The annotations of a file."""
        for finding in report.findings:
            if finding.severity in _COMMANDS:
                self._out.write(_command(report.file, finding) + "\n")
        for more in report.unlisted:
            if more.severity in _COMMANDS:
                column = "" if more.column is None else f" in the column {more.column}"
                words = f"and {more.rest} more of {more.code}{column}"
                self._out.write(f"::{_COMMANDS[more.severity]} file={_path(report.file)}::{words}\n")

    def end(self, totals: Totals) -> None:
        """The sums, for the log."""
        self._out.write(f"{totals.files} files checked: {totals.errors} errors, {totals.warnings} warnings\n")


def _command(file: str, finding: Finding) -> str:
    properties = {
        "file": _path(file),
        "line": finding.line,
        "col": finding.character,
        "title": shown(finding.code).translate(_IN_PROPERTIES),
    }
    given = ",".join(f"{name}={value}" for name, value in properties.items() if value is not None)
    row = f"row {finding.row}, " if finding.row is not None and finding.line is None else ""
    column = "" if finding.column is None else f"{row}column {finding.column}: "
    found = "" if finding.value is None else f" (found {shown(finding.value)})"
    message = f"{column}{shown(finding.message)}{found}\n{shown(finding.remedy)}".rstrip("\n")
    return f"::{_COMMANDS[finding.severity]} {given}::{message.translate(_IN_MESSAGES)}"


def _path(file: str) -> str:
    """A path as GitHub knows it: from the folder in which the command runs, where it is within it."""
    relative = os.path.relpath(file)
    return shown(file if relative.startswith("..") else relative).translate(_IN_PROPERTIES)
