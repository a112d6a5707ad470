"""What ``dataset.toml`` says of private data: the section ``[privacy]``."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flows.errors import UsageError
from flows.publication.private import KINDS
from flows.toml_file import shown, shown_key

_KEYS = ("mask", "names", "names_key_file")


class Names(StrEnum):
    """How the names of commenters are published."""

    AS_GIVEN = "as given"
    PSEUDONYMS = "pseudonyms"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Privacy:
    """Which kinds of private data are masked, and how commenters' names are published.

    ``names_key_file``: where the key of pseudonyms stands, unless an environment variable holds it.
    """

    mask: frozenset[str] = frozenset(KINDS)
    names: Names = Names.AS_GIVEN
    names_key_file: Path | None = None


DEFAULT = Privacy()
"""What holds where nothing is said: everything private is masked, names are as given."""


def privacy_of(values: Any, file: Path) -> Privacy:
    """The settings of a section of this file; UsageError naming file and key where one is wrong.

    A relative ``names_key_file`` is one below the folder of the file, ``~`` the user's home.
    """
    if not isinstance(values, dict):
        raise UsageError(f"{file}: privacy should be a table that begins with [privacy]")
    for key in values:
        if key not in _KEYS:
            raise UsageError(f"{file}: privacy.{shown_key(key)} is not known: it may hold {', '.join(_KEYS)}")
    names = _names(values.get("names", Names.AS_GIVEN.value), file)
    key_file = values.get("names_key_file")
    if key_file is not None and (not isinstance(key_file, str) or not key_file.strip()):
        raise UsageError(f"{file}: privacy.names_key_file should be the path of a file, in quotation marks")
    if key_file is not None and names is not Names.PSEUDONYMS:
        raise UsageError(
            f'{file}: privacy.names_key_file is for names = "pseudonyms" and would do nothing: remove it, or change names'
        )
    return Privacy(_kinds(values.get("mask", True), file), names, _place(key_file, file))


def _place(key_file: str | None, file: Path) -> Path | None:
    if key_file is None:
        return None
    try:
        place = file.parent / Path(key_file).expanduser()
        place.resolve()
    except (RuntimeError, ValueError, OSError) as error:
        raise UsageError(
            f"{file}: privacy.names_key_file should be a path that can be, in quotation marks, not {shown(key_file)}"
        ) from error
    return place


def _kinds(value: Any, file: Path) -> frozenset[str]:
    if isinstance(value, bool):
        return frozenset(KINDS if value else ())
    known = ", ".join(f'"{kind}"' for kind in KINDS)
    if not isinstance(value, list):
        raise UsageError(f"{file}: privacy.mask should be true, false, or a list of some of {known}")
    for kind in value:
        if kind not in KINDS:
            raise UsageError(f"{file}: privacy.mask has {shown(kind)}: it may list {known}")
    if len(set(value)) < len(value):
        raise UsageError(f"{file}: privacy.mask lists a kind twice: keep one")
    return frozenset(value)


def _names(value: Any, file: Path) -> Names:
    if value not in list(Names):
        known = ", ".join(f'"{name}"' for name in Names)
        raise UsageError(f"{file}: privacy.names should be one of {known}")
    return Names(value)
