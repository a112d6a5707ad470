"""Which pages are captures of one post, and which are not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.blogger.authored.pages import PAGES
from tests.blogger.extractors import EXTRACTORS
from tests.blogger.template import html_of
from tests.flows.captures.made import BULLETIN, Post, are_apart, are_one, post, prose, thread
from tests.renderers import RENDERERS, TrueComment, with_parents

POST = post(1)
TITLED = post(1, title="Another Week", date="Monday, 22 February 2016")
BODY = POST.lines
SHORT = ("See below.",)
LOST = POST.but(lines=("x",))


def spanish(text: str) -> str:
    """The page with the words of the comment form in Spanish."""
    lines = {"ReplyDelete": "ResponderEliminar", "Delete": "Eliminar", "Replies": "Respuestas"}
    return "\n".join(lines.get(line.strip(), line) for line in text.split("\n"))


def one_comment(*paragraphs: str) -> tuple[TrueComment, ...]:
    return with_parents([(paragraphs, 0)])


CAMPAIGN = one_comment(*prose(77, 2, 40))

ONE: dict[str, Sequence[str]] = {
    "a thread that grew": (POST.text("own_line", 12), POST.text("own_line")),
    "twelve comments in Markdown, twenty by another extractor": (
        POST.text("markdown_outline", 12),
        POST.text("glued_following"),
    ),
    "twenty comments in Markdown, twelve by another extractor": (
        POST.text("markdown_outline"),
        POST.text("glued_following", 12),
    ),
    "every layout": [POST.text(dialect) for dialect in RENDERERS],
    "another language of the interface": (POST.text("own_line", 12), spanish(POST.text("own_line"))),
    "a page that was cut within a comment": (
        POST.text("own_line")[: int(0.6 * len(POST.text("own_line")))],
        POST.text("own_line"),
    ),
    "a paragraph inserted": (
        POST.text("own_line", 12),
        POST.but(lines=(*BODY[:2], *prose(9, 1), *BODY[2:])).text("own_line"),
    ),
    "a title that was lost": (
        TITLED.but(title=None).text("numbered_outline", 12),
        TITLED.text("numbered_outline"),
    ),
    "a header that was lost": (
        TITLED.but(title=None, date=None).text("glued_following", 12),
        TITLED.text("numbered_outline"),
    ),
    "a title beside the blog's name": (
        TITLED.text("own_line", 1),
        TITLED.but(title="On the Wall: Another Week").text("own_line", 2),
    ),
    "the same bytes": (POST.text("own_line"), POST.text("own_line")),
    "the same bytes of a page that says next to nothing": ("See below.\n", "See below.\n"),
    "before the first comment and after it, under one title": (
        TITLED.text("own_line", 0),
        TITLED.text("own_line"),
    ),
    "before the first comment and after it, word for word": (
        POST.text("own_line", 0),
        POST.text("own_line", 3),
    ),
    "a thread that was dropped, and the title with it": (
        POST.but(lines=(*BODY, "Labels: pay")).text("own_line", 0),
        TITLED.text("numbered_outline"),
    ),
    "a bulletin with its one comment and with more": (
        Post(BULLETIN, thread(3, 9)).text("own_line", 1),
        Post(BULLETIN, thread(3, 9)).text("numbered_outline"),
    ),
    "three captures": (
        POST.text("own_line", 4),
        POST.text("markdown_outline", 9),
        POST.text("glued_preceding"),
    ),
    "a post that one extractor dropped": (LOST.text("own_line", 9), POST.text("numbered_outline")),
    "short comments alone, under one title": (
        TITLED.but(comments=thread(1, 5)[4:]).text("own_line"),
        TITLED.but(comments=thread(1, 5)[4:]).text("numbered_outline"),
    ),
}


@pytest.mark.parametrize("texts", ONE.values(), ids=ONE)
def test_captures_of_one_post_are_recognised(texts: Sequence[str]) -> None:
    assert are_one(texts)


def passing_on(seed: int, **values: Any) -> Post:
    """A post that passes the circular on, with words and a thread of its own."""
    own = post(seed)
    return Post((own.lines[0], *BULLETIN), own.comments).but(**values)


def series(number: int, comments: int, **values: Any) -> Post:
    """A post of a series: the same words around a number and a paragraph."""
    lines = (f"This is number {number} of a series.", *prose(50, 4), *prose(100 + number, 1, 12))
    return Post(lines, thread(number, comments)).but(**values)


BOILERPLATE = prose(60, 6)
APART: dict[str, Sequence[str]] = {
    "a circular in two posts with threads of their own": (
        passing_on(1).text("own_line"),
        passing_on(2).text("own_line"),
    ),
    "a circular and nothing else, with other threads": (
        Post(BULLETIN, thread(1, 8)).text("own_line"),
        Post(BULLETIN, thread(2, 8)).text("glued_following"),
    ),
    "a circular and nothing else, without a comment on one": (
        Post(BULLETIN, thread(1, 8)).text("own_line"),
        Post((*BULLETIN, "Discuss.")).text("own_line"),
    ),
    "a circular under two titles, without comments": (
        passing_on(1, comments=(), title="Pay").text("own_line"),
        passing_on(1, comments=(), title="Chairs").text("own_line"),
    ),
    "a series with one template and threads": (
        series(101, 6, title="Latest from Napo 101").text("numbered_outline"),
        series(102, 6, title="Latest from Napo 102").text("numbered_outline"),
    ),
    "a series with one template, titles and no comments": (
        series(101, 0, title="Latest from Napo 101").text("numbered_outline"),
        series(102, 0, title="Latest from Napo 102").text("numbered_outline"),
    ),
    "a series of which one number begins the other": (
        series(10, 0, title="Latest from Napo 10").text("numbered_outline"),
        series(101, 0, title="Latest from Napo 101").text("numbered_outline"),
    ),
    "a series whose titles were lost": (series(101, 0).text("own_line"), series(102, 0).text("own_line")),
    "pages of boilerplate without comments": tuple(
        Post((*BOILERPLATE, f"Picture {number}.")).text("own_line") for number in range(5)
    ),
    "pages of boilerplate with other titles": (
        Post(BOILERPLATE, title="Summer").text("numbered_outline"),
        Post(BOILERPLATE, title="Winter").text("numbered_outline"),
    ),
    "a short post with other threads": (
        Post(SHORT, thread(1, 6)).text("own_line"),
        Post(SHORT, thread(2, 6)).text("own_line"),
    ),
    "a short post with the same short comment": (
        Post(SHORT, thread(1, 5)[4:]).text("own_line"),
        Post(SHORT, thread(1, 5)[4:]).text("numbered_outline"),
    ),
    "an empty post with other threads": (
        Post((), thread(1, 6)).text("numbered_outline"),
        Post((), thread(2, 6)).text("numbered_outline"),
    ),
    "an empty post with one comment in common": (
        Post((), (*thread(1, 6), *CAMPAIGN)).text("numbered_outline"),
        Post((), (*thread(2, 6), *CAMPAIGN)).text("numbered_outline"),
    ),
    "a circular with a campaign's comment under both": (
        Post(BULLETIN, (*thread(1, 6), *CAMPAIGN)).text("own_line"),
        Post(BULLETIN, (*thread(2, 6), *CAMPAIGN)).text("own_line"),
    ),
    "one comment, the same, under two titles": (
        TITLED.but(comments=CAMPAIGN).text("numbered_outline"),
        TITLED.but(comments=CAMPAIGN, title="Yet Another").text("numbered_outline"),
    ),
    "a weekly open thread: one title, one text, other days": (
        TITLED.but(comments=()).text("own_line"),
        TITLED.but(comments=(), date="Monday, 29 February 2016").text("own_line"),
    ),
    "two parts of one long thread": (
        POST.but(comments=thread(1, 12)[:6]).text("own_line"),
        POST.but(comments=with_parents([(c.paragraphs, 0) for c in thread(1, 12)[6:]])).text("own_line"),
    ),
    "a post that quotes another whole, with a thread of its own": (
        POST.text("own_line"),
        POST.but(comments=thread(2, 9)).text("own_line"),
    ),
    "readers who say the same two words": (
        Post(prose(1), thread(1, 5)[4:]).text("own_line"),
        Post(prose(2), thread(1, 5)[4:]).text("own_line"),
    ),
}


@pytest.mark.parametrize("texts", APART.values(), ids=APART)
def test_other_posts_stay_apart(texts: Sequence[str]) -> None:
    assert are_apart(texts)


def test_which_of_two_threads_a_page_without_one_belongs_to_is_not_guessed() -> None:
    """A weekly thread of one title and text: its two threads stay apart, whatever stands between them."""
    first, second = TITLED.but(date=None), TITLED.but(date=None, comments=thread(2, 8))
    assert are_apart([p.text("numbered_outline") for p in (first, second)])
    assert are_apart(
        [first.text("numbered_outline"), first.text("numbered_outline", 0), second.text("numbered_outline")]
    )


URL = "https://wall.blog.example/2016/02/another-week.html"


def urls(*given: str) -> dict[str, str]:
    return {f"page-{number}": url for number, url in enumerate(given)}


def test_one_address_is_one_post() -> None:
    """Also where the blogger wrote the post anew, or an extractor left next to nothing of it."""
    anew = POST.but(lines=(*prose(8, 4), *BODY[:2]), comments=())
    for other in (anew, Post(SHORT)):
        assert are_one([POST.text("own_line"), other.text("own_line")], urls=urls(URL, f"{URL}?m=1"))


def test_one_address_of_two_posts_is_told_and_no_post_is_lost() -> None:
    texts = [POST.text("own_line"), post(2).text("own_line")]
    assert are_apart(texts, urls=urls(URL, URL))


def test_other_addresses_are_other_posts_where_no_thread_tells() -> None:
    text = TITLED.text("numbered_outline", 0)
    assert are_one([text, f"{text}\n"])
    assert are_apart([text, f"{text}\n"], urls=urls(URL, URL.replace("another", "one-more")))


def test_the_order_of_two_pages_makes_no_difference() -> None:
    for texts in (*ONE.values(), *APART.values()):
        if len(texts) == 2:
            assert are_one(list(reversed(texts))) == (texts in ONE.values())


NAMES = [name for name, page in PAGES.items() if len(page.comments) >= 2 and page.is_nested]
IN_ONE_LINE = {"beautifulsoup_space", "trafilatura_html2txt", "resiliparse_unformatted"}
"""Extractors that leave no post where there are no lines: few comments alone do not tell."""


@pytest.mark.parametrize("name", NAMES)
def test_every_extractor_gives_captures_of_one_post(name: str) -> None:
    """Real extractors: half the thread by one, all of it by another; with the other pages beside them."""
    page = PAGES[name]
    half = replace(page, comments=page.comments[: (len(page.comments) + 1) // 2])
    extractors = [found for key, found in EXTRACTORS.items() if key not in IN_ONE_LINE]
    texts = [extractor.render(html_of(of)) for extractor in extractors for of in (page, half)]
    assert are_one(texts)


def test_authored_pages_are_posts_of_their_own() -> None:
    for extractor in EXTRACTORS.values():
        texts = [extractor.render(html_of(page)) for name, page in PAGES.items() if "one-line" not in name]
        assert are_apart(texts)
