"""Whether two pages are captures of one post: an exact decision on address, post and thread."""

from enum import Enum, auto

from flows.captures.minhash import MANY
from flows.captures.pages import SeenPage

NEAR = 0.8
"""Of two texts that are near-identical, the part of all shingles that both have."""
NEARER = 0.9
"""The same of two texts of which nothing else tells that they are one."""
SEVERAL = 3
"""Telling comments that stand in two threads by no accident."""
LONG = 60
"""Letters from which on a comment is found within others too."""
SHARED = 0.5
"""Of two threads that are one, the part of the smaller's telling comments that stand in the larger."""
NOTHING = 0.2
"""Of two texts that have nothing in common, the most that the smaller's shingles may stand in the larger."""


class Verdict(Enum):
    SAME = auto()
    LIKELY = auto()
    """The same as far as can be told, for one of them has no thread that could tell otherwise."""
    OTHER = auto()


def verdict(one: SeenPage, other: SeenPage) -> Verdict:
    """What post and thread say of two pages, whatever their addresses. The same for ``other`` and ``one``."""
    if one.telling and other.telling:
        return Verdict.SAME if _of_one_thread(one, other) else Verdict.OTHER
    return Verdict.LIKELY if _of_one_post(one, other) else Verdict.OTHER


def have_nothing_in_common(one: SeenPage, other: SeenPage) -> bool:
    """Whether two pages that give one address can only be two posts: both tell of their posts, and of others."""
    if min(len(one.post), len(other.post)) < MANY or _within(one.post, other.post) >= NOTHING:
        return False
    return not _in_common(one, other)


def _of_one_thread(one: SeenPage, other: SeenPage) -> bool:
    """Comments in common tell the more the more they are; few need a post that says the same."""
    least = min(len(one.telling), len(other.telling))
    common = len(one.telling & other.telling)
    is_near = _is_near(one, other)
    if is_near and common < least:
        common = _in_common(one, other)
    if common < SHARED * least:
        return False
    if common < SEVERAL:
        return common > 0 and is_near and not any(_contradictions(one, other))
    titles, days, _ = _contradictions(one, other)
    if titles and days:
        return False
    if min(len(one.post), len(other.post)) < MANY:  # the extractor dropped it, or it says next to nothing
        return is_near or common >= NEAR * least
    return _within(one.post, other.post) >= SHARED


def _is_near(one: SeenPage, other: SeenPage) -> bool:
    """Whether the one post is the other, or the most of it with something inserted."""
    if min(len(one.post), len(other.post)) >= MANY:
        return _within(one.post, other.post) >= NEAR
    return bool(one.post) and one.post_letters == other.post_letters


def _in_common(one: SeenPage, other: SeenPage) -> int:
    """How many telling comments of the smaller thread stand in the other, cut ones and such as were run together too."""
    fewer, more = sorted((one, other), key=lambda page: (len(page.telling), page.document_id))
    return sum(
        comment in more.telling or (len(comment) >= LONG and comment in more.thread)
        for comment in fewer.telling
    )


def _of_one_post(one: SeenPage, other: SeenPage) -> bool:
    """Whether the posts alone are enough: the blogger's own words, and what tells them from those of a template.

    That is the title; without one that all words are the same or, where one page has a thread, almost all of many.
    """
    if min(len(one.own), len(other.own)) < MANY or any(_contradictions(one, other)):
        return False
    fewer, more = sorted((one, other), key=lambda page: (len(page.telling), page.short.total()))
    if fewer.short - more.short:
        return False
    if one.post_letters == other.post_letters:
        return True
    near = min(_jaccard(one.own, other.own), _jaccard(one.post, other.post))
    if one.title and one.title == other.title:
        return near >= NEAR
    has_much = min(len(one.own), len(other.own)) >= 3 * MANY
    return has_much and bool(more.telling) and near >= NEARER


def _contradictions(one: SeenPage, other: SeenPage) -> tuple[bool, bool, bool]:
    """Whether titles, days and addresses say that these are two posts.

    A title may stand within the other's, beside the blog's name; what is not given says nothing.
    """
    days = [p.row["published_on"] for p in (one, other) if p.row["published_on_precision"] == "day"]
    return (
        bool(one.title and other.title) and one.title not in other.title and other.title not in one.title,
        len(days) == 2 and days[0] != days[1],
        one.address is not None and other.address is not None and one.address.page != other.address.page,
    )


def _within(one: frozenset[str], other: frozenset[str]) -> float:
    """The part of the smaller set that is in the other."""
    return len(one & other) / min(len(one), len(other))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
