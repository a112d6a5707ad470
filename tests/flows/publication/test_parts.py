"""What is withheld and corrected does not depend on how the tables are divided among parts by documents."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.captures.resolve import resolve
from flows.errors import UsageError
from flows.problems import CODES, Problem, source_problem
from flows.publication.correctable import named
from flows.publication.correction_file import Correction
from flows.publication.corrections import correct, corrected, joined_known, known_in, unmatched
from flows.publication.echoes import echoes, joined_echoes
from flows.publication.finding import find
from flows.publication.named import check_named
from flows.publication.withheld import Withheld
from flows.publication.withholding import with_tombstones
from flows.tables import Tables, merged, problems_in, tables_of, with_problems
from tests.flows.publication.made_pages import (
    ELSEWHERE,
    OTHER,
    POST,
    RANT,
    elsewhere,
    entries,
    key,
    tables,
    thread,
)
from tests.flows.publication.whole import withhold

SAID = "Nobody ever asked the night shift what it thinks of the four new keys."
LONG = thread((0, "Jo", OTHER), (0, "Wilfred Oakapple", RANT), (1, "Sam", "Agreed."), (0, "Sam", "Agreed."))
PAGES = {
    "2016/page": LONG,
    "2016/page-again": thread((0, "Jo", SAID), post=POST.replace("Saturday", "Sunday")),
    "a": elsewhere("Agreed.", RANT, f"He says: {OTHER} Well."),
    "b/first": thread((0, "Jo", SAID), (0, "Sam", "Agreed."), post=ELSEWHERE.replace("lift", "boiler")),
    "b/second": thread((0, "Ann", "Who wrote this?"), post=ELSEWHERE.replace("lift", "drain")),
    "c": thread((0, "Ann", OTHER), post="Keys\n\nThursday, 28 January 2016\n\nThe keys are with the porter, who is ill.\n"),
}  # fmt: skip


CAPTURED = {
    name: LONG.replace("county", "borough") + end for name, end in (("same/one", ""), ("same/two", "\n"))
}


def read() -> Tables:
    """The pages, two of which are captures of one post, with problems that quote what may be withheld."""
    told = (
        Problem("a.txt", "a", CODES["mixed_layouts"][0], "mixed_layouts", f"quotes {RANT[:60]!r}"),
        Problem("c.txt", "c", CODES["outline_gap"][0], "outline_gap", f"names {key('2016/page', OTHER)}"),
        Problem("c.txt", "c", CODES["url_shared"][0], "url_shared", "as 2016/page.txt does"),
        source_problem("2016/page.txt", "file_ignored", "of a file"),
        source_problem("d.toml", "sidecar_alone", "of no document"),
    )
    alone = [resolve(tables({name: text})) for name, text in PAGES.items()]
    return merged([*alone, resolve(tables(CAPTURED)), tables_of([], told)])


READ = read()
DOCUMENTS = READ["documents"]["document_id"].to_pylist()
NAMES = (
    key("2016/page", RANT),
    key("a", "Agreed."),
    key("same/two", OTHER),
    key("c", "Never said."),
    "2016/page",
    "same/two",
    "b/first",
    "nowhere",
)
divisions = st.tuples(
    st.sampled_from([1, 2, 5]), st.lists(st.integers(0, 4), min_size=len(DOCUMENTS), max_size=len(DOCUMENTS))
)
AWAY = (key("c", "Never said."), "nowhere")
named_entries = st.lists(st.sampled_from(NAMES), unique=True, max_size=4).map(
    lambda names: entries(*names, gone=AWAY)
)


def correction(key: str, column: str, found: Any, should_be: Any) -> Correction:
    table, document, record = named(key)
    place = "corrections.toml: entry 1"
    return Correction(place, 1, 3, key, table, document, record, column, found, should_be, "Misread.", date(2026, 11, 22))  # fmt: skip


CORRECTIONS = (
    correction(key("a", RANT), "author", "Jo", "Joan"),
    correction(key("c", OTHER), "author", "Ann", "Anne"),
    correction(key("c", OTHER), "text", OTHER, "Who keeps a rota?"),
    correction(key("b/first", SAID), "author", "Somebody", None),
    correction(key("b/first", "Never said."), "author", "Jo", "Joan"),
    correction("2016/page", "title", "Saturday notes", "Sunday notes"),
    correction("same/two", "title", "Saturday notes", "Sunday notes"),
    correction(key("same/two", OTHER), "author", "Jo", "Joan"),
    correction(key("same/two", "Never said."), "author", "Jo", "Joan"),
    correction("nowhere", "title", None, "A title"),
)


def divided(whole: Tables, division: tuple[int, Sequence[int]]) -> Callable[[], list[Tables]]:
    """The tables in so many parts, some of which may have no rows; what belongs to no document is in the first."""
    count, places = division

    def part(number: int) -> Tables:
        own = pa.array(
            [name for name, place in zip(DOCUMENTS, places, strict=True) if place % count == number],
            pa.string(),
        )

        def rows(table: pa.Table) -> pa.Table:
            is_own = pc.is_in(table["document_id"], own)
            return table.filter(pc.or_(is_own, pc.is_null(table["document_id"])) if number == 0 else is_own)

        return {name: rows(table) for name, table in whole.items()}

    return lambda: [part(number) for number in range(count)]


@settings(max_examples=30)
@given(division=divisions, withheld=named_entries)
def test_withholding_part_by_part_is_withholding_at_once(
    division: tuple[int, Sequence[int]], withheld: tuple[Withheld, ...]
) -> None:
    """Tables, true keys, words and echoes, whatever is named: comments, documents with copies, captures."""
    whole = withhold(READ, withheld)
    parts = divided(READ, division)
    found = find(parts, withheld)
    check_named(withheld, found.named)
    published = [with_tombstones(part, found) for part in parts()]
    assert merged(published) == whole.tables
    assert (found.keys, found.ids, found.texts) == (whole.keys, whole.documents, whole.texts)
    assert joined_echoes(echoes(part, found.texts) for part in published) == whole.echoes


@settings(max_examples=30)
@given(division=divisions)
def test_what_is_not_found_is_told_alike(division: tuple[int, Sequence[int]]) -> None:
    withheld = entries(*NAMES)
    with pytest.raises(UsageError) as told:
        withhold(READ, withheld)
    with pytest.raises(UsageError) as told_of_parts:
        check_named(withheld, find(divided(READ, division), withheld).named)
    assert str(told_of_parts.value) == str(told.value)
    assert [line.split(":")[1].split()[:2] for line in str(told.value).split("\n")] == [
        ["entry", "4"],
        ["entry", "8"],
    ]


@settings(max_examples=30)
@given(division=divisions, withheld=named_entries)
def test_correcting_part_by_part_is_correcting_at_once(
    division: tuple[int, Sequence[int]], withheld: tuple[Withheld, ...]
) -> None:
    """Tables, what was applied, and each problem once, that with a key that no part has included."""
    whole = correct(READ, CORRECTIONS, withheld)
    parts = divided(READ, division)
    found = find(parts, withheld)
    known = joined_known(known_in(part, CORRECTIONS) for part in parts())
    done = [corrected(part, CORRECTIONS, found) for part in parts()]
    lost = unmatched(CORRECTIONS, known, found)
    assert with_problems(merged([part.tables for part in done]), lost) == whole.tables
    assert {c.key for part in done for c in part.applied} == {c.key for c in whole.applied}
    assert sum(len(part.applied) for part in done) == len(whole.applied)
    problems = [*(problem for part in done for problem in part.problems), *lost]
    assert sorted(problems, key=repr) == sorted(whole.problems, key=repr)
    assert set(problems) <= set(problems_in(whole.tables))
