"""How well each dialect is read: generated pages rendered by real extractors, measured with ``evaluate``, against floors."""

import json
import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest

from flows.dialects import DIALECTS
from flows.evaluation import Rate, collapsed, evaluate_page, gold_from
from flows.evaluation.gold import Gold
from flows.page import page_of
from flows.pipeline import page_records
from tests.blogger.authored.pages import ON_ONE_LINE
from tests.blogger.authored.pages import PAGES as PAGES_BY_NAME
from tests.blogger.extractors import EXTRACTORS
from tests.blogger.generate import one, pages
from tests.blogger.template import html_of
from tests.blogger.truth import TruePage
from tests.blogger.truth import gold as gold_file
from tests.blogger.words import LANGUAGES
from tests.figures import LEAST_MARKERS, Figures, Reading, bare, figures, reading, readings
from tests.rendered.gold import surviving
from tests.rendered.versions import RENDERINGS, Rendering

PAGES = 20
"""Of each template, for each seed."""
PAGES_OF_A_LANGUAGE = 3
SEEDS = (11, 31)
"""The one that the readers were made with, and another."""
FLOORS: dict[str, dict[str, float]] = tomllib.loads(
    Path(__file__).with_name("floors.toml").read_text(encoding="utf-8")
)
LEAST = FLOORS.pop("least")
OF_RENDERED = ("glued_preceding", "glued_following")
"""Dialects that no installed version leaves of these pages: those of the committed renderings."""
MEASURED_APART = (*OF_RENDERED, "outline_without_markers")
_ACTIONS = re.compile(r'<span class="comment-actions.*?</a></span></span>')
LOSE_MARKERS = {"trafilatura-1.6.0", "trafilatura-2.0.0"}
"""What these versions leave of a page whose source is one line cannot be read: see tests/rendered/README.md."""

each_seed = pytest.mark.parametrize("seed", SEEDS)


def _below(found: Figures, floors: dict[str, float]) -> list[str]:
    rates = found.rates()
    return [
        f"{name} is {rates[name].value if name in rates else 'not measured'}, the floor {floor}"
        for name, floor in floors.items()
        if name not in rates or (rates[name].value or 0) < floor
    ]


@pytest.mark.parametrize("dialect", FLOORS)
def test_no_floor_is_below_what_is_promised(dialect: str) -> None:
    """Each dialect has a floor for each figure, but for what its pages do not have."""
    floors = FLOORS[dialect]
    assert all(floor >= LEAST[name] for name, floor in floors.items())
    assert "recognised" in floors
    assert dialect == "declared_paragraphs" or "f1" in floors


@each_seed
@pytest.mark.parametrize("dialect", [name for name in FLOORS if name not in MEASURED_APART])
def test_figures_of_generated_pages(dialect: str, seed: int) -> None:
    found = figures(seed, PAGES)[dialect]
    assert not _below(found, FLOORS[dialect]), [m for e in found.evaluations for m in e.mismatches][:3]


