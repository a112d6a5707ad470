"""``serve``: say what is served, and serve it until told to stop."""

from collections.abc import Sequence
from pathlib import Path

from flows.cli.report import console
from flows.server import named_api
from flows.serving.corpus import Corpus, alone, corpus_of


def run_serve(
    paths: Sequence[Path],
    output: Path,
    cron: str | None,
    timezone: str,
    settle: float | None,
    name: str,
    part_size: int,
) -> int:
    """Serve builds of these sources until SIGINT or SIGTERM. Raises ServerError where there is no Prefect API."""
    corpus = corpus_of(name, paths, output, cron, timezone, settle, part_size)
    first = None
    if cron is not None:
        from flows.serving.schedule import next_run

        first = f"{next_run(cron, timezone):%Y-%m-%d %H:%M %Z}"
    with named_api() as url, alone(corpus):
        from flows.serving.service import serve

        out = console()
        for line in told(corpus, url, first):
            out.print(line, markup=False)
        serve(corpus)
        out.print("stopped")
    return 0


def told(corpus: Corpus, url: str, first_run: str | None) -> list[str]:
    """What is served, in lines for a person."""
    sources = ", ".join(map(str, corpus.sources))
    schedule = (
        f"{corpus.cron} ({corpus.timezone}), next at {first_run}"
        if corpus.cron is not None
        else "none (--cron)"
    )
    watch = (
        "no (--watch)"
        if corpus.settle_seconds is None
        else f"{sources}: a build starts when what changed has been at rest for {corpus.settle_seconds:g} s"
    )
    return [
        f"serving build/{corpus.name} and validate-contributions/{corpus.name} at {url}",
        f"  sources    {sources}",
        f"  releases   {corpus.output}",
        f"  schedule   {schedule}",
        f"  watch      {watch}",
        f"  by hand    prefect deployment run build/{corpus.name}",
        "  stop       Ctrl-C or SIGTERM; what is interrupted or queued runs at the next start",
    ]
