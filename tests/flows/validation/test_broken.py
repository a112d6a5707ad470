"""Broken contributions: each gets its own clear message, in bounded time and memory, and none a stack trace."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.broken_contributions import EXPECTED, FILES, MADE, STANDING, as_bytes, expected_of, said_of
from tests.broken_rows import ROWS

HELP = "python -m tests.broken_contributions"
LEAST = 60
MOST_MEMORY = 3 * 2**30
"""Bytes of address space: the libraries take half of it, and 2 GB of a file would not fit into the rest."""


@pytest.mark.parametrize("name", STANDING)
def test_broken_contribution_is_told_so(name: str) -> None:
    """What is said of it stands in a file; see `python -m tests.broken_contributions`."""
    assert said_of(name, FILES) == expected_of(name).read_text(encoding="utf-8"), HELP


@pytest.mark.parametrize("name", MADE)
def test_broken_contribution_that_is_made_is_told_so(name: str, tmp_path: Path) -> None:
    MADE[name](tmp_path / name)
    assert said_of(name, tmp_path) == expected_of(name).read_text(encoding="utf-8"), HELP


def test_there_are_enough_of_them_and_no_expectation_is_left_over() -> None:
    assert len(STANDING) + len(MADE) >= LEAST
    assert {path.name for path in EXPECTED.iterdir()} == {f"{name}.out" for name in (*STANDING, *MADE)}


@pytest.mark.parametrize("name", [*STANDING, *MADE])
def test_something_is_wrong_with_each_and_something_can_be_done(name: str) -> None:
    """An error or a warning, and below it what to do."""
    said = expected_of(name).read_text(encoding="utf-8")
    assert ": error: " in said or ": warning: " in said
    assert "\n    → " in said


def test_messages_differ_where_files_do() -> None:
    """No two files get the same words, but for their names and places: none is caught by a sweeping message."""
    words = {
        name: frozenset(
            line.partition(": ")[2]
            for line in expected_of(name).read_text(encoding="utf-8").splitlines()
            if "[" in line
        )
        for name in STANDING
    }
    assert len(set(words.values())) > 0.8 * len(words)


@pytest.mark.parametrize("name", ROWS)
def test_file_of_rows_names_the_columns_of_today(name: str) -> None:
    assert (FILES / name).read_bytes() == as_bytes(ROWS[name]), HELP


@pytest.mark.parametrize(
    "name", ["two_gigabytes.txt", "two_gigabytes.csv", "ten_million_columns.csv", "zip_bomb.txt"]
)
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    """As the command, in a process that may not have much of it."""
    MADE[name](tmp_path / name)
    command = [sys.executable, "-c", "from flows.cli import main; main()", "validate", name]
    run = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "OPENBLAS_NUM_THREADS": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert f"{name}: 1 error" in run.stdout
