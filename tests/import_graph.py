"""The imports of the project's packages, read from the source without running it."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "schemas")


class Import(NamedTuple):
    """One module that another imports; ``at_once`` where it happens when the importing module is loaded."""

    name: str
    line: int
    at_once: bool


def module_files() -> dict[str, Path]:
    """The project's modules by name; a package goes by the name of its folder."""
    files: dict[str, Path] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return files


def imports_of(path: Path, modules: Mapping[str, Path]) -> list[Import]:
    """Everything a file imports, at its head and inside its functions; ``from package import module`` names the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return list(_imports(tree, modules, at_once=True))


def _imports(node: ast.AST, modules: Mapping[str, Path], *, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, at_once)
        elif isinstance(child, ast.ImportFrom):
            assert not child.level, f"relative import on line {child.lineno}"
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                yield Import(inner if inner in modules else str(child.module), child.lineno, at_once)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            yield from _imports(child, modules, at_once=False)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, modules, at_once=at_once and not inside)


def loaded_with(module: str, graph: Mapping[str, list[Import]]) -> dict[str, str]:
    """All that is loaded with a module, each with the module that imports it; the packages around a module too."""
    loaded: dict[str, str] = {}
    waiting = [(module, module)]
    while waiting:
        name, importer = waiting.pop()
        if name in loaded:
            continue
        loaded[name] = importer
        parents = name.split(".")[:-1]
        waiting += [(".".join(parents[: i + 1]), name) for i in range(len(parents))]
        waiting += [(found.name, name) for found in graph.get(name, []) if found.at_once]
    return loaded
