"""A corpus over time: each build gets the version that its changes ask for, and says what they are."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import schemas
from flows.releases.index import read_index
from flows.releases.release import Release, write_release
from flows.tables import Tables
from schemas import Field, TableSchema
from tests.flows.releases.made import (
    DATASET,
    PAGES,
    checked,
    contents,
    entry_for,
    released,
    tables,
    thread,
)

SECRET = "I am the night clerk at the Ferrow annexe and this is my name, Ilse Brandwhite."
SECOND = thread("Keys", "Who holds the keys on Sunday?", "Nobody told the night shift.", SECRET, "Noted.")
STEPS = (
    ("1.0.0", "the first release"),
    ("1.1.0", "a page more"),
    ("1.2.0", "a page has two comments more"),
    ("2.0.0", "a word of a post was changed"),
    ("3.0.0", "a column has another name"),
    ("4.0.0", "a comment is withheld"),
)
BEFORE = {"comments": {"times_mentioned": "clock_times"}}
"""Names that columns had in the software of the first four releases."""


class OldSchema(TableSchema):
    """A table as it was before its columns were given other names."""

    @property
    def fields(self) -> tuple[Field, ...]:
        given = BEFORE.get(self.name, {})
        return tuple(replace(field, name=given.get(field.name, field.name)) for field in super().fields)


@contextmanager
def old_software() -> Iterator[None]:
    """The modules that write releases see the tables as they were."""
    old = tuple(OldSchema(t.name, t.model, t.key, t.foreign_keys, t.description) for t in schemas.TABLES)
    with pytest.MonkeyPatch.context() as patch:
        for module in [
            m for name, m in sys.modules.items() if name.startswith(("flows.releases", "schemas"))
        ]:
            if getattr(module, "TABLES", None) is schemas.TABLES and module is not schemas:
                patch.setattr(module, "TABLES", old)
        yield


def as_they_were(found: Tables) -> Tables:
    """The tables with the names that the old software gave to columns."""
    return {
        name: table.rename_columns(
            [BEFORE.get(name, {}).get(column, column) for column in table.column_names]
        )
        for name, table in found.items()
    }


def told(output: Path, version: str) -> str:
    return (output / version / "CHANGES.md").read_text(encoding="utf-8").replace("\\_", "_")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Release]]:
    """The output folder after all the steps, and what each build gave."""
    output = tmp_path_factory.mktemp("history") / "output"
    more = {**PAGES, "desk": thread("The desk", "It has three legs.")}
    grown = {**more, "keys": SECOND}
    changed = {**grown, "rota": grown["rota"].replace("in one line", "in a single line")}
    with old_software():
        made = [
            write_release(as_they_were(checked(pages)), DATASET, output)
            for pages in (PAGES, more, grown, changed)
        ]
    made.append(released(changed, output))
    (key,) = [row["comment_id"] for row in tables(changed)["comments"].to_pylist() if row["text"] == SECRET]
    entry = entry_for(key)
    made.append(released(changed, output, withheld=(entry,)))
    return output, made


def test_each_build_has_the_version_that_its_changes_ask_for(history: tuple[Path, list[Release]]) -> None:
    output, made = history
    assert [release.version for release in made] == [version for version, _ in STEPS]
    assert all(release.is_new and release.why for release in made)
    assert [entry.version for entry in read_index(output).releases] == [version for version, _ in STEPS]
    assert (output / "latest").resolve().name == "4.0.0"


def test_changes_tell_the_story_in_words(history: tuple[Path, list[Release]]) -> None:
    output, _ = history
    assert "first release" in told(output, "1.0.0")
    assert "desk" in told(output, "1.1.0") and "MINOR" in told(output, "1.1.0").upper()
    assert re.search(r"comments.*2 added|2 comments added", told(output, "1.2.0"))
    assert "a single" in told(output, "2.0.0") and "rota" in told(output, "2.0.0")
    assert "clock_times" in told(output, "3.0.0") and "times_mentioned" in told(output, "3.0.0")
    assert "withheld" in told(output, "4.0.0")


def test_withheld_words_author_and_key_stand_nowhere_in_the_release_that_withholds_them(
    history: tuple[Path, list[Release]],
) -> None:
    output, _ = history
    (row,) = [row for row in tables({"keys": SECOND})["comments"].to_pylist() if row["text"] == SECRET]
    release = contents(output / "4.0.0")
    for name, data in release.items():
        for words in (SECRET, "Brandwhite", row["comment_id"], row["comment_id"].rsplit("-", 1)[1]):
            assert words.encode() not in data if isinstance(data, bytes) else words not in data, name
    comments = pq.read_table(output / "4.0.0" / "comments.parquet").to_pylist()
    assert SECRET not in [comment["text"] for comment in comments]
    assert len(comments) == pq.read_metadata(output / "3.0.0" / "comments.parquet").num_rows


def test_releases_that_hold_withheld_words_are_withdrawn_and_the_others_are_not(
    history: tuple[Path, list[Release]],
) -> None:
    output, _ = history
    index = json.loads((output / "index.json").read_text(encoding="utf-8"))
    assert [entry["withdrawn"] for entry in index["releases"]] == [False, False, True, True, True, False]


def test_every_release_stays_as_it_was_made(tmp_path: Path) -> None:
    """A later build adds its own folder, an entry to the index, and moves ``latest``."""
    released(PAGES, tmp_path)
    before = contents(tmp_path / "1.0.0")
    assert released({**PAGES, "desk": thread("The desk", "It has three legs.")}, tmp_path).version == "1.1.0"
    assert contents(tmp_path / "1.0.0") == before
