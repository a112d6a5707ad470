"""The corrections of a release, as the data card lists them."""

from collections.abc import Collection, Sequence

from flows.publication.correction_file import Correction
from flows.publication.private import masked, private_in
from flows.releases.card_tables import markdown
from schemas.alterations import MASKS

NONE = "Nothing in this release was corrected by hand."
_COLUMNS = ("table", "key", "column", "why", "decided on")


def corrections_section(
    applied: Sequence[Correction], withheld: Collection[str] = (), kinds: Collection[str] = MASKS
) -> str:
    """Each correction with its reason, as Markdown. No values: they may be long, and the tables have those that hold.

    ``withheld`` are the true keys and documents that no release may name; private data of these ``kinds`` is masked in reasons.
    """
    rows = [
        (f"`{c.table}`", f"`{c.key}`", f"`{c.column}`", _masked(c.reason, kinds), c.on.isoformat())
        for c in applied
        if c.key not in withheld and c.document not in withheld
    ]
    if not rows:
        return NONE
    told = "One value was" if len(rows) == 1 else f"{len(rows):,} values were"
    return "\n".join(
        [f"{told} corrected by hand after the pages were read:", "", markdown(_COLUMNS, rows, right=set())]
    )


def _masked(reason: str, kinds: Collection[str]) -> str:
    return masked(reason, ((p.start, p.end) for p in private_in(reason, kinds)))
