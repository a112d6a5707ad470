"""``validate`` as people and programs run it: forms of output, exit status, what is loaded, how it ends."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from flows.captures.resolve import resolve
from flows.checks import check_tables
from flows.releases.dataset import read_dataset
from flows.releases.release import write_release
from flows.sources import list_sources
from flows.tables import merged, tables_of
from tests.broken_contributions import FILES
from tests.broken_rows import comment, text
from tests.in_process import called
from tests.reading import read_batch

ROOT = Path(__file__).parents[3]
RAW = ROOT / "raw"
RUN = [sys.executable, "-c", "from flows.cli import main; main()", "validate"]
Command = Callable[..., CompletedProcess[str]]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the sample."""
    output = tmp_path_factory.mktemp("output")
    read = read_batch(list_sources([RAW]).sources)
    write_release(check_tables(resolve(merged([tables_of(read.pages)]))).tables, read_dataset([RAW]), output)
    return output / "latest"


def validate(*words: object, cwd: Path = ROOT) -> CompletedProcess[str]:
    return called("validate", *words, cwd=cwd)


def validate_apart(*words: object, cwd: Path = ROOT, before: tuple[str, ...] = ()) -> CompletedProcess[str]:
    """The command, in a process of its own."""
    command = [*before, *RUN, *map(str, words)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


# What is right passes


def test_sample_passes_without_noise() -> None:
    """No error, no warning: a line for each file, though --strict is asked for."""
    run = validate_apart("raw", "--strict")
    assert (run.returncode, run.stderr) == (0, "")
    files, _, summary = run.stdout.partition("\n\n")
    assert all(re.match(r"raw/\S+\.(txt|toml): fine \(", line) for line in files.splitlines())
    assert len(files.splitlines()) == len([*RAW.rglob("*.txt"), *RAW.rglob("*.toml")])
    assert "0 errors, 0 warnings" in summary


@pytest.mark.parametrize("words", [(), ("--against", "{release}")], ids=["alone", "against itself"])
def test_tables_of_a_release_pass_without_noise(release: Path, words: tuple[str, ...]) -> None:
    """Both its CSV and its Parquet files; what stands beside them is passed over."""
    run = validate(release, "--strict", *(word.format(release=release) for word in words))
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count(": fine (") == len([*release.glob("*.csv"), *release.glob("*.parquet")])


def test_table_of_a_release_without_rows_is_no_noise(tmp_path: Path) -> None:
    """A release has all tables, whatever there is to put into them."""
    (tmp_path / "page.txt").write_text("The kettle\nNobody came.\nFirst.\nReplyDelete\n")
    read = read_batch(list_sources([tmp_path]).sources)
    tables = check_tables(resolve(merged([tables_of(read.pages)]))).tables
    made = write_release(tables, read_dataset([tmp_path]), tmp_path / "output")
    run = validate(made.folder, "--strict")
    assert (run.returncode, run.stderr) == (0, "")
    assert "bulletins.parquet: fine (bulletins, 0 rows)" in run.stdout


def test_sample_passes_against_its_release(release: Path) -> None:
    run = validate("raw", "--strict", "--against", release)
    assert run.returncode == 0


def test_nothing_is_written_and_no_server_started(tmp_path: Path, no_prefect: Path) -> None:
    folder = tmp_path / "given"
    shutil.copytree(FILES, folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    validate_apart(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert not no_prefect.exists()


# What the corpus has


def test_page_that_the_corpus_has_under_another_name_is_told(release: Path, tmp_path: Path) -> None:
    shutil.copy(RAW / "one-thing-back.txt", tmp_path / "again.txt")
    run = validate("again.txt", "--against", release, cwd=tmp_path)
    assert run.returncode == 0
    assert "again.txt: warning: the corpus has the same bytes as one-thing-back" in run.stdout


def test_other_text_under_the_id_of_a_page_is_told(release: Path, tmp_path: Path) -> None:
    (tmp_path / "one-thing-back.txt").write_text("Another post.\nOf two lines.\n")
    run = validate("one-thing-back.txt", "--against", release, cwd=tmp_path)
    assert "[document_replaced]" in run.stdout


def test_keys_are_looked_for_in_the_corpus(release: Path, tmp_path: Path) -> None:
    """A document and a parent that only the corpus has are found; one that nobody has is not."""
    page = "2019/who-holds-the-keys"
    rows = [
        comment(1, document_id=page, comment_id=f"{page}/c-{1:016x}"),
        comment(2, document_id="gone", comment_id=f"gone/c-{2:016x}"),
    ]
    (tmp_path / "rows.csv").write_text(text("comments", rows))
    run = validate("rows.csv", "--against", release, cwd=tmp_path)
    dangling = [line for line in run.stdout.splitlines() if "[reference_dangling]" in line]
    assert [line.partition(" error")[0] for line in dangling] == ["rows.csv:3:25:"]


def test_row_that_would_replace_one_of_the_corpus_is_told(release: Path, tmp_path: Path) -> None:
    shutil.copy(release / "comments.csv", tmp_path)
    table = (tmp_path / "comments.csv").read_text(encoding="utf-8")
    (tmp_path / "comments.csv").write_text(
        table.replace("certain", "inferred", 1).replace(" the ", " thy ", 1)
    )
    run = validate("comments.csv", "--against", release, cwd=tmp_path)
    assert run.stdout.count("[key_in_corpus]") == 1


@pytest.mark.parametrize("words", [("--against", "nowhere"), ("--table", "chairs")], ids=str)
def test_option_that_cannot_be_followed_is_refused_in_one_line(words: tuple[str, ...]) -> None:
    run = validate("raw", *words)
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert line.startswith("probation-corpus: ") and words[1] in line


# Exit status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("header_alone.csv",), 0),
        (("header_alone.csv", "--strict"), 1),
        (("empty.txt",), 1),
        (("missing.txt",), 2),
        (("missing.txt", "mojibake.txt"), 1),
    ],
    ids=str,
)
def test_exit_status(words: tuple[str, ...], status: int) -> None:
    """Warnings leave it at 0 unless --strict; a path that is missing among others is an error, alone it is no source."""
    assert validate(*words, cwd=FILES).returncode == status


def test_folder_with_nothing_to_check_is_refused(tmp_path: Path) -> None:
    run = validate(tmp_path)
    assert run.returncode == 2
    assert "no page, rows or shard stands there" in run.stderr


def test_file_that_may_not_be_read_is_told(tmp_path: Path, as_user: tuple[str, ...]) -> None:
    (tmp_path / "sealed.txt").write_text("Nobody came.\n")
    (tmp_path / "sealed.txt").chmod(0)
    run = validate_apart("sealed.txt", cwd=tmp_path, before=as_user)
    assert run.returncode == 1
    assert "sealed.txt: error: cannot be read: Permission denied [file_unreadable]" in run.stdout


def test_link_with_the_name_of_a_file_that_leads_to_a_folder_is_not_walked(tmp_path: Path) -> None:
    """As a pull request could hold one: the files of the machine are not read."""
    (tmp_path / "page.txt").symlink_to("/etc")
    run = validate("page.txt", cwd=tmp_path)
    assert run.stdout.startswith("page.txt: error: a link that leads out")


def test_table_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("document_id,sequence\nblog/x,0\n")
    run = validate("rows.csv", "--table", "segments", cwd=tmp_path)
    assert "segments has a column 'kind', the file has none" in run.stdout


# Forms


def test_json_is_as_its_documentation_says() -> None:
    """Every member that docs/validate.md names is there, and no other; sums count what is not listed too."""
    run = validate_apart(".", "--format", "json", "--most", "2", cwd=FILES)
    told = json.loads(run.stdout)
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "validate.md").read_text(encoding="utf-8")))
    members = {*told, *(name for file in told["files"] for name in file)}
    members |= {name for file in told["files"] for finding in file["findings"] for name in finding}
    members |= {name for file in told["files"] for more in file["unlisted"] for name in more}
    assert members <= documented
    assert told["checked"] == len(told["files"]) > 100
    listed = sum(f["severity"] == "error" for file in told["files"] for f in file["findings"])
    rest = sum(m["rest"] for file in told["files"] for m in file["unlisted"] if m["severity"] == "error")
    assert rest > 0 and told["errors"] == listed + rest
    assert (told["holds"], run.returncode) == (False, 1)


