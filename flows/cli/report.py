"""What commands tell a person about what was found: counts and problems."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.problems import Problem, Severity
from flows.sources.kinds import SHARDS, named

STYLES = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}
MOST_SHOWN = 20
"""Problems of one code that are listed; the rest are counted."""


def console(*, stderr: bool = False) -> Console:
    """A console that does not fold lines where nobody is looking at a terminal."""
    made = Console(stderr=stderr, highlight=False)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, width=10_000, soft_wrap=True)


def counts_table(rows: Iterable[Mapping[str, object]]) -> Table:
    """A line for each document: its dialect and what was found in it."""
    table = Table(box=None, pad_edge=False)
    table.add_column("document", overflow="fold")
    table.add_column("dialect")
    for name in ("declared", "comments", "bulletins", "job adverts"):
        table.add_column(name, justify="right")
    for row in rows:
        declared = row["declared_comments"]
        table.add_row(
            Text(str(row["document_id"])),
            str(row["dialect"] or "none"),
            "" if declared is None else str(declared),
            *(str(row[name]) for name in ("comments", "bulletins", "job_adverts")),
        )
    return table


def print_problems(to: Console, problems: Sequence[Problem]) -> None:
    """Problems as ``file:line: severity: message``, worst first, at most some of each code."""
    order = list(Severity)
    shown: Counter[str] = Counter()
    totals = Counter(problem.code for problem in problems)
    for problem in sorted(problems, key=lambda p: (-order.index(p.severity), p.source, p.line or 0)):
        shown[problem.code] += 1
        if shown[problem.code] > MOST_SHOWN:
            if shown[problem.code] == MOST_SHOWN + 1:
                rest = totals[problem.code] - MOST_SHOWN
                to.print(Text(f"… and {rest} more of {problem.code}", style="dim"))
            continue
        to.print(
            Text.assemble(
                f"{_place(problem)}: ",
                (problem.severity.value, STYLES[problem.severity]),
                f": {problem.message} ",
                (f"[{problem.code}]", "dim"),
            )
        )


def _place(problem: Problem) -> str:
    """Where to look: the file and its line, but of a page in a shard its id, for the line is the page's own."""
    is_in_shard = problem.document_id is not None and named(problem.source).kind in SHARDS
    place = problem.document_id if is_in_shard else problem.source
    return f"{place}" if problem.line is None else f"{place}:{problem.line}"


def summary(problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, in words."""
    counts = Counter(problem.severity for problem in problems)
    words = [counted(counts[severity], severity.value) for severity in reversed(Severity) if counts[severity]]
    return ", ".join(words) or "no problems"


def exit_status(problems: Iterable[Problem]) -> int:
    """1 where a problem is an error, else 0."""
    return int(any(problem.severity is Severity.ERROR for problem in problems))


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 comment``, ``2 comments``."""
    plural = noun if noun == "info" or number == 1 else f"{noun}s"
    return f"{number} {plural}"
