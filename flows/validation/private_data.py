"""Private data in a contribution's text: the one place at which the detectors of publication are connected."""

from typing import NamedTuple


class Private(NamedTuple):
    """A stretch of a text that is private, and of what kind: ``an e-mail address``."""

    kind: str
    start: int
    end: int


def private_in(text: str) -> tuple[Private, ...]:  # noqa: ARG001
    """What is private in a text, in its order. Nothing is looked for until the detectors are connected here."""
    return ()
