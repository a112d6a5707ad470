"""Verification: a release that was changed anywhere is found out, by its sums or, where these were made anew, by what it says."""

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from flows.checks import check_tables
from flows.errors import UsageError
from flows.publication.withheld import Withheld
from flows.releases.csv_tables import write_csv
from flows.releases.dataset import Dataset
from flows.releases.descriptor import write_descriptors
from flows.releases.files import DESCRIPTOR, SUMS, write_sums
from flows.releases.index import read_index, write_index
from flows.releases.parquet_tables import write_parquet
from flows.releases.release import write_release
from flows.releases.verify import CHECKS, Finding, Result, State, open_release, verify
from flows.releases.verify.results import MOST_FINDINGS, result_of
from flows.releases.withdrawal import purge
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from schemas import TABLES, table_named
from tests.flows.publication.whole import withhold
from tests.reading import read_batch

Row = dict[str, Any]
ROOT = Path(__file__).parents[3]
PAGES = {
    "thread.txt": "\ufeffA Quiet Week\r\nNothing was said of the review.\r\n\r\nNot a word.\r\n\r\n3 comments:\r\n"
    "The first to speak.\r\nReplyDelete\r\nIn two paragraphs.\r\nAn answer to the first.\r\nDelete\r\n"
    "=SUM(1) is what it comes to.\r\nReplyDelete\r\n",
    "unread/plain.txt": "A page without a thread.\n\n  It has two lines.  \n",
}
"""Pages with what a careless reader trips on: a mark at the beginning, CRLF, blanks, a text that begins with a sign."""


def tables_of_pages(raw: Path) -> Tables:
    return check_tables(merged([tables_of(read_batch(list_sources([raw]).sources).pages)])).tables


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corpus, and pages of its own."""
    folder = Path(shutil.copytree(ROOT / "raw", tmp_path_factory.mktemp("sources") / "raw"))
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


@pytest.fixture(scope="module")
def made(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release that the tests only read."""
    return write_release(tables_of_pages(raw), Dataset(), tmp_path_factory.mktemp("made") / "output").folder


@pytest.fixture
def released(made: Path, tmp_path: Path) -> Path:
    """A copy of the release in its output folder."""
    shutil.copytree(made.parent, tmp_path / "output", symlinks=True)
    return tmp_path / "output" / made.name


@pytest.fixture
def alone(made: Path, tmp_path: Path) -> Path:
    """A copy of the release without an index beside it, as somebody may have downloaded it."""
    return Path(shutil.copytree(made, tmp_path / "downloads" / made.name))


def results(release: Path, raw: Path | None = None) -> dict[str, Result]:
    return {result.name: result for result in verify(open_release(release, raw))}


def failed(found: dict[str, Result]) -> set[str]:
    return {name for name, result in found.items() if result.state is State.FAILED}


def said(result: Result) -> str:
    return "\n".join(map(str, result.findings))


def resummed(release: Path) -> None:
    """Describe and list the files as they now are, so that only what they say can give them away."""
    rows = {s.name: pq.read_metadata(release / f"{s.name}.parquet").num_rows for s in TABLES}
    write_descriptors(release, Dataset(), release.name, rows)
    write_sums(release)


def rewritten(release: Path, table: str, change: Callable[[list[Row]], Iterable[Row]]) -> None:
    """Change the rows of a table in both its files, and all that is said of these files."""
    schema = table_named(table)
    rows = pq.ParquetFile(release / f"{table}.parquet").read().cast(schema.arrow_schema).to_pylist()
    changed = pa.Table.from_pylist(list(change(rows)), schema.arrow_schema)
    write_parquet(changed, schema, release / f"{table}.parquet")
    write_csv(changed, release / f"{table}.csv")
    resummed(release)


def with_changed(place: int, **values: Any) -> Callable[[list[Row]], list[Row]]:
    """A change of the values of one row."""
    return lambda rows: [{**row, **values} if at == place else row for at, row in enumerate(rows)]


def place_of(release: Path, table: str, is_it: Callable[[Row], bool]) -> tuple[int, Row]:
    rows = pq.ParquetFile(release / f"{table}.parquet").read().to_pylist()
    return next((place, row) for place, row in enumerate(rows) if is_it(row))


