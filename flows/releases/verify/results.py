"""What a check says: findings that name a file, and what came of the check as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

MOST_FINDINGS = 20
"""Findings of one check that are kept; the rest are counted."""


class Finding(NamedTuple):
    """Something that is not as it should be: the file, what it holds and what to do; rows count from 0."""

    file: str
    message: str
    row: int | None = None

    def __str__(self) -> str:
        return f"{self.file}{'' if self.row is None else f', row {self.row}'}: {self.message}"


class Note(NamedTuple):
    """Something worth knowing that is nothing wrong."""

    message: str


Said = Finding | Note


class State(StrEnum):
    """What came of a check."""

    OK = "ok"
    FAILED = "failed"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one check. ``reason``: why it was not run. ``more``: findings beyond those that are kept.

    ``files`` are the files of all findings, kept or not.
    """

    name: str
    says: str
    state: State
    findings: tuple[Finding, ...] = ()
    more: int = 0
    files: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    reason: str | None = None


def result_of(name: str, says: str, said: Iterable[Said]) -> Result:
    """The result of a check that ran and said this; memory is bounded whatever the number of findings."""
    findings: list[Finding] = []
    notes: list[str] = []
    files: set[str] = set()
    more = 0
    for item in said:
        if isinstance(item, Note):
            notes.append(item.message)
            continue
        files.add(item.file)
        if len(findings) < MOST_FINDINGS:
            findings.append(item)
        else:
            more += 1
    state = State.FAILED if findings else State.OK
    return Result(name, says, state, tuple(findings), more, frozenset(files), tuple(notes))
