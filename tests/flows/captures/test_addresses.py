"""Which addresses lead to one post."""

import pytest

from flows.captures.addresses import address_of

POST = "https://wall.blogspot.com/2016/02/another-week.html"


@pytest.mark.parametrize(
    "url",
    [
        "http://wall.blogspot.com/2016/02/another-week.html",
        "https://wall.blogspot.co.uk/2016/02/another-week.html",
        "https://wall.blogspot.de/2016/02/another-week.html",
        "https://www.wall.blogspot.com/2016/02/another-week.html",
        "HTTPS://WALL.blogspot.com/2016/02/another-week.html/",
        f"{POST}?m=1",
        f"{POST}?showComment=1456128660000#c123",
        f"{POST}?utm_source=feed&m=0",
        f"{POST}#comments",
        "wall.blogspot.com/2016/02/another-week.html",
        "https://wall.blogspot.com/2016/02/another%2Dweek.html",
        f"https://web.archive.org/web/20170101000000/{POST}",
        f"https://web.archive.org/web/20170101000000id_/{POST}",
    ],
)
def test_the_same_post(url: str) -> None:
    assert address_of(url) == address_of(POST)


@pytest.mark.parametrize(
    "url",
    [
        "https://wall.blogspot.com/2016/02/another-week_22.html",
        "https://wall.blogspot.com/2016/03/another-week.html",
        "https://door.blogspot.com/2016/02/another-week.html",
        "https://wall.blogspot.com/",
        f"{POST}?commentPage=2",
        "https://wall.blog.example/?p=12",
        "no address at all",
        "https://[broken/another-week.html",
        "",
    ],
)
def test_another_page(url: str) -> None:
    """Another part of a long thread is another page: what stands there stands nowhere else."""
    assert address_of(url) != address_of(POST)


def test_a_number_tells_posts_apart_where_there_is_no_path() -> None:
    assert address_of("https://wall.blog.example/?p=12") != address_of("https://wall.blog.example/?p=13")
