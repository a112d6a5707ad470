"""The table `job_adverts`: one row for each job advert that a page passes on."""

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
from schemas.patterns import ADVERT_ID, COMMENT_ID, CURRENCY
from schemas.table import ForeignKey, TableSchema
from schemas.types import Alterations, Date, Integer, Money, Spans, Text, Texts

SALARY_PERIODS = ("hour", "day", "week", "month", "year")


class JobAdverts(TableModel):
    """One row for each job advert that a page passes on."""

    advert_id: Text = column(
        unique=True,
        str_matches=ADVERT_ID,
        description=(
            "The key of the advert: the document_id, /a- and the first 16 hex digits of the SHA-256 digest "
            "of the text with its white space collapsed, then -2, -3 where the same text occurs again in "
            "the document. A withheld advert has /a-withheld- and a number after the document_id instead."
        ),
    )
    document_id: Text = column(description="The document in which the advert stands.")
    comment_id: Text = column(
        nullable=True,
        str_matches=COMMENT_ID,
        description=(
            "The comment into which the advert was pasted. Null where it stands in the post, or where that "
            "comment is not in the table (a problem says so)."
        ),
    )
    sequence: Integer = column(
        ge=0, description="The place of the advert among the job adverts of its document, counted from 0."
    )
    job_title: Text = column(
        nullable=True, description="The title of the job as the advert gives it. Null where it gives none."
    )
    employer: Text = column(
        nullable=True, description="The employer by its usual name. Null where the advert names none."
    )
    location: Text = column(
        nullable=True, description="The place of work as the advert gives it. Null where it gives none."
    )
    salary_min: Money = column(
        nullable=True,
        ge=0,
        description=(
            "The lower end of the salary in units of salary_currency per salary_period, or the salary "
            "itself where only one is given. Null where the advert gives none."
        ),
    )
    salary_max: Money = column(
        nullable=True,
        ge=0,
        description=(
            "The upper end of the salary in units of salary_currency per salary_period, or the salary "
            "itself where only one is given. Null where the advert gives none."
        ),
    )
    salary_currency: Text = column(
        nullable=True,
        str_matches=CURRENCY,
        description=(
            "The ISO 4217 code of the salary's currency, such as GBP. Null where the advert gives none."
        ),
    )
    salary_period: Text = column(
        nullable=True,
        isin=SALARY_PERIODS,
        description="The length of time that the salary is paid for. Null where the advert gives none.",
    )
    salary_text: Text = column(
        nullable=True,
        description=(
            "The words of the advert that the salary was read from, as they stand there; words that give no "
            "sum are kept as well. Null where there are none."
        ),
    )
    starts_on: Date = column(
        nullable=True, description="The date on which the job begins. Null where the advert gives none."
    )
    starts_on_precision: Text = precision_column("starts_on")
    starts_on_text: Text = words_column("starts_on", "the advert")
    closes_on: Date = column(
        nullable=True, description="The last date for applications. Null where the advert gives none."
    )
    closes_on_precision: Text = precision_column("closes_on")
    closes_on_text: Text = words_column("closes_on", "the advert")
    interviews_on: Date = column(
        nullable=True,
        description="The date, or the first date, of the interviews. Null where the advert gives none.",
    )
    interviews_on_precision: Text = precision_column("interviews_on")
    interviews_on_text: Text = words_column("interviews_on", "the advert")
    published_in: Text = column(
        nullable=True,
        description=(
            "The newspaper or site in which the advert appeared, as the page says of it. Null where the "
            "page does not."
        ),
    )
    copies: Integer = column(
        ge=1,
        description="How often the advert stands in the page, this one included: 1 where it is not repeated.",
    )
    text: Text = column(
        nullable=True,
        description=(
            "The text of the advert as it stands in the page: lines stripped, empty ones dropped, the rest "
            "joined by line feeds, nothing else mended. Null exactly where the advert is withheld."
        ),
    )
    spans: Spans = column(
        description=(
            "Where the text stands in the page: half-open ranges [start, end) of character offsets, in "
            "order. Their slices, stripped in the same way, give back the text; a withheld advert keeps them."
        )
    )
    evidence: Texts = column(
        description=(
            "The names of the cues by which the advert was recognised. An empty list where it is withheld."
        )
    )
    withheld: Text = withheld_column("the advert")
    altered: Alterations = altered_column("the advert")

    _not_blank = rules.column_rule(
        rules.NOT_BLANK,
        "document_id", "job_title", "employer", "location", "salary_text", "starts_on_text", "closes_on_text",
        "interviews_on_text", "published_in", "text",
    )  # fmt: skip
    _members_given = rules.column_rule(rules.MEMBERS_GIVEN, "evidence")
    _spans_in_order = rules.column_rule(rules.SPANS_IN_ORDER, "spans")
    _key_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "advert_id")
    _comment_of_document = rules.row_rule(rules.KEY_OF_DOCUMENT, "document_id", "comment_id")
    _minimum_first = rules.row_rule(rules.MINIMUM_FIRST, "salary_min", "salary_max")
    _starts_given = precision_given("starts_on")
    _starts_fits = precision_fits("starts_on")
    _closes_given = precision_given("closes_on")
    _closes_fits = precision_fits("closes_on")
    _interviews_given = precision_given("interviews_on")
    _interviews_fits = precision_fits("interviews_on")
    _one_place = rules.row_rule(rules.UNIQUE_TOGETHER, "document_id", "sequence")
    _altered_in_order = rules.column_rule(rules.ALTERATIONS_IN_ORDER, "altered")
    _opaque = opaque_where_withheld("advert_id")
    _text_given = given_unless_withheld("text")
    _nothing = nothing_where_withheld(
        "job_title", "employer", "location", "salary_min", "salary_max", "salary_currency", "salary_period",
        "salary_text", "starts_on", "starts_on_text", "closes_on", "closes_on_text", "interviews_on",
        "interviews_on_text", "published_in", "evidence", "altered",
    )  # fmt: skip


JOB_ADVERTS = TableSchema(
    name="job_adverts",
    model=JobAdverts,
    key=("advert_id",),
    foreign_keys=(
        ForeignKey(("document_id",), "documents", ("document_id",)),
        ForeignKey(("comment_id",), "comments", ("comment_id",)),
    ),
    description="One row for each job advert that a page passes on, in the post or pasted into one comment.",
)
