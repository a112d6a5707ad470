"""Threads made up for tests and benchmarks, rendered as each extractor would leave them; nothing here is from ``flows``.

A thread is its truth (``TrueComment``: paragraphs, depth, parent, author, time); a renderer of ``tests.renderers`` turns
post and comments into a page. Two
sources of threads: hypothesis strategies (``threads``) for the tests, and ``corpus`` / ``write_corpus``, seeded and
plain, for benchmarks. The plain corpus has the profile of the real documents: posts of 2 to 12 KB, about 900 bytes of
page a comment (post included), one page in five with a bulletin or an advert, the four marker dialects mixed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from tests.blogger.words import LANGUAGES
from tests.renderers import RENDERERS, Renderer, TrueComment, with_parents

__all__ = [
    "RENDERERS", "TELLING_PARAGRAPHS", "WORDS", "Renderer", "TrueComment", "TruePage", "corpus", "is_clear",
    "is_clear_in_outline", "paragraphs", "plain_page", "posts", "threads", "with_parents", "write_corpus",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page with what is true of it."""

    name: str
    dialect: str
    text: str
    post: tuple[str, ...]
    comments: tuple[TrueComment, ...]


# Hypothesis

_MARKER_WORDS = {
    word
    for words in LANGUAGES.values()
    for word in (
        words.reply,
        words.delete,
        words.reply + words.delete,
        words.replies,
        words.add_comment,
        words.load_more,
    )
} | {"Agregar un comentario", "Mehr anzeigen"}
"""In every language: a page is taken for one that speaks it, and hypothesis draws words that stand in the code."""
_AMBIGUOUS = re.compile(
    r"(?:d|s|r|rs)(?![^\W_])"  # "Delete" + "d" is "Deleted"
    r"|[,;!?)]|\.(?!\.)|:(?:\s|$)|['’]s\b"  # "Delete, …": no paragraph begins so
    r"|Delete(?:\S|$)|ReplyDelete"  # a marker, or one that was glued
)
_FURNITURE = re.compile(
    r"Post a Comment|Enter |Note:|Comment as|(?:Newer|Older) Post|Home|Subscribe to|(?:Post Comments|Posts|Comments) \("
    r"|Links to this|Create a Link|Blog Archive|Popular Posts|Total Pageviews|Search This|Follow by|Powered by|\S+ theme"
    r"|Posted by|Email This|BlogThis|Share |Labels:"
)
_COUNT = re.compile(r"(?:\d[\d.,]* comments?|No comments)\s?:")

TELLING_PARAGRAPHS = (
    "Agreed.", "No", "😂😂😂", "£27,000 and not a penny more", "10:26", "To 21:15: so you say.", "1. The first thing",
    "2. The second thing", "10. Downing Street", "1.", "2019.", "- a dash", "* a star", "http://www.rota.example/a?b=1",
    "Delete my account and be done.", "Deleted, every one of them", "Deletes nothing.", "Reply to 10:26 above",
    "Replies were few", "Reply or not, as you like", "Load more... or less", "Add comment they say", "3 comments are enough",
    "He hit Delete", "and then Reply, twice", "“Quoted” it was", "…and so on", "Dear All", "Best wishes", "ALL IN CAPITALS",
    "This comment has been removed by the author.", "a lower-case beginning", "Ünïcödé and 漢字", "Tab\tin it", "Form\x0cfeed",
    "No-break\u00a0space", "12th March 2018", "Salary: £1 a year", "*****", "-----", "42", "?!", "Replies.", "Reply.",
)  # fmt: skip
"""Paragraphs that have confused readers of threads, or may."""


