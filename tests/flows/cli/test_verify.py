"""The command `verify`: what it prints of a release for people and for programs, and its exit status."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from flows.checks import check_tables
from flows.releases.dataset import read_dataset
from flows.releases.files import write_sums
from flows.releases.release import write_release
from flows.releases.verify import CHECKS
from flows.sources import list_sources
from flows.tables import merged, tables_of
from tests.in_process import called
from tests.reading import read_batch

RAW = Path(__file__).parents[3] / "raw"
Command = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder with a release of the sample corpus, which the tests only read."""
    tables = check_tables(merged([tables_of(read_batch(list_sources([RAW]).sources).pages)])).tables
    return write_release(
        tables, read_dataset([RAW]), tmp_path_factory.mktemp("made") / "output"
    ).folder.parent


@pytest.fixture
def alone(made: Path, tmp_path: Path) -> Path:
    """A copy of the release, to be broken."""
    return Path(shutil.copytree(made / "1.0.0", tmp_path / "1.0.0"))


def test_release_that_holds(probation_corpus: Command, made: Path) -> None:
    """A line for each check in its order, one for the whole, and 0."""
    run = probation_corpus("verify", made / "latest", "--raw", RAW)
    assert (run.returncode, run.stderr) == (0, "")
    *checks, summary = run.stdout.splitlines()
    assert [line.split()[:2] for line in checks] == [[check.name, "ok"] for check in CHECKS]
    assert summary == f"{made / 'latest'} holds: {len(CHECKS)} checks ok"


def test_release_that_does_not_hold(alone: Path) -> None:
    """The file and what to do stand under the check that found it; checks that had to be left out say why; 1."""
    with (alone / "comments.csv").open("ab") as file:
        file.write(b"?")
    run = called("verify", alone)
    assert (run.returncode, run.stderr) == (1, "")
    lines = run.stdout.splitlines()
    assert lines[0].split()[:2] == ["sums", "failed"]
    assert (
        lines[1].startswith("    comments.csv: has other bytes than SHA256SUMS says")
        and "restore" in lines[1]
    )
    place = next(place for place, line in enumerate(lines) if line.startswith("csv "))
    assert "not run" in lines[place]
    assert lines[place + 1] == "    comments.csv is not to be relied on"
    assert lines[-1] == f"{alone} does not hold: sums failed; 4 checks not run"


def test_json_says_the_same(alone: Path) -> None:
    (alone / "README.md").unlink()
    run = called("verify", alone, "--json")
    assert (run.returncode, run.stderr) == (1, "")
    told = json.loads(run.stdout)
    assert (told["release"], told["holds"]) == (str(alone), False)
    assert [check["name"] for check in told["checks"]] == [check.name for check in CHECKS]
    sums, index = told["checks"][:2]
    assert sums == {
        "name": "sums",
        "says": CHECKS[0].says,
        "state": "failed",
        "reason": None,
        "notes": [],
        "findings": [
            {
                "file": "README.md",
                "message": "is missing: restore it from another copy of the release",
                "row": None,
            }
        ],
        "more": 0,
    }
    assert (index["state"], index["reason"]) == ("not run", "no index.json beside it lists this release")


def test_findings_are_capped_and_the_rest_counted(alone: Path) -> None:
    for number in range(30):
        (alone / f"note-{number:02}.txt").touch()
    lines = called("verify", alone).stdout.splitlines()
    assert sum(line.startswith("    note-") for line in lines) == 20
    assert "    … and 10 more" in lines


@pytest.mark.parametrize("words", [["no-such-folder"], [RAW], [RAW / "LICENSE"]])
def test_what_is_no_release_is_wrong_usage(words: list[object]) -> None:
    run = called("verify", *words)
    assert (run.returncode, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    assert "name the folder of a release, such as output/latest" in line


def test_raw_that_is_not_there_is_wrong_usage(made: Path) -> None:
    run = called("verify", made / "latest", "--raw", "no-such-folder")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("probation-corpus: no-such-folder: no folder")


def test_file_that_may_not_be_read_is_named(
    probation_corpus: Command, alone: Path, as_user: tuple[str, ...]
) -> None:
    (alone / "comments.parquet").chmod(0)
    run = probation_corpus("verify", alone, before=as_user)
    assert (run.returncode, run.stderr) == (1, "")
    assert "    comments.parquet: cannot be read (Permission denied): give the user" in run.stdout


def test_names_that_no_terminal_can_show_are_shown_as_far_as_they_can(alone: Path) -> None:
    """Line breaks, escapes, bytes that are no UTF-8."""
    for name in (b"a\nb", b"\x1b[31mred", b"caf\xe9"):
        Path(bytes(alone).decode(), name.decode("utf-8", "surrogateescape")).touch()
    run = called("verify", alone)
    assert (run.returncode, run.stderr) == (1, "")
    assert "\x1b" not in run.stdout
    assert all(
        f"    {shown}: stands in the release" in run.stdout for shown in ("a⏎b", "�[31mred", "caf\\udce9")
    )


def test_binary_noise_everywhere_is_no_stack_trace(alone: Path) -> None:
    for path in alone.iterdir():
        path.write_bytes(bytes(range(256)))
    run = called("verify", alone)
    assert (run.returncode, run.stderr) == (1, "")
    write_sums(alone)
    run = called("verify", alone, "--raw", RAW)
    assert (run.returncode, run.stderr) == (1, "")
    assert "datapackage.json" in run.stdout
