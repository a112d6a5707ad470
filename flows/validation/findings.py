"""What checking a contribution finds: where, what, by which rule, and what to do about it."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from flows.problems import Severity

_SHOWN = 80


class Finding(NamedTuple):
    """One thing found in a file. ``line`` and ``character`` count from 1, in lines of text; ``row`` from 1, after the header.

    ``column`` is that of a table, ``value`` the cell as it is written, cut where it is long. ``code`` names the rule.
    """

    severity: Severity
    code: str
    message: str
    remedy: str = ""
    line: int | None = None
    character: int | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None


class Unlisted(NamedTuple):
    """How many more findings of a rule a file has than are listed."""

    severity: Severity
    code: str
    column: str | None
    rest: int


class Reported(NamedTuple):
    """What came of checking one file. ``says`` tells what it holds, in a few words, where it could be read.

    ``document_id`` is that of a page, ``table`` and ``rows`` are those of rows, and None where it is neither.
    """

    file: str
    says: str
    findings: tuple[Finding, ...] = ()
    unlisted: tuple[Unlisted, ...] = ()
    document_id: str | None = None
    sha256: str | None = None
    dialect: str | None = None
    declared_comments: int | None = None
    comments: int | None = None
    table: str | None = None
    rows: int | None = None

    def count(self, severity: Severity) -> int:
        """How many findings of a severity the file has, listed or not."""
        listed = sum(finding.severity is severity for finding in self.findings)
        return listed + sum(more.rest for more in self.unlisted if more.severity is severity)


def reported(
    file: str, says: str, findings: Iterable[Finding], most: int, unlisted: Iterable[Unlisted] = ()
) -> Reported:
    """A file's findings in the order of the file, at most so many of each rule and column; the rest are counted."""
    listed: list[Finding] = []
    seen: Counter[tuple[Severity, str, str | None]] = Counter()
    for finding in sorted(findings, key=_place):
        rule = (finding.severity, finding.code, finding.column)
        seen[rule] += 1
        if seen[rule] <= most:
            listed.append(finding)
    rest = Counter({rule: count - most for rule, count in seen.items() if count > most})
    for more in unlisted:
        rest[more[:3]] += more.rest
    return Reported(
        file, says, tuple(listed), tuple(Unlisted(*rule, count) for rule, count in rest.items() if count)
    )


def _place(finding: Finding) -> tuple[int, int, int]:
    return finding.line or 0, finding.row or 0, finding.character or 0


def shortened(value: str) -> str:
    """A value as it is shown: cut where it is long."""
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
