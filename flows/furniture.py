"""Furniture: the parts of a blog page that are neither post nor thread, as named patterns."""

import re
from typing import NamedTuple


class Furniture(NamedTuple):
    """A line that the blog's template writes. What follows an ``opens`` line to the page's end is furniture too."""

    name: str
    pattern: re.Pattern[str]
    opens: bool
    in_post: bool
    """Whether it is taken for furniture above the thread too: not where a post may well hold such a line."""


def _row(name: str, pattern: str, *, opens: bool = False, in_post: bool = True) -> Furniture:
    return Furniture(name, re.compile(pattern), opens, in_post)


_SHARE = r"Email This|BlogThis!|Share to (?:X|Twitter|Facebook|Pinterest)|Share on \w+"

FURNITURE = (
    _row("comment_form", r"Post a Comment|Enter your comment\.*|Enter Comment", opens=True),
    _row("comment_policy", r"Note: [Oo]nly a member of this blog may post a comment\.", opens=True),
    _row("comment_as", r"Comment as:.*"),
    _row("pager", r"(?:Newer Posts?(?:\s?Older Posts?)?|Older Posts?)(?:\s?Home)?", opens=True),
    _row("home", r"Home", in_post=False),
    _row("feed", r"Subscribe to: ?(?:Post Comments|Posts|Comments).*|Subscribe to: ?", opens=True),
    _row("feed_name", r"(?:Post Comments|Posts|Comments) \(Atom\)"),
    _row("backlinks", r"Links to this post:?|Create a Link", opens=True),
    _row(
        "archive",
        r"Blog Archive|Popular Posts|Total Pageviews|Search This Blog|Follow by Email",
        opens=True,
        in_post=False,
    ),
    _row("profile", r"About Me|View my complete profile|Followers", opens=True, in_post=False),
    _row("version", r"View (?:mobile|web) version", opens=True),
    _row("powered_by", r"Powered by Blogger\.?|(?:\S+ ){1,3}theme\. Powered by Blogger\.?", opens=True),
    _row("byline", r"Posted by .{1,60} at \d.{3,14}|Posted by .{1,60}? ?at ?"),
    _row("sharing", rf"(?:(?:{_SHARE})\s?)+"),
    _row("labels", r"Labels: .*"),
)
"""In the order in which they are tried; a line is furniture when the whole of it matches one."""

_ANY = re.compile("|".join(f"(?P<{row.name}>{row.pattern.pattern})" for row in FURNITURE))
_BY_NAME = {row.name: row for row in FURNITURE}
_LONGEST = 200


def furniture(line: str) -> Furniture | None:
    """The row that a whole (stripped) line matches."""
    if len(line) > _LONGEST:
        return None
    match = _ANY.fullmatch(line)
    return _BY_NAME[match.lastgroup] if match is not None and match.lastgroup else None
