"""A folder with the tables of a release, its card and its descriptors, as the tests of each of them need it."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from flows.captures.resolve import resolve
from flows.checks import check_tables
from flows.page import page_of
from flows.pipeline import page_records
from flows.publication.withheld import Withheld
from flows.releases.card import write_card
from flows.releases.csv_tables import write_csv
from flows.releases.dataset import Dataset, read_dataset
from flows.releases.descriptor import write_descriptors
from flows.releases.parquet_tables import write_parquet
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from schemas import TABLES
from tests.flows.publication.whole import withhold
from tests.reading import read_batch

ROOT = Path(__file__).parents[3]
RAW = ROOT / "raw"
SHARED = "PROBATION_CORPUS_SHARED"
"""The variable that names the folder with the real pages, which are not in the repository."""
VERSION = "1.0.0"

AWKWARD = (
    "=1+1 is not a formula here", "+44 is a prefix", "-5 degrees", "@home today", "'Twas brillig",
    'She said "no", twice, and left', "a,b;c\td", "null", "NA", "1,250", "Zoë 😂 \u2028 \x85 end", "\\N and \\\"",
)  # fmt: skip
"""Comments that a careless CSV would spoil."""
AWKWARD_PAGE = "An Awkward Post\nIt has a body.\n" + "".join(
    f"{text}\n{'ReplyDelete' if place % 2 == 0 else 'Delete'}\n" for place, text in enumerate(AWKWARD)
)

WITHHELD_RECORDS = (("comments", "comment_id"), ("bulletins", "bulletin_id"))


@dataclass(frozen=True)
class Made:
    """Tables and the folder that they were written to."""

    tables: Tables
    folder: Path

    @property
    def rows(self) -> dict[str, int]:
        return {name: table.num_rows for name, table in self.tables.items()}


@cache
def tables_in(raw: Path) -> Tables:
    """The checked tables of a folder of pages."""
    return check_tables(_read(raw)).tables


def _read(raw: Path) -> Tables:
    read = read_batch(list_sources([raw]).sources)
    return resolve(merged([tables_of(read.pages, read.problems)]))


def awkward_tables() -> Tables:
    """The tables of the sample and one more page, whose comments a careless CSV would spoil."""
    page = page_records(page_of(AWKWARD_PAGE, document_id="awkward", source="awkward.txt"))
    assert [row["text"] for row in page.comments] == list(AWKWARD)
    return check_tables(resolve(merged([_read(RAW), tables_of([page])]))).tables


def withheld_tables() -> Tables:
    """The tables of the sample with a comment, a bulletin and a whole document withheld."""
    tables = _read(RAW)
    comment, bulletin = (tables[name][key][0].as_py() for name, key in WITHHELD_RECORDS)
    document = tables["documents"]["document_id"][-1].as_py()
    entries = [
        *(_entry(number, *key.rsplit("/", 1)) for number, key in enumerate((comment, bulletin), 1)),
        _entry(3, document, None),
    ]
    return check_tables(withhold(tables, entries).tables).tables


def _entry(number: int, document: str, record: str | None) -> Withheld:
    return Withheld(number, f"entry {number}", document, record, "", "privacy", date(2026, 1, 5), gone=False)


def write_folder(folder: Path, tables: Tables, dataset: Dataset) -> Made:
    """Write all that a release has of the tables, in the order in which it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    for schema in TABLES:
        write_parquet(tables[schema.name], schema, folder / f"{schema.name}.parquet")
        write_csv(tables[schema.name], folder / f"{schema.name}.csv")
    write_card(folder, dataset, VERSION, tables)
    made = Made(tables, folder)
    write_descriptors(folder, dataset, VERSION, made.rows)
    return made


def pages_named(name: str) -> Path:
    """The folder of the sample's pages, or of the ``real`` ones, where they are at hand."""
    if name == "sample":
        return RAW
    if SHARED not in os.environ:
        pytest.skip(f"{SHARED} is not set: name the folder with raw/ of the real documents")
    folder = Path(os.environ[SHARED]) / "raw"
    assert folder.is_dir(), f"{SHARED} is set, and there is no folder {folder}"
    return folder


def write_release_of(name: str, folder: Path) -> Made:
    """The release of the ``sample`` or of the ``real`` pages."""
    raw = pages_named(name)
    return write_folder(folder, tables_in(raw), read_dataset([raw]))
