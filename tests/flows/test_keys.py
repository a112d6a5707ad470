"""Keys of records: the document, the kind, and a hash of the text alone."""

import hashlib
import re

from hypothesis import given
from hypothesis import strategies as st

from flows.keys import KeyMaker

words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Z", "C")), min_size=1), min_size=1)


def test_key_is_the_hash_of_the_collapsed_text() -> None:
    """Sixteen hexadecimal digits of the SHA-256 of the text with its white space collapsed."""
    digest = hashlib.sha256(b"Agreed, all of it.").hexdigest()[:16]
    assert KeyMaker("2019/keys", "c").key("Agreed,\n all\u00a0of  it.\n") == f"2019/keys/c-{digest}"


def test_same_text_again_is_numbered() -> None:
    """The second and the third have ``-2`` and ``-3``, in reading order; another text between them does not count."""
    keys = KeyMaker("page", "c")
    first, other, second, third = (keys.key(text) for text in ("Agreed.", "No.", "Agreed.", " Agreed. "))
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert re.fullmatch(r"page/c-[0-9a-f]{16}", other)


def test_kinds_are_numbered_apart() -> None:
    """A bulletin with the text of a comment is no second comment."""
    assert KeyMaker("page", "b").key("Agreed.") == KeyMaker("page", "c").key("Agreed.").replace("/c-", "/b-")


@given(st.lists(words.map(" ".join), max_size=8), words.map(" ".join))
def test_later_comments_leave_the_keys_of_the_old_ones_alone(texts: list[str], more: str) -> None:
    """A later capture of the page with more comments at its end has the same keys for those that were there."""
    before, after = KeyMaker("page", "c"), KeyMaker("page", "c")
    old = [before.key(text) for text in texts]
    new = [after.key(text) for text in [*texts, more]]
    assert new[:-1] == old
    assert len(set(new)) == len(new)
