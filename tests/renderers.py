"""Renderers: how each extractor would leave a thread, and what of it stands on the page; nothing here is from ``flows``."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

_FIRST_TIME = datetime.datetime(2016, 3, 19, 8, 11)
_BETWEEN_TIMES = datetime.timedelta(hours=4, minutes=37)
AUTHORS = (
    "Anonymous",
    "Jim Brown",
    "Getafix",
    "Nettie Crowe",
    "Anonymous",
    "😀",
    "Prue",
    "A. Penhale-Ó Dálaigh",
)


@dataclass(frozen=True, slots=True)
class TrueComment:
    """What a comment is: its paragraphs (a line each), and the place in the thread of the one that it answers."""

    paragraphs: tuple[str, ...]
    depth: int
    parent: int | None
    author: str = AUTHORS[0]
    posted_at: datetime.datetime = _FIRST_TIME

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)

    @property
    def marker(self) -> str:
        return "Delete" if self.depth else "ReplyDelete"

    @property
    def time(self) -> str:
        """The time as Blogger writes it."""
        at = self.posted_at
        return f"{at.day} {at:%B} {at.year} at {at:%H:%M}"


Renderer = Callable[[Sequence[str], Sequence[TrueComment]], str]


def with_parents(comments: Sequence[tuple[Sequence[str], int]]) -> tuple[TrueComment, ...]:
    """Comments from paragraphs and depths: a reply answers the last top-level comment before it, if there is one.

    Authors come in turn, and times grow.
    """
    made: list[TrueComment] = []
    top: int | None = None
    for place, (paragraphs, depth) in enumerate(comments):
        author = AUTHORS[place % len(AUTHORS)]
        time = _FIRST_TIME + place * _BETWEEN_TIMES
        made.append(TrueComment(tuple(paragraphs), depth, top if depth else None, author, time))
        top = top if depth else place
    return tuple(made)


# The marker after the first paragraph


def glued_following(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As trafilatura 2.1: the marker after the first paragraph, glued to what follows."""
    lines, marker = [*post], ""
    for comment in comments:
        first, *rest = comment.paragraphs
        lines.append(marker + first)
        marker = comment.marker
        for paragraph in rest:
            lines.append(marker + paragraph)
            marker = ""
    return _page([*lines, marker] if marker else lines)


