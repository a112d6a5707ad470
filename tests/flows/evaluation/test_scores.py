"""Scores: counts that add up, and no rate where nothing was compared."""

import pytest

from flows.evaluation.scores import Rate, Scores, TableScores


def test_nothing_compared_is_no_rate() -> None:
    assert Rate().value is None
    assert Rate(0, 3).value == 0
    assert Rate(3, 3).value == 1


def test_precision_recall_and_f1() -> None:
    """F1 is the harmonic mean of the others."""
    scores = TableScores(gold=10, found=8, matched=6)
    assert (scores.precision.value, scores.recall.value) == (0.75, 0.6)
    assert scores.f1.value == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_nothing_in_the_gold_and_nothing_found_is_no_rate() -> None:
    scores = TableScores()
    assert (scores.precision.value, scores.recall.value, scores.f1.value) == (None, None, None)


def test_nothing_found_has_no_precision_but_recall_of_nothing() -> None:
    scores = TableScores(gold=2)
    assert (scores.precision.value, scores.recall.value, scores.f1.value) == (None, 0, 0)


def test_scores_add_counts_not_rates() -> None:
    """A page of one comment weighs one comment, not as much as a page of ninety-nine."""
    small = Scores(1, TableScores(1, 1, 0, {"order": Rate(0, 0)}), {"title": Rate(1, 1)})
    large = Scores(1, TableScores(99, 99, 99, {"order": Rate(99, 99), "authors": Rate(1, 2)}))
    both = small + large
    assert both.pages == 2
    assert both.comments.recall == Rate(99, 100)
    assert both.comments.rates == {"order": Rate(99, 99), "authors": Rate(1, 2)}
    assert both.document == {"title": Rate(1, 1)}


def test_measures_name_every_rate_once() -> None:
    scores = Scores(
        1,
        TableScores(1, 1, 1, {"order": Rate(1, 1)}),
        {"title": Rate(1, 1)},
        TableScores(1, 1, 1, {"kind": Rate(0, 1)}),
    )
    names = [(of, name) for of, name, _ in scores.measures()]
    assert len(set(names)) == len(names)
    assert {("comments", "order"), ("document", "title"), ("bulletins", "kind"), ("job adverts", "F1")} < set(
        names
    )
