"""What the table models share: their configuration, and the columns that go with every date."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pandera.api.pandas.model_config import BaseConfig
from pandera.pandas import DataFrameModel, Field

from schemas import rules
from schemas.alterations import CORRECTION, MASKS

PRECISIONS = ("day", "week", "month", "year", "approximate")
REASONS = ("author_request", "privacy", "legal", "licence", "other")
"""Why a row may be withheld, as `withheld` says it."""

# Pandera would write out every failing value: `schemas.validation` reads them from the table instead. Its own
# annotations know only a bare pattern as `str_matches`, not the set of arguments that it takes as well.
column: Callable[..., Any] = partial(Field, n_failure_cases=1)


class TableModel(DataFrameModel):
    """A table: exactly these columns, of exactly these types, nothing converted on the way."""

    class Config(BaseConfig):
        """Pandera's settings for every table."""

        strict = True
        coerce = False


def precision_column(date: str) -> Any:
    """The column beside a date that says how exact it is."""
    return column(
        nullable=True,
        isin=PRECISIONS,
        description=(
            f"How exact {date} is: the day itself, the week that begins on it, the month or the year it is "
            f'the first day of, or approximate for words such as "on or around". Null exactly where {date} '
            "is null."
        ),
    )


def words_column(date: str, place: str) -> Any:
    """The column beside a date that keeps the words it was read from."""
    return column(
        nullable=True,
        description=(
            f"The words of {place} that {date} was read from, as they stand there; words that give no "
            f"readable date are kept beside a null {date}. Null where there are none."
        ),
    )


def precision_given(date: str) -> rules.ModelCheck:
    """The rule that a date and its precision are given together."""
    return rules.row_rule(rules.PRECISION_GIVEN, date, f"{date}_precision")


def precision_fits(date: str) -> rules.ModelCheck:
    """The rule that a date of a month or a year stands on its first day."""
    return rules.row_rule(rules.PRECISION_FITS, date, f"{date}_precision")


def withheld_column(what: str) -> Any:
    """The column that makes a row a tombstone and says why."""
    return column(
        nullable=True,
        isin=REASONS,
        description=(
            f"Why {what} is withheld from publication: at its author's request, for somebody's privacy, for a "
            "reason of law, for want of a licence, or for another reason. An opaque key is all that is left of "
            "such a row, and its place in the page where it has one. Null where it is not withheld."
        ),
    )


def altered_column(what: str) -> Any:
    """The column that lists where a row says something else than the page."""
    return column(
        description=(
            f"Where {what} says something else than the page: ranges [start, end) of character offsets into the page, in "
            f"order, each with the reason: a {CORRECTION}, or the kind of private data that a mask of the same length hides "
            f"({', '.join(MASKS)}). Outside them all is as it stands in the page. A value that does "
            "not stand in the page, as one from a sidecar, has no place, nor has a correction of another column than the text (of a "
            "document: the body); the data card lists every correction. An empty list where nothing was altered, and where the row is withheld."
        )
    )


def given_unless_withheld(name: str) -> rules.ModelCheck:
    """The rule that a column is null in a withheld row, and in no other."""
    return rules.row_rule(rules.GIVEN_UNLESS_WITHHELD, name, "withheld")


def opaque_where_withheld(key: str) -> rules.ModelCheck:
    """The rule that a withheld row, and no other, has a key that tells nothing of its text."""
    return rules.row_rule(rules.OPAQUE_WHERE_WITHHELD, key, "withheld")


def nothing_where_withheld(*columns: str) -> rules.ModelCheck:
    """The rule that these columns say nothing in a withheld row."""
    return rules.row_rule(rules.NOTHING_WHERE_WITHHELD, *columns, "withheld")