@each_seed
def test_every_dialect_that_is_measured_has_floors(seed: int) -> None:
    assert set(FLOORS) == {dialect.name for dialect in DIALECTS}
    assert set(figures(seed, PAGES)) == {name for name in FLOORS if name not in MEASURED_APART}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_figures_of_other_languages(language: str) -> None:
    """The same floors: a language is a row."""
    measured = figures(SEEDS[0], PAGES_OF_A_LANGUAGE, language)
    assert set(measured) == set(figures(SEEDS[0], PAGES))
    for dialect, found in measured.items():
        assert not _below(found, FLOORS[dialect]), (
            dialect,
            [m for e in found.evaluations for m in e.mismatches][:3],
        )


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("nested", [True, False], ids=["nested", "older"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_without_comments_says_so(extractor: str, nested: bool, language: str) -> None:
    """None is declared and none found, or no thread was found."""
    page = one(Random(SEEDS[1]), "empty", thread="none", nested=nested, language=language)
    if EXTRACTORS[extractor].dialect_of(page) is None:
        pytest.skip("what this extractor leaves of a thread that is not nested is not read")
    records = reading(page, extractor).records
    assert not records.comments
    codes = {problem.code for problem in records.problems}
    assert records.document["declared_comments"] == 0 or "no_thread_found" in codes


# One thread, many extractors


Thread = list[tuple[str, str | None]]


def _comments(found: Reading) -> Thread:
    """Each comment's text and that of the comment it answers, as the extractors can be compared."""
    rows = found.records.comments
    texts = {row["comment_id"]: bare(row["text"]) for row in rows}
    return [(texts[row["comment_id"]], texts.get(row["parent_id"])) for row in rows]


@cache
def _by_page(seed: int) -> list[list[Reading]]:
    of_page: dict[int, list[Reading]] = {}
    for found in readings(seed, PAGES):
        of_page.setdefault(id(found.page), []).append(found)
    return list(of_page.values())


@each_seed
def test_one_thread_is_the_same_from_every_extractor(seed: int) -> None:
    """The comments that an extractor kept, with their order and parents, are those of the others, whatever the dialect."""
    for renderings in _by_page(seed):
        page = renderings[0].page
        whole = [found for found in renderings if EXTRACTORS[found.extractor].keeps(page).comments]
        threads = {
            found.extractor: _comments(found) for found in whole if found.expected != "declared_paragraphs"
        }
        (first, expected), *others = threads.items()
        assert len(expected) == len(page.comments)
        for name, thread in others:
            assert thread == expected, f"{page.name}: {name} is not {first}"
        for found in renderings:
            if found not in whole:
                kept = _comments(found)
                assert not Counter(text for text, _ in kept) - Counter(text for text, _ in expected)
                replies: Thread = [(text, parent) for text, parent in kept if parent is not None]
                assert not Counter(replies) - Counter(expected), f"{page.name}: {found.extractor}"


@each_seed
def test_authors_and_times_are_the_same_from_every_extractor_that_keeps_them(seed: int) -> None:
    for renderings in _by_page(seed):
        page = renderings[0].page
        heads = {
            found.extractor: [(row["author"], row["posted_at"]) for row in found.records.comments]
            for found in renderings
            for keeps in [EXTRACTORS[found.extractor].keeps(page)]
            if keeps.comments and keeps.authors and keeps.times
        }
        assert len(heads) > 5
        expected = next(iter(heads.values()))
        assert all(found == expected for found in heads.values()), page.name


def test_nothing_that_can_be_told_is_doubtful() -> None:
    """A whole thread in a layout that keeps its markers has no doubtful comment; a reply without its parent is one."""
    for seed in SEEDS:
        for found in readings(seed, PAGES):
            doubtful = [row for row in found.records.comments if row["certainty"] == "doubtful"]
            assert all(row["depth"] == 1 and row["parent_id"] is None for row in doubtful), found.page.name
            if EXTRACTORS[found.extractor].keeps(found.page).comments:
                assert not doubtful


# Without markers


@each_seed
def test_figures_of_outlines_whose_links_are_gone(seed: int) -> None:
    """Pages without the links under the comments, as where comments are closed, rendered by resiliparse."""
    found = Figures()
    extractor = EXTRACTORS["resiliparse"]
    for page in pages(seed, PAGES):
        text = extractor.render(_ACTIONS.sub("", html_of(page)))
        records = page_records(page_of(text))
        if len(page.comments) >= LEAST_MARKERS:
            expected = {"outline_without_markers", "outline_with_headers"}  # long names stay
            found.recognised += Rate(int(records.document["dialect"] in expected), 1)
        try:
            left = surviving(page, text)
        except AssertionError:  # of comments alike some are gone
            continue
        gold = gold_from(gold_file(page, page.name, extractor.keeps(page), left))
        assert isinstance(gold, Gold), gold
        found.evaluations.append(evaluate_page(gold, records, text=text))
    assert not _below(found, FLOORS["outline_without_markers"]), [
        m for e in found.evaluations for m in e.mismatches
    ][:3]


# Older versions


@pytest.mark.parametrize("rendering", RENDERINGS, ids=[rendering.folder for rendering in RENDERINGS])
def test_renderings_of_older_versions(rendering: Rendering) -> None:
    """The authored pages as versions left them that are not installed any more: every comment that is there, right."""
    found = _rendered(rendering)
    rates = found.rates()
    assert rates["f1"].value == rates["parents"].value == 1.0, [e.mismatches[:2] for e in found.evaluations]
    assert rates["recognised"].value == 1.0
    assert all(rates[name].value == 1.0 for name in ("authors", "times") if name in rates)


@pytest.mark.parametrize("dialect", OF_RENDERED)
def test_figures_of_dialects_that_only_older_versions_leave(dialect: str) -> None:
    found = Figures()
    for rendering in RENDERINGS:
        if _expected(rendering, ON_ONE_LINE) == (dialect,):
            of_version = _rendered(rendering)
            found.evaluations += of_version.evaluations
            found.recognised += of_version.recognised
    assert not _below(found, FLOORS[dialect])


def _expected(rendering: Rendering, page: TruePage) -> tuple[str, ...]:
    """The dialects as which a rendering may be read: more than one where a version keeps the author lines of some items."""
    if rendering.package == "trafilatura":
        return ("glued_preceding",) if rendering.folder < "trafilatura-2" else ("glued_following",)
    if not page.is_nested:
        return ("older_blogger",)
    if rendering.folder.startswith("resiliparse-0.14"):
        return ("numbered_outline", "outline_with_headers")
    return ("outline_with_headers",)


@cache
def _rendered(rendering: Rendering) -> Figures:
    """Of the pages that a version left whole: bare paragraphs and sources on one line left aside."""
    found = Figures()
    for path in sorted(rendering.path.glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        gold = gold_from(json.loads(path.read_text(encoding="utf-8")))
        assert isinstance(gold, Gold), gold
        records = page_records(page_of(text))
        dialect = records.document["dialect"]
        page = PAGES_BY_NAME[path.stem]
        if path.stem == ON_ONE_LINE.name and rendering.folder in LOSE_MARKERS:
            continue
        if rendering.package == "trafilatura" and not page.is_nested:
            continue  # bare paragraphs
        if len(gold.comments or ()) >= LEAST_MARKERS:
            found.recognised += Rate(int(dialect in _expected(rendering, page)), 1)
        found.evaluations.append(evaluate_page(gold, records, text=text, normalise=collapsed))
    return found
