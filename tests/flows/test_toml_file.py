"""The one reader of TOML that people write: what it takes, and what it refuses before it costs anything."""

import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.errors import UsageError
from flows.publication.correction_file import read_corrections
from flows.publication.withheld import read_withheld
from flows.releases.dataset import read_dataset
from flows.sidecars.reading import sidecar_of
from flows.toml_file import LARGEST, NotToml, Toml, lines_of_keys, parsed, read_toml, shown, shown_key

READERS: dict[str, Callable[[list[Path]], Any]] = {
    "dataset.toml": read_dataset,
    "corrections.toml": read_corrections,
    "withheld.toml": read_withheld,
}
"""The files of a folder, each with what a build reads it by."""
DEEP = 100_000
HOSTILE = {
    "nested arrays": (b"title = " + b"[" * DEEP, None, "nested too deep"),
    "nested tables": (b"title = " + b"{a = " * 9_000, None, "nested too deep"),
    "a number of many digits": (b"\ntitle = " + b"1" * 60_000, 2, "more than 200 characters"),
    "a hexadecimal number": (b"title = 0x" + b"f" * 60_000, 1, "more than 200 characters"),
    "a number with marks": (b"title = " + b"1_000_" * 9_000 + b"0", 1, "more than 200 characters"),
    "a long word": (b"k" * 60_000 + b" = 1", 1, "more than 200 characters"),
    "a key of many parts": (b"# .\n" + b"a." * 30_000 + b"a = 1", 2, "9 parts with dots"),
    "with blanks": (b"\n\n" + b"a . \t" * 10_000 + b"a = 1", 3, "9 parts with dots"),
    "in quotation marks": (b"'a'.\"b\"." * 9_000 + b"a = 1", 1, "9 parts with dots"),
    "of letters that TOML does not know": ("é.".encode() * 9_000 + b"a = 1", 1, "9 parts with dots"),
    "a heading of many parts": (b"[" + b"a." * 30_000 + b"a]", 1, "9 parts with dots"),
    "in a table": (b"x = {" + b"a." * 30_000 + b"a = 1}", 1, "9 parts with dots"),
    "after a text that ends in its mark": (b'x = ["""a"""", {' + b"a." * 30_000 + b"a = 1}]", 1, "9 parts with dots"),
    "after the like in the other marks": (b"x = ['''a''''', {" + b"a." * 30_000 + b"a = 1}]", 1, "9 parts with dots"),
    "after a text of several lines": (b'x = """\n"a\\\n"""\n' + b"a." * 30_000 + b"a = 1", 4, "9 parts with dots"),
    "no text": (b"title = \xff", 1, "not UTF-8"),
    "no TOML": (b'\ntitle = "a', 2, "not TOML"),
}  # fmt: skip
"""Bytes, the line that the message names, and words of it."""


