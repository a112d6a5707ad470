"""The reader's version changes with whatever decides which records a page gives, and with nothing else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.reader_version import LATER_STAGES, PACKAGES, reader_version
from tests.import_graph import ROOT, imports_of, loaded_with, module_files


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packages to change files in."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def version_of(root: Path) -> str:
    return reader_version({name: root / name for name in PACKAGES})


def _append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a line more in a module": lambda root: _append(root / "flows/page.py"),
    "a letter in a dialect": lambda root: (root / "flows/dialects/own_line.py").write_bytes(
        (root / "flows/dialects/own_line.py").read_bytes().replace(b"e", b"a", 1)
    ),
    "a cue": lambda root: _append(root / "flows/posts/cues.py"),
    "a column's schema": lambda root: _append(root / "schemas/comments.py"),
    "a package's head": lambda root: _append(root / "flows/dialects/__init__.py"),
    "a new module": lambda root: (root / "flows/layouts/other.py").touch(),
    "a module gone": lambda root: (root / "flows/layouts/said.py").unlink(),
    "a module renamed": lambda root: (root / "flows/dates.py").rename(root / "flows/days.py"),
    "a module moved": lambda root: (root / "flows/dates.py").rename(root / "flows/posts/dates.py"),
    "two modules' words exchanged": lambda root: exchange(root / "flows/dates.py", root / "flows/keys.py"),
    "a data file": lambda root: (root / "flows/posts/organisations.toml").write_text('names = ["Napo"]\n'),
    "a data file deep down": lambda root: deep(root / "schemas/data/words/en.csv"),
    "a folder as named as a later stage": lambda root: deep(root / "flows/posts/releases/rules.py"),
}


def exchange(first: Path, second: Path) -> None:
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def deep(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_on_the_reading_side_changes_the_version(copy: Path, change: str) -> None:
    before = version_of(copy)
    CHANGES[change](copy)
    assert version_of(copy) != before


def test_every_module_counts_that_reading_loads(copy: Path) -> None:
    """A change to any module that is loaded with the stages from source to tables changes the version."""
    modules = module_files()
    graph = {name: imports_of(path, modules) for name, path in modules.items()}
    loaded = {**loaded_with("flows.pipeline", graph), **loaded_with("flows.tables", graph)}
    versions = [version_of(copy)]
    for name in modules.keys() & loaded.keys():
        _append(copy / modules[name].relative_to(ROOT))
        versions.append(version_of(copy))
    assert len(set(versions)) == len(versions) > 50


def test_later_stages_and_compiled_files_do_not_count(copy: Path) -> None:
    before = version_of(copy)
    for folder in LATER_STAGES:
        _append(copy / folder / "__init__.py")
    deep(copy / "flows/__pycache__/page.cpython-311.pyc")
    assert version_of(copy) == before


def test_the_folder_and_the_times_of_the_files_do_not_count(copy: Path) -> None:
    moved = copy / "elsewhere"
    for name in PACKAGES:
        shutil.copytree(copy / name, moved / name)
    for path in moved.rglob("*.py"):
        os.utime(path, (0, 0))
    assert version_of(moved) == version_of(copy)


def test_the_version_is_the_same_in_another_process() -> None:
    program = "from flows.reader_version import reader_version; print(reader_version())"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert done.stdout.strip() == reader_version()


@pytest.mark.parametrize(
    ("module", "name"), [("platform", "python_version"), ("unicodedata", "unidata_version")]
)
def test_another_python_is_another_reader(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    """Its regular expressions and its Unicode data decide what a pattern finds."""
    before = reader_version()
    held = getattr(sys.modules[module], name)
    monkeypatch.setattr(sys.modules[module], name, (lambda: "3.99.0") if callable(held) else "99.0.0")
    assert reader_version() != before


_UPGRADED_MEANWHILE = """
from pathlib import Path
from flows.cache.pages import corpus_folder
from flows.reader_version import READER_VERSION, reader_version

before = corpus_folder([Path("raw")])
page = Path("flows/page.py")
page.write_text(page.read_text() + "# later")
print(reader_version() != READER_VERSION, corpus_folder([Path("raw")]) == before)
"""


def test_a_process_keeps_the_version_that_it_has_loaded(copy: Path) -> None:
    """What it reads after an upgrade of its files is still read in the old way, and must not pass for the new one."""
    done = subprocess.run(
        [sys.executable, "-c", _UPGRADED_MEANWHILE], capture_output=True, text=True, check=True, cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
    )  # fmt: skip
    assert done.stdout.split() == ["True", "True"]
