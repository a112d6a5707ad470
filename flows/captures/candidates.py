"""Pairs of documents that are worth a look: near-duplicate posts, by MinHash, and telling comments that stand in both.

Work is bounded: of what stands in very many documents (a blog's boilerplate, a campaign's comment) not all pairs are given.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from rensa import RMinHash, RMinHashLSH

from flows.captures.minhash import BANDS, FULL, PERMUTATIONS
from flows.captures.posts import Posts
from flows.captures.sketches import minhashes

MOST_LOOKS = 32
"""Near-duplicates that a post is compared with, the nearest of them."""
NEXT = 8
"""Documents with the same comment that each is compared with, in the order of their ids."""


class Pair(NamedTuple):
    """Two documents, the smaller id first."""

    first: str
    second: str


def candidates(posts: Posts) -> list[Pair]:
    """The pairs, in order, each once; the same in whatever order the rows stand."""
    return sorted({*_of_posts(posts.sketches), *_of_comments(posts.telling)})


def pairs_of(groups: Iterable[Sequence[str]]) -> Iterator[Pair]:
    """In each group, each with the next ones in order."""
    for group in groups:
        ordered = sorted(group)
        for place, first in enumerate(ordered):
            for second in ordered[place + 1 : place + 1 + NEXT]:
                yield Pair(first, second)


def _of_posts(sketches: pa.Table) -> Iterator[Pair]:
    index = RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    ids: list[str] = []
    hashes: list[RMinHash] = []
    for document_id, minhash in minhashes(sketches):
        near: list[int] = index.query(minhash)
        if len(near) < FULL:
            index.insert(len(ids), minhash)
            ids.append(document_id)
            hashes.append(minhash)
        nearest = sorted(near, key=lambda place: (-minhash.jaccard(hashes[place]), place))
        for place in nearest[:MOST_LOOKS]:
            yield Pair(ids[place], document_id)


def _of_comments(telling: pa.Table) -> Iterator[Pair]:
    """Documents in which a comment of the same words stands, as its key tells."""
    times = telling.group_by("digest").aggregate([("document_id", "count")])
    several = times.filter(pc.greater(times["document_id_count"], 1))["digest"].combine_chunks()
    again = telling.filter(pc.is_in(telling["digest"], value_set=several))
    documents: dict[str, list[str]] = {}
    for digest, document_id in zip(
        again["digest"].to_pylist(), again["document_id"].to_pylist(), strict=True
    ):
        documents.setdefault(digest, []).append(document_id)
    yield from pairs_of(documents.values())
