"""``purge``, as people type it."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.flows.releases.made import PAGES, entry_for, released
from tests.in_process import called

Command = Callable[..., CompletedProcess[str]]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Two releases; what the second withholds, the first holds."""
    released(PAGES, tmp_path)
    released(PAGES, tmp_path, withheld=(entry_for("rota"),))
    return tmp_path


def test_purge_removes_tables_and_says_what_is_left(output: Path, probation_corpus: Command) -> None:
    run = probation_corpus("purge", "1.0.0", "--output", output)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "release 1.0.0: tables and changes removed; its card, descriptors and sums stay",
        f"{output}/1.0.0",
    ]
    assert not list((output / "1.0.0").glob("*.parquet"))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("2.0.0",), "the newest release"),
        (("0.9.0",), "there is no release '0.9.0'; those there are: 1.0.0, 2.0.0"),
        (("1.0.0", "--output", "nowhere"), "nowhere: no such folder"),
    ],
)
def test_purge_of_what_cannot_be_purged_is_one_line_with_the_reason(
    output: Path, words: tuple[str, ...], message: str
) -> None:
    run = called("purge", "--output", output, *words)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("probation-corpus: ") and message in run.stderr
