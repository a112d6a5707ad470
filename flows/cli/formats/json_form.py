"""What was found, as one JSON object in the form that docs/validate.md describes."""

import json
import sys
from typing import Any, TextIO

from flows.cli.formats import Totals
from flows.cli.formats.shown import shown
from flows.validation.findings import Finding, Reported

FORM = 1
"""The version of the form: it goes up where a member changes its meaning or is gone."""


class JsonPrinter:
    """Writes the members of the object one by one, so that many files need no more memory than one."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._begun = False

    def file(self, report: Reported) -> None:
        """A member of ``files``."""
        self._out.write(",\n" if self._begun else f'{{"form": {FORM}, "files": [\n')
        self._begun = True
        self._out.write(_dumped(_file(report)))

    def end(self, totals: Totals) -> None:
        """The sums, and the end of the object."""
        sums = _dumped(totals._asdict()).removeprefix("{")
        sums = sums.replace('"files":', '"checked":', 1)
        self._out.write(f"\n], {sums}\n")


def _dumped(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _file(report: Reported) -> dict[str, Any]:
    return {
        **report._asdict(),
        "file": shown(report.file),
        "document_id": None if report.document_id is None else shown(report.document_id),
        "findings": [_finding(finding) for finding in report.findings],
        "unlisted": [more._asdict() for more in report.unlisted],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    texts = ("message", "remedy", "value")
    members = finding._asdict()
    return {
        name: shown(value) if name in texts and value is not None else value
        for name, value in members.items()
    }
