"""Gold files and the folder of the pages that they name."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from flows.evaluation.gold import Gold, GoldProblem, read_gold
from flows.evaluation.pages import PageEvaluation, evaluate_page
from flows.evaluation.values import Normalise, collapsed
from flows.page import Page
from flows.pipeline import page_records
from flows.problems import Problem
from flows.sources import Listing, list_sources, read_source, unreadable

SUFFIX = ".json"


class Evaluated(NamedTuple):
    """The pages that were evaluated, in the order of the golds, and why others were not."""

    pages: tuple[PageEvaluation, ...]
    problems: tuple[GoldProblem, ...]


def evaluate_files(paths: Sequence[Path], raw: Path, normalise: Normalise = collapsed) -> Evaluated:
    """Evaluate the pages below ``raw`` that the golds at these paths name; what cannot be evaluated becomes problems."""
    files, problems = list_golds(paths)
    listing = list_sources([raw])
    pages: list[PageEvaluation] = []
    labelled: dict[str, str] = {}
    for file in files:
        gold = read_gold(file, _shown(file))
        if not isinstance(gold, Gold):
            problems += gold
            continue
        page = _page(gold, listing, raw)
        if isinstance(page, GoldProblem):
            problems.append(page)
        elif page.source in labelled:
            message = f"file: {gold.file!r} is labelled in {labelled[page.source]} too, and would count twice: keep one"
            problems.append(GoldProblem(gold.name, message))
        else:
            labelled[page.source] = gold.name
            pages.append(evaluate_page(gold, page_records(page), text=page.text, normalise=normalise))
    return Evaluated(tuple(pages), tuple(problems))


def list_golds(paths: Iterable[Path]) -> tuple[list[Path], list[GoldProblem]]:
    """The gold files at these paths, folders searched throughout, each once; and what is wrong with the paths."""
    found: dict[str, Path] = {}
    problems: list[GoldProblem] = []
    for path in paths:
        for item in _at(path):
            if isinstance(item, Path):
                found.setdefault(os.path.realpath(item), item)
            else:
                problems.append(item)
    return list(found.values()), problems


def _at(path: Path) -> Iterator[Path | GoldProblem]:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (
        OSError
    ) as error:  # a folder above that may not be entered, a name that is too long, links in a circle
        yield GoldProblem(_shown(path), f"{error.strerror}: check the path and the right to read it")
        return
    if path.is_dir():
        yield from _in_folder(path)
    elif not os.path.lexists(path):
        yield GoldProblem(_shown(path), "there is no such file or folder: check the path")
    elif path.suffix.lower() != SUFFIX:
        yield GoldProblem(_shown(path), f"not a gold: name a {SUFFIX} file, or a folder of them")
    elif not path.is_file():
        yield GoldProblem(_shown(path), "not a regular file: replace it by one, or leave it out")
    else:
        yield path


def _in_folder(folder: Path) -> Iterator[Path | GoldProblem]:
    failures: list[OSError] = []
    found: list[Path] = []
    for where, folders, files in os.walk(folder, onerror=failures.append):
        folders.sort()
        found += [Path(where, name) for name in sorted(files) if Path(name).suffix.lower() == SUFFIX]
    for failure in failures:
        yield GoldProblem(_shown(Path(failure.filename)), f"{failure.strerror}: give leave to read it")
    if not found and not failures:
        yield GoldProblem(_shown(folder), f"the folder holds no {SUFFIX} file: name the one with the golds")
    for path in sorted(found):
        if path.is_file():
            yield path
        else:
            yield GoldProblem(_shown(path), "not a regular file, or a link whose target is gone: remove it")


def _page(gold: Gold, listing: Listing, raw: Path) -> Page | GoldProblem:
    """The page that a gold names, or why it cannot be had."""
    names = {_normal(source.name): source for source in listing.sources}
    source = names.get(_normal(gold.file))
    if source is None:
        return GoldProblem(gold.name, f"file: {_why_missing(gold.file, listing, raw)}")
    try:
        found = read_source(source)
    except OSError as error:
        found = unreadable(source.name, error)
    if isinstance(found, Problem):
        return GoldProblem(gold.name, f"file: {gold.file!r} in {_shown(raw)}: {found.message}")
    return found


def _why_missing(file: str, listing: Listing, raw: Path) -> str:
    for problem in listing.problems:
        if problem.source == file:
            return f"{file!r} in {_shown(raw)}: {problem.message}"
    if any(_normal(shard.name) == _normal(file) for shard in listing.shards):
        return f"{file!r} in {_shown(raw)}: a shard of many pages, in which none is looked for: put the page into a .txt file of its own"
    near = get_close_matches(file, [source.name for source in listing.sources], 1)
    remedy = f"did you mean {near[0]!r}?" if near else "correct the name, or name another folder with --raw"
    return f"there is no page {file!r} in {_shown(raw)}: {remedy}"


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _shown(path: Path) -> str:
    """A path as it can be printed, whatever bytes it has."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")
