"""Names: of records as parts of document ids, and of the columns that hold what is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import UsageError
from flows.publication.withheld import _KEY
from flows.shards.record_ids import record_id
from flows.shards.taken import USUAL, Columns, Taken, taken_of
from flows.sidecars.values import KEYS


@pytest.mark.parametrize(
    ("own", "written"),
    [
        ("<urn:uuid:0AB4EAF7-0000-4000-8000-000000000001>", "0ab4eaf7-0000-4000-8000-000000000001"),
        ("urn:uuid:0ab4eaf7-0000-4000-8000-000000000001", "0ab4eaf7-0000-4000-8000-000000000001"),
        (" en/2018.7 ", "en%2F2018.7"),
        ("https://a.example/x?y=1", "https:%2F%2Fa.example%2Fx?y=1"),
        ("100%", "100%25"),
        ("a b\tc\u2028d\u200be", "a%20b%09c%E2%80%A8d%E2%80%8Be"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("..", "%2E%2E"),
        ("page.TXT", "page%2ETXT"),
        ("c-0123456789abcdef", "c%2D0123456789abcdef"),
        ("withheld-1", "withheld%2D1"),
        ("c-3", "c-3"),
    ],
)
def test_an_id_is_written_so_that_it_is_nothing_else(own: str, written: str) -> None:
    """No folder, no file, no key of a record, nothing that a line cannot hold."""
    assert record_id(own) == written


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_any_id_can_be_part_of_a_document_id(own: str) -> None:
    """As ``same_as`` and ``withheld.toml`` name documents."""
    document_id = f"shard/{record_id(own)}"
    assert KEYS["same_as"].read(document_id) == document_id
    assert _KEY.fullmatch(document_id) is None
    assert document_id.count("/") == 1


@given(
    st.lists(
        st.text("a%/\\ .:c-0", min_size=1).filter(lambda own: own == own.strip()),
        min_size=2,
        max_size=2,
        unique=True,
    )
)
def test_ids_that_differ_stay_different(own: list[str]) -> None:
    assert record_id(own[0]) != record_id(own[1])


def test_columns_have_names_of_their_own_or_those_of_fineweb() -> None:
    assert taken_of({}, Path("dataset.toml")) == USUAL == Taken(Columns("text", "id", "url", "date"), ())
    said = {"text": "content", "date": "seen", "hosts": ["Blog.example", "a-b.example"]}
    columns = Columns("content", date="seen")
    assert taken_of(said, Path("dataset.toml")) == Taken(columns, ("a-b.example", "blog.example"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("text", "shards should be a table"),
        ({"texts": "a"}, "shards.texts is not known: it may hold text, id, url, date"),
        ({"text": 5}, "shards.text should be the name of a column"),
        ({"url": " "}, "shards.url should be the name of a column"),
        ({"url": "text"}, "shards names one column twice"),
        ({"hosts": "blog.example"}, "shards.hosts should be a list of names of hosts"),
        ({"hosts": [""]}, "shards.hosts should be a list of names of hosts"),
        ({"hosts": ["http://blog.example"]}, "shards.hosts should be a list of names of hosts"),
        ({"hosts": ["*.blog.example"]}, "shards.hosts should be a list of names of hosts"),
    ],
)
def test_what_is_wrong_with_what_is_taken_is_told(values: object, words: str) -> None:
    with pytest.raises(UsageError, match=f"dataset.toml: {words}"):
        taken_of(values, Path("dataset.toml"))
