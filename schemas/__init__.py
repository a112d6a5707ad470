"""The tables of the corpus: one Pandera model each, and all that is derived from the models.

Types, nullability, descriptions and checks are written once, in the models; Arrow schemas, the data
dictionary and the Frictionless descriptors are read off them. Nothing here imports the pipeline.
"""

from schemas.base import REASONS
from schemas.bulletins import BULLETINS
from schemas.captures import CAPTURES
from schemas.comments import COMMENTS
from schemas.documents import DOCUMENTS
from schemas.job_adverts import JOB_ADVERTS
from schemas.problems import PROBLEMS
from schemas.segments import SEGMENTS
from schemas.table import Field, ForeignKey, TableSchema
from schemas.validation import Failure, RuleTotal, Validation, validate

__all__ = [
    "REASONS",
    "SCHEMA_VERSION",
    "TABLES",
    "Failure",
    "Field",
    "ForeignKey",
    "RuleTotal",
    "TableSchema",
    "Validation",
    "table_named",
    "validate",
]

SCHEMA_VERSION = "2.1.0"
"""The version of the columns, which goes up with them; a test holds them to `tests/schemas/snapshot.json`.

MAJOR where a query that worked may fail or answer otherwise: a column or table renamed or gone, another type, nulls
where there were none, another key, a value added to or taken from those allowed. MINOR where columns or tables are added.
PATCH where only a description changes. 1 was that of the first releases, which did not state it; 2 has tombstones, 2.1 the column `altered`.
"""

TABLES: tuple[TableSchema, ...] = (DOCUMENTS, CAPTURES, COMMENTS, BULLETINS, JOB_ADVERTS, SEGMENTS, PROBLEMS)


def table_named(name: str) -> TableSchema:
    """The table of that name; LookupError naming the known tables where there is none."""
    for table in TABLES:
        if table.name == name:
            return table
    raise LookupError(
        f"no table is called {name!r}: the tables are {', '.join(table.name for table in TABLES)}"
    )
