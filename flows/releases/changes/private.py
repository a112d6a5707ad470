"""What an old release holds and the new one would mask, or publish under no name: the changes must not tell it again."""

from collections.abc import Collection, Iterator

from flows.problems import CODES
from flows.publication.privacy import Names, Privacy
from flows.publication.private import masked, private_in
from flows.publication.private_cells import NOT_TEXT
from flows.releases.changes.result import Change, RowChange

_NAME = ("comments", "author")
_MESSAGE = "message"


def is_hidden_name(table: str, column: str, privacy: Privacy) -> bool:
    """Whether a column holds names that are not published as given: told beside a pseudonym, they would undo it."""
    return (table, column) == _NAME and privacy.names is not Names.AS_GIVEN


def is_private(column: str, value: object, privacy: Privacy) -> bool:
    """Whether a value holds what is masked in every release with these settings, in lists and structs too."""
    return column not in NOT_TEXT and any(private_in(text, privacy.mask) for text in _texts(value))


def without_private(change: RowChange, privacy: Privacy) -> RowChange:
    """A row of a table without a key, which is told as it stands: what was removed without what is private in it.

    A message about a page may quote a name; where names are hidden, it says what its code means instead.
    """
    if change.change is not Change.REMOVED:
        return change
    row = {
        name: _masked(value, privacy.mask) if isinstance(value, str) and name not in NOT_TEXT else value
        for name, value in change.row.items()
    }
    if row.get(_MESSAGE) is not None and privacy.names is not Names.AS_GIVEN:
        code = str(row.get("code"))
        row[_MESSAGE] = CODES[code][1] if code in CODES else None
    return change._replace(key=row, row=row)


def _masked(text: str, kinds: Collection[str]) -> str:
    return masked(text, ((found.start, found.end) for found in private_in(text, kinds)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _texts(member)
