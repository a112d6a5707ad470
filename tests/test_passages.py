"""Bulletins and job adverts on authored pages: found, delimited and read as ``tests/passages/floors.toml`` says that they must be.

python -m tests.test_passages       prints the rates of each set
"""

import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from flows.evaluation import PageEvaluation, collapsed, evaluate_page, read_gold, total
from flows.evaluation.gold import Gold
from flows.page import page_of
from flows.pipeline import page_records
from flows.posts.organisations import ORGANISATIONS, SPELLINGS, _forms
from flows.records import Row

PASSAGES = Path(__file__).parent / "passages"
FLOORS = tomllib.loads((PASSAGES / "floors.toml").read_text(encoding="utf-8"))
NEGATIVES = {"first": 27, "second": 24, "third": 16, "fourth": 18, "fifth": 21, "sixth": 14, "seventh": 8}
"""Of each set, how many pages hold no record."""
SETS = tuple(NEGATIVES)
TABLES = ("bulletins", "job_adverts")
VERBATIM = (
    "reference",
    "title",
    "issued_on_text",
    "job_title",
    "location",
    "salary_text",
    "starts_on_text",
    "closes_on_text",
    "interviews_on_text",
)
FORMS_OF: dict[str, list[str]] = {}
for form, organisation in _forms(ORGANISATIONS, SPELLINGS).items():
    FORMS_OF.setdefault(organisation.name, []).append(form)


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
    assert len(negatives) == NEGATIVES[name]
    found = {
        page
        for page, evaluation in negatives.items()
        if evaluation.scores.bulletins.found or evaluation.scores.job_adverts.found
    }
    assert not found


@pytest.mark.parametrize("name", SETS)
def test_values_stand_in_the_record_or_above_it(name: str) -> None:
    """Nothing is guessed: words stand in the record's text, the paper above it, an organisation in one of its forms in either."""
    strange: list[tuple[str, str, object]] = []
    for path in sorted((PASSAGES / name).glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        records = page_records(page_of(text, document_id=path.stem))
        for row in (*records.bulletins, *records.job_adverts):
            own = collapsed(row["text"])
            above = collapsed(text[: row["spans"][-1]["end"]])
            strange += [(path.stem, field, value) for field, value in _values(row) if value not in own]
            strange += [
                (path.stem, "organisation", value)
                for value in _organisations(row)
                if not any(form in above for form in (value, *FORMS_OF.get(value, ())))
            ]
            paper = row.get("published_in")
            strange += (
                [(path.stem, "published_in", paper)] if paper is not None and paper not in above else []
            )
    assert not strange


def _values(row: Row) -> Iterator[tuple[str, str]]:
    """The values that are words of the record itself; a role that several share is in the singular."""
    for field in VERBATIM:
        if row.get(field) is not None:
            yield field, collapsed(str(row[field]))
    for heading in row.get("headings", ()):
        yield "heading", collapsed(heading)
    for signatory in row.get("signatories", ()):
        yield "name", signatory["name"]
        if signatory["role"] is not None:
            yield "role", signatory["role"].removesuffix("y")


def _organisations(row: Row) -> Iterator[str]:
    yield from row.get("issuers", ())
    yield from (s["organisation"] for s in row.get("signatories", ()) if s["organisation"] is not None)
    if row.get("employer") is not None:
        yield row["employer"]


if __name__ == "__main__":
    for name in SETS:
        for table in TABLES:
            sys.stdout.write(f"{name} {table}: {rates(name, table)}\n")
