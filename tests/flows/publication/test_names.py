"""The names of commenters: as given, as keyed pseudonyms, or not at all; and where the key may stand."""

import re
from pathlib import Path

import pytest

from flows.checks import check_tables
from flows.errors import UsageError
from flows.problems import CODES, Problem, Severity
from flows.publication.names import LEAST, VARIABLE, names_key, pseudonym, with_names
from flows.publication.privacy import Names, Privacy
from flows.tables import Tables, merged
from tests.flows.publication.made_pages import OTHER, RANT, rows, tables, thread, words_in

WILFRED = "Wilfred O'Oakapple"
PAGE = thread((0, WILFRED, RANT), (1, "Anonymous", "Agreed."), (0, "Sam", "Twice?"))
AGAIN = thread((0, "Sam", OTHER), (0, WILFRED, "I said so before."))
KEY = b"only for tests, of more than thirty-two bytes"
PSEUDONYM = re.compile(r"reader-[0-9a-f]{12}")


@pytest.fixture
def read() -> Tables:
    """Two pages with the same commenters, and problems one of which quotes a name."""

    def problem(code: str, message: str) -> Problem:
        return Problem("page.txt", "page", Severity.INFO, code, message, 1, 0, 4)

    told = (
        problem("byline_ambiguous", "author and time may be 'Sandra1' and '1:10', or 'Sandra' and '11:10'"),
        problem("thread_tail", f"the last comment, by {WILFRED!r}, may hold more"),
        problem("thread_cut", "the page ends in the same sentence"),
    )
    return tables({"page": PAGE, "again": AGAIN}, told)


def authors(found: Tables) -> list[str | None]:
    """The authors in the order of documents and comments."""
    ordered = found["comments"].sort_by([("document_id", "ascending"), ("sequence", "ascending")])
    values: list[str | None] = ordered["author"].to_pylist()
    return values


def test_names_as_given_leave_the_tables_alone(read: Tables) -> None:
    assert with_names(read, Names.AS_GIVEN) is read


def test_the_same_name_has_the_same_pseudonym_in_every_document(read: Tables) -> None:
    found = authors(with_names(read, Names.PSEUDONYMS, KEY))
    sam, wilfred = pseudonym("Sam", KEY), pseudonym(WILFRED, KEY)
    assert found == [sam, wilfred, wilfred, "Anonymous", sam]
    assert sam != wilfred
    assert PSEUDONYM.fullmatch(sam)
    assert PSEUDONYM.fullmatch(wilfred)


def test_a_pseudonym_rests_on_the_key() -> None:
    assert pseudonym("Sam", KEY) != pseudonym("Sam", KEY + b"!")


def test_a_pseudonym_is_an_hmac() -> None:
    """RFC 4231, test case 6: a key longer than a block."""
    words = "Test Using Larger Than Block-Size Key - Hash Key First"
    assert pseudonym(words, b"\xaa" * 131) == "reader-60e431591ee0"


@pytest.mark.parametrize(("one", "other"), [("Zo\u00eb", "Zoe\u0308"), ("Jo  B", "Jo B"), (" Jo", "Jo")])
def test_forms_of_one_name_have_one_pseudonym(one: str, other: str) -> None:
    assert pseudonym(one, KEY) == pseudonym(other, KEY)


def test_dropped_names_are_null(read: Tables) -> None:
    assert authors(with_names(read, Names.DROPPED)) == [None] * 5


@pytest.mark.parametrize("names", [Names.PSEUDONYMS, Names.DROPPED])
def test_no_name_stands_in_any_cell(read: Tables, names: Names) -> None:
    """Messages that quote one say what their code means; the others are as they were."""
    found = with_names(read, names, KEY)
    told = words_in(found)
    assert "Oakapple" in words_in(read)
    for words in ("Oakapple", "Sandra", "'Sam'"):
        assert words not in told
    messages = {row["code"]: row["message"] for row in rows(found, "problems")}
    assert messages["byline_ambiguous"] == CODES["byline_ambiguous"][1]
    assert messages["thread_tail"] == CODES["thread_tail"][1]
    assert messages["thread_cut"] == "the page ends in the same sentence"


