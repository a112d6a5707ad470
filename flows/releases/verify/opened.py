"""A release as it was opened to be verified: its folder, what the index says of it, and what its descriptor says."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flows.errors import OutputError, UsageError
from flows.releases.files import DESCRIPTOR, SUMS
from flows.releases.index import FILE as INDEX
from flows.releases.index import Entry, read_index
from flows.releases.verify.package import Package, read_package
from flows.releases.verify.tables import Files


@dataclass(frozen=True)
class Opened:
    """A release folder, and the folder of its raw text where there is one to hold it against.

    ``entry`` is what the index beside it says, None where none does; ``index_flaw`` why the index cannot be read.
    """

    folder: Path
    version: str
    """The name of the folder, links followed."""
    raw: Path | None
    entry: Entry | None
    index_flaw: str | None

    @property
    def is_purged(self) -> bool:
        """Whether the index says that the tables of the release were removed."""
        return self.entry is not None and self.entry.purged

    @cached_property
    def package(self) -> Package:
        """What the descriptor says; UnreadableError where it says nothing that can be used."""
        return read_package(self.folder / DESCRIPTOR)

    def files(self, name: str) -> Files:
        """The Parquet files of a table that the descriptor tells of."""
        described = self.package.table(name)
        assert described is not None  # who asks needs the checks that say so
        return Files(tuple(self.folder / part.path for part in described.parquet))


def open_release(release: Path, raw: Path | None = None) -> Opened:
    """The release in this folder; UsageError where it is none, or where the folder of raw text is none."""
    try:
        folder = release.resolve(strict=True)
        names = {path.name for path in folder.iterdir()}
    except (OSError, RuntimeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{release}: {what}: name the folder of a release, such as output/latest") from error
    if not names & {SUMS, DESCRIPTOR}:
        what = (
            "holds releases and is none itself" if INDEX in names else f"has neither {SUMS} nor {DESCRIPTOR}"
        )
        raise UsageError(f"{release}: {what}: name the folder of a release, such as output/latest")
    if raw is not None and not raw.is_dir():
        raise UsageError(f"{raw}: no folder: name with --raw the folder that the release was built from")
    try:
        entry = read_index(folder.parent).entry(folder.name)
    except OutputError as error:
        return Opened(folder, folder.name, raw, None, str(error).removeprefix(f"{folder.parent / INDEX}: "))
    except RecursionError:
        return Opened(folder, folder.name, raw, None, "no index of releases (nested too deep)")
    return Opened(folder, folder.name, raw, entry, None)