# A release as it was made


def test_release_holds_with_its_raw_text(made: Path, raw: Path) -> None:
    """Every check ran, in the order of the table, and found nothing."""
    found = results(made, raw)
    assert list(found) == [check.name for check in CHECKS]
    assert {result.state for result in found.values()} == {State.OK}
    assert not any(result.notes for result in found.values())


def test_release_is_found_through_latest(made: Path) -> None:
    """The link stands for the version that it names."""
    assert open_release(made.parent / "latest").version == made.name


def test_release_alone_holds_and_says_what_was_not_looked_at(alone: Path) -> None:
    found = results(alone)
    assert not failed(found)
    assert {name for name, result in found.items() if result.state is State.NOT_RUN} == {"index", "raw"}
    assert "--raw" in str(found["raw"].reason)


def test_sample_holds_what_the_checks_are_about(made: Path) -> None:
    """Replies, records in posts and in comments, duplicates: no check is fine for want of something to look at."""
    comments = pq.ParquetFile(made / "comments.parquet").read()
    segments = pq.ParquetFile(made / "segments.parquet").read()
    bulletins = pq.ParquetFile(made / "bulletins.parquet").read()
    assert comments["parent_id"].null_count < comments.num_rows
    assert pc.max(pc.list_value_length(comments["spans"])).as_py() > 1
    assert {"body", "bulletin", "job_advert", "comment", "duplicate"} <= set(segments["kind"].to_pylist())
    assert 0 < bulletins["comment_id"].null_count < bulletins.num_rows


@pytest.mark.parametrize("what", ["missing", "a file", "empty", "of releases"])
def test_what_is_no_release_is_wrong_usage(what: str, made: Path, tmp_path: Path) -> None:
    places = {
        "missing": tmp_path / "none",
        "a file": made / SUMS,
        "empty": tmp_path,
        "of releases": made.parent,
    }
    with pytest.raises(UsageError, match="name the folder of a release"):
        open_release(places[what])


def test_raw_that_is_no_folder_is_wrong_usage(made: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--raw"):
        open_release(made, tmp_path / "none")


# One byte


def test_single_changed_byte_anywhere_is_named(released: Path) -> None:
    """In any file, its first and last byte among them; in the list of sums, the list or the file of the line."""
    chance = random.Random(5)
    output, files = released.parent, sorted(released.iterdir())
    assert len(files) == 2 * len(TABLES) + 6
    for path in files:
        data = path.read_bytes()
        for place in (0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(8))):
            changed = bytearray(data)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            first = next(r for r in verify(open_release(released)) if r.state is State.FAILED)
            assert first.name == "sums"
            (finding, *more) = first.findings
            if path.name == SUMS:
                line = data.count(b"\n", 0, place)
                listed = data.decode().splitlines()[line].split("  ")[1]
                assert SUMS in first.files or listed in first.files
                assert SUMS in next(r for r in verify(open_release(released)) if r.name == "index").files
            else:
                assert (finding.file, more) == (path.name, [])
        path.write_bytes(data)
    assert not failed(results(output / "latest"))


@pytest.mark.parametrize("place", [0, 40, 66, 70, -1])
def test_changed_list_of_sums_is_named_without_an_index_too(alone: Path, place: int) -> None:
    """Its digests, the blanks between, the names, its end."""
    data = bytearray((alone / SUMS).read_bytes())
    first = data.split(b"\n")[0].split(b"  ")[1].decode()
    data[place] ^= 1
    (alone / SUMS).write_bytes(data)
    assert results(alone)["sums"].files & {SUMS, first}


def test_list_that_was_made_anew_is_not_that_of_the_index(released: Path) -> None:
    """Someone who mends the sums after a change is found by the index."""
    (released / "README.md").write_text("Another card.\n", encoding="utf-8")
    write_sums(released)
    found = results(released)
    assert failed(found) == {"index"}
    assert found["index"].files == {SUMS}


# Files


