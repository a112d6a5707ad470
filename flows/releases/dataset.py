"""What the sources say of the dataset they make: ``dataset.toml`` of a SOURCE folder."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.errors import UsageError
from flows.publication.privacy import DEFAULT, Privacy, privacy_of
from flows.shards.taken import USUAL, Taken, taken_of
from flows.toml_file import LARGEST, read_toml, shown_key

FILE = "dataset.toml"


@dataclass(frozen=True, slots=True)
class Contributor:
    title: str
    role: str


@dataclass(frozen=True, slots=True)
class Licence:
    """``name`` is the SPDX or Open Definition identifier, ``path`` the address of its text."""

    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Title page of a release. Without a ``dataset.toml`` no licence and no contributors are stated."""

    name: str = "probation-corpus"
    title: str = "Probation corpus"
    description: str = (
        "Documents, bulletins, job adverts and comments read from the text of community blog pages."
    )
    contact: str | None = None
    licence: Licence | None = None
    contributors: tuple[Contributor, ...] = ()
    privacy: Privacy = DEFAULT
    shards: Taken = USUAL


def read_dataset(sources: Sequence[Path]) -> Dataset:
    """The dataset that the SOURCE folders describe; UsageError where the file is wrong or there are several."""
    folder = dataset_folder(sources)
    if folder is None:
        return Dataset()
    file = folder / FILE
    return _Reader(file).dataset(read_toml(file, LARGEST).values)


def dataset_folder(sources: Sequence[Path]) -> Path | None:
    """The SOURCE folder whose ``dataset.toml`` describes the dataset, if one does; UsageError where there are several."""
    # Also where it is a pipe or a link to nothing: what it says of names and masks must not be passed by.
    folders = [source for source in sources if os.path.lexists(source / FILE)]
    if len({folder.resolve() for folder in folders}) > 1:
        names = ", ".join(str(folder / FILE) for folder in folders)
        raise UsageError(
            f"{names}: each describes another dataset; build them one by one, or keep one {FILE}"
        )
    return folders[0] if folders else None


class _Reader:
    """Checks the values of the file, naming it in every error."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def dataset(self, values: dict[str, Any]) -> Dataset:
        known = {"name", "title", "description", "contact", "licence", "contributors", "privacy", "shards"}
        self._only(values, known, "")
        licence, contributors = values.get("licence"), values.get("contributors", [])
        if not isinstance(contributors, list):
            raise self._wrong("contributors", "tables [[contributors]] with title and role")
        return Dataset(
            name=self._name(values),
            title=self._text(values, "title", ""),
            description=self._text(values, "description", ""),
            contact=self._text(values, "contact", "") if "contact" in values else None,
            licence=None if licence is None else self._licence(licence),
            contributors=tuple(self._contributor(value) for value in contributors),
            privacy=privacy_of(values.get("privacy", {}), self.file),
            shards=taken_of(values.get("shards", {}), self.file),
        )

    def _name(self, values: dict[str, Any]) -> str:
        name = self._text(values, "name", "")
        if re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) is None:
            raise self._wrong("name", "made of small letters, figures, '-', '_' and '.' alone")
        return name

    def _licence(self, values: Any) -> Licence:
        self._only(values, {"name", "title", "path"}, "licence.")
        return Licence(*(self._text(values, key, "licence.") for key in ("name", "title", "path")))

    def _contributor(self, values: Any) -> Contributor:
        self._only(values, {"title", "role"}, "contributors.")
        return Contributor(*(self._text(values, key, "contributors.") for key in ("title", "role")))

    def _only(self, values: Any, known: set[str], where: str) -> None:
        if not isinstance(values, dict):
            raise self._wrong(where.rstrip("."), "a table")
        for key in values:
            if key not in known:
                raise UsageError(
                    f"{self.file}: {where}{shown_key(key)} is not known: it may hold {', '.join(sorted(known))}"
                )

    def _text(self, values: dict[str, Any], key: str, where: str) -> str:
        value = values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(f"{where}{key}", "a text that is not empty")
        return value.strip()

    def _wrong(self, key: str, expected: str) -> UsageError:
        return UsageError(f"{self.file}: {key} should be {expected}")
