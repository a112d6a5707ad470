"""What is true of a made-up Blogger page, and the gold file of it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.blogger.times import TIME_FORMATS


@dataclass(frozen=True, slots=True)
class TrueComment:
    """A comment as its writer sent it. Paragraphs stand apart by a blank line, their lines by a single break."""

    paragraphs: tuple[tuple[str, ...], ...]
    author: str
    posted_at: datetime.datetime
    depth: int = 0
    parent: int | None = None
    """The place in the thread of the comment that it answers."""
    is_removed: bool = False
    has_profile: bool = False
    """Whether the author's name is a link."""

    @property
    def text(self) -> str:
        return "\n".join(line for paragraph in self.paragraphs for line in paragraph)


@dataclass(frozen=True, slots=True)
class Template:
    """What the blog's owner chose, and how the page came to be saved."""

    blog: str = "On the Wall"
    owner: str = "Ivo Penhale"
    has_sidebar: bool = False
    has_share_links: bool = True
    has_backlinks: bool = False
    has_reply_boxes: bool = True
    """Whether nested replies too have an (empty, hidden) box for replies."""
    labels: tuple[str, ...] = ()
    has_split_count: bool = False
    """Older template: whether number and noun of the count stand on lines of their own in the source."""
    is_one_line: bool = True
    """Whether the thread is one line of source, as Blogger sends it; else each block begins a line."""


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page with what is true of it."""

    name: str
    language: str
    time_format: str
    title: str
    published_at: datetime.datetime
    post: tuple[tuple[str, ...], ...]
    """Paragraphs of lines, as in a comment."""
    comments: tuple[TrueComment, ...]
    bulletins: tuple[Mapping[str, Any], ...] = ()
    """As gold files have them."""
    job_adverts: tuple[Mapping[str, Any], ...] = ()
    is_nested: bool = True
    template: Template = field(default_factory=Template)

    @property
    def published_on(self) -> datetime.date:
        return self.published_at.date()


@dataclass(frozen=True, slots=True)
class Keeps:
    """What of the truth survives in a rendering."""

    comments: bool = True
    """Whether all comments are there; see ``surviving`` for which are."""
    removed: bool = True
    """Whether the notices in place of removed comments are there."""
    letters: bool = True
    """Whether texts stand character by character, white space aside: no escapes, no Markdown."""
    breaks: bool = True
    """Whether there is some white space where a line was broken."""
    parents: bool = True
    """Whether it shows which comments are replies."""
    authors: bool = True
    times: bool = True
    count: bool = True
    """Whether the number of comments is there. That there are none always is."""
    title: bool = True
    date: bool = True
    """Whether the date of the post always is there, above it."""


_EVERYTHING = Keeps()


def gold(
    page: TruePage, file: str, keeps: Keeps = _EVERYTHING, survivors: Sequence[int] | None = None
) -> dict[str, Any]:
    """The page's gold file. What does not survive in the rendering is left out; for a title or count it is null.

    ``survivors`` are the places of the comments that are there; without it, all that ``keeps`` says. A reply whose parent
    is not there has none.
    """
    if survivors is None:
        survivors = [i for i, comment in enumerate(page.comments) if keeps.removed or not comment.is_removed]
    positions = {place: position for position, place in enumerate(survivors)}
    return {
        "file": file,
        "comments": [_comment(page, place, keeps, positions) for place in survivors],
        "document": _document(page, keeps),
        "bulletins": [dict(bulletin) for bulletin in page.bulletins],
        "job_adverts": [dict(advert) for advert in page.job_adverts],
    }


def _document(page: TruePage, keeps: Keeps) -> dict[str, Any]:
    made: dict[str, Any] = {"title": page.title if keeps.title else None}
    if keeps.date:
        made["published_on"] = page.published_on.isoformat()
    declares = keeps.count or not page.comments
    return {**made, "declared_comments": len(page.comments) if declares else None}


def _comment(page: TruePage, place: int, keeps: Keeps, positions: Mapping[int, int]) -> dict[str, Any]:
    comment = page.comments[place]
    parent = None if comment.parent is None or not keeps.parents else positions.get(comment.parent)
    made: dict[str, Any] = {
        "position": positions[place],
        "parent": parent,
        "text": comment.text,
        "is_removed": comment.is_removed,
    }
    if keeps.authors:
        made["author"] = comment.author
    if keeps.times:
        has_date = TIME_FORMATS[page.time_format].has_date
        made["posted_at"] = comment.posted_at.isoformat(timespec="seconds") if has_date else None
    return made