def test_file_that_is_gone_and_one_too_many_are_named(alone: Path) -> None:
    (alone / "README.md").unlink()
    (alone / "notes.txt").write_text("not of the release", encoding="utf-8")
    assert results(alone)["sums"].files == {"README.md", "notes.txt"}


@pytest.mark.parametrize("name", ["README.md", "CHANGES.md", "changes.json", "croissant.json"])
def test_file_that_every_release_has_is_missed_though_the_sums_do_not_list_it(alone: Path, name: str) -> None:
    (alone / name).unlink()
    write_sums(alone)
    found = results(alone)
    assert failed(found) == {"files"}
    assert found["files"].files == {name}


@pytest.mark.parametrize("what", ["bytes", "hash", "rowCount"])
def test_descriptor_that_is_wrong_about_a_file_is_named(alone: Path, what: str) -> None:
    """And the file that it is wrong about."""
    package = json.loads((alone / DESCRIPTOR).read_bytes())
    wrong = next(r for r in package["resources"] if r["path"] == "comments.parquet")
    wrong[what] = wrong[what].replace("sha256:", "sha256:0")[:-1] if what == "hash" else wrong[what] + 1
    (alone / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    write_sums(alone)
    found = results(alone)
    assert failed(found) == {"files"}
    (finding,) = found["files"].findings
    assert finding.file == DESCRIPTOR and "comments.parquet" in finding.message


def test_version_that_is_not_the_folders_is_named(alone: Path) -> None:
    renamed = alone.rename(alone.with_name("2.0.0"))
    found = results(renamed)
    assert failed(found) == {"descriptor"}
    assert "1.0.0" in said(found["descriptor"]) and "2.0.0" in said(found["descriptor"])
    assert not failed(results(renamed.rename(alone.with_name("my copy"))))


def test_index_that_gives_other_rows_is_found(released: Path) -> None:
    output, index = released.parent, read_index(released.parent)
    (entry,) = index.releases
    write_index(output, index.changed({entry.version: replace(entry, rows={**entry.rows, "comments": 1})}))
    assert failed(results(released)) == {"descriptor"}


def test_index_that_cannot_be_read_is_named(released: Path) -> None:
    (released.parent / "index.json").write_text("{", encoding="utf-8")
    found = results(released)
    assert failed(found) == {"index"}
    assert found["index"].files == {"index.json"}


def test_withdrawn_release_holds_and_says_that_it_is(released: Path) -> None:
    index = read_index(released.parent)
    (entry,) = index.releases
    write_index(released.parent, index.changed({entry.version: replace(entry, withdrawn=True)}))
    found = results(released)
    assert not failed(found)
    assert "withdrawn" in found["index"].notes[0]


@pytest.fixture
def purged(released: Path, raw: Path, tmp_path: Path) -> Path:
    """A release that was withdrawn and purged once there was another."""
    output, more = released.parent, Path(shutil.copytree(raw, tmp_path / "more"))
    (more / "later.txt").write_text(PAGES["unread/plain.txt"], encoding="utf-8")
    assert write_release(tables_of_pages(more), Dataset(), output).version == "1.1.0"
    index = read_index(output)
    write_index(output, index.changed({"1.0.0": replace(index.releases[0], withdrawn=True)}))
    purge(output, "1.0.0")
    return released


def test_purged_release_is_verified_as_far_as_it_remains(purged: Path) -> None:
    """Its tables are not missed; what remains must be as it was."""
    found = results(purged)
    assert not failed(found)
    assert {found[name].state for name in ("sums", "index", "descriptor", "files")} == {State.OK}
    assert {found[name].state for name in ("schema", "keys", "raw")} == {State.NOT_RUN}
    assert any("purged" in note for note in found["index"].notes)
    (purged / "README.md").write_text("Another card.\n", encoding="utf-8")
    assert results(purged)["sums"].files == {"README.md"}


def test_release_after_a_purged_one_holds(purged: Path) -> None:
    assert not failed(results(purged.parent / "latest"))


def test_table_that_a_purge_left_behind_is_named(purged: Path, made: Path) -> None:
    shutil.copy(made / "comments.csv", purged)
    assert results(purged)["sums"].files == {"comments.csv"}


# What only the deeper checks find, for all sums were made anew


def test_repeated_key_is_found(alone: Path) -> None:
    rewritten(alone, "bulletins", lambda rows: [rows[0], *rows])
    found = results(alone)
    assert {"keys", "values", "counts"} <= failed(found)
    assert (found["keys"].findings[0].file, found["keys"].findings[0].row) == ("bulletins.parquet", 1)


def test_rows_out_of_their_order_are_found(alone: Path) -> None:
    rewritten(alone, "comments", lambda rows: [rows[1], rows[0], *rows[2:]])
    found = results(alone)
    assert failed(found) == {"keys"}
    assert [finding.row for finding in found["keys"].findings] == [1]


def test_two_comments_in_one_place_are_found(alone: Path) -> None:
    place, row = place_of(alone, "comments", lambda row: row["sequence"] == 1)
    rewritten(alone, "comments", with_changed(place, sequence=0))
    found = results(alone)
    assert "keys" in failed(found)
    assert row["document_id"] in said(found["keys"])


def test_parent_that_is_not_there_is_found(alone: Path) -> None:
    place, row = place_of(alone, "comments", lambda row: row["parent_id"] is not None)
    rewritten(alone, "comments", with_changed(place, parent_id=f"{row['document_id']}/c-{'0' * 16}"))
    found = results(alone)
    assert failed(found) == {"references"}
    assert [(f.file, f.row) for f in found["references"].findings] == [("comments.parquet", place)]


def test_parent_that_is_itself_a_reply_or_comes_later_is_found(alone: Path) -> None:
    place, row = place_of(alone, "comments", lambda row: row["parent_id"] is not None)
    _, other = place_of(
        alone,
        "comments",
        lambda r: r["document_id"] == row["document_id"] and r["sequence"] > row["sequence"],
    )
    rewritten(alone, "comments", with_changed(place, parent_id=other["comment_id"]))
    found = results(alone)
    assert failed(found) == {"threads"}
    assert {finding.row for finding in found["threads"].findings} == {place}


def test_bulletin_in_a_comment_that_is_not_there_is_found(alone: Path) -> None:
    place, row = place_of(alone, "bulletins", lambda row: row["comment_id"] is not None)
    rewritten(alone, "bulletins", with_changed(place, comment_id=f"{row['document_id']}/c-{'0' * 16}"))
    assert failed(results(alone)) == {"references", "spans"}


def test_gap_between_segments_is_found(alone: Path) -> None:
    place, row = place_of(alone, "segments", lambda row: row["kind"] == "marker" and row["sequence"] > 0)
    rewritten(alone, "segments", with_changed(place, start=row["start"] + 1))
    found = results(alone)
    assert failed(found) == {"segments"}
    assert [(f.file, f.row) for f in found["segments"].findings] == [("segments.parquet", place)]


def test_segments_that_end_before_their_page_are_found(alone: Path) -> None:
    place, row = place_of(alone, "documents", lambda row: row["document_id"] == "thread")
    rewritten(alone, "documents", with_changed(place, characters=row["characters"] + 1))
    found = results(alone)
    assert failed(found) == {"segments"}
    assert [(f.file, f.row) for f in found["segments"].findings] == [("documents.parquet", place)]


def test_document_without_its_segments_is_found(alone: Path) -> None:
    rewritten(alone, "segments", lambda rows: [row for row in rows if row["document_id"] != "unread/plain"])
    assert failed(results(alone)) == {"segments"}


def test_segment_of_a_record_of_another_kind_is_found(alone: Path) -> None:
    place, _ = place_of(alone, "segments", lambda row: row["kind"] == "comment")
    rewritten(alone, "segments", with_changed(place, kind="bulletin"))
    found = results(alone)
    assert failed(found) == {"records", "spans"}
    assert [f.row for f in found["records"].findings] == [place]


def test_segment_of_no_record_that_names_one_is_found(alone: Path) -> None:
    _, comment = place_of(alone, "segments", lambda row: row["kind"] == "comment")
    place, _ = place_of(
        alone,
        "segments",
        lambda row: row["kind"] == "marker" and row["document_id"] == comment["document_id"],
    )
    rewritten(alone, "segments", with_changed(place, record_id=comment["record_id"]))
    assert failed(results(alone)) == {"records"}


@pytest.mark.parametrize("table", ["comments", "bulletins", "job_adverts"])
def test_count_that_is_off_is_found(alone: Path, table: str) -> None:
    place, row = place_of(alone, "documents", lambda row: row[table] > 0)
    rewritten(alone, "documents", with_changed(place, **{table: row[table] + 1}))
    found = results(alone)
    assert failed(found) == {"counts"}
    assert [(f.file, f.row) for f in found["counts"].findings] == [("documents.parquet", place)]


def test_span_outside_of_its_segment_is_found(alone: Path) -> None:
    place, row = place_of(alone, "comments", lambda row: len(row["spans"]) > 1)
    first, *rest = row["spans"]
    rewritten(alone, "comments", with_changed(place, spans=[{**first, "start": first["start"] - 1}, *rest]))
    found = results(alone)
    assert failed(found) == {"spans"}
    assert [f.row for f in found["spans"].findings] == [place]


def test_span_too_few_is_found(alone: Path) -> None:
    place, row = place_of(alone, "comments", lambda row: len(row["spans"]) > 1)
    rewritten(alone, "comments", with_changed(place, spans=row["spans"][:1]))
    assert failed(results(alone)) == {"spans"}


def test_span_of_a_bulletin_outside_of_its_comment_is_found(alone: Path) -> None:
    place, row = place_of(alone, "bulletins", lambda row: row["comment_id"] is not None)
    moved = [{"start": span["start"] + 100_000, "end": span["end"] + 100_000} for span in row["spans"]]
    rewritten(alone, "bulletins", with_changed(place, spans=moved))
    assert failed(results(alone)) == {"spans"}


def test_word_that_was_changed_is_no_longer_that_of_its_key(alone: Path) -> None:
    place, row = place_of(alone, "comments", lambda row: "first" in row["text"])
    rewritten(alone, "comments", with_changed(place, text=row["text"].replace("first", "last", 1)))
    found = results(alone)
    assert failed(found) == {"digests"}
    assert [(f.file, f.row) for f in found["digests"].findings] == [("comments.parquet", place)]


def test_value_that_its_column_does_not_allow_is_found(alone: Path) -> None:
    """The rows are those of the file, counted from 0."""
    place, _ = place_of(alone, "comments", lambda row: row["sequence"] == 2)
    rewritten(alone, "comments", with_changed(place, certainty="sure"))
    found = results(alone)
    assert failed(found) == {"values"}
    assert [(f.file, f.row) for f in found["values"].findings] == [("comments.parquet", place)]


def test_column_of_another_type_is_found(alone: Path) -> None:
    table = pq.ParquetFile(alone / "problems.parquet").read()
    place = table.schema.get_field_index("line")
    texts = table.set_column(place, pa.field("line", pa.string()), table["line"].cast(pa.string()))
    pq.write_table(texts, alone / "problems.parquet")
    resummed(alone)
    found = results(alone)
    assert failed(found) == {"schema"}
    assert "column line" in said(found["schema"])
    assert found["keys"].reason == "schema failed"


def test_column_of_lists_of_another_type_is_found(alone: Path) -> None:
    """The descriptor calls both arrays; the models know of what."""
    table = pq.ParquetFile(alone / "comments.parquet").read()
    field = pa.field("links", pa.list_(pa.int64()), nullable=False)
    numbers = pa.array([[]] * table.num_rows, field.type)
    pq.write_table(
        table.set_column(table.schema.get_field_index("links"), field, numbers), alone / "comments.parquet"
    )
    resummed(alone)
    assert failed(results(alone)) == {"schema"}


# CSV and Parquet


def csv_changed(release: Path, table: str, change: Callable[[str], str]) -> None:
    path = release / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8", newline="")
    resummed(release)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        pytest.param("comments", lambda text: text.replace("first", "last", 1), id="a word"),
        pytest.param("comments", lambda text: text.replace("'=SUM", "=SUM"), id="a guard that is gone"),
        pytest.param("comments", lambda text: text.replace('""start"": ', '""start"": 1', 1), id="a span"),
        pytest.param("comments", lambda text: text.replace(",false,", ",true,", 1), id="a flag"),
        pytest.param("documents", lambda text: text.replace("source", "origin", 1), id="the header"),
        pytest.param("documents", lambda text: text.replace(",,", ',"",', 1), id="empty in the place of null"),
        pytest.param("problems", lambda text: text[: text.rstrip("\n").rindex("\n") + 1], id="a row less"),
        pytest.param("problems", lambda text: text + text.splitlines(True)[-1], id="a row more"),
        pytest.param("problems", lambda text: text + "one cell\n", id="a row of one cell"),
        pytest.param("problems", lambda text: text + '"', id="a quotation mark that is not closed"),
        pytest.param("problems", lambda text: text[:0], id="nothing"),
    ],
)  # fmt: skip
def test_csv_that_says_something_else_is_found(alone: Path, table: str, change: Callable[[str], str]) -> None:
    csv_changed(alone, table, change)
    found = results(alone)
    assert failed(found) == {"csv"}
    assert found["csv"].files == {f"{table}.csv"}


