"""A file of rows that somebody contributes: its form, its cells, its rules, and then its references."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from flows.problems import Severity
from flows.validation.csv_cells import place_of
from flows.validation.csv_rows import LARGEST as LARGEST_CSV
from flows.validation.csv_rows import decoded, read_rows
from flows.validation.files import Item, Kind
from flows.validation.findings import Finding, Reported, Unlisted, reported
from flows.validation.flaws import Flaw, Read
from flows.validation.pages import ends_of, form_finding, too_large, unreadable
from flows.validation.parquet_rows import LARGEST as LARGEST_PARQUET
from flows.validation.parquet_rows import read_parquet
from flows.validation.private_rows import private_cells
from flows.validation.references import Known, Light, dangling, light, other_texts
from flows.validation.rules import broken_rules

_DIVIDE = "divide it into several files"
_DESCRIPTOR = "datapackage.json"
"""The file that stands in the folder of a release."""


class CheckedRows(NamedTuple):
    """A file of rows, checked by itself; ``rows`` is None where no table could be made of it."""

    item: Item
    report: Reported
    rows: Light | None = None
    starts: "array[int]" = array("q")
    separator: bytes = b","
    columns: tuple[tuple[str, int], ...] = ()


def check_rows_file(item: Item, table: str | None, most: int, today: date) -> CheckedRows:
    """Hold a file of rows to its table, all failures at once, at most ``most`` listed of each rule and column."""
    try:
        found = _read(item, table)
    except OSError as error:
        found = [unreadable(error)]
    if isinstance(found, list):
        return CheckedRows(item, reported(item.shown, "", found, most))
    flaws, more = broken_rules(found, most, today)
    places = _Places(item, found.starts, found.separator, dict(found.columns))
    kept, rest = _limited([*found.flaws, *flaws, *private_cells(found.table)], most)
    for column, rule, count in more:
        rest.append(Unlisted(Severity.ERROR, rule, column, count))
    rows = found.table.num_rows
    says = f"{found.schema.name}, {rows:,} {'row' if rows == 1 else 'rows'}"
    findings = [*_of_file(item, found.findings), *places.findings(kept)]
    report = reported(item.shown, says, findings, most, rest)._replace(table=found.schema.name, rows=rows)
    kept_rows = light(found.schema, found.table)
    return CheckedRows(item, report, kept_rows, found.starts, found.separator, tuple(found.columns.items()))


def with_references(checked: CheckedRows, known: Known, most: int) -> Reported:
    """The report of a file, with what its references lack."""
    if checked.rows is None:
        return checked.report
    flaws, rest = _limited([*dangling(checked.rows, known), *other_texts(checked.rows, known)], most)
    if not flaws:
        return checked.report
    places = _Places(checked.item, checked.starts, checked.separator, dict(checked.columns))
    before = checked.report
    findings = [*before.findings, *places.findings(flaws)]
    after = reported(before.file, before.says, findings, most, [*before.unlisted, *rest])
    return before._replace(findings=after.findings, unlisted=after.unlisted)


def _read(item: Item, table: str | None) -> Read | list[Finding]:
    if item.kind is Kind.PARQUET:
        flaw = too_large(item, LARGEST_PARQUET, _DIVIDE)
        return [flaw] if flaw else read_parquet(item.path, *ends_of(item), table)
    flaw = too_large(item, LARGEST_CSV, _DIVIDE) or form_finding(item, "rows in CSV")
    return [flaw] if flaw else read_rows(item.path.read_bytes(), table)


def _of_file(item: Item, findings: Sequence[Finding]) -> list[Finding]:
    """The findings but for that of no rows where a release has the file: each has all tables."""
    is_released = (item.path.parent / _DESCRIPTOR).is_file()
    return [finding for finding in findings if not (is_released and finding.code == "rows_none")]


def _limited(flaws: Sequence[Flaw], most: int) -> tuple[list[Flaw], list[Unlisted]]:
    """The first flaws of each rule and column in the order of rows, before their places are looked up, and the rest counted."""
    kept: list[Flaw] = []
    counts: dict[tuple[Severity, str, str | None], int] = {}
    more: dict[tuple[Severity, str, str | None], int] = {}
    for flaw in sorted(flaws, key=lambda flaw: (flaw.row or 0, flaw.start or 0)):
        rule = (flaw.severity, flaw.code, flaw.column)
        counts[rule] = counts.get(rule, 0) + 1
        more[rule] = more.get(rule, 0) + flaw.also
        if counts[rule] <= most:
            kept.append(flaw)
    rest = {rule: max(0, count - most) + more[rule] for rule, count in counts.items()}
    return kept, [Unlisted(*rule, count) for rule, count in rest.items() if count]


class _Places:
    """Where rows and cells stand in a CSV file; in Parquet a row has its number alone."""

    def __init__(self, item: Item, starts: "array[int]", separator: bytes, columns: dict[str, int]) -> None:
        self._item, self._starts, self._separator, self._columns = item, starts, separator, columns
        self._is_csv = item.kind is Kind.CSV

    def findings(self, flaws: Sequence[Flaw]) -> Iterator[Finding]:
        """The flaws with their lines and characters; the file is read again for that, for it need not stay in memory."""
        if not flaws:
            return
        raw = self._item.path.read_bytes() if self._is_csv else b""
        data = decoded(raw).data
        breaks = _line_starts(data)
        for flaw in flaws:
            line = character = None
            start = flaw.start if flaw.row is None else (self._starts[flaw.row] if self._is_csv else None)
            if start is not None:
                at = start
                if flaw.column in self._columns:
                    at = place_of(data, start, self._separator, self._columns[flaw.column])
                line = bisect_right(breaks, at)
                character = len(data[breaks[line - 1] : at].decode("utf-8", "replace")) + 1
            yield Finding(
                flaw.severity, flaw.code, flaw.message, flaw.remedy, line, character,
                None if flaw.row is None else flaw.row + 1, flaw.column, flaw.value,
            )  # fmt: skip


def _line_starts(data: bytes) -> "array[int]":
    starts, at = array("q", [0]), data.find(b"\n")
    while at >= 0:
        starts.append(at + 1)
        at = data.find(b"\n", at + 1)
    return starts
