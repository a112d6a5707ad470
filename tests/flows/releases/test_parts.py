"""Tables in parts: the same rows, whoever reads them, and nothing is lost or moved without being found out."""

import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.errors import UsageError
from flows.releases.changes import compare
from flows.releases.csv_tables import read_csv, write_csv
from flows.releases.dataset import read_dataset
from flows.releases.descriptor import write_descriptors
from flows.releases.files import CARD, DESCRIPTOR, write_sums
from flows.releases.parquet_tables import write_parquet
from flows.releases.parts import (
    CSV,
    PARQUET,
    SUFFIXES,
    USUAL,
    Division,
    PartName,
    files_of,
    names_of,
    part_named,
    tables_among,
)
from flows.releases.release import Release, write_release
from flows.releases.verify import Result, State, open_release, verify
from flows.releases.wishes import Wishes
from flows.releases.withdrawal import purge
from flows.validation.corpus import KEYS, open_corpus
from flows.validation.corpus_posts import rows_of, sketches_in
from flows.validation.entries import _values
from flows.validation.references import _column
from schemas import TABLES, table_named
from tests.flows.releases.made import PAGES, entry_for, names, released, thread
from tests.flows.releases.release_folder import RAW, tables_in
from tests.offline import run_offline, run_python_offline

DIVISION = Division(part_bytes=20_000, group_rows=16)
"""By which ``comments`` and ``segments`` of the sample are in parts of several row groups, and the other tables are not."""
DIVIDED = ("comments", "segments")
UNDIVIDED = DIVISION._replace(part_bytes=USUAL.part_bytes)
TINY = Division(part_bytes=1, group_rows=1)
"""By which each row is a part."""
PART = "comments-00001-of-00003"
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SQL = re.compile(r"^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def release_in(folder: Path, division: Division) -> Path:
    return write_release(tables_in(RAW), read_dataset([RAW]), folder, division=division).folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_in(tmp_path_factory.mktemp("whole") / "output", UNDIVIDED)


@pytest.fixture(scope="module")
def divided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_in(tmp_path_factory.mktemp("divided") / "output", DIVISION)


@pytest.fixture
def copy(divided: Path, tmp_path: Path) -> Path:
    """A copy of the release in parts, to be spoilt."""
    return Path(shutil.copytree(divided, tmp_path / divided.name))


# Names


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("comments.parquet", PartName("comments", PARQUET)),
        ("job_adverts.csv", PartName("job_adverts", CSV)),
        ("comments-00001-of-00003.csv", PartName("comments", CSV, 1, 3)),
        ("comments-1-of-3.csv", PartName("comments-1-of-3", CSV)),
        ("README.md", None),
        (".csv", None),
    ],
)
def test_name_of_a_file_says_which_part_it_is(name: str, says: PartName | None) -> None:
    assert part_named(name) == says
    if says is not None:
        assert str(says) == name


def test_a_part_that_is_missing_is_named_all_the_same(tmp_path: Path) -> None:
    """So that who opens the files of the table finds out."""
    for name in ("comments-00000-of-00003.parquet", "comments-00002-of-00003.parquet"):
        (tmp_path / name).touch()
    assert [file.name for file in files_of(tmp_path, "comments")] == [*names_of("comments", PARQUET, 3)]
    assert files_of(tmp_path, "documents") == (tmp_path / "documents.parquet",)
    assert tables_among(path.name for path in tmp_path.iterdir()) == {
        "comments": names_of("comments", PARQUET, 3)
    }


# What is written


def test_the_rows_of_the_parts_in_their_order_are_the_table(whole: Path, divided: Path) -> None:
    """In both kinds, and the parts of one number hold the same rows."""
    for schema in TABLES:
        wanted = pq.read_table(whole / f"{schema.name}.parquet")
        parquet, csv = (files_of(divided, schema.name, suffix) for suffix in SUFFIXES)
        assert (len(parquet) > 1) == (schema.name in DIVIDED)
        pieces = [pq.read_table(file) for file in parquet]
        assert pa.concat_tables(pieces).equals(wanted)
        for file, piece in zip(csv, pieces, strict=True):
            assert read_csv(file, schema).equals(piece.cast(schema.arrow_schema))


def test_a_part_takes_row_groups_until_it_has_its_size(divided: Path) -> None:
    for name in DIVIDED:
        *others, last = (pq.read_metadata(file) for file in files_of(divided, name))
        assert last.num_rows > 0
        for metadata in others:
            ends = [end_of(metadata.row_group(place)) for place in range(metadata.num_row_groups)]
            assert len(ends) > 1
            assert ends[-2] < DIVISION.part_bytes <= ends[-1]


