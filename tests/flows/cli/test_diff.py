"""The command `diff`: what changed between two releases, for people and for programs, and folders that are none."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.flows.releases.made_tables import Rows, comment, document, release
from tests.in_process import called

Command = Callable[..., CompletedProcess[str]]
PAGE = "2016/keys"
OLD: Rows = {"documents": [document(PAGE)], "comments": [comment(PAGE, 0, "Said on Sunday.")]}
NEW: Rows = {
    "documents": [document(PAGE)],
    "comments": [comment(PAGE, 0, "Said on Sunday.", author="Zoë \x1b[31m"), comment(PAGE, 1, "Said since.")],
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with two releases and a link to the newer."""
    release(tmp_path / "1.0.0", OLD)
    release(tmp_path / "2.0.0", NEW, "2.0.0")
    (tmp_path / "latest").symlink_to("2.0.0")
    return tmp_path


def test_diff_tells_versions_level_counts_and_rows(output: Path, probation_corpus: Command) -> None:
    """Differences leave the exit status at 0, and what stands in the tables cannot steer a terminal."""
    run = probation_corpus("diff", "1.0.0", "latest", cwd=output)
    assert (run.returncode, run.stderr) == (0, "")
    lines = run.stdout.splitlines()
    assert lines[:2] == ["1.0.0 → 2.0.0: major", "  1 comment changed (author)"]
    (counts,) = [line.split() for line in lines if line.startswith("comments ")]
    assert counts == ["comments", "1", "2", "1", "0", "0", "1", "0"]
    assert lines[lines.index(PAGE) :] == [
        PAGE,
        "  1 comment added",
        "    c-0000000000000001: “Said since.”",
        "  1 comment changed",
        "    c-0000000000000000: author “Anonymous” → “Zoë �[31m”",
    ]


def test_diff_of_a_release_with_itself_finds_nothing(output: Path) -> None:
    run = called("diff", output / "2.0.0", output / "latest")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "2.0.0 → 2.0.0: none\nThe tables and their columns are the same.\n"


def test_json_is_one_object_with_every_row(output: Path, probation_corpus: Command) -> None:
    """In UTF-8 wherever it is printed, so that it can be kept as a file."""
    run = probation_corpus("diff", "1.0.0", "2.0.0", "--json", cwd=output, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    data = json.loads(run.stdout)
    assert (data["from"], data["to"], data["level"]) == ("1.0.0", "2.0.0", "major")
    (comments,) = [table for table in data["tables"] if table["name"] == "comments"]
    assert [row["change"] for row in comments["rows"]] == ["changed", "added"]
    assert comments["rows"][0]["columns"]["author"]["new"] == "Zoë \x1b[31m"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1.0.0", "missing"), "missing"),
        (("empty", "1.0.0"), "datapackage.json is not there"),
        ((".", "1.0.0"), "datapackage.json is not there"),
        (("1.0.0/comments.parquet", "1.0.0"), "datapackage.json is not there"),
        (("1.0.0", "purged"), "no table is there"),
        (("1.0.0", "no json"), "datapackage.json: cannot be read"),
        (("1.0.0", "damaged"), "comments.parquet: cannot be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_is_no_release_is_refused_in_one_line(output: Path, words: tuple[str, str], said: str) -> None:
    """With what to do, and no trace."""
    (output / "empty").mkdir()
    (output / "purged").mkdir()
    (output / "purged" / "datapackage.json").write_text("{}")
    release(output / "no json", OLD)
    (output / "no json" / "datapackage.json").write_text("{")
    release(output / "damaged", OLD)
    (output / "damaged" / "comments.parquet").write_bytes(b"PAR1")
    run = called("diff", *words, cwd=output)
    assert (run.returncode, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    assert line.startswith("probation-corpus: ") and said in line
    assert re.search(r"name the folder of a release|restore the release", line)
