"""Bulletins and job adverts on authored pages: found, delimited and read as ``tests/passages/floors.toml`` says that they must be.

python -m tests.test_passages       prints the rates of each set
"""

import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from flows.evaluation import PageEvaluation, evaluate_page, read_gold, total
from flows.evaluation.gold import Gold
from flows.page import page_of
from flows.pipeline import page_records

PASSAGES = Path(__file__).parent / "passages"
FLOORS = tomllib.loads((PASSAGES / "floors.toml").read_text(encoding="utf-8"))
SETS = ("first",)
TABLES = ("bulletins", "job_adverts")


@cache
def evaluations(name: str) -> dict[str, PageEvaluation]:
    """The evaluation of each page of a set."""
    return {path.stem: _evaluation(path) for path in sorted((PASSAGES / name).glob("*.json"))}


def _evaluation(path: Path) -> PageEvaluation:
    gold = read_gold(path)
    assert isinstance(gold, Gold), gold
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    return evaluate_page(gold, page_records(page_of(text, document_id=path.stem)), text=text)


def rates(name: str, table: str) -> dict[str, float]:
    """F1, overlap and each field's rate of a set's table, as far as there is anything to compare."""
    scores = total(evaluations(name).values())
    of_table = scores.bulletins if table == "bulletins" else scores.job_adverts
    return {
        field: rate.value
        for field, rate in {"f1": of_table.f1, **of_table.rates}.items()
        if rate.value is not None
    }


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", SETS)
def test_rates_are_at_least_their_floors(name: str, table: str) -> None:
    least = dict.fromkeys(rates(name, table), FLOORS["least"]) | FLOORS.get(name, {}).get(table, {})
    found = rates(name, table)
    low = {field: value for field, value in found.items() if value < least[field]}
    assert not low, f"{name}, {table}: below the floors of tests/passages/floors.toml: {low}"


@pytest.mark.parametrize("name", SETS)
def test_pages_without_records_give_none(name: str) -> None:
    """Hard negatives, which speak of pay, jobs, unions and meetings: half of each set."""
    negatives = {
        page: evaluation
        for page, evaluation in evaluations(name).items()
        if not evaluation.scores.bulletins.gold and not evaluation.scores.job_adverts.gold
    }
    assert len(negatives) >= 20
    found = {
        page
        for page, evaluation in negatives.items()
        if evaluation.scores.bulletins.found or evaluation.scores.job_adverts.found
    }
    assert not found


if __name__ == "__main__":
    for name in SETS:
        for table in TABLES:
            sys.stdout.write(f"{name} {table}: {rates(name, table)}\n")
