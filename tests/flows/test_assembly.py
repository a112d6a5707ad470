"""Assembly: the files of a release are the same however the pages are divided among packs, and however many are edited at once."""

import json
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from flows.assembly import Assembled, assemble
from flows.cache.pack import put_pack
from flows.cache.pages import Kept
from flows.cache.parts import Parts
from flows.checks import check_tables
from flows.packing import Packed, apart, pack_portion, working_tables
from flows.pipeline import BatchRecords, portions, read_portion
from flows.problems import Problem
from flows.publication.editing import Edited, Editing, Settings, edited, editing_of, read_rules
from flows.publication.privacy import Names, Privacy
from flows.publication.private import MASK
from flows.records import PageRecords
from flows.releases.csv_tables import write_csv
from flows.releases.parquet_tables import write_parquet
from flows.releases.parts import USUAL, Division
from flows.sidecars.reading import Sidecars, read_sidecars
from flows.sources import Listing, list_sources
from flows.tables import merged, problems_in, tables_of
from schemas import TABLES
from tests.flows.captures import made
from tests.flows.publication.made_pages import ELSEWHERE, POST, RANT, glued, key, thread
from tests.flows.publication.whole import edit

EMAIL, PHONE = "jo.bloggs@rota.example", "07700 900123"
KEY = b"only for tests, of more than thirty-two bytes"
SAID = f"Write to {EMAIL} or ring {PHONE}, day and night, if you please."
POST_OF_FULL = made.post(1, title="Another Week", date="Monday, 22 February 2016")
FULL = POST_OF_FULL.but(
    lines=(*POST_OF_FULL.lines, f"Write to {EMAIL} about all of this, as the porter did.")
)
"""A post that was captured three times, the fullest capture under the greatest id."""
PRIVATE = made.post(2, 6, title="Private Matters")
"""One that was captured twice, and is withheld."""
TWICE = made.post(3, 6, title="Twice Told", date="Tuesday, 23 February 2016")
"""One that was captured twice, and has nothing private but for what a correction brings."""


def elsewhere(place: str, *texts: str) -> str:
    """A post of its own."""
    post = f"{place} notes\n\nMonday, 25 January 2016\n\nThe {place} is out of order again, says the {place} keeper.\n"
    return thread(*((0, f"Jo of the {place}", text) for text in texts), post=post)


PAGES = {
    # Ids of which one is the beginning of another: the keys of their records have another order than the documents.
    "a": elsewhere("attic", SAID, "Agreed.", "A second opinion of the attic, for what it is worth."),
    "a-b": elsewhere("bakery", "Agreed.", f"Somebody wrote: {RANT.splitlines()[0]} Indeed."),
    "a.b": elsewhere("cellar", "Nobody knows.", SAID),
    "a/b": elsewhere("drain", "Agreed.", "The drain has been so for a week now."),
    "a/c-0123456789abcdef": elsewhere("engine", "Agreed."),
    "a/c": glued("The first of the two.", "And the second.", post="A post about the weather, and of little else."),
    "ä": elsewhere("forge", "Ünïcödé and 漢字, so what?"),
    # One post, three times; under its smallest id it stands far from the page that is published.
    "b/captured": FULL.text("markdown_outline", 8),
    "m/captured": FULL.text("numbered_outline", 12),
    "z/captured": FULL.text("glued_following"),
    "d/twice": TWICE.text("markdown_outline", 3),
    "q/twice": TWICE.text("glued_following"),
    # One that is withheld, twice; its tombstone comes before the page before it.
    "wood": elsewhere("wood", "Agreed."),
    "x/private": PRIVATE.text("glued_following", 4),
    "y/private": PRIVATE.text("markdown_outline"),
    # A comment that is withheld, and another post that repeats it.
    "r/rant": thread((0, "Jo", "First."), (0, "Wilfred Oakapple", RANT), (1, "Sam", f"Ring {PHONE}."), post=POST),
    "s/again": thread((0, "Ann", RANT), post=ELSEWHERE),
    "s": f"Nothing but a body, and {EMAIL} in it.\n",
}  # fmt: skip
RECORDS = [
    {
        "id": "one",
        "text": elsewhere("gallery", f"In a shard, with {EMAIL}."),
        "url": "https://blog.example/1",
    },
    {"id": "two", "text": elsewhere("hall", "Agreed."), "url": "no address"},
]
SIDECARS = {
    "a": f'title = "The attic: ring {PHONE}"\nurl = "https://blog.example/attic"\n',
    "a-b": 'title = "Another title than that of the page"\ncaptured_on = "the day before"\n',
    "m/captured": 'author = "A Blogger"\nlicence = "CC-BY-4.0"\n',
    "s": 'same_as = "nowhere"\n',
    "not utf-8": f'captured_on = "{EMAIL}"\n',
    "no page": 'title = "Of nothing"\n',
}


