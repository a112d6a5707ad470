"""What was found, as a SARIF 2.1.0 log, which code scanning services and editors read."""

import json
import sys
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from flows import __version__
from flows.cli.formats import Totals
from flows.cli.formats.shown import shown
from flows.problems import Severity
from flows.validation.findings import Finding, Reported

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}


class SarifPrinter:
    """Collects the results of all files: a log names its rules before them."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._results: list[dict[str, Any]] = []

    def file(self, report: Reported) -> None:
        """A result for each finding."""
        self._results += [_result(report.file, finding) for finding in report.findings]

    def end(self, totals: Totals) -> None:  # noqa: ARG002
        """The log."""
        codes = sorted({result["ruleId"] for result in self._results})
        driver = {
            "name": "probation-corpus validate",
            "version": __version__,
            "rules": [{"id": code} for code in codes],
        }
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self._results}
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        self._out.write(json.dumps(log, ensure_ascii=False, indent=1) + "\n")


def _result(file: str, finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if finding.line is not None:
        column = {} if finding.character is None else {"startColumn": finding.character}
        place["region"] = {"startLine": finding.line, **column}
    about = "" if finding.column is None else f"column {finding.column}: "
    found = "" if finding.value is None else f" (found {finding.value})"
    text = f"{about}{finding.message}{found}. {finding.remedy}".removesuffix(". ")
    return {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": shown(text)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    path = quote(PurePath(file).as_posix(), errors="surrogateescape")
    return f"file://{path}" if path.startswith("/") else path
