"""What checking a contribution finds: where, what, by which rule, and what to do about it."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flows.problems import Severity
from flows.publication.private import blotted

_SHOWN = 80
_LOOKED_AT = 400
"""Characters of a value in which private data is looked for before it is cut."""


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


def without_private(report: Reported, names: Callable[[], Iterable[str]]) -> Reported:
    """A report whose findings quote nothing private. Many read it; the file itself may be for its owner alone.

    ``names`` of files and documents stay as they are, or nobody would find them; they are asked for where any is in doubt.
    """
    return report._replace(findings=tuple(_blotted(finding, names) for finding in report.findings))


def _blotted(finding: Finding, names: Callable[[], Iterable[str]]) -> Finding:
    quoted = (finding.message, finding.remedy, finding.value)
    if all(text is None or blotted(text) == text for text in quoted):
        return finding
    known = tuple(names())
    message, remedy = (blotted(text, names=known) for text in quoted[:2])
    value = finding.value and blotted(finding.value, names=known)
    return finding._replace(message=message, remedy=remedy, value=value)


def _place(finding: Finding) -> tuple[int, int, int]:
    return finding.line or 0, finding.row or 0, finding.character or 0


def shortened(value: str) -> str:
    """A value as it is shown: without what is private in it, and cut where it is long."""
    value = blotted(value[:_LOOKED_AT])
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