def correction(name: str, column: str, found: str, should_be: str) -> str:
    return (
        f"[[correction]]\nkey = {json.dumps(name)}\ncolumn = {json.dumps(column)}\nfound = {json.dumps(found)}\n"
        f'should_be = {json.dumps(should_be)}\nreason = "Misread."\non = 2026-11-22\n'
    )


CORRECTIONS = (
    correction("b/captured", "title", "Another Week", "Another Fortnight"),
    correction("q/twice", "title", "Twice Told", f"Twice told, by {EMAIL}"),
    correction(key("a", "Agreed."), "author", "Jo of the attic", "Joan of the attic"),
    correction(key("a-b", "Agreed."), "text", "Agreed.", f"Agreed, says {EMAIL}."),
    correction(key("a.b", "Nobody knows."), "author", "Somebody", "Nobody"),
    correction(key("a.b", "Never said."), "author", "Jo", "Joan"),
    correction("nowhere", "title", "Something", "Nothing"),
    correction("a/b", "published_on_precision", "day", "month"),
)


def withheld(name: str) -> str:
    kind = "key" if "/c-" in name else "document"
    return f'[[withheld]]\n{kind} = "{name}"\nreason = "privacy"\non = 2026-11-22\n'


class Corpus(NamedTuple):
    """All that a build has before it edits."""

    raw: Path
    listing: Listing
    pages: tuple[PageRecords, ...]
    problems: tuple[Problem, ...]
    sidecars: Sidecars

    def settings(self, privacy: Privacy) -> Settings:
        sources = (*self.listing.sources, *self.listing.shards)
        return Settings(sources, self.sidecars, read_rules([self.raw]), privacy, KEY)

    def whole(self, privacy: Privacy) -> Edited:
        """All tables, edited at once."""
        extracted = merged([tables_of(self.pages, self.problems)])
        return edit(extracted, *self.settings(privacy)[:5])[0]


def write_corpus(raw: Path) -> Corpus:
    files = {
        **{f"{name}.txt": text for name, text in PAGES.items()},
        **{f"{name}.toml": text for name, text in SIDECARS.items()},
        "shard.jsonl": "".join(json.dumps(record) + "\n" for record in [*RECORDS, {"id": "none"}]),
        "corrections.toml": "\n".join(CORRECTIONS),
        "withheld.toml": "\n".join(map(withheld, ["x/private", key("r/rant", RANT)])),
        "notes.md": "No page.",
        "empty.txt": "",
    }
    for name, text in files.items():
        (raw / name).parent.mkdir(parents=True, exist_ok=True)
        (raw / name).write_text(text, encoding="utf-8")
    (raw / "not utf-8.txt").write_bytes(b"\xff")
    listing = list_sources([raw])
    plan = [*portions(listing.sources), *portions((), listing.shards)]
    read = [batch for portion in plan for batch in read_portion(portion)]
    pages = tuple(page for batch in read for page in batch.pages)
    problems = (*listing.problems, *(problem for batch in read for problem in batch.problems))
    return Corpus(raw, listing, pages, problems, read_sidecars(listing.sidecars))


PRIVACIES = {
    "as given": Privacy(),
    "pseudonyms": Privacy(names=Names.PSEUDONYMS),
    "no masks": Privacy(mask=frozenset()),
}


