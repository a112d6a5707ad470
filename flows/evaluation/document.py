"""The document: title, date, declared comments, and whatever else of it a gold gives."""

from collections.abc import Mapping

from flows.evaluation.mismatches import Mismatch
from flows.evaluation.scores import Rate
from flows.evaluation.values import Normalise, same
from flows.records import PageRecords

STANDS_IN = {"declared_comments": "marker", "body": "body"}
"""The kind of segment in which a field of the document stands; the others stand in the header."""


def compare_document(
    gold: Mapping[str, object], records: PageRecords, normalise: Normalise
) -> tuple[dict[str, Rate], list[Mismatch]]:
    """The rate of each field that the gold gives, and those that differ."""
    row = records.document
    mismatches = [
        Mismatch("documents", None, None, name, expected, row[name], *_place(records, name))
        for name, expected in gold.items()
        if not same(expected, row[name], normalise)
    ]
    wrong = {mismatch.field for mismatch in mismatches}
    return {name: Rate(int(name not in wrong), 1) for name in gold}, mismatches


def _place(records: PageRecords, field: str) -> tuple[int, int]:
    """Where a field stands: the first segment of its kind, else the page's beginning."""
    for kind in (STANDS_IN.get(field, "header"), "header"):
        for segment in records.segments:
            if segment["kind"] == kind:
                return segment["start"], segment["end"]
    return 0, 0
