"""An evaluation as one JSON object. ``docs/evaluation.md`` describes it; names stay, new ones may come."""

from collections.abc import Mapping
from typing import Any

from flows.evaluation.files import Evaluated
from flows.evaluation.mismatches import Mismatch
from flows.evaluation.pages import by_dialect, total
from flows.evaluation.scores import Rate, Scores, TableScores
from flows.evaluation.values import plain


def as_json(evaluated: Evaluated) -> dict[str, Any]:
    """Totals, the same by dialect and by file, every mismatch, and the golds that could not be evaluated."""
    pages = evaluated.pages
    return {
        "totals": _scores(total(pages)),
        "by_dialect": [
            {"dialect": dialect, **_scores(scores)} for dialect, scores in by_dialect(pages).items()
        ],
        "by_file": [
            {"file": page.file, "gold": page.gold, "dialect": page.dialect, **_scores(page.scores)}
            for page in pages
        ],
        "mismatches": [
            {"file": page.file, **_mismatch(mismatch)} for page in pages for mismatch in page.mismatches
        ],
        "not_evaluated": [problem._asdict() for problem in evaluated.problems],
    }


def _scores(scores: Scores) -> dict[str, Any]:
    return {
        "pages": scores.pages,
        "comments": _table(scores.comments),
        "document": {"rates": _rates(scores.document)},
        "bulletins": _table(scores.bulletins),
        "job_adverts": _table(scores.job_adverts),
    }


def _table(table: TableScores) -> dict[str, Any]:
    return {
        "gold": table.gold,
        "found": table.found,
        "matched": table.matched,
        "precision": _rate(table.precision),
        "recall": _rate(table.recall),
        "f1": _rate(table.f1),
        "rates": _rates(table.rates),
    }


def _rates(rates: Mapping[str, Rate]) -> dict[str, Any]:
    return {name: _rate(rate) for name, rate in rates.items()}


def _rate(rate: Rate) -> dict[str, Any]:
    return {"rate": rate.value, "right": rate.right, "compared": rate.compared}


def _mismatch(mismatch: Mismatch) -> dict[str, Any]:
    return {
        "line": mismatch.line,
        "start": mismatch.start,
        "end": mismatch.end,
        "table": mismatch.table,
        "position": mismatch.position,
        "sequence": mismatch.sequence,
        "field": mismatch.field,
        "expected": plain(mismatch.expected),
        "found": plain(mismatch.found),
        "excerpt": mismatch.excerpt,
    }
