"""How a command shows how far long work is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from flows.progress import Progress as State

LINE_SECONDS = 60.0
"""From one line to the next where nobody is looking at a terminal."""


class Shown:
    """What is shown of the work that is under way."""

    def __init__(self, to: Console, bar: Progress, what: str) -> None:
        self._to = to
        self._bar = bar
        self._task = bar.add_task(what, total=None, told="")
        self._told = monotonic()

    def say(self, what: str) -> None:
        """Show what is being done, where it cannot be told how far it is."""
        self._bar.reset(self._task, total=None, description=what, told="")

    def hear(self, state: State) -> None:
        """Show how far a stage is."""
        self._bar.update(
            self._task, total=state.of, completed=state.done, description=state.stage, told=state.told
        )
        if not self._to.is_terminal and monotonic() - self._told >= LINE_SECONDS:
            self._told = monotonic()
            self._to.print(Text(str(state)))


@contextmanager
def shown(to: Console, what: str) -> Iterator[Shown]:
    """Show what is being done for the time of the block; nothing of a bar stays."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Progress(*columns, console=to, transient=True, disable=not to.is_terminal) as bar:
        yield Shown(to, bar, what)
