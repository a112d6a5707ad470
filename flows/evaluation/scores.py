"""Scores: counts that add up over pages, and the rates that they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the compared were right. Where nothing was compared there is no rate, least of all a perfect one."""

    right: int = 0
    compared: int = 0

    @property
    def value(self) -> float | None:
        return self.right / self.compared if self.compared else None

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.compared + other.compared)


@dataclass(frozen=True, slots=True)
class TableScores:
    """The records of one kind: how many the gold has, how many were found, how many of them are the same.

    ``rates`` are of what was compared in those that match: parents, order, fields.
    """

    gold: int = 0
    found: int = 0
    matched: int = 0
    rates: Mapping[str, Rate] = field(default_factory=dict)

    @property
    def precision(self) -> Rate:
        """Of those found, the ones that are in the gold."""
        return Rate(self.matched, self.found)

    @property
    def recall(self) -> Rate:
        """Of those in the gold, the ones that were found."""
        return Rate(self.matched, self.gold)

    @property
    def f1(self) -> Rate:
        """The harmonic mean of both, as counts: twice the matched, of those in the gold and those found together."""
        return Rate(2 * self.matched, self.gold + self.found)

    def __add__(self, other: TableScores) -> TableScores:
        return TableScores(
            self.gold + other.gold,
            self.found + other.found,
            self.matched + other.matched,
            added(self.rates, other.rates),
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one page, or of several added up."""

    pages: int = 0
    comments: TableScores = field(default_factory=TableScores)
    document: Mapping[str, Rate] = field(default_factory=dict)
    bulletins: TableScores = field(default_factory=TableScores)
    job_adverts: TableScores = field(default_factory=TableScores)

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.pages + other.pages,
            self.comments + other.comments,
            added(self.document, other.document),
            self.bulletins + other.bulletins,
            self.job_adverts + other.job_adverts,
        )

    def measures(self) -> Iterator[tuple[str, str, Rate]]:
        """Every rate, with what it is of and its name."""
        for of, table in (
            ("comments", self.comments),
            ("bulletins", self.bulletins),
            ("job adverts", self.job_adverts),
        ):
            yield of, "precision", table.precision
            yield of, "recall", table.recall
            yield of, "F1", table.f1
            for name, rate in table.rates.items():
                yield of, name, rate
            if of == "comments":
                for name, rate in self.document.items():
                    yield "document", name, rate


def added(one: Mapping[str, Rate], other: Mapping[str, Rate]) -> dict[str, Rate]:
    """The sums of rates of one name."""
    names = dict.fromkeys((*one, *other))
    return {name: one.get(name, Rate()) + other.get(name, Rate()) for name in names}
