"""The tables and counts of the data card, as Markdown."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flows.releases.quality import Measured
from flows.tables import Tables
from schemas import TABLES

NOT_STATED = "not stated"
NO_DIALECT = "none recognised"
_COUNTED = ("comments", "bulletins", "job_adverts")


def files(tables: Tables) -> str:
    """Each table with its number of rows and what a row is."""
    rows = [
        (f"`{schema.name}`", f"{tables[schema.name].num_rows:,}", schema.description) for schema in TABLES
    ]
    return markdown(("table", "rows", "what it holds"), rows, right={1})


def years(tables: Tables) -> str:
    """Documents and records by the year of publication."""
    published = pc.year(tables["documents"]["published_on"]).to_pylist()
    return _by(tables, "year", [NOT_STATED if year is None else str(year) for year in published])


def dialects(tables: Tables) -> str:
    """Documents and records by dialect."""
    named = tables["documents"]["dialect"].to_pylist()
    return _by(tables, "dialect", [NO_DIALECT if name is None else f"`{name}`" for name in named])


def certainty(tables: Tables) -> str:
    """How surely the comments were told apart, and how many problems there are, in a sentence each."""
    certainties = _listed(_counts(tables["comments"]["certainty"]), lambda name: f"`{name}`")
    severities = _listed(_counts(tables["problems"]["severity"]), lambda name: f"of severity `{name}`")
    return " ".join(
        [
            f"Of the comments {certainties} (`comments.certainty`)."
            if certainties
            else "There are no comments.",
            f"Of the problems {severities}." if severities else "There are no problems.",
        ]
    )


def withheld(tables: Tables) -> str:
    """How many rows of this release are tombstones, in a sentence."""
    counts = {
        name: table.num_rows - table["withheld"].null_count
        for name, table in tables.items()
        if "withheld" in table.column_names
    }
    told = ", ".join(f"{count:,} of `{name}`" for name, count in counts.items() if count)
    return f"Rows withheld in this release: {told}." if told else "Nothing is withheld in this release."


def quality(measured: Measured) -> str:
    """One table of figures, with its date and command."""
    right = {place for place, cell in enumerate(measured.rows[0]) if cell[:1].isdigit() or cell == "–"}
    return "\n".join(
        [
            f"### {measured.title}",
            "",
            f"Measured on {measured.measured_on} by `{measured.command}`. {measured.about}",
            "",
            markdown(measured.columns, measured.rows, right=right),
            "",
        ]
    )


def _by(tables: Tables, what: str, groups: Sequence[str]) -> str:
    """Counts of documents and records; ``groups`` has the group of each document."""
    documents = tables["documents"]["document_id"].to_pylist()
    group_of = dict(zip(documents, groups, strict=True))
    counts = {"documents": Counter(groups), **{name: Counter[str]() for name in _COUNTED}}
    for name in _COUNTED:
        for document_id, count in _counts(tables[name]["document_id"]).items():
            counts[name][group_of[document_id]] += count
    rows = [
        (group, *(f"{counted[group]:,}" for counted in counts.values())) for group in _in_order(set(groups))
    ]
    return markdown((what, *(name.replace("_", " ") for name in counts)), rows, right=set(range(1, 5)))


def _in_order(groups: Iterable[str]) -> list[str]:
    """Sorted, what is not stated or recognised last."""
    return sorted(groups, key=lambda group: (group in {NOT_STATED, NO_DIALECT}, group))


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    """How often each value occurs, in the order of the values."""
    found = {row["values"]: row["counts"] for row in pc.value_counts(column).to_pylist()}
    return dict(sorted((value, count) for value, count in found.items() if value is not None))


def _listed(counts: dict[str, int], named: Callable[[str], str]) -> str:
    return ", ".join(
        f"{count:,} {'is' if count == 1 else 'are'} {named(name)}" for name, count in counts.items()
    )


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]], right: set[int]) -> str:
    """A table; the columns at the places ``right`` are numbers."""
    rule = "|".join("---:" if place in right else "---" for place in range(len(columns)))
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in (columns, *rows)]
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
