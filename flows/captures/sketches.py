"""Sketches of posts: what near-duplicates are found by, and small enough to be kept where a page is not read again."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc
from rensa import RMinHash

from flows.captures.minhash import PERMUTATIONS, SEED, minhash_of
from flows.tables import SKETCHES, Tables

SCHEMA = pa.schema([("document_id", pa.string()), ("sketch", pa.binary())])
"""A row for each document; no sketch where its post says too little."""


def sketched(tables: Tables) -> Tables:
    """The tables, and with them the sketch of each document's post."""
    ids, sketches = [], []
    for document_id, texts in _posts(tables).items():
        minhash = minhash_of(texts)
        ids.append(document_id)
        # What pickle keeps of it, and all that it needs to make it again: rensa has no other form to keep it in.
        sketches.append(None if minhash is None else minhash.__getstate__())
    return {**tables, SKETCHES: pa.table([ids, sketches], schema=SCHEMA)}


def minhashes(sketches: pa.Table) -> Iterator[tuple[str, RMinHash]]:
    """The documents whose posts say enough, in the order of their ids, with the minhash of each."""
    for row in sketches.filter(sketches["sketch"].is_valid()).sort_by("document_id").to_pylist():
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        minhash.__setstate__(row["sketch"])
        yield row["document_id"], minhash


def _posts(tables: Tables) -> Mapping[str, list[str]]:
    """The texts that make up each post."""
    documents = tables["documents"]
    ids, bodies = documents["document_id"].to_pylist(), documents["body"].to_pylist()
    posts = {name: [body] if body else [] for name, body in zip(ids, bodies, strict=True)}
    for name in ("bulletins", "job_adverts"):
        in_posts = tables[name].filter(pc.is_null(tables[name]["comment_id"]))
        for document, text in zip(
            in_posts["document_id"].to_pylist(), in_posts["text"].to_pylist(), strict=True
        ):
            posts[document].append(text)
    return posts