@pytest.mark.parametrize(("data", "line", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_no_honest_file_has_is_one_message(data: bytes, line: int | None, words: str) -> None:
    """It names the line where that is known, and says what to do."""
    found = parsed(data)
    assert isinstance(found, NotToml)
    assert found.line == line
    assert words in found.message
    assert found.message.rpartition(": ")[2].startswith(("write lines", "save the file"))


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(("data", "line", "words"), HOSTILE.values(), ids=HOSTILE)
def test_every_file_of_a_folder_is_refused_alike(
    tmp_path: Path, name: str, data: bytes, line: int | None, words: str
) -> None:
    (tmp_path / name).write_bytes(data[:LARGEST])
    place = "" if line is None else rf".* \(at line {line}\)"
    with pytest.raises(UsageError, match=f"^{re.escape(str(tmp_path / name))}: .*{words}") as raised:
        READERS[name]([tmp_path])
    assert re.search(place, str(raised.value))


@pytest.mark.parametrize(("data", "line", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_sidecar_is_refused_alike(data: bytes, line: int | None, words: str) -> None:
    _, (problem,) = sidecar_of(data, "a.toml", "a")
    assert (problem.line, words in problem.message) == (line, True)


def test_an_exponent_that_no_decimal_has_is_one_message() -> None:
    found = parsed(b"found = 1e99999999999999999999", Decimal)
    assert isinstance(found, NotToml)
    assert "too long" in found.message


@pytest.mark.parametrize(
    "text",
    [
        'note = "' + "a." * 100 + '"',
        "note = '" + "a." * 100 + "'",
        'note = """\n' + "a. b.\n" * 100 + '"quoted"""" # a.b.c.d.e.f.g.h.i.j.k',
        "note = '''" + "a.b'c''" * 100 + "'''",
        'note = "\\"' + "a." * 100 + '"',
        "# " + "a." * 100 + '\nnote = "it\'s"',
        'note = "x"\n"a.b.c.d.e.f.g.h.i.j" = 1.5',
        "[a.b.c.d.e.f.g.h.i]\nx = 2018-03-05T10:26:00.123",
        "note = '" + "x" * 60_000 + "'",
    ],
)
def test_dots_and_length_in_texts_and_comments_are_free(text: str) -> None:
    found = parsed(text.encode())
    assert isinstance(found, Toml)
    assert found.values


@pytest.mark.parametrize("name", READERS)
def test_a_mark_at_the_beginning_does_no_harm(tmp_path: Path, name: str) -> None:
    """Windows Notepad writes one."""
    text = 'name = "a"\ntitle = "A"\ndescription = "B"\n' if name == "dataset.toml" else "# none\r\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    plain = READERS[name]([tmp_path])
    (tmp_path / name).write_text(text, encoding="utf-8-sig")
    assert READERS[name]([tmp_path]) == plain


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (os.mkfifo, "not a regular file"),
        (lambda path: path.mkdir(), "not a regular file"),
        (lambda path: path.symlink_to("nowhere"), "a link whose target is gone"),
        (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    ],
    ids=["pipe", "folder", "link to nothing", "device"],
)
def test_what_is_no_file_is_neither_opened_nor_passed_by(
    tmp_path: Path, name: str, make: Callable[[Path], None], words: str
) -> None:
    """A dataset.toml that is passed by would publish the names that it hides."""
    make(tmp_path / name)
    with pytest.raises(UsageError, match=rf"{name}: .*{words}"):
        READERS[name]([tmp_path])


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(2 * 2**30)
    with pytest.raises(UsageError, match=r"2,147,483,648 bytes, more than the [0-9,]+ that it may have"):
        READERS[name]([tmp_path])


def test_thousands_of_entries_are_read(tmp_path: Path) -> None:
    entry = '[[withheld]]\nkey = "2019/a.b.c.d.e.f.g.h.i.j/c-{:016x}"\nreason = "privacy"\non = 2026-11-22\n'
    text = "".join(entry.format(number) for number in range(2_000))
    (tmp_path / "withheld.toml").write_text(text, encoding="utf-8")
    assert len(read_withheld([tmp_path])) == 2_000


def test_the_largest_size_is_that_of_the_caller(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1 ", encoding="utf-8")
    assert read_toml(tmp_path / "a.toml", 6) == Toml("a = 1 ", {"a": 1})
    with pytest.raises(UsageError, match="6 bytes, more than the 5 that it may have: try less"):
        read_toml(tmp_path / "a.toml", 5, hint="try less")


def test_the_line_of_a_key_is_not_that_of_a_text_that_looks_like_it() -> None:
    assert lines_of_keys('note = """\ntitle = 1\n"""\ntitle = 5\n') == {"note": 1, "title": 4}
    assert lines_of_keys('note = """\n' + "title = 1\n" * 30 + '"""\ntitle = 5\n')["title"] == 33
    assert lines_of_keys("# title = 1\r\n\"title\" = 5\r\n'a b' = 1\r\n") == {"title": 2, "a b": 3}
    assert lines_of_keys("title.a = 5\n[[ author ]]\n[licence.x]\n") == {
        "title": 1,
        "author": 2,
        "licence": 3,
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("a\x1b[31m\nb", r"'a\x1b[31m\nb'"),
        (True, "true"),
        (5, "5"),
        (date(2018, 3, 5), "2018-03-05"),
        ({"a": 1}, "a table"),
        ([1], "a list"),
        ({}, "{}"),
        ([], "[]"),
        ("x" * 100, "'" + "x" * 78 + "…"),
    ],
)
def test_values_are_shown_on_one_short_line(value: object, said: str) -> None:
    assert shown(value) == said


def test_keys_are_shown_as_they_are_written() -> None:
    assert (shown_key("licence"), shown_key("a b"), shown_key("a\x1b[31m")) == (
        "licence",
        "'a b'",
        r"'a\x1b[31m'",
    )