def end_of(group: pq.RowGroupMetaData) -> int:
    """The place in the file at which a row group ends."""
    column = group.column(group.num_columns - 1)
    start = column.dictionary_page_offset or column.data_page_offset
    return int(start) + int(column.total_compressed_size)


def test_a_table_of_one_part_is_written_as_ever(whole: Path, divided: Path) -> None:
    for schema in TABLES:
        for suffix in SUFFIXES:
            file = f"{schema.name}{suffix}"
            if schema.name in DIVIDED:
                assert not (divided / file).exists()
            else:
                assert (divided / file).read_bytes() == (whole / file).read_bytes()


# Releases that follow each other


def test_nothing_differs_between_a_release_in_parts_and_one_that_is_not(whole: Path, divided: Path) -> None:
    for old, new in ((whole, divided), (divided, whole)):
        lines = io.StringIO()
        assert compare(old, new, lines).is_empty
        assert lines.getvalue() == ""


@pytest.mark.parametrize(
    "other", [USUAL, Division(1, 16), Division(30_000, 16)], ids=["whole", "more", "fewer"]
)
def test_another_size_of_parts_alone_makes_no_release(divided: Path, tmp_path: Path, other: Division) -> None:
    output = Path(shutil.copytree(divided.parent, tmp_path / "output", symlinks=True))
    tables, dataset = tables_in(RAW), read_dataset([RAW])
    assert not write_release(tables, dataset, output, division=other).is_new
    renamed = replace(dataset, title="Another title")
    assert write_release(tables, renamed, output, division=other).version == "1.0.1"


def test_files_that_nobody_listed_are_no_part_of_a_release(
    divided: Path, whole: Path, tmp_path: Path
) -> None:
    """Neither notes beside it nor a part of others, as one comes of a copy that was broken off."""
    output = Path(shutil.copytree(divided.parent, tmp_path / "output", symlinks=True))
    (output / "1.0.0" / "notes.csv").write_text("a,b\n")
    assert not write_release(tables_in(RAW), read_dataset([RAW]), output, division=USUAL).is_new
    beside = Path(shutil.copytree(whole, tmp_path / "whole"))
    shutil.copy(divided / f"{PART}.parquet", beside / "comments-00007-of-00009.parquet")
    assert compare(beside, whole, io.StringIO()).is_empty


def test_a_table_whose_parts_are_all_gone_is_missed(copy: Path, whole: Path) -> None:
    for file in files_of(copy, "comments"):
        file.unlink()
    with pytest.raises(UsageError, match=r"comments-00000-of-00003\.parquet: cannot be read"):
        compare(copy, whole, io.StringIO())


def followed(output: Path, division: Division) -> tuple[Release, Release]:
    """A release, and one in which a comment is withheld and another came."""
    first = released(PAGES, output, division=TINY)
    comments = pa.concat_tables(map(pq.read_table, files_of(first.folder, "comments")))
    key = next(row["comment_id"] for row in comments.to_pylist() if row["text"].startswith("Nobody told"))
    more = {**PAGES, "zeal": thread("Zeal", "A comment of another day.")}
    return first, released(more, output, withheld=(entry_for(key),), division=division)


@pytest.mark.parametrize("division", [USUAL, TINY], ids=["whole", "in parts"])
def test_a_release_follows_one_in_parts_and_withholds_what_stood_there(
    tmp_path: Path, division: Division
) -> None:
    first, second = followed(tmp_path / "in parts", division)
    assert len(files_of(first.folder, "comments")) == 3
    assert second.version == "2.0.0"
    assert any("1.0.0" in note and "withdrawn" in note for note in second.notes)
    assert all(result.state is not State.FAILED for result in verify(open_release(second.folder)))
    changes = json.loads((second.folder / "changes.json").read_text(encoding="utf-8"))
    counted = {
        table["name"]: (table["added"], table["removed"], table["withheld"]) for table in changes["tables"]
    }
    assert counted["comments"] == (1, 1, 1)


def test_purge_removes_every_part(tmp_path: Path) -> None:
    first, _ = followed(tmp_path / "output", TINY)
    purge(tmp_path / "output", "1.0.0")
    assert not [path.name for path in first.folder.iterdir() if part_named(path.name)]
    assert all(result.state is not State.FAILED for result in verify(open_release(first.folder)))