def test_github_annotations_name_file_line_and_character() -> None:
    run = validate_apart("several_at_once.csv", "--format", "github", cwd=FILES)
    lines = run.stdout.splitlines()
    assert all(line.startswith("::error file=several_at_once.csv,line=") for line in lines[:-1])
    (order,) = [line for line in lines if "title=date_order" in line]
    assert re.match(r"::error file=\S+,line=2,col=\d+,title=date_order::column closes_on: not a date", order)
    assert "%0Athis is the American order" in order


def test_nothing_of_a_file_begins_a_command_of_its_own(tmp_path: Path) -> None:
    """Neither its name nor a value in it; and nothing reaches a terminal that it would act upon."""
    name = "a\n::set-env::100%,b:c\x1b[31m.csv"
    rows = [comment(1, certainty="x\n::error::y\x1b[31m")]
    (tmp_path / name).write_text(text("comments", rows))
    run = validate_apart(name, "--format", "github", cwd=tmp_path)
    assert [line.partition(" ")[0] for line in run.stdout.splitlines()] == ["::error", "1"]
    assert r"file=a\n%3A%3Aset-env%3A%3A100%25%2Cb%3Ac\x1b[31m.csv," in run.stdout
    assert "\x1b" not in validate_apart(name, cwd=tmp_path).stdout


