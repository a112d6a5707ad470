"""``show``: one page in the terminal, its segments coloured and its thread indented."""

from io import StringIO
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.cli.picture import SVG_FORMAT
from flows.cli.reasons import print_reason, reasons_by_start
from flows.cli.report import console, counted, exit_status, print_problems, summary
from flows.errors import OutputError, UsageError
from flows.page import Page, lines_within
from flows.problems import Problem
from flows.reading import Reading, read_page
from flows.records import problem_rows
from flows.segments import Kind, Segment
from flows.sources import list_sources, read_source, unreadable
from flows.threads import Certainty

STYLES = {
    Kind.HEADER: "bold",
    Kind.BODY: "default",
    Kind.BULLETIN: "green",
    Kind.JOB_ADVERT: "magenta",
    Kind.COMMENT: "cyan",
    Kind.MARKER: "yellow dim",
    Kind.SEPARATOR: "yellow dim",
    Kind.DUPLICATE: "strike dim",
    Kind.BOILERPLATE: "dim",
    Kind.UNSPLIT: "red",
}
"""How each kind of segment is shown; without colours its name in the margin tells."""

INDENT = 4
MARGIN = 24
"""Columns of the margin, which names each segment."""
PICTURE_WIDTH = 110


def run_show(path: Path, most_lines: int | None, svg: Path | None, *, why: bool = False) -> int:
    """Print the page at this path, of each segment at most some lines. The exit status says whether it has an error.

    ``why`` prints beside each bulletin and advert the cues by which it was recognised.
    """
    page = _page(path)
    reading = read_page(page)
    problems = problem_rows(page, reading.findings)
    _print(console(), reading, problems, most_lines, why=why)
    if svg is not None:
        picture = Console(
            record=True, width=PICTURE_WIDTH, file=StringIO(), force_terminal=True, highlight=False
        )
        _print(picture, reading, problems, most_lines, why=why)
        try:
            picture.save_svg(
                str(svg), title=f"probation-corpus show {path}", code_format=SVG_FORMAT, unique_id="show"
            )
        except OSError as error:
            raise OutputError(f"{svg}: {error.strerror}: name a file that can be written") from error
    return exit_status(problems)


def _page(path: Path) -> Page:
    listing = list_sources([path])
    if path.is_dir():
        raise UsageError(f"{path}: a folder; name one page in it")
    if listing.shards:
        raise UsageError(
            f"{path}: a shard of many pages, of which none is shown: put the text of the page into a .txt file of its own; "
            "`probation-corpus preview` says what the shard holds"
        )
    if not listing.sources:
        problem = listing.problems[0]
        raise UsageError(f"{path}: {problem.message}")
    try:
        found = read_source(listing.sources[0])
    except OSError as error:
        found = unreadable(listing.sources[0].name, error)
    if isinstance(found, Problem):
        raise UsageError(f"{path}: {found.message}")
    return found


def _print(
    out: Console, reading: Reading, problems: list[Problem], most_lines: int | None, *, why: bool
) -> None:
    out.print(_title(reading))
    out.print(Text(" ").join(Text(kind.value, style=style) for kind, style in STYLES.items()))
    out.print()
    reasons = reasons_by_start(reading) if why else {}
    for segment in reading.segments:
        for reason in reasons.pop(segment.start, ()):
            print_reason(out, reason, MARGIN)
        lines = _lines(reading, segment, most_lines)
        if out.is_terminal:
            out.print(_row(reading, segment, lines))
        else:
            _print_plainly(out, reading, segment, lines)
    out.print()
    print_problems(out, problems)
    out.print(f"{_facts(reading)}; {summary(problems)}")


def _title(reading: Reading) -> Text:
    header = reading.post.header
    parts = [reading.page.document_id, reading.dialect or "no thread"]
    if header.title:
        parts.append(f"“{header.title}”")
    if header.published and header.published.date:
        parts.append(header.published.date.isoformat())
    return Text(" · ".join(parts), style="bold")


def _facts(reading: Reading) -> str:
    declared = reading.thread.declared
    comments = counted(len(reading.thread.comments), "comment") + (
        "" if declared is None else f" of {declared} declared"
    )
    return f"{comments}, {counted(len(reading.bulletins), 'bulletin')}, {counted(len(reading.adverts), 'job advert')}"


def _lines(reading: Reading, segment: Segment, most: int | None) -> list[str]:
    """The segment's lines that are not blank; a marker's on one line, for they are many and short."""
    text = reading.page.text
    lines = [text[start:end] for start, end in lines_within(text, segment.content_start, segment.content_end)]
    if segment.kind is Kind.MARKER:
        lines = [" ⏎ ".join(lines)]
    if most is not None and len(lines) > most:
        return [*lines[:most], f"… {len(lines) - most} more"]
    return lines


def _row(reading: Reading, segment: Segment, lines: list[str]) -> RenderableType:
    style = STYLES[segment.kind]
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(width=MARGIN)
    row.add_column(ratio=1)
    indent = _depth(reading, segment) * INDENT
    content = Padding(Text("\n".join(lines), style=style, overflow="fold"), (0, 0, 0, indent))
    row.add_row(
        Text(_label(reading, segment), style=f"{style} dim", overflow="ellipsis", no_wrap=True), content
    )
    return row


def _print_plainly(out: Console, reading: Reading, segment: Segment, lines: list[str]) -> None:
    label = f"{segment.start}:{segment.end} {_label(reading, segment)}"
    indent = " " * (_depth(reading, segment) * INDENT)
    for number, line in enumerate(lines):
        out.print(Text(f"{label if number == 0 else '':<{MARGIN + 12}} {indent}{line}"))


def _label(reading: Reading, segment: Segment) -> str:
    """What the segment is, of which record, and whom a reply answers."""
    if segment.ref is None:
        return segment.kind.value
    name = f"{segment.kind.value} {segment.ref.place}"
    if segment.kind is not segment.ref.kind:
        return f"{segment.kind.value} of {segment.ref.kind.value.removeprefix('job_')} {segment.ref.place}"
    if segment.kind is not Kind.COMMENT:
        return name
    comment = reading.thread.comments[segment.ref.place]
    if comment.depth:
        name += " ↳ ?" if comment.parent is None else f" ↳ {comment.parent}"
    return name if comment.certainty is Certainty.CERTAIN else f"{name} {comment.certainty.value}"


def _depth(reading: Reading, segment: Segment) -> int:
    """Steps to the right: none for the post, one for the thread, two for a reply."""
    if segment.kind is Kind.COMMENT and segment.ref is not None:
        return 1 + reading.thread.comments[segment.ref.place].depth
    lines, first = reading.page.lines, reading.thread.first_line
    return int(first < len(lines) and segment.start >= lines[first].start)
