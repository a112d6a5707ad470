"""What the data card says of private data."""

import pytest

from flows.publication.privacy import DEFAULT, Names, Privacy
from flows.releases.card_privacy import masks_section
from schemas.alterations import MASKS

NONE = dict.fromkeys(MASKS, 0)


def test_what_was_masked_is_counted_by_kind() -> None:
    said = masks_section(NONE | {"email": 1234, "telephone": 1, "address": 2}, DEFAULT)
    assert said.startswith(
        "Masked were 1,234 e-mail addresses, 1 telephone number and 2 addresses with house number and postcode. A mask is one `█`"
    )


def test_that_nothing_was_masked_is_said_as_well() -> None:
    assert masks_section(NONE, DEFAULT).startswith("Private data was looked for, and none was found")


def test_what_was_not_looked_for_is_named() -> None:
    said = masks_section(NONE | {"email": 1}, Privacy(frozenset({"email", "telephone"})))
    assert "Masked were 1 e-mail address. Not looked for: address and national insurance." in said
    assert masks_section(NONE, Privacy(frozenset())).startswith("Private data was not looked for")


@pytest.mark.parametrize("names", Names)
def test_how_names_are_published_is_said(names: Names) -> None:
    words = {
        "as given": "as they stand on the pages",
        "pseudonyms": "as pseudonyms",
        "dropped": "are not published",
    }
    assert words[names] in masks_section(NONE, Privacy(names=names))


def test_the_card_is_told_that_a_guess_can_be_confirmed() -> None:
    assert "may confirm a guess of what is masked" in masks_section(NONE, DEFAULT)
