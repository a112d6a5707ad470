"""The section [privacy] of dataset.toml."""

from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.publication.privacy import DEFAULT, Names, Privacy
from flows.releases.dataset import FILE, Dataset, read_dataset
from schemas.alterations import MASKS

HEAD = 'name = "some"\ntitle = "Some"\ndescription = "Some pages."\n'


def read(folder: Path, section: str) -> Privacy:
    (folder / FILE).write_text(HEAD + section, encoding="utf-8")
    return read_dataset([folder]).privacy


def test_everything_private_is_masked_where_nothing_is_said(tmp_path: Path) -> None:
    assert Dataset().privacy == read(tmp_path, "") == read(tmp_path, "[privacy]\n") == DEFAULT
    assert DEFAULT.mask == set(MASKS)
    assert DEFAULT.names is Names.AS_GIVEN


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("true", set(MASKS)),
        ("false", set()),
        ("[]", set()),
        ('["email"]', {"email"}),
        ('["address", "telephone"]', {"address", "telephone"}),
    ],
)
def test_kinds_to_mask(tmp_path: Path, said: str, kinds: set[str]) -> None:
    assert read(tmp_path, f"[privacy]\nmask = {said}\n").mask == kinds


def test_names_and_the_file_of_their_key(tmp_path: Path) -> None:
    """A relative path begins at the folder of dataset.toml, ~ is the user's home."""
    assert read(tmp_path, '[privacy]\nnames = "dropped"\n') == Privacy(names=Names.DROPPED)
    said = '[privacy]\nnames = "pseudonyms"\nnames_key_file = "{}"\n'
    assert read(tmp_path, said.format("../names.key")).names_key_file == tmp_path / "../names.key"
    assert read(tmp_path, said.format("~/names.key")).names_key_file == Path("~/names.key").expanduser()
    assert read(tmp_path, said.format("/keys/names.key")).names_key_file == Path("/keys/names.key")


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("privacy = 1", "privacy should be a table that begins with [privacy]"),
        ("[privacy]\nmasks = true", "privacy.masks is not known: it may hold mask, names, names_key_file"),
        ('[privacy]\nmask = "email"', "privacy.mask should be true, false, or a list of some of"),
        ('[privacy]\nmask = ["emails"]', "privacy.mask has 'emails': it may list \"email\", \"telephone\""),
        ("[privacy]\nmask = [[]]", "privacy.mask has []: it may list"),
        ('[privacy]\nmask = ["email", "email"]', "privacy.mask lists a kind twice"),
        ('[privacy]\nnames = "hidden"', 'privacy.names should be one of "as given", "pseudonyms", "dropped"'),
        ("[privacy]\nnames = []", "privacy.names should be one of"),
        ('[privacy]\nnames = "pseudonyms"\nnames_key_file = "~nobody-of-this-name/k"', "privacy.names_key_file should be a path"),
        ('[privacy]\nnames = "pseudonyms"\nnames_key_file = "a\\u0000b"', "privacy.names_key_file should be a path"),
        ('[privacy]\nnames = "pseudonyms"\nnames_key_file = 1', "privacy.names_key_file should be the path of a file"),
        ('[privacy]\nnames = "pseudonyms"\nnames_key_file = " "', "privacy.names_key_file should be the path of a file"),
        ('[privacy]\nnames = "dropped"\nnames_key_file = "k"', "privacy.names_key_file is for names = \"pseudonyms\""),
    ],
)  # fmt: skip
def test_a_wrong_section_is_refused_with_file_and_key(tmp_path: Path, section: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        read(tmp_path, section)
    assert str(error.value).startswith(f"{tmp_path / FILE}: {message}")
