"""Made-up Blogger pages, the same for the same seed, with the truth beside them."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from tests.blogger.clear import is_clear, with_clear_authors
from tests.blogger.made_posts import made_post
from tests.blogger.prose import ANONYMOUS_SHARE, AUTHORS, LABELS, TITLES
from tests.blogger.shapes import SHAPES, Paragraphs
from tests.blogger.times import FORMATS_OF
from tests.blogger.truth import Template, TrueComment, TruePage
from tests.blogger.words import LANGUAGES

THREADS: dict[str, tuple[int, tuple[int, int], float]] = {
    "none": (4, (0, 0), 0.0),
    "one": (6, (1, 1), 0.0),
    "three": (10, (3, 3), 0.4),
    "flat": (10, (3, 12), 0.0),
    "mixed": (40, (4, 20), 0.45),
    "busy": (12, (21, 40), 0.5),
    "chain": (10, (6, 25), 0.9),
}
"""Shapes of threads: how often, how many comments, and which share of them replies (``chain``: long lists of replies)."""


def pages(
    seed: int, count: int, *, language: str = "en", nested: bool = True, time_format: str | None = None
) -> Iterator[TruePage]:
    """This many pages. ``nested`` is today's template, otherwise the older one."""
    random = Random(seed)
    for number in range(count):
        yield one(random, f"{seed}-{number:04d}", language=language, nested=nested, time_format=time_format)


def one(
    random: Random,
    name: str,
    *,
    language: str = "en",
    nested: bool = True,
    time_format: str | None = None,
    thread: str | None = None,
) -> TruePage:
    """One page; unless told otherwise, its thread's shape and its times' format are drawn."""
    time_format = time_format or random.choice(FORMATS_OF[language])
    day = datetime.date(random.randint(2013, 2021), random.randint(1, 12), random.randint(1, 28))
    published_at = datetime.datetime.combine(day, datetime.time(random.randint(5, 11), random.randint(0, 59)))
    post = made_post(random, day, language)
    depths = _depths(random, thread, nested=nested)
    comments = _comments(random, depths, published_at, language, time_format)
    return TruePage(
        name=name,
        language=language,
        time_format=time_format,
        title=random.choice(TITLES),
        published_at=published_at,
        post=post.paragraphs,
        comments=comments,
        bulletins=post.bulletins,
        job_adverts=post.job_adverts,
        is_nested=nested,
        template=_template(random),
    )


def _template(random: Random) -> Template:
    return Template(
        has_sidebar=random.random() < 0.5,
        has_share_links=random.random() < 0.7,
        has_backlinks=random.random() < 0.3,
        has_reply_boxes=random.random() < 0.8,
        labels=tuple(random.sample(LABELS, random.randint(0, 3))),
        has_split_count=random.random() < 0.3,
        is_one_line=random.random() < 0.8,
    )


def _depths(random: Random, thread: str | None, *, nested: bool) -> list[int]:
    """Depth by depth: the first is top-level."""
    thread = thread or random.choices(tuple(THREADS), [row[0] for row in THREADS.values()])[0]
    _, (least, most), share = THREADS[thread]
    count = random.randint(least, most)
    return [int(nested and place > 0 and random.random() < share) for place in range(count)]


def _comments(
    random: Random,
    depths: Sequence[int],
    published_at: datetime.datetime,
    language: str,
    time_format: str,
) -> tuple[TrueComment, ...]:
    parents = _parents(depths)
    times = _times(random, parents, published_at)
    made: list[TrueComment] = []
    for depth, parent, time in zip(depths, parents, times, strict=True):
        comment = _comment(random, language, time_format, time)
        kept = [earlier for earlier in made if not earlier.is_removed]
        if kept and random.random() < 0.03:
            comment = replace(comment, paragraphs=random.choice(kept).paragraphs)
        made.append(_perhaps_removed(random, replace(comment, depth=depth, parent=parent), language))
    names = with_clear_authors(made, published_at.date(), time_format)
    anonymous = LANGUAGES[language].anonymous
    return tuple(
        replace(comment, author=name or anonymous, has_profile=comment.has_profile and bool(name))
        for comment, name in zip(made, names, strict=True)
    )


def _parents(depths: Sequence[int]) -> list[int | None]:
    made: list[int | None] = []
    top: int | None = None
    for place, depth in enumerate(depths):
        made.append(top if depth else None)
        top = top if depth else place
    return made


def _times(
    random: Random, parents: Sequence[int | None], published_at: datetime.datetime
) -> list[datetime.datetime]:
    """Growing among top-level comments and in each list of replies; most within hours, some after days."""
    made: list[datetime.datetime] = []
    last: dict[int | None, datetime.datetime] = {None: published_at}
    for place, parent in enumerate(parents):
        mean = random.choice((12, 40, 90)) if random.random() < 0.97 else 2 * 24 * 60
        time = last[parent] + datetime.timedelta(minutes=1 + int(random.expovariate(1 / mean)))
        made.append(time)
        last[parent] = time
        if parent is None:
            last[place] = time
    return made


def _comment(random: Random, language: str, time_format: str, time: datetime.datetime) -> TrueComment:
    is_anonymous = random.random() < ANONYMOUS_SHARE
    author = LANGUAGES[language].anonymous if is_anonymous else random.choice(AUTHORS)
    has_profile = not is_anonymous and random.random() < 0.5
    return TrueComment(_paragraphs(random, language, time_format), author, time, has_profile=has_profile)


def _paragraphs(random: Random, language: str, time_format: str) -> Paragraphs:
    """What some shape makes and is clear."""
    weights = [weight for weight, _ in SHAPES.values()]
    while True:
        _, shape = random.choices(tuple(SHAPES.values()), weights)[0]
        made = shape(random, language)
        if all(is_clear(line, language, time_format) for lines in made for line in lines):
            return made


def _perhaps_removed(random: Random, comment: TrueComment, language: str) -> TrueComment:
    """One comment in 25 was removed; it keeps its author and time."""
    if random.random() >= 0.04:
        return comment
    words = LANGUAGES[language]
    notice = random.choice((words.removed_by_author, words.removed_by_author, words.removed_by_administrator))
    return replace(comment, paragraphs=((notice,),), is_removed=True)
