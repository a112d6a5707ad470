"""The pipeline: raw text to documents, bulletins, job adverts and comments, checked and released."""

__version__ = "0.1.0"