def test_csv_names_the_row_and_column_that_differ(alone: Path) -> None:
    place, _ = place_of(alone, "comments", lambda row: row["text"].startswith("=SUM"))
    csv_changed(alone, "comments", lambda text: text.replace("'=SUM(1)", "'=SUM(2)"))
    (finding,) = results(alone)["csv"].findings
    assert finding.row == place
    assert "column text" in finding.message and "=SUM(1)" in finding.message and "=SUM(2)" in finding.message


# Against the raw text


def test_text_that_is_not_what_its_spans_give_is_found_by_the_raw_text_alone(alone: Path, raw: Path) -> None:
    """Blanks are no part of a key, so the release is sound in itself."""
    place, row = place_of(alone, "comments", lambda row: "\n" in row["text"])
    rewritten(alone, "comments", with_changed(place, text=row["text"].replace("\n", " ")))
    assert not failed(results(alone))
    found = results(alone, raw)
    assert failed(found) == {"raw"}
    assert [(f.file, f.row) for f in found["raw"].findings] == [("comments.parquet", place)]


def test_body_that_is_not_that_of_its_segments_is_found(alone: Path, raw: Path) -> None:
    place, row = place_of(alone, "documents", lambda row: row["body"] is not None)
    rewritten(alone, "documents", with_changed(place, body=row["body"] + " Or so."))
    assert not failed(results(alone))
    found = results(alone, raw)
    assert [(f.file, f.row) for f in found["raw"].findings] == [("documents.parquet", place)]


