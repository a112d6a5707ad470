"""`serve` on a real Prefect server: what asks for a build gets the release that it should, once."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from flows.errors import UsageError
from flows.releases.output import LOCK
from flows.releases.parts import PART_MEGABYTES
from flows.serving.corpus import corpus_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGES = iter(sorted((ROOT / "raw").rglob("*.txt")))
"""Each is taken once."""
BIN = Path(sys.executable).parent
PATIENCE = 180.0
SETTLE = 1.0
Command = Callable[..., subprocess.CompletedProcess[str]]


def eventually(holds: Callable[[], object], said: Callable[[], str]) -> None:
    """Wait until it holds; fail with what was said until then where it never does."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, said()
        time.sleep(0.2)


class Server(NamedTuple):
    """A Prefect server as a person starts it, and the environment in which programs use it."""

    url: str
    env: dict[str, str]

    def ask(self, path: str, **body: Any) -> Any:
        """What the API answers; it says 503 while another writes to its database, and means "later"."""
        for _ in range(20):
            answer = httpx.post(f"{self.url}/{path}", json=body, timeout=60)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(0.5)
        return answer.raise_for_status().json()

    def deployment(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = (
            httpx.get(f"{self.url}/deployments/name/build/{name}", timeout=60).raise_for_status().json()
        )
        return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Not the one of the session: that one has neither schedules nor automations."""
    home = tmp_path_factory.mktemp("server")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    env = {
        **plain,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "PYTHONPATH": str(ROOT),
    }
    words = [str(BIN / "prefect"), "server", "start", "--port", str(port), "--no-ui"]
    made = Server(env["PREFECT_API_URL"], env)
    with (home / "log").open("w") as log, process(words, env, log, home) as started:
        eventually(lambda: answers(made.url) or started.poll() is not None, (home / "log").read_text)
        assert started.poll() is None, (home / "log").read_text()
        yield made


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", timeout=60).is_success
    except httpx.TransportError:
        return False


@contextmanager
def process(
    words: list[str], env: dict[str, str], log: Any, folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(
        words, env=env, stdout=log, stderr=subprocess.STDOUT, cwd=folder, start_new_session=True
    )
    try:
        yield started
    finally:
        if started.poll() is None:
            started.terminate()
            try:
                started.wait(60)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait()


class Served(NamedTuple):
    """A corpus that is served: its folders, and what the process says."""

    server: Server
    name: str
    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @contextmanager
    def running(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        """The command, in the folder, with relative paths."""
        words = ["serve", "raw", "-o", "output", "--name", self.name, "--settle", str(SETTLE), *options]
        command = [sys.executable, "-c", "from flows.cli import main; main()", *words]
        env = {**self.server.env, "PROBATION_CORPUS_CACHE": str(self.folder / "cache")}
        with (self.folder / "log").open("a") as log, process(command, env, log, self.folder) as started:
            yield started

    def said(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def runs(self) -> list[dict[str, Any]]:
        """The runs of the deployment whose time has come."""
        named = {"flows": {"name": {"any_": ["build"]}}, "deployments": {"name": {"any_": [self.name]}}}
        found = self.server.ask("flow_runs/filter", **named)
        now = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        return [run for run in found if run["expected_start_time"] <= now or run["state_type"] != "SCHEDULED"]

    def states(self) -> list[str]:
        return sorted(run["state_type"] for run in self.runs())

    def versions(self) -> list[str]:
        index = self.output / "index.json"
        return (
            [line["version"] for line in json.loads(index.read_text())["releases"]] if index.exists() else []
        )

    def at_rest(self) -> bool:
        return bool(self.runs()) and set(self.states()) == {"COMPLETED"}

    def documents(self) -> set[str]:
        table = pq.read_table(self.output / "latest" / "captures.parquet", columns=["source"])
        return {Path(source).name for source in table["source"].to_pylist()}

    def lay(self, name: str) -> None:
        """A page that was not there, put there as `cp` does."""
        shutil.copyfile(next(PAGES), self.raw / f"{name}.txt")


def corpus(folder: Path, server: Server, name: str) -> Served:
    made = Served(server, name, folder / name)
    made.raw.mkdir(parents=True)
    made.lay("first")
    return made


@pytest.fixture(scope="module")
def nightly(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Served each minute, not watched."""
    made = corpus(tmp_path_factory.mktemp("serve"), server, "nightly")
    with made.running("--cron", "* * * * *", "--timezone", "Europe/London", "--no-watch"):
        yield made


@pytest.fixture(scope="module")
def watched(nightly: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Watched, without a schedule, its first release made."""
    made = corpus(tmp_path_factory.mktemp("serve"), nightly.server, "watched")
    with made.running():
        eventually(made.at_rest, made.said)
        yield made


class Counts(NamedTuple):
    """What changed meanwhile."""

    runs: int
    releases: int


@contextmanager
def counted(served: Served) -> Iterator[Callable[[], Counts]]:
    """Gives how many runs and releases there are since the block began, when all is at rest."""
    eventually(served.at_rest, served.said)
    runs, releases = len(served.runs()), len(served.versions())
    yield lambda: Counts(len(served.runs()) - runs, len(served.versions()) - releases)


def test_the_start_builds_what_lies_there_and_says_what_is_served(watched: Served) -> None:
    assert watched.versions() == ["1.0.0"]
    said = watched.said()
    assert f"serving build/watched and validate-contributions/watched at {watched.server.url}" in said
    assert str(watched.raw) in said and str(watched.output) in said
    assert "prefect deployment run build/watched" in said


def test_parameters_of_the_deployments_do_not_depend_on_the_folder_of_the_run(watched: Served) -> None:
    found = watched.server.deployment("watched")
    assert found["parameters"] == {
        "sources": [str(watched.raw)],
        "output": str(watched.output),
        "part_size": PART_MEGABYTES,
    }
    described = found["parameter_openapi_schema"]["properties"]
    assert all(parameter["description"] for parameter in described.values())


def test_a_file_that_arrives_makes_one_release(watched: Served) -> None:
    with counted(watched) as since:
        watched.lay("dropped")
        eventually(lambda: since().runs and watched.at_rest(), watched.said)
        assert since() == (1, 1)
    assert "dropped.txt" in watched.documents()


def test_three_files_at_once_make_one_release(watched: Served) -> None:
    with counted(watched) as since:
        for name in ("one", "two", "three"):
            watched.lay(name)
        eventually(lambda: since().runs and watched.at_rest(), watched.said)
        assert since() == (1, 1)
    assert {"one.txt", "two.txt", "three.txt"} <= watched.documents()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the system does not tell who writes")
def test_a_file_half_written_and_finished_later_makes_one_release_of_the_whole(watched: Served) -> None:
    page = next(PAGES).read_bytes()
    with counted(watched) as since:
        with (watched.raw / "half.txt").open("wb") as file:
            file.write(page[: len(page) // 2])
            file.flush()
            time.sleep(5 * SETTLE)
            assert since() == (0, 0)
            file.write(page[len(page) // 2 :])
        eventually(lambda: since().runs and watched.at_rest(), watched.said)
        assert since() == (1, 1)
    captures = pq.read_table(watched.output / "latest" / "captures.parquet").to_pylist()
    (half,) = [row for row in captures if row["source"] == "half.txt"]
    assert half["characters"] == len(page.decode())


def test_a_run_on_request_makes_the_release_that_was_asked_for(watched: Served) -> None:
    elsewhere = watched.folder / "elsewhere"
    with counted(watched) as since:
        words = ["deployment", "run", "build/watched", "--param", f'output="{elsewhere}"', "--watch"]
        done = subprocess.run(
            [str(BIN / "prefect"), *words],
            env=watched.server.env,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr + watched.said()
        assert since() == (1, 0)
    assert [line["version"] for line in json.loads((elsewhere / "index.json").read_text())["releases"]] == [
        "1.0.0"
    ]


def test_only_one_serves_an_output_folder(watched: Served, probation_corpus: Command) -> None:
    env = {**watched.server.env, "PYTHONPATH": str(ROOT)}
    run = probation_corpus("serve", watched.raw, "-o", watched.output, "--name", "other", env=env)
    assert run.returncode == 2
    assert "another `serve` makes the releases there" in run.stderr


def test_builds_follow_one_another_and_a_stop_loses_none(server: Server, tmp_path: Path) -> None:
    """A build is held up by the lock of the output folder; what is asked for meanwhile waits, also over a stop."""
    served = corpus(tmp_path, server, "stopped")
    served.output.mkdir()
    with FileLock(served.output / LOCK):
        with served.running("--cron", "0 3 29 2 *") as first:
            eventually(lambda: "RUNNING" in served.states(), served.said)
            identifier = server.deployment("stopped")["id"]
            server.ask(f"deployments/{identifier}/create_flow_run")
            served.lay("second")
            eventually(lambda: "queued already" in served.said(), served.said)
            assert served.states() == ["RUNNING", "SCHEDULED"]
            os.killpg(first.pid, signal.SIGINT)  # as Ctrl-C in a terminal: to the run's process as well
            assert first.wait(PATIENCE) == 0
            assert "KeyboardInterrupt" not in served.said()
        assert served.states() == ["SCHEDULED"] * 2, served.said()
        assert served.versions() == []
        assert [schedule["active"] for schedule in server.deployment("stopped")["schedules"]] == [True]
        served.lay("third")
    with served.running():
        eventually(served.at_rest, served.said)
        assert served.states() == ["COMPLETED"] * 2
        assert served.versions() == ["1.0.0"]
        assert served.documents() == {"first.txt", "second.txt", "third.txt"}
        assert server.deployment("stopped")["schedules"] == [], "it was started anew without one"


def test_the_schedule_makes_a_release_and_outlives_a_stop(nightly: Served) -> None:
    """The last test: the runs of this corpus came meanwhile, one each minute."""
    eventually(lambda: "COMPLETED" in nightly.states(), nightly.said)
    assert all(run["auto_scheduled"] for run in nightly.runs())
    assert nightly.versions() == ["1.0.0"]
    (schedule,) = nightly.server.deployment("nightly")["schedules"]
    assert schedule["schedule"]["cron"] == "* * * * *"
    assert schedule["schedule"]["timezone"] == "Europe/London"
    assert "* * * * * (Europe/London), next at " in nightly.said()


# Where nothing can be served


def refused(probation_corpus: Command, tmp_path: Path, *words: object, **env: str) -> str:
    """What the command says in its one line; it fails with status 2."""
    (tmp_path / "raw").mkdir()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    home = str(tmp_path / "prefect home")
    run = probation_corpus("serve", "raw", *words, cwd=tmp_path, env={**plain, "PREFECT_HOME": home, **env})
    assert (run.returncode, run.stdout) == (2, "")
    (line,) = run.stderr.splitlines()
    return line


def test_without_a_server_it_says_how_to_start_one(probation_corpus: Command, tmp_path: Path) -> None:
    line = refused(probation_corpus, tmp_path)
    assert "name no server" in line and "prefect server start" in line and "PREFECT_API_URL" in line


def test_a_server_that_does_not_answer_is_named(probation_corpus: Command, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
    line = refused(probation_corpus, tmp_path, PREFECT_API_URL=url)
    assert url in line and "does not answer" in line and "prefect server start" in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cron", "61 3 * * *"), "--cron '61 3 * * *': not a cron expression"),
        (("--cron", "0 3 30 2 *"), "whose day never comes"),
        (("--cron", "0 3 * * *", "--timezone", "Europe/Londinium"), "'Europe/Londinium': not a time zone"),
    ],
)
def test_a_schedule_that_is_off_is_named(
    words: tuple[str, ...], said: str, probation_corpus: Command, tmp_path: Path
) -> None:
    assert said in refused(probation_corpus, tmp_path, *words)


def test_sources_that_are_not_there_and_outputs_among_them_are_refused(tmp_path: Path) -> None:
    for sources, output, name in (
        ([tmp_path / "nowhere"], tmp_path / "output", "corpus"),
        ([tmp_path], tmp_path / "output", "corpus"),
        ([tmp_path], tmp_path.with_name("output"), "a/b"),
    ):
        with pytest.raises(UsageError):
            corpus_of(name, sources, output, None, "UTC", None)


def test_builds_that_are_served_have_the_size_of_parts_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    corpus = corpus_of("corpus", [tmp_path / "raw"], tmp_path / "output", None, "UTC", None, 64)
    assert corpus.parameters["part_size"] == 64
