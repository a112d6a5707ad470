"""`prefect.yaml` as those use it who have a Prefect server and a work pool: `prefect deploy`, and a worker."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PREFECT = str(Path(sys.executable).with_name("prefect"))
POOL = "probation-corpus"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("deployed")


def prefect(*words: str, folder: Path = ROOT) -> str:
    """What Prefect's command says, run in a folder as from a shell there."""
    env = {**os.environ, "PWD": str(folder), "PYTHONPATH": str(ROOT), "PREFECT_LOGGING_COLORS": "false"}
    done = subprocess.run(
        [PREFECT, "--no-prompt", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def deployed(prefect_server: str) -> dict[str, dict[str, Any]]:
    """The deployments that `prefect deploy --all` makes, by their names."""
    prefect("work-pool", "create", POOL, "--type", "process")
    prefect("deploy", "--all")
    answer = httpx.post(f"{prefect_server}/deployments/filter", json={}, timeout=60).raise_for_status()
    return {found["name"]: found for found in answer.json()}


@pytest.fixture(scope="module")
def runs(deployed: dict[str, dict[str, Any]], prefect_server: str, folder: Path) -> list[dict[str, Any]]:
    """A run of each, asked for as from the server's form and done by a worker that starts in another folder."""
    asked = {
        "build": {"output": str(folder / "output")},
        "validate-contributions": {"paths": [str(ROOT / "raw" / "2016")], "strict": True},
    }
    for name, parameters in asked.items():
        address = f"{prefect_server}/deployments/{deployed[name]['id']}/create_flow_run"
        httpx.post(address, json={"parameters": parameters}, timeout=60).raise_for_status()
    said = prefect("worker", "start", "--pool", POOL, "--run-once", folder=folder)
    filters = {"deployments": {"name": {"any_": list(asked)}}}
    found: list[dict[str, Any]] = (
        httpx.post(f"{prefect_server}/flow_runs/filter", json=filters, timeout=60).raise_for_status().json()
    )
    ended = [run for run in found if run["state_type"] != "SCHEDULED"]
    assert [run["state_type"] for run in ended] == ["COMPLETED"] * 2, said
    return ended


def test_both_flows_are_deployed_with_absolute_paths(deployed: dict[str, dict[str, Any]]) -> None:
    assert deployed["build"]["parameters"] == {
        "sources": [str(ROOT / "raw")],
        "output": str(ROOT / "output"),
    }
    assert deployed["validate-contributions"]["parameters"] == {"paths": [str(ROOT / "raw")]}


def test_the_form_of_the_server_tells_what_each_parameter_is(deployed: dict[str, dict[str, Any]]) -> None:
    for name in ("build", "validate-contributions"):
        for parameter in deployed[name]["parameter_openapi_schema"]["properties"].values():
            assert parameter["description"] and not parameter.keys().isdisjoint({"type", "anyOf", "$ref"})


def test_one_build_at_a_time_and_one_each_night(deployed: dict[str, dict[str, Any]]) -> None:
    assert deployed["build"]["global_concurrency_limit"]["limit"] == 1
    assert deployed["build"]["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    (schedule,) = deployed["build"]["schedules"]
    assert schedule["active"] and schedule["schedule"]["cron"] == "0 3 * * *"
    assert deployed["validate-contributions"]["schedules"] == []


@pytest.mark.usefixtures("runs")
def test_run_of_the_build_makes_a_release(folder: Path) -> None:
    assert (folder / "output" / "latest" / "comments.parquet").exists()
    assert [path.name for path in (folder / "output").glob("[0-9]*")] == ["1.0.0"]


def test_run_of_the_check_leaves_its_artifact(runs: list[dict[str, Any]], prefect_server: str) -> None:
    filters = {"artifacts": {"flow_run_id": {"any_": [run["id"] for run in runs]}}}
    found = (
        httpx.post(f"{prefect_server}/artifacts/filter", json=filters, timeout=60).raise_for_status().json()
    )
    of_build = {"build-counts", "build-problems", "build-progress", "build-summary"}
    assert {artifact["key"] for artifact in found} == {*of_build, "contributions"}
