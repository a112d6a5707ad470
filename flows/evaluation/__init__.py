"""How well pages were read: what a person labelled in them (gold) against the records that the program made.

Pure functions over values; ``docs/evaluation.md`` has the form of a gold, the measures and the JSON. The way in:

    gold = gold_from({"file": "page.txt", "comments": [{"position": 0, "parent": None, "text": "Agreed."}]})
    evaluation = evaluate_page(gold, page_records(page), text=page.text)
    scores = total([evaluation])
    scores.comments.recall.value, scores.comments.rates["parents"].value, evaluation.mismatches
"""

from flows.evaluation.gold import Gold, GoldProblem, gold_from, read_gold
from flows.evaluation.mismatches import Mismatch
from flows.evaluation.pages import PageEvaluation, by_dialect, evaluate_page, total
from flows.evaluation.scores import Rate, Scores, TableScores
from flows.evaluation.values import Normalise, collapsed

__all__ = [
    "Gold", "GoldProblem", "Mismatch", "Normalise", "PageEvaluation", "Rate", "Scores", "TableScores",
    "by_dialect", "collapsed", "evaluate_page", "gold_from", "read_gold", "total",
]  # fmt: skip
