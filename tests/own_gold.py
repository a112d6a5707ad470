"""The gold that a page's own records make: what ``evaluate`` must find nothing wrong with."""

from typing import Any

from flows.evaluation.fields import BULLETIN, COLUMN_OF, DOCUMENT, JOB_ADVERT, NOT_COLUMNS
from flows.evaluation.forms import Forms
from flows.evaluation.values import plain
from flows.records import PageRecords, Row

PLACED = {*NOT_COLUMNS, *COLUMN_OF, "in_comment"}


def own_gold(records: PageRecords) -> dict[str, Any]:
    """A gold that gives everything a gold may give."""
    places = {row["comment_id"]: place for place, row in enumerate(records.comments)}
    return {
        "file": records.document["source"],
        "document": {name: plain(records.document[name]) for name in DOCUMENT if name != "note"},
        "comments": [
            {
                "position": place,
                "parent": places.get(row["parent_id"]),
                **{name: plain(row[name]) for name in ("text", "depth", "author", "posted_at", "is_removed")},
            }
            for place, row in enumerate(records.comments)
        ],
        "bulletins": [_passage(row, BULLETIN, places) for row in records.bulletins],
        "job_adverts": [_passage(row, JOB_ADVERT, places) for row in records.job_adverts],
    }


def _passage(row: Row, forms: Forms, places: dict[str, int]) -> dict[str, Any]:
    words = row["text"].split()
    return {
        "in_comment": places.get(row["comment_id"]),
        "starts": " ".join(words[:6]),
        "ends": " ".join(words[-6:]),
        **{name: plain(row[name]) for name in forms if name not in PLACED},
    }
