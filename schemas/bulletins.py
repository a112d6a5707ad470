"""The table `bulletins`: one row for each union bulletin, circular or the like that a page passes on."""

from schemas import rules
from schemas.base import (
    TableModel,
    altered_column,
    column,
    given_unless_withheld,
    nothing_where_withheld,
    opaque_where_withheld,
    precision_column,
    precision_fits,
    precision_given,
    withheld_column,
    words_column,
)
from schemas.patterns import BULLETIN_ID, COMMENT_ID
from schemas.table import ForeignKey, TableSchema
from schemas.types import Alterations, Date, Integer, Signatories, Spans, Text, Texts

KINDS = ("joint_bulletin", "circular", "branch_report", "newsletter", "statement", "letter")


class Bulletins(TableModel):
    """One row for each bulletin that a page passes on."""

    bulletin_id: Text = column(
        unique=True,
        str_matches=BULLETIN_ID,
        description=(
            "The key of the bulletin: the document_id, /b- and the first 16 hex digits of the SHA-256 "
            "digest of the text with its white space collapsed, then -2, -3 where the same text occurs "
            "again in the document. A withheld bulletin has /b-withheld- and a number after the document_id "
            "instead."
        ),
    )
    document_id: Text = column(description="The document in which the bulletin stands.")
    comment_id: Text = column(
        nullable=True,
        str_matches=COMMENT_ID,
        description=(
            "The comment into which the bulletin was pasted. Null where it stands in the post, or where "
            "that comment is not in the table (a problem says so)."
        ),
    )
    sequence: Integer = column(
        ge=0, description="The place of the bulletin among the bulletins of its document, counted from 0."
    )
    kind: Text = column(
        nullable=True,
        isin=KINDS,
        description=(
            "What the bulletin is: a joint_bulletin of several unions, a circular, a branch_report, a "
            "newsletter, a public statement or a letter. Null exactly where the bulletin is withheld."
        ),
    )
    reference: Text = column(
        nullable=True,
        description=(
            "The reference number that the bulletin bears, such as JTU27-2021. Null where it bears none."
        ),
    )
    title: Text = column(
        nullable=True,
        description="The title of the bulletin as it stands in the page. Null where it has none.",
    )
    issued_on: Date = column(
        nullable=True,
        description="The date that the bulletin bears. Null where it bears none that can be read.",
    )
    issued_on_precision: Text = precision_column("issued_on")
    issued_on_text: Text = words_column("issued_on", "the bulletin")
    issuers: Texts = column(
        description=(
            "The organisations that issued the bulletin, by their usual names, in the order of the text. An "
            "empty list where it names none."
        )
    )
    signatories: Signatories = column(
        description=(
            "The people who signed the bulletin, in the order of the text, each with name, role and "
            "organisation; a part that the text does not give is null. An empty list where nobody signed."
        )
    )
    headings: Texts = column(
        description=(
            "The headings inside the bulletin, in the order of the text. An empty list where there are none."
        )
    )
    text: Text = column(
        nullable=True,
        description=(
            "The text of the bulletin as it stands in the page: lines stripped, empty ones dropped, the "
            "rest joined by line feeds, nothing else mended. Null exactly where the bulletin is withheld."
        ),
    )
    spans: Spans = column(
        description=(
            "Where the text stands in the page: half-open ranges [start, end) of character offsets, in "
            "order. Their slices, stripped in the same way, give back the text; a withheld bulletin keeps "
            "them."
        )
    )
    evidence: Texts = column(
        description=(
            "The names of the cues by which the bulletin was recognised. An empty list where it is withheld."
        )
    )
    withheld: Text = withheld_column("the bulletin")
    altered: Alterations = altered_column("the bulletin")

    _not_blank = rules.column_rule(
        rules.NOT_BLANK, "document_id", "reference", "title", "issued_on_text", "text"
    )
    _members_given = rules.column_rule(rules.MEMBERS_GIVEN, "issuers", "headings", "evidence")
    _signatories_given = rules.column_rule(rules.SIGNATORIES_GIVEN, "signatories")
    _spans_in_order = rules.column_rule(rules.SPANS_IN_ORDER, "spans")
    _key_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "bulletin_id")
    _comment_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "comment_id")
    _issued_given = precision_given("issued_on")
    _issued_fits = precision_fits("issued_on")
    _one_place = rules.row_rule(rules.UNIQUE_TOGETHER, "document_id", "sequence")
    _altered_in_order = rules.column_rule(rules.ALTERATIONS_IN_ORDER, "altered")
    _opaque = opaque_where_withheld("bulletin_id")
    _kind_given = given_unless_withheld("kind")
    _text_given = given_unless_withheld("text")
    _nothing = nothing_where_withheld(
        "reference", "title", "issued_on", "issued_on_text", "issuers", "signatories", "headings", "evidence",
        "altered",
    )  # fmt: skip


BULLETINS = TableSchema(
    name="bulletins",
    model=Bulletins,
    key=("bulletin_id",),
    foreign_keys=(
        ForeignKey(("document_id",), "documents", ("document_id",)),
        ForeignKey(("comment_id",), "comments", ("comment_id",)),
    ),
    description=(
        "One row for each union bulletin, circular, branch report, newsletter, statement or letter that a "
        "page passes on, in the post or pasted into one comment."
    ),
)
