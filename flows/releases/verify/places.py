"""Checks of what stands where: threads, the segments that tile each page, and the spans of records in them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.verify.keys import KEYS
from flows.releases.verify.opened import Opened
from flows.releases.verify.results import Said
from flows.releases.verify.tables import columns_of

REMEDY = "restore the release, or build it anew"
Numbers = npt.NDArray[np.int64]
NO_PLACE = -1


def check_threads(opened: Opened) -> Iterator[Said]:
    """A parent is an earlier comment of the same document at depth 0, and its replies are at depth 1."""
    files = opened.files("comments")
    names = ["comment_id", "document_id", "parent_id", "sequence", "depth"]
    comments = columns_of(files, names)
    places = places_in(comments["parent_id"], comments["comment_id"])
    replies = np.flatnonzero(places != NO_PLACE)
    reply, parent = comments.take(replies), comments.take(places[replies])
    for wrong, what in (
        (pc.not_equal(reply["document_id"], parent["document_id"]), "is a comment of another document"),
        (pc.not_equal(parent["depth"], 0), "is itself a reply"),
        (pc.less_equal(reply["sequence"], parent["sequence"]), "does not come before it"),
        (pc.not_equal(reply["depth"], 1), "is there, though its own depth is not 1"),
    ):
        for row in replies[np.flatnonzero(wrong.to_numpy())].tolist():
            yield files.found(f"the parent of {comments['comment_id'][row].as_py()!r} {what}: {REMEDY}", row)


def check_tiles(opened: Opened) -> Iterator[Said]:
    """The segments of each document tile it from 0 to its characters; one without characters has none."""
    files, of_documents = opened.files("segments"), opened.files("documents")
    documents = columns_of(of_documents, ["document_id", "characters"])
    segments = columns_of(files, ["document_id", "sequence", "start", "end"])
    owner = places_in(segments["document_id"], documents["document_id"])
    sequence, start, end = (segments[name].to_numpy() for name in ("sequence", "start", "end"))
    order = np.lexsort((sequence, owner))
    order = order[owner[order] != NO_PLACE]  # those of no document are the references' concern
    owner, sequence, start, end = (values[order] for values in (owner, sequence, start, end))
    is_first = np.append(True, owner[1:] != owner[:-1])[: len(owner)]
    expected_start = np.where(is_first, 0, np.roll(end, 1))
    expected_sequence = np.where(is_first, 0, np.roll(sequence, 1) + 1)
    gaps = (start != expected_start) | (sequence != expected_sequence) | (end <= start)
    for place in np.flatnonzero(gaps).tolist():
        name = documents["document_id"][int(owner[place])].as_py()
        message = (
            f"segment {sequence[place]} of {name!r} is [{start[place]}, {end[place]}); it should be segment "
            f"{expected_sequence[place]} and begin at {expected_start[place]}: {REMEDY}"
        )
        yield files.found(message, int(order[place]))
    ends = np.zeros(documents.num_rows, np.int64)
    np.maximum.at(ends, owner, end)
    characters = documents["characters"].to_numpy()
    for row in np.flatnonzero(ends != characters).tolist():
        name = documents["document_id"][row].as_py()
        message = f"{name!r} has {characters[row]:,} characters, its segments end at {ends[row]:,}: {REMEDY}"
        yield of_documents.found(message, row)


def check_counts(opened: Opened) -> Iterator[Said]:
    """The numbers of records that a document gives are those of its rows in the tables."""
    files = opened.files("documents")
    documents = columns_of(files, ["document_id", *KEYS])
    for name in KEYS:
        records = columns_of(opened.files(name), ["document_id"])["document_id"]
        owner = places_in(records, documents["document_id"])
        found = np.bincount(owner[owner != NO_PLACE], minlength=documents.num_rows)
        said = documents[name].to_numpy()
        for row in np.flatnonzero(found != said).tolist():
            document = documents["document_id"][row].as_py()
            message = f"{document!r} counts {said[row]} {name}, the table has {found[row]}: {REMEDY}"
            yield files.found(message, row)


def places_in(values: pa.ChunkedArray, known: pa.ChunkedArray) -> Numbers:
    """The place of each value among the known ones, ``NO_PLACE`` where it is null or not there."""
    found = pc.index_in(values, value_set=known.combine_chunks(), skip_nulls=True)
    places: Numbers = pc.fill_null(found, NO_PLACE).to_numpy().astype(np.int64)
    return places
