"""Tables of the corpus that a contribution is held against: what cannot be read of them is the user's to mend."""

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from flows.errors import UsageError
from flows.validation.corpus import Corpus
from flows.want_of_memory import pass_on_want_of_memory


@contextmanager
def readable(corpus: Corpus, table: str) -> Iterator[None]:
    """Have what goes wrong in reading a table of the corpus end as a UsageError that names it."""
    try:
        yield
    except (OSError, pa.ArrowException, KeyError) as error:
        pass_on_want_of_memory(error)
        raise UsageError(
            f"{corpus.folder}: the table {table} cannot be read: name with --against the folder of a whole release"
        ) from error