@pytest.mark.parametrize("names", [Names.PSEUDONYMS, Names.DROPPED])
def test_nothing_else_changes(read: Tables, names: Names) -> None:
    found = with_names(read, names, KEY)
    assert found["comments"].drop(["author"]) == read["comments"].drop(["author"])
    assert found["documents"] == read["documents"]
    assert merged([found]) == found
    assert check_tables(found).tables == found


def test_a_table_without_comments_is_no_trouble() -> None:
    empty = tables({})
    assert with_names(empty, Names.PSEUDONYMS, KEY) == empty


# The key


def settings(file: Path | None = None) -> Privacy:
    return Privacy(names=Names.PSEUDONYMS, names_key_file=file)


def key_file(folder: Path, content: bytes = KEY) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names.key").write_bytes(content)
    return folder / "names.key"


def test_no_key_is_asked_for_where_names_are_published_otherwise() -> None:
    for names in (Names.AS_GIVEN, Names.DROPPED):
        assert names_key(Privacy(names=names), sources=[], environment={}) is None


def test_the_key_is_read_from_a_file_or_from_the_environment(tmp_path: Path) -> None:
    file = key_file(tmp_path / "keys", KEY + b"\n")
    given = {VARIABLE: f"{KEY.decode()}\n"}
    assert names_key(settings(file), sources=[tmp_path / "raw"], environment={}) == KEY
    assert names_key(settings(), sources=[], environment=given) == KEY
    assert names_key(settings(file), sources=[], environment=given) == KEY


def test_two_keys_that_differ_are_refused(tmp_path: Path) -> None:
    file = key_file(tmp_path)
    with pytest.raises(UsageError, match=rf"{VARIABLE} and .*names\.key hold different keys"):
        names_key(settings(file), sources=[], environment={VARIABLE: "another" * 9})


def test_pseudonyms_without_a_key_are_refused() -> None:
    for environment in ({}, {VARIABLE: ""}):
        with pytest.raises(UsageError, match=rf"no key: name a file as names_key_file, or set {VARIABLE}"):
            names_key(settings(), sources=[], environment=environment)


def test_a_short_key_is_refused_and_not_told(tmp_path: Path) -> None:
    short = "x" * (LEAST - 1)
    file = key_file(tmp_path, f" {short}\n".encode())
    for privacy, environment in ((settings(file), {}), (settings(), {VARIABLE: short})):
        with pytest.raises(UsageError, match="a key of 31 bytes; it should have 32 or more") as error:
            names_key(privacy, sources=[], environment=environment)
        assert short not in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"names\.key: the key of the pseudonyms cannot be read"):
        names_key(settings(tmp_path / "names.key"), sources=[], environment={})


@pytest.mark.parametrize("place", ["raw", "raw/below", "output", "output/1.0.0"])
def test_a_key_that_would_be_published_is_refused(tmp_path: Path, place: str) -> None:
    """Refused even before it is there, and when it is reached through a link."""
    raw, output = tmp_path / "raw", tmp_path / "output"
    file = key_file(tmp_path / place)
    link = tmp_path / "link.key"
    link.symlink_to(file)
    for named in (file, link, tmp_path / "elsewhere" / ".." / place / "names.key"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        with pytest.raises(UsageError, match=r"stands in .*, from where it may be published"):
            names_key(settings(named), sources=[raw], output=output, environment={})


def test_a_key_in_the_repository_of_a_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "project" / "raw").mkdir()
    inside, outside = key_file(tmp_path / "project" / "keys"), key_file(tmp_path / "keys")
    with pytest.raises(UsageError, match="project, from where it may be published"):
        names_key(settings(inside), sources=[tmp_path / "project" / "raw"], environment={})
    assert names_key(settings(outside), sources=[tmp_path / "project" / "raw"], environment={}) == KEY
