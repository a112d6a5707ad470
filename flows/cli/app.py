"""The commands and their options."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows import __version__
from flows.cli.forms import Form
from flows.releases.parts import PART_MEGABYTES
from flows.runner import Runner

app = typer.Typer(
    name="probation-corpus",
    help="Turn the flat text of community blog pages into a versioned, validated, citable open dataset.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Folders (searched throughout), files or URLs."),
]
PartSize = Annotated[
    int, typer.Option(min=1, metavar="MB", help="Parquet over which a table is written in parts.")
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where releases stand.")]


def _version(asked: bool) -> None:
    if asked:
        print(f"probation-corpus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE", help="Folders, files or URLs.", show_default="raw/"),
    ] = None,
    output: Output = Path("output"),
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="Portions of the text that are read at a time.")
    ] = 1,
    runner: Annotated[
        Runner | None,
        typer.Option(
            help="Where they are read: in the build's own process, in others, or on a Dask cluster.",
            show_default="processes where --workers is more than 1",
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="The Dask scheduler, such as tcp://host:8786; else a cluster is made."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say which version it would be, and why; write nothing.")
    ] = False,
    allow_removal: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A document of the last release that may be gone (can be repeated)."),
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            metavar="DIR-or-URL", help="The release before, where DIR of --output does not hold it."
        ),
    ] = None,
    restart: Annotated[
        bool, typer.Option("--restart", help="Begin anew at 1.0.0, though the corpus had releases.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Read every page, also those that did not change.")
    ] = False,
    part_size: PartSize = PART_MEGABYTES,
) -> None:
    """Run the flow over the sources and write a release; its version follows from what changed."""
    from flows.cli.build import run_build
    from flows.releases.wishes import Wishes

    wishes = Wishes(previous, restart, frozenset(allow_removal or ()), dry_run)
    if scheduler is not None and runner not in (None, Runner.DASK):
        raise typer.BadParameter("--scheduler goes with --runner dask")
    chosen = runner or (Runner.DASK if scheduler else Runner.PROCESSES if workers > 1 else Runner.THREADS)
    sys.exit(
        run_build(
            sources or ["raw"],
            output,
            wishes,
            runner=chosen,
            workers=workers,
            scheduler=scheduler,
            use_cache=not no_cache,
            part_size=part_size,
        )
    )


@app.command()
def serve(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SOURCE", readable=False, help="Folders or .txt files.", show_default="raw/"),
    ] = None,
    output: Output = Path("output"),
    cron: Annotated[
        str | None,
        typer.Option(metavar="EXPR", help="When to build, such as '0 3 * * *': at three every night."),
    ] = None,
    timezone: Annotated[
        str, typer.Option(metavar="TZ", help="The time zone of --cron, such as Europe/London.")
    ] = "UTC",
    watch: Annotated[
        bool, typer.Option("--watch/--no-watch", help="Build when files arrive, change or go.")
    ] = True,
    settle: Annotated[
        float,
        typer.Option(
            min=1.0, metavar="SECONDS", help="How long what changed must be at rest before a build."
        ),
    ] = 5.0,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="The name of the deployments; another for each corpus.")
    ] = "corpus",
    part_size: PartSize = PART_MEGABYTES,
) -> None:
    """Build on a schedule, when files arrive and on request, with a Prefect server that you run."""
    from flows.cli.serve import run_serve

    settles = settle if watch else None
    sys.exit(run_serve(sources or [Path("raw")], output, cron, timezone, settles, name, part_size))


@app.command()
def purge(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A withdrawn release, such as 1.2.0.")],
    output: Output = Path("output"),
) -> None:
    """Remove the tables of a release that holds words which were withheld since; its sums stay."""
    from flows.cli.purge import run_purge

    sys.exit(run_purge(version, output))


@app.command()
def preview(sources: Sources) -> None:
    """Show what a build would find; write nothing and start no server."""
    from flows.cli.preview import run_preview

    sys.exit(run_preview(sources))


@app.command()
def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            readable=False,
            help="Files (.txt, .toml, .csv, .parquet, shards such as .jsonl), or folders of them.",
        ),
    ],
    table: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The table of the rows, where their columns do not tell."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="RELEASE", help="A release, such as output/latest, that pages and keys are held against."
        ),
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="For people, for programs, or as annotations on GitHub.")
    ] = Form.PEOPLE,
    strict: Annotated[bool, typer.Option("--strict", help="Fail for warnings too.")] = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Show notes too: what was in doubt, with nothing to mend.")
    ] = False,
    most: Annotated[
        int, typer.Option(min=1, metavar="N", help="Findings of one rule that are listed for a file.")
    ] = 20,
) -> None:
    """Check contributions before they are sent: raw text, also packed or in shards, and rows in CSV or Parquet; write nothing."""
    from flows.cli.validate import run_validate

    sys.exit(run_validate(paths, table, against, form, strict=strict, notes=notes, most=most))


@app.command()
def show(
    page: Annotated[Path, typer.Argument(metavar="PAGE", readable=False, help="A .txt or .txt.gz file.")],
    lines: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Show at most N lines of each segment.")
    ] = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it as a picture too.")] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Show by which cues each bulletin and advert was recognised.")
    ] = False,
) -> None:
    """Show one page with its segments coloured and its thread indented."""
    from flows.cli.show import run_show

    sys.exit(run_show(page, lines, svg, why=why))


@app.command()
def diff(
    old: Annotated[
        Path,
        typer.Argument(metavar="OLD", readable=False, help="The folder of a release, such as output/1.0.0."),
    ],
    new: Annotated[
        Path, typer.Argument(metavar="NEW", readable=False, help="That of another, such as output/latest.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object with every row instead.")
    ] = False,
) -> None:
    """Show what changed between two releases."""
    from flows.cli.diff import run_diff

    sys.exit(run_diff(old, new, as_json))


@app.command()
def verify(
    release: Annotated[
        Path,
        typer.Argument(metavar="RELEASE", readable=False, help="Its folder, such as output/latest."),
    ],
    raw: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The raw text that it was made of, to be compared with."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Check a release: sums, columns, values, keys, threads, segments and, with --raw, every text against its source."""
    from flows.cli.verify import run_verify

    sys.exit(run_verify(release, raw, as_json))


@app.command()
def evaluate(
    golds: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD", readable=False, help="Gold files (.json), or folders of them."),
    ],
    raw: Annotated[Path, typer.Option(metavar="DIR", help="The folder with the pages that the golds name.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")] = False,
) -> None:
    """Show how well pages are read: precision, recall and F1 against what people labelled in them."""
    from flows.cli.evaluate import run_evaluate

    sys.exit(run_evaluate(golds, raw, as_json))


@app.command()
def schema(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="One table; all where none is named.")
    ] = None,
) -> None:
    """Show the data dictionary."""
    from flows.cli.schema import run_schema

    sys.exit(run_schema(table))
