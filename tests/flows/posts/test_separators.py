"""What bloggers type between the parts of a post."""

import pytest

from flows.posts.reading import SEPARATOR


@pytest.mark.parametrize(
    ("line", "is_separator"),
    [
        ("--oo00oo--", True),
        ("--oo00OO00oo--", True),
        ("******", True),
        ("-----", True),
        ("***", True),
        ("* * *", True),
        ("- - - -", True),
        ("_____", True),
        ("=====", True),
        ("~~~", True),
        ("———", True),
        ("oo00oo", True),
        ("......", True),
        ("<><><>", True),
        ("--", False),
        ("**", False),
        ("...", False),
        ("- a dash", False),
        ("*** breaking ***", False),
        ("-*-*-", False),
        ("oooh", False),
        ("100", False),
        ("10", False),
        ("", False),
    ],
)
def test_separator_is_a_whole_line_of_signs(line: str, is_separator: bool) -> None:
    assert (SEPARATOR.fullmatch(line) is not None) == is_separator