def test_segments_that_cut_elsewhere_than_they_did_are_found(alone: Path, raw: Path) -> None:
    """A border moved into the text: the tiles still tile, but a span is no longer its segment trimmed."""
    place, row = place_of(alone, "segments", lambda row: row["kind"] == "comment")

    def moved(rows: list[Row]) -> list[Row]:
        rows[place]["end"] += 1
        rows[place + 1]["start"] += 1
        return rows

    assert place_of(alone, "segments", lambda other: other["start"] == row["end"])[1]["kind"] == "marker"
    rewritten(alone, "segments", moved)
    assert not failed(results(alone))
    assert failed(results(alone, raw)) == {"raw"}


def test_source_that_changed_is_gone_or_is_not_text_is_named(made: Path, raw: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(raw, tmp_path / "raw"))
    (copy / "thread.txt").write_text(
        PAGES["thread.txt"].replace("first", "last"), encoding="utf-8", newline=""
    )
    (copy / "unread" / "plain.txt").unlink()
    (copy / "one-thing-back.txt").unlink()
    (copy / "one-thing-back.txt").mkdir()
    found = results(made, copy)
    assert failed(found) == {"raw"}
    assert found["raw"].files == {"thread.txt", "unread/plain.txt", "one-thing-back.txt"}
    assert len(found["raw"].findings) == 3


