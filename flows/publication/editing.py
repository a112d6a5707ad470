"""What publication makes of the tables as they were extracted, in its order.

What sidecars say of pages is added; captures of one post become one document; then come corrections, the names of commenters,
masks, and what is withheld.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flows.captures.resolve import resolve
from flows.publication.correction_file import Correction, read_corrections
from flows.publication.corrections import correct_all
from flows.publication.finding import find, with_masks
from flows.publication.masking import mask
from flows.publication.named import check_named
from flows.publication.names import with_names
from flows.publication.page_texts import PageTexts
from flows.publication.privacy import Privacy
from flows.publication.withheld import Withheld, read_withheld
from flows.publication.withholding import Withholding, without
from flows.sidecars.describing import describe
from flows.sidecars.reading import Sidecars
from flows.sources import Source
from flows.tables import Tables


class Rules(NamedTuple):
    """What the files beside the pages say of their publication."""

    corrections: tuple[Correction, ...]
    entries: tuple[Withheld, ...]


class Edited(NamedTuple):
    """Tables to publish, what is withheld from them, the corrections in them and how many masks of each kind."""

    withholding: Withholding
    corrections: tuple[Correction, ...]
    masked: Mapping[str, int]

    @property
    def tables(self) -> Tables:
        """The tables to publish, which no check has seen yet."""
        return self.withholding.tables


def read_rules(sources: Sequence[Path]) -> Rules:
    """The rules of the SOURCE folders; UsageError where a file of theirs is wrong or would be passed by."""
    return Rules(read_corrections(sources), read_withheld(sources))


def edit(
    extracted: Tables,
    sources: Sequence[Source],
    sidecars: Sidecars,
    rules: Rules,
    privacy: Privacy,
    names_key: bytes | None,
) -> Edited:
    """The tables as they are published. Raises UsageError where something that must be withheld is not found.

    What is withheld is found first, in the words of the pages themselves, and taken out last.
    """
    same_as = {name: s.same_as for name, s in sidecars.by_document.items() if s.same_as is not None}
    resolved = resolve(describe(extracted, sidecars), same_as)
    withheld = with_masks(find(lambda: [resolved], rules.entries), privacy.mask)
    check_named(rules.entries, withheld.named)
    correcting = correct_all(resolved, rules.corrections, withheld)
    named = with_names(correcting.tables, privacy.names, names_key)
    masking = mask(named, privacy, PageTexts(sources, resolved["documents"]), withheld)
    return Edited(without(masking.tables, withheld), correcting.applied, masking.counts)
