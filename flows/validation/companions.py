"""Entries of a contribution, ``corrections.toml`` and ``withheld.toml``: read as a build reads them, and whether they find what they name."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from flows.errors import FileError, UsageError
from flows.problems import Severity
from flows.publication.correction_file import Correction, read_corrections
from flows.publication.private import NAMES, private_in
from flows.publication.withheld import Withheld, read_withheld
from flows.validation.entries import Beside, corrections_unfit, withheld_missing
from flows.validation.files import Item, Kind
from flows.validation.findings import Finding, Reported, reported
from flows.validation.refusals import Lines, lines_of, refused


def check_entries_file(item: Item, beside: Beside, most: int) -> Reported:
    """What came of such a file: its form, and whether its entries find what they name, in the pages beside it or the corpus."""
    lines = lines_of(item)
    if isinstance(lines, Finding):
        return reported(item.shown, "", [lines], most)
    noun, check = _CHECKS[item.kind]
    try:
        count, findings = check(item, lines, beside)
    except UsageError as error:
        messages = error.messages if isinstance(error, FileError) else [str(error)]
        findings = [refused(UsageError(message), item, lines) for message in messages]
        return reported(item.shown, "", findings, most)
    return reported(item.shown, f"{count} {noun if count == 1 else _SEVERAL[noun]}", findings, most)


def _corrections(item: Item, lines: Lines, beside: Beside) -> tuple[int, list[Finding]]:
    corrections = read_corrections([item.path.parent])
    findings = [
        Finding(problem.severity, problem.code, message, remedy, problem.line)
        for problem in corrections_unfit(corrections, _withheld_beside(item), beside)
        for message, _, remedy in [_without_entry(problem.message).rpartition(": ")]
    ]
    for correction in corrections:
        findings += _private(correction, lines)
    return len(corrections), findings


def _withheld(item: Item, lines: Lines, beside: Beside) -> tuple[int, list[Finding]]:
    entries = read_withheld([item.path.parent])
    return len(entries), [
        refused(UsageError(message), item, lines, "withheld_missing")
        for message in withheld_missing(entries, beside)
    ]


def _withheld_beside(item: Item) -> Sequence[Withheld]:
    """What is withheld beside corrections; a file that is wrong is told by itself."""
    try:
        return read_withheld([item.path.parent])
    except UsageError:
        return ()


def _private(correction: Correction, lines: Lines) -> Iterator[Finding]:
    for name in ("should_be", "reason"):
        value = getattr(correction, name)
        for found in private_in(value) if isinstance(value, str) else ():
            message = f"{name} holds what is private: {NAMES[found.kind][0]}"
            line = lines.of_entry(correction.number, name)
            yield Finding(
                Severity.WARNING, "private_data", message, "leave it out, unless all may know it", line
            )


def _without_entry(message: str) -> str:
    return re.sub(r"^entry [0-9]+: ", "", message)


_CHECKS: Mapping[Kind, tuple[str, Callable[[Item, Lines, Beside], tuple[int, list[Finding]]]]] = {
    Kind.CORRECTIONS: ("correction", _corrections),
    Kind.WITHHELD: ("entry of what is withheld", _withheld),
}
"""What each kind of file holds, and how it is read; UsageError where a build would refuse it."""
_SEVERAL = {"correction": "corrections", "entry of what is withheld": "entries of what is withheld"}
