"""What was changed in the tables for publication, as the data card tells it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from flows.publication.correction_file import Correction
from flows.publication.privacy import Privacy
from flows.releases.card_corrections import corrections_section
from flows.releases.card_privacy import masks_section


class Edits(NamedTuple):
    """The corrections that were applied, and how many masks there are of each kind."""

    corrections: tuple[Correction, ...] = ()
    masked: Mapping[str, int] = {}

    def told(self, privacy: Privacy, withheld: Collection[str]) -> str:
        """What the card says of them, in Markdown; ``withheld`` are the true keys and documents that it must not name."""
        corrections = corrections_section(self.corrections, withheld, privacy.mask)
        return f"### Corrections\n\n{corrections}\n\n### Private data\n\n{masks_section(self.masked, privacy).strip()}"


NO_EDITS = Edits()