def own_line(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As trafilatura 2.3: the marker after the first paragraph, on a line of its own."""
    lines = [*post]
    for comment in comments:
        first, *rest = comment.paragraphs
        lines += [first, comment.marker, *rest]
    return _page(lines)


def glued_preceding(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As trafilatura 1.2: the marker after the first paragraph, glued to it."""
    lines = [*post]
    for comment in comments:
        first, *rest = comment.paragraphs
        lines += [first + comment.marker, *rest]
    return _page(lines)


# The marker after the whole comment


def numbered_outline(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As resiliparse 0.14 and 2.0: a count, numbered items two deep, the marker after the whole comment."""
    return _outline(post, comments, has_heads=False, has_markers=True)


def outline_with_headers(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As resiliparse 0.15 to 1.0: the same, and each item opens with author and time, glued."""
    return _outline(post, comments, has_heads=True, has_markers=True)


def outline_without_markers(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As older resiliparse: numbered items, and of the interface no more than the word above replies."""
    return _outline(post, comments, has_heads=False, has_markers=False)


def _outline(
    post: Sequence[str], comments: Sequence[TrueComment], *, has_heads: bool, has_markers: bool
) -> str:
    lines = [*post, _count(comments), ""]
    for number, comment, is_answered in _numbered(comments):
        indent = " " * (2 + 2 * comment.depth)
        first, *rest = (
            (comment.author + comment.time, *comment.paragraphs) if has_heads else comment.paragraphs
        )
        lines += [f"{indent}{number}. {first}", ""]
        for paragraph in rest:
            lines += [f"{indent}  {paragraph}", ""]
        if has_markers:
            lines.append(f"{indent}  {comment.marker}")
        if is_answered:
            lines.append(f"{indent}  Replies")
    return _page(lines)


def flat_with_headers(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As BeautifulSoup, a line for each string: author and time, the text, each link under it."""
    lines = [*post, _count(comments)]
    for _, comment, is_answered in _numbered(comments):
        lines += [comment.author, comment.time, *comment.paragraphs]
        lines += ["Delete"] if comment.depth else ["Reply", "Delete"]
        lines += ["Replies"] if is_answered else []
    return _page(lines)


def markdown_outline(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As html2text: portraits, links and escapes of Markdown, lines folded at 78 characters."""
    lines = [part for paragraph in post for part in (in_markdown(paragraph), "")]
    lines += [f"#### {_count(comments)}", ""]
    for number, comment, is_answered in _numbered(comments):
        link = f"(https://people.example/delete-\ncomment.g?blogID=1&postID={number})"
        lines += [
            f"{'   ' * comment.depth}  {number}. ![](//img.blog.example/blank.gif)",
            "",
            f"{comment.author}[{comment.time.replace(' at ', ' at' + chr(10))}](https://wall.blog.example/p.html#c{number})",
            "",
        ]
        lines += [part for paragraph in comment.paragraphs for part in (in_markdown(paragraph), "")]
        lines += [f"{'' if comment.depth else 'Reply'}[Delete]{link}", ""]
        lines += ["Replies", ""] if is_answered else []
    return _page(lines)


def run_together(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As BeautifulSoup without a separator: the whole thread on one line."""
    parts = [
        f"{comment.author}{comment.time}{''.join(comment.paragraphs)}{comment.marker}{'Replies' if is_answered else ''}"
        for _, comment, is_answered in _numbered(comments)
    ]
    return _page([*post, _count(comments), "".join(parts)])


def older_blogger(post: Sequence[str], comments: Sequence[TrueComment]) -> str:
    """As the older Blogger shows it: who said it, the text, and the time."""
    lines = [*post, _count(comments)]
    for comment in comments:
        lines += [f"{comment.author} said...", *comment.paragraphs, comment.time]
    return _page(lines)


RENDERERS: dict[str, Renderer] = {
    "glued_following": glued_following,
    "own_line": own_line,
    "glued_preceding": glued_preceding,
    "numbered_outline": numbered_outline,
    "outline_with_headers": outline_with_headers,
    "flat_with_headers": flat_with_headers,
    "markdown_outline": markdown_outline,
    "run_together": run_together,
    "older_blogger": older_blogger,
    "outline_without_markers": outline_without_markers,
}
WITH_HEADS = frozenset(
    {"outline_with_headers", "flat_with_headers", "markdown_outline", "run_together", "older_blogger"}
)
"""The layouts that show who wrote a comment, and when."""


def on_page(dialect: str, comments: Sequence[TrueComment]) -> tuple[TrueComment, ...]:
    """What a layout leaves of a thread: the older Blogger's has no replies, and some have no breaks or others."""
    if dialect == "older_blogger":
        return tuple(replace(comment, depth=0, parent=None) for comment in comments)
    if dialect == "run_together":
        return tuple(replace(comment, paragraphs=("".join(comment.paragraphs),)) for comment in comments)
    if dialect == "markdown_outline":
        return tuple(
            replace(comment, paragraphs=tuple(map(in_markdown, comment.paragraphs))) for comment in comments
        )
    return tuple(comments)


def is_clear_run_together(comments: Sequence[TrueComment]) -> bool:
    """Whether the texts can be told on a page without line breaks.

    Left out is what no rule can tell there: a text that begins as seconds do, behind the minutes; one that begins or
    ends with a bar, which extractors put between the parts of a page; and one that ends with a marker's word, before
    the marker.
    """
    texts = ["".join(comment.paragraphs) for comment in comments]
    unclear = re.compile(r":[0-5]\d|\||.*(?:Reply|Replies|Delete|\|)$", re.DOTALL)
    return not any(unclear.match(text) for text in texts)


def in_markdown(paragraph: str) -> str:
    """A paragraph with escapes, folded."""
    text = re.sub(r"([\\\[\]*_`])", r"\\\1", paragraph)
    text = re.sub(r"^(\d+)\.", r"\1\\.", text)
    text = re.sub(r"^([#+-])", r"\\\1", text)
    lines: list[str] = []
    while len(text) > 78 and (fold := re.compile(r".*(?<!\s) (?!\s)", re.DOTALL).match(text, 0, 78)):
        lines.append(text[: fold.end() - 1])
        text = text[fold.end() :]
    return "\n".join([*lines, text])


def _numbered(comments: Sequence[TrueComment]) -> list[tuple[int, TrueComment, bool]]:
    """Each comment with its number in its list, and whether a reply follows it."""
    numbers = [0, 0]
    made = []
    for place, comment in enumerate(comments):
        numbers[comment.depth] += 1
        if comment.depth == 0:
            numbers[1] = 0
        is_answered = comment.depth == 0 and any(below.depth for below in comments[place + 1 : place + 2])
        made.append((numbers[comment.depth], comment, is_answered))
    return made


def _count(comments: Sequence[TrueComment]) -> str:
    return "1 comment:" if len(comments) == 1 else f"{len(comments)} comments:"


def _page(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
