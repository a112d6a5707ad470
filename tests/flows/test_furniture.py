"""Furniture of a blog page: each row with lines that it is, and lines of prose that it is not."""

import pytest

from flows.furniture import FURNITURE, furniture

CASES: dict[str, tuple[list[str], list[str]]] = {
    "comment_form": (["Post a Comment", "Enter your comment..."], ["Post a Comment if you dare", "Post a comment to him"]),
    "comment_policy": (["Note: only a member of this blog may post a comment."], ["Note: only a member may sit here."]),
    "comment_as": (["Comment as:", "Comment as: Anonymous"], ["I comment as: a friend"]),
    "pager": (["Newer Post", "Older Post", "Newer PostOlder PostHome"], ["Newer Posts are shorter", "An Older Post"]),
    "home": (["Home"], ["Home.", "Home at last"]),
    "feed": (["Subscribe to: Post Comments (Atom)", "Subscribe to:"], ["Subscribe to: the union", "Subscribe today"]),
    "feed_name": (["Post Comments (Atom)", "Posts (Atom)"], ["Posts", "Comments (Adam)"]),
    "backlinks": (["Links to this post:", "Create a Link"], ["Links to this post: none that I know"]),
    "archive": (["Blog Archive", "Popular Posts", "Search This Blog"], ["The Blog Archive", "Popular Posts are dull"]),
    "profile": (["About Me", "View my complete profile", "Followers"], ["About Me and you", "Followers of fashion"]),
    "version": (["View mobile version", "View web version"], ["View my version"]),
    "powered_by": (["Powered by Blogger.", "Simple theme. Powered by Blogger."], ["Powered by tea."]),
    "byline": (["Posted by Penny Farrow at 07:12", "Posted by P. F. at"], ["Posted by hand", "Posted by Penny at noon, I think"]),
    "sharing": (["Email This", "Email This BlogThis! Share to Twitter Share to Facebook"], ["Share to the left", "Email This to me"]),
    "labels": (["Labels: chairs, tables"], ["Labels are for jars", "Labels:"]),
}  # fmt: skip


def test_every_row_has_its_cases() -> None:
    """A row without cases is a pattern that nobody has tried."""
    assert set(CASES) == {row.name for row in FURNITURE}


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, (lines, _) in CASES.items() for line in lines]
)
def test_line_is_furniture(name: str, line: str) -> None:
    found = furniture(line)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("line", [line for _, lines in CASES.values() for line in lines])
def test_prose_is_no_furniture(line: str) -> None:
    assert furniture(line) is None


def test_a_paragraph_is_no_furniture() -> None:
    """However it begins, a long line is somebody's words."""
    assert furniture("Labels: " + "chairs, " * 40) is None
