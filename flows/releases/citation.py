"""How to cite a release, in a line and in BibTeX. Neither has a year: a release does not know the day on which it was made."""

import re

from flows.releases.dataset import Dataset

_SPECIAL = re.compile(r"[&%$#_{}]")


def plain(dataset: Dataset, version: str) -> str:
    """Who made it, its title and version, as one sentence."""
    authors = "; ".join(contributor.title for contributor in dataset.contributors)
    return f"{authors + '. ' if authors else ''}{dataset.title}, version {version} [data set]."


def bibtex(dataset: Dataset, version: str) -> str:
    """The same as an entry for a bibliography."""
    authors = " and ".join(f"{{{_escaped(contributor.title)}}}" for contributor in dataset.contributors)
    values = {
        "author": authors,
        "title": f"{{{_escaped(dataset.title)}}}",
        "version": version,
        "note": "Data set",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items() if value)
    return f"@misc{{{dataset.name}-{version},\n{lines}}}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)