class Expected(NamedTuple):
    """What comes of a corpus that is one table: the bytes of all files, and all that is told of them."""

    files: dict[str, bytes]
    whole: Edited
    problems: list[Problem]
    rows: dict[str, int]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return write_corpus(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def expected(corpus: Corpus) -> dict[str, Expected]:
    found = {}
    for name, privacy in PRIVACIES.items():
        whole = corpus.whole(privacy)
        tables = check_tables(whole.tables).tables
        with tempfile.TemporaryDirectory() as folder:
            for schema in TABLES:
                table = tables[schema.name].cast(schema.arrow_schema)
                write_parquet(table, schema, Path(folder, f"{schema.name}.parquet"))
                write_csv(table, Path(folder, f"{schema.name}.csv"))
            rows = {table: tables[table].num_rows for table in tables}
            found[name] = Expected(files_in(Path(folder)), whole, problems_in(tables), rows)
    return found


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def divided(corpus: Corpus, division: Sequence[int], work: Path) -> Parts:
    """The pages in packs: each in that with the number that stands in its place."""
    packs = []
    for number in sorted(set(division)):
        pages = tuple(p for p, place in zip(corpus.pages, division, strict=True) if place == number)
        ids = frozenset(page.document["document_id"] for page in pages)
        packs.append(Kept(put_pack(work, working_tables(BatchRecords(pages, ()))), ids))
    return Parts(packs)


class Made(NamedTuple):
    """What was assembled: the bytes of all files, what is told of them, and of how many pages at a time it was told."""

    files: dict[str, bytes]
    assembled: Assembled
    editing: Editing
    told: list[int]


@pytest.fixture(scope="module")
def in_one_pack(corpus: Corpus) -> Callable[[int], Made]:
    """What is assembled of all pages in one pack, so much of them at a time."""
    return cache(lambda stretch: made_of(corpus, PRIVACIES["as given"], [0] * COUNT, stretch))


def made_of(
    corpus: Corpus, privacy: Privacy, division: Sequence[int], stretch: int, parts_of: Division = USUAL
) -> Made:
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as folder:
        parts = divided(corpus, division, Path(work))
        posts = parts.posts()
        editing = editing_of(lambda: parts, posts, corpus.settings(privacy), corpus.problems)
        lengths = {page.document["document_id"]: len(page.text) for page in corpus.pages}
        told: list[int] = []
        assembled = assemble(
            parts, lengths.__getitem__, editing, Path(folder), told.append, stretch, parts_of
        )
        return Made(files_in(Path(folder)), assembled, editing, told)


SMALL_PARTS = Division(part_bytes=1, group_rows=9)
COUNT = len(PAGES) + len(RECORDS)
divisions = st.one_of(
    st.lists(st.integers(0, 4), min_size=COUNT, max_size=COUNT),
    st.permutations(range(COUNT)),
)


# No example is made smaller: each takes a second or so, and the next test has the plain ones.
@settings(max_examples=3, phases=[Phase.generate])
@given(
    division=divisions,
    stretch=st.sampled_from([1, 400, 1500, 5000, 10**9]),
    name=st.sampled_from(sorted(PRIVACIES)),
)
def test_the_files_are_those_of_all_pages_at_once(
    corpus: Corpus, expected: dict[str, Expected], division: Sequence[int], stretch: int, name: str
) -> None:
    """Byte by byte, and what is told of them is the same."""
    made, wanted = made_of(corpus, PRIVACIES[name], division, stretch), expected[name]
    assert made.files.keys() == wanted.files.keys()
    assert [file for file, data in made.files.items() if data != wanted.files[file]] == []
    assert made.assembled.problems == tuple(wanted.problems)
    assert made.assembled.written.edits.corrections == wanted.whole.corrections
    assert made.assembled.written.edits.masked == wanted.whole.masked
    assert made.assembled.echoes == wanted.whole.echoes
    assert made.assembled.written.rows == wanted.rows


@pytest.fixture(scope="module")
def in_parts(corpus: Corpus) -> dict[str, str]:
    """The sums of the files where all pages are edited at once and each table that can be is in parts."""
    return sums_of(made_of(corpus, PRIVACIES["as given"], [0] * COUNT, 10**9, SMALL_PARTS))


def sums_of(made: Made) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in made.files.items()}


@settings(max_examples=2, phases=[Phase.generate])
@given(division=divisions, stretch=st.sampled_from([1, 1500, 5000]))
def test_the_parts_of_tables_are_those_of_all_pages_at_once(
    corpus: Corpus, in_parts: dict[str, str], division: Sequence[int], stretch: int
) -> None:
    """Byte by byte: neither who read nor how many pages were edited at once moves a row into another part."""
    made = made_of(corpus, PRIVACIES["as given"], division, stretch, SMALL_PARTS)
    assert sums_of(made) == in_parts
    assert {f"comments-{n:05}-of-00006.{suffix}" for n in range(6) for suffix in ("csv", "parquet")} <= {
        *made.files
    }


@pytest.mark.parametrize("stretch", [1, 2500, 10**9])
def test_each_page_of_the_corpus_alone_in_a_pack_or_all_in_one(
    corpus: Corpus, expected: dict[str, Expected], in_one_pack: Callable[[int], Made], stretch: int
) -> None:
    alone = made_of(corpus, PRIVACIES["as given"], range(COUNT), stretch)
    assert alone.files == in_one_pack(stretch).files == expected["as given"].files


