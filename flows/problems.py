"""Problems: what was found while reading a page or checking a record, kept as rows."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

CODES: dict[str, tuple[Severity, str]] = {
    # Sources
    "file_ignored": (_I, "a file of a kind that is not read stands among the sources"),
    "link_ignored": (_W, "a link to a folder stands in a source folder and is not followed"),
    "path_missing": (_E, "a path given as a source does not exist"),
    "file_unreadable": (_E, "a file or folder cannot be opened or read"),
    "file_too_large": (_E, "a file is larger than the limit"),
    "file_changed": (_E, "a file changed between listing and reading"),
    "file_empty": (_E, "a file holds nothing but blanks, or a shard no record"),
    "file_damaged": (_E, "a compressed file or a shard is cut or damaged"),
    "not_utf8": (_E, "the bytes of a file or of a record are not UTF-8"),
    "nul_bytes": (_E, "a file or a record holds NUL characters"),
    "duplicate_document_id": (_E, "two sources have one document id; none of them is read"),
    # Records of shards
    "shard_column_missing": (_E, "a shard lacks a column that is to be read"),
    "record_broken": (_E, "a record of a shard is not what it should be and is not read"),
    "record_empty": (_E, "a record of a shard holds no text"),
    "record_too_large": (_E, "a record of a shard is larger than a page may be"),
    "record_repeated": (_E, "a record of a shard has the id of an earlier one, which is kept"),
    "records_of_other_hosts": (_I, "records of a shard are of other hosts than those that are taken"),
    "record_value_invalid": (_W, "the address or the date of a record is none and is left out"),
    # Sidecars
    "sidecar_alone": (_W, "a file that describes a page has no page beside it"),
    "sidecar_invalid": (_E, "what a sidecar says breaks a rule and is left out"),
    "sidecar_contradicts": (_W, "a sidecar says something else than its page, which is followed"),
    # Threads
    "no_thread_found": (_W, "no known layout of a comment thread was recognised"),
    "thread_unsplit": (_W, "a thread is there but its comments cannot be told apart"),
    "comments_missing": (_W, "fewer comments were found than the page declares"),
    "comments_surplus": (_W, "more comments were found than the page declares"),
    "marker_without_text": (_W, "a marker has no comment of its own"),
    "reply_without_parent": (_W, "the comment that a reply answers is not on the page"),
    "outline_gap": (_W, "an outline's numbers leave some out: the extractor dropped comments"),
    "outline_text_dropped": (_W, "an outline's item has no text: the extractor dropped it"),
    "outline_ambiguous": (_W, "numbers in an outline may be replies or a writer's own list"),
    "depth_contradiction": (_W, "a comment's place in the outline and its marker disagree on its depth"),
    "marker_missing": (_W, "a comment of an outline ends without its marker"),
    "text_between_comments": (_W, "text between two comments belongs to neither by the layout's rules"),
    "thread_incomplete": (
        _W,
        "far fewer comments were found than the page declares: some may be run together",
    ),
    "thread_cut": (_W, "the page ends within a thread"),
    "markers_lost": (
        _I,
        "the extractor may have dropped the markers of longer comments, which then stand in others",
    ),
    "mixed_layouts": (
        _W,
        "the page holds signs of a second layout or a second thread, which is not read as such",
    ),
    "byline_in_text": (_I, "a comment's text holds what looks like the head of another comment"),
    "byline_ambiguous": (_W, "author and time are glued, and a digit between them may belong to either"),
    "thread_tail": (_I, "the last comment may hold text of the page that follows the thread"),
    # Posts
    "bulletin_end_unknown": (_I, "no signature or farewell shows where a bulletin ends"),
    # Publication
    "private_data_masked": (_I, "private data on a page is masked in what is published of it"),
    "private_data_in_name": (
        _W,
        "the name of a source holds private data, which stands in the keys of its rows",
    ),
    # Captures
    "captured_again": (_I, "several sources are captures of one post; the fullest of them is published"),
    "url_shared": (_W, "two sources give one address and have nothing in common: both stay documents"),
    "same_as_unknown": (_W, "a source is said to be the same as a document that was not read"),
    # Records and tables
    "record_invalid": (_E, "a record broke a rule of its table and is not published"),
    "reference_cleared": (_W, "a reference to a record that is not published became null"),
    # Corrections
    "correction_stale": (_W, "the value that a correction expects is not there, so it is not applied"),
    "correction_unmatched": (_W, "a correction names a key that is not among the records read"),
    "correction_invalid": (
        _E,
        "a row with a correction would break a rule of its table, so the correction is not applied",
    ),
}
"""Every code with its severity and what it means."""


class Finding(NamedTuple):
    """A problem as a stage sees it: where on the page, before its row is made. ``start`` None means the whole page."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class Problem(NamedTuple):
    """A row of the problems table; ``line`` is 1-based, ``start`` and ``end`` are page offsets."""

    source: str
    document_id: str | None
    severity: Severity
    code: str
    message: str
    line: int | None = None
    start: int | None = None
    end: int | None = None


def source_problem(source: str, code: str, message: str) -> Problem:
    """A problem with a source that was not read, or with all of it.

    A path may hold bytes that are not UTF-8; they are shown as escapes, for a table cannot hold them.
    """
    return Problem(_shown(source), None, CODES[code][0], code, _shown(message))


def _shown(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
