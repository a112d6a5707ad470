"""How the data card's recipes load the tables: from one file, or from the parts of one that is divided."""

from collections.abc import Mapping

from flows.releases.parts import CSV, PARQUET, names_of, pattern_of

_READ_CSV = 'keep_default_na=False, na_values=[""]'
_IMPORT_GLOB = "from glob import glob\n"


def recipes(counts: Mapping[str, int]) -> dict[str, str]:
    """What stands in the recipes of ``card.md``; ``counts`` has the number of parts of each table."""
    documents, comments = (pattern_of(name, PARQUET, counts[name]) for name in ("documents", "comments"))
    csv = pattern_of("comments", CSV, counts["comments"])
    in_parts = counts["comments"] > 1
    return {
        "divided": _divided(counts),
        "glob_tables": _IMPORT_GLOB if in_parts or counts["documents"] > 1 else "",
        "glob_comments": _IMPORT_GLOB if in_parts else "",
        "documents_files": documents,
        "comments_files": comments,
        "pandas_documents": _of_pandas(documents, counts["documents"]),
        "pandas_comments": _of_pandas(comments, counts["comments"]),
        "pandas_csv": (
            f'pandas.concat(pandas.read_csv(part, {_READ_CSV}) for part in sorted(glob("{csv}")))'
            if in_parts
            else f'pandas.read_csv("{csv}", {_READ_CSV})'
        ),
        "r_comments": (
            f'do.call(rbind, lapply(Sys.glob("{comments}"), read_parquet))'
            if in_parts
            else f'read_parquet("{comments}")'
        ),
    }


def _of_pandas(pattern: str, count: int) -> str:
    if count == 1:
        return f'pandas.read_parquet("{pattern}")'
    return f'pandas.concat(map(pandas.read_parquet, sorted(glob("{pattern}"))))'


def _divided(counts: Mapping[str, int]) -> str:
    """Which tables are divided, as a paragraph of its own; nothing where none is."""
    divided = {name: count for name, count in counts.items() if count > 1}
    if not divided:
        return ""
    told = ", ".join(f"`{name}` ({count:,})" for name, count in divided.items())
    name, count = next(iter(divided.items()))
    first = names_of(name, PARQUET, count)[0]
    return (
        f"\n\nToo large for one file, and divided into parts such as `{first}`: {told}. The rows of the parts, in the order of "
        "their names, are those of the table in the order of its key. Each Parquet part stands beside a CSV part of the same rows, "
        "with a header."
    )
