"""The tables in which each post stands once: of its captures the fullest, and all of them in ``captures``."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from flows.captures.groups import Group, groups_of
from flows.captures.rekeyed import rekeyed
from flows.captures.told import problems_of
from flows.records import Row
from flows.tables import SKETCHES, Tables, sorted_table, with_problems
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


def resolve(tables: Tables, same_as: Mapping[str, str] = NOTHING_SAID) -> Tables:
    """The tables with each post once, under one document id, and with a row of ``captures`` for each page.

    The tables are as they were extracted and merged: nothing is corrected, masked or withheld as yet. A post has the smallest
    id of its captures or, where ``same_as`` (ids of documents, by those that are the same) names one, that; its text, records,
    segments and problems are those of the fullest, and keys and references begin with the post's id. What belongs to the
    other captures leaves the tables; one problem for each post says which they are. Where no page is another's capture, all
    other tables are those given, but for the sketches, which have served.
    """
    found = groups_of(tables, same_as)
    captures = _captures(tables["documents"], found.groups)
    if found.groups:
        tables = _with_groups(tables, found.groups)
    tables = {name: table for name, table in tables.items() if name != SKETCHES} | {"captures": captures}
    problems = problems_of(found, captures.to_pylist() if found.has_something_to_tell else ())
    return with_problems(tables, problems)


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


def _with_groups(tables: Tables, groups: Sequence[Group]) -> Tables:
    published = {group.published: group.document_id for group in groups}
    dropped = {capture.capture_id for group in groups for capture in group.captures} - published.keys()
    names = {old: new for old, new in published.items() if old != new}
    tables = {**tables, "documents": _told_by_others(tables["documents"], groups)}
    return {schema.name: rekeyed(tables[schema.name], schema, names, dropped) for schema in TABLES}


def _told_by_others(documents: pa.Table, groups: Sequence[Group]) -> pa.Table:
    """The documents; what a published page does not say of its post is what the first of the other captures says."""
    ids = pa.array([capture.capture_id for group in groups for capture in group.captures], pa.string())
    is_captured = pc.is_in(documents["document_id"], value_set=ids)
    rows = {row["document_id"]: row for row in documents.filter(is_captured).to_pylist()}
    for group in groups:
        row = rows[group.published]
        for columns in _OF_THE_POST:
            others = (rows[capture.capture_id] for capture in group.captures)
            if all(row[column] is None for column in columns):
                told = next((other for other in others if other[columns[0]] is not None), row)
                row |= {column: told[column] for column in columns}
    told_rows = pa.Table.from_pylist(list(rows.values()), schema=documents.schema)
    return sorted_table(
        pa.concat_tables([documents.filter(pc.invert(is_captured)), told_rows]), table_named("documents")
    )