def test_no_more_pages_are_edited_at_once_than_fill_a_stretch(in_one_pack: Callable[[int], Made]) -> None:
    """Each published page is told of once; the last stretch is for what belongs to no page."""
    published = COUNT - 4
    for stretch, count in ((1, published), (10**9, 1)):
        assert in_one_pack(stretch).told == [*[published // count] * count, 0]


def test_the_corpus_has_all_that_may_go_wrong(expected: dict[str, Expected], tmp_path: Path) -> None:
    """So that the tests above say something."""
    tables = read(expected["as given"].files, tmp_path)
    codes = {problem.code for problem in expected["as given"].problems}
    assert codes >= {
        "captured_again", "correction_invalid", "correction_stale", "correction_unmatched", "file_empty", "file_ignored",
        "not_utf8", "private_data_masked", "record_empty", "record_value_invalid", "same_as_unknown", "sidecar_alone",
        "sidecar_contradicts", "sidecar_invalid",
    }  # fmt: skip
    assert None in {problem.document_id for problem in expected["as given"].problems}
    unmatched = [p.document_id for p in expected["as given"].problems if p.code == "correction_unmatched"]
    assert unmatched == ["a.b", None]
    documents = {row["document_id"]: row for row in tables["documents"]}
    assert documents["b/captured"]["source"] == "z/captured.txt"
    assert documents["b/captured"]["title"] == "Another Fortnight"
    assert documents["b/captured"]["author"] == "A Blogger"
    assert documents["withheld-1"]["withheld"] == "privacy"
    assert {"m/captured", "z/captured", "x/private", "y/private"}.isdisjoint(documents)
    graves = [row["comment_id"] for row in tables["comments"] if row["withheld"]]
    assert graves == ["r/rant/c-withheld-2", "s/again/c-withheld-2"]
    keys = [row["comment_id"] for row in tables["comments"]]
    assert keys == sorted(keys)
    order = list(dict.fromkeys(row["document_id"] for row in tables["comments"]))
    assert order != sorted(order), "keys have another order than documents"
    assert expected["as given"].whole.echoes == (("comments", keys_of(tables, "a-b")[1]),)
    assert expected["as given"].whole.masked["email"] >= 5
    assert documents["d/twice"]["title"] == f"Twice told, by {MASK * len(EMAIL)}"
    assert len(expected["as given"].whole.corrections) == 4
    assert MASK * len(EMAIL) in repr(tables)
    assert EMAIL not in repr(tables)
    assert len({tuple(sorted(of.files.items())) for of in expected.values()}) == len(PRIVACIES)


def read(files: dict[str, bytes], folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of all tables."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {schema.name: pq.read_table(folder / f"{schema.name}.parquet").to_pylist() for schema in TABLES}


def keys_of(tables: dict[str, list[dict[str, Any]]], document: str) -> list[str]:
    """The keys of a document's comments, in the order in which they were made."""
    rows = [row for row in tables["comments"] if row["document_id"] == document]
    return [row["comment_id"] for row in sorted(rows, key=lambda row: row["sequence"])]


def test_a_part_may_have_the_pages_that_are_not_published_too(corpus: Corpus) -> None:
    """The text of none of them passes for that of the page that has its id."""
    privacy = PRIVACIES["as given"]
    tables = working_tables(BatchRecords(corpus.pages, ()))
    with tempfile.TemporaryDirectory() as work:
        parts = divided(corpus, [0] * COUNT, Path(work))
        editing = editing_of(lambda: parts, parts.posts(), corpus.settings(privacy), ())
        published = [page for _, page in editing.order]
        for order in (corpus.pages, corpus.pages[::-1]):
            tables = working_tables(BatchRecords(order, ()))
            assert edited(tables, editing).tables == edited(parts.of(published), editing).tables


# Ids that stand in several sources


def test_of_records_with_one_id_the_first_is_published_and_each_other_is_a_problem(tmp_path: Path) -> None:
    """Across slices of a shard, and where a file has the id of a record; whatever is in a portion."""
    raw = tmp_path / "raw"
    (raw / "shard").mkdir(parents=True)
    (raw / "shard" / "one.txt").write_text("A page of its own.\n")
    texts = ["A record that is too late.", "The second.", "The third.", "The second, once more."]
    records = [
        {"id": name, "text": text} for name, text in zip("one two three two".split(), texts, strict=True)
    ]
    (raw / "shard.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    listing = list_sources([raw])
    for most, at_once in ((10**9, 1), (1, 0)):
        work = tmp_path / f"work {most}"
        work.mkdir()
        plan = [*portions(listing.sources, most=most), *portions((), listing.shards, most=most)]
        assert len(plan) == (2 if most > 1 else 5)
        packed = [pack_portion(work, portion) for portion in plan]
        in_portions = [problem for of in packed for problem in of.problems]
        assert [problem.code for problem in in_portions] == ["record_repeated"] * at_once
        packs, repeated = apart(packed)
        assert [(p.source, p.document_id, p.code) for p in repeated] == [
            ("shard.jsonl", None, "record_repeated")
        ] * (2 - at_once)
        assert "'shard/one'" in repeated[0].message
        parts = Parts(packs)
        bodies = {row["document_id"]: row["body"] for part in parts for row in part["documents"].to_pylist()}
        assert bodies == {
            "shard/one": "A page of its own.",
            "shard/two": "The second.",
            "shard/three": "The third.",
        }
        assert sorted(name for kept in packs for name in kept.documents) == sorted(bodies)


def test_a_pack_of_which_no_page_counts_is_none(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "one.pack", frozenset("ab"))
    assert apart([Packed((kept,), (), 0)]) == ([kept], [])
    assert apart([]) == ([], [])
