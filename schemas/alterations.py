"""Why a place may be published otherwise than it stands in the page: the reasons in the column `altered`."""

CORRECTION = "correction"
MASKS = ("email", "telephone", "address", "national_insurance")
"""Kinds of private data that are masked."""
ALTERATIONS = (CORRECTION, *MASKS)
