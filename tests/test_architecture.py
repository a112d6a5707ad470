"""The shape of the code, read from the imports: which way they run, and what they may load."""

import graphlib

import pytest

from tests.import_graph import imports_of, loaded_with, module_files

MODULES = module_files()
GRAPH = {name: imports_of(path, MODULES) for name, path in MODULES.items()}
STAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pages", ("flows.errors", "flows.want_of_memory", "flows.problems", "flows.page", "flows.segments", "flows.sources", "flows.shards", "flows.toml_file",
               "flows.languages", "flows.patterns", "flows.interface", "flows.furniture", "flows.dates", "flows.citations", "flows.keys")),
    ("layouts", ("flows.threads", "flows.layouts")),
    ("dialects", ("flows.dialects",)),
    ("posts", ("flows.posts",)),
    ("reading", ("flows.reading",)),
    ("records", ("flows.records",)),
    ("tables", ("flows.tables", "flows.cells")),
    ("sidecars", ("flows.sidecars",)),
    ("captures", ("flows.captures",)),
    ("cache", ("flows.reader_version", "flows.cache")),
    ("publication", ("flows.publication",)),
    ("checks", ("flows.checks_of_pages", "flows.pipeline", "flows.packing", "flows.checks")),
    ("evaluation", ("flows.evaluation",)),
    ("release", ("flows.releases", "flows.assembly")),
    ("validation", ("flows.validation",)),
    ("flow", ("flows.runner", "flows.progress", "flows.lost_server", "flows.last_words", "flows.progress_artifact", "flows.workers", "flows.dask_cluster",
              "flows.reading_run", "flows.run_reports", "flows.server_process", "flows.server", "flows.build", "flows.contributions",
              "flows.serving")),
    ("cli", ("flows.cli",)),
)  # fmt: skip
"""The way of the data. A module may import its own stage and those before it. A package stands for all in it."""
PREFECT_MODULES = {
    "flows.build",
    "flows.contributions",
    "flows.dask_cluster",
    "flows.lost_server",
    "flows.progress_artifact",
    "flows.reading_run",
    "flows.run_reports",
    "flows.server",
    "flows.server_process",
    "flows.serving.asking",
    "flows.serving.schedule",
    "flows.serving.service",
}
HEAVY = ("pandas", "pandera", "prefect", "pyarrow")
LIGHT_COMMANDS = (
    "flows.cli",
    "flows.cli.app",
    "flows.cli.evaluate",
    "flows.cli.preview",
    "flows.cli.serve",
    "flows.cli.show",
    "flows.cli.validate",
)
MOST_LINES = 300


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _stage(module: str) -> int | None:
    places = [
        i for i, (_, members) in enumerate(STAGES) if any(_within(module, member) for member in members)
    ]
    return places[0] if len(places) == 1 else None


def test_schemas_imports_nothing_from_flows() -> None:
    wrong = [
        f"{name}:{found.line} imports {found.name}"
        for name, imports in GRAPH.items()
        for found in imports
        if _within(name, "schemas") and _within(found.name, "flows")
    ]
    assert not wrong


def test_every_module_has_its_stage() -> None:
    """A new module is given its place in the table above, so that its imports can be judged."""
    assert not [
        name for name in MODULES if _within(name, "flows") and name != "flows" and _stage(name) is None
    ]
    members = [member for _, of_stage in STAGES for member in of_stage]
    assert [member for member in members if member not in MODULES] == []


def test_no_dialect_knows_of_another() -> None:
    """A dialect imports none but what all may share; only their table names them."""
    table = "flows.dialects"
    assert not [
        f"{name}:{found.line} imports {found.name}"
        for name, imports in GRAPH.items()
        if _within(name, table) and name != table
        for found in imports
        if _within(found.name, table)
    ]


def test_no_import_runs_backwards() -> None:
    """Data flows one way, and imports follow it."""
    wrong = []
    for name, imports in GRAPH.items():
        for found in imports:
            here, there = _stage(name), _stage(found.name)
            if here is not None and there is not None and there > here:
                wrong.append(
                    f"{name}:{found.line} ({STAGES[here][0]}) imports {found.name} ({STAGES[there][0]})"
                )
    assert not wrong


def test_no_dialect_imports_another() -> None:
    """One dialect, one module: what they share stands beside them."""
    dialects = [name for name in MODULES if _within(name, "flows.dialects") and name != "flows.dialects"]
    wrong = [
        f"{name}:{found.line} imports {found.name}"
        for name in dialects
        for found in GRAPH[name]
        if _within(found.name, "flows.dialects")
    ]
    assert len(dialects) >= 5
    assert not wrong


def test_there_is_no_import_cycle() -> None:
    """Imports inside functions count: one that is put off only hides a cycle."""
    edges = {
        name: {found.name for found in imports if found.name in MODULES} for name, imports in GRAPH.items()
    }
    try:
        tuple(graphlib.TopologicalSorter(edges).static_order())
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(error.args[1]), pytrace=False)


def test_only_few_modules_import_prefect() -> None:
    """Those that define flows and tasks, and the server's; stages are plain functions."""
    found = {
        name for name, imports in GRAPH.items() if any(_within(item.name, "prefect") for item in imports)
    }
    assert found <= PREFECT_MODULES


@pytest.mark.parametrize("name", MODULES)
def test_module_is_short(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("command", LIGHT_COMMANDS)
def test_command_loads_nothing_heavy(command: str) -> None:
    """``--help``, ``preview`` and ``show`` answer at once: no data frames and no server are loaded with them."""
    loaded = loaded_with(command, GRAPH)
    heavy = {name: importer for name, importer in loaded.items() if name.split(".")[0] in HEAVY}
    assert not heavy


def test_tests_generator_imports_nothing_from_flows() -> None:
    """Its threads are true by themselves."""
    tests = MODULES["flows"].parents[1] / "tests"
    imports = [
        found for name in ("generator.py", "renderers.py") for found in imports_of(tests / name, MODULES)
    ]
    assert not [found.name for found in imports if _within(found.name, "flows")]
