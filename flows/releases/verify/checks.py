"""The checks of a release in their order, and how they are run."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flows.releases.files import DESCRIPTOR, SUMS
from flows.releases.index import FILE as INDEX
from flows.releases.parts import CSV, PARQUET
from flows.releases.verify.against_raw import check_against_raw
from flows.releases.verify.csv_files import check_csv
from flows.releases.verify.files import check_descriptor, check_files, check_index, check_sums
from flows.releases.verify.keys import check_digests, check_keys, check_records, check_references
from flows.releases.verify.opened import Opened
from flows.releases.verify.places import check_counts, check_threads, check_tiles
from flows.releases.verify.results import Finding, Result, Said, State, result_of
from flows.releases.verify.schema import check_schema, check_values
from flows.releases.verify.spans import check_spans
from flows.releases.verify.tables import UnreadableError

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "document_id",
        "source",
        "sha256",
        "characters",
        "body",
        "comments",
        "bulletins",
        "job_adverts",
    ),
    "comments": ("comment_id", "document_id", "parent_id", "sequence", "depth", "text", "spans"),
    "bulletins": ("bulletin_id", "document_id", "comment_id", "text", "spans"),
    "job_adverts": ("advert_id", "document_id", "comment_id", "text", "spans"),
    "segments": ("document_id", "sequence", "start", "end", "kind", "record_id"),
}
"""What the checks of the corpus's own rules rest on; a release of a schema without them is not held to these rules."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check, what it says when it holds, and what it needs.

    ``reads``: ends of the names of the files that it opens, which must have their sums. ``needs``: the checks before it
    without which its answer means nothing. ``unless`` gives a reason of its own not to run it.
    """

    name: str
    says: str
    run: Callable[[Opened], Iterator[Said]]
    reads: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: Callable[[Opened], str | None] = lambda _: None


def _without_index(opened: Opened) -> str | None:
    is_there = opened.entry is not None or opened.index_flaw is not None
    return None if is_there else f"no {INDEX} beside it lists this release"


def _without_tables(opened: Opened) -> str | None:
    return "the tables of this release were removed" if opened.is_purged else None


def _without_raw(opened: Opened) -> str | None:
    return "no raw text was named with --raw" if opened.raw is None else None


def _without_columns(opened: Opened) -> str | None:
    for name, columns in COLUMNS.items():
        table = opened.package.table(name)
        if missing := [c for c in columns if table is None or c not in table.names]:
            return f"the schema of this release has no {name}.{missing[0]}"
    return None


TABLES = (DESCRIPTOR, PARQUET)
CHECKS: tuple[Check, ...] = (
    Check("sums", f"every file has the sum that {SUMS} lists, and no other is there", check_sums),
    Check("index", f"{INDEX} names this list of sums", check_index, unless=_without_index),
    Check("descriptor", f"{DESCRIPTOR} describes this release", check_descriptor, (DESCRIPTOR,)),
    Check("files", "no file is missing; bytes, hashes and rows are those described", check_files,
          (DESCRIPTOR, PARQUET, CSV), ("descriptor",)),
    Check("schema", "tables have the columns, types and nulls described", check_schema, TABLES, ("descriptor",),
          _without_tables),
    Check("values", "every value is one that its column allows", check_values, TABLES, ("schema",)),
    Check("csv", "CSV files say what the Parquet files say", check_csv, (*TABLES, CSV), ("schema",)),
    Check("keys", "keys and places are unique, rows in the order of their keys", check_keys, TABLES, ("schema",)),
    Check("references", "every foreign key names a row that is there", check_references, TABLES, ("schema",)),
    Check("digests", "the key of every record is that of its text", check_digests, TABLES, ("schema",), _without_columns),
    Check("threads", "parents are earlier top-level comments of the same document", check_threads, TABLES, ("schema",),
          _without_columns),
    Check("counts", "documents count the records that the tables have", check_counts, TABLES, ("schema",), _without_columns),
    Check("segments", "segments tile every document from its first character to its last", check_tiles, TABLES,
          ("schema",), _without_columns),
    Check("records", "segments name records of their kind", check_records, TABLES, ("schema",), _without_columns),
    Check("spans", "the spans of every record are its segments", check_spans, TABLES, ("schema", "values"), _without_columns),
    Check("raw", "sources, segments, bodies, spans and texts are those of the raw text", check_against_raw, TABLES,
          ("values", "keys", "segments", "spans"), lambda opened: _without_raw(opened) or _without_columns(opened)),
)  # fmt: skip
"""Every check in its order."""


def verify(opened: Opened) -> Iterator[Result]:
    """The result of each check, in their order, as soon as it is there. The release holds where none of them failed."""
    done: dict[str, Result] = {}
    for check in CHECKS:
        reason = _hindrance(check, opened, done)
        done[check.name] = (
            _ran(check, opened)
            if reason is None
            else Result(check.name, check.says, State.NOT_RUN, reason=reason)
        )
        yield done[check.name]


def _hindrance(check: Check, opened: Opened, done: Mapping[str, Result]) -> str | None:
    """Why a check cannot be run, None where it can."""
    for name in check.needs:
        if done[name].state is not State.OK:
            return f"{name} {'failed' if done[name].state is State.FAILED else 'was not run'}"
    unsure = (
        sorted(name for name in done["sums"].files if name == SUMS or name.endswith(check.reads))
        if check.reads
        else []
    )
    if unsure:
        return f"{', '.join(unsure)} {'is' if len(unsure) == 1 else 'are'} not to be relied on"
    return check.unless(opened)


def _ran(check: Check, opened: Opened) -> Result:
    try:
        return result_of(check.name, check.says, check.run(opened))
    except UnreadableError as error:
        return result_of(
            check.name, check.says, [Finding(error.file, f"{error.reason}: restore the release")]
        )
