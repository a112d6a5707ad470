"""The README: what it tells people to type exists and works, what it links to is there, its picture is of today."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import typer

from flows.captures.resolve import resolve
from flows.checks import check_tables
from flows.cli.app import app
from flows.releases.dataset import read_dataset
from flows.releases.release import write_release
from flows.sources import list_sources
from flows.tables import merged, tables_of
from tests.reading import read_batch

ROOT = Path(__file__).parents[1]
RAW = ROOT / "raw"
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS = typer.main.get_group(app).commands

LINES_OF_SHELL = [
    line.partition("#")[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.partition("#")[0].strip()
]
PYTHON_BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINKS = sorted(set(re.findall(r"\]\(([^)#\s]+)[^)]*\)", README)))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it after `make build`: raw/, its gold, and output/ with a release of it."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "raw").symlink_to(RAW)
    (folder / "tests").symlink_to(ROOT / "tests")
    read = read_batch(list_sources([RAW]).sources)
    tables = check_tables(resolve(merged([tables_of(read.pages)]))).tables
    write_release(tables, read_dataset([RAW]), folder / "output")
    return folder


def named(line: str) -> list[str]:
    """The words after the program's name, where the line calls it."""
    words = shlex.split(line)
    return words[1:] if words and Path(words[0]).name == "probation-corpus" else []


CALLS = [line for line in LINES_OF_SHELL if named(line)]


def test_readme_shows_every_command() -> None:
    assert {named(line)[0] for line in CALLS} == COMMANDS.keys()


@pytest.mark.parametrize("line", CALLS)
def test_call_in_the_readme_names_a_command_and_options_that_exist(line: str) -> None:
    command, *words = named(line)
    known = {option for parameter in COMMANDS[command].params for option in parameter.opts}
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`probation-corpus ([a-z]+)", README))))
def test_command_named_in_the_text_exists(command: str) -> None:
    assert command in COMMANDS


@pytest.mark.parametrize(
    "line", [line for line in CALLS if named(line)[0] not in ("build", "purge", "serve")]
)
def test_call_in_the_readme_works(
    line: str, workplace: Path, probation_corpus: Callable[..., CompletedProcess[str]]
) -> None:
    """All but `build` and `serve`, which have tests of their own, and `purge`, for nothing of the sample is withheld."""
    run = probation_corpus(*named(line), cwd=workplace)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE))))
def test_make_target_named_in_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("link", [link for link in LINKS if "://" not in link])
def test_file_that_the_readme_links_to_exists(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("code", PYTHON_BLOCKS, ids=range(len(PYTHON_BLOCKS)))
def test_python_of_the_readme_runs_as_it_stands(code: str, workplace: Path) -> None:
    """On a release of the sample; it prints something, and warns of nothing."""
    command = [sys.executable, "-W", "error", "-c", code]
    run = subprocess.run(command, cwd=workplace, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.strip()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_release_verifies_as_the_readme_says(workplace: Path) -> None:
    (line,) = [line for line in LINES_OF_SHELL if "sha256sum" in line]
    subprocess.run(["sh", "-c", line], cwd=workplace, capture_output=True, check=True)


def test_tables_of_the_readme_are_those_of_the_release(workplace: Path) -> None:
    """And the dialects those that the sample is in."""
    rows = re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE)
    files = {path.stem for path in (workplace / "output" / "latest").glob("*.parquet")}
    assert files <= set(rows)
    dialects = {path.stem for path in (ROOT / "flows" / "dialects").glob("[a-z]*.py")}
    assert set(rows) == files | dialects


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_picture_is_what_make_picture_draws_now(
    tmp_path: Path, probation_corpus: Callable[..., CompletedProcess[str]]
) -> None:
    """`make picture` after a change of `show` or of the page in it."""
    picture = ROOT / "docs" / "show.svg"
    recipe = subprocess.run(
        ["make", "--dry-run", "picture"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (line,) = [line for line in recipe.stdout.splitlines() if "--svg" in line]
    words = named(line.partition(">")[0])
    words[words.index("--svg") + 1] = str(tmp_path / "show.svg")
    assert probation_corpus(*words, cwd=ROOT).returncode == 0
    assert (tmp_path / "show.svg").read_text(encoding="utf-8") == picture.read_text(encoding="utf-8")
