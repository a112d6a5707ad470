"""Blocks that an extractor left twice in a post: which copy is dropped, and what is no copy."""

import pytest

from flows.posts.duplicates import Block, find_duplicates

LONG = "A paragraph that is long enough to be taken for a copy where the same words come again, and it alone would do."
LONGER = LONG + " It goes on a little."
MORE = "Another paragraph, of a length that is quite usual for such blogs."
AND_MORE = "A third, and then the post is over, which is a relief to all."
SHORT, RULE = "Agreed.", "*****"


@pytest.mark.parametrize(
    ("lines", "blocks"),
    [
        ([], []),
        ([LONG, MORE, AND_MORE], []),
        ([LONG, MORE, LONG, MORE, AND_MORE], [Block(0, 2, 2, 4)]),
        ([LONG, MORE, RULE, LONG, MORE, AND_MORE], [Block(0, 2, 3, 5)]),
        ([LONG, MORE, AND_MORE, SHORT, LONG, MORE], [Block(4, 6, 0, 2)]),
        ([LONG, AND_MORE, RULE, LONG, MORE, AND_MORE], [Block(0, 2, 3, 6)]),
        ([LONG, MORE, AND_MORE, RULE, LONG, AND_MORE], [Block(4, 6, 0, 3)]),
        ([SHORT, MORE, SHORT], []),
        ([RULE, LONG, RULE, MORE, RULE], []),
        ([LONGER, RULE, LONGER], [Block(0, 1, 2, 3)]),
        ([SHORT, LONG, LONGER, MORE, AND_MORE, LONG, LONGER, MORE, AND_MORE, SHORT], [Block(1, 5, 5, 9)]),
        ([SHORT, LONG, MORE, LONG, MORE, AND_MORE], []),
        ([SHORT, LONG, LONGER, MORE, AND_MORE, "Well.", LONG, LONGER, MORE, AND_MORE, SHORT], []),
    ],
    ids=[
        "nothing", "no copy", "opening twice, adjacent", "opening twice, a separator between", "repeated further down",
        "second copy has a paragraph more", "first copy has a paragraph more", "short line twice", "separators", "one long line twice",
        "much of it twice on end, within", "little of it twice on end, within", "much of it twice, within",
    ],
)  # fmt: skip
def test_duplicates(lines: list[str], blocks: list[Block]) -> None:
    """The fuller copy stays; of equal ones the later where the text goes on from it, else the earlier."""
    assert find_duplicates(lines, [line == RULE for line in lines]) == blocks
