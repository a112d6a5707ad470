"""A build's Prefect server: it starts on an empty home, and nothing is left of it however the build ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BUILD = """
    import asyncio

    def define():
        global build
        from prefect import flow, task

        @task
        def double(number):
            return 2 * number

        @flow
        async def build():
            return sum(future.result() for future in [double.submit(n) for n in range(20)])

    with prefect_api(meanwhile=define) as api:
        assert asyncio.run(build()) == 380
        print(api.url, api.own)
"""

REFUSED = """
    from flows.errors import ServerError
    try:
        with prefect_api():
            raise AssertionError
    except ServerError as error:
        print(error)
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**plain, "PREFECT_HOME": str(home), "PYTHONPATH": str(ROOT), **more}


def start(script: str, home: Path, **more: str) -> subprocess.Popen[str]:
    source = "from flows.server import prefect_api\n" + textwrap.dedent(script)
    # Not in the project's folder, whose settings are not to matter.
    working_folder = next(folder for folder in home.parents if folder.is_dir())
    return subprocess.Popen(
        [sys.executable, "-c", source],
        env=environment(home, **more),
        cwd=working_folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(script: str, home: Path, **more: str) -> tuple[int, str, str]:
    process = start(script, home, **more)
    out, err = process.communicate(timeout=240)
    return process.returncode, out, err


def servers(home: Path) -> list[int]:
    """The server processes that work on this Prefect home."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, settings = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if b"\0flows.server_process\0" in command and f"PREFECT_HOME={home}\0".encode() in settings:
            found.append(int(folder.name))
    return found


def eventually(holds: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect") / "home"


@needs_proc
def test_a_build_killed_while_its_server_makes_the_database_leaves_no_process(home: Path) -> None:
    build = start(BUILD, home)
    try:
        assert eventually((home / "prefect.db").exists, 60), "the server did not come to make its database"
        time.sleep(0.5)
        assert servers(home)
    finally:
        build.send_signal(signal.SIGKILL)
        build.communicate()
    assert eventually(lambda: not servers(home), 10), "the server outlives the build"


@needs_proc
def test_two_builds_at_once_work_at_the_first_try_even_after_a_killed_one(home: Path) -> None:
    builds = [start(BUILD, home), start(BUILD, home)]
    for build in builds:
        out, err = build.communicate(timeout=240)
        assert build.returncode == 0, err
        assert out.startswith("http://127.0.0.1:") and out.endswith("/api True\n")
        assert err == ""
    assert servers(home) == []
    with sqlite3.connect(home / "prefect.db") as database:
        rows = database.execute("select state_type, count(*) from task_run group by 1").fetchall()
        events = database.execute("select count(*) from events where event = 'prefect.task-run.Completed'")
        assert rows == [("COMPLETED", 40)], "the end of a run is lost"
        assert events.fetchone() == (40,)


@needs_proc
def test_a_forked_worker_that_outlives_a_killed_build_does_not_keep_the_server(tmp_path: Path) -> None:
    script = """
        import os, signal, time
        from flows.server_process import ServerProcess
        with ServerProcess(60):
            if os.fork():
                time.sleep(0.5)
                os.kill(os.getpid(), signal.SIGKILL)
            os.closerange(0, 3)
            time.sleep(20)
            os._exit(0)
    """
    code, _, _ = run(script, tmp_path / "home")
    assert code == -signal.SIGKILL
    assert eventually(lambda: not servers(tmp_path / "home"), 5), "the server outlives the build"


@pytest.mark.parametrize("named", ["environment", "profile"])
def test_an_api_that_the_settings_name_is_used_or_reported_and_no_server_started(
    tmp_path: Path, named: str
) -> None:
    home, address, more = tmp_path / "home", "http://127.0.0.1:9/api", {}
    home.mkdir()
    if named == "environment":
        more = {"PREFECT_API_URL": address}
    else:
        profile = f'active = "mine"\n[profiles.mine]\nPREFECT_API_URL = "{address}"\n'
        (home / "profiles.toml").write_text(profile)
    code, out, err = run(REFUSED, home, **more)
    assert (code, err) == (0, "")
    assert address in out and "Start its server" in out and "PREFECT_API_URL" in out
    assert not (home / "prefect.db").exists()


def test_a_home_that_cannot_be_written_is_reported_with_its_name_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = tmp_path / "file" / "home"
    code, out, _ = run(REFUSED, home)
    assert code == 0
    assert f"The Prefect home {home} cannot be written" in out and "PREFECT_HOME" in out


def test_a_server_that_cannot_start_shows_what_it_said(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/none/here.db"
    code, out, _ = run(REFUSED, tmp_path / "home", PREFECT_API_DATABASE_CONNECTION_URL=url)
    assert code == 0
    assert "ended while it started" in out and "unable to open database file" in out


def test_the_module_does_not_import_prefect() -> None:
    source = "import sys, flows.server, flows.server_process; sys.exit('prefect' in sys.modules)"
    subprocess.run([sys.executable, "-c", source], cwd=ROOT, check=True)
