"""What the generator leaves out, since no rule could tell it from the page around it. Each exclusion says why."""

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise

from tests.blogger.truth import TrueComment
from tests.blogger.words import LANGUAGES

_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_DAY_FIRST = frozenset(
    {"british", "german", "spanish_short", "spanish", "portuguese", "french", "italian", "dutch"}
)


def is_clear(line: str, language: str, time_format: str) -> bool:
    """Whether a line can only be a comment's own.

    Left out are lines that as a whole are what the template writes: a marker word, a count of comments, a line
    ``Name said...``, a time as the blog writes them, furniture at the foot of the page.
    """
    words = LANGUAGES[language]
    template = {
        words.reply, words.delete, words.reply + words.delete, words.replies, words.add_comment, words.load_more,
        words.post_a_comment, words.newer_post, words.older_post, words.home, words.subscribe, words.post_comments,
    }  # fmt: skip
    noun = re.escape(words.comments.format("")).strip("\\ ")
    return not (
        line in template
        or re.fullmatch(
            rf"(?:\S+ {noun}|{re.escape(words.one_comment)}|{re.escape(words.no_comments)})\s*:", line
        )
        or line.endswith(f" {words.said}")
        or (time_format == "clock" and _CLOCK.fullmatch(line))
    )


def with_clear_authors(
    comments: Sequence[TrueComment], published_on: datetime.date, time_format: str
) -> list[str]:
    """The authors' places, as names: ``""`` where a name that ends in digits has more than one reading before its time.

    Where a day comes first and both are glued, ``Jim 2`` on the 22nd and ``Jim 22`` on the 2nd look alike. Times in a
    list of comments only grow, none is older than the post, and threads end within weeks: what these rule out is clear.
    """
    made = []
    for place, comment in enumerate(comments):
        clear = not comment.author[-1].isdigit() or time_format not in _DAY_FIRST
        if not clear:
            earliest, latest = _limits(comments, place, published_on)
            readings = [day for day in _readings(comment) if earliest <= day <= latest]
            clear = readings == [comment.posted_at.date()]
        made.append(comment.author if clear else "")
    return made


def _readings(comment: TrueComment) -> list[datetime.date]:
    """The dates that a glued line can be read to have."""
    glued = f"{comment.author}{comment.posted_at.day}"
    found = []
    for length in (1, 2):
        day = glued[-length:]
        if not day.isdigit() or day.startswith("0") or len(glued) == length:
            continue
        try:
            found.append(comment.posted_at.date().replace(day=int(day)))
        except ValueError:
            continue
    return found


def _limits(
    comments: Sequence[TrueComment], place: int, published_on: datetime.date
) -> tuple[datetime.date, datetime.date]:
    """Between which days a comment may have been posted, by its neighbours in its list."""
    comment = comments[place]
    list_ = [
        (other, it.posted_at.date())
        for other, it in enumerate(comments)
        if (it.depth, it.parent) == (comment.depth, comment.parent) and other != place
    ]
    before = [day for other, day in list_ if other < place]
    after = [day for other, day in list_ if other > place]
    if comment.parent is not None:
        before.append(comments[comment.parent].posted_at.date())
    end = published_on + datetime.timedelta(days=60)
    return max([published_on, *before]), min([end, *after])


def times_grow(comments: Sequence[TrueComment]) -> bool:
    """Whether times grow among the top-level comments and in each list of replies, each after what it answers."""
    lists: dict[int | None, list[datetime.datetime]] = {}
    for comment in comments:
        lists.setdefault(comment.parent, []).append(comment.posted_at)
    return all(
        all(a < b for a, b in pairwise(times)) and (parent is None or comments[parent].posted_at < times[0])
        for parent, times in lists.items()
    )
