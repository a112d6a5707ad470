"""The version of the reader: what, besides a page's bytes and name, decides which records it gives."""

import hashlib
import platform
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("flows", "schemas")
LATER_STAGES = frozenset({"flows/cli", "flows/evaluation", "flows/releases"})
"""Folders that no module on the reading side imports: a change there leaves the records of a page alone."""
_COMPILED = "__pycache__"


def reader_version(packages: Mapping[str, Traversable] | None = None) -> str:
    """A digest, in hexadecimal, of the packages' sources and data files, and of the Python that runs them.

    Files that do not matter only make it change too often; one that is left out would let old records stand, so
    everything counts but the folders of later stages. Python has a part in it by its regular
    expressions and its Unicode data.
    """
    if packages is None:
        packages = {name: files(name) for name in PACKAGES}
    digest = hashlib.sha256()
    for line in (
        f"{platform.python_implementation()} {platform.python_version()}",
        f"Unicode {unicodedata.unidata_version}",
        *sorted(line for name, folder in packages.items() for line in _sums(folder, name)),
    ):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _sums(folder: Traversable, name: str) -> Iterator[str]:
    """A line for each file at any depth: the digest of its bytes and its name from the package on."""
    for item in folder.iterdir():
        path = f"{name}/{item.name}"
        if item.is_dir():
            if item.name != _COMPILED and path not in LATER_STAGES:
                yield from _sums(item, path)
        else:
            yield f"{hashlib.sha256(item.read_bytes()).hexdigest()}  {path!r}"


READER_VERSION = reader_version()
"""The version of this process, taken while the modules that read are loaded: a process that goes on while other sources
take the place of its own reads as it did before."""
