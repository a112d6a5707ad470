"""What the maker of a release asks for beside the release itself."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from flows.releases.ledger import Ledger, read_ledger


class WithheldWords(NamedTuple):
    """What no release may hold any more: the true keys of all that is withheld, and its texts as far as they were read.

    ``echoes`` are published rows, by table and key, that repeat such words: those are somebody else's. ``entries`` are the
    numbers of all entries, which stand in the keys of tombstones, ``gone`` of those whose words are known to be gone.
    """

    records: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    texts: tuple[str, ...] = ()
    echoes: frozenset[tuple[str, str]] = frozenset()
    entries: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()


NOTHING_WITHHELD = WithheldWords()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the release that is to be made follows from those before.

    ``previous`` is where the release before stands, if not in the output folder; ``restart`` begins anew at 1.0.0.
    ``removals`` are documents that may be gone. A ``dry_run`` finds version and reasons and writes nothing.
    ``folder`` is that of the ``dataset.toml``, with the ledger beside it; ``withheld`` what no release may hold any more.
    """

    previous: str | None = None
    restart: bool = False
    removals: frozenset[str] = frozenset()
    dry_run: bool = False
    folder: Path | None = None
    withheld: WithheldWords = NOTHING_WITHHELD

    def ledger(self) -> Ledger:
        """The releases that were made of this corpus, as far as it says."""
        return () if self.folder is None else read_ledger(self.folder)
