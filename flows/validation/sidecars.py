"""Sidecars of a contribution: each line by itself, and against the page beside it."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flows.problems import Problem, Severity
from flows.publication.private import NAMES, private_in
from flows.records import PageRecords, Row
from flows.sidecars.against_page import contradictions, said_besides
from flows.sidecars.reading import Sidecar, sidecar_of
from flows.sources import SUFFIX, Source, data_of
from flows.toml_file import HINT, LARGEST, lines_of_keys
from flows.validation.files import PAGE_SUFFIXES, ROOT_MARK, Item, beside, page_at, root_of
from flows.validation.findings import Finding, Reported, reported
from flows.validation.pages import as_finding, form_finding, unreadable

_FOR_PEOPLE = ("title", "author", "licence", "note")


def sidecar_beside(page: Item) -> Sidecar | None:
    """What the sidecar of a page says; None where there is none that can be read. What is wrong with it is told elsewhere."""
    item = beside(page)
    if item is None:
        return None
    try:
        data = _data(item)
    except OSError:
        return None
    return None if isinstance(data, Problem) else sidecar_of(data, item.name, page.document_id)[0]


def described(records: PageRecords, sidecar: Sidecar | None) -> PageRecords:
    """The rows of a page with what its sidecar says besides."""
    if sidecar is None:
        return records
    row = records.document
    return records._replace(document=row | said_besides(sidecar, row))


def check_sidecar_file(
    item: Item, page: Row | None, knows: Callable[[str], bool | None], most: int
) -> Reported:
    """What came of a sidecar; ``page`` is the row of ``documents`` that was read from the page beside it, if one was.

    ``knows`` tells whether there is a document with an id, None where that is not known.
    """
    try:
        refusal = form_finding(item, "a sidecar")
        data = _data(item)
    except OSError as error:
        return reported(item.shown, "", [unreadable(error)], most)
    if refusal is not None:
        return reported(item.shown, "", [refusal], most)
    if isinstance(data, Problem):
        return reported(item.shown, "", [as_finding(data)], most)
    sidecar, problems = sidecar_of(data, item.name, item.document_id)
    lines = lines_of_keys(data.decode("utf-8-sig", "replace"))
    findings = [as_finding(problem) for problem in problems]
    if page is None and not any(os.path.lexists(item.path.with_suffix(suffix)) for suffix in PAGE_SUFFIXES):
        findings.append(_alone(item.path))
    if page is not None:
        findings += _against(sidecar, page, lines)
    findings += [*_unknown(sidecar, item, lines, knows), *_private(sidecar, lines)]
    return reported(item.shown, _says(sidecar), findings, most)._replace(document_id=item.document_id)


def _data(item: Item) -> bytes | Problem:
    source = Source(item.path, item.document_id, item.name, item.size, item.modified_ns)
    return data_of(source, LARGEST, HINT)


def _says(sidecar: Sidecar) -> str:
    said = [name for name in sidecar.__slots__ if name != "name" and getattr(sidecar, name) is not None]
    return f"sidecar: {', '.join(said)}" if said else "sidecar that says nothing"


def _alone(path: Path) -> Finding:
    message = f"there is no page {path.with_suffix(SUFFIX).name} beside it to describe"
    remedy = "give both the same name, or remove this file"
    return Finding(Severity.WARNING, "sidecar_alone", message, remedy)


def _against(sidecar: Sidecar, page: Row, lines: Mapping[str, int]) -> Iterator[Finding]:
    for problem in contradictions(sidecar, page):
        key = problem.message.partition(":")[0]
        yield as_finding(problem)._replace(line=lines.get(key))


def _unknown(
    sidecar: Sidecar, item: Item, lines: Mapping[str, int], knows: Callable[[str], bool | None]
) -> Iterator[Finding]:
    """A post that is said to be another's, which is nowhere to be found; a note where only a part of the corpus is here."""
    if sidecar.same_as is None:
        return
    is_known = knows(sidecar.same_as)
    if not is_known and page_at(root_of(item), sidecar.same_as) is None:
        is_whole = is_known is not None or (root_of(item) / ROOT_MARK).is_file()
        severity = Severity.WARNING if is_whole else Severity.INFO
        message = (
            f"same_as: no page {sidecar.same_as} is here{'' if is_known is None else ' or in the corpus'}"
        )
        remedy = "name it as documents.document_id does, and with --against the release that has it"
        yield Finding(severity, "same_as_unknown", message, remedy, lines.get("same_as"))


def _private(sidecar: Sidecar, lines: Mapping[str, int]) -> Iterator[Finding]:
    for key in _FOR_PEOPLE:
        for found in private_in(getattr(sidecar, key) or ""):
            yield Finding(
                Severity.WARNING,
                "private_data",
                f"{key} holds what is private: {NAMES[found.kind][0]}",
                "leave it out, unless all may know it",
                lines.get(key),
            )
