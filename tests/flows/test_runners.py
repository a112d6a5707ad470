"""Who reads, and what befalls them: the release is the same, or there is none and a word; a second run goes on from what is done."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import httpx
import pytest

from flows.cache.pages import lookup
from flows.errors import PortionLostError
from flows.pipeline import Portion, portions
from flows.server_process import SETTINGS
from flows.sources import list_sources
from flows.workers import read_in_processes
from tests.generator import corpus, plain_page
from tests.small_portions import ROOT, Asked, Builder, Outcome, builder

PAGES = 60
NEED = 60.0
"""Seconds for which a process is waited for that starts."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages that make some ten portions."""
    folder = tmp_path_factory.mktemp("pages")
    for page in corpus(7, PAGES):
        (folder / f"{page.name}.txt").write_text(page.text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def building(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Iterator[Builder]:
    with builder(tmp_path_factory.mktemp("errors") / "stderr", PREFECT_API_URL=prefect_server) as made:
        yield made


class Place:
    """Where a build of the pages writes, and the build that is asked for there."""

    def __init__(self, pages: Path, folder: Path) -> None:
        self._pages, self.folder = pages, folder

    def asked(self, **more: Any) -> Asked:
        return Asked(str(self._pages), str(self.folder / "output"), str(self.folder / "cache"), **more)

    @property
    def release(self) -> dict[str, bytes]:
        """The files of its release."""
        (release,) = (self.folder / "output").glob("1.*")
        return {path.name: path.read_bytes() for path in release.iterdir()}

    @property
    def has_release(self) -> bool:
        return (self.folder / "output" / "index.json").exists()


@pytest.fixture
def place(pages: Path, tmp_path: Path) -> Place:
    return Place(pages, tmp_path)


class Undisturbed(Place):
    """A build in the process itself that nothing befell."""

    outcome: Outcome


@pytest.fixture(scope="module")
def undisturbed(pages: Path, building: Builder, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    made = Undisturbed(pages, tmp_path_factory.mktemp("undisturbed"))
    made.outcome = building.build(made.asked(workers=1))
    return made


def read_of(outcome: Outcome) -> list[int]:
    """How many portions were done, as it was told, and last how many there were."""
    read = [(done, of) for stage, done, of in outcome.told if stage == "reading"]
    return [*(done for done, _ in read), read[-1][1]]


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + NEED
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


# Told as it goes


def test_each_portion_is_told_and_all_pages_that_are_published(undisturbed: Undisturbed) -> None:
    outcome = undisturbed.outcome
    assert outcome.version == "1.0.0"
    *done, of = read_of(outcome)
    assert of >= 8
    assert done == list(range(1, of + 1))
    assert outcome.told[-1] == ["publishing", PAGES, PAGES]


def asked_of(url: str, kind: str, **filters: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.post(f"{url}/{kind}/filter", json=filters).raise_for_status().json()
    return found


def run_of(url: str, place: Place) -> dict[str, Any]:
    """The flow run of the last build there."""
    name = {"name": {"like_": f" to {place.folder / 'output'}"}}
    return asked_of(url, "flow_runs", flow_runs=name, sort="EXPECTED_START_TIME_DESC")[0]


def test_progress_stands_beside_the_run_in_prefect_and_ends_at_100(
    undisturbed: Undisturbed, prefect_server: str
) -> None:
    of_run = {
        "flow_run_id": {"any_": [run_of(prefect_server, undisturbed)["id"]]},
        "key": {"like_": "build-progress"},
    }
    (artifact,) = asked_of(prefect_server, "artifacts", artifacts=of_run)
    assert (artifact["type"], artifact["data"]) == ("progress", 100.0)


def test_logs_name_portions_and_their_files(undisturbed: Undisturbed, prefect_server: str) -> None:
    of_run = {"flow_run_id": {"any_": [run_of(prefect_server, undisturbed)["id"]]}}
    count = read_of(undisturbed.outcome)[-1]

    def messages() -> list[str]:
        return [log["message"] for log in asked_of(prefect_server, "logs", logs=of_run)]

    assert eventually(lambda: sum(message.startswith("portion ") for message in messages()) == count)
    assert any(message.startswith(f"portion 1 of {count}: 000000.txt to ") for message in messages())


# Processes


def test_processes_give_the_same_bytes_though_one_is_killed_in_the_middle(
    undisturbed: Undisturbed, building: Builder, place: Place
) -> None:
    outcome = building.build(place.asked(runner="processes", kill=(-1,)))
    assert (outcome.version, outcome.error) == ("1.0.0", None)
    assert len(outcome.killed) == 1
    assert len(outcome.readers) > 2, "others took over"
    assert place.release == undisturbed.release


class Deadly(Portion):
    """A portion that ends the worker that is handed it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (1,)


@pytest.mark.slow
def test_portion_that_ends_its_worker_each_time_is_named_and_the_others_are_kept(
    pages: Path, tmp_path: Path
) -> None:
    listing = list_sources([pages])
    first, second, third = portions(
        listing.sources[:6], most=sum(s.size for s in listing.sources[:6]) // 3 + 9000
    )[:3]
    deadly = Deadly(first.pieces[:1])
    told: list[int] = []
    lost: list[int] = []
    with pytest.raises(PortionLostError, match=r"^000000\.txt: .*No release is made.*kept.*run again"):
        read_in_processes(
            tmp_path, [deadly, second, third], 2, lambda place, _: told.append(place), lost.append
        )
    assert lost.count(0) == 2
    assert sorted(told) == [1, 2]
    kept = [piece for portion in (second, third) for piece in portion.pieces]
    assert lookup(tmp_path, kept).missing == ()  # type: ignore[arg-type]


# A Dask cluster


class Cluster:
    """A Dask scheduler and its workers, each a process on the loopback interface."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self._folder, self._env = folder, env
        self._processes: list[subprocess.Popen[bytes]] = []
        told = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", told)
        assert eventually(lambda: told.exists() and told.stat().st_size > 0)
        self.address: str = json.loads(told.read_text())["address"]

    def worker(self) -> int:
        """Start a worker that nobody starts again when it ends; its process."""
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                           "--local-directory", self._folder)  # fmt: skip

    def _start(self, *words: object) -> int:
        program = Path(sys.executable).with_name("dask")
        command = [
            str(program),
            *map(str, words),
            "--host",
            "127.0.0.1",
            "--dashboard-address",
            "127.0.0.1:0",
        ]
        log = self._folder / f"log {len(self._processes)}"
        with log.open("w") as to:
            # Elsewhere, as workers are: a path relative to the build's folder leads nowhere.
            process = subprocess.Popen(command, cwd=self._folder, env=self._env, stdout=to, stderr=to)
        self._processes.append(process)
        return process.pid

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Iterator[Cluster]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_API_URL": prefect_server}
    made = Cluster(tmp_path_factory.mktemp("cluster"), env)
    try:
        yield made
    finally:
        made.stop()


def test_dask_cluster_made_for_the_run_gives_the_same_bytes_though_a_worker_is_killed(
    undisturbed: Undisturbed, building: Builder, place: Place
) -> None:
    outcome = building.build(place.asked(runner="dask", kill=(-1,)))
    assert (outcome.version, outcome.error) == ("1.0.0", None)
    assert len(outcome.killed) == 1
    assert place.release == undisturbed.release


@pytest.mark.slow
def test_dask_cluster_of_others_gives_the_same_bytes_though_a_worker_is_killed_and_without_workers_the_run_ends(
    undisturbed: Undisturbed, building: Builder, cluster: Cluster, place: Place, tmp_path: Path
) -> None:
    """It says so, releases nothing, and a second run reads only the rest."""
    one, other = cluster.worker(), cluster.worker()
    outcome = building.build(place.asked(runner="dask", scheduler=cluster.address, kill=(one,)))
    assert (outcome.version, outcome.error) == ("1.0.0", None)
    assert outcome.killed == [one]
    assert place.release == undisturbed.release

    place = Place(Path(place.asked().source), tmp_path / "without workers")
    asked = place.asked(runner="dask", scheduler=cluster.address, kill=(other,), patience=3.0)
    outcome = building.build(asked)
    assert outcome.kind == "WorkerError", outcome
    assert "has had no worker for 3 s" in (outcome.error or "") and "dask worker" in (outcome.error or "")
    assert_goes_on(building, place, undisturbed)


@pytest.mark.slow
def test_without_its_dask_scheduler_a_run_ends_with_a_word_and_no_release(
    undisturbed: Undisturbed, building: Builder, cluster: Cluster, place: Place
) -> None:
    cluster.worker()
    asked = place.asked(runner="dask", scheduler=cluster.address, kill=(cluster.scheduler,))
    outcome = building.build(asked)
    assert outcome.kind == "WorkerError", outcome
    assert "the Dask scheduler went away" in (outcome.error or "") and "run again" in (outcome.error or "")
    assert_goes_on(building, place, undisturbed)


def assert_goes_on(building: Builder, place: Place, undisturbed: Undisturbed) -> None:
    """There is no release, and another run, of whatever kind, reads only what was not read yet."""
    assert not place.has_release
    again = building.build(place.asked())
    assert (again.version, again.error) == ("1.0.0", None)
    assert read_of(again)[-1] < read_of(undisturbed.outcome)[-1]
    assert place.release == undisturbed.release


# Sources that go, and Prefect's server that goes


def test_shard_that_vanishes_is_a_problem_and_read_when_it_is_back(building: Builder, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "page.txt").write_text("A page of its own.\n")
    shard = folder / "pages.jsonl"
    shard.write_text(json.dumps({"id": "one", "text": "A page in a shard.\n"}))
    data, about = shard.read_bytes(), shard.stat()
    asked = Asked(str(folder), str(tmp_path / "output"), str(tmp_path / "cache"))
    gone = building.build(asked._replace(vanishes=str(shard)))
    assert (gone.version, gone.error) == ("1.0.0", None)
    assert "file_changed" in gone.problems
    shard.write_bytes(data)
    os.utime(shard, ns=(about.st_atime_ns, about.st_mtime_ns))
    back = building.build(asked)
    assert (back.version, back.error) == ("1.1.0", None)
    assert "file_changed" not in back.problems


@pytest.mark.slow
@pytest.mark.parametrize("keeps_its_data", [True, False], ids=["with its data", "without its data"])
def test_prefect_server_that_is_started_again_does_no_harm(
    undisturbed: Undisturbed, place: Place, tmp_path: Path, keeps_its_data: bool
) -> None:
    """Without its data it does not know the run any more, which is said."""
    again = None
    with server_of_others(tmp_path / "home") as server:
        elsewhere = () if keeps_its_data else ("env", f"PREFECT_HOME={tmp_path / 'another home'}")
        try:
            with builder(tmp_path / "stderr", **server.settings, PREFECT_CLIENT_MAX_RETRIES="8") as building:
                outcome = building.build(place.asked(kill=(server.pid,), then=(*elsewhere, *server.command)))
                (again,) = outcome.started
                if keeps_its_data:
                    assert outcome.notes == []
                    assert run_of(server.url, place)["state_type"] == "COMPLETED"
                else:
                    assert "does not know the run" in outcome.notes[-1]
        finally:
            if again is not None:
                os.kill(again, signal.SIGKILL)
    assert (outcome.version, outcome.error) == ("1.0.0", None)
    assert place.release == undisturbed.release
    assert "Traceback" not in (tmp_path / "stderr").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("runner", ["threads", "processes"])
def test_without_its_prefect_server_for_good_a_run_ends_with_its_release_and_a_word(
    undisturbed: Undisturbed, building: Builder, place: Place, tmp_path: Path, runner: str
) -> None:
    """It waits for the server once, and leaves no trace; the next build finds all as it should be."""
    with (
        server_of_others(tmp_path / "home") as server,
        builder(tmp_path / "stderr", **server.settings, PREFECT_CLIENT_MAX_RETRIES="3") as forsaken,
    ):
        outcome = forsaken.build(place.asked(runner=runner, kill=(server.pid,)))
    assert (outcome.version, outcome.error) == ("1.0.0", None)
    assert read_of(outcome) == read_of(undisturbed.outcome)
    assert "Prefect's server does not answer any more" in outcome.notes[-1]
    assert (tmp_path / "stderr").read_text() == ""
    assert place.release == undisturbed.release
    again = building.build(place.asked())
    assert (again.version, again.error, again.notes) == ("1.0.0", None, [])
    assert [stage for stage, _, _ in again.told].count("reading") == 0


class ServerOfOthers(NamedTuple):
    """A Prefect server that no build has started: how it is started, and how a build is pointed to it."""

    command: tuple[str, ...]
    url: str
    pid: int
    settings: dict[str, str]


@contextmanager
def server_of_others(home: Path) -> Iterator[ServerOfOthers]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    app = ("-m", "uvicorn", "--factory", "prefect.server.api.server:create_app", "--port", str(port))
    command, url = (sys.executable, *app), f"http://127.0.0.1:{port}/api"
    console = "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL"  # a build sets it for itself
    settings = {**SETTINGS, "PREFECT_HOME": str(home), "PREFECT_API_URL": url}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=quiet, stderr=quiet)
    try:
        assert eventually(lambda: answers(url))
        of_builds = {name: value for name, value in settings.items() if name != console}
        yield ServerOfOthers(command, url, process.pid, of_builds)
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health").is_success
    except httpx.TransportError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("kilobytes", [800_000, 1_200_000])
def test_build_without_enough_memory_ends_with_a_whole_release_or_none_and_the_next_makes_it(
    tmp_path: Path,
    prefect_server: str,
    probation_corpus: Callable[..., subprocess.CompletedProcess[str]],
    kilobytes: int,
) -> None:
    """How much is enough depends on the machine: the page needs more than the higher limit on most, threads more than the lower.

    Where Python hears of it, there is a word and no trace; a library in C or C++ may end the process itself.
    """
    (tmp_path / "pages").mkdir()
    page = plain_page(Random(1), "page", comments=9000)
    (tmp_path / "pages" / "page.txt").write_text(page.text, encoding="utf-8")
    limited = ("sh", "-c", f'ulimit -v {kilobytes}; exec "$@"', "sh")
    env = {**os.environ, "PREFECT_API_URL": prefect_server, "PROBATION_CORPUS_CACHE": str(tmp_path / "cache")}
    words = ("build", "pages", "--output", "made", "--runner", "processes", "--workers", 2)
    run = probation_corpus(*words, before=limited, cwd=tmp_path, env=env)
    if run.returncode == 2:
        assert "not enough memory" in run.stderr and "Traceback" not in run.stderr
    made = tmp_path / "made" / "index.json"
    assert made.exists() == (run.returncode == 0)
    again = probation_corpus(*words, cwd=tmp_path, env=env)
    assert again.returncode == 0, again.stderr
    assert json.loads(made.read_text())["latest"] == "1.0.0", "the same as before, if there was one"
