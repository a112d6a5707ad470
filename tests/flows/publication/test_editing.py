"""All steps of publication after one another, on files: what stands beside a page is held to the same rules as the page."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from flows.checks import check_tables
from flows.publication.editing import Edited, read_rules
from flows.publication.masking import CODE
from flows.publication.names import pseudonym
from flows.publication.privacy import Names, Privacy
from flows.publication.private import MASK
from flows.releases.card_privacy import masks_section
from flows.releases.dataset import Dataset
from flows.releases.edits import Edits
from flows.releases.release import write_release
from flows.releases.verify import State, open_release, verify
from flows.sidecars.reading import read_sidecars
from flows.sources import list_sources
from flows.tables import merged, tables_of
from tests.flows.publication.made_pages import POST, Row, glued, key, rows, thread, words_in
from tests.flows.publication.whole import edit
from tests.reading import read_batch

PHONE, EMAIL, OTHER_EMAIL = "07700 900123", "jo.bloggs@rota.example", "porter@rota.example"
TOLD = f"Write to {EMAIL} or ring {PHONE}, day and night, if you please."
PAGE = thread((0, "Jo22", f"Ring {PHONE} before noon."), (0, "Wilfred", TOLD), (1, "Sam", "Will do."))
SILENT = "The lift is out of order again, and nobody has told the third floor."
KEY = b"only for tests, of more than thirty-two bytes"


def published(folder: Path, files: Mapping[str, str], privacy: Privacy | None = None) -> Edited:
    """What is published of these files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    listing = list_sources([folder])
    read = read_batch(listing.sources)
    extracted = merged([tables_of(read.pages, [*listing.problems, *read.problems])])
    sidecars, rules = read_sidecars(listing.sidecars), read_rules([folder])
    edited, _ = edit(extracted, listing.sources, sidecars, rules, privacy or Privacy(), KEY)
    assert check_tables(edited.tables).tables == edited.tables
    return edited


def entry(key: str, column: str, found: str, should_be: str) -> str:
    return (
        f'[[correction]]\nkey = "{key}"\ncolumn = "{column}"\nfound = "{found}"\nshould_be = "{should_be}"\n'
        'reason = "Misread."\non = 2026-11-22\n'
    )


def withheld(name: str) -> str:
    kind = "key" if "/c-" in name else "document"
    return f'[[withheld]]\n{kind} = "{name}"\nreason = "privacy"\non = 2026-11-22\n'


def document(found: Edited, name: str = "page") -> Row:
    (row,) = rows(found.tables, "documents", document_id=name)
    return row


def assert_verified(found: Edited, raw: Path, output: Path) -> None:
    """A release of it holds to all checks, also against its raw text, and no file has what is masked."""
    made = write_release(found.tables, Dataset(), output, None, Edits(found.corrections, found.masked))
    results = {result.name: result for result in verify(open_release(made.folder, raw))}
    assert results["raw"].state is not State.NOT_RUN
    assert {name for name, result in results.items() if result.state is State.FAILED} == set()
    for file in made.folder.iterdir():
        for words in (PHONE, EMAIL, OTHER_EMAIL):
            assert words.encode() not in file.read_bytes(), file.name


# Values that stand nowhere in the page


def test_what_a_sidecar_says_is_masked_and_counted_and_has_no_place_in_the_page(tmp_path: Path) -> None:
    """A place would say that the page has it there, and that the words there were changed."""
    raw = tmp_path / "raw"
    raw.mkdir()
    sidecar = f'title = "The lift: ring {PHONE}"\nauthor = "{EMAIL}"\n'
    found = published(raw, {"page.txt": SILENT, "page.toml": sidecar})
    row = document(found)
    assert (row["title"], row["author"]) == (f"The lift: ring {MASK * 12}", MASK * len(EMAIL))
    assert row["body"] == SILENT
    assert row["altered"] == []
    assert found.masked == {"email": 1, "telephone": 1, "address": 0, "national_insurance": 0}
    (problem,) = rows(found.tables, "problems", code=CODE)
    assert problem["message"].startswith("1 e-mail address, 1 telephone number: masked")
    assert_verified(found, raw, tmp_path / "output")


