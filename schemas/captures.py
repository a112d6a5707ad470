"""The table `captures`: the files that were read, and the post that each is a capture of."""

from schemas import rules
from schemas.base import TableModel, column, precision_column, precision_fits, precision_given
from schemas.patterns import SHA256
from schemas.table import ForeignKey, TableSchema
from schemas.types import Date, Flag, Integer, Text

RELATIONS = ("same_bytes", "same_as", "url", "same_post")


class Captures(TableModel):
    """One row for each page that was read."""

    capture_id: Text = column(
        unique=True,
        description=(
            "The key of the capture: the document_id that the page would have as a document of its own, from "
            "the path of its file or, for a record of a shard, the record's own identifier."
        ),
    )
    document_id: Text = column(
        description=(
            "The document that stands for the post in the release: the smallest capture_id of its captures, "
            "unless the metadata of one names another as the same."
        )
    )
    source: Text = column(
        description=(
            "Where the page was read: the path of its file relative to the source directory, with its "
            "suffix, or a URL."
        )
    )
    sha256: Text = column(
        str_matches=SHA256,
        description="The SHA-256 digest of the page's bytes as they were read, as 64 lower-case hex digits.",
    )
    characters: Integer = column(
        ge=0, description="The length of the page in characters, counted as in documents."
    )
    dialect: Text = column(
        nullable=True,
        description=(
            "The name of the layout in which the text extractor left the page's comment thread. Null where "
            "no known layout was recognised."
        ),
    )
    is_published: Flag = column(
        description=(
            "Whether the document's text, comments and all other records are this page's. It is so for one "
            "capture of each document: that with the most comments, then with the longest body, then with "
            "the smallest capture_id."
        )
    )
    relation: Text = column(
        nullable=True,
        isin=RELATIONS,
        description=(
            "How the page was recognised as a capture of the post: by the same_bytes, by same_as in its "
            "metadata or in another's, by the same url, or as the same_post by its text and thread. Null "
            "for the one that is published."
        ),
    )
    comments: Integer = column(ge=0, description="The number of comments found in the page.")
    comments_only_here: Integer = column(
        ge=0,
        description=(
            "The number of those comments that do not stand in the published capture: removed since, or "
            "dropped from it by its extractor. They are not in the table comments."
        ),
    )
    declared_comments: Integer = column(
        nullable=True,
        ge=0,
        description="The number of comments that the page itself declares. Null where it declares none.",
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

    _not_blank = rules.column_rule(rules.NOT_BLANK, "capture_id", "document_id", "source", "dialect", "url")
    _captured_given = precision_given("captured_on")
    _captured_fits = precision_fits("captured_on")


CAPTURES = TableSchema(
    name="captures",
    model=Captures,
    key=("capture_id",),
    foreign_keys=(ForeignKey(("document_id",), "documents", ("document_id",)),),
    description=(
        "One row for each page that was read, those of withheld documents apart. Several pages may be captures of "
        "one post, made at other times or by other extractors: the fullest is the document, and the records "
        "of the others are not published. Title, date, author and address of a document that its own page "
        "lacks are taken from its other captures."
    ),
)
