"""Kinds of files, by their suffixes: what is a page, what describes one, and what holds many."""

from enum import StrEnum
from typing import NamedTuple

SUFFIX = ".txt"
SIDECAR = ".toml"
"""The suffix of the file beside a page that describes it."""
GZIP = ".gz"
LARGEST = 64 * 2**20
"""Bytes that a page may have, unpacked; and a file of one page, packed or not."""
COMPANIONS = frozenset(
    {"dataset.toml", "withheld.toml", "corrections.toml", "releases.json", "releases.json.new"}
)
"""Files in a source folder that the build reads for other things than text. None is a page's sidecar in any folder."""


class Kind(StrEnum):
    """What a file holds."""

    PAGE = "page"
    SIDECAR = "sidecar"
    JSON_LINES = "JSON Lines"
    PARQUET = "Parquet"
    WET = "WET"


SHARDS = frozenset({Kind.JSON_LINES, Kind.PARQUET, Kind.WET})
"""Kinds of files that hold many records, each of them a page."""
_SUFFIXES = {
    SUFFIX: Kind.PAGE,
    f"{SUFFIX}{GZIP}": Kind.PAGE,
    SIDECAR: Kind.SIDECAR,
    ".jsonl": Kind.JSON_LINES,
    ".jsonl.gz": Kind.JSON_LINES,
    ".jsonl.zst": Kind.JSON_LINES,
    ".parquet": Kind.PARQUET,
    ".wet": Kind.WET,
    ".wet.gz": Kind.WET,
    ".warc.wet": Kind.WET,
    ".warc.wet.gz": Kind.WET,
}
_LONGEST_FIRST = sorted(_SUFFIXES, key=len, reverse=True)
_CODECS = {GZIP: "gzip", ".zst": "zstd"}


def suffixes_of(*kinds: Kind) -> tuple[str, ...]:
    """The suffixes, in small letters, of files of these kinds."""
    return tuple(suffix for suffix, kind in _SUFFIXES.items() if kind in kinds)


class Named(NamedTuple):
    """A file's name taken apart: what stands before the suffix, the suffix, and the kind of file that it means."""

    stem: str
    suffix: str
    kind: Kind | None


def named(name: str) -> Named:
    """A name or path without a fragment, taken apart; ``kind`` is None, and the suffix empty, where it is not read."""
    lower = name.lower()
    for suffix in _LONGEST_FIRST:
        if lower.endswith(suffix):
            kind = _SUFFIXES[suffix]
            is_companion = kind is Kind.SIDECAR and name.rpartition("/")[2] in COMPANIONS
            stem = name[: len(name) - len(suffix)]
            return Named(name, "", None) if is_companion else Named(stem, name[len(stem) :], kind)
    return Named(name, "", None)


def codec_of(name: str) -> str | None:
    """The compression that a file's name tells of, as Arrow calls it; None where it is not compressed as a whole."""
    return _CODECS.get(name[name.rfind(".") :].lower()) if "." in name else None
