"""What all tests share: one Prefect server for the whole session, and how hypothesis goes about its examples."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from flows.server_process import API_URL, ServerProcess

# In CI the same examples every time: a change fails for what it changed. Elsewhere new ones are tried.
settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")

_BOUND = (
    ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--"),  # another user, who owns what we own
    (
        "setpriv",
        "--bounding-set=-dac_override,-dac_read_search",
        "--",
    ),  # root without the right to pass permissions by
)
_TRY_TO_READ = "import sys\ntry:\n    open(sys.argv[1])\nexcept PermissionError:\n    print('denied')"


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What builds that are killed leave in the folder for temporary files goes with the folders of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        folder = str(tmp_path_factory.mktemp("tmp"))
        patch.setenv("TMPDIR", folder)
        patch.setattr("tempfile.tempdir", folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The builds of the tests keep what they read in a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROBATION_CORPUS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Prefect API that runs for the session, over a Prefect home of its own.

    The environment names it meanwhile, so that the processes that a test starts use it. Prefect itself is not
    imported here: what it leaves open would be laid to tests that have nothing to do with it.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT_")]:
            patch.delenv(name)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        with ServerProcess(startup_seconds=180) as server:
            url = server.begin()
            server.wait_until_ready()
            patch.setenv(API_URL, url)
            yield url


@pytest.fixture(scope="session")
def probation_corpus() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command as a person does: by its name, in a process of its own, not on a terminal."""
    program = Path(sys.executable).with_name("probation-corpus")

    def run(*words: object, before: tuple[str, ...] = (), **options: Any) -> subprocess.CompletedProcess[str]:
        command = [*before, str(program), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)

    return run


@pytest.fixture(scope="session")
def as_user(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """What to put before a command so that files' permissions bind it: nothing, unless root runs the tests."""
    sealed = tmp_path_factory.mktemp("sealed") / "file"
    sealed.touch(0o000)
    for prefix in ((), *_BOUND):
        command = [*prefix, sys.executable, "-c", _TRY_TO_READ, str(sealed)]
        try:
            tried = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            continue
        if tried.stdout == "denied\n":
            return prefix
    pytest.skip(
        "root runs the tests, and neither unshare nor setpriv can start a process without root's rights"
    )


@pytest.fixture
def no_prefect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Prefect home that nobody made yet and no API: it stays so where a command starts no server."""
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "prefect home"
    monkeypatch.setenv("PREFECT_HOME", str(home))
    return home
