"""Fields: what a gold file may say of a page, of a comment, of a bulletin and of a job advert.

Each is a column of the table of that name, unless it stands in ``NOT_COLUMNS`` or ``COLUMN_OF``.
"""

from flows.evaluation.forms import (
    COUNT,
    DATE,
    FLAG,
    MOMENT,
    NOTE,
    NUMBER,
    SIGNATORIES,
    TEXT,
    TEXTS,
    Forms,
    or_null,
)

WORDS_OR_NULL = or_null(TEXT)
PRECISION = or_null(TEXT)


def _dated(*columns: str) -> Forms:
    """A date's three columns."""
    return {
        name: form
        for column in columns
        for name, form in (
            (column, or_null(DATE)),
            (f"{column}_precision", PRECISION),
            (f"{column}_text", WORDS_OR_NULL),
        )
    }


DOCUMENT: Forms = {
    "title": WORDS_OR_NULL,
    **_dated("published_on"),
    "author": WORDS_OR_NULL,
    "url": WORDS_OR_NULL,
    "captured_on": or_null(DATE),
    "captured_on_precision": PRECISION,
    "licence": WORDS_OR_NULL,
    "dialect": WORDS_OR_NULL,
    "body": WORDS_OR_NULL,
    "declared_comments": or_null(COUNT),
    "comments": COUNT,
    "bulletins": COUNT,
    "job_adverts": COUNT,
    "note": NOTE,
}
COMMENT: Forms = {
    "position": COUNT,
    "parent": or_null(COUNT),
    "text": TEXT,
    "depth": COUNT,
    "author": WORDS_OR_NULL,
    "posted_at": or_null(MOMENT),
    "is_removed": FLAG,
    "note": NOTE,
}
_PLACED: Forms = {"in_comment": or_null(COUNT), "starts": TEXT, "ends": TEXT, "note": NOTE}
BULLETIN: Forms = {
    **_PLACED,
    "kind": TEXT,
    "reference": WORDS_OR_NULL,
    "title": WORDS_OR_NULL,
    **_dated("issued_on"),
    "issued_precision": PRECISION,
    "issuers": TEXTS,
    "signatories": SIGNATORIES,
    "headings": TEXTS,
}
JOB_ADVERT: Forms = {
    **_PLACED,
    "job_title": WORDS_OR_NULL,
    "employer": WORDS_OR_NULL,
    "location": WORDS_OR_NULL,
    "salary_min": or_null(NUMBER),
    "salary_max": or_null(NUMBER),
    "salary_currency": WORDS_OR_NULL,
    "salary_period": WORDS_OR_NULL,
    "salary_text": WORDS_OR_NULL,
    **_dated("starts_on", "closes_on", "interviews_on"),
    "published_in": WORDS_OR_NULL,
    "copies": COUNT,
}
NOT_COLUMNS = frozenset({"position", "text", "starts", "ends", "note"})
"""Keys of records that are no fields to compare."""
COLUMN_OF = {"issued_precision": "issued_on_precision"}
"""Keys that have another name in the table."""
GOLD: Forms = dict.fromkeys(("file", "document", "comments", "bulletins", "job_adverts", "note"), NOTE)