def test_source_outside_of_the_folder_is_not_opened(alone: Path, raw: Path) -> None:
    """Whatever a release says that it was made of."""
    place, _ = place_of(alone, "documents", lambda row: row["document_id"] == "thread")
    rewritten(alone, "documents", with_changed(place, source="../raw/thread.txt"))
    assert "below the folder" in said(results(alone, raw)["raw"])


def test_number_of_characters_is_that_of_the_source(alone: Path, raw: Path) -> None:
    """A page whose last segment was stretched with it is sound in itself."""
    place, row = place_of(alone, "documents", lambda row: row["document_id"] == "unread/plain")
    last, _ = place_of(
        alone, "segments", lambda s: (s["document_id"], s["end"]) == (row["document_id"], row["characters"])
    )
    rewritten(alone, "documents", with_changed(place, characters=row["characters"] + 1))
    rewritten(alone, "segments", with_changed(last, end=row["characters"] + 1))
    assert not failed(results(alone))
    assert {finding.row for finding in results(alone, raw)["raw"].findings} == {place}


# What is withheld


def test_release_with_tombstones_holds_with_its_raw_text(made: Path, raw: Path, tmp_path: Path) -> None:
    """A reply, a comment with a bulletin in it, a bulletin of a post and a document, whose source is not looked at."""
    _, reply = place_of(made, "comments", lambda row: row["document_id"] == "thread" and row["depth"] == 1)
    _, pasted = place_of(made, "bulletins", lambda row: row["comment_id"] is not None)
    _, passed_on = place_of(made, "bulletins", lambda row: row["comment_id"] is None)
    names = [reply["comment_id"], pasted["comment_id"], passed_on["bulletin_id"], "unread/plain"]
    tables = withhold(
        tables_of_pages(raw), [entry(number, name) for number, name in enumerate(names, 1)]
    ).tables
    assert tables["bulletins"]["withheld"].null_count == tables["bulletins"].num_rows - 2
    found = results(write_release(tables, Dataset(), tmp_path / "output").folder, raw)
    assert not failed(found)
    assert found["raw"].state is State.OK
    assert found["raw"].notes == ("documents that are withheld, whose sources were not looked at: 1",)


