"""What publication makes of the tables as they were extracted, in its order.

What sidecars say of pages is added; captures of one post become one document; then come corrections, the names of commenters,
masks, and what is withheld. What has to be known of all pages for that is small (``editing_of``); with it any part is edited
(``edited``). A part has all rows of its pages.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from flows.captures.posts import Posts
from flows.captures.resolve import Resolution, resolution_of, resolved
from flows.problems import Problem
from flows.publication.correction_file import Correction, read_corrections
from flows.publication.corrections import corrected, joined_known, known_in, unmatched
from flows.publication.echoes import Echo, echoes
from flows.publication.finding import Found, find, with_masks
from flows.publication.masking import mask
from flows.publication.matching import opaque_ids
from flows.publication.named import check_named, rows_of
from flows.publication.names import with_names
from flows.publication.page_texts import PageTexts
from flows.publication.privacy import Privacy
from flows.publication.private_cells import documents_with_private_data
from flows.publication.withheld import Withheld, read_withheld
from flows.publication.withholding import with_tombstones
from flows.shards.taken import USUAL, Taken
from flows.sidecars.describing import described, of_no_document
from flows.sidecars.reading import Sidecars
from flows.sources import Source
from flows.tables import TEXTS, Tables, merged, tables_of, with_problems


class Rules(NamedTuple):
    """What the files beside the pages say of their publication."""

    corrections: tuple[Correction, ...]
    entries: tuple[Withheld, ...]


class Settings(NamedTuple):
    """All that decides how pages are published, but for the pages themselves."""

    sources: Sequence[Source]
    sidecars: Sidecars
    rules: Rules
    privacy: Privacy
    names_key: bytes | None
    taken: Taken = USUAL


class Editing(NamedTuple):
    """What has to be known of all pages to edit a part of them.

    ``order`` has the ids under which pages are published, tombstones' included, in order, each with that of its page.
    ``problems`` are those that no single part tells, by the document they belong to; of none where they belong to no part.
    ``added`` are the documents of which something is published that their pages do not say.
    """

    settings: Settings
    resolution: Resolution
    withheld: Found
    order: tuple[tuple[str, str], ...]
    problems: Mapping[str | None, tuple[Problem, ...]]
    added: frozenset[str]


class Edited(NamedTuple):
    """Tables to publish, which no check has seen yet; the corrections in them, their masks by kind, and what repeats withheld words."""

    tables: Tables
    corrections: tuple[Correction, ...]
    masked: Mapping[str, int]
    echoes: tuple[Echo, ...]


def read_rules(sources: Sequence[Path]) -> Rules:
    """The rules of the SOURCE folders; UsageError where a file of theirs is wrong or would be passed by."""
    return Rules(read_corrections(sources), read_withheld(sources))


def editing_of(
    parts: Callable[[], Iterable[Tables]],
    posts: Posts,
    settings: Settings,
    of_no_page: Sequence[Problem] = (),
) -> Editing:
    """What has to be known of all pages. ``parts`` gives their rows as often as it is asked; ``posts`` are all posts.

    ``of_no_page`` are problems that belong to no page. Raises UsageError where something that must be withheld is not found.
    What is withheld is found in the words of the pages themselves, before anything is corrected.
    """
    sidecars, rules = settings.sidecars, settings.rules
    resolution = resolution_of(_described(posts, sidecars), _same_as(sidecars))

    def resolved_parts() -> Iterator[Tables]:
        return (resolved(described(part, sidecars), resolution) for part in parts())

    withheld = with_masks(find(resolved_parts, rules.entries), settings.privacy.mask)
    check_named(rules.entries, withheld.named)
    ids = posts.documents["document_id"].to_pylist()
    problems = [problem for problem in resolution.problems if problem.document_id is None]
    problems += [*of_no_document(sidecars, frozenset(ids)), *of_no_page]
    if rules.corrections:
        known = joined_known(known_in(part, rules.corrections) for part in resolved_parts())
        problems += unmatched(rules.corrections, known, withheld)
    names = resolution.names
    by_document: dict[str | None, list[Problem]] = {}
    for problem in problems:
        by_document.setdefault(problem.document_id, []).append(problem)
    return Editing(
        settings,
        resolution,
        withheld,
        _order([(names.get(name, name), name) for name in ids if name not in resolution.dropped], withheld),
        {document: tuple(of) for document, of in by_document.items()},
        frozenset(
            {
                *(names.get(name, name) for name in (*sidecars.by_document, *resolution.told)),
                *(correction.document for correction in rules.corrections),
                *(
                    p.document_id
                    for p in (*resolution.problems, *sidecars.problems, *problems)
                    if p.document_id
                ),
            }
        ),
    )


def edited(part: Tables, editing: Editing) -> Edited:
    """A part as it is published, in the order of its keys."""
    found = resolved(described(part, editing.settings.sidecars), editing.resolution)
    ids = found["documents"]["document_id"].to_pylist()
    found = with_problems(found, [p for name in ids for p in editing.problems.get(name, ())])
    return _edited(found, part, editing)


def of_no_part(editing: Editing) -> Edited:
    """The problems that belong to no part, as they are published."""
    tables = merged([tables_of([], editing.problems.get(None, ()))])
    return _edited(tables, tables, editing)


def _edited(tables: Tables, part: Tables, editing: Editing) -> Edited:
    settings, withheld = editing.settings, editing.withheld
    correcting = corrected(tables, settings.rules.corrections, withheld)
    named = with_names(correcting.tables, settings.privacy.names, settings.names_key)
    texts = PageTexts(settings.sources, tables["documents"], _texts(part, editing.resolution), settings.taken)
    masking = mask(named, settings.privacy, texts, withheld, _private_finder(part, editing))
    published = with_tombstones(masking.tables, withheld)
    return Edited(published, correcting.applied, masking.counts, echoes(published, withheld.texts))


def _private_finder(part: Tables, editing: Editing) -> Callable[[Tables, Collection[str]], list[str]]:
    """Finds the documents with private data: where the part tells of its pages, only what was added to them is looked at."""
    if TEXTS not in part:
        return documents_with_private_data
    names = editing.resolution.names
    known = {names.get(name, name) for name in part[TEXTS]["document_id"].to_pylist()}

    def find(tables: Tables, kinds: Collection[str]) -> list[str]:
        here = known.intersection(tables["documents"]["document_id"].to_pylist())
        added = {name: rows_of(table, editing.added) for name, table in tables.items()}
        return sorted(here.union(documents_with_private_data(added, kinds)))

    return find


def _texts(part: Tables, resolution: Resolution) -> dict[str, str]:
    """The texts of pages that were kept, by the ids under which they are published.

    A page that is not published may have the id of one that is.
    """
    if TEXTS not in part:
        return {}
    texts = {row["document_id"]: row["text"] for row in part[TEXTS].to_pylist()}
    names, dropped = resolution.names, resolution.dropped
    return {names.get(name, name): text for name, text in texts.items() if name not in dropped}


def _described(posts: Posts, sidecars: Sidecars) -> Posts:
    """The posts, with what the sidecars say of them."""
    documents = described({**tables_of([]), "documents": posts.documents}, sidecars)["documents"]
    return posts._replace(
        documents=documents, tables=lambda wanted: described(posts.tables(wanted), sidecars)
    )


def _same_as(sidecars: Sidecars) -> dict[str, str]:
    return {name: s.same_as for name, s in sidecars.by_document.items() if s.same_as is not None}


def _order(pages: Iterable[tuple[str, str]], withheld: Found) -> tuple[tuple[str, str], ...]:
    tombstones = opaque_ids(withheld.documents)
    return tuple(sorted((tombstones.get(name, name), page) for name, page in pages))
