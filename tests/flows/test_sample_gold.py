"""The sample corpus in ``raw/`` against what a person read in it (``tests/gold/``)."""

from pathlib import Path

import pytest

from tests.gold_comparison import differences, gold_files, gold_of, pages_in, records_in

ROOT = Path(__file__).parents[2]
RAW, GOLD = ROOT / "raw", ROOT / "tests" / "gold"


@pytest.mark.parametrize(
    "path", gold_files(GOLD), ids=lambda path: path.relative_to(GOLD).with_suffix("").as_posix()
)
def test_page_is_read_as_a_person_reads_it(path: Path) -> None:
    """Comments with text, parent and order; title, date and declared count; bulletins and adverts with fields and extent."""
    gold = gold_of(path)
    found = differences(gold, records_in(RAW, gold["file"]))
    assert not found, "\n".join(found)


def test_every_page_has_its_gold() -> None:
    """No page of the sample corpus is unlabelled, and no label is left without its page."""
    assert [gold_of(path)["file"] for path in gold_files(GOLD)] == [
        f"{path.relative_to(GOLD).with_suffix('').as_posix()}.txt" for path in gold_files(GOLD)
    ]
    assert {gold_of(path)["file"] for path in gold_files(GOLD)} == set(pages_in(RAW))


def test_sample_has_what_it_promises() -> None:
    """At least ten documents, each layout of this issue, threads from none to forty comments, an advert that is repeated."""
    records = [records_in(RAW, file) for file in pages_in(RAW)]
    assert len(records) >= 10
    assert {row.document["dialect"] for row in records} >= {
        "glued_following", "own_line", "glued_preceding", "numbered_outline", None,
    }  # fmt: skip
    counts = {row.document["comments"] for row in records}
    assert min(counts) == 0
    assert max(counts) >= 40
    assert any(advert["copies"] > 1 for row in records for advert in row.job_adverts)
    kinds = {segment["kind"] for row in records for segment in row.segments}
    assert kinds >= {
        "header",
        "body",
        "bulletin",
        "job_advert",
        "comment",
        "marker",
        "separator",
        "duplicate",
    }
