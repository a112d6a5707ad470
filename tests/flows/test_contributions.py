"""The flow that checks contributions, on a real server: what it found stands beside the run."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
RUN = """
import asyncio
import sys
from pathlib import Path
from flows.contributions import validate_contributions

state = asyncio.run(validate_contributions([Path(sys.argv[1])], strict="strict" in sys.argv, return_state=True))
print(state.type.value, state.message)
"""


def run(folder: Path, *words: str) -> str:
    command = [sys.executable, "-c", RUN, str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def artifacts(url: str) -> list[dict[str, Any]]:
    """The contributions that artifacts tell of, the newest first."""
    asked = {"artifacts": {"key": {"any_": ["contributions"]}}, "sort": "CREATED_DESC"}
    found: list[dict[str, Any]] = httpx.post(f"{url}/artifacts/filter", json=asked).raise_for_status().json()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_bytes((ROOT / "raw" / "2016" / "leap-day.txt").read_bytes())
    return tmp_path


def test_run_over_good_files_completes_and_its_artifact_says_so(prefect_server: str, folder: Path) -> None:
    assert run(folder) == "COMPLETED 1 files, 0 errors, 0 warnings"
    assert artifacts(prefect_server)[0]["description"].startswith("1 files; ")


def test_run_over_a_broken_file_fails_and_its_artifact_has_file_and_remedy(
    prefect_server: str, folder: Path
) -> None:
    (folder / "zeros.txt").write_bytes(b"A page\nwith a \0 in it.\n")
    assert run(folder).startswith("FAILED 2 files, 1 errors")
    data = str(artifacts(prefect_server)[0]["data"])
    assert "zeros.txt" in data and "nul_bytes" in data