def entry(number: int, name: str) -> Withheld:
    document, letter, record = re.fullmatch(r"(.*?)(?:/([cba]-)([0-9a-f]{16}))?", name).groups()  # type: ignore[union-attr]
    return Withheld(
        number=number,
        place="withheld.toml",
        document=document,
        record=None if letter is None else f"{letter}{record}",
        again="",
        reason="privacy",
        on=date(2020, 1, 1),
        gone=False,
    )


# A release of another schema


def of_schema(release: Path, version: str | None) -> None:
    """State another version of the schema in the descriptor."""
    package = json.loads((release / DESCRIPTOR).read_bytes())
    del package["schema_version"]
    if version is not None:
        package["schema_version"] = version
    (release / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    write_sums(release)


@pytest.mark.parametrize("version", ["0.1.0", None])
def test_release_of_another_schema_is_held_to_its_own_descriptor_and_says_so(
    alone: Path, raw: Path, version: str | None
) -> None:
    of_schema(alone, version)
    found = results(alone, raw)
    assert not failed(found)
    assert "its own datapackage.json alone" in found["schema"].notes[0]


@pytest.mark.parametrize(
    ("column", "value"), [("certainty", "sure"), ("depth", 2), ("sequence", -1), ("comment_id", "thread/c-1")]
)
def test_release_of_another_schema_is_held_to_its_own_constraints(
    alone: Path, column: str, value: object
) -> None:
    """Allowed values, maxima, minima and patterns."""
    place, _ = place_of(alone, "comments", lambda row: row["document_id"] == "thread" and row["depth"] == 1)
    rewritten(alone, "comments", with_changed(place, **{column: value}))
    of_schema(alone, "0.1.0")
    found = results(alone)
    assert "values" in failed(found)
    assert [(f.file, f.row) for f in found["values"].findings] == [("comments.parquet", place)]
    assert f"column {column}" in found["values"].findings[0].message


def test_release_without_a_column_that_a_rule_rests_on_is_not_held_to_the_rule(alone: Path) -> None:
    """And that is said."""
    package = json.loads((alone / DESCRIPTOR).read_bytes())
    for resource in package["resources"]:
        if resource["path"].startswith("comments."):
            resource["schema"]["fields"] = [f for f in resource["schema"]["fields"] if f["name"] != "depth"]
    (alone / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    of_schema(alone, "0.1.0")
    write_sums(alone)
    found = results(alone)
    assert failed(found) == {"schema"}
    table = pq.ParquetFile(alone / "comments.parquet").read().drop_columns("depth")
    pq.write_table(table, alone / "comments.parquet")
    write_csv(table, alone / "comments.csv")
    write_sums(alone)
    found = results(alone)
    assert failed(found) == {"files"}  # the descriptor still gives the bytes and hashes of before
    assert found["threads"].reason == "the schema of this release has no comments.depth"


# Whatever the folder holds


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


VANDALISM: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "noise": lambda path: path.write_bytes(random.Random(1).randbytes(5000)),
    "empty": lambda path: path.write_bytes(b""),
    "folder": a_folder,
    "pipe": a_pipe,
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", VANDALISM)
@pytest.mark.parametrize("name", [SUMS, DESCRIPTOR, "comments.parquet", "comments.csv", "croissant.json"])
def test_whatever_stands_in_the_place_of_a_file_is_named(alone: Path, name: str, how: str) -> None:
    VANDALISM[how](alone / name)
    assert name in results(alone)["sums"].files


@pytest.mark.parametrize("how", ["cut", "noise", "empty"])
@pytest.mark.parametrize("name", [DESCRIPTOR, "comments.parquet", "comments.csv", "croissant.json"])
def test_file_that_cannot_be_read_is_named_though_its_sum_is_right(alone: Path, name: str, how: str) -> None:
    VANDALISM[how](alone / name)
    write_sums(alone)
    found = results(alone)
    assert failed(found)
    assert any(name in said(result) for result in found.values())


@pytest.mark.parametrize(
    "text",
    ["[]", "7", "null", "{}", '{"resources": 3}', '{"resources": [1]}', '{"version": 1, "resources": []}',
     '{"version": "1.0.0", "resources": [{"path": "../a.csv"}, {"path": "../a.parquet"}]}', "[" * 100_000, "\ufeff{}"],
)  # fmt: skip
def test_descriptor_that_describes_no_release_is_named(alone: Path, text: str) -> None:
    (alone / DESCRIPTOR).write_text(text, encoding="utf-8")
    write_sums(alone)
    found = results(alone)
    assert failed(found) == {"descriptor"}
    assert found["descriptor"].files == {DESCRIPTOR}


@pytest.mark.parametrize("name", ["comments.parquet", "segments.parquet", "documents.csv", DESCRIPTOR])
def test_no_damage_ends_in_anything_but_findings(alone: Path, raw: Path, name: str) -> None:
    """Bytes changed, gone or doubled, with sums that were made anew."""
    chance, data = random.Random(name), (alone / name).read_bytes()
    for _ in range(6):
        place, length = chance.randrange(len(data)), chance.randrange(1, 40)
        middle = chance.choice((b"", chance.randbytes(length), data[place : place + length] * 2))
        (alone / name).write_bytes(data[:place] + middle + data[place + length :])
        write_sums(alone)
        assert all(str(finding) for r in verify(open_release(alone, raw)) for finding in r.findings)


def test_checks_that_cannot_be_run_say_why(alone: Path) -> None:
    """Those that need the file that is not as listed, and no others."""
    with (alone / "comments.csv").open("ab") as file:
        file.write(b"\n")
    found = results(alone)
    assert failed(found) == {"sums"}
    assert found["csv"].reason == "comments.csv is not to be relied on"
    assert found["keys"].state is State.OK


def test_many_findings_are_counted_and_not_kept() -> None:
    result = result_of("name", "says", (Finding(f"file-{n}", "wrong", n) for n in range(100)))
    assert (len(result.findings), result.more, len(result.files)) == (MOST_FINDINGS, 100 - MOST_FINDINGS, 100)
