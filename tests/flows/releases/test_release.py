"""A release: files that hold what the tables hold, sums that are true, and an output folder that never shows half of one."""

import csv
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.checks import check_tables
from flows.errors import OutputError, ProbationCorpusError
from flows.page import page_of
from flows.pipeline import page_records
from flows.records import PageRecords
from flows.releases import written
from flows.releases.csv_tables import CsvTable
from flows.releases.dataset import Dataset, read_dataset
from flows.releases.files import differing
from flows.releases.index import read_index
from flows.releases.output import locked
from flows.releases.release import Release, write_release
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from schemas import TABLES, table_named
from tests.flows.releases.made import PAGES, contents, names, released, thread
from tests.reading import read_batch

ROOT = Path(__file__).parents[3]
RAW = ROOT / "raw"
NAMES = [schema.name for schema in TABLES]
FILES = {
    "CHANGES.md",
    "README.md",
    "SHA256SUMS",
    "changes.json",
    "croissant.json",
    "datapackage.json",
    *(f"{name}.{suffix}" for name in NAMES for suffix in ("csv", "parquet")),
}


@pytest.fixture(scope="module")
def pages() -> list[PageRecords]:
    """The pages of the sample."""
    read = read_batch(list_sources([RAW]).sources)
    assert not read.problems
    return list(read.pages)


@pytest.fixture(scope="module")
def tables(pages: list[PageRecords]) -> Tables:
    return check_tables(merged([tables_of(pages)])).tables


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_dataset([RAW])


@pytest.fixture(scope="module")
def made(tables: Tables, dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release that the tests of this module only read."""
    return write_release(tables, dataset, tmp_path_factory.mktemp("release") / "output")


@pytest.fixture
def output(made: Release, tmp_path: Path) -> Path:
    """A copy of the output folder with its one release, to be built upon or broken."""
    return Path(shutil.copytree(made.folder.parent, tmp_path / "output", symlinks=True))


A_PAGE_MORE = """
import sys
from pathlib import Path
from flows.errors import OutputError
from tests.flows.releases.made import PAGES, released, thread

try:
    print(released({**PAGES, "desk": thread("The desk", "It has three legs.")}, Path(sys.argv[1])).version)
except OutputError as error:
    print(error)
"""
INTO_ONE_FOLDER = """
import sys
from pathlib import Path
from flows.errors import OutputError
from tests.flows.releases.made import PAGES, released, thread

try:
    pages = {f"more/{n}": thread("More", f"This is number {n}.") for n in range(int(sys.argv[2]))}
    print(released({**PAGES, **pages}, Path(sys.argv[1])).version)
except OutputError as error:
    print("refused" if "--allow-removal" in str(error) else error)
"""
A_SHORT_WAIT = """
import sys
from pathlib import Path
from flows.errors import OutputError
from flows.releases.output import locked

try:
    with locked(Path(sys.argv[1]), wait_seconds=0.2):
        print("it was free")
except OutputError as error:
    print(error)
"""
WITH_LITTLE_ROOM = f"""
import resource
import sys

limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
{A_PAGE_MORE}"""

every_table = pytest.mark.parametrize("schema", TABLES, ids=NAMES)


# The folder


def test_release_has_its_files_and_the_output_nothing_beside_it(made: Release) -> None:
    """Version, index and latest; what was written beside is gone."""
    assert made.is_new
    assert (made.version, made.folder.name) == ("1.0.0", "1.0.0")
    assert names(made.folder.parent) == {"1.0.0", "index.json", "latest"}
    assert {path.name for path in made.folder.iterdir()} == FILES


def test_latest_is_a_relative_link_to_the_newest_release(made: Release) -> None:
    """So that the output folder can be moved and served from elsewhere."""
    latest = made.folder.parent / "latest"
    assert latest.is_symlink()
    assert str(latest.readlink()) == "1.0.0"


def test_release_can_be_read_by_others(made: Release) -> None:
    """The folder it was prepared in was the builder's alone."""
    assert made.folder.stat().st_mode & 0o055 == 0o055


def test_index_names_every_release_with_time_rows_and_sum(made: Release, tables: Tables) -> None:
    index = json.loads((made.folder.parent / "index.json").read_text(encoding="utf-8"))
    (entry,) = index.pop("releases")
    assert index == {"latest": "1.0.0"}
    assert datetime.fromisoformat(entry.pop("created")).utcoffset() is not None
    assert entry == {
        "version": "1.0.0",
        "rows": {name: tables[name].num_rows for name in NAMES},
        "sha256": hashlib.sha256((made.folder / "SHA256SUMS").read_bytes()).hexdigest(),
        "withdrawn": False,
    }


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_sums_are_those_that_sha256sum_finds(made: Release) -> None:
    """Every file but the list itself is in it."""
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=made.folder, capture_output=True, text=True, check=True)
    assert {line.removesuffix(": OK") for line in checked.stdout.splitlines()} == FILES - {"SHA256SUMS"}


