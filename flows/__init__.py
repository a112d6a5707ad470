"""The pipeline: raw text to documents, bulletins, job adverts and comments, checked and released."""

__version__ = "0.1.0"
READER_VERSION = 1
"""Changes whenever the same page may be read differently; releases and caches name it."""
