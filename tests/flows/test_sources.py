"""Sources: what is read as a page, and what each kind of bad input is said to be."""

import gzip
import hashlib
import os
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.page import Page
from flows.problems import CODES, Problem
from flows.sources import LARGEST, Source, list_sources, read_source, sha256_of
from tests.reading import read_batch

ROOT = Path(__file__).parents[2]
GOOD = "A post.\nA1\nReplyDelete\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file below the test's folder; its path."""

    def made(name: str, content: bytes | str = GOOD) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return made


Write = Callable[..., Path]


def _codes(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, str]]:
    return [(problem.source, problem.code) for problem in problems]


def _only(path: Path) -> Page | Problem:
    """What is read from the one source at a path."""
    listing = list_sources([path])
    assert not listing.problems
    [source] = listing.sources
    return read_source(source)


# What is read


def test_folder_is_searched_throughout(tmp_path: Path, write: Write) -> None:
    """Every ``.txt`` below it, in the order of the document ids, which are the paths without their suffix."""
    for name in ("b.txt", "a.txt", "2019/c.txt", "2019/deep/d.TXT"):
        write(name)
    listing = list_sources([tmp_path])
    assert [(s.document_id, s.name) for s in listing.sources] == [
        ("2019/c", "2019/c.txt"), ("2019/deep/d", "2019/deep/d.TXT"), ("a", "a.txt"), ("b", "b.txt"),
    ]  # fmt: skip
    assert not listing.problems


def test_file_has_the_id_of_its_own_name(tmp_path: Path, write: Write) -> None:
    """A file that is named itself is relative to its own folder; only the last suffix is dropped."""
    assert [s.document_id for s in list_sources([write("2019/a.b.txt")]).sources] == ["a.b"]
    assert [s.document_id for s in list_sources([tmp_path]).sources] == ["2019/a.b"]