# The bytes


def test_same_pages_make_the_same_bytes_however_they_were_divided(
    made: Release, pages: Sequence[PageRecords], dataset: Dataset, tmp_path: Path
) -> None:
    """One batch a page, in another order, in another folder."""
    parts = [tables_of([page]) for page in reversed(pages)]
    other = write_release(check_tables(merged(parts)).tables, dataset, tmp_path / "elsewhere")
    assert contents(other.folder) == contents(made.folder)


# Again, and in trouble


def test_same_tables_again_change_nothing(tables: Tables, dataset: Dataset, output: Path) -> None:
    before, index = contents(output), (output / "index.json").stat()
    again = write_release(tables, dataset, output)
    assert (again.version, again.folder, again.is_new) == ("1.0.0", output / "1.0.0", False)
    assert contents(output) == before
    assert (output / "index.json").stat().st_mtime_ns == index.st_mtime_ns


def fewer(tables: Tables) -> Tables:
    """The tables with one problem less."""
    return {**tables, "problems": tables["problems"].slice(1)}


def test_other_problems_alone_are_a_patch_and_the_release_before_stays(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """Problems do not decide on the version, yet a release says what its tables hold."""
    before = contents(output)
    made = write_release(fewer(tables), dataset, output)
    assert (made.version, made.is_new) == ("1.0.1", True)
    assert names(output) == {"1.0.0", "1.0.1", "index.json", "latest"}
    assert {name: data for name, data in contents(output).items() if name.startswith("1.0.0/")} == {
        name: data for name, data in before.items() if name.startswith("1.0.0/")
    }


def test_another_licence_is_a_patch(tables: Tables, dataset: Dataset, output: Path) -> None:
    """The data is the same, and what is said of it is not."""
    made = write_release(tables, Dataset(name=dataset.name, title=dataset.title), output)
    assert made.version == "1.0.1"
    assert "packaging or description" in (made.folder / "CHANGES.md").read_text(encoding="utf-8")


def failing_at(table: str, error: Exception) -> Callable[[pa.Schema, Path], CsvTable]:
    def opened(schema: pa.Schema, path: Path) -> CsvTable:
        if path.stem == table:
            path.write_bytes(b"half of a fi")
            raise error
        return CsvTable(schema, path)

    return opened


@pytest.mark.parametrize("table", NAMES)
def test_failure_in_the_middle_of_writing_leaves_the_old_state(
    tables: Tables,
    dataset: Dataset,
    output: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
) -> None:
    """Whether a release stood there or none did; nothing half-written stays."""
    monkeypatch.setattr(written, "CsvTable", failing_at(table, RuntimeError("struck")))
    before, new = contents(output), tmp_path / "new"
    for folder in (output, new):
        with pytest.raises(RuntimeError, match="struck"):
            write_release(fewer(tables), dataset, folder)
    assert contents(output) == before
    assert names(output) == {"1.0.0", "index.json", "latest"}
    assert names(new) == set()


def test_full_disk_is_an_error_that_names_the_output(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An output that cannot be written is said in a line, not in a trace."""
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(written, "CsvTable", failing_at("comments", error))
    with pytest.raises(OutputError, match=os.strerror(errno.ENOSPC)) as raised:
        write_release(tables, dataset, tmp_path / "output")
    assert str(tmp_path / "output") in str(raised.value)
    assert names(tmp_path / "output") == set()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"latest": 3, "releases": []}', '{"latest": "1.0.0"}', "\udcff"],
    ids=["empty", "cut off", "a list", "latest no version", "no releases", "no UTF-8"],
)
def test_broken_index_is_an_error_that_names_it_and_the_remedy(
    tables: Tables, dataset: Dataset, output: Path, text: str
) -> None:
    (output / "index.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    before = contents(output)
    with pytest.raises(OutputError, match=r"index\.json: .*restore the file") as raised:
        write_release(tables, dataset, output)
    assert str(output / "index.json") in str(raised.value)
    assert contents(output) == before


def test_release_without_an_index_is_an_error_that_names_it(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """Nothing says what it is, so it is neither replaced nor built upon."""
    (output / "index.json").unlink()
    before = contents(output)
    with pytest.raises(OutputError, match=r"index\.json: gone, .*restore"):
        write_release(tables, dataset, output)
    assert contents(output) == before


def test_index_of_a_release_that_is_gone_is_an_error_with_the_remedy(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    shutil.rmtree(output / "1.0.0")
    before = contents(output)
    with pytest.raises(OutputError, match="restore the release"):
        write_release(tables, dataset, output)
    assert contents(output) == before


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_release_that_was_damaged_is_not_said_to_hold_the_same(
    tables: Tables, dataset: Dataset, output: Path, damage: str
) -> None:
    """Its list of sums alone does not show what its files hold: the build names the file that is not as it was."""
    file = output / "1.0.0" / "comments.csv"
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes().replace(b"a", b"e", 1))
    before = contents(output)
    with pytest.raises(OutputError, match=r"comments\.csv"):
        write_release(tables, dataset, output)
    assert contents(output) == before


def test_latest_that_lags_is_repaired_by_the_next_build(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """As a crash between the index and the link leaves it, or a copy that dropped the link."""
    for spoil in (lambda link: link.unlink(), lambda link: (link.unlink(), link.symlink_to("0.9.0"))):
        spoil(output / "latest")
        write_release(tables, dataset, output)
        assert str((output / "latest").readlink()) == "1.0.0"


def test_folder_in_the_place_of_latest_is_an_error_that_names_it(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    """As a copy leaves it that followed the link (cp -rL, a zip file, a synchronised folder)."""
    (output / "latest").unlink()
    shutil.copytree(output / "1.0.0", output / "latest")
    with pytest.raises(OutputError, match="latest"):
        write_release(tables, dataset, output)
    assert (output / "latest" / "comments.csv").exists()


def test_folder_in_the_place_of_a_release_that_is_to_be_made_is_an_error_that_names_it(
    tables: Tables, dataset: Dataset, tmp_path: Path, output: Path
) -> None:
    """Somebody's own, or a release whose index was lost: nothing says which, so it stays."""
    (output / "index.json").unlink()
    (output / "latest").unlink()
    (tmp_path / "other" / "1.0.0").mkdir(parents=True)
    for folder in (output, tmp_path / "other"):
        before = contents(folder)
        with pytest.raises(
            OutputError, match=r"1\.0\.0: stands in the way .*index\.json.*move the folder away"
        ):
            write_release(tables, dataset, folder)
        assert contents(folder) == before


def test_what_a_killed_build_was_writing_is_gone_after_the_next(
    tables: Tables, dataset: Dataset, output: Path
) -> None:
    (output / ".staging-abc").mkdir()
    (output / ".staging-abc" / "comments.parquet").write_bytes(b"half of a fi")
    (output / ".staging-index.json").write_text("{", encoding="utf-8")
    write_release(tables, dataset, output)
    assert names(output) == {"1.0.0", "index.json", "latest"}


# Others at the same time


def test_builds_into_one_folder_write_one_after_the_other(tmp_path: Path) -> None:
    """Each follows from the one before it: every page of both is in the newest, or the second is refused, never a mixture."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", INTO_ONE_FOLDER, str(tmp_path / "output"), str(count)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for count in (1, 2, 3)
    ]
    said = sorted(process.communicate(timeout=300)[0].strip() for process in processes)
    index = read_index(tmp_path / "output")
    assert len(index.releases) == len([line for line in said if line != "refused"])
    assert names(tmp_path / "output") == {*(e.version for e in index.releases), "index.json", "latest"}
    for entry in index.releases:
        assert differing(tmp_path / "output" / entry.version) == []


def test_build_that_waits_too_long_says_why(tmp_path: Path) -> None:
    with locked(tmp_path):
        command = [sys.executable, "-c", A_SHORT_WAIT, str(tmp_path)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "another build has been writing there" in run.stdout


def test_newest_release_is_usable_while_others_are_built(tmp_path: Path) -> None:
    """A reader that goes by ``latest`` and by the index finds a whole release each time it looks."""
    released(PAGES, tmp_path)
    done, seen = threading.Event(), set()

    def read() -> None:
        is_last = False
        while not is_last:
            is_last = done.is_set()
            index = read_index(tmp_path)
            for version in (str(index.latest), str((tmp_path / "latest").readlink())):
                assert differing(tmp_path / version) == []
                seen.add(version)
            time.sleep(0.001)

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(read)
        pages = dict(PAGES)
        try:
            for number in range(3):
                pages[f"more/{number}"] = thread("More", f"This is number {number}.")
                released(pages, tmp_path)
        finally:
            done.set()
        reader.result()
    assert seen >= {"1.0.0", "1.3.0"}


# In trouble with the system


def test_disk_that_fills_up_leaves_what_was_there(tmp_path: Path) -> None:
    """A limit on the size of files stands for the end of a disk: the system refuses to write on."""
    released(PAGES, tmp_path)
    before = contents(tmp_path)
    for limit in (10, 1_000, 5_000, 20_000):
        command = [sys.executable, "-c", WITH_LITTLE_ROOM, str(tmp_path), str(limit)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stderr) == (0, "")
        assert run.stdout.startswith(f"{tmp_path}: the release could not be written"), limit
        assert contents(tmp_path) == before


def test_folder_made_read_only_is_an_error_that_names_it(tmp_path: Path, as_user: tuple[str, ...]) -> None:
    released(PAGES, tmp_path)
    before = contents(tmp_path)
    tmp_path.chmod(0o555)
    command = [*as_user, sys.executable, "-c", A_PAGE_MORE, str(tmp_path)]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        tmp_path.chmod(0o755)
    assert run.stderr == ""
    assert "no release can be written there" in run.stdout
    assert contents(tmp_path) == before


def test_source_date_epoch_is_the_time_of_the_release(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index is then the same bytes each time, too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1456128000")
    indexes = []
    for name in ("one", "other"):
        write_release(tables, dataset, tmp_path / name)
        indexes.append((tmp_path / name / "index.json").read_bytes())
    assert indexes[0] == indexes[1]
    assert json.loads(indexes[0])["releases"][0]["created"] == "2016-02-22T08:00:00+00:00"


@pytest.mark.parametrize("value", ["soon", "1.5", "99999999999999999999"])
def test_source_date_epoch_that_is_no_time_is_refused_before_anything_is_published(
    tables: Tables, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(ProbationCorpusError, match="SOURCE_DATE_EPOCH"):
        write_release(tables, dataset, tmp_path / "output")
    assert not (tmp_path / "output" / "1.0.0").exists()


def test_table_without_rows_is_written_like_any_other(dataset: Dataset, tmp_path: Path) -> None:
    """A corpus without a job advert has the file of job adverts all the same, with its columns."""
    page = page_records(page_of("A page.\n", document_id="page", source="page.txt"))
    made = write_release(check_tables(merged([tables_of([page])])).tables, dataset, tmp_path)
    schema = table_named("job_adverts")
    assert pq.read_table(made.folder / "job_adverts.parquet").column_names == list(schema.columns)
    with (made.folder / "job_adverts.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [list(schema.columns)]
