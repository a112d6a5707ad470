"""``verify``: whether a release is what it says it is."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from flows.cli.report import console, counted
from flows.evaluation.places import on_one_line

if TYPE_CHECKING:
    from flows.releases.verify import Result

STYLES = {"ok": "green", "failed": "bold red", "not run": "yellow"}


def run_verify(release: Path, raw: Path | None, json_wanted: bool) -> int:
    """Print each check with what it found. The exit status is 1 where one failed."""
    out, err = console(), console(stderr=True)
    # Two consoles on one terminal would write into each other's lines.
    with (out if out.is_terminal and not json_wanted else err).status("opening the release …") as status:
        from flows.releases.verify import CHECKS, State, open_release, verify

        opened = open_release(release, raw)
        results: list[Result] = []
        following = iter((*(check.name for check in CHECKS[1:]), "the end"))
        status.update(f"checking {CHECKS[0].name} …")
        for result in verify(opened):
            results.append(result)
            status.update(f"checking {next(following)} …")
            if not json_wanted:
                _print(out, result)
    holds = all(result.state is not State.FAILED for result in results)
    if json_wanted:
        print(
            json.dumps(
                {"release": str(release), "holds": holds, "checks": [_as_json(r) for r in results]}, indent=2
            )
        )
    else:
        out.print(
            Text(f"{on_one_line(str(release))} {_summary(results)}", style="green" if holds else "bold red")
        )
    return int(not holds)


def _print(out: Console, result: "Result") -> None:
    """A line for the check, then one for each thing it said."""
    out.print(Text.assemble(f"{result.name:<12}", (f"{result.state:<9}", STYLES[result.state]), result.says))
    for note in result.notes:
        out.print(Text(f"    {on_one_line(note)}", style="yellow"))
    if result.reason is not None:
        out.print(Text(f"    {on_one_line(result.reason)}", style="dim"))
    for finding in result.findings:
        out.print(Text(f"    {on_one_line(str(finding))}"))
    if result.more:
        out.print(Text(f"    … and {result.more:,} more", style="dim"))


def _summary(results: Sequence["Result"]) -> str:
    failed = [result.name for result in results if result.state == "failed"]
    unrun = sum(result.state == "not run" for result in results)
    rest = f"; {counted(unrun, 'check')} not run" if unrun else ""
    if failed:
        return f"does not hold: {', '.join(failed)} failed{rest}"
    return f"holds: {counted(len(results) - unrun, 'check')} ok{rest}"


def _as_json(result: "Result") -> dict[str, Any]:
    return {
        "name": result.name,
        "says": result.says,
        "state": result.state.value,
        "reason": result.reason,
        "notes": list(result.notes),
        "findings": [finding._asdict() for finding in result.findings],
        "more": result.more,
    }
