"""The tables in which each post stands once: of its captures the fullest, and all of them in ``captures``.

What is found of all pages together is small (``resolution_of``); with it the rows of any documents are resolved (``resolved``).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from flows.captures.groups import Group, groups_among
from flows.captures.posts import Posts, posts_of
from flows.captures.rekeyed import rekeyed
from flows.captures.told import problems_of
from flows.cells import rows_with, with_cells
from flows.problems import Problem
from flows.records import Row
from flows.tables import WORKING, Tables, sorted_table, with_problems
from schemas import TABLES, table_named

NOTHING_SAID: Mapping[str, str] = MappingProxyType({})
_OF_THE_FILE = (
    "source", "sha256", "characters", "dialect", "comments", "declared_comments", "url", "captured_on",
    "captured_on_precision",
)  # fmt: skip
_OF_THE_POST = (
    ("title",),
    ("published_on", "published_on_precision", "published_on_text"),
    ("author",),
    ("url",),
)
"""What a document takes from its other captures where its own page does not say it; columns that go together."""


class Resolution(NamedTuple):
    """What is known of the captures of all pages.

    ``captures`` is that table. ``names`` are the new ids of published pages that have another one than their post,
    ``dropped`` the pages that are published as no document. ``told`` has what a published page takes from the other captures
    of its post, column by column. ``problems`` tell the maintainer of it.
    """

    captures: pa.Table
    names: Mapping[str, str]
    dropped: frozenset[str]
    told: Mapping[str, Mapping[str, Any]]
    problems: tuple[Problem, ...]


def resolve(tables: Tables, same_as: Mapping[str, str] = NOTHING_SAID) -> Tables:
    """The tables with each post once, under one document id, and with a row of ``captures`` for each page.

    The tables are as they were extracted and merged: nothing is corrected, masked or withheld as yet. A post has the smallest
    id of its captures or, where ``same_as`` (ids of documents, by those that are the same) names one, that; its text, records,
    segments and problems are those of the fullest, and keys and references begin with the post's id. What belongs to the
    other captures leaves the tables; one problem for each post says which they are. Where no page is another's capture, all
    other tables are those given, but for the working tables, which go.
    """
    resolution = resolution_of(posts_of(tables), same_as)
    of_no_document = [problem for problem in resolution.problems if problem.document_id is None]
    return with_problems(resolved(tables, resolution), of_no_document)


def resolution_of(posts: Posts, same_as: Mapping[str, str] = NOTHING_SAID) -> Resolution:
    """What is to be known of all pages, so that the rows of some can be resolved."""
    found = groups_among(posts, same_as)
    captures = _captures(posts.documents, found.groups)
    published = {group.published: group.document_id for group in found.groups}
    captured = {capture.capture_id for group in found.groups for capture in group.captures}
    return Resolution(
        captures,
        {old: new for old, new in published.items() if old != new},
        frozenset(captured - published.keys()),
        _told_by_others(posts.documents, found.groups),
        tuple(problems_of(found, captures.to_pylist() if found.has_something_to_tell else ())),
    )


def resolved(tables: Tables, resolution: Resolution) -> Tables:
    """All tables or a part of them, which has all rows of its pages, with each post once, in the order of their keys.

    Of the problems that the resolution found those of no document are left out.
    """
    whole = {name: table for name, table in tables.items() if name not in WORKING}
    whole["documents"] = _with_told(tables["documents"], resolution.told)
    if resolution.names or resolution.dropped:
        whole = {
            schema.name: rekeyed(whole[schema.name], schema, resolution.names, resolution.dropped)
            for schema in TABLES
        }
    here = whole["documents"]["document_id"].combine_chunks()
    captures = resolution.captures
    whole["captures"] = captures.filter(pc.is_in(captures["document_id"], value_set=here))
    ids = frozenset(here.to_pylist())
    return with_problems(whole, [problem for problem in resolution.problems if problem.document_id in ids])


def _captures(documents: pa.Table, groups: Sequence[Group]) -> pa.Table:
    schema = table_named("captures")
    about = {capture.capture_id: (group, capture) for group in groups for capture in group.captures}
    rows: list[Row] = []
    for row in documents.select(["document_id", *_OF_THE_FILE]).to_pylist():
        name = row.pop("document_id")
        group, capture = about.get(name, (None, None))
        rows.append(
            row
            | {
                "capture_id": name,
                "document_id": name if group is None else group.document_id,
                "is_published": group is None or group.published == name,
                "relation": None if capture is None else capture.relation,
                "comments_only_here": 0 if capture is None else capture.comments_only_here,
            }
        )
    return sorted_table(pa.Table.from_pylist(rows, schema=schema.arrow_schema), schema)


def _told_by_others(documents: pa.Table, groups: Sequence[Group]) -> dict[str, dict[str, Any]]:
    """What a published page does not say of its post: what the first of the other captures says."""
    wanted = [capture.capture_id for group in groups for capture in group.captures]
    rows = {row["document_id"]: row for row in rows_with(documents, "document_id", wanted)[1].to_pylist()}
    told: dict[str, dict[str, Any]] = {}
    for group in groups:
        row = rows[group.published]
        for columns in _OF_THE_POST:
            others = (rows[capture.capture_id] for capture in group.captures)
            if all(row[column] is None for column in columns):
                teller = next((other for other in others if other[columns[0]] is not None), None)
                if teller is not None:
                    told.setdefault(group.published, {}).update({name: teller[name] for name in columns})
    return told


def _with_told(documents: pa.Table, told: Mapping[str, Mapping[str, Any]]) -> pa.Table:
    cells: dict[str, dict[int, Any]] = {}
    for place, row in zip(*_placed(documents, told), strict=True):
        for column, value in told[row["document_id"]].items():
            cells.setdefault(column, {})[place] = value
    return with_cells(documents, cells)


def _placed(documents: pa.Table, told: Mapping[str, Mapping[str, Any]]) -> tuple[list[int], list[Row]]:
    places, rows = rows_with(documents, "document_id", told)
    return places, rows.select(["document_id"]).to_pylist()