def test_sarif_has_a_result_for_each_finding_and_a_rule_for_each_code() -> None:
    run = validate_apart("several_at_once.csv", "windows_1252.txt", "--format", "sarif", cwd=FILES)
    (found,) = json.loads(run.stdout)["runs"]
    codes = {result["ruleId"] for result in found["results"]}
    assert codes == {rule["id"] for rule in found["tool"]["driver"]["rules"]} >= {"not_utf8", "date_order"}
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in found["results"]]
    assert {"startLine": 3, "startColumn": 23} in regions


def test_notes_are_shown_when_they_are_wanted() -> None:
    page = "raw/2016/caseload-arithmetic.txt"
    assert ": note: " not in validate(page).stdout
    assert "the page declares 17 comments, 13 were found" in validate(page, "--notes").stdout


# Imports, progress, interruption


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (("raw/2016", "raw/2018", "raw/one-thing-back.txt"), set()),
        ((str(FILES / "tabs.csv"),), {"pandas", "pyarrow", "pandera"}),
    ],
    ids=["pages and sidecars", "rows"],
)
def test_data_frames_are_loaded_for_rows_alone_and_prefect_never(
    words: tuple[str, ...], heavy: set[str]
) -> None:
    code = "import sys\nfrom flows.cli import main\ntry:\n    main()\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", code, "validate", *words],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    loaded = {"prefect", "pandas", "pyarrow", "pandera"} & set(run.stderr.split())
    assert loaded == heavy


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three thousand small pages."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(3_000):
        (folder / f"{number:05}.txt").write_text(f"Post {number}\nNobody came.\nFirst.\nReplyDelete\n")
    return folder


def test_thousands_of_files_are_checked_with_lines_of_progress(many: Path) -> None:
    run = validate_apart(many, "--format", "github")
    assert run.returncode == 0
    assert run.stderr.splitlines() == [f"{n},000 of 3,000 files checked" for n in range(1, 4)]


def test_progress_is_shown_on_a_terminal(many: Path) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [*RUN, str(many), "--format", "json"],
        stdout=subprocess.DEVNULL,
        stderr=follower,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(follower)
    seen = b""
    while b"/3000" not in seen:
        seen += os.read(leader, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    os.close(leader)


def test_interrupted_it_ends_with_130_and_no_trace(many: Path) -> None:
    process = subprocess.Popen(
        [*RUN, str(many)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
