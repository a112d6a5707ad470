"""Killed at any moment: what the output folder holds is whole, and the next build goes on as if nothing had been.

The writer runs in a process of its own that kills itself (SIGKILL) at its n-th step. A step is a line of the release's
modules, or a call by which Python opens, renames, links or removes something. At more steps than it is killed at, the
writer stops to have what stands in the folder copied: that is what a kill leaves there, as those that happen show.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import flows.releases
from flows.releases.files import differing, sha256_of
from flows.releases.index import FILE as INDEX
from flows.releases.index import read_index
from flows.releases.release import release_of, write_release
from flows.releases.wishes import Wishes
from flows.releases.written import TablesWriter, Written
from flows.tables import Tables
from tests.flows.releases.made import DATASET, PAGES, checked, contents, names, thread

MODULES = str(Path(flows.releases.__file__).parent)
POINTS = 200
"""Moments of the writing of the second release at which the folder is looked at."""
FEWER_POINTS = 20
"""Moments at which a writer is killed."""
DATASET_TOML = 'name = "made-up"\ntitle = "Made-up pages"\ndescription = "Pages that nobody wrote."\n'
CALLS = frozenset(
    {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.symlink", "os.chmod", "os.truncate"}
)


class Steps:
    """Counts the steps of this process from now on; before each that was named something is done."""

    def __init__(
        self, at: Collection[int] = frozenset(), then: Callable[[int], object] = lambda _: None
    ) -> None:
        self.count = 0
        self._at, self._then = at, then
        self._is_counting = True
        sys.addaudithook(self._call)
        sys.settrace(self._trace)

    def stop(self) -> int:
        sys.settrace(None)
        self._is_counting = False
        return self.count

    def _step(self) -> None:
        self.count += 1
        if self.count in self._at:
            self._is_counting = False
            self._then(self.count)
            self._is_counting = True

    def _call(self, event: str, _: object) -> None:
        if self._is_counting and event in CALLS:
            self._step()

    def _trace(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.startswith(MODULES):
            return None
        if event == "line":
            self._step()
        return self._trace


def started(work: Callable[[], object]) -> int:
    """The number of a process that does the work, and nothing else."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        except BaseException:  # noqa: BLE001 (the process ends here, and says why)
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return child


def ended(child: int) -> int:
    """The signal that ended a process, 0 for none; it must not have failed of its own accord."""
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "see what it printed"
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def steps_of(work: Callable[[], object]) -> int:
    """How many steps the work has, when nothing kills it."""
    read, write = os.pipe()

    def counted() -> None:
        steps = Steps()
        work()
        os.write(write, str(steps.stop()).encode())

    assert ended(started(counted)) == 0
    os.close(write)
    with os.fdopen(read) as answer:
        return int(answer.read())


def killed_at(step: int, work: Callable[[], object]) -> None:
    def until() -> None:
        Steps({step}, lambda _: os.kill(os.getpid(), signal.SIGKILL))
        work()

    assert ended(started(until)) == signal.SIGKILL


def copied_at(steps: Collection[int], output: Path, copies: Path, work: Callable[[], object]) -> None:
    """What stands in the output folder before each of these steps, in a folder that has the step's number."""

    def copying() -> None:
        Steps(frozenset(steps), lambda step: shutil.copytree(output, copies / str(step), symlinks=True))
        work()

    assert ended(started(copying)) == 0


