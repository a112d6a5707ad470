"""Web addresses in a comment, and the clock times by which readers cite each other."""

import pytest

from flows.citations import links_in, times_in


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("no address at all", []),
        ("http://www.rota.example/a?b=1#c", ["http://www.rota.example/a?b=1#c"]),
        (
            "See https://rota.example/a, and www.depot.example.",
            ["https://rota.example/a", "www.depot.example"],
        ),
        ("(http://rota.example/a)", ["http://rota.example/a"]),
        ("http://rota.example/chair_(seat)", ["http://rota.example/chair_(seat)"]),
        ("(see http://rota.example/chair_(seat)).", ["http://rota.example/chair_(seat)"]),
        ("“http://rota.example/a”", ["http://rota.example/a"]),
        ("<http://rota.example/a>", ["http://rota.example/a"]),
        ("http://rota.example/a\nhttp://rota.example/a", ["http://rota.example/a"] * 2),
        ("Is it http://rota.example/a?!", ["http://rota.example/a"]),
        ("http is a word, and so is www", []),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    """In order, each as often as it stands there, without the punctuation of the sentence around it."""
    assert links_in(text) == links


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("10:26", ["10:26"]),
        ("Reply to 10:26 and 9:05, please", ["10:26", "9:05"]),
        ("To 20.57, no", ["20.57"]),
        ("To 20.57: no", ["20.57"]),
        ("To 10:26: no", ["10:26"]),
        ("(21:00)", ["21:00"]),
        ("@00:00 it began", ["00:00"]),
        ("10:26pm", ["10:26"]),
        ("10:26.", ["10:26"]),
        ("24:00", []),
        ("10:60", []),
        ("1:10:26", []),
        ("£10.26", []),
        ("10.26%", []),
        ("10.26 per cent", []),
        ("10.26 million", []),
        ("12.10.2016", []),
        ("110:26", []),
        ("3.15 is half of it", []),
        ("no time", []),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    """Times of day as they stand there; no amounts, dates, percentages or longer numbers."""
    assert times_in(text) == times
