"""The forms in which `validate` can say what it found, by the names that people type."""

from enum import StrEnum


class Form(StrEnum):
    """A form of output."""

    PEOPLE = "people"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
