"""Posts and threads made up for captures, rendered in any layout, and what becomes of them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from flows.captures.resolve import resolve
from flows.page import page_of
from flows.pipeline import page_records
from flows.tables import Tables, merged, tables_of
from tests.generator import WORDS
from tests.renderers import RENDERERS, TrueComment, with_parents

Row = dict[str, Any]
BULLETIN = (
    "Many thanks to the reader for sharing this:-",
    "12 March 2018",
    "Joint Unions Write to the Employer",
    "Members are asked to read this bulletin with care. The unions have met the employer three times since Christmas.",
    "Workloads",
    "This bulletin is for our members. Napo has asked for the figures of every division and has been given those of one.",
    "The employer proposes one chair for every two members. Napo and UNISON have said that this will not do at all.",
    "A further meeting has been arranged for the spring, and we will write to our members again when it is over.",
    "Marian Tolley General Secretary Napo",
    "Piers Ashdown Regional Organiser UNISON",
)
"""A union's circular that anybody may pass on."""


def prose(seed: int, paragraphs: int = 5, words: int = 45) -> tuple[str, ...]:
    """Paragraphs of words in no order, others for each seed."""
    random = Random(seed)
    return tuple(" ".join(random.choices(WORDS, k=words)).capitalize() + "." for _ in range(paragraphs))


@dataclass(frozen=True, slots=True)
class Post:
    """A post and its thread."""

    lines: tuple[str, ...]
    comments: tuple[TrueComment, ...] = ()
    title: str | None = None
    date: str | None = None

    def text(self, dialect: str, comments: int | None = None) -> str:
        """The page as an extractor leaves it, with its first comments alone where it is said how many."""
        header = [line for line in (self.title, self.date) if line is not None]
        parts = [part for line in header for part in (line, "")]
        return RENDERERS[dialect]([*parts, *self.lines], self.comments[:comments])

    def but(self, **changes: Any) -> "Post":
        return replace(self, **changes)


def thread(seed: int, comments: int) -> tuple[TrueComment, ...]:
    """A thread; every third comment is a reply, every fourth has two paragraphs, every fifth is short."""
    made = []
    for place in range(comments):
        text = prose(seed * 1000 + place, 1 + (place % 4 == 3), 18)
        made.append((("Agreed.",) if place % 5 == 4 else text, int(place % 3 == 2)))
    return with_parents(made)


def post(seed: int, comments: int = 20, **values: Any) -> Post:
    """A post of its own with a thread of its own."""
    return Post(prose(seed), thread(seed, comments), **values)


def tables(pages: Mapping[str, str], urls: Mapping[str, str] | None = None) -> Tables:
    """The tables of these pages by document id, as they are extracted; some with an address."""
    read = []
    for name, text in pages.items():
        digest = hashlib.sha256(text.encode()).hexdigest()
        records = page_records(page_of(text, document_id=name, source=f"{name}.txt", sha256=digest))
        records.document["url"] = (urls or {}).get(name)
        read.append(records)
    return merged([tables_of(read)])


def rows(found: Tables, table: str, **values: Any) -> list[Row]:
    """The rows of a table that have these values."""
    return [row for row in found[table].to_pylist() if all(row[name] == v for name, v in values.items())]


def posts_of(found: Tables) -> list[list[str]]:
    """The captures of each document."""
    return [
        [row["capture_id"] for row in rows(found, "captures", document_id=document["document_id"])]
        for document in rows(found, "documents")
    ]


def resolved(pages: Mapping[str, str], **options: Any) -> Tables:
    return resolve(tables(pages, options.pop("urls", None)), **options)


def are_one(texts: Sequence[str], **options: Any) -> bool:
    """Whether these pages are captures of one post."""
    found = resolved({f"page-{number}": text for number, text in enumerate(texts)}, **options)
    return len(posts_of(found)) == 1


def are_apart(texts: Sequence[str], **options: Any) -> bool:
    """Whether each of these pages is a post of its own."""
    found = resolved({f"page-{number}": text for number, text in enumerate(texts)}, **options)
    return len(posts_of(found)) == len(texts)
