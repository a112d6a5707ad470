"""What a sidecar may say, and what is said of one that is wrong."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from flows.dates import Precision
from flows.problems import Severity
from flows.sidecars.reading import Sidecar, read_sidecars
from flows.sidecars.values import KEYS, Dated
from flows.sources import list_sources
from flows.toml_file import LARGEST
from tests.flows.sidecars.made_sidecars import PAGE, sidecar, write

WHOLE = """\
url = "https://lift-watch.example/2016/03/the-lift.html"
captured_on = 2026-11-22
published_on = 2016-03-14
title = "The Lift"
author = "Porter"
licence = "CC-BY-4.0"
note = \"\"\"
Sent by the author.
Twice.
\"\"\"
same_as = "2016/the-lift"
"""


def test_a_sidecar_is_read_whole(tmp_path: Path) -> None:
    assert sidecar(tmp_path, WHOLE) == (
        Sidecar(
            name="a.toml",
            url="https://lift-watch.example/2016/03/the-lift.html",
            captured_on=Dated(date(2026, 11, 22), Precision.DAY),
            published_on=Dated(date(2016, 3, 14), Precision.DAY),
            title="The Lift",
            author="Porter",
            licence="CC-BY-4.0",
            note="Sent by the author.\nTwice.",
            same_as="2016/the-lift",
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "# nothing as yet\n", "\ufeff", "\r\n"])
def test_a_sidecar_may_say_nothing(tmp_path: Path, text: str) -> None:
    assert sidecar(tmp_path, text) == (Sidecar("a.toml"), ())


def test_editors_that_add_a_mark_or_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    assert sidecar(tmp_path, "\ufeff" + WHOLE.replace("\n", "\r\n"))[0] == sidecar(tmp_path, WHOLE)[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2018-03-05", Dated(date(2018, 3, 5), Precision.DAY)),
        ('"2018-03-05"', Dated(date(2018, 3, 5), Precision.DAY)),
        ('"2018-03"', Dated(date(2018, 3, 1), Precision.MONTH)),
        ('"2018"', Dated(date(2018, 1, 1), Precision.YEAR)),
    ],
)
@pytest.mark.parametrize("key", ["captured_on", "published_on"])
def test_dates_are_as_exact_as_they_are_given(tmp_path: Path, key: str, value: str, expected: Dated) -> None:
    found, problems = sidecar(tmp_path, f"{key} = {value}\n")
    assert (getattr(found, key), problems) == (expected, ())


WRONG = {
    "a number": ("title = 5", "title: found 5; expected a text of one line"),
    "yes or no": ("title = true", "title: found true"),
    "a list": ('author = ["Jo"]', "author: found a list"),
    "a table": ("[author]\nname = 1", "author: found a table"),
    "a blank": ('licence = " "', "licence: found ' '; expected .*CC-BY-4.0"),
    "an empty note": ('note = ""', "note: found ''"),
    "two lines": (r'title = "a\nb"', "title: found .* one line"),
    "a NUL": (r'title = "a\u0000b"', "title: found"),
    "no address": ('url = "lift-watch.example"', "url: found 'lift-watch.example'; expected the address"),
    "another scheme": ('url = "javascript:alert(1)"', "url: found"),
    "an address with blanks": ('url = "https://a.example/x y"', "url: found"),
    "brackets": ('url = "https://[x/"', "url: found"),
    "no host": ('url = "https:///x"', "url: found"),
    "a year as a number": ("published_on = 2018", 'found 2018; expected .* "2018"'),
    "a moment": ("captured_on = 2018-03-05T10:00:00", "captured_on: found 2018-03-05T10:00:00"),
    "the American order": ('published_on = "03/14/2016"', "found '03/14/2016'; expected a day such as 2018-03-05"),
    "the thirteenth month": ('published_on = "2018-13"', "published_on: found '2018-13'"),
    "a day that is not": ('published_on = "2018-02-30"', "published_on: found '2018-02-30'"),
    "a far year": ("captured_on = 2106-01-01", "captured_on: found 2106-01-01; expected .* from 1900 to 2099"),
    "an id with a suffix": ('same_as = "2016/a.txt"', "same_as: found '2016/a.txt'; .* without .txt"),
    "a path from the root": ('same_as = "/2016/a"', "same_as: found"),
    "a path upwards": ('same_as = "../a"', "same_as: found"),
    "the page's own id": ('same_as = "a"', "same_as: found 'a'; .* not the page's own"),
    "an unknown key": ("Zzz = 1", "'Zzz' is not known: take it out, or mend it; a sidecar may hold url, captured_on,"),
    "a misspelt key": ('license = "MIT"', r"'license' is not known \(is it licence\?\)"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_key_is_left_out_alone(tmp_path: Path, text: str, words: str) -> None:
    """The error names the file, the line, what was found and what to do; the other keys stand."""
    before = 'url = "https://a.example/"\n' if not text.startswith("url") else 'title = "The Lift"\n'
    found, (problem,) = sidecar(tmp_path, f"{before}# the next is wrong\n{text}\n")
    assert found in (Sidecar("a.toml", url="https://a.example/"), Sidecar("a.toml", title="The Lift"))
    assert (problem.source, problem.line, problem.code) == ("a.toml", 3, "sidecar_invalid")
    assert problem.severity is Severity.ERROR
    assert re.search(words, problem.message)


def test_every_key_is_a_field_of_the_sidecar() -> None:
    assert ("name", *KEYS) == tuple(Sidecar.__dataclass_fields__)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title = The Lift\n", 1, "not TOML: Invalid value"),
        ('title = "a"\n\ntitle = "b"\n', 3, "not TOML: Cannot overwrite a value"),
        ('title = "a"\nnote = """\nno end\n', 3, "not TOML"),
        ("published_on = 14/03/2016\n", 1, "not TOML"),
        ("<html>\n", 1, "not TOML"),
        (b'title = "a"\nauthor = "J\xf6"\n', 2, "byte 0xf6 at byte 23 is not UTF-8"),
        ("title".encode("utf-16"), 1, "not UTF-8"),
        ("a = 1\0\n", 1, "not TOML"),
        ("note = " + "[" * 9_000, None, "nested too deep"),
        ("note = " + "9" * 9_000, 1, "more than 200 characters"),
    ],
)
def test_a_file_that_is_no_toml_says_nothing(
    tmp_path: Path, text: str | bytes, line: int | None, words: str
) -> None:
    found, (problem,) = sidecar(tmp_path, text)
    assert found == Sidecar("a.toml")
    assert (problem.code, problem.line, words in problem.message) == ("sidecar_invalid", line, True)
    assert "TOML" in problem.message or "save the file as UTF-8" in problem.message


def test_a_file_that_is_too_large_or_no_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": PAGE, "b.txt": PAGE})
    with (tmp_path / "a.toml").open("wb") as file:
        file.truncate(LARGEST + 1)
    os.mkfifo(tmp_path / "b.toml")
    listing = list_sources([tmp_path])
    found = read_sidecars(listing.sidecars)
    assert found.by_document == {}
    assert [(p.source, p.code) for p in (*listing.problems, *found.problems)] == [
        ("b.toml", "file_unreadable"),
        ("a.toml", "file_too_large"),
    ]


def test_a_sidecar_that_changes_while_it_is_read_is_a_problem(tmp_path: Path) -> None:
    listing = list_sources([write(tmp_path, {"a.txt": PAGE, "a.toml": WHOLE})])
    write(tmp_path, {"a.toml": "title = 'Another'"})
    assert [problem.code for problem in read_sidecars(listing.sidecars).problems] == ["file_changed"]
