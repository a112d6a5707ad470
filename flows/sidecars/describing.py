"""Describing documents: what sidecars say goes into ``documents`` where the pages are silent."""

from collections.abc import Collection
from typing import Any

from flows.cells import rows_with, with_cells
from flows.problems import Problem
from flows.sidecars.against_page import DATES, TEXTS, contradictions, said_besides
from flows.sidecars.reading import Sidecars
from flows.tables import Tables, with_problems

_COLUMNS = (*TEXTS, *DATES, *(f"{name}_precision" for name in DATES))


def describe(tables: Tables, sidecars: Sidecars) -> Tables:
    """The tables with what the sidecars say, and all their problems, in the order of their keys.

    What a page says itself stays; where a sidecar says something else a problem names both. Sidecars of documents that are not
    in the table are passed by.
    """
    documents = frozenset(tables["documents"]["document_id"].to_pylist())
    return with_problems(described(tables, sidecars), of_no_document(sidecars, documents))


def described(tables: Tables, sidecars: Sidecars) -> Tables:
    """All tables or a part of them, with what the sidecars say of their documents, and the problems of these sidecars."""
    documents = tables["documents"]
    places, with_sidecar = rows_with(documents, "document_id", sidecars.by_document)
    rows = with_sidecar.select(["document_id", *_COLUMNS]).to_pylist()
    known = frozenset(documents["document_id"].to_pylist()) if sidecars.problems else frozenset()
    problems = [problem for problem in sidecars.problems if problem.document_id in known]
    cells: dict[str, dict[int, Any]] = {}
    for place, row in zip(places, rows, strict=True):
        sidecar = sidecars.by_document[row["document_id"]]
        for column, value in said_besides(sidecar, row).items():
            cells.setdefault(column, {})[place] = value
        problems += contradictions(sidecar, row)
    return with_problems({**tables, "documents": with_cells(documents, cells)}, problems)


def of_no_document(sidecars: Sidecars, documents: Collection[str]) -> list[Problem]:
    """The problems of sidecars whose pages could not be read: they belong to none of all documents."""
    return [p._replace(document_id=None) for p in sidecars.problems if p.document_id not in documents]
