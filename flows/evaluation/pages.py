"""Evaluation of one page, and the totals of many."""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.evaluation.comments import compare_comments
from flows.evaluation.document import compare_document
from flows.evaluation.gold import Gold
from flows.evaluation.mismatches import Mismatch, on_page
from flows.evaluation.passages import compare_passages
from flows.evaluation.scores import Scores
from flows.evaluation.values import Normalise, collapsed
from flows.records import PageRecords


@dataclass(frozen=True, slots=True)
class PageEvaluation:
    """What evaluating one page gave; the dialect is the one that the program took the page for."""

    file: str
    gold: str
    dialect: str | None
    scores: Scores
    mismatches: tuple[Mismatch, ...]


def evaluate_page(
    gold: Gold, page_records: PageRecords, *, text: str = "", normalise: Normalise = collapsed
) -> PageEvaluation:
    """Hold a page's records against its gold.

    ``text`` is the page's: with it each mismatch has its line and excerpt, and what is missing is looked for there.
    ``normalise`` is applied to the texts of both sides before they are compared.
    """
    document, of_document = compare_document(gold.document, page_records, normalise)
    comments, of_comments, thread = compare_comments(gold.comments, page_records, text, normalise)
    bulletins, of_bulletins = compare_passages(
        "bulletins", gold.bulletins, page_records.bulletins, thread, text, normalise
    )
    adverts, of_adverts = compare_passages(
        "job_adverts", gold.job_adverts, page_records.job_adverts, thread, text, normalise
    )
    return PageEvaluation(
        gold.file,
        gold.name,
        page_records.document["dialect"],
        Scores(1, comments, document, bulletins, adverts),
        on_page((*of_document, *of_comments, *of_bulletins, *of_adverts), text),
    )


def total(evaluations: Iterable[PageEvaluation]) -> Scores:
    """The scores of several pages as one: counts are added, never rates averaged."""
    return sum((evaluation.scores for evaluation in evaluations), start=Scores())


def by_dialect(evaluations: Iterable[PageEvaluation]) -> dict[str | None, Scores]:
    """The totals of the pages of each dialect, by name; those of no dialect last."""
    found: dict[str | None, Scores] = {}
    for evaluation in evaluations:
        found[evaluation.dialect] = found.get(evaluation.dialect, Scores()) + evaluation.scores
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, item[0] or "")))
