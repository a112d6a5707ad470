"""``evaluate``: how well pages are read, against what people labelled in them."""

import json
import stat
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.cli.report import console, counted
from flows.errors import UsageError
from flows.evaluation.as_json import as_json
from flows.evaluation.files import Evaluated, evaluate_files
from flows.evaluation.mismatches import Mismatch
from flows.evaluation.pages import by_dialect, total
from flows.evaluation.places import on_one_line
from flows.evaluation.scores import Rate, Scores
from flows.evaluation.values import plain

NOTHING_COMPARED = "–"
MOST_SHOWN = 160
"""Characters of what was expected and found that are shown; the JSON has all."""
COMMON_SHOWN = 20
"""Characters of them before the first that differs."""
WIDEST = 1_000
"""Columns of a terminal that would hold any table."""
COUNTS: Mapping[str, Callable[[Scores], int]] = {
    "pages": lambda scores: scores.pages,
    "gold": lambda scores: scores.comments.gold,
    "found": lambda scores: scores.comments.found,
    "matched": lambda scores: scores.comments.matched,
}
RATES: Mapping[str, Callable[[Scores], Rate]] = {
    "precision": lambda scores: scores.comments.precision,
    "recall": lambda scores: scores.comments.recall,
    "F1": lambda scores: scores.comments.f1,
    "parents": lambda scores: scores.comments.rates.get("parents", Rate()),
    "order": lambda scores: scores.comments.rates.get("order", Rate()),
    "authors": lambda scores: scores.comments.rates.get("authors", Rate()),
    "times": lambda scores: scores.comments.rates.get("times", Rate()),
}
"""What the table of dialects tells of the comments of each."""


def run_evaluate(golds: Sequence[Path], raw: Path, json_wanted: bool) -> int:
    """Print scores and mismatches. The exit status is 1 where a gold could not be evaluated; mismatches leave it at 0."""
    try:
        found = "" if stat.S_ISDIR(raw.stat().st_mode) else "not a folder"
    except OSError as error:
        found = error.strerror or "it cannot be read"
    if found:
        raise UsageError(f"{raw}: {found}: name with --raw the folder of the pages that the golds name")
    out, err = console(), console(stderr=True)
    with err.status("evaluating …"):
        evaluated = evaluate_files(golds, raw)
    for problem in evaluated.problems:
        err.print(
            Text.assemble(f"{problem.gold}: ", ("error", "bold red"), f": {on_one_line(problem.message)}")
        )
    if not evaluated.pages:
        raise UsageError(
            f"no gold could be evaluated at {', '.join(map(str, golds))}: name gold files (.json) or folders of them"
        )
    if json_wanted:
        print(json.dumps(as_json(evaluated), indent=2))
    else:
        _print(out, evaluated, raw)
    return int(bool(evaluated.problems))


def _print(out: Console, evaluated: Evaluated, raw: Path) -> None:
    scores = total(evaluated.pages)
    out.print(_measures(scores))
    out.print()
    _print_dialects(out, by_dialect(evaluated.pages))
    for page in evaluated.pages:
        for mismatch in page.mismatches:
            _print_mismatch(out, f"{raw / page.file}", mismatch)
    mismatches = sum(len(page.mismatches) for page in evaluated.pages)
    told = "1 mismatch" if mismatches == 1 else f"{mismatches or 'no'} mismatches"
    out.print(
        f"{counted(scores.pages, 'page')}, {counted(scores.comments.gold, 'comment')} in the gold; {told}"
    )


def _measures(scores: Scores) -> Table:
    """A row for each measure: its rate, and the counts that it is made of."""
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("measure")
    for name in ("rate", "right", "compared"):
        table.add_column(name, justify="right")
    last = ""
    for of, name, rate in scores.measures():
        table.add_row(
            "" if of == last else of,
            name.replace("_", " "),
            _cell(rate),
            f"{rate.right:,}",
            f"{rate.compared:,}",
        )
        last = of
    return table


def _print_dialects(out: Console, scores: dict[str | None, Scores]) -> None:
    """A row for each dialect: comments, and how they were read; as two tables where one is too wide."""
    whole = _dialects(scores, (*COUNTS, *RATES))
    fits = out.measure(whole, options=out.options.update(width=WIDEST)).maximum <= out.width
    for table in (whole,) if fits else (_dialects(scores, tuple(COUNTS)), _dialects(scores, tuple(RATES))):
        out.print(table)
        out.print()


def _dialects(scores: dict[str | None, Scores], names: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("dialect", no_wrap=True)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for dialect, of_dialect in scores.items():
        columns = {
            **{name: Text(f"{count(of_dialect):,}") for name, count in COUNTS.items()},
            **{name: _cell(rate(of_dialect)) for name, rate in RATES.items()},
        }
        table.add_row(dialect or "none", *(columns[name] for name in names))
    return table


def _cell(rate: Rate) -> Text:
    if not rate.compared:
        return Text(NOTHING_COMPARED, style="dim")
    return Text(_shown(rate), style="green" if rate.right == rate.compared else "yellow")


def _shown(rate: Rate) -> str:
    """Three decimals, cut and not rounded: only what is wholly right is 1.000."""
    thousandths = rate.right * 1000 // rate.compared
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def _print_mismatch(out: Console, file: str, mismatch: Mismatch) -> None:
    """Where it is, as compilers tell it; what was expected, what was found, and the page around it."""
    place = f"[{mismatch.start}, {mismatch.end})"
    out.print(
        Text.assemble(f"{file}:{mismatch.line}: ", (mismatch.title, "bold yellow"), (f" {place}", "dim"))
    )
    expected, found = _parted(_words(mismatch.expected), _words(mismatch.found))
    for name, words, style in (
        ("expected", expected, "green"),
        ("found", found, "red"),
        ("page", mismatch.excerpt, "dim"),
    ):
        out.print(Text.assemble((f"    {name:<9}", "dim"), (words, style)))
    out.print()


def _words(value: object) -> str:
    """A value as a person reads it."""
    value = plain(value)
    if value is None:
        return "nothing"
    return on_one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _parted(expected: str, found: str) -> tuple[str, str]:
    """Both from shortly before the first character that differs, no longer than a person reads."""
    pairs = zip(expected, found, strict=False)
    common = next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(found)))
    first = max(0, common - COMMON_SHOWN)
    return _clipped(expected, first), _clipped(found, first)


def _clipped(words: str, first: int) -> str:
    opening = "…" if first else ""
    rest = words[first:]
    return f"{opening}{rest}" if len(rest) <= MOST_SHOWN else f"{opening}{rest[:MOST_SHOWN]}…"
