"""The corrections of a release, as the data card lists them."""

from collections.abc import Collection, Sequence

from flows.publication.correction_file import Correction
from flows.releases.card_tables import markdown

NONE = "Nothing in this release was corrected by hand."
_COLUMNS = ("table", "key", "column", "why", "decided on")


def corrections_section(applied: Sequence[Correction], withheld: Collection[str] = ()) -> str:
    """Each correction with its reason, as Markdown. No values: they may be long, and the tables have those that hold.

    ``withheld`` are the true keys and documents that no release may name.
    """
    rows = [
        (f"`{c.table}`", f"`{c.key}`", f"`{c.column}`", c.reason, c.on.isoformat())
        for c in applied
        if c.key not in withheld and c.document not in withheld
    ]
    if not rows:
        return NONE
    told = "One value was" if len(rows) == 1 else f"{len(rows):,} values were"
    return "\n".join(
        [f"{told} corrected by hand after the pages were read:", "", markdown(_COLUMNS, rows, right=set())]
    )
