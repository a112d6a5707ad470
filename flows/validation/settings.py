"""``dataset.toml`` of a contribution: read as a build reads it."""

from flows.errors import UsageError
from flows.releases.dataset import read_dataset
from flows.validation.files import Item
from flows.validation.findings import Finding, Reported, reported
from flows.validation.refusals import lines_of, refused


def check_settings_file(item: Item, most: int) -> Reported:
    """What came of the file: the first thing in it that a build would refuse, or nothing."""
    lines = lines_of(item)
    if isinstance(lines, Finding):
        return reported(item.shown, "", [lines], most)
    try:
        read_dataset([item.path.parent])
    except UsageError as error:
        return reported(item.shown, "", [refused(error, item, lines)], most)
    return reported(item.shown, "the description of the dataset", [], most)
