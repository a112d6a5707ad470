"""``withheld.toml``: what it may say, and that no build passes it by."""

from datetime import date
from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.publication.withheld import FILE, Withheld, read_withheld
from flows.sources import list_sources
from schemas import REASONS

KEY = "2019/some-page/c-0123456789abcdef"
ENTRY = f'[[withheld]]\nkey = "{KEY}"\nreason = "privacy"\non = 2026-11-22\n'
DOCUMENT = '[[withheld]]\ndocument = "2019/some-page"\nreason = "licence"\non = 2026-11-23\ngone = true\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A SOURCE folder with a page."""
    (tmp_path / "raw" / "2019").mkdir(parents=True)
    (tmp_path / "raw" / "2019" / "some-page.txt").write_text("A post.", encoding="utf-8")
    return tmp_path / "raw"


def written(folder: Path, text: str) -> Path:
    """The folder with this file in it."""
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_without_the_file_withholds_nothing(folder: Path) -> None:
    assert read_withheld([folder]) == ()


@pytest.mark.parametrize("text", ["", "# nothing as yet\n", "withheld = []\n"])
def test_a_file_without_entries_withholds_nothing(folder: Path, text: str) -> None:
    assert read_withheld([written(folder, text)]) == ()


def test_entries_are_read_in_their_order(folder: Path) -> None:
    place = folder / FILE
    assert read_withheld([written(folder, ENTRY + DOCUMENT)]) == (
        Withheld(1, f"{place}: entry 1", "2019/some-page", "c-0123456789abcdef", "", "privacy", date(2026, 11, 22), False),
        Withheld(2, f"{place}: entry 2", "2019/some-page", None, "", "licence", date(2026, 11, 23), True),
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", [f"{KEY}-2", f"{KEY}-10", "a/b-0123456789abcdef", "x y/ü/a-0123456789abcdef-3"]
)
def test_an_entry_is_called_as_the_file_calls_it(folder: Path, name: str) -> None:
    (entry,) = read_withheld([written(folder, ENTRY.replace(KEY, name))])
    assert entry.name == name
    assert entry.record is not None
    assert name.startswith(f"{entry.document}/{entry.record}")


def test_names_are_compared_in_the_form_of_document_ids(folder: Path) -> None:
    """Unicode NFC, however they were typed."""
    (entry,) = read_withheld([written(folder, DOCUMENT.replace("some-page", "cafe\u0301"))])
    assert entry.document == "2019/caf\u00e9"


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_the_schema_may_be_given(folder: Path, reason: str) -> None:
    assert read_withheld([written(folder, ENTRY.replace("privacy", reason))])[0].reason == reason


