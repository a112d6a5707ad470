"""Sketches of posts and threads: of the pages seen so far, which may show the same post as another. Nothing heavy is loaded.

A sketch says which pages are worth the look that a build takes at them (``flows.captures``); what it is made of is what the
build goes by, and it is small, so that ten thousand pages need not stay in memory.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from rensa import RMinHash, RMinHashLSH

from flows.captures.minhash import BANDS, FULL, PERMUTATIONS, minhash_of
from flows.captures.words import TELLING
from flows.records import PageRecords

MOST_LOOKS = 8
"""Pages that a page is compared with for their posts, and as many for what else they share: the likeliest."""
KEPT = 8
"""Pages with the same comment or address that are remembered."""

_DIGEST = re.compile(r"/c-([0-9a-f]{16})(?:-[0-9]+)?\Z")


class Sketch(NamedTuple):
    """What is kept of a page: the MinHash of its post, None where that says too little, and marks of its thread and names."""

    post: RMinHash | None
    marks: tuple[int | str, ...]


class Sketches:
    """Sketches by the names of their pages; memory is some kilobytes a page."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._posts: dict[int, RMinHash] = {}
        self._near = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._first: dict[int | str, int] = {}
        self._again: dict[int | str, list[int]] = {}

    def take(self, name: str, sketch: Sketch) -> tuple[str, ...]:
        """Keep a page's sketch; the names of pages that were kept before and may show the same post, in order."""
        near = [] if sketch.post is None else self._near.query(sketch.post)
        sharing = Counter(place for mark in sketch.marks for place in self._with(mark))
        likely = [*self._nearest(sketch, near), *(place for place, _ in sharing.most_common(MOST_LOOKS))]
        self._keep(name, sketch, len(near) < FULL)
        return tuple(self._names[place] for place in sorted(set(likely)))

    def _nearest(self, sketch: Sketch, near: Iterable[int]) -> Sequence[int]:
        if sketch.post is None:
            return ()
        post = sketch.post
        return sorted(near, key=lambda place: (-post.jaccard(self._posts[place]), place))[:MOST_LOOKS]

    def _with(self, mark: int | str) -> Iterator[int]:
        if mark in self._first:
            yield self._first[mark]
            yield from self._again.get(mark, ())

    def _keep(self, name: str, sketch: Sketch, is_post_telling: bool) -> None:
        place = len(self._names)
        self._names.append(name)
        if sketch.post is not None and is_post_telling:
            self._posts[place] = sketch.post
            self._near.insert(place, sketch.post)
        for mark in sketch.marks:
            if self._first.setdefault(mark, place) != place:
                again = self._again.setdefault(mark, [])
                if len(again) < KEPT:
                    again.append(place)


def sketch_of(records: PageRecords, same_as: str | None) -> Sketch:
    """The sketch of a page, from its rows with what its sidecar says."""
    row = records.document
    passed_on = (
        found["text"] for found in (*records.bulletins, *records.job_adverts) if found["comment_id"] is None
    )
    return Sketch(
        minhash_of([row["body"] or "", *passed_on]),
        (
            *(comment_mark(found["comment_id"]) for found in records.comments if len(found["text"]) >= TELLING),
            *names_of(row["document_id"], row["url"], same_as),
        ),
    )  # fmt: skip


def comment_mark(comment_id: str) -> int | str:
    """What the keys of comments with the same words have in common, whatever document they are of."""
    match = _DIGEST.search(comment_id)
    return comment_id if match is None else int(match[1], 16)


def names_of(document_id: str, url: str | None, same_as: str | None) -> tuple[str, ...]:
    """What a page goes by: its id, the id that its sidecar gives its post, and the end of its address.

    Two addresses of one post end alike, whatever stands before and behind.
    """
    ids = tuple({f"id {document_id}": None, f"id {same_as or document_id}": None})
    if url is None:
        return ids
    bare = url.split("#", 1)[0].split("?", 1)[0]
    return (*ids, f"url {unquote(bare).rstrip('/').rpartition('/')[2]}")
