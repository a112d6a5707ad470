"""The table `comments`: one row for each comment of a thread."""

from schemas import rules
from schemas.base import (
    TableModel,
    altered_column,
    column,
    given_unless_withheld,
    nothing_where_withheld,
    opaque_where_withheld,
    withheld_column,
)
from schemas.patterns import COMMENT_ID
from schemas.table import ForeignKey, TableSchema
from schemas.types import Alterations, Flag, Integer, Moment, Spans, Text, Texts

CERTAINTIES = ("certain", "inferred", "doubtful")


class Comments(TableModel):
    """One row for each comment of a thread."""

    comment_id: Text = column(
        unique=True,
        str_matches=COMMENT_ID,
        description=(
            "The key of the comment: the document_id, /c- and the first 16 hex digits of the SHA-256 digest "
            "of the text with its white space collapsed, then -2, -3 where the same text occurs again in "
            "the document. It does not change when a later capture of the page has more comments. A withheld "
            "comment has /c-withheld- and a number after the document_id instead."
        ),
    )
    document_id: Text = column(description="The document in whose thread the comment stands.")
    parent_id: Text = column(
        nullable=True,
        str_matches=COMMENT_ID,
        description=(
            "The top-level comment that this one replies to, in the same document and earlier in it. Null "
            "for a top-level comment, and for a reply whose parent is not in the text or not in the table "
            "(a problem says so)."
        ),
    )
    sequence: Integer = column(
        ge=0, description="The place of the comment in the reading order of its document, counted from 0."
    )
    depth: Integer = column(
        ge=0,
        le=1,
        description="How deep the comment is nested: 0 for a top-level comment, 1 for a reply to one.",
    )
    author: Text = column(
        nullable=True,
        description=(
            'The name under which the comment was written, as it stands in the page, "Anonymous" included. '
            "Null where the extractor left no author line, and where the comment is withheld."
        ),
    )
    posted_at: Moment = column(
        nullable=True,
        description=(
            "When the comment was posted, to the second, in the blog's own time zone, which the page does "
            "not name. Null where the text gives no time or not the whole of it, and where the comment is "
            "withheld."
        ),
    )
    posted_at_text: Text = column(
        nullable=True,
        description=(
            "The words of the page that posted_at was read from, as they stand there; a time that cannot be "
            "read in full, such as the clock alone, is kept beside a null posted_at. Null where there are "
            "none, and where the comment is withheld."
        ),
    )
    text: Text = column(
        nullable=True,
        description=(
            "The text of the comment as it stands in the page: lines stripped, empty ones dropped, the rest "
            "joined by line feeds, nothing else mended. For a removed comment it is the notice left in its "
            "place. Null exactly where the comment is withheld."
        ),
    )
    spans: Spans = column(
        description=(
            "Where the text stands in the page: half-open ranges [start, end) of character offsets, in "
            "order. Their slices, stripped in the same way, give back the text; a withheld comment keeps them."
        )
    )
    is_removed: Flag = column(
        description=(
            'Whether the page has only a notice such as "This comment has been removed by the author".'
        )
    )
    links: Texts = column(
        description=(
            "The web addresses that stand in the text, in its order. An empty list where there are none, and "
            "where the comment is withheld."
        )
    )
    times_mentioned: Texts = column(
        description=(
            "The clock times that stand in the text, such as 10:26, in its order and as written; readers "
            "cite each other's comments by them. An empty list where there are none, and where the comment is "
            "withheld."
        )
    )
    certainty: Text = column(
        isin=CERTAINTIES,
        description=(
            "How surely the comment was told apart: certain by well-formed markers, item numbers or author "
            "lines; inferred where its extent or its parent rests on less; doubtful where a row of problems "
            "says why."
        ),
    )
    withheld: Text = withheld_column("the comment")
    altered: Alterations = altered_column("the comment")

    _not_blank = rules.column_rule(rules.NOT_BLANK, "document_id", "author", "posted_at_text", "text")
    _members_given = rules.column_rule(rules.MEMBERS_GIVEN, "links", "times_mentioned")
    _spans_in_order = rules.column_rule(rules.SPANS_IN_ORDER, "spans")
    _key_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "comment_id")
    _parent_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "parent_id")
    _not_its_own_parent = rules.row_rule(rules.NOT_ITS_OWN_PARENT, "comment_id", "parent_id")
    _no_parent_at_top = rules.row_rule(rules.NO_PARENT_AT_TOP, "depth", "parent_id")
    _one_place = rules.row_rule(rules.UNIQUE_TOGETHER, "document_id", "sequence")
    _altered_in_order = rules.column_rule(rules.ALTERATIONS_IN_ORDER, "altered")
    _opaque = opaque_where_withheld("comment_id")
    _text_given = given_unless_withheld("text")
    _nothing = nothing_where_withheld(
        "author", "posted_at", "posted_at_text", "links", "times_mentioned", "altered"
    )


COMMENTS = TableSchema(
    name="comments",
    model=Comments,
    key=("comment_id",),
    foreign_keys=(
        ForeignKey(("document_id",), "documents", ("document_id",)),
        ForeignKey(("parent_id",), "comments", ("comment_id",)),
    ),
    description=(
        "One row for each comment in the thread under a post; parent_id and depth give the thread its shape."
    ),
)
