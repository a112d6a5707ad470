"""The generator of Blogger pages: the same for the same seed, of every shape, its truth on the page and in the renderings."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from html import escape
from random import Random

import pytest

from tests.blogger.clear import is_clear, times_grow, with_clear_authors
from tests.blogger.extractors import EXTRACTORS
from tests.blogger.generate import one, pages
from tests.blogger.markup import inline
from tests.blogger.survival import survivors
from tests.blogger.template import html_of
from tests.blogger.times import TIME_FORMATS
from tests.blogger.truth import Keeps, TrueComment, TruePage, gold
from tests.blogger.words import LANGUAGES

SEED = 20160222


@cache
def made(nested: bool = True, language: str = "en", count: int = 160) -> tuple[TruePage, ...]:
    return tuple(pages(SEED, count, language=language, nested=nested))


def bare(text: str) -> str:
    return "".join(text.split())


def some_comment(holds: Callable[[TrueComment], bool]) -> Callable[[TruePage], bool]:
    return lambda page: any(map(holds, page.comments))


def _replies_of(page: TruePage) -> list[int]:
    """How many replies each top-level comment has."""
    parents = [comment.parent for comment in page.comments]
    return [parents.count(place) for place, comment in enumerate(page.comments) if comment.depth == 0]


def _later_than_the_next_top(page: TruePage) -> bool:
    return any(
        reply.depth
        and any(other.posted_at < reply.posted_at for other in page.comments[place:] if not other.depth)
        for place, reply in enumerate(page.comments)
    )


PROMISED: dict[str, Callable[[TruePage], bool]] = {
    "no comments": lambda page: not page.comments,
    "one comment": lambda page: len(page.comments) == 1,
    "three comments": lambda page: len(page.comments) == 3,
    "many comments": lambda page: len(page.comments) > 30,
    "no replies": lambda page: len(page.comments) > 3 and not any(c.depth for c in page.comments),
    "a long list of replies": lambda page: max(_replies_of(page), default=0) >= 12,
    "replies later than the next top-level comment": _later_than_the_next_top,
    "single breaks": some_comment(lambda c: any(len(lines) > 1 for lines in c.paragraphs)),
    "double breaks": some_comment(lambda c: len(c.paragraphs) > 4),
    "a list right at the start": some_comment(lambda c: c.text.startswith("1. ")),
    "a list further down": some_comment(lambda c: "\n1. " in c.text),
    "dashes": some_comment(lambda c: "\n- " in c.text),
    "a linked address": some_comment(lambda c: "https://" in c.text),
    "a bare address alone": some_comment(lambda c: c.text.startswith("http://")),
    "one word": some_comment(lambda c: len(c.text.split()) == 1),
    "Delete, as prose": some_comment(lambda c: c.text.startswith("Delete ")),
    "Deleted": some_comment(lambda c: c.text.startswith("Deleted")),
    "Deletes": some_comment(lambda c: c.text.startswith("Deletes")),
    "Reply to a time": some_comment(lambda c: c.text.startswith("Reply to 10:26")),
    "Replies, as prose": some_comment(lambda c: c.text.startswith("Replies were")),
    "a signature": some_comment(lambda c: c.paragraphs[-1] == ("Nettie C.",)),
    "a quote in italics": some_comment(lambda c: c.text.startswith("“")),
    "a date within": some_comment(lambda c: "\n22 February 2016" in c.text),
    "a time within": some_comment(lambda c: "\n10:26" in c.text),
    "emoji": some_comment(lambda c: "😂" in c.text),
    "pounds": some_comment(lambda c: "£" in c.text),
    "removed by its author": some_comment(lambda c: c.is_removed and "by the author" in c.text),
    "removed by an administrator": some_comment(lambda c: c.is_removed and "administrator" in c.text),
    "identical comments": lambda page: (
        len({c.text for c in page.comments if len(c.text) > 60})
        < sum(len(c.text) > 60 for c in page.comments)
    ),
    "Anonymous": some_comment(lambda c: c.author == "Anonymous"),
    "a name that ends in digits": some_comment(lambda c: c.author == "Jim Brown22"),
    "a name that ends in a digit apart": some_comment(lambda c: c.author == "Getafix 2"),
    "a name of one letter": some_comment(lambda c: len(c.author) == 1 and c.author.isalpha()),
    "an emoji as a name": some_comment(lambda c: c.author == "😀"),
    "a name that is a link": some_comment(lambda c: c.has_profile),
    "a bulletin": lambda page: bool(page.bulletins),
    "a job advert": lambda page: bool(page.job_adverts),
    "a separator": lambda page: ("--oo00oo--",) in page.post,
    "a sidebar": lambda page: page.template.has_sidebar,
    "no sidebar": lambda page: not page.template.has_sidebar,
    "nested replies without reply boxes": lambda page: not page.template.has_reply_boxes,
    "British times": lambda page: page.time_format == "british",
    "American times": lambda page: page.time_format == "american",
}


def test_the_same_seed_makes_the_same_pages() -> None:
    assert made() == tuple(pages(SEED, 160))
    assert [html_of(page) for page in made()[:5]] == [html_of(page) for page in pages(SEED, 5)]


def test_another_seed_makes_other_pages() -> None:
    assert not {page.comments for page in made() if page.comments} & {
        page.comments for page in pages(SEED + 1, 40)
    }


@pytest.mark.parametrize("shape", PROMISED)
def test_every_promised_shape_occurs(shape: str) -> None:
    assert any(map(PROMISED[shape], made()))


@pytest.mark.parametrize("time_format", TIME_FORMATS)
def test_every_format_of_times_can_be_asked_for(time_format: str) -> None:
    page = one(Random(1), "page", time_format=time_format, thread="mixed")
    assert all(TIME_FORMATS[time_format].write(c.posted_at) in html_of(page) for c in page.comments)


@pytest.mark.parametrize("nested", [True, False])
def test_the_truth_is_in_the_source(nested: bool) -> None:
    for page in made(nested, count=30):
        html = html_of(page)
        assert escape(page.title, quote=False) in html
        for comment in page.comments:
            assert all(inline(line) in html for lines in comment.paragraphs for line in lines)
            assert escape(comment.author, quote=False) in html
        assert html.count("<dt " if not nested else '<li class="comment"') == len(page.comments)


def test_times_grow_in_each_list_of_comments() -> None:
    for page in made():
        assert times_grow(page.comments)
        assert all(page.published_at < comment.posted_at for comment in page.comments)


def test_replies_follow_what_they_answer() -> None:
    for page in made():
        for place, comment in enumerate(page.comments):
            tops = [i for i, other in enumerate(page.comments[:place]) if other.depth == 0]
            assert comment.parent == (tops[-1] if comment.depth else None)


def test_the_older_template_has_no_replies() -> None:
    assert all(comment.depth == 0 for page in made(nested=False) for comment in page.comments)


def test_what_no_rule_can_tell_is_left_out() -> None:
    for line in ("Reply", "ReplyDelete", "34 comments:", "No comments:", "Jim said...", "Post a Comment"):
        assert not is_clear(line, "en", "british")
    assert is_clear("21:00", "en", "british") and not is_clear("21:00", "en", "clock")
    assert is_clear("Delete my account", "en", "british")


def test_a_name_with_two_readings_before_its_time_is_not_clear() -> None:
    comment = TrueComment((("No",),), "Jim 2", datetime(2016, 2, 22, 8, 11))
    assert with_clear_authors([comment], date(2016, 2, 20), "british") == ["Jim 2"]
    assert with_clear_authors([comment], date(2016, 2, 1), "british") == [""]
    assert with_clear_authors([comment], date(2016, 2, 1), "american") == ["Jim 2"]


def test_gold_is_json_with_the_keys_of_gold_files() -> None:
    page = next(page for page in made() if page.comments)
    truth = gold(page, "page.txt")
    assert json.loads(json.dumps(truth)) == truth
    assert list(truth) == ["file", "comments", "document", "bulletins", "job_adverts"]
    assert set(truth["comments"][0]) == {"position", "parent", "text", "author", "posted_at", "is_removed"}
    lesser = gold(page, "page.txt", Keeps(authors=False, times=False, title=False))
    assert set(lesser["comments"][0]) == {"position", "parent", "text", "is_removed"}
    assert lesser["document"]["title"] is None


def test_a_clock_gives_no_moment() -> None:
    page = replace(next(page for page in made() if page.comments), time_format="clock")
    assert gold(page, "page.txt")["comments"][0]["posted_at"] is None


def test_what_was_dropped_is_seen_and_its_replies_have_no_parent() -> None:
    def comment(text: str, parent: int | None = None) -> TrueComment:
        return TrueComment(((text,),), "Anonymous", datetime(2016, 2, 22), int(parent is not None), parent)

    page = replace(made()[0], comments=(comment("One, kept."), comment("No"), comment("Yes, kept.", 1)))
    rendering = (
        "  1. One, kept.\n\n    ReplyDelete\n\n  2. Replies\n\n    1. Yes, kept.\n\n      Delete\n\nEnd"
    )
    keeps = Keeps(comments=False)
    assert survivors(page, keeps, rendering) == (0, 2)
    truth = gold(page, "page.txt", keeps, (0, 2))
    assert [(row["position"], row["parent"]) for row in truth["comments"]] == [(0, None), (1, None)]


@pytest.mark.parametrize("nested", [True, False], ids=["nested", "older"])
@pytest.mark.parametrize("name", EXTRACTORS)
def test_an_extractor_keeps_what_its_row_says(name: str, nested: bool) -> None:
    extractor = EXTRACTORS[name]
    for page in made(nested, count=12):
        keeps, rendering = extractor.keeps(page), extractor.render(html_of(page))
        text = bare(rendering)
        truth = extractor.gold(page, page.name, rendering)
        if truth is None:
            continue
        for row in truth["comments"]:
            if keeps.letters:
                assert all(bare(line) in text for line in row["text"].splitlines())
            if keeps.letters and keeps.authors:
                assert bare(row["author"]) in text
        if keeps.times:
            write = TIME_FORMATS[page.time_format].write
            assert all(bare(write(comment.posted_at)) in text for comment in page.comments)
        if keeps.title:
            assert bare(page.title) in text
        if keeps.count and not page.template.has_split_count:
            assert LANGUAGES["en"].count(len(page.comments)) in rendering


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_come_in_every_language_of_the_table(language: str) -> None:
    words = LANGUAGES[language]
    rendering = "\n".join(
        EXTRACTORS["justext"].render(html_of(page)) for page in made(language=language, count=8)
    )
    for expected in (words.reply + words.delete, words.replies, words.add_comment, words.load_more):
        assert expected in rendering.splitlines()
