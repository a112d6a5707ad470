"""Names of sources that hold private data: they stand in every key of their rows and cannot be masked, so they are told."""

from collections.abc import Collection, Iterator

import pyarrow as pa

from flows.problems import CODES, Problem
from flows.publication.private import NAMES, private_in
from flows.publication.private_cells import may_hold

CODE = "private_data_in_name"


def private_names(documents: pa.Table, kinds: Collection[str]) -> tuple[Problem, ...]:
    """A problem for each document whose id holds private data of these kinds; it does not repeat it."""
    return tuple(_problems(documents, kinds))


def _problems(documents: pa.Table, kinds: Collection[str]) -> Iterator[Problem]:
    if not documents.num_rows:
        return
    likely = documents.filter(may_hold(documents["document_id"].combine_chunks(), kinds))
    for row in likely.select(["document_id", "source"]).to_pylist():
        found = sorted({private.kind for private in private_in(row["document_id"], kinds)})
        if found:
            named = " and ".join(NAMES[kind][0] for kind in found)
            message = f"the name holds what is private ({named}), and every key of its rows with it: rename the file"
            yield Problem(row["source"], row["document_id"], CODES[CODE][0], CODE, message)
