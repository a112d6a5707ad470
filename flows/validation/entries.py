"""Whether corrections and what is withheld find what they name: in the pages of their folder, or else in the corpus."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from flows.captures.resolve import resolve
from flows.errors import UsageError
from flows.problems import Problem
from flows.publication.correction_file import Correction
from flows.publication.corrections import correct
from flows.publication.named import check_named, key_column, named_in
from flows.publication.withheld import Withheld
from flows.releases.part_rows import read_columns
from flows.sidecars.describing import describe
from flows.sidecars.reading import Sidecars
from flows.tables import Tables, merged, tables_of
from flows.validation.corpus import Corpus
from flows.validation.corpus_tables import readable
from flows.validation.files import page_at
from flows.validation.pages import records_at
from flows.validation.sidecars import sidecar_beside


class Beside(NamedTuple):
    """What entries are held against: the folder of sources in which their file stands, and the corpus.

    ``alike`` gives for pages of the contribution those that may be captures of the same post, so that it has their records.
    """

    root: Path
    corpus: Corpus | None
    alike: Mapping[str, Iterable[str]]


def corrections_unfit(
    corrections: Sequence[Correction], entries: Sequence[Withheld], beside: Beside
) -> Iterator[Problem]:
    """The problems that a build would have with these corrections. The corpus may have them applied already."""
    if not corrections:
        return
    named = {found.document for found in corrections} | {entry.document for entry in entries}
    problems = correct(_tables(named, beside), corrections, entries).problems
    by_told = {(correction.number, correction.line): correction for correction in corrections}
    for problem in problems:
        if problem.code == "correction_unmatched" and beside.corpus is not None:
            number = int(problem.message.removeprefix("entry ").partition(":")[0])
            if _is_in(beside.corpus, by_told[number, problem.line]):
                continue
        yield problem


def withheld_missing(entries: Sequence[Withheld], beside: Beside) -> Iterator[str]:
    """For each entry that withholds nothing, what a build would say before it stops."""
    if not entries:
        return
    tables = _tables({entry.document for entry in entries}, beside)
    named = named_in(tables, entries)
    for entry in entries:
        try:
            check_named([entry], named)
        except UsageError as error:
            if beside.corpus is None or not _has_words(beside.corpus, entry):
                yield str(error)


def _tables(documents: Iterable[str], beside: Beside) -> Tables:
    """The tables of these pages, and of those that may show the same posts, as they are before publication."""
    wanted = {other for name in documents for other in (name, *beside.alike.get(name, ()))}
    pages, sidecars = [], {}
    for name in sorted(wanted):
        item = page_at(beside.root, name)
        records = None if item is None else records_at(item)
        if item is not None and records is not None:
            pages.append(records)
            sidecar = sidecar_beside(item)
            if sidecar is not None:
                sidecars[name] = sidecar
    same_as = {name: s.same_as for name, s in sidecars.items() if s.same_as is not None}
    return resolve(describe(merged([tables_of(pages)]), Sidecars(sidecars, ())), same_as)


def _is_in(corpus: Corpus, correction: Correction) -> bool:
    """Whether the corpus has the value that a correction expects, or the one that it gives."""
    document = corpus.posts.get(correction.document, correction.document)
    key = document + correction.key[len(correction.document) :]
    values = _values(corpus, correction.table, key, correction.column)
    return any(value in (correction.found, correction.should_be) for value in values)


def _has_words(corpus: Corpus, entry: Withheld) -> bool:
    if entry.record is None:
        return entry.document in corpus.documents
    table = {"c": "comments", "b": "bulletins", "a": "job_adverts"}[entry.record[0]]
    return bool(_values(corpus, table, entry.name, key_column(table)))


def _values(corpus: Corpus, table: str, key: str, column: str) -> list[Any]:
    """The cells of a column of the corpus in the row with this key: one, or none."""
    with readable(corpus, table):
        rows = read_columns(corpus.folder, table, [column], [(key_column(table), "=", key)])
        found: list[Any] = rows[column].to_pylist()
    return found
