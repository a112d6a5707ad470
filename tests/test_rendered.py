"""The authored pages, and what is kept of their renderings by older versions of the extractors: nothing missing, no gold stale."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from tests.blogger.authored.pages import ON_ONE_LINE, PAGES, source_of
from tests.blogger.clear import is_clear, times_grow, with_clear_authors
from tests.blogger.template import html_of
from tests.blogger.times import TIME_FORMATS, date_header
from tests.blogger.words import LANGUAGES
from tests.rendered.gold import dumped, gold_of, surviving
from tests.rendered.readme import readme
from tests.rendered.versions import RENDERED, RENDERINGS, Rendering

CASES = [(rendering, name) for rendering in RENDERINGS for name in PAGES]
each_rendering = pytest.mark.parametrize(
    ("rendering", "name"), CASES, ids=[f"{rendering.folder}/{name}" for rendering, name in CASES]
)
LOSES_MARKERS = {"trafilatura-1.6.0", "trafilatura-2.0.0"}
"""Where the page's whole source is one line."""


@cache
def text_of(rendering: Rendering, name: str) -> str:
    return (rendering.path / f"{name}.txt").read_bytes().decode()


def bare(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


@pytest.mark.parametrize("name", PAGES)
def test_every_comment_of_an_authored_page_can_be_told(name: str) -> None:
    page = PAGES[name]
    lines = [line for comment in page.comments for paragraph in comment.paragraphs for line in paragraph]
    assert all(is_clear(line, page.language, page.time_format) and line == line.strip() for line in lines)
    assert times_grow(page.comments) and all(page.published_at < c.posted_at for c in page.comments)
    authors = [comment.author for comment in page.comments]
    assert with_clear_authors(page.comments, page.published_on, page.time_format) == authors


def test_authored_pages_have_what_they_are_for() -> None:
    counts = [len(page.comments) for page in PAGES.values()]
    assert {0, 1} < set(counts) and max(counts) == 25
    assert {page.language for page in PAGES.values()} == {"en", "es-419", "de"}
    assert any(page.bulletins for page in PAGES.values()) and any(p.job_adverts for p in PAGES.values())
    assert any(not page.is_nested for page in PAGES.values())
    assert "\n" not in source_of(ON_ONE_LINE) and "\n" in html_of(ON_ONE_LINE)


def test_the_readme_names_every_folder() -> None:
    """With the versions that the rows ask for."""
    committed = (RENDERED / "README.md").read_text(encoding="utf-8")
    folders = re.findall(r"^\| `([^`/]+)/`", committed, re.M)
    assert folders == [rendering.folder for rendering in RENDERINGS]
    for rendering in RENDERINGS:
        version = rendering.requirements[0].partition("==")[2]
        assert f"| `{rendering.folder}/` | {rendering.package} | {version} |" in committed
    head = readme({rendering.folder: {rendering.package: "0"} for rendering in RENDERINGS}).partition("| `")
    assert committed.startswith(head[0])


@pytest.mark.parametrize("rendering", RENDERINGS, ids=[rendering.folder for rendering in RENDERINGS])
def test_every_page_has_its_rendering_and_gold(rendering: Rendering) -> None:
    """And no folder holds anything else."""
    found = {path.name for path in rendering.path.iterdir()}
    assert found == {f"{name}.{suffix}" for name in PAGES for suffix in ("txt", "json")}


def test_no_folder_is_left_of_a_version_that_is_not_in_the_table() -> None:
    folders = {path for path in Path(RENDERED).iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {rendering.path for rendering in RENDERINGS}


@each_rendering
def test_gold_is_what_the_truth_gives_today(rendering: Rendering, name: str) -> None:
    committed = (rendering.path / f"{name}.json").read_bytes().decode()
    assert committed == dumped(gold_of(PAGES[name], rendering, text_of(rendering, name)))


@each_rendering
def test_what_the_gold_says_is_in_the_rendering(rendering: Rendering, name: str) -> None:
    """White space aside: texts, and where they survive authors, times, title, date and count."""
    page, keeps, text = PAGES[name], rendering.keeps(PAGES[name]), text_of(rendering, name)
    gold, there = json.loads((rendering.path / f"{name}.json").read_text(encoding="utf-8")), bare(text)
    assert "\r" not in text
    for row, place in zip(gold["comments"], surviving(page, text), strict=True):
        comment = page.comments[place]
        assert row["text"] == comment.text
        assert all(bare(line) in there for line in row["text"].splitlines())
        assert not keeps.authors or bare(comment.author) in there
        assert not keeps.times or bare(TIME_FORMATS[page.time_format].write(comment.posted_at)) in there
    if gold["document"]["declared_comments"] is not None:
        assert LANGUAGES[page.language].count(len(page.comments)) in text
    if gold["document"].get("title") is not None:
        assert page.title in text
    if "published_on" in gold["document"]:
        assert date_header(page.published_on, page.language) in text
    for row in [*gold["bulletins"], *gold["job_adverts"]]:
        assert bare(row["starts"]) in there and bare(row["ends"]) in there


@each_rendering
def test_only_known_losses(rendering: Rendering, name: str) -> None:
    """By trafilatura removed comments of the older template, in 1.2 those without a letter, in 2.0 what a source on one line
    costs; by resiliparse replies and short comments, but none where it keeps the whole page.
    """
    page, found = PAGES[name], surviving(PAGES[name], text_of(rendering, name))
    gone = [comment for place, comment in enumerate(page.comments) if place not in found]
    if rendering.folder.startswith("resiliparse-"):
        assert all(comment.depth or len(comment.text) < 23 for comment in gone)
    elif rendering.folder == "trafilatura-2.0.0" and name == ON_ONE_LINE.name:
        assert len(found) == 4
    elif rendering.package == "trafilatura":
        known = [c for c in gone if (c.is_removed and not page.is_nested) or c.text == "😂"]
        assert gone == known
    else:
        assert not gone


@pytest.mark.parametrize("folder", sorted(LOSES_MARKERS))
def test_a_source_on_one_line_costs_the_post_and_most_markers(folder: str) -> None:
    """What these versions take for a faulty document type is all of the source up to the first ``/>``."""
    (rendering,) = (row for row in RENDERINGS if row.folder == folder)
    text, marker = text_of(rendering, ON_ONE_LINE.name), re.compile(r"(?:Reply)?Delete")
    assert not any(bare(line) in bare(text) for lines in ON_ONE_LINE.post for line in lines)
    assert 0 < len(marker.findall(text)) < len(ON_ONE_LINE.comments)
    assert text.index(ON_ONE_LINE.comments[0].text) > text.index(ON_ONE_LINE.comments[5].paragraphs[0][0])
