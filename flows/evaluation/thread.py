"""The thread as both sides know it: which comment of the gold is which of those found, and how each is named to a person."""

from collections.abc import Mapping
from typing import NamedTuple

from flows.evaluation.mismatches import opening
from flows.records import Row


class Thread(NamedTuple):
    """What is known of the comments in which a bulletin or an advert may stand."""

    rows: list[Row]
    places: Mapping[int, int]
    """For each comment of the gold that was found, its place among the rows."""
    names: Mapping[int, str]
    """For each comment of the gold, how it is named."""

    def is_in(self, expected: object, row: Row) -> bool:
        """Whether a passage stands in the comment of this position in the gold, or in the post where it is null."""
        if not isinstance(expected, int):
            return row["comment_id"] is None
        place = self.places.get(expected)
        return place is not None and self.rows[place]["comment_id"] == row["comment_id"]


def names_of(rows: list[Row], places: Mapping[int, int]) -> dict[str, str]:
    """How each comment that was found is named, by its key: its position in the gold, and how it opens."""
    positions = {sequence: position for position, sequence in places.items()}
    return {
        row["comment_id"]: f"{positions.get(sequence, 'not in the gold')}: {opening(row['text'])}"
        for sequence, row in enumerate(rows)
    }
