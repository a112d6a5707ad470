"""Where memory is short nothing is taken for damaged, or gone."""

import errno
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from flows.releases.verify.tables import UnreadableError, reading
from flows.releases.wishes import WithheldWords
from flows.releases.withdrawal import holds
from flows.want_of_memory import is_want_of_memory
from tests.flows.shards.made_shards import page, parquet
from tests.import_graph import ROOT

SHORT = """
import resource, sys
from pathlib import Path
from flows.shards.parquet import records_in
from flows.shards.reading import pages_in
from flows.shards.slices import Slice
from flows.sources import list_sources
(shard,) = list_sources([Path(sys.argv[1])]).shards
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + 200 * 2**20,) * 2)
try:
    print([getattr(found, "code", "page") for found in pages_in(Slice(shard, shard.size))])
except MemoryError:
    print("MemoryError")
"""


def test_a_shard_that_takes_more_memory_than_there_is_is_not_damaged(tmp_path: Path) -> None:
    """Arrow's own error of it is one of those by which it tells of damage."""
    parquet(tmp_path / "a.parquet", [{"text": page(1)}, {"text": "a" * (400 * 2**20)}])
    command = [sys.executable, "-c", SHORT, str(tmp_path)]
    # Of its pools this one takes what it needs, and no gigabyte ahead.
    env = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert run.stdout == "MemoryError\n", run.stderr


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (MemoryError(), True),
        (pa.ArrowMemoryError("malloc of size 64 failed"), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (RuntimeError("can't start new thread"), True),
        (OSError("Failed to launch worker thread"), True),
        (ImportError("libarrow.so: failed to map segment from shared object"), True),
        (pa.ArrowInvalid("Parquet magic bytes not found"), False),
        (OSError(errno.EIO, "Input/output error"), False),
    ],
)
def test_want_of_memory_is_known_in_all_its_forms(error: Exception, is_so: bool) -> None:
    assert is_want_of_memory(error) == is_so


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (pa.ArrowMemoryError("malloc of size 64 failed"), MemoryError),
        (OSError("Failed to launch worker thread"), MemoryError),
        (pa.ArrowInvalid("Parquet magic bytes not found"), UnreadableError),
    ],
)
def test_a_file_of_a_release_is_not_damaged_for_it(error: Exception, raised: type[Exception]) -> None:
    with pytest.raises(raised), reading(Path("comments.parquet")):
        raise error


def test_a_release_is_not_withdrawn_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read counts as holding what is withheld, but not one that there is no memory for."""
    withheld = WithheldWords(frozenset({"a/c-0123456789abcdef"}), frozenset(), ("Some words.",))
    assert holds(tmp_path, withheld), "no file is there"

    def short(*_: object) -> object:
        raise pa.ArrowMemoryError("malloc of size 64 failed")

    monkeypatch.setattr("flows.releases.withdrawal.columns_in", short)
    with pytest.raises(MemoryError):
        holds(tmp_path, withheld)
