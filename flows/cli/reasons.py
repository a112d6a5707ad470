"""Why a bulletin or an advert was recognised: its cues, with their weights and the words that show them."""

from typing import NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.posts.passage import Weighed
from flows.reading import Reading
from flows.segments import Kind, Ref

_LONGEST_WORDS = 60


class Reason(NamedTuple):
    """What a record is called, and what was weighed."""

    name: str
    weighed: Weighed


def reasons_by_start(reading: Reading) -> dict[int, list[Reason]]:
    """The reasons of all records, by the beginning of the segment beside which they belong."""
    first = {ref: segment.start for segment in reversed(reading.segments) if (ref := segment.ref) is not None}
    found: dict[int, list[Reason]] = {}
    records = [
        *(
            (Kind.BULLETIN, i, placed.comment, placed.bulletin.weighed)
            for i, placed in enumerate(reading.bulletins)
        ),
        *(
            (Kind.JOB_ADVERT, i, placed.comment, placed.advert.weighed)
            for i, placed in enumerate(reading.adverts)
        ),
    ]
    for kind, place, comment, weighed in records:
        ref = Ref(kind, place) if comment is None else Ref(Kind.COMMENT, comment)
        where = "" if comment is None else f" in comment {comment}"
        found.setdefault(first[ref], []).append(Reason(f"{kind.value} {place}{where}", weighed))
    return found


def print_reason(out: Console, reason: Reason, margin: int) -> None:
    """A line for each cue: its weight, its name, and the words; the sum above."""
    total = f"{reason.name}: {reason.weighed.weight:+d}"
    if not out.is_terminal:
        out.print(Text(f"why {total}"))
        for cue in reason.weighed.shown:
            out.print(Text(f"    {cue.weight:+d} {cue.name:<24} {_words(cue.words)}".rstrip()))
        return
    table = Table.grid(padding=(0, 1))
    table.add_column(width=margin)
    table.add_column(justify="right")
    table.add_column()
    table.add_column(overflow="fold")
    table.add_row(
        Text("why", style="dim"),
        Text(f"{reason.weighed.weight:+d}", style="bold"),
        Text(reason.name, style="bold"),
        "",
    )
    for cue in reason.weighed.shown:
        style = "green" if cue.weight > 0 else "red"
        table.add_row(
            "",
            Text(f"{cue.weight:+d}", style=style),
            Text(cue.name),
            Text(_words(cue.words), style="italic dim"),
        )
    out.print(table)


def _words(words: str) -> str:
    words = " ".join(words.split())
    shown = words if len(words) <= _LONGEST_WORDS else f"{words[: _LONGEST_WORDS - 1].rstrip()}…"
    return f"“{shown}”" if shown else ""
