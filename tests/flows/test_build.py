"""Builds as people run them: releases that are the same each time, bad input that stops nothing, one line where nothing goes."""

import errno
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple

import httpx
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
PAGES = sorted(RAW.rglob("*.txt"))
Run = CompletedProcess[str]
Command = Callable[..., Run]


def at_once(*calls: Callable[[], Run]) -> list[Run]:
    """What the calls give, made at the same time."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def rows(output: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(output / "latest" / f"{table}.parquet").to_pylist()
    return found


def documents(output: Path) -> set[str]:
    return {row["document_id"] for row in rows(output, "documents")}


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every file below a folder with its inode, time and bytes; links with what they point to."""
    found = {}
    for path in sorted(folder.rglob("*")):
        about = path.lstat()
        data = (
            os.fsencode(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else b""
        )
        found[path.relative_to(folder).as_posix()] = (about.st_ino, about.st_mtime_ns, data)
    return found


def no_trace(run: Run) -> bool:
    return "Traceback" not in run.stderr and "Traceback" not in run.stdout and '.py", line' not in run.stderr


# The same each time


A_BATCH_A_PAGE = """
from flows import pipeline
from flows.cli import main

pipeline.BATCH_BYTES, pipeline.MOST_BATCHES = 1, 10**6
main()
"""
"""The command, with as many batches as pages: the sample is small enough for one."""


class Sample(NamedTuple):
    """Two builds of copies of the sample, made otherwise, and what came of each; ``raw`` is the first copy."""

    raw: Path
    first: Path
    second: Path
    runs: list[Run]


@pytest.fixture(scope="module")
def sample(
    tmp_path_factory: pytest.TempPathFactory, prefect_server: str, probation_corpus: Command
) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    for seed, name in enumerate(("one", "other")):
        files = sorted(path for path in RAW.rglob("*") if path.is_file())
        random.Random(seed).shuffle(files)
        for path in files:
            copy = folder / name / "raw" / path.relative_to(RAW)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    first, second = folder / "one" / "made" / "here", folder / "other" / "there"
    env = {**os.environ, "PREFECT_API_URL": prefect_server}
    runs = at_once(
        lambda: probation_corpus("build", folder / "one" / "raw", "--output", first, "--workers", 1, env=env),
        lambda: subprocess.run(
            [sys.executable, "-c", A_BATCH_A_PAGE, "build", "raw", "-o", "there", "--workers", "3"],
            env=env,
            cwd=folder / "other",
            capture_output=True,
            text=True,
            check=False,
        ),
    )
    return Sample(folder / "one" / "raw", first, second, runs)


def test_sample_builds_without_an_error_and_the_command_says_what_came_of_it(sample: Sample) -> None:
    """Exit status 0; counts, problems and where the release lies on stdout, nothing on stderr."""
    for run, output in zip(sample.runs, (str(sample.first), "there"), strict=True):
        assert (run.returncode, run.stderr) == (0, "")
        lines = run.stdout.splitlines()
        assert any(line.split() == ["documents", str(len(PAGES))] for line in lines)
        assert lines[-3:] == ["release 1.0.0: the first release", lines[-2], f"{output}/1.0.0"]
        assert re.fullmatch(r"\d+ warnings?, \d+ info", lines[-2])
        assert any(line.startswith("2016/caseload-arithmetic.txt:27: warning: ") for line in lines)
    assert documents(sample.first) == {path.relative_to(RAW).with_suffix("").as_posix() for path in PAGES}


def test_release_depends_on_neither_order_of_files_nor_workers_nor_folder(sample: Sample) -> None:
    """All files of the two releases have the same names and the same bytes."""
    first, second = state(sample.first / "1.0.0"), state(sample.second / "1.0.0")
    assert len(first) == 2 * 7 + 6
    assert {name: data for name, (_, _, data) in first.items()} == {
        name: data for name, (_, _, data) in second.items()
    }


class Again(NamedTuple):
    """What two more builds did to outputs that hold a release: of the same pages, and of others."""

    same: Run
    same_before: dict[str, Any]
    same_after: dict[str, Any]
    other: Run
    other_before: dict[str, Any]
    other_after: dict[str, Any]


@pytest.fixture(scope="module")
def again(sample: Sample, prefect_server: str, probation_corpus: Command) -> Again:
    env = {**os.environ, "PREFECT_API_URL": prefect_server}
    before = [state(sample.first), state(sample.second)]
    same, other = at_once(
        lambda: probation_corpus("build", sample.raw, "--output", sample.first, "--workers", 2, env=env),
        lambda: probation_corpus("build", PAGES[0], "--output", sample.second, env=env),
    )
    return Again(same, before[0], state(sample.first), other, before[1], state(sample.second))


def test_build_that_finds_the_same_says_so_and_touches_nothing(again: Again) -> None:
    assert (again.same.returncode, again.same.stderr) == (0, "")
    assert "nothing changed: release 1.0.0" in again.same.stdout
    assert again.same_after == again.same_before


def test_build_that_would_lose_documents_asks_for_leave_and_loses_nothing(again: Again) -> None:
    """Exit status 2, the page's problems, and one line with the documents and the remedy."""
    assert again.other.returncode == 2
    *problems, line = again.other.stderr.splitlines()
    assert all(re.match(r"\S+: (?:info|warning): ", problem) for problem in problems)
    assert line.startswith("probation-corpus: 2016/")
    assert "in release 1.0.0 and not in what was read now" in line and "--allow-removal ID" in line
    assert again.other_after == again.other_before


# What a person finds in Prefect


def asked(url: str, kind: str, **filters: Any) -> list[dict[str, Any]]:
    answer = httpx.post(f"{url}/{kind}/filter", json=filters).raise_for_status()
    found: list[dict[str, Any]] = answer.json()
    return found


def test_flow_run_is_named_after_its_output_and_task_runs_after_what_they_do(
    sample: Sample, prefect_server: str
) -> None:
    """Whoever reads: one thread, or processes, which are one task, for a task each would take longer than reading."""
    raw = sample.raw
    for name, reading in (
        (f"build {raw} to {sample.first}", "read portion 1 of 1"),
        ("build raw to there", "read in 3 processes"),
    ):
        found = asked(prefect_server, "flow_runs", flow_runs={"name": {"any_": [name]}})
        assert {run["state_type"] for run in found} == {"COMPLETED"}
        tasks = [asked(prefect_server, "task_runs", flow_runs={"id": {"any_": [run["id"]]}}) for run in found]
        assert ["check tables", reading, "write release"] in [
            sorted(task["name"] for task in of) for of in tasks
        ]
        assert {task["state_type"] for of in tasks for task in of} == {"COMPLETED"}


def test_artifacts_of_a_run_tell_its_counts_and_its_problems(sample: Sample, prefect_server: str) -> None:
    (run,) = asked(
        prefect_server,
        "flow_runs",
        flow_runs={"name": {"any_": [f"build {sample.first.parents[1] / 'raw'} to {sample.first}"]}},
    )[-1:]
    artifacts = {
        artifact["key"]: artifact["data"]
        for artifact in asked(prefect_server, "artifacts", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    }
    assert artifacts.keys() == {"build-counts", "build-problems", "build-progress", "build-summary"}
    for table, shown in (("comments", 154), ("problems", len(rows(sample.first, "problems")))):
        assert f'{{"table": "{table}", "rows": {shown}}}' in artifacts["build-counts"]
    assert "2016/caseload-arithmetic.txt:27" in artifacts["build-problems"]
    summary = artifacts["build-summary"]
    assert summary.startswith("# Release 1.0.0\n")
    assert (sample.first / "1.0.0").resolve().as_uri() in summary
    assert "| comments | 154 |" in summary
    for stage in ("reading", "editing, checking and writing tables", "comparing and releasing"):
        assert re.search(rf"\| {stage} \| \d+\.\d \|", summary), stage


# Bad input

BAD = {
    "empty.txt": ("file_empty", "remove the file"),
    "blank.txt": ("file_empty", "remove it"),
    "latin-1.txt": ("not_utf8", "save the file as UTF-8"),
    "utf-16.txt": ("nul_bytes", "save it as UTF-8"),
    "huge.txt": ("file_too_large", "split the file"),
    "same.txt": ("duplicate_document_id", "rename all but one"),
    "pipe.txt": ("file_unreadable", "move it away"),
}
"""Files that cannot be taken in: the code of the problem, and words of its remedy."""


class Built(NamedTuple):
    """A build of bad input: the folder with the sources, the release, and what the command said."""

    sources: Path
    output: Path
    run: Run


@pytest.fixture(scope="module")
def bad(
    tmp_path_factory: pytest.TempPathFactory,
    prefect_server: str,
    probation_corpus: Command,
    as_user: tuple[str, ...],
) -> dict[str, Built]:
    """Builds of every bad file, of files that a user may not read, and of nothing that can be read."""
    folder = tmp_path_factory.mktemp("bad")
    files = {
        "one/good.txt": (RAW / "2016" / "leap-day.txt").read_bytes(),
        "one/deeper/good.txt": (RAW / "one-thing-back.txt").read_bytes(),
        "one/notes.md": b"No text of a page.\n",
        "one/empty.txt": b"",
        "one/blank.txt": "\ufeff \r\n\t\n\u00a0".encode(),
        "one/latin-1.txt": "A first line.\nA café.\n".encode("latin-1"),
        "one/utf-16.txt": "A page.\n".encode("utf-16-le"),
        "one/same.txt": b"A page of the first folder.\n",
        "two/same.txt": b"A page of the second folder.\n",
        "two/fine.txt": b"A page of its own.\n",
        "sealed/open.txt": b"A page that anyone may read.\n",
        "sealed/closed.txt": b"A page that nobody may read.\n",
        "sealed/closed folder/inside.txt": b"A page in a folder that nobody may enter.\n",
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    os.truncate(_touched(folder / "one" / "huge.txt"), 64 * 2**20 + 1)
    os.mkfifo(folder / "one" / "pipe.txt")
    closed = (folder / "sealed" / "closed.txt", folder / "sealed" / "closed folder")
    for path in closed:
        path.chmod(0)
    outputs = {name: folder / f"output of {name}" for name in ("files", "sealed", "nothing")}
    options = {"cwd": folder, "env": {**os.environ, "PREFECT_API_URL": prefect_server}}
    try:
        runs = at_once(
            lambda: probation_corpus("build", "one", "missing", "two", "-o", outputs["files"], **options),
            lambda: probation_corpus("build", "sealed", "-o", outputs["sealed"], before=as_user, **options),
            lambda: probation_corpus("build", "one/empty.txt", "-o", outputs["nothing"], **options),
        )
    finally:
        for path in closed:
            path.chmod(0o755)
    return {name: Built(folder, outputs[name], run) for name, run in zip(outputs, runs, strict=True)}


def _touched(path: Path) -> Path:
    path.touch()
    return path


def test_good_documents_are_released_beside_bad_ones_and_the_exit_status_tells(bad: dict[str, Built]) -> None:
    built = bad["files"]
    assert built.run.returncode == 1, built.run.stderr
    assert not re.sub(r"(?m)^(?:reading|publishing): .*\n", "", built.run.stderr), "more than how far it is"
    assert documents(built.output) == {"good", "deeper/good", "fine"}
    assert no_trace(built.run)


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_a_problem_that_names_it_and_the_remedy(bad: dict[str, Built], name: str) -> None:
    """A row of the table problems, severity error, no document; and a line of the command's output."""
    built, (code, remedy) = bad["files"], BAD[name]
    found = [row for row in rows(built.output, "problems") if row["source"] == name]
    assert len(found) == (2 if name == "same.txt" else 1)
    for row in found:
        assert (row["severity"], row["code"], row["document_id"]) == ("error", code, None)
        assert remedy in row["message"]
        where = name if row["line"] is None else f"{name}:{row['line']}"
        assert f"{where}: error: {row['message']}" in built.run.stdout


def test_problem_of_bytes_names_their_line(bad: dict[str, Built]) -> None:
    lines = {row["source"]: row["line"] for row in rows(bad["files"].output, "problems")}
    assert (lines["latin-1.txt"], lines["utf-16.txt"], lines["empty.txt"]) == (2, 1, None)


def test_sources_with_one_id_are_both_refused_and_each_names_the_other(bad: dict[str, Built]) -> None:
    messages = [r["message"] for r in rows(bad["files"].output, "problems") if r["source"] == "same.txt"]
    assert sorted(f"{place}/same.txt" in message for message in messages for place in ("one", "two")) == [
        False, False, True, True,
    ]  # fmt: skip


def test_missing_path_among_several_is_a_problem_and_the_rest_is_done(bad: dict[str, Built]) -> None:
    (row,) = [row for row in rows(bad["files"].output, "problems") if row["source"] == "missing"]
    assert (row["severity"], row["code"]) == ("error", "path_missing")
    assert "check the path" in row["message"]


def test_other_files_are_listed_once_as_ignored(bad: dict[str, Built]) -> None:
    (row,) = [row for row in rows(bad["files"].output, "problems") if row["source"] == "notes.md"]
    assert (row["severity"], row["code"]) == ("info", "file_ignored")


@pytest.mark.parametrize("name", ["closed.txt", "closed folder"])
def test_file_or_folder_that_the_user_may_not_read_is_a_problem_and_others_are_released(
    bad: dict[str, Built], name: str
) -> None:
    built = bad["sealed"]
    assert built.run.returncode == 1, built.run.stderr
    assert documents(built.output) == {"open"}
    (row,) = [row for row in rows(built.output, "problems") if row["source"] == name]
    assert (row["severity"], row["code"], row["document_id"]) == ("error", "file_unreadable", None)
    assert "leave to read" in row["message"]
    assert no_trace(built.run)


def test_sources_none_of_which_can_be_read_are_refused_with_the_reason(
    bad: dict[str, Built], prefect_server: str
) -> None:
    """What is wrong with each, then one line; no release, and a run that counts as failed."""
    built = bad["nothing"]
    assert (built.run.returncode, built.run.stdout) == (2, "")
    first, last = built.run.stderr.splitlines()
    assert first.startswith("empty.txt: error: the file holds nothing")
    assert last.startswith("probation-corpus: no text could be read at one/empty.txt")
    assert not (built.output / "index.json").exists()
    (run,) = asked(prefect_server, "flow_runs", flow_runs={"name": {"like_": f" to {built.output}"}})
    assert run["state_type"] == "FAILED"


# Reading that fails: each page is a batch of its own, so that what befalls one spares the others

DISTURBING = """
import errno, json, os, sys
from collections import Counter
from pathlib import Path

from flows import pipeline
from flows.build import run_build
from flows.reading_run import Readers
from flows.releases.wishes import Wishes
from flows.sources import reading

folder, output = map(Path, sys.argv[1:])
read, tries = reading._bytes_of, Counter()

def disturbing(source):
    name = source.document_id
    tries[name] += 1
    if name == "fails always" or (name == "fails once" and tries[name] == 1):
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(source.path))
    if name == "forbidden":
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(source.path))
    if name == "grows":
        source.path.write_text("The page has more to say now.")
    if name == "vanishes":
        source.path.unlink()
    return read(source)

reading._bytes_of = disturbing
pipeline.BATCH_BYTES = 1
run_build([folder], output, Readers(workers=6), Wishes())
print(json.dumps(tries))
"""
"""A build in whose process reading is disturbed, page by page; prints how often each was tried."""


class Disturbed(NamedTuple):
    """A build during which reading was disturbed, how often each file was tried, and its task runs."""

    output: Path
    tries: dict[str, int]
    tasks: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Disturbed:
    folder = tmp_path_factory.mktemp("disturbed")
    for name in ("calm", "fails always", "fails once", "forbidden", "grows", "vanishes"):
        (folder / f"{name}.txt").write_text(f"A page that {name}.\n")
    output = tmp_path_factory.mktemp("output")
    command = [sys.executable, "-c", DISTURBING, str(folder), str(output)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    (flow_run,) = asked(
        prefect_server, "flow_runs", flow_runs={"name": {"any_": [f"build {folder} to {output}"]}}
    )
    tasks = asked(prefect_server, "task_runs", flow_runs={"id": {"any_": [flow_run["id"]]}})
    return Disturbed(output, json.loads(run.stdout), {task["name"]: task for task in tasks})


def problem_of(built: Disturbed, name: str) -> dict[str, Any]:
    (found,) = [
        r for r in rows(built.output, "problems") if r["source"] == f"{name}.txt" and r["severity"] == "error"
    ]
    return found


def test_read_that_fails_for_a_moment_is_tried_again_and_ends_well(disturbed: Disturbed) -> None:
    assert disturbed.tries["fails once"] == 2
    assert documents(disturbed.output) == {"calm", "fails once"}
    assert all(task["state_type"] == "COMPLETED" for task in disturbed.tasks.values())
    assert len([name for name in disturbed.tasks if name.startswith("read portion ")]) == 6


def test_read_that_always_fails_becomes_a_problem_after_the_last_try(disturbed: Disturbed) -> None:
    problem = problem_of(disturbed, "fails always")
    assert disturbed.tries["fails always"] == 3
    assert problem["code"] == "file_unreadable"
    assert os.strerror(errno.EIO) in problem["message"]


def test_read_that_is_forbidden_is_not_tried_again(disturbed: Disturbed) -> None:
    assert disturbed.tries["forbidden"] == 1
    assert problem_of(disturbed, "forbidden")["code"] == "file_unreadable"


@pytest.mark.parametrize("name", ["grows", "vanishes"])
def test_file_that_changes_between_listing_and_reading_is_a_problem(disturbed: Disturbed, name: str) -> None:
    problem = problem_of(disturbed, name)
    assert disturbed.tries[name] == 1
    assert problem["code"] == "file_changed"
    assert "run again" in problem["message"]


# Nothing to be done: exit status 2, one line, no server


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A folder with one good page."""
    folder = tmp_path / "pages"
    folder.mkdir()
    shutil.copy(RAW / "2016" / "leap-day.txt", folder / "page.txt")
    return folder


def assert_refused(run: Run, home: Path, *words: str) -> None:
    assert run.returncode == 2, run.stderr
    assert no_trace(run)
    line = run.stderr.splitlines()[-1]
    assert line.startswith("probation-corpus: ")
    assert not [word for word in words if word not in line], line
    assert run.stdout == ""
    assert not home.exists(), "a Prefect server was started"


def test_folder_without_text_is_refused(tmp_path: Path, no_prefect: Path, probation_corpus: Command) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.md").touch()
    run = probation_corpus("build", "empty", cwd=tmp_path)
    assert_refused(run, no_prefect, "no text could be read at empty", ".txt")
    assert not (tmp_path / "output").exists()


def test_missing_paths_alone_are_refused_and_each_is_named(
    tmp_path: Path, no_prefect: Path, probation_corpus: Command
) -> None:
    run = probation_corpus("build", "here", "there.txt", cwd=tmp_path)
    assert_refused(run, no_prefect, "no text could be read at here, there.txt")
    for name in ("here", "there.txt"):
        assert f"{name}: error: there is no such file or folder: check the path" in run.stderr


def test_raw_that_is_not_there_is_refused_by_name(
    tmp_path: Path, no_prefect: Path, probation_corpus: Command
) -> None:
    """Without a SOURCE the command reads raw/."""
    assert_refused(probation_corpus("build", cwd=tmp_path), no_prefect, "no text could be read at raw")


@pytest.mark.parametrize("output", ["file", "file/below"])
def test_output_with_a_file_in_its_way_is_refused(
    tmp_path: Path, page: Path, no_prefect: Path, probation_corpus: Command, output: str
) -> None:
    (tmp_path / "file").write_text("mine")
    run = probation_corpus("build", page, "--output", output, cwd=tmp_path)
    assert_refused(run, no_prefect, output, "no release can be written there", "--output")
    assert (tmp_path / "file").read_text() == "mine"


def test_output_without_leave_to_write_is_refused(
    tmp_path: Path, page: Path, no_prefect: Path, probation_corpus: Command, as_user: tuple[str, ...]
) -> None:
    (tmp_path / "output").mkdir(mode=0o555)
    run = probation_corpus("build", page, cwd=tmp_path, before=as_user)
    assert_refused(run, no_prefect, "output", os.strerror(errno.EACCES), "leave to write")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("name =", "write lines such as"),
        ('name = "x"\ntitle = "X"\ndescription = "x"\nlicense = "MIT"', "license is not known: it may hold"),
        ('name = "x"\ntitle = 3\ndescription = "x"', "title should be a text"),
        ('name = "x"\ntitle = "X"\ndescription = "x"\nlicence = "MIT"', "licence should be a table"),
    ],
    ids=["no TOML", "unknown key", "no text", "no table"],
)
def test_broken_dataset_toml_is_refused(
    page: Path, no_prefect: Path, probation_corpus: Command, toml: str, words: str
) -> None:
    (page / "dataset.toml").write_text(toml)
    run = probation_corpus("build", page, "--output", page / "output")
    assert_refused(run, no_prefect, str(page / "dataset.toml"), words)
    assert len(run.stderr.splitlines()) == 1
    assert not (page / "output").exists()


@pytest.mark.parametrize(
    "words", [("--workers", 0), ("--workers", "many"), ("--nonsense",), ("--output",)], ids=str
)
def test_wrong_options_are_refused_and_named(
    page: Path, no_prefect: Path, probation_corpus: Command, words: tuple[object, ...]
) -> None:
    run = probation_corpus("build", page, *words)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines()[-1].startswith("Error: ")
    assert str(words[0]) in run.stderr.splitlines()[-1]
    assert no_trace(run)
    assert not no_prefect.exists()


def servers_of(home: Path) -> list[int]:
    """The server processes that work on this Prefect home."""
    found: list[int] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, settings = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"flows.server_process" in command and f"PREFECT_HOME={home}\0".encode() in settings:
            found.append(int(process.name))
    return found


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)],
    ids=["kill", "term", "int"],
)
def test_build_that_is_ended_in_the_middle_leaves_no_server_and_no_trace(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    """Sent while the command's own server starts, on an empty Prefect home."""
    home = tmp_path / "prefect"
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    program = str(Path(sys.executable).with_name("probation-corpus"))
    command = [program, "build", str(RAW), "--output", str(tmp_path / "output")]
    with subprocess.Popen(
        command,
        env={**env, "PREFECT_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as build:
        deadline = time.monotonic() + 60
        while not servers_of(home) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert servers_of(home)
        build.send_signal(number)
        _, err = build.communicate(timeout=90)
    assert build.returncode == status
    assert "Traceback" not in err
    while servers_of(home) and time.monotonic() < deadline + 90:
        time.sleep(0.1)
    assert servers_of(home) == []
    assert not (tmp_path / "output" / "index.json").exists()


def test_sealed_file_named_on_the_command_line_is_a_problem_and_the_rest_is_done(
    tmp_path: Path, as_user: tuple[str, ...], probation_corpus: Command
) -> None:
    """As one in a folder is: the command is not wrong because of it."""
    (tmp_path / "sealed.txt").write_text("A page.")
    (tmp_path / "open.txt").write_text("A page that may be read.\n")
    (tmp_path / "sealed.txt").chmod(0)
    run = probation_corpus("preview", tmp_path / "sealed.txt", tmp_path / "open.txt", before=as_user)
    assert run.returncode == 1
    assert "sealed.txt: error: Permission denied: " in run.stdout
    assert "1 document" in run.stdout


def test_full_disk_where_the_build_works_is_said_in_a_line(
    probation_corpus: Command, prefect_server: str, tmp_path: Path
) -> None:
    """As on a disk that is full: no file may become larger than 20 kB."""
    limited = ("sh", "-c", 'ulimit -f 40; exec "$@"', "sh")
    environment = {
        **os.environ,
        "PREFECT_API_URL": prefect_server,
        "PROBATION_CORPUS_CACHE": str(tmp_path / "cache"),
    }
    words = ("build", RAW / "2016", "--output", tmp_path / "output")
    for more, place in (((), str(tmp_path / "cache")), (("--no-cache",), "TMPDIR")):
        run = probation_corpus(*words, *more, before=limited, env=environment)
        assert run.returncode == 2, run.stderr
        assert no_trace(run)
        line = run.stderr.splitlines()[-1]
        assert "File too large" in line and place in line
    assert not list((tmp_path / "output").glob("[0-9]*"))


# Tables in parts


@pytest.mark.slow
def test_a_table_over_the_size_of_parts_is_written_in_parts(
    tmp_path: Path, prefect_server: str, probation_corpus: Command
) -> None:
    """Documents of two row groups, of which the first fills a part; a build with another size finds that nothing changed."""
    chance, count = random.Random(7), 4_100
    records = (
        {"id": f"post-{number:05}", "text": f"Post {number}\n\n{chance.randbytes(300).hex()}\n"}
        for number in range(count)
    )
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "many.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    env = {**os.environ, "PREFECT_API_URL": prefect_server, "PROBATION_CORPUS_CACHE": str(tmp_path / "cache")}
    how: dict[str, Any] = {"cwd": tmp_path, "env": env}
    made = probation_corpus("build", "raw", "--part-size", 1, "--workers", 2, **how)
    assert made.returncode == 0, made.stderr
    release = tmp_path / "output" / "1.0.0"
    parts = sorted(path.name for path in release.glob("documents*"))
    assert parts == [f"documents-{n:05}-of-00002.{suffix}" for n in range(2) for suffix in ("csv", "parquet")]
    assert [pq.read_metadata(release / name).num_rows for name in parts if name.endswith("t")] == [4096, 4]
    again = probation_corpus("build", "raw", **how)
    assert "nothing changed: release 1.0.0" in again.stdout
    checked = probation_corpus("verify", "output/latest", "--raw", "raw", **how)
    assert checked.returncode == 0, checked.stdout
