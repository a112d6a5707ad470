"""What sidecars say goes into ``documents`` where the pages are silent, and nowhere else."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.checks import check_tables
from flows.dates import Precision
from flows.problems import Severity, source_problem
from flows.sidecars.against_page import same_date
from flows.sidecars.describing import describe, of_no_document
from flows.sidecars.describing import described as part_described
from flows.sidecars.reading import Sidecars
from flows.sidecars.values import _dated
from flows.tables import merged, problems_in, sorted_table, tables_of, with_problems
from schemas import table_named
from tests.flows.publication.made_pages import entries, words_in
from tests.flows.publication.whole import withhold
from tests.flows.sidecars.made_sidecars import PAGE, WITH_HEADER, read, write

SAYS_ALL = """\
url = "https://lift-watch.example/the-lift"
captured_on = "2026-11"
published_on = 2016-03-14
title = "The Lift"
author = "Porter"
licence = "words of thanks"
note = "Unpublished."
same_as = "b"
"""
IN_TABLE = {
    "url": "https://lift-watch.example/the-lift",
    "captured_on": date(2026, 11, 1),
    "captured_on_precision": "month",
    "published_on": date(2016, 3, 14),
    "published_on_precision": "day",
    "published_on_text": None,
    "title": "The Lift",
    "author": "Porter",
    "licence": "words of thanks",
}


def described(
    folder: Path, text: str, page: str = WITH_HEADER
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The document of this page with a sidecar of this text, and what the problems are of the sidecar."""
    tables = describe(*read(write(folder, {"a.txt": page, "a.toml": text})))
    (row,) = tables["documents"].to_pylist()
    return row, [(p.code, p.message) for p in problems_in(tables) if p.source == "a.toml"]


def test_a_silent_page_has_what_its_sidecar_says(tmp_path: Path) -> None:
    """All other cells stay, and the other documents; the note is for people alone."""
    tables, sidecars = read(write(tmp_path, {"a.txt": PAGE, "a.toml": SAYS_ALL, "b.txt": PAGE}))
    before, other = tables["documents"].to_pylist()
    found = describe(tables, sidecars)
    assert found["documents"].to_pylist() == [{**before, **IN_TABLE}, other]
    assert {name: table for name, table in found.items() if name != "documents"} == {
        name: table for name, table in tables.items() if name != "documents"
    }
    assert "Unpublished" not in words_in(found)
    checked = check_tables(found)
    assert (checked.dropped, checked.tables) == (0, found)


def test_what_a_page_says_stays(tmp_path: Path) -> None:
    """The words of the page that a date was read from as well; the same said otherwise is no contradiction."""
    row, problems = described(
        tmp_path, 'title = "the  lift"\npublished_on = "2016-03"\nurl = "https://a.example/"\n'
    )
    assert (row["title"], row["url"]) == ("The Lift", "https://a.example/")
    assert (row["published_on"], row["published_on_precision"]) == (date(2016, 3, 14), "day")
    assert row["published_on_text"] == "Monday 14 March 2016"
    assert problems == []


def test_a_contradiction_is_a_warning_that_names_both(tmp_path: Path) -> None:
    row, problems = described(tmp_path, 'title = "The Stairs"\npublished_on = "2017"\n')
    assert (row["title"], row["published_on"]) == ("The Lift", date(2016, 3, 14))
    assert [code for code, _ in problems] == ["sidecar_contradicts", "sidecar_contradicts"]
    date_words, title_words = (message for _, message in problems)
    assert "'The Stairs'" in title_words and "'The Lift'" in title_words
    assert "2017" in date_words and "2016-03-14" in date_words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2016-03-14", "2016-03-14", True),
        ("2016-03-14", "2016-03-15", False),
        ("2016-03-14", "2016-03", True),
        ("2016-03", "2016-04-01", False),
        ("2016-02", "2016-02-29", True),
        ("2016-12", "2016-12-31", True),
        ("2016-12", "2017", False),
        ("2016", "2016-12-31", True),
        ("2016", "2016", True),
        ("2016", "2017", False),
    ],
)
def test_dates_are_compared_as_the_less_exact_says(one: str, other: str, same: bool) -> None:
    first, second = _dated(one), _dated(other)
    assert first is not None and second is not None
    assert same_date(first, second) is same_date(second, first) is same


@pytest.mark.parametrize(
    ("precision", "day", "same"),
    [
        ("week", "2016-03-13", False),
        ("week", "2016-03-20", True),
        ("week", "2016-03-21", False),
        ("week", "2016-03", True),
        ("approximate", "2016-04-02", True),
        ("approximate", "2016-06", False),
    ],
)
def test_weeks_and_dates_thereabouts_have_room(precision: str, day: str, same: bool) -> None:
    page, said = _dated("2016-03-14"), _dated(day)
    assert page is not None and said is not None
    assert same_date(page._replace(precision=Precision(precision)), said) is same