def test_a_release_in_parts_can_be_brought_from_elsewhere(tmp_path: Path) -> None:
    released(PAGES, tmp_path / "there", division=TINY)
    more = {**PAGES, "zeal": thread("Zeal", "A comment of another day.")}
    made = released(more, tmp_path / "output", Wishes(previous=str(tmp_path / "there")))
    assert made.version == "1.1.0"
    assert names(tmp_path / "output") == {"1.0.0", "1.1.0", "index.json", "latest"}
    assert all(
        result.state is not State.FAILED for result in verify(open_release(tmp_path / "output" / "1.0.0"))
    )


def test_parts_whose_rows_do_not_follow_each_other_are_named(copy: Path, whole: Path) -> None:
    first, second = (copy / f"comments-{number:05}-of-00003.parquet" for number in (0, 1))
    other = first.read_bytes()
    second.replace(first)
    second.write_bytes(other)
    with pytest.raises(
        UsageError, match=r"comments-00001-of-00003\.parquet: its rows do not stand in the order"
    ):
        compare(copy, whole, io.StringIO())


# Verification


def results(release: Path, raw: Path | None = None) -> dict[str, Result]:
    return {result.name: result for result in verify(open_release(release, raw))}


def places(found: dict[str, Result]) -> dict[str, set[tuple[str, int | None]]]:
    """By the check that failed, the files and rows of its findings."""
    return {
        name: {(finding.file, finding.row) for finding in result.findings}
        for name, result in found.items()
        if result.state is State.FAILED
    }


def test_a_release_in_parts_holds(divided: Path) -> None:
    assert {result.state for result in results(divided, RAW).values()} == {State.OK}


def test_a_damaged_part_is_named(copy: Path) -> None:
    file = copy / f"{PART}.csv"
    file.write_bytes(file.read_bytes().replace(b"the", b"thx", 1))
    assert places(results(copy)) == {"sums": {(file.name, None)}}


def described_anew(release: Path) -> None:
    rows = {schema.name: tables_in(RAW)[schema.name].num_rows for schema in TABLES}
    write_descriptors(release, read_dataset([RAW]), release.name, rows)
    write_sums(release)


