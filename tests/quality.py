"""The figures of the data card: how well the project's own sets of pages are read, as ``evaluate`` measures it.

python -m tests.quality > flows/releases/quality.toml
"""

import datetime
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.evaluation import Rate, total
from flows.evaluation.files import evaluate_files
from flows.releases.quality import Measured
from tests.blogger.authored.pages import ON_ONE_LINE
from tests.figures import Figures, figures
from tests.rendered.versions import RENDERINGS
from tests.test_figures import OF_RENDERED, _expected, _rendered
from tests.test_passages import PASSAGES, evaluations

ROOT = Path(__file__).parents[1]
GENERATED_PAGES, SEED = 30, 31
"""Pages of each template; another seed than the one that the readers were made with."""
FIRST_READ_ON = datetime.date(2026, 11, 22)
"""When the authored sets were read for the first time."""
NOTHING_COMPARED = "–"
SHOWN = {"precision", "recall", "F1", "parents", "order", "title", "published_on", "declared_comments"}
"""Of the measures of ``evaluate`` those that the card tells of the labelled pages."""
_FIRST_READING = re.compile(
    r"^\| `(?P<set>\w+)/` \| (?P<bulletins>[\d., ]+) \| (?P<job_adverts>[\d., ]+) \| (?P<negatives>\d+) \|$",
    re.M,
)
"""A row of the table of first readings in tests/passages/README.md."""
_OPENING = """\
# How well pages are read, for the data card of every release.
# Written by `python -m tests.quality > flows/releases/quality.toml`: run that, do not edit this.
"""


def labelled(day: datetime.date) -> Measured:
    """The sample corpus against what people labelled in it."""
    scores = total(evaluate_files([ROOT / "tests" / "gold"], ROOT / "raw").pages)
    rows = [
        (of, name.replace("_", " "), str(rate.right), str(rate.compared), _shown(rate))
        for of, name, rate in scores.measures()
        if name in SHOWN and rate.compared
    ]
    return Measured(
        title="The invented pages of the sample corpus, labelled by hand",
        measured_on=day,
        command="probation-corpus evaluate tests/gold --raw raw",
        about=(
            f"{scores.pages} pages, which were at hand while the program was written: the figures say that it still reads "
            "them right, not how it reads pages that it has not met."
        ),
        columns=("what", "measure", "right", "compared", "rate"),
        rows=tuple(rows),
    )


def generated(day: datetime.date) -> Measured:
    """Made-up pages in the layouts that today's extractors leave."""
    return Measured(
        title="Generated pages, by dialect",
        measured_on=day,
        command=f"python -m tests.figures {GENERATED_PAGES} {SEED}",
        about=(
            "Blogger pages made up with a known thread and rendered by trafilatura, resiliparse, BeautifulSoup, jusText, inscriptis, "
            "html2text and html-text. They are tidier than real ones: the figures say that the layouts are read right, not how "
            "much of a real page an extractor left. In declared_paragraphs nothing tells the comments apart: their thread "
            "stays whole unless there are as many paragraphs as comments declared."
        ),
        columns=_DIALECT_COLUMNS,
        rows=tuple(
            _of_dialect(name, found) for name, found in sorted(figures(SEED, GENERATED_PAGES).items())
        ),
    )


def rendered(day: datetime.date) -> Measured:
    """Made-up pages in the layouts that only other versions of an extractor leave."""
    return Measured(
        title="Authored pages as other versions of trafilatura left them, by dialect",
        measured_on=day,
        command="python -m tests.quality",
        about=(
            "Made-up pages with a known thread, rendered by versions 1.2 to 2.1. Left aside are pages that these versions "
            "leave without the markers that tell comments apart."
        ),
        columns=_DIALECT_COLUMNS,
        rows=tuple(_of_dialect(dialect, _rendered_as(dialect)) for dialect in sorted(OF_RENDERED)),
    )


def passages(day: datetime.date) -> Measured:
    """Bulletins and adverts on pages by writers who did not know the program: the first reading, and today's."""
    readme = (PASSAGES / "README.md").read_text(encoding="utf-8")
    sets = list(_FIRST_READING.finditer(readme))
    return Measured(
        title="Bulletins and job adverts on authored pages",
        measured_on=day,
        command="python -m tests.test_passages",
        about=(
            f"{len(sets)} sets of made-up pages by other hands, about half of them without any bulletin or advert. On {FIRST_READ_ON} each was read "
            "before anything had been mended by it: that first reading is the measure of pages that the program has not met. The "
            "sets were then used to mend it, so that what it reaches today (the last column, which the command gives) is no such "
            "measure."
        ),
        columns=("set", "what", "in the labels", "first precision", "first recall", "first F1", "F1 today"),
        rows=tuple(row for first in sets for row in _of_set(first)),
    )


def _of_set(first: re.Match[str]) -> Iterator[tuple[str, ...]]:
    scores = total(evaluations(first["set"]).values())
    for what, today in (("bulletins", scores.bulletins), ("job_adverts", scores.job_adverts)):
        precision, recall, f1 = first[what].split(", ")
        yield (first["set"], what.replace("_", " "), str(today.gold), precision, recall, f1, _shown(today.f1))


def _rendered_as(dialect: str) -> Figures:
    found = Figures()
    for rendering in RENDERINGS:
        if _expected(rendering, ON_ONE_LINE) == (dialect,):
            of_version = _rendered(rendering)
            found.evaluations += of_version.evaluations
            found.recognised += of_version.recognised
    return found


_DIALECT_COLUMNS = ("dialect", "comments", "F1", "parents", "authors", "times", "dialect recognised")


def _of_dialect(dialect: str, found: Figures) -> tuple[str, ...]:
    rates = found.rates()
    names = ("f1", "parents", "authors", "times", "recognised")
    comments = total(found.evaluations).comments.gold
    return (dialect, str(comments), *(_shown(rates.get(name, Rate())) for name in names))


def _shown(rate: Rate) -> str:
    """Three decimals, cut and not rounded: only what is wholly right is 1.000."""
    if not rate.compared:
        return NOTHING_COMPARED
    thousandths = rate.right * 1000 // rate.compared
    return f"{thousandths // 1000}.{thousandths % 1000:03}"


def toml(tables: Iterable[Measured]) -> str:
    """The tables as ``flows.releases.quality`` reads them."""
    return "\n".join([_OPENING, *(_table(table) for table in tables)])


def _table(table: Measured) -> str:
    def quoted(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = [
        "[[measured]]",
        f"title = {quoted(table.title)}",
        f"measured_on = {table.measured_on}",
        f"command = {quoted(table.command)}",
        f"about = {quoted(table.about)}",
        f"columns = {quoted(table.columns)}",
        "rows = [",
        *(f"  {quoted(row)}," for row in table.rows),
        "]",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure everything and print it."""
    day = datetime.datetime.now(datetime.UTC).date()
    sys.stdout.write(toml([labelled(day), passages(day), generated(day), rendered(day)]))


if __name__ == "__main__":
    main()