def left(output: Path) -> frozenset[tuple[str, int, bytes]]:
    """All that stands in a folder, with its mode; what is being written has a random name, which is left aside."""
    return frozenset(
        (
            re.sub(r"^\.staging-[^/]+", ".staging", path.relative_to(output).as_posix()),
            path.lstat().st_mode,
            os.fsencode(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else b"",
        )
        for path in output.rglob("*")
    )


def assert_whole(output: Path, before: dict[str, bytes | str]) -> None:
    """The old releases are as they were; index and ``latest`` each name a release that is whole; nobody else is named."""
    after = contents(output)
    old = {name: data for name, data in before.items() if name not in (INDEX, "latest")}
    assert {name: after.get(name) for name in old} == old
    index = read_index(output) if (output / INDEX).exists() else None
    for entry in index.releases if index else ():
        assert differing(output / entry.version) == []
        assert sha256_of(output / entry.version / "SHA256SUMS") == entry.sha256
    if (output / "latest").is_symlink():
        assert index is not None
        assert str((output / "latest").readlink()) in {entry.version for entry in index.releases}


@pytest.fixture(scope="module")
def small() -> Tables:
    return checked(PAGES)


@pytest.fixture(scope="module")
def more() -> Tables:
    """The same with a page more."""
    return checked({**PAGES, "desk": thread("The desk", "It has three legs.")})


@pytest.fixture(autouse=True)
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the index, too, has the same bytes each time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1456128000")


@pytest.fixture(scope="module")
def forkable() -> Iterator[None]:
    """Arrow with one thread: others would not live on in a process that was forked."""
    import pyarrow as pa

    before = pa.cpu_count()
    pa.set_cpu_count(1)
    yield
    pa.set_cpu_count(before)


def spread(count: int, points: int) -> list[int]:
    """So many of the numbers from 1 to the count, evenly, the first and the last among them."""
    return sorted({1 + round(place * (count - 1) / (points - 1)) for place in range(points)})


@pytest.mark.usefixtures("forkable")
@pytest.mark.parametrize(
    ("first", "points"), [(True, FEWER_POINTS), (False, POINTS)], ids=["first", "second"]
)
def test_killed_at_any_step_the_output_is_whole_and_the_next_build_succeeds(
    tmp_path: Path, small: Tables, more: Tables, first: bool, points: int
) -> None:
    start, wanted = tmp_path / "start", tmp_path / "wanted"
    start.mkdir()
    if not first:
        write_release(small, DATASET, start)
    before = contents(start)
    shutil.copytree(start, wanted, symlinks=True)
    write_release(more, DATASET, wanted)
    done = contents(wanted)
    counting = tmp_path / "counting"
    shutil.copytree(start, counting, symlinks=True)
    count = steps_of(lambda: write_release(more, DATASET, counting))
    assert contents(counting) == done
    assert count >= points
    kills = spread(count, FEWER_POINTS)
    steps = sorted({*spread(count, points), *kills})
    copies, output = tmp_path / "copies", tmp_path / "output"
    shutil.copytree(start, output, symlinks=True)
    copied_at(steps, output, copies, lambda: write_release(more, DATASET, output))
    assert contents(output) == done
    succeeded: set[frozenset[tuple[str, int, bytes]]] = set()
    for step in steps:
        output = copies / str(step)
        found = left(output)
        if step in kills:
            output = tmp_path / f"killed {step}"
            shutil.copytree(start, output, symlinks=True)
            killed_at(step, lambda output=output: write_release(more, DATASET, output))  # type: ignore[misc]
            assert left(output) == found, step
        assert_whole(output, before)
        if step in kills or found not in succeeded:
            write_release(more, DATASET, output)
            assert contents(output) == done, step
            assert names(output) == names(wanted), step
            succeeded.add(found)


@pytest.mark.usefixtures("forkable")
def test_killed_while_it_puts_things_right_it_can_be_killed_again(
    tmp_path: Path, small: Tables, more: Tables
) -> None:
    """The build after a killed one removes what that left; killed in turn, it leaves nothing worse."""
    output, wanted = tmp_path / "output", tmp_path / "wanted"
    for folder in (output, wanted):
        write_release(small, DATASET, folder)
    before = contents(output)
    write_release(more, DATASET, wanted)
    counting = shutil.copytree(output, tmp_path / "counting", symlinks=True)
    count = steps_of(lambda: write_release(more, DATASET, counting))
    for step in spread(count, FEWER_POINTS):
        killed_at(step, lambda: write_release(more, DATASET, output))
        assert_whole(output, before)
        if read_index(output).latest == "1.1.0":
            break
    else:
        pytest.fail("no build came as far as its index")
    assert not write_release(more, DATASET, output).is_new
    assert contents(output) == contents(wanted)


@pytest.mark.usefixtures("forkable")
def test_killed_while_tables_that_were_written_become_a_release(
    tmp_path: Path, small: Tables, more: Tables
) -> None:
    """As a build makes one, whose tables stand elsewhere until they are whole."""
    start, wanted, tables = tmp_path / "start", tmp_path / "wanted", tmp_path / "tables"
    write_release(small, DATASET, start)
    before = contents(start)
    shutil.copytree(start, wanted, symlinks=True)
    write_release(more, DATASET, wanted)
    tables.mkdir()
    with TablesWriter(tables) as writer:
        writer.add(more, None)

    def released(output: Path) -> Callable[[], object]:
        shutil.copytree(start, output, symlinks=True)
        moved = shutil.copytree(tables, tmp_path / f"tables of {output.name}")
        return lambda: release_of(Written(moved, writer.rows), DATASET, output)

    count = steps_of(released(tmp_path / "counting"))
    assert contents(tmp_path / "counting") == contents(wanted)
    for step in spread(count, FEWER_POINTS):
        output = tmp_path / f"output {step}"
        killed_at(step, released(output))
        assert_whole(output, before)
        write_release(more, DATASET, output)
        assert contents(output) == contents(wanted), step
        assert names(output) == names(wanted), step


@pytest.mark.usefixtures("forkable")
def test_previous_release_that_is_brought_is_whole_or_not_there(
    tmp_path: Path, small: Tables, more: Tables
) -> None:
    """As for a release that is built."""
    there, output = tmp_path / "there", tmp_path / "output"
    write_release(small, DATASET, there)
    wishes = Wishes(previous=str(there))
    count = steps_of(lambda: write_release(more, DATASET, tmp_path / "counting", wishes))
    for step in spread(count, FEWER_POINTS):
        killed_at(step, lambda: write_release(more, DATASET, output, wishes))
        assert_whole(output, {})
        is_there = read_index(output).latest is not None
        assert write_release(more, DATASET, output, Wishes() if is_there else wishes).version == "1.1.0"
        assert names(output) == {"1.0.0", "1.1.0", INDEX, "latest"}
        shutil.rmtree(output)


def is_staging(output: Path) -> bool:
    """Whether something is being written; a folder may be gone again before it is looked into."""
    with suppress(FileNotFoundError):
        return any(list(path.iterdir()) for path in output.glob(".staging-*/"))
    return False


@pytest.mark.parametrize(
    "moment",
    [
        is_staging,
        lambda output: (output / ".publishing.json").exists(),
        pytest.param(lambda output: (output / "1.0.0").exists(), marks=pytest.mark.slow),
    ],
    ids=["while it writes", "while it publishes", "when the release is in place"],
)
def test_whole_build_that_is_killed_leaves_nothing_that_the_next_trips_on(
    tmp_path: Path, prefect_server: str, probation_corpus: Callable[..., Any], moment: Callable[[Path], bool]
) -> None:
    raw, output = tmp_path / "raw", tmp_path / "output"
    raw.mkdir()
    (raw / "dataset.toml").write_text(DATASET_TOML, encoding="utf-8")
    for name, text in PAGES.items():
        (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    env = {**os.environ, "PREFECT_API_URL": prefect_server}
    program = str(Path(sys.executable).with_name("probation-corpus"))
    with subprocess.Popen(
        [program, "build", str(raw), "--output", str(output)], env=env, stdout=subprocess.DEVNULL
    ) as build:
        while build.poll() is None and not (output.exists() and moment(output)):
            time.sleep(0.0005)
        build.kill()
    assert_whole(output, {})
    run = probation_corpus("build", raw, "--output", output, env=env)
    assert (run.returncode, run.stderr) == (0, "")
    assert names(output) == {"1.0.0", INDEX, "latest"}
    assert_whole(output, {})
    assert (raw / "releases.json").exists()
