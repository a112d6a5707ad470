"""Pages as they are compared: what each says of its post and thread."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from flows.captures.addresses import Address, address_of
from flows.captures.words import TELLING, letters, shingles
from flows.records import Row
from flows.tables import Tables


class SeenPage:
    """One page; what it is compared by is worked out when it is first asked for, and kept."""

    def __init__(self, document: Row, passed_on: Collection[str], comments: Collection[Row]) -> None:
        self.document_id: str = document["document_id"]
        self.row = document
        self._passed_on = passed_on
        self._comments = comments

    @cached_property
    def own(self) -> frozenset[str]:
        """Of the blogger's own words."""
        return shingles(self.row["body"] or "")

    @cached_property
    def post(self) -> frozenset[str]:
        """Of all words of the post, bulletins and adverts with it."""
        return self.own.union(*map(shingles, self._passed_on))

    @cached_property
    def post_letters(self) -> tuple[str, ...]:
        return (letters(self.row["body"] or ""), *sorted(map(letters, self._passed_on)))

    @cached_property
    def comments(self) -> tuple[str, ...]:
        """The letters of each comment that has not been removed, in reading order."""
        return tuple(letters(row["text"]) for row in self._comments if not row["is_removed"])

    @cached_property
    def thread(self) -> str:
        """The letters of all comments end to end: in it stand also comments that were cut or run together."""
        return "".join(self.comments)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The comments that tell of the thread they stand in."""
        return frozenset(comment for comment in self.comments if len(comment) >= TELLING)

    @cached_property
    def short(self) -> Counter[str]:
        """The other comments."""
        return Counter(comment for comment in self.comments if len(comment) < TELLING)

    @cached_property
    def title(self) -> str:
        """The words of the title, a blank at each side; empty where there is none."""
        title = " ".join((self.row["title"] or "").casefold().split())
        return f" {title} " if title else ""

    @cached_property
    def address(self) -> Address | None:
        return None if self.row["url"] is None else address_of(self.row["url"])


def comments_only_in(page: SeenPage, fuller: SeenPage) -> int:
    """How many comments of a page do not stand in another capture of its post."""
    there = Counter(fuller.comments)
    missing = 0
    for comment in page.comments:
        if there[comment]:
            there[comment] -= 1
        elif len(comment) < TELLING or comment not in fuller.thread:
            missing += 1
    return missing


def seen_pages(tables: Tables, wanted: Collection[str]) -> dict[str, SeenPage]:
    """These documents by id. Memory is that of their texts."""
    ids = pa.array(sorted(wanted), pa.string())
    passed_on: dict[str, list[str]] = {}
    for name in ("bulletins", "job_adverts"):
        for row in _rows(tables[name], ids, "document_id", "comment_id", "text"):
            if row["comment_id"] is None:
                passed_on.setdefault(row["document_id"], []).append(row["text"])
    comments: dict[str, list[Row]] = {}
    for row in _rows(tables["comments"], ids, "document_id", "sequence", "text", "is_removed"):
        comments.setdefault(row["document_id"], []).append(row)
    return {
        row["document_id"]: SeenPage(
            row,
            passed_on.get(row["document_id"], ()),
            sorted(comments.get(row["document_id"], ()), key=lambda comment: comment["sequence"]),
        )
        for row in _rows(tables["documents"], ids, *tables["documents"].column_names)
    }


def _rows(table: pa.Table, ids: pa.Array, *columns: str) -> Iterator[dict[str, Any]]:
    yield from table.filter(pc.is_in(table["document_id"], value_set=ids)).select(list(columns)).to_pylist()
