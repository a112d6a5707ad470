"""The YAML header of the data card, in the words of the Hugging Face hub."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from flows.releases.dataset import Dataset, Licence
from flows.releases.parts import PARQUET, pattern_of
from flows.tables import Tables
from schemas import TABLES

TAGS = ("probation", "criminal-justice", "industrial-relations", "trade-unions", "blogs", "comment-threads")
_SIZES = ((1_000, "1K"), (10_000, "10K"), (100_000, "100K"), (1_000_000, "1M"), (10_000_000, "10M"), (100_000_000, "100M"))  # fmt: skip
_HUB_LICENCES = {
    name.lower(): name.lower()
    for name in (
        "CC0-1.0 CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-NC-2.0 CC-BY-NC-3.0 CC-BY-NC-4.0 "
        "CC-BY-ND-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0"
    ).split()
} | {"odc-by-1.0": "odc-by", "odbl-1.0": "odbl", "pddl-1.0": "pddl"}
"""SPDX identifiers that the hub knows, in small letters, and its names for them; what it does not know is ``other`` there."""


def header(dataset: Dataset, tables: Tables, sums: Mapping[str, Sequence[str]]) -> str:
    """The lines between the two ``---``: one configuration for each table that has rows, for without any it cannot be loaded.

    ``sums`` are the SHA-256 of each table's Parquet files. ``datasets`` keeps what it has loaded under the name of the folder
    and what the header says: without the sums a new release in ``latest`` would give the rows of the one before.
    """
    lines = [f"pretty_name: {_quoted(dataset.title)}", "language:", "- en"]
    if dataset.licence is not None:
        lines += _licence(dataset.licence)
    lines += ["tags:", *(f"- {tag}" for tag in TAGS)]
    lines += ["size_categories:", f"- {_quoted(_size(sum(table.num_rows for table in tables.values())))}"]
    filled = [schema.name for schema in TABLES if tables[schema.name].num_rows]
    if filled:
        lines.append("configs:")
    for name in filled:
        lines += [
            f"- config_name: {name}",
            f"  data_files: {pattern_of(name, PARQUET, len(sums[name]))}",
            f"  description: {_quoted(_told(sums[name]))}",
        ]
    return "\n".join(lines)


def _licence(licence: Licence) -> list[str]:
    known = _HUB_LICENCES.get(licence.name.lower())
    if known is not None:
        return [f"license: {known}"]
    return [
        "license: other",
        f"license_name: {_quoted(licence.name)}",
        f"license_link: {_quoted(licence.path)}",
    ]


def _told(sums: Sequence[str]) -> str:
    """The sum of a table's file; where it has several, one of all their sums, for there may be many."""
    if len(sums) == 1:
        return f"SHA-256 {sums[0]}"
    return f"SHA-256 {hashlib.sha256(' '.join(sums).encode()).hexdigest()} of those of its {len(sums)} parts"


def _size(rows: int) -> str:
    """Between which powers of ten the number of rows lies."""
    least = "n"
    for most, name in _SIZES:
        if rows < most:
            return f"n<{name}" if least == "n" else f"{least}<n<{name}"
        least = name
    return f"n>{least}"


def _quoted(text: str) -> str:
    # What JSON writes for a text, YAML reads as that text.
    return json.dumps(text, ensure_ascii=False)
