"""``dataset.toml`` of a contribution: read as a build reads it."""

from collections.abc import Iterator

from flows.errors import UsageError
from flows.problems import Severity
from flows.publication.private import NAMES, private_in
from flows.releases.dataset import Dataset, read_dataset
from flows.validation.files import Item
from flows.validation.findings import Finding, Reported, reported
from flows.validation.refusals import Lines, lines_of, refused

_FOR_ALL = ("title", "description")
"""What stands in every release as it is written."""


def check_settings_file(item: Item, most: int) -> Reported:
    """What came of the file: the first thing in it that a build would refuse, and what is private where all will read it."""
    lines = lines_of(item)
    if isinstance(lines, Finding):
        return reported(item.shown, "", [lines], most)
    try:
        dataset = read_dataset([item.path.parent])
    except UsageError as error:
        return reported(item.shown, "", [refused(error, item, lines)], most)
    return reported(item.shown, "the description of the dataset", _private(dataset, lines), most)


def _private(dataset: Dataset, lines: Lines) -> Iterator[Finding]:
    for key in _FOR_ALL:
        for found in private_in(getattr(dataset, key)):
            message = f"{key} holds what is private: {NAMES[found.kind][0]}"
            remedy = "leave it out, unless all may know it; an address to write to is the contact"
            yield Finding(Severity.WARNING, "private_data", message, remedy, lines.of_key(key))