def is_clear(paragraph: str) -> bool:
    """Whether a paragraph can be told from the layout around it, in every dialect: the truth is on the page.

    Left out is what no rule can tell: lines that are marker words, count lines, beginnings that a glued ``Delete``
    turns into another word, endings that make one marker of two (``… Reply`` + ``Delete``), furniture of the page.
    """
    line = paragraph.strip()
    return (
        line == paragraph != ""
        and line not in _MARKER_WORDS
        and not _AMBIGUOUS.match(line)
        and not _COUNT.fullmatch(line)
        and not _FURNITURE.match(line)
        and not re.search(r"(?:Reply|\S(?:Reply)?Delete)$", line)
    )


def is_clear_in_outline(paragraph: str) -> bool:
    """As ``is_clear``; a number with marker words behind it is a reply box in an outline, so not clear there."""
    rest = re.sub(r"^\d{1,6}\.\s*", "", paragraph)
    return is_clear(paragraph) and rest not in _MARKER_WORDS


def paragraphs() -> st.SearchStrategy[str]:
    """A comment's paragraph: telling ones, sentences, and any characters whatever within one line."""
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0\ufeff")
    free = st.text(characters, min_size=1, max_size=40).map(str.strip)
    sentence = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(
        lambda words: " ".join(words).capitalize() + "."
    )
    return st.one_of(st.sampled_from(TELLING_PARAGRAPHS), sentence, free).filter(is_clear_in_outline)


def threads(
    *, least: int = 1, may_begin_with_reply: bool = False
) -> st.SearchStrategy[tuple[TrueComment, ...]]:
    """Threads of up to twelve comments; identical ones occur."""
    comment = st.tuples(st.lists(paragraphs(), min_size=1, max_size=4), st.integers(0, 1))
    lists = st.lists(comment, min_size=least, max_size=12)
    if not may_begin_with_reply:
        lists = lists.map(lambda found: [(found[0][0], 0), *found[1:]])
    return lists.map(with_parents)


def posts() -> st.SearchStrategy[tuple[str, ...]]:
    """A post of some paragraphs, each of them no more than prose."""
    sentence = st.lists(st.sampled_from(WORDS), min_size=3, max_size=15).map(
        lambda words: " ".join(words).capitalize() + "."
    )
    return st.lists(sentence, min_size=1, max_size=4).map(tuple)


# Plain random

WORDS = (
    "the of and a to in that it is was for on with as they be at have this from or had by but not what all were we when"
    " there can an your which their said if do will each about how up out them then she many some so these would other"
    " into has more her two like him see time could no make than first been its who now people my made over did down only"
    " way find use may water long little very after words called just where most know get through back much before go good"
    " new write our used me man too any day same right look think also around another came come work three word must because"
    " does part even place well such here take why things help put years different away again off went old number great tell"
    " men say small every found still between name should home big give air line set own under read last never us left end"
    " along while might next sound below saw something thought both few those always looked show large often together asked"
    " house world going want school important until form food keep children feet land side without boy once animals life"
    " enough took sometimes four head above kind began almost live page got earth need far hand high year mother light parts"
    " country father let night following picture being study second eyes soon times story boys since white days ever paper"
    " hard near sentence better best across during today others however sure means knew try told young miles sun ways thing"
    " whole hear example heard several change answer room sea against top turned learn point city play toward five using"
    " himself usually probation officer court report caseload hearing depot annexe workload member union branch meeting pay"
    " contract manager division minister letter office trainee rota supervisor hostel licence order review tool figures"
).split()

_DIALECT_WEIGHTS = {"glued_following": 5, "own_line": 2, "glued_preceding": 1, "numbered_outline": 2}
_MEAN_COMMENT = 560
_BULLETIN = (
    "Many thanks to the reader for sharing this:-",
    "{day} {month} {year}",
    "Joint Unions Write to the Employer",
    "{a}",
    "Workloads",
    "This bulletin is for our members. Napo has asked for the figures. {b}",
    "Marian Tolley General Secretary Napo",
    "Piers Ashdown Regional Organiser UNISON",
    "--oo00oo--",
)
_ADVERT = (
    "This advert appeared in the Fenland Argus last week:-",
    "Depot Manager",
    "Salary: £{pay},000 to £{more},500 pa",
    "{a} The successful candidate will start on or around {day} {month} {year}.",
    "Closing date: {day} {month} {year}",
    "Interviews: w/c {day} {month} {year}",
    "*****",
)
_MONTHS = ("January", "March", "May", "June", "October", "November")


