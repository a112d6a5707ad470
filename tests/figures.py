"""How well generated pages are read, as ``evaluate`` measures it: rendered by real extractors, against their truth.

    python -m tests.figures [PAGES [SEED]]      prints the figures of each dialect, from this many pages of each template

``tests/floors.toml`` holds the least that each figure may be; ``tests/test_figures.py`` checks them.
"""

import re
import sys
from dataclasses import dataclass, field
from functools import cache

from flows.evaluation import Normalise, PageEvaluation, Rate, collapsed, evaluate_page, gold_from, total
from flows.evaluation.gold import Gold
from flows.page import page_of
from flows.pipeline import page_records
from flows.records import PageRecords
from tests.blogger.extractors import EXTRACTORS
from tests.blogger.generate import pages
from tests.blogger.template import html_of
from tests.blogger.truth import TruePage

SAME_AS_ANOTHER = frozenset({"trafilatura_recall"})
"""Rows that render these pages just as another does."""
LEAST_MARKERS = 3
"""Comments from which on the layout shows: with fewer, two layouts can look the same."""
MARKED_UP = frozenset({"html2text", "html2text_plain"})
"""Extractors that write Markdown, which is undone on both sides before texts are compared."""

_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)|<(https?://[^>]*)>")
_ESCAPE = re.compile(r"\\([^\w\s])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A generated page in one rendering, and what was read from it."""

    page: TruePage
    extractor: str
    text: str
    records: PageRecords

    @property
    def expected(self) -> str:
        """The dialect as which it must be read."""
        return EXTRACTORS[self.extractor].dialect_of(self.page) or ""


@dataclass(slots=True)
class Figures:
    """Of the pages that must be read as one dialect."""

    evaluations: list[PageEvaluation] = field(default_factory=list)
    recognised: Rate = field(default_factory=Rate)

    def rates(self) -> dict[str, Rate]:
        """By the names of ``tests/floors.toml``; where nothing was compared there is no rate."""
        comments = total(self.evaluations).comments
        rates = {
            "f1": comments.f1,
            **{name: comments.rates[name] for name in ("parents", "authors", "times")},
        }
        return {
            name: rate
            for name, rate in {**rates, "recognised": self.recognised}.items()
            if rate.value is not None
        }


def readings(seed: int, count: int, language: str = "en") -> tuple[Reading, ...]:
    """Pages of both templates, each in all renderings, read."""
    return _readings(seed, count, language)


@cache
def _readings(seed: int, count: int, language: str) -> tuple[Reading, ...]:
    return tuple(
        reading(page, name)
        for nested in (True, False)
        for page in pages(seed, count, language=language, nested=nested)
        for name in EXTRACTORS
        if name not in SAME_AS_ANOTHER and EXTRACTORS[name].dialect_of(page) is not None
    )


def reading(page: TruePage, extractor: str) -> Reading:
    """A page as one extractor leaves it, read."""
    text = EXTRACTORS[extractor].render(html_of(page))
    return Reading(page, extractor, text, page_records(page_of(text)))


def gold_of(found: Reading) -> Gold | None:
    """The truth of what the extractor left; None where it cannot be told which comments it dropped."""
    made = EXTRACTORS[found.extractor].gold(found.page, found.page.name, found.text)
    if made is None:
        return None
    gold = gold_from(made)
    assert isinstance(gold, Gold), gold
    return gold


def figures(seed: int, count: int, language: str = "en") -> dict[str, Figures]:
    """By the dialect as which the pages must be read."""
    return _figures(seed, count, language)


@cache
def _figures(seed: int, count: int, language: str) -> dict[str, Figures]:
    made: dict[str, Figures] = {}
    for found in readings(seed, count, language):
        of_dialect = made.setdefault(found.expected, Figures())
        if len(found.page.comments) >= LEAST_MARKERS:
            of_dialect.recognised += Rate(int(found.records.document["dialect"] == found.expected), 1)
        if (gold := gold_of(found)) is not None:
            of_dialect.evaluations.append(
                evaluate_page(gold, found.records, text=found.text, normalise=normalise_of(found))
            )
    return made


def normalise_of(found: Reading) -> Normalise:
    """How texts are compared: exactly but for white space, unless breaks are gone or Markdown was put in."""
    if found.extractor in MARKED_UP:
        return bare
    keeps = EXTRACTORS[found.extractor].keeps(found.page)
    return collapsed if keeps.breaks else without_blanks


def without_blanks(text: str) -> str:
    return "".join(text.split())


def bare(text: str) -> str:
    """A text without white space, and without what Markdown adds to it."""
    shown = _ESCAPE.sub(r"\1", _LINK.sub(lambda link: link[1] or link[2], text))
    return "".join(shown.replace("_", "").replace("*", "").split())


def main() -> None:
    """Print a table: a row for each dialect."""
    count, seed = [*map(int, sys.argv[1:]), 30, 11][:2] if len(sys.argv) != 2 else [int(sys.argv[1]), 11]
    for dialect, found in sorted(figures(seed, count).items()):
        rates = "  ".join(
            f"{name} {rate.value:.4f} ({rate.right}/{rate.compared})" for name, rate in found.rates().items()
        )
        sys.stdout.write(f"{dialect:24} {rates}\n")


if __name__ == "__main__":
    main()
