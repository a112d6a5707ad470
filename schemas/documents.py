"""The table `documents`: one row for each page."""

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
from schemas.patterns import SHA256
from schemas.table import TableSchema
from schemas.types import Alterations, Date, Integer, Text


class Documents(TableModel):
    """One row for each page that was read."""

    document_id: Text = column(
        unique=True,
        description=(
            "The key of the document: the path of its file relative to the source directory, with forward "
            "slashes and without its last suffix (Unicode NFC); for a record of a shard, the record's own "
            "identifier. A withheld document has withheld- and a number instead; no other may be called so."
        ),
    )
    source: Text = column(
        nullable=True,
        description=(
            "Where the text was read: the path of the file relative to the source directory, with its "
            "suffix, or a URL. Null exactly where the document is withheld."
        ),
    )
    sha256: Text = column(
        nullable=True,
        str_matches=SHA256,
        description=(
            "The SHA-256 digest of the document's bytes as they were read, as 64 lower-case hex digits. "
            "Null exactly where the document is withheld."
        ),
    )
    characters: Integer = column(
        ge=0,
        description=(
            "The length of the page in characters: the Unicode code points of its bytes decoded as UTF-8, a "
            "byte order mark and both characters of a CRLF included. All spans and positions count in this "
            "unit. 0 where the document is withheld."
        ),
    )
    dialect: Text = column(
        nullable=True,
        description=(
            "The name of the layout in which the text extractor left the page's comment thread. Null where "
            "no known layout was recognised, so that no thread was read."
        ),
    )
    title: Text = column(
        nullable=True,
        description=(
            "The title of the post as the page or its metadata gives it. Null where neither does; a line of "
            "a bulletin is never taken for it."
        ),
    )
    published_on: Date = column(
        nullable=True,
        description=(
            "The date on which the post was published, as the page or its metadata gives it. Null where "
            "neither does."
        ),
    )
    published_on_precision: Text = precision_column("published_on")
    published_on_text: Text = words_column("published_on", "the page")
    author: Text = column(
        nullable=True,
        description="The author of the post as the page or its metadata gives it. Null where neither does.",
    )
    url: Text = column(
        nullable=True,
        description=(
            "The address of the page on the web, from the metadata of its source. Null where there is none."
        ),
    )
    captured_on: Date = column(
        nullable=True,
        description=(
            "The date on which the page was fetched from the web, from the metadata of its source. Null "
            "where there is none."
        ),
    )
    captured_on_precision: Text = precision_column("captured_on")
    licence: Text = column(
        nullable=True,
        description="The licence of the page's text, as its source states it. Null where it states none.",
    )
    body: Text = column(
        nullable=True,
        description=(
            "The text of the post itself: its segments of kind body, without header, bulletins, job "
            "adverts, repeated blocks and the thread. Lines are stripped, empty ones dropped, the rest "
            "joined by line feeds. Null where no such text is left."
        ),
    )
    declared_comments: Integer = column(
        nullable=True,
        ge=0,
        description=(
            'The number of comments that the page itself declares, as in "34 comments:". Null where it '
            "declares none; it may differ from the column comments, since extractors drop some."
        ),
    )
    comments: Integer = column(
        ge=0,
        description=(
            "The number of comments found in the page, removed ones whose notice stands there and withheld "
            "ones included. 0 where the document is withheld."
        ),
    )
    bulletins: Integer = column(
        ge=0,
        description=(
            "The number of bulletins found in the page, those pasted into comments and withheld ones included. 0 "
            "where the document is withheld."
        ),
    )
    job_adverts: Integer = column(
        ge=0,
        description=(
            "The number of job adverts found in the page, those pasted into comments and withheld ones "
            "included, copies not. 0 where the document is withheld."
        ),
    )
    withheld: Text = withheld_column("the whole document, with all that stands in it,")
    altered: Alterations = altered_column("the title or the body")

    _not_blank = rules.column_rule(
        rules.NOT_BLANK,
        "document_id", "source", "dialect", "title", "published_on_text", "author", "url", "licence", "body",
    )  # fmt: skip
    _published_given = precision_given("published_on")
    _published_fits = precision_fits("published_on")
    _captured_given = precision_given("captured_on")
    _captured_fits = precision_fits("captured_on")
    _altered_in_order = rules.column_rule(rules.ALTERATIONS_IN_ORDER, "altered")
    _opaque = opaque_where_withheld("document_id")
    _source_given = given_unless_withheld("source")
    _sha256_given = given_unless_withheld("sha256")
    _nothing = nothing_where_withheld(
        "dialect", "title", "published_on", "published_on_text", "author", "url", "captured_on", "licence", "body",
        "declared_comments", "altered",
    )  # fmt: skip


DOCUMENTS = TableSchema(
    name="documents",
    model=Documents,
    key=("document_id",),
    foreign_keys=(),
    description="One row for each page that was read: a blog post with the thread of comments under it.",
)