def test_what_a_sidecar_says_and_the_page_as_well_is_altered_where_the_page_has_it(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    page = f"{SILENT} Write to {EMAIL}."
    row = document(found := published(raw, {"page.txt": page, "page.toml": f'author = "{EMAIL}"\n'}))
    start = page.index(EMAIL)
    assert row["altered"] == [{"start": start, "end": start + len(EMAIL), "reason": "email"}]
    assert found.masked["email"] == 1
    assert_verified(found, raw, tmp_path / "output")


def test_the_address_of_each_capture_is_masked(tmp_path: Path) -> None:
    """In documents and in captures; what both have counts once."""
    raw = tmp_path / "raw"
    raw.mkdir()
    sidecar = "url = 'https://blog.example/{}?who={}'\n"
    files = {"page.txt": PAGE, "same.txt": PAGE + "\n", "page.toml": sidecar.format("a", EMAIL)}
    found = published(raw, {**files, "same.toml": sidecar.format("b", OTHER_EMAIL) + "same_as = 'page'\n"})
    addresses = found.tables["captures"]["url"].to_pylist()
    assert addresses == [
        f"https://blog.example/{name}?who={MASK * len(email)}"
        for name, email in (("a", EMAIL), ("b", OTHER_EMAIL))
    ]
    assert document(found)["url"] == addresses[0]
    assert found.masked["email"] == 2
    assert_verified(found, raw, tmp_path / "output")


@pytest.mark.parametrize("column", ["text", "author"])
def test_what_a_correction_brings_is_masked_and_counted(tmp_path: Path, column: str) -> None:
    """Its place is that of the correction, where it is of a text; a name that stands nowhere has none."""
    raw = tmp_path / "raw"
    raw.mkdir()
    name = key("page", "Will do.")
    wanted = entry(name, column, "Will do." if column == "text" else "Sam", f"By {OTHER_EMAIL} now.")
    found = published(raw, {"page.txt": PAGE, "corrections.toml": wanted})
    (row,) = rows(found.tables, "comments", comment_id=name)
    assert row[column] == f"By {MASK * len(OTHER_EMAIL)} now."
    spans = [span | {"reason": "correction"} for span in row["spans"]]
    assert row["altered"] == (spans if column == "text" else [])
    assert found.masked == {"email": 2, "telephone": 2, "address": 0, "national_insurance": 0}
    assert_verified(found, raw, tmp_path / "output")


def test_a_corrected_name_is_published_as_a_pseudonym(tmp_path: Path) -> None:
    """And the problem with a correction that fits no longer names nobody, read or expected."""
    name, other = key("page", TOLD), key("page", "Will do.")
    wanted = entry(name, "author", "Wilfred", "Wilfrid") + entry(other, "author", "Quillon", "Samuel")
    files = {"page.txt": PAGE, "corrections.toml": wanted}
    found = published(tmp_path, files, Privacy(names=Names.PSEUDONYMS))
    (row,) = rows(found.tables, "comments", comment_id=name)
    assert row["author"] == pseudonym("Wilfrid", KEY)
    assert [place["reason"] for place in row["altered"]] == ["email", "telephone"]
    assert rows(found.tables, "problems", code="correction_stale")
    for word in ("Wilfr", "Sam", "Quillon", "Jo22"):
        assert word not in words_in(found.tables)


def test_a_name_that_a_correction_expects_in_vain_is_not_told(tmp_path: Path) -> None:
    """No commenter of the page has it, as far as it was read."""
    page = glued("The lift is out of order.", "So is the notice about it.")
    files = {
        "page.txt": page,
        "corrections.toml": entry(key("page", "The lift is out of order."), "author", "Quillon", "Jo"),
    }
    for names, is_told in ((Names.AS_GIVEN, True), (Names.PSEUDONYMS, False), (Names.DROPPED, False)):
        found = published(tmp_path, files, Privacy(names=names))
        assert [row["line"] for row in rows(found.tables, "problems", code="correction_stale")] == [1]
        assert ("Quillon" in words_in(found.tables)) == is_told


def test_a_message_of_no_document_is_masked(tmp_path: Path) -> None:
    """Such as that about the sidecar of a page that cannot be read."""
    (tmp_path / "cut.txt").write_bytes(b"\xff")
    found = published(tmp_path, {"page.txt": SILENT, "cut.toml": f'captured_on = "{EMAIL}"\n'})
    (row,) = rows(found.tables, "problems", source="cut.toml", code="sidecar_invalid")
    assert row["document_id"] is None
    assert MASK * len(EMAIL) in row["message"]
    assert EMAIL not in words_in(found.tables)
    assert found.masked["email"] == 1


# Masks in what is withheld


@pytest.mark.parametrize(
    ("name", "counts", "told"),
    [
        (None, {"email": 1, "telephone": 2}, "1 e-mail address, 2 telephone numbers: masked"),
        (key("page", TOLD), {"email": 0, "telephone": 1}, "1 telephone number: masked"),
        (key("page", f"Ring {PHONE} before noon."), {"email": 1, "telephone": 1}, "1 e-mail address, 1 telephone number:"),
        ("page", {"email": 0, "telephone": 0}, None),
    ],
    ids=["nothing", "the longest", "the first", "the page"],
)  # fmt: skip
def test_what_is_withheld_is_not_counted(
    tmp_path: Path, name: str | None, counts: dict[str, int], told: str | None
) -> None:
    """Neither in the card nor in the document's problem."""
    files = {"page.txt": PAGE, "other.txt": SILENT}
    found = published(tmp_path, files if name is None else {**files, "withheld.toml": withheld(name)})
    assert {kind: found.masked[kind] for kind in counts} == counts
    problems = [row["message"] for row in rows(found.tables, "problems", code=CODE)]
    assert [message[: len(told or "")] for message in problems] == ([] if told is None else [told])
    section = masks_section(found.masked, Privacy())
    assert ("e-mail address " in section) == (counts["email"] > 0)
    (words,) = [w for w in [EMAIL] if w not in words_in(found.tables)]
    assert words == EMAIL


def test_what_a_bulletin_shares_with_a_withheld_comment_is_counted_where_it_is_published(
    tmp_path: Path,
) -> None:
    """The comment is withheld and quoted with its number in the post: that stands in the page a second time."""
    page = thread((0, "Jo", TOLD), (0, "Sam", "No."), post=f"{POST}The number was {PHONE} then.\n")
    found = published(tmp_path, {"page.txt": page, "withheld.toml": withheld(key("page", TOLD))})
    assert (found.masked["telephone"], found.masked["email"]) == (1, 0)


def test_withheld_words_with_masks_are_told_where_they_are_quoted(tmp_path: Path) -> None:
    """They are looked for as they are published."""
    quoting = POST.replace("Saturday", "Sunday") + f"Somebody said: {TOLD}\n"
    other = thread(
        (0, "Ann", "Who wrote this, if not the porter?"), post=quoting.replace("county", "borough")
    )
    files = {"page.txt": PAGE, "other.txt": other, "withheld.toml": withheld(key("page", TOLD))}
    assert published(tmp_path, files).echoes == (("documents", "other"),)
