"""Five real documents, in a folder that is not in the repository, against what a person read in them.

The environment variable PROBATION_CORPUS_SHARED names the folder that holds ``raw/`` and ``gold/``.
"""

import datetime
import os
from decimal import Decimal
from pathlib import Path

import pytest

from flows.records import PageRecords
from tests.gold_comparison import differences, gold_files, gold_of, pages_in, records_in

VARIABLE = "PROBATION_CORPUS_SHARED"
PREFIXES = ("000_", "001_", "002_", "003_", "004_")
COUNTS = {"000_": 13, "003_": 39, "004_": 32}

pytestmark = pytest.mark.skipif(
    VARIABLE not in os.environ,
    reason=f"{VARIABLE} is not set: name the folder with raw/ and gold/ of the real documents",
)


def _folder(name: str) -> Path:
    """``raw`` or ``gold``; what is named but is not there is a failure, never a reason to skip."""
    if not os.environ[VARIABLE].strip():
        pytest.fail(f"{VARIABLE} is set but empty: name the folder, or unset it", pytrace=False)
    folder = Path(os.environ[VARIABLE]) / name
    suffix = {"raw": ".txt", "gold": ".json"}[name]
    if not folder.is_dir():
        pytest.fail(f"{VARIABLE}={os.environ[VARIABLE]}, but there is no folder {folder}", pytrace=False)
    if not any(folder.rglob(f"*{suffix}")):
        pytest.fail(f"{folder} holds no {suffix} file", pytrace=False)
    return folder


def _records(prefix: str) -> PageRecords:
    raw = _folder("raw")
    files = [file for file in pages_in(raw) if file.startswith(prefix)]
    assert len(files) == 1, f"{raw} should hold one file {prefix}….txt, it holds {files}"
    return records_in(raw, files[0])


def test_there_are_five_documents() -> None:
    assert len(pages_in(_folder("raw"))) == len(PREFIXES)
    for prefix in PREFIXES:
        _records(prefix)


def test_each_gold_page_is_read_as_a_person_reads_it() -> None:
    """Comments with text, parent and order; title, date and declared count; bulletins and adverts with fields and extent."""
    found = []
    golds = [gold_of(path) for path in gold_files(_folder("gold"))]
    for gold in golds:
        found += [
            f"{gold['file']}: {line}" for line in differences(gold, records_in(_folder("raw"), gold["file"]))
        ]
    assert not found, "\n".join(found)
    assert {gold["file"][:4] for gold in golds} == set(COUNTS)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_segments_tile_the_page(prefix: str) -> None:
    records = _records(prefix)
    text = pages_in(_folder("raw"))[records.document["source"]].text
    assert "".join(text[s["start"] : s["end"]] for s in records.segments) == text
    assert all(
        before["end"] == after["start"]
        for before, after in zip(records.segments, records.segments[1:], strict=False)
    )


@pytest.mark.parametrize(("prefix", "count"), COUNTS.items())
def test_count_of_comments(prefix: str, count: int) -> None:
    assert len(_records(prefix).comments) == _records(prefix).document["comments"] == count


def test_missing_comments_are_a_warning() -> None:
    """Declared 34, found 32: a warning, never an error, and no row is invented."""
    records = _records("004_")
    assert records.document["declared_comments"] == 34
    assert [(p.code, p.severity.value) for p in records.problems] == [("comments_missing", "warning")]


def test_branch_report_and_repeated_advert() -> None:
    records = _records("001_")
    assert [row["kind"] for row in records.bulletins] == ["branch_report"]
    [advert] = records.job_adverts
    assert advert["copies"] == 2
    salary = [advert[f"salary_{name}"] for name in ("min", "max", "currency", "period")]
    assert salary == [Decimal(58912), Decimal(67097), "GBP", "year"]
    dates = {
        name: (advert[name], advert[f"{name}_precision"])
        for name in ("closes_on", "interviews_on", "starts_on")
    }
    assert dates == {
        "closes_on": (datetime.date(2018, 4, 13), "day"),
        "interviews_on": (datetime.date(2018, 5, 7), "week"),
        "starts_on": (datetime.date(2018, 7, 1), "approximate"),
    }


def test_bulletin_with_reference() -> None:
    [bulletin] = _records("002_").bulletins
    assert bulletin["reference"] == "JTU27-2021"
    assert (bulletin["issued_on"], bulletin["issued_on_precision"]) == (datetime.date(2021, 11, 12), "day")
