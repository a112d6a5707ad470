"""``build``: run the flow and say what came of it."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from flows.cli.progress import shown
from flows.cli.report import console, counted, exit_status, print_problems, summary
from flows.errors import NoTextError, ProbationCorpusError
from flows.progress import listening
from flows.publication.correction_file import read_corrections
from flows.publication.names import names_key
from flows.publication.withheld import read_withheld
from flows.releases.dataset import read_dataset
from flows.releases.output import check_apart, check_output
from flows.releases.previous import check_place
from flows.releases.wishes import Wishes
from flows.runner import Runner
from flows.server import prefect_api
from flows.sources import list_sources, place_of


def run_build(
    sources: Sequence[str],
    output: Path,
    wishes: Wishes,
    *,
    runner: Runner,
    workers: int,
    scheduler: str | None,
    use_cache: bool,
    part_size: int,
) -> int:
    """Build a release and print counts, problems and where it lies. The exit status says whether any is an error."""
    out, err = console(), console(stderr=True)
    places = [place_of(source) for source in sources]
    paths = [place for place in places if isinstance(place, Path)]
    listing = list_sources(places)
    if not listing.sources and not listing.shards:
        print_problems(err, listing.problems)
        raise NoTextError(places, ())
    names_key(read_dataset(paths).privacy, sources=paths, output=output)
    read_corrections(paths)
    read_withheld(paths)
    check_apart(paths, output)
    if wishes.previous is not None:
        check_place(wishes.previous)
    if not wishes.dry_run:
        check_output(output)
    # Until the flow runs, nothing is begun that would have to be cleared: the server ends with this process.
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    signal.signal(signal.SIGTERM, lambda *_: os._exit(128 + signal.SIGTERM))
    with shown(err, "starting Prefect …") as work, prefect_api(meanwhile=_import_flow):
        from flows.build import run_build as run_flow
        from flows.reading_run import Readers

        # A run that is told to end says so to Prefect and clears what it has begun to write.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        shards = f" and {counted(len(listing.shards), 'shard')}" if listing.shards else ""
        work.say(f"building from {counted(len(listing.sources), 'page')}{shards} …")
        readers = Readers(runner, workers, scheduler)
        try:
            with listening(work.hear):
                result = run_flow(places, output, readers, wishes, use_cache=use_cache, part_size=part_size)
        except ProbationCorpusError as error:
            print_problems(err, error.problems)
            raise
    problems = result.problems
    print_problems(out, problems)
    for name, rows in result.rows.items():
        out.print(f"{name.replace('_', ' '):<12}{rows:>9,}")
    release = result.release
    for note in release.notes:
        err.print(Text(f"note: {note}"))
    if not release.is_new:
        out.print(f"nothing changed: release {release.version} holds the same; {summary(problems)}")
    else:
        made = (
            f"release {release.version}"
            if not wishes.dry_run
            else f"a build would make release {release.version}"
        )
        out.print(Text(f"{made}: {'; '.join(release.why)}"))
        out.print(summary(problems))
    if release.is_new and wishes.dry_run:
        out.print("nothing was written")
    else:
        out.print(f"{release.folder}")
    return exit_status(problems)


def _import_flow() -> None:
    import flows.build  # noqa: F401  while the server starts
