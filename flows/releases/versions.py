"""Versions of releases, derived from what changed by the rule of Croissant, the MLCommons dataset format."""

import re
from enum import IntEnum
from typing import NamedTuple

RULE = (
    "MAJOR when a record that was there is changed or gone, or the schema changes incompatibly; MINOR when records, "
    "columns or tables are added and the old ones stand; PATCH when the data is the same and only its packaging or "
    "description changed. Positions (sequence, spans, segments), counts, dialect, certainty, sha256, characters, captured_on and "
    "problems do not decide."
)
"""The rule in words, as releases state it."""

_WRITTEN = re.compile(r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})", re.ASCII)


class Level(IntEnum):
    """How much a change matters to those who used the release before; a greater one outweighs a smaller."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Version(NamedTuple):
    """``major.minor.patch``."""

    major: int
    minor: int
    patch: int

    @classmethod
    def of(cls, text: str) -> "Version":
        """The version written so; ValueError where the text is none."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no version (such as 1.2.0)")
        return cls(*(int(part) for part in match.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def after(self, level: Level) -> "Version":
        """The version that a change of this level gives; without a change the same."""
        match level:
            case Level.MAJOR:
                return Version(self.major + 1, 0, 0)
            case Level.MINOR:
                return Version(self.major, self.minor + 1, 0)
            case Level.PATCH:
                return Version(self.major, self.minor, self.patch + 1)
            case Level.NONE:
                return self


FIRST = Version(1, 0, 0)
