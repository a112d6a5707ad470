"""The table `segments`: every character of every page, in pieces that each have a kind."""

from schemas import rules
from schemas.base import TableModel, column
from schemas.patterns import RECORD_ID
from schemas.table import ForeignKey, TableSchema
from schemas.types import Integer, Text

KINDS = (
    "header",
    "body",
    "bulletin",
    "job_advert",
    "comment",
    "marker",
    "separator",
    "duplicate",
    "boilerplate",
    "unsplit",
)


class Segments(TableModel):
    """One row for each stretch of a page that has one kind."""

    document_id: Text = column(description="The document that the segment is a stretch of.")
    sequence: Integer = column(
        ge=0, description="The place of the segment in its document, counted from 0 without gaps."
    )
    start: Integer = column(
        ge=0,
        description=(
            "Where the segment begins in the page, in characters from its beginning; the first begins at 0, "
            "each other where the one before it ends."
        ),
    )
    end: Integer = column(
        ge=1,
        description=(
            "Where the segment ends in the page, in characters; the character at this offset is not part of "
            "it."
        ),
    )
    kind: Text = column(
        isin=KINDS,
        description=(
            "What the segment is: header (the post's title and date), body (the post's text), bulletin, "
            "job_advert, comment, marker (words of the comment form, item numbers, count lines, author and "
            "time lines), separator (typed between parts of a post), duplicate (a repeated block), "
            "boilerplate (the page's furniture) or unsplit (a thread whose comments cannot be told apart)."
        ),
    )
    record_id: Text = column(
        nullable=True,
        str_matches=RECORD_ID,
        description=(
            "The key of the comment, bulletin or job advert that the segment is part of or, for a "
            "duplicate, that it repeats. Null where there is no such record, or where it failed validation "
            "(a problem says so)."
        ),
    )

    _not_blank = rules.column_rule(rules.NOT_BLANK, "document_id")
    _start_before_end = rules.row_rule(rules.START_BEFORE_END, "start", "end")
    _record_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "record_id")
    _one_place = rules.row_rule(rules.UNIQUE_TOGETHER, "document_id", "sequence")


SEGMENTS = TableSchema(
    name="segments",
    model=Segments,
    key=("document_id", "sequence"),
    foreign_keys=(ForeignKey(("document_id",), "documents", ("document_id",)),),
    description=(
        "Every character of every page, in segments that each have a kind: the slices of a page in order, "
        "joined, are the page. record_id is the key of a row of comments, bulletins or job_adverts, told "
        "apart by the letter after its last slash (c, b, a); since it points into three tables it is not "
        "declared as a foreign key."
    ),
)
