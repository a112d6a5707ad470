"""Five real documents, in a folder that is not in the repository: nothing private of theirs is published.

The environment variable PROBATION_CORPUS_SHARED names the folder that holds ``raw/``. Nothing is quoted where a test fails.
"""

import os
import re
from pathlib import Path

import pytest
from phonenumbers import PhoneNumberMatcher

from flows.checks import check_tables
from flows.publication.masking import mask
from flows.publication.page_texts import PageTexts
from flows.publication.privacy import DEFAULT
from flows.releases.dataset import Dataset
from flows.releases.release import write_release
from flows.releases.verify import State, open_release, verify
from flows.sources import list_sources
from flows.tables import merged, tables_of
from tests.reading import read_batch

VARIABLE = "PROBATION_CORPUS_SHARED"
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"/]+\.[A-Za-z]{2,}")
TELEPHONE = re.compile(r"(?<![\d/])(?:\+\d{2}|0)(?:[ ().-]*\d){9,10}(?!\d)")
"""Written apart from the patterns of the project, and looser."""

pytestmark = pytest.mark.skipif(VARIABLE not in os.environ, reason=f"{VARIABLE} is not set")


def _private(texts: list[str]) -> set[str]:
    found = {match for text in texts for match in EMAIL.findall(text)}
    for text in texts:
        found.update(TELEPHONE.findall(text))
        found.update(match.raw_string for match in PhoneNumberMatcher(text, "GB"))
    return found


def test_no_address_and_no_number_of_the_raw_text_stands_in_any_file_of_a_release(tmp_path: Path) -> None:
    """Searched in the cells, and in the bytes of all files, each Parquet file unpacked as well."""
    raw = Path(os.environ[VARIABLE]) / "raw"
    sources = list_sources([raw]).sources
    private = _private([source.path.read_bytes().decode("utf-8") for source in sources])
    assert private, f"{raw} should hold some private data, or this test shows nothing"
    read = merged([tables_of(read_batch(sources).pages)])
    masking = mask(read, DEFAULT, PageTexts(sources, read["documents"]))
    tables = check_tables(masking.tables).tables
    cells = "\n".join(
        str(value) for table in tables.values() for column in table.columns for value in column.to_pylist()
    )
    assert sum(words in cells for words in private) == 0
    assert sum(masking.counts.values()) > 0
    folder = write_release(tables, Dataset(), tmp_path / "output").folder
    for file in folder.iterdir():
        held = file.read_bytes()
        assert sum(words.encode("utf-8") in held for words in private) == 0, file.name
    results = list(verify(open_release(folder, raw)))
    assert [result.name for result in results if result.state is State.FAILED] == []
    assert {result.name: result.state for result in results}["raw"] is State.OK