def test_numbers_run_through_all_files_in_the_order_of_the_folders(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for source, text in ((one, ENTRY), (two, DOCUMENT)):
        source.mkdir()
        written(source, text)
    assert [(e.number, e.record) for e in read_withheld([one, two])] == [(1, "c-0123456789abcdef"), (2, None)]
    assert [(e.number, e.record) for e in read_withheld([two, one])] == [(1, None), (2, "c-0123456789abcdef")]
    assert len(read_withheld([one, one / ".." / "one"])) == 1


def test_the_file_is_no_stray_among_the_sources(folder: Path) -> None:
    assert list_sources([written(folder, ENTRY)]).problems == ()


WRONG = {
    "no TOML": ("[[withheld]]\nkey = page\n", "line 2"),
    "another table": ("[[witheld]]\n", "witheld is not known"),
    "one table": (ENTRY.replace("[[withheld]]", "[withheld]"), r"\[\[withheld\]\]"),
    "no table": ('withheld = ["x"]\n', "entry 1"),
    "a field of another name": (ENTRY + "reasons = 1\n", "entry 1: reasons is not known"),
    "neither": (ENTRY.replace("key", "gone = false\n#"), "either a key or a document"),
    "both": (ENTRY + 'document = "x"\n', "either a key or a document"),
    "a bad reason": (ENTRY.replace('"privacy"', '"shame"'), "'shame'.*one of author_request, privacy"),
    "no reason": (ENTRY.replace("reason", "#"), "reason is missing"),
    "a reason that is no text": (ENTRY.replace('"privacy"', "1"), "reason is 1"),
    "no day": (ENTRY.replace("on = 2026", "#"), "on is missing.*such as 2026-11-22"),
    "a day in quotation marks": (ENTRY.replace("2026-11-22", '"2026-11-22"'), "without quotation marks"),
    "a day with a time": (ENTRY.replace("2026-11-22", "2026-11-22T10:00:00"), "on is"),
    "gone as a word": (ENTRY + 'gone = "yes"\n', "gone is 'yes'.*true or false"),
    "a blank document": (DOCUMENT.replace("2019/some-page", " "), "document is ' '"),
    "a second entry": (DOCUMENT + ENTRY.replace("privacy", "shame"), "entry 2: reason"),
    "the same key twice": (ENTRY + ENTRY, "entry 2 names '2019/some-page/c-0123456789abcdef', as .*entry 1"),
    "the same document twice": (DOCUMENT + DOCUMENT, "entry 2 names"),
}


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_wrong_is_an_error_that_names_the_place(folder: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        read_withheld([written(folder, text)])
    assert str(raised.value).startswith(str(folder / FILE))


@pytest.mark.parametrize(
    "name",
    [
        "2019/some-page",
        "c-0123456789abcdef",
        "/c-0123456789abcdef",
        "2019/some-page/x-0123456789abcdef",
        "2019/some-page/c-0123456789ABCDEF",
        "2019/some-page/c-0123456789abcde",
        f"{KEY}-1",
        "2019/some-page/c-withheld-1",
    ],
)
def test_a_key_of_no_valid_form_is_an_error(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"entry 1: key is .* such as 2019/some-page/c-0123456789abcdef"):
        read_withheld([written(folder, ENTRY.replace(KEY, name))])


def test_bytes_that_are_no_text_are_an_error(folder: Path) -> None:
    (folder / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(UsageError, match=FILE):
        read_withheld([folder])


def test_every_entry_that_is_wrong_is_named(folder: Path) -> None:
    """In a line each."""
    text = DOCUMENT + ENTRY.replace("privacy", "shame") + DOCUMENT + ENTRY.replace("on = 2026", "# ")
    with pytest.raises(UsageError) as raised:
        read_withheld([written(folder, text)])
    found = [line.removeprefix(f"{folder / FILE}: ")[:12] for line in str(raised.value).split("\n")]
    assert found == ["entry 2: rea", "entry 4: on ", "entry 3 name"]


@pytest.mark.parametrize("make", [lambda file: file.mkdir(), lambda file: file.symlink_to("nowhere")])
def test_a_file_that_cannot_be_read_is_an_error(folder: Path, make: object) -> None:
    """A link to nowhere is not the same as no file."""
    assert callable(make)
    make(folder / FILE)
    with pytest.raises(UsageError, match=FILE):
        read_withheld([folder])


# No build passes the file by


@pytest.mark.parametrize("part", ["2019", "2019/some-page.txt", "2019/none"])
def test_a_part_of_a_folder_is_not_built_alone(folder: Path, part: str) -> None:
    """Its records would have other keys, and be published."""
    with pytest.raises(UsageError, match=f"build {folder}$"):
        read_withheld([written(folder, ENTRY) / part])


def test_a_page_beside_the_file_is_not_built_alone(folder: Path) -> None:
    (folder / "page.txt").write_text("A post.", encoding="utf-8")
    with pytest.raises(UsageError, match=f"build {folder}$"):
        read_withheld([written(folder, ENTRY) / "page.txt"])


def test_a_part_under_another_name_is_not_built_alone(folder: Path, tmp_path: Path) -> None:
    """A link into the folder reads the same pages under other keys, beside the folder too."""
    written(folder, ENTRY)
    (tmp_path / "link").symlink_to(folder / "2019")
    for sources in ([tmp_path / "link"], [folder, tmp_path / "link"]):
        with pytest.raises(UsageError, match="build"):
            read_withheld(sources)


def test_a_part_of_a_folder_that_is_built_as_well_is_read_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that is reached twice is read under its id in the outermost folder."""
    written(folder, ENTRY)
    assert len(read_withheld([folder / "2019", folder, folder / "2019" / "some-page.txt"])) == 1
    monkeypatch.chdir(folder)
    assert len(read_withheld([Path(), Path("2019"), folder / "2019"])) == 1


def test_a_file_below_the_folder_is_an_error_that_says_where_it_belongs(folder: Path) -> None:
    """Built alone the subfolder heeded it."""
    written(folder / "2019", ENTRY)
    with pytest.raises(UsageError, match=r"move its entries to .*raw/withheld.toml.* begin with 2019/"):
        read_withheld([folder])
    assert len(read_withheld([folder / "2019"])) == 1