def test_problems_of_sidecars_are_rows(tmp_path: Path) -> None:
    """Of their document, where there is one; the page is read though its sidecar is wrong."""
    tables, sidecars = read(
        write(tmp_path, {"a.txt": PAGE, "a.toml": "title = 1", "b.txt": b"\xff", "b.toml": "x = 1"})
    )
    found = describe(tables, sidecars)
    assert [
        (p.source, p.document_id, p.severity, p.code) for p in problems_in(found) if ".toml" in p.source
    ] == [
        ("a.toml", "a", Severity.ERROR, "sidecar_invalid"),
        ("b.toml", None, Severity.ERROR, "sidecar_invalid"),
    ]
    assert found["documents"]["document_id"].to_pylist() == ["a"]
    assert check_tables(found).tables == found


def test_describing_part_by_part_is_describing_at_once(tmp_path: Path) -> None:
    """Each problem once: those of sidecars whose page could not be read are in no part."""
    files: dict[str, str | bytes] = {"b.txt": b"\xff", "b.toml": "x = 1"}
    for name in "acd":
        files |= {f"{name}.txt": WITH_HEADER, f"{name}.toml": "title = 'Another'\nauthor = 'Jo'\nx = 1"}
    tables, sidecars = read(write(tmp_path, files))
    names = tables["documents"]["document_id"].to_pylist()
    assert names == ["a", "c", "d"]
    rows_of = {
        name: [row == name for row in tables["documents"]["document_id"].to_pylist()] for name in names
    }
    parts = [
        {**tables, "documents": tables["documents"].filter(own), "problems": tables["problems"].slice(0, 0)}
        for own in rows_of.values()
    ]
    parts[0]["problems"] = tables["problems"]
    lost = of_no_document(sidecars, frozenset(names))
    assert [(p.source, p.document_id) for p in lost] == [("b.toml", None)]
    found = [part_described(part, sidecars) for part in parts]
    for name in ("documents", "problems"):
        schema, joined = table_named(name), pa.concat_tables([part[name] for part in found])
        rows = with_problems({**tables, "problems": joined}, lost)[name] if name == "problems" else joined
        assert sorted_table(rows, schema) == describe(tables, sidecars)[name]


def test_tables_without_sidecars_are_left_alone(tmp_path: Path) -> None:
    tables, sidecars = read(write(tmp_path, {"a.txt": PAGE}))
    assert sidecars == Sidecars({}, ())
    found = describe(tables, sidecars)
    assert all(found[name] is table for name, table in tables.items())


def test_many_documents_are_described_each_by_its_own(tmp_path: Path) -> None:
    files = {f"{n:03}.txt": PAGE for n in range(60)} | {
        f"{n:03}.toml": f'title = "No. {n}"' for n in range(0, 60, 2)
    }
    tables, sidecars = read(write(tmp_path, files))
    titles = describe(tables, sidecars)["documents"]["title"].to_pylist()
    assert titles == [None if n % 2 else f"No. {n}" for n in range(60)]


def test_a_withheld_page_keeps_nothing_of_its_sidecar(tmp_path: Path) -> None:
    """Neither what it says, nor what is wrong with it, nor its name."""
    text = 'title = "Zugzwang"\nauthor = "Quillon"\nurl = "Vexillum"\n'
    tables = describe(*read(write(tmp_path, {"hidden.txt": WITH_HEADER, "hidden.toml": text, "b.txt": PAGE})))
    assert len([p for p in problems_in(tables) if p.source == "hidden.toml"]) == 2
    words = words_in(withhold(tables, entries("hidden")).tables)
    for word in ("Zugzwang", "Quillon", "Vexillum", "hidden"):
        assert word in words_in(tables)
        assert word not in words


@pytest.mark.parametrize("text", [None, b"\xff"])
def test_a_sidecar_of_a_withheld_page_that_is_gone_is_not_told_of(tmp_path: Path, text: bytes | None) -> None:
    """Its file's name is the page's."""
    files: dict[str, str | bytes] = {"hidden.toml": "title = 'Zugzwang'\nx = 1", "b.txt": PAGE}
    if text is not None:
        files["hidden.txt"] = text
    tables = describe(*read(write(tmp_path, files)))
    assert "hidden" in words_in(tables)
    assert "hidden" not in words_in(withhold(tables, entries("hidden", gone=("hidden",))).tables)


def test_problems_are_added_in_their_order(tmp_path: Path) -> None:
    """As where all is sorted anew."""
    tables, _ = read(write(tmp_path, {"a.txt": PAGE, "b.txt": b"\xff"}))
    more = [source_problem(name, "file_empty", "x") for name in ("c", "a", "b")]
    assert with_problems(tables, more) == merged([tables, tables_of([], more)])
