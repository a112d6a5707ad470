"""Sidecars: what a contributor knows of a page, in ``NAME.toml`` beside ``NAME.txt``, and how it comes into ``documents``."""
