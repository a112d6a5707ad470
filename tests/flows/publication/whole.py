"""Publication of tables that are one part: what a build does part by part, in one piece."""

from collections.abc import Sequence
from typing import NamedTuple

from flows.captures.posts import posts_of
from flows.publication.echoes import Echo, echoes
from flows.publication.editing import Edited, Editing, Rules, Settings, edited, editing_of, of_no_part
from flows.publication.finding import Found, find
from flows.publication.named import check_named
from flows.publication.privacy import Privacy
from flows.publication.withheld import Withheld
from flows.publication.withholding import with_tombstones
from flows.sidecars.reading import Sidecars
from flows.sources import Source
from flows.tables import Tables, merged


class Withholding(NamedTuple):
    """The tables to publish, and what the maintainer has to know of the rest.

    ``keys`` and ``documents`` are the true keys of all records and documents that are withheld, under the ids of all captures
    of their posts, those that were not found among them: no release may hold them, nor ``texts``, their words. ``echoes`` are
    rows that are published and repeat withheld words.
    """

    tables: Tables
    keys: frozenset[str]
    documents: frozenset[str]
    texts: tuple[str, ...]
    echoes: tuple[Echo, ...]


def withhold(tables: Tables, entries: Sequence[Withheld]) -> Withholding:
    """The tables with tombstones for all that is withheld, in the order of their keys; unchanged where nothing is.

    Raises UsageError where an entry withholds nothing, unless what it names is known to be gone.
    """
    found = find(lambda: [tables], entries)
    check_named(entries, found.named)
    return without(tables, found)


def without(tables: Tables, found: Found) -> Withholding:
    """The tables without what was found to be withheld, in whichever form they are to be published."""
    published = with_tombstones(tables, found)
    return Withholding(published, found.keys, found.ids, found.texts, echoes(published, found.texts))


def edit(
    extracted: Tables,
    sources: Sequence[Source],
    sidecars: Sidecars,
    rules: Rules,
    privacy: Privacy,
    names_key: bytes | None,
) -> tuple[Edited, Editing]:
    """All tables as they are published, where they are one part; and what was to be known for it."""
    settings = Settings(sources, sidecars, rules, privacy, names_key)
    editing = editing_of(lambda: [extracted], posts_of(extracted), settings)
    whole, rest = edited(extracted, editing), of_no_part(editing)
    counts = {kind: whole.masked[kind] + rest.masked[kind] for kind in whole.masked}
    return Edited(merged([whole.tables, rest.tables]), whole.corrections, counts, whole.echoes), editing