def changed(release: Path, table: str, stem: str, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Change the rows of a part in both its files, and all that is said of these files."""
    schema = table_named(table)
    rows = pq.read_table(release / f"{stem}.parquet").cast(schema.arrow_schema).to_pylist()
    change(rows)
    part = pa.Table.from_pylist(rows, schema.arrow_schema)
    write_parquet(part, schema, release / f"{stem}.parquet")
    write_csv(part, release / f"{stem}.csv")
    described_anew(release)


def test_a_row_that_was_altered_is_named_by_its_part_and_its_place_there(copy: Path) -> None:
    """In each check that finds it, though all that is said of the files was made anew."""
    changed(copy, "comments", PART, lambda rows: rows[3].update(text="Somebody else said this."))
    here = {(f"{PART}.parquet", 3)}
    assert places(results(copy, RAW)) == {"digests": here, "raw": here}


def test_rows_are_named_so_by_the_checks_of_whole_tables(copy: Path) -> None:
    """Of values, references, order and places, each in its own part."""
    part = files_of(copy, "segments")[1].stem
    changed(copy, "segments", part, lambda rows: rows[5].update(start=rows[5]["start"] - 1))
    changed(copy, "comments", PART, lambda rows: rows[7].update(parent_id="nowhere"))
    changed(copy, "comments", PART, lambda rows: rows[9].update(certainty="sure"))
    found = places(results(copy))
    assert found["segments"] == {(f"{part}.parquet", 5)}
    assert found["references"] == {(f"{PART}.parquet", 7)}
    assert (f"{PART}.parquet", 9) in found["values"]
    changed(copy, "comments", PART, lambda rows: rows.reverse())
    files = {file for file, _ in places(results(copy))["keys"]}
    assert files <= {f"{PART}.parquet", "comments-00002-of-00003.parquet"} and f"{PART}.parquet" in files


def test_a_cell_of_a_csv_part_that_says_something_else_is_named(copy: Path) -> None:
    schema = table_named("comments")
    rows = pq.read_table(copy / f"{PART}.parquet").cast(schema.arrow_schema).to_pylist()
    rows[2]["author"] = "Somebody else"
    write_csv(pa.Table.from_pylist(rows, schema.arrow_schema), copy / f"{PART}.csv")
    described_anew(copy)
    assert places(results(copy)) == {"csv": {(f"{PART}.csv", 2)}}


def test_a_part_that_is_missing_in_the_middle_is_named(copy: Path) -> None:
    (copy / f"{PART}.parquet").unlink()
    assert places(results(copy)) == {"sums": {(f"{PART}.parquet", None)}}
    write_sums(copy)
    assert (f"{PART}.parquet", None) in places(results(copy))["files"]


def test_a_part_that_is_missing_is_found_though_nothing_tells_of_it_any_more(copy: Path) -> None:
    """The names of the others say how many there are."""
    for suffix in SUFFIXES:
        (copy / f"{PART}{suffix}").unlink()
    package = json.loads((copy / DESCRIPTOR).read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["name"].startswith("comments"):
            resource["parts"] = [part for part in resource["parts"] if PART not in part["path"]]
            resource["path"] = [part["path"] for part in resource["parts"]]
            resource["rowCount"] = sum(part["rowCount"] for part in resource["parts"])
    (copy / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    write_sums(copy)
    found = results(copy)["descriptor"]
    assert "the parts of comments-00000-of-00003.csv are not all there" in found.findings[0].message


# Contributions


def test_contributions_are_held_against_a_corpus_in_parts_as_against_any(whole: Path, divided: Path) -> None:
    one, other = open_corpus(whole), open_corpus(divided)
    assert (one.documents, one.by_sha256, one.posts) == (other.documents, other.by_sha256, other.posts)
    sketches = [
        [
            (capture, sketch.marks, sketch.post and sketch.post.digest())
            for capture, sketch in sketches_in(corpus)
        ]
        for corpus in (one, other)
    ]
    assert sketches[0] == sketches[1]
    some = list(one.posts)[3:6]
    assert rows_of(one, some) == rows_of(other, some)
    for table, key in KEYS.items():
        assert _column(one, table, key).to_pylist() == _column(other, table, key).to_pylist()
    last = pq.read_table(files_of(divided, "comments")[-1]).slice(0, 1).to_pylist()[0]
    assert _values(other, "comments", last["comment_id"], "text") == [last["text"]]


def test_a_corpus_that_lacks_a_part_is_refused_by_its_name(copy: Path) -> None:
    (copy / f"{PART}.parquet").unlink()
    with pytest.raises(UsageError, match="the table comments cannot be read"):
        list(sketches_in(open_corpus(copy)))


# Others' programs


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_frictionless_finds_a_release_in_parts_valid_and_reads_every_row(divided: Path, home: Path) -> None:
    """The header of each part is no row, and every foreign key resolves across parts."""
    done = run_offline("frictionless", "validate", DESCRIPTOR, "--json", cwd=divided, home=home)
    report = json.loads(done.stdout)
    assert (done.returncode, report["valid"], report["warnings"]) == (0, True, [])
    assert {task["name"]: task["stats"]["rows"] for task in report["tasks"] if "rows" in task["stats"]} == {
        schema.name: tables_in(RAW)[schema.name].num_rows for schema in TABLES
    }


def test_mlcroissant_takes_a_release_in_parts_and_reads_every_row_in_order(divided: Path, home: Path) -> None:
    code = (
        "import json, mlcroissant\n"
        "records = mlcroissant.Dataset('croissant.json').records('comments')\n"
        "print(json.dumps([record['comments/comment_id'].decode() for record in records]))"
    )
    read = json.loads(run_python_offline(code, cwd=divided, home=home))
    assert read == tables_in(RAW)["comments"]["comment_id"].to_pylist()


def test_the_recipes_of_the_card_load_a_release_in_parts(
    divided: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those in Python and in SQL, as they stand; all rows are there, in their order."""
    card = (divided / CARD).read_text(encoding="utf-8")
    of_python = _PYTHON.findall(card)
    by_pandas = [code for code in of_python if "import pandas" in code]
    assert (len(by_pandas), len(of_python)) == (2, 4)
    for code in of_python:
        keys = "import json; print(json.dumps(list(comments['comment_id'])))" if code in by_pandas else ""
        printed = run_python_offline(f"{code}\n{keys}", cwd=divided, home=home).splitlines()
        assert printed
        if keys:
            assert json.loads(printed[-1]) == tables_in(RAW)["comments"]["comment_id"].to_pylist()
    monkeypatch.chdir(divided)
    relation = duckdb.sql(_SQL.findall(card)[0])
    assert relation is not None
    count = tables_in(RAW)["comments"].num_rows
    assert sum(number for _, number in relation.fetchall()) == count
    assert polars.scan_parquet("comments-*.parquet").select(polars.len()).collect().item() == count
    assert "`comments` (3)" in card and "data_files: comments-*.parquet" in card