def corpus(seed: int, pages: int) -> Iterator[TruePage]:
    """This many pages, the same for the same seed."""
    random = Random(seed)
    for number in range(pages):
        yield plain_page(random, f"{number:06d}")


def write_corpus(folder: Path, megabytes: float, seed: int) -> int:
    """Write pages to ``folder/<first digits>/<number>.txt`` until they have this many megabytes; how many were written."""
    random, written, number = Random(seed), 0, 0
    while written < megabytes * 1e6:
        page = plain_page(random, f"{number:06d}")
        file = folder / page.name[:3] / f"{page.name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        written += file.write_bytes(page.text.encode("utf-8"))
        number += 1
    return number


def plain_page(
    random: Random,
    name: str,
    *,
    dialect: str | None = None,
    comments: int | None = None,
    records: int | None = None,
) -> TruePage:
    """A page with a post of 2 to 12 KB and, unless told otherwise, 4 to 40 comments.

    One post of five has a bulletin or an advert, unless it is told how many: then they are the post.
    """
    names = tuple(_DIALECT_WEIGHTS)
    dialect = dialect or random.choices(names, tuple(_DIALECT_WEIGHTS.values()))[0]
    post = _plain_post(random) if records is None else _passed_on(random, records)
    depths = [int(place > 0 and random.random() < 0.45) for place in range(comments or random.randint(4, 40))]
    truth = with_parents([(_plain_comment(random), depth) for depth in depths])
    return TruePage(name, dialect, RENDERERS[dialect](post, truth), tuple(post), truth)


def _passed_on(random: Random, records: int) -> list[str]:
    """Bulletins and adverts one after another."""
    return [line for number in range(records) for line in _record(random, (_BULLETIN, _ADVERT)[number % 2])]


def _record(random: Random, template: Sequence[str]) -> list[str]:
    values = {
        "day": random.randint(1, 28),
        "month": random.choice(_MONTHS),
        "year": random.randint(2013, 2022),
        "pay": random.randint(18, 40),
        "more": random.randint(41, 60),
        "a": _sentences(random, 900),
        "b": _sentences(random, 700),
    }
    return [line.format(**values) for line in template]


def _plain_post(random: Random) -> list[str]:
    lines: list[str] = []
    length = random.randint(2_000, 12_000)
    if random.random() < 0.2:
        lines = _record(random, random.choice((_BULLETIN, _ADVERT)))
    while (rest := length - sum(map(len, lines))) > 0:
        lines.append(_sentences(random, min(rest, random.randint(80, 900))))
    return lines


def _plain_comment(random: Random) -> list[str]:
    length = max(12, min(5_000, int(random.expovariate(1 / _MEAN_COMMENT))))
    number = 1 if length < 150 else random.choice((1, 1, 2, 3, 4))
    return [_sentences(random, max(12, length // number)) for _ in range(number)]


def _sentences(random: Random, length: int) -> str:
    """About this many characters of sentences, with a time, an address or an amount here and there."""
    made: list[str] = []
    while length > 0:
        words = random.choices(WORDS, k=max(2, min(random.randint(4, 24), length // 5)))
        if random.random() < 0.08:
            extra = (
                f"{random.randint(0, 23)}:{random.randint(10, 59)}",
                "http://www.rota.example/x",
                "£1,250",
                "Napo",
                "😂",
            )
            words[-1] = random.choice(extra)
        made.append(" ".join(words).capitalize() + random.choice("...?!"))
        length -= len(made[-1]) + 1
    return " ".join(made)
