"""Describing documents: what sidecars say goes into ``documents`` where the pages are silent."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from flows.cells import rows_with, with_cells
from flows.problems import Problem
from flows.sidecars.against_page import DATES, TEXTS, contradictions, said_besides
from flows.sidecars.reading import Sidecars
from flows.tables import Tables, with_problems

_COLUMNS = (*TEXTS, *DATES, *(f"{name}_precision" for name in DATES))


def describe(tables: Tables, sidecars: Sidecars) -> Tables:
    """The tables with what the sidecars say, and their problems, in the order of their keys.

    What a page says itself stays; where a sidecar says something else a problem names both. Sidecars of documents that are not
    in the table are passed by.
    """
    documents = tables["documents"]
    places, described = rows_with(documents, "document_id", sidecars.by_document)
    rows = described.select(["document_id", *_COLUMNS]).to_pylist()
    problems = list(_of_documents(sidecars.problems, documents))
    cells: dict[str, dict[int, Any]] = {}
    for place, row in zip(places, rows, strict=True):
        sidecar = sidecars.by_document[row["document_id"]]
        for column, value in said_besides(sidecar, row).items():
            cells.setdefault(column, {})[place] = value
        problems += contradictions(sidecar, row)
    return with_problems({**tables, "documents": with_cells(documents, cells)}, problems)


def _of_documents(problems: tuple[Problem, ...], documents: pa.Table) -> Iterator[Problem]:
    """The problems, of no document where its page could not be read."""
    known = set(documents["document_id"].to_pylist()) if problems else set()
    for problem in problems:
        yield problem if problem.document_id in known else problem._replace(document_id=None)