@pytest.mark.parametrize(
    "text", [GOOD, "\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD.replace("\n", "\r")]
)
def test_text_is_as_it_stands_in_the_file(write: Write, text: str) -> None:
    """BOM and line ends are kept, so that offsets are those of the file; the sum is that of its bytes."""
    page = _only(write("a.txt", text))
    assert isinstance(page, Page)
    assert page.text == text


def test_other_files_are_listed_once_as_ignored(tmp_path: Path, write: Write) -> None:
    """A file of another kind is a problem of severity info, once; the dataset's own description is none."""
    for name in ("a.txt", "picture.png", "2019/notes.md", "dataset.toml"):
        write(name)
    listing = list_sources([tmp_path])
    assert sorted(_codes(listing.problems)) == [
        ("2019/notes.md", "file_ignored"),
        ("picture.png", "file_ignored"),
    ]
    assert {problem.severity.value for problem in listing.problems} == {"info"}
    assert len(listing.sources) == 1


def test_file_reached_twice_is_read_once(tmp_path: Path, write: Write) -> None:
    """The same folder twice, or a folder and a file at its root, is no double."""
    path = write("a.txt")
    write("picture.png")
    listing = list_sources([tmp_path, tmp_path, path])
    assert [s.document_id for s in listing.sources] == ["a"]
    assert _codes(listing.problems) == [("picture.png", "file_ignored")]


# What is not


@pytest.mark.parametrize(
    ("content", "code", "line", "words"),
    [
        (b"", "file_empty", None, "nothing"),
        (b" \n\r\n\t ", "file_empty", None, "blanks"),
        ("\u00a0\u2003\n".encode(), "file_empty", None, "blanks"),
        (b"\xef\xbb\xbf", "file_empty", None, "blanks"),
        (b"\xef\xbb\xbf \n", "file_empty", None, "blanks"),
        (b"good\nbad \xa3 here\n", "not_utf8", 2, "0xa3"),
        (b"cut \xe2\x82", "not_utf8", 1, "UTF-8"),
        (b"surrogate \xed\xa0\x80", "not_utf8", 1, "UTF-8"),
        (b"one\ntwo\nnul \x00 here\n", "nul_bytes", 3, "NUL"),
        ("UTF-16".encode("utf-16"), "nul_bytes", 1, "UTF-16"),
    ],
)
def test_file_that_is_no_text(write: Write, content: bytes, code: str, line: int | None, words: str) -> None:
    """Its problem names the file, the line, what was found and what to do."""
    problem = _only(write("bad.txt", content))
    assert isinstance(problem, Problem)
    assert (problem.source, problem.code, problem.line, problem.severity.value) == (
        "bad.txt",
        code,
        line,
        "error",
    )
    assert words in problem.message
    assert ": " in problem.message


def test_bad_files_leave_the_good_ones(tmp_path: Path, write: Write) -> None:
    """A bad document is a problem row, and the rest goes on."""
    write("a.txt", b"")
    write("b.txt")
    write("c.txt", b"\xff")
    read = read_batch(list_sources([tmp_path]).sources)
    assert [page.document["document_id"] for page in read.pages] == ["b"]
    assert _codes(read.problems) == [("a.txt", "file_empty"), ("c.txt", "not_utf8")]


def test_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Its size decides, so its bytes need not be fetched (the file here has none)."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    problem = _only(path)
    assert isinstance(problem, Problem)
    assert problem.code == "file_too_large"


def test_largest_file_is_within_the_limit() -> None:
    """Up to 64 MiB."""
    assert LARGEST == 64 * 1024 * 1024


def test_missing_path(tmp_path: Path, write: Write) -> None:
    """It is a problem, and the other paths are read."""
    write("a.txt")
    listing = list_sources([tmp_path / "nowhere", tmp_path])
    assert _codes(listing.problems) == [(str(tmp_path / "nowhere"), "path_missing")]
    assert len(listing.sources) == 1


def test_folder_without_text(tmp_path: Path) -> None:
    """There is nothing to read and nothing wrong with a file; the command says what to do."""
    assert list_sources([tmp_path]) == ((), (), (), ())


def test_two_sources_with_one_id_are_both_refused(tmp_path: Path, write: Write) -> None:
    """Each of them has a problem that names the other; the rest is read."""
    for name in ("one/a.txt", "two/a.txt", "two/b.txt"):
        write(name)
    listing = list_sources([tmp_path / "one", tmp_path / "two"])
    assert [s.document_id for s in listing.sources] == ["b"]
    assert _codes(listing.problems) == [("a.txt", "duplicate_document_id")] * 2
    assert str(tmp_path / "two" / "a.txt") in listing.problems[0].message
    assert str(tmp_path / "one" / "a.txt") in listing.problems[1].message


def test_suffixes_in_two_cases_make_one_id(tmp_path: Path, write: Write) -> None:
    write("a.txt")
    write("a.TXT")
    listing = list_sources([tmp_path])
    if len([*tmp_path.iterdir()]) < 2:
        pytest.skip("this file system does not tell a.txt from a.TXT")
    assert not listing.sources
    assert [problem.code for problem in listing.problems] == ["duplicate_document_id"] * 2


def test_ids_are_in_one_normal_form(tmp_path: Path, write: Write) -> None:
    """A name in NFD has the id of the same name in NFC; both together are one id twice."""
    composed, decomposed = (unicodedata.normalize(form, "café.txt") for form in ("NFC", "NFD"))
    write(f"one/{decomposed}")
    [source] = list_sources([tmp_path / "one"]).sources
    assert source.document_id == "caf\u00e9"
    assert isinstance(read_source(source), Page)
    write(f"two/{composed}")
    listing = list_sources([tmp_path / "one", tmp_path / "two"])
    assert not listing.sources
    assert [problem.code for problem in listing.problems] == ["duplicate_document_id"] * 2


def test_name_that_is_not_utf8(tmp_path: Path, write: Write) -> None:
    """No table can hold it: it is shown escaped, and the rest is read."""
    write("a.txt")
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(GOOD)
    except OSError:
        pytest.skip("this file system takes no such name")
    listing = list_sources([tmp_path])
    assert [s.document_id for s in listing.sources] == ["a"]
    [problem] = listing.problems
    assert problem.code == "file_unreadable"
    problem.source.encode("utf-8")
    problem.message.encode("utf-8")


def test_named_path_that_is_not_utf8(tmp_path: Path) -> None:
    """Neither may it stand in a problem when it is given as a source itself, there or missing."""
    missing = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    for problem in list_sources([missing]).problems:
        problem.source.encode("utf-8")
        problem.message.encode("utf-8")


def test_folder_whose_name_is_not_utf8(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes no such name")
    (folder / "a.txt").write_text(GOOD)
    (folder / "b.png").write_text("")
    listing = list_sources([tmp_path])
    assert not listing.sources
    for problem in listing.problems:
        problem.source.encode("utf-8")
    assert sorted(problem.code for problem in listing.problems) == ["file_ignored", "file_unreadable"]


def test_file_without_a_name(write: Write) -> None:
    """A file called ``.txt`` would have the empty id."""
    listing = list_sources([write("folder/.txt").parent])
    assert not listing.sources
    assert len(listing.problems) == 1


def test_fifo_is_no_file(tmp_path: Path, write: Write) -> None:
    """A pipe named like a text must not be waited for."""
    write("a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    listing = list_sources([tmp_path])
    assert [s.document_id for s in listing.sources] == ["a"]
    assert _codes(listing.problems) == [("pipe.txt", "file_unreadable")]
    assert _codes(list_sources([tmp_path / "pipe.txt"]).problems) == [("pipe.txt", "file_unreadable")]


def test_folder_named_like_a_text(tmp_path: Path, write: Write) -> None:
    """It is searched like any other."""
    write("folder.txt/a.txt")
    assert [s.document_id for s in list_sources([tmp_path]).sources] == ["folder.txt/a"]


def test_links_that_lead_nowhere_or_round(tmp_path: Path, write: Write) -> None:
    """A dangling link, one to itself, and a folder that holds itself: each a problem, and an end."""
    write("a.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder").symlink_to(tmp_path)
    listing = list_sources([tmp_path])
    assert [s.document_id for s in listing.sources] == ["a"]
    assert sorted(_codes(listing.problems)) == [
        ("dangling.txt", "file_unreadable"),
        ("folder", "link_ignored"),
        ("loop.txt", "file_unreadable"),
    ]


# What changes meanwhile


def _listed(path: Path) -> Source:
    [source] = list_sources([path]).sources
    return source


def test_file_that_grew_since_it_was_listed(write: Write) -> None:
    path = write("a.txt")
    source = _listed(path)
    path.write_text(GOOD + "More.\n")
    problem = read_source(source)
    assert isinstance(problem, Problem)
    assert problem.code == "file_changed"


def test_file_that_was_rewritten_with_as_many_bytes(write: Write) -> None:
    """The time of its last change tells."""
    path = write("a.txt")
    source = _listed(path)
    path.write_text(GOOD.replace("A post", "A toss"))
    os.utime(path, ns=(source.modified_ns + 1_000_000, source.modified_ns + 1_000_000))
    problem = read_source(source)
    assert isinstance(problem, Problem)
    assert problem.code == "file_changed"


def test_file_that_is_gone(write: Write) -> None:
    path = write("a.txt")
    source = _listed(path)
    path.unlink()
    problem = read_source(source)
    assert isinstance(problem, Problem)
    assert problem.code == "file_changed"
    assert problem.source == "a.txt"


def test_file_that_became_a_pipe(write: Write) -> None:
    """It is not waited for either."""
    path = write("a.txt")
    source = _listed(path)
    path.unlink()
    os.mkfifo(path)
    code = (
        "import sys; from pathlib import Path; from flows.sources import Source, read_source\n"
        f"print(read_source(Source(Path({str(path)!r}), 'a', 'a.txt', {source.size}, {source.modified_ns})).code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=15, cwd=ROOT, check=False
    )
    assert done.stdout.strip() in {"file_changed", "file_unreadable"}, done.stderr


# What may not be read


def _as_nobody(folder: Path) -> str:
    """The codes found in a folder by a process of the user ``nobody``, as ``source code`` lines."""
    code = (
        "import os, sys; from pathlib import Path; from tests.reading import read_batch; from flows.sources import list_sources\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "listing = list_sources([Path(sys.argv[1])]); read = read_batch(listing.sources)\n"
        "for p in (*listing.problems, *read.problems): print(p.source, p.code)\n"
        "for page in read.pages: print(page.document['document_id'], 'read')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another user; as oneself see the test below"
)
def test_file_and_folder_without_permission_as_nobody() -> None:
    """A file and a folder that this user may not read are problems; the rest is read."""
    # The folders of the tests are closed to other users.
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        _lock(folder)
        found = sorted(_as_nobody(folder).splitlines())
    assert found == ["a read", "closed file_unreadable", "secret.txt file_unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; see the test above")
def test_file_and_folder_without_permission_as_oneself(tmp_path: Path) -> None:
    """A file and a folder that this user may not read are problems; the rest is read."""
    _lock(tmp_path)
    listing = list_sources([tmp_path])
    read = read_batch(listing.sources)
    assert sorted(_codes([*listing.problems, *read.problems])) == [
        ("closed", "file_unreadable"), ("secret.txt", "file_unreadable"),
    ]  # fmt: skip
    assert [page.document["document_id"] for page in read.pages] == ["a"]
    (tmp_path / "closed").chmod(0o755)


def _lock(folder: Path) -> None:
    (folder / "a.txt").write_text(GOOD)
    (folder / "secret.txt").write_text(GOOD)
    (folder / "secret.txt").chmod(0)
    (folder / "closed").mkdir()
    (folder / "closed" / "b.txt").write_text(GOOD)
    (folder / "closed").chmod(0)


def test_codes_used_here_are_in_the_table() -> None:
    """Every code has its severity and its meaning."""
    assert {
        "file_empty",
        "not_utf8",
        "nul_bytes",
        "file_too_large",
        "file_changed",
        "file_unreadable",
    } <= set(CODES)


# What is packed


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def test_packed_page_is_read_as_the_page_in_it(tmp_path: Path, write: Write) -> None:
    """Under the id without both suffixes, with the sum of the text; in several parts too. A sidecar may stand beside it."""
    half = len(GOOD) // 2
    write("a.txt.gz", gzip.compress(GOOD[:half].encode()) + gzip.compress(GOOD[half:].encode()) + b"\0\0")
    write("a.toml", 'title = "A title"')
    listing = list_sources([tmp_path])
    assert [(s.document_id, s.name) for s in (*listing.sources, *listing.sidecars)] == [
        ("a", "a.txt.gz"), ("a", "a.toml"),
    ]  # fmt: skip
    page = read_source(listing.sources[0])
    assert isinstance(page, Page)
    assert (page.text, page.source) == (GOOD, "a.txt.gz")
    assert page.sha256 == hashlib.sha256(GOOD.encode()).hexdigest() == sha256_of(listing.sources[0])
    assert [s.name for s in list_sources([tmp_path / "a.txt.gz"]).sidecars] == ["a.toml"]


def test_packed_page_beside_itself_is_refused(tmp_path: Path, write: Write) -> None:
    write("a.txt.gz", gzip.compress(GOOD.encode()))
    write("a.txt")
    listing = list_sources([tmp_path])
    assert not listing.sources
    assert [problem.code for problem in listing.problems] == ["duplicate_document_id"] * 2


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_packed(GOOD.encode())[:-9], "file_damaged"),
        (_packed(GOOD.encode()) + b"more", "file_damaged"),
        (GOOD.encode(), "file_damaged"),
        (b"", "file_empty"),
        (_packed(b" \n"), "file_empty"),
        (_packed(b"\xff"), "not_utf8"),
        (_packed(b"a" * (LARGEST + 1)), "file_too_large"),
    ],
    ids=["cut", "more", "plain", "no bytes", "blanks", "not UTF-8", "large"],
)
def test_packed_file_that_is_no_page(write: Write, content: bytes, code: str) -> None:
    """However small it is packed, no more is unpacked than a page may have."""
    problem = _only(write("bad.txt.gz", content))
    assert isinstance(problem, Problem)
    assert (problem.source, problem.code) == ("bad.txt.gz", code)
