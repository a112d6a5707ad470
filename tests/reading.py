"""Pages read at once, as a build reads them in portions."""

from collections.abc import Collection, Sequence

from flows.pipeline import BatchRecords, Portion, read_portion
from flows.sources import Source


def read_batch(sources: Sequence[Source], *, try_again_on: Collection[int] = ()) -> BatchRecords:
    """What these sources give, pages and problems in their order, however many batches they make."""
    found = list(read_portion(Portion(tuple(sources)), try_again_on=try_again_on))
    pages = tuple(page for batch in found for page in batch.pages)
    return BatchRecords(pages, tuple(problem for batch in found for problem in batch.problems))
