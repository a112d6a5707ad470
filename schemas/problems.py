"""The table `problems`: what was found amiss while reading pages and checking records."""

from schemas import rules
from schemas.base import TableModel, column
from schemas.patterns import CODE
from schemas.table import ForeignKey, TableSchema
from schemas.types import Integer, Text

SEVERITIES = ("info", "warning", "error")


class Problems(TableModel):
    """One row for each thing found amiss."""

    source: Text = column(
        description=(
            "What the problem is about: the path of a file relative to the source directory, with its suffix, or "
            "a URL; the name of a table where the problem is of no one source."
        )
    )
    document_id: Text = column(
        nullable=True,
        description=(
            "The document that the problem is about. Null where the source could not be read as a document."
        ),
    )
    severity: Text = column(
        isin=SEVERITIES,
        description=(
            "How grave the problem is: info for something worth knowing, warning where the data may be "
            "incomplete or doubtful, error where a source or a record could not be taken in."
        ),
    )
    code: Text = column(
        str_matches=CODE,
        description=(
            "The kind of problem in lower_snake_case; it stays the same where the wording of messages "
            "changes."
        ),
    )
    message: Text = column(
        description="What was found, what was expected and what can be done, in a sentence."
    )
    line: Integer = column(
        nullable=True,
        ge=1,
        description=(
            "The line of the source at which the problem lies, counted from 1; lines end at LF, CRLF or CR. "
            "Null where it is about the source as a whole."
        ),
    )
    start: Integer = column(
        nullable=True,
        ge=0,
        description=(
            "Where the problem begins in the page, in characters from its beginning. Null where it has no "
            "place."
        ),
    )
    end: Integer = column(
        nullable=True,
        ge=0,
        description=(
            "Where the problem ends in the page, in characters; equal to start for a place between two "
            "characters. Null where it has no place."
        ),
    )

    _not_blank = rules.column_rule(rules.NOT_BLANK, "source", "document_id", "message")
    _start_with_end = rules.row_rule(rules.START_WITH_END, "start", "end")
    _start_not_after_end = rules.row_rule(rules.START_NOT_AFTER_END, "start", "end")


PROBLEMS = TableSchema(
    name="problems",
    model=Problems,
    key=(),
    foreign_keys=(ForeignKey(("document_id",), "documents", ("document_id",)),),
    description=(
        "One row for each thing found amiss while reading a page or checking a record. It has no key: two "
        "rows may say the same."
    ),
)
