"""The MinHash of a post, by which near-duplicates are found. Nothing heavy is loaded."""

from collections.abc import Iterable

from rensa import RMinHash

from flows.captures.words import runs

MANY = 20
"""Shingles from which on a text tells of the post it stands in; "See below" does not."""
PERMUTATIONS, BANDS, SEED = 128, 32, 1
"""Posts of which half the shingles are the same are found in 87 cases of 100, of which two thirds, in 99.8."""
FULL = 256
"""Near-duplicates from which on a post tells nothing any more, and is not kept for others."""


def minhash_of(texts: Iterable[str]) -> RMinHash | None:
    """The MinHash of the texts that make up a post; None where they are too few words to tell of it."""
    found = [run for text in texts for run in runs(text)]
    if len(found) < MANY:
        return None
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(found)
    return minhash
