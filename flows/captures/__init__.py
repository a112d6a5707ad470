"""Captures of one post among the files of a corpus: recognised, the fullest kept as the document, the others recorded.

minhash and sketches are what near-duplicates are found by, posts what is known of every page, candidates names the pairs
that are worth a look, pages what is compared of them, alike decides of a pair, groups of all pairs together, rekeyed gives
the rows of the fullest the post's id; resolve does all of it. Nothing heavy is loaded with this package itself.
"""
