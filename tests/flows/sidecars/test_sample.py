"""The sidecars of the sample corpus: without fault, and each says something that its page does not."""

from datetime import date
from pathlib import Path

from flows.sidecars.describing import describe
from flows.tables import problems_in
from tests.flows.sidecars.made_sidecars import read

RAW = Path(__file__).parents[3] / "raw"


def test_the_samples_sidecars_describe_their_pages() -> None:
    before, sidecars = read(RAW)
    found = describe(before, sidecars)
    assert problems_in(found) == problems_in(before)
    rows = {row["document_id"]: row for row in found["documents"].to_pylist()}
    assert set(sidecars.by_document) == {"2016/leap-day", "2018/court-team-diary"}
    assert rows["2016/leap-day"]["published_on_text"] is not None
    diary = rows["2018/court-team-diary"]
    assert (diary["title"], diary["author"], diary["licence"]) == (
        "Court Team Diary",
        "Tansy Rook",
        "CC-BY-4.0",
    )
    assert (diary["published_on"], diary["published_on_precision"]) == (date(2018, 2, 1), "month")
