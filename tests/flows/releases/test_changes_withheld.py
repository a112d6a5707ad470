"""What a release withholds never stands in what it says of the changes: no words, no author, no key made of the words."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.releases.changes import Changes, compare, write_changes
from flows.releases.versions import Level
from tests.flows.releases.made_tables import SCHEMAS, Rows, comment, document, key, release, tombstone
from tests.schemas.valid_rows import tombstone as withheld_row
from tests.schemas.valid_rows import valid_row

PAGE = "2016/keys"
WORDS = "My own name is Wilhelmina and my flat is over the bakery."
AUTHOR = "Wilhelmina"
SECRET = key(PAGE, "c", 0xABCDEF)
BULLETIN = key(PAGE, "b", 0xFEDCBA)
SECRETS = (WORDS, AUTHOR, "bakery", SECRET, BULLETIN, "abcdef", "fedcba")
"""What nobody may learn from the changes."""
OLD: Rows = {
    "documents": [document(PAGE, title=f"About {AUTHOR}", body=f"Somebody said: {WORDS}", author=AUTHOR)],
    "comments": [
        comment(PAGE, 0xABCDEF, WORDS, author=AUTHOR, sequence=0),
        comment(PAGE, 1, "A reply to her.", parent_id=SECRET, depth=1, links=["https://bakery.example"]),
        comment(PAGE, 2, "Another comment that goes with it.", sequence=2),
    ],
    "bulletins": [
        valid_row(
            "bulletins", bulletin_id=BULLETIN, document_id=PAGE, comment_id=SECRET, text=f"{WORDS} Twice."
        )
    ],
    "segments": [valid_row("segments", document_id=PAGE, sequence=i, record_id=SECRET) for i in range(2)],
    "problems": [valid_row("problems", document_id=PAGE, message=f"Found {WORDS!r} there.")],
}
OPAQUE = f"{PAGE}/c-withheld-1"
NEW: Rows = {
    "documents": [document(PAGE, title="About somebody", body="Somebody said: this and that", author=None)],
    "comments": [
        tombstone(PAGE, 1, sequence=0),
        comment(PAGE, 1, "A reply to her.", parent_id=OPAQUE, depth=1),
    ],
    "segments": [valid_row("segments", document_id=PAGE, sequence=0, record_id=OPAQUE)],
}


class Told(NamedTuple):
    """The changes, and every character that was written of them."""

    changes: Changes
    data: str
    story: str


Tell = Callable[[Rows, Rows], Told]


@pytest.fixture
def told(tmp_path: Path) -> Tell:
    def run(old: Rows, new: Rows) -> Told:
        before, after = release(tmp_path / "old", old), release(tmp_path / "new", new)
        lines = tmp_path / "rows.jsonl"
        with lines.open("w", encoding="utf-8") as rows:
            changes = compare(before, after, rows)
        write_changes(after, changes, lines, "1.0.0", "2.0.0")
        data = (after / "changes.json").read_text(encoding="utf-8")
        return Told(changes, data, (after / "CHANGES.md").read_text(encoding="utf-8"))

    return run


def counts(changes: Changes, table: str) -> tuple[int, ...]:
    (found,) = [t for t in changes.tables if t.name == table]
    return found.added, found.removed, found.reworded, found.changed, found.withheld


def assert_nothing_told(told: Told, *secrets: str) -> None:
    written = told.data + told.story + " ".join(told.changes.why) + repr(told.changes.story)
    assert [secret for secret in secrets if secret in written] == []


def test_words_author_and_key_of_a_withheld_comment_are_told_nowhere(told: Tell) -> None:
    """Nor the bulletin inside it, the problem that quotes it, or the old values of what stands in the same document."""
    found = told(OLD, NEW)
    assert_nothing_told(found, *SECRETS)
    assert found.changes.level is Level.MAJOR
    assert counts(found.changes, "comments") == (0, 2, 0, 1, 1)
    assert counts(found.changes, "bulletins") == (0, 1, 0, 0, 0)
    assert counts(found.changes, "problems") == (0, 1, 0, 0, 0)


def test_tombstone_is_told_by_its_opaque_key_and_reason(told: Tell) -> None:
    found = told(OLD, NEW)
    line = f'{{"change": "withheld", "key": {{"comment_id": "{OPAQUE}"}}, "document_id": "{PAGE}", "reason": "privacy"}}'
    assert line in found.data
    assert "- 1 comment withheld\n  - c-withheld-1: privacy\n" in found.story
    assert "2 comments are gone, 1 of them withheld" in found.changes.why
    assert "- 2 comments gone, 1 of them withheld\n- " in found.story


def test_comment_that_went_because_it_is_withheld_is_told_once(told: Tell) -> None:
    old = {"comments": [comment(PAGE, 0xABCDEF, WORDS, author=AUTHOR)]}
    found = told(old, {"comments": [tombstone(PAGE, 1)]})
    assert found.changes.why == ("1 comment is withheld",)
    assert f"### {PAGE}\n\n- 1 comment withheld\n  - c-withheld-1: privacy\n\n" in found.story
    assert_nothing_told(found, *SECRETS)


def test_reference_to_a_withheld_record_is_told_by_where_it_leads_now(told: Tell) -> None:
    found = told(OLD, NEW)
    assert f'"parent_id": {{"old": null, "new": "{OPAQUE}", "withheld": true}}' in found.data
    assert f'"record_id": {{"old": null, "new": "{OPAQUE}", "withheld": true}}' in found.data
    assert '"body": {"old": null, "new": null, "withheld": true}' in found.data


def test_reworded_comment_beside_a_withheld_one_is_not_paired(told: Tell) -> None:
    """It cannot be told from outside which of the two rows that went was the withheld one."""
    new = {**NEW, "comments": [*NEW["comments"], comment(PAGE, 3, f"{WORDS} No more.", sequence=9)]}
    found = told(OLD, new)
    assert SECRET not in found.data
    assert '"old_key"' not in found.data


def test_other_documents_are_told_as_ever(told: Tell) -> None:
    """Only where something was newly withheld are removed rows left unnamed."""
    others = [
        comment("2016/rota", 5, "It goes, and is named."),
        comment("2016/rota", 6, "It stays as it is."),
    ]
    old = {**OLD, "comments": [*OLD["comments"], *others]}
    found = told(old, {**NEW, "comments": [*NEW["comments"], others[1]]})
    assert f'"removed", "key": {{"comment_id": "{key("2016/rota", "c", 5)}"}}' in found.data
    assert "- 1 comment gone\n  - c-0000000000000005\n" in found.story


def test_what_was_withheld_before_hides_nothing_more(told: Tell) -> None:
    old = {**NEW, "comments": [*NEW["comments"], comment(PAGE, 7, "It goes later, for reasons of its own.")]}
    found = told(old, NEW)
    assert f'{{"change": "removed", "key": {{"comment_id": "{key(PAGE, "c", 7)}"}}' in found.data


def test_tombstone_that_took_the_number_of_another_hides_as_well(told: Tell) -> None:
    """One comment is published again while another is withheld: the opaque key is the same, the record is not."""
    again = comment(PAGE, 5, "Published again, word for word.", sequence=9)
    old = {
        "comments": [
            comment(PAGE, 0xABCDEF, WORDS, author=AUTHOR, sequence=0),
            tombstone(PAGE, 1, sequence=9),
        ]
    }
    found = told(old, {"comments": [tombstone(PAGE, 1, sequence=0), again]})
    assert_nothing_told(found, *SECRETS)


def test_withheld_document_is_named_nowhere_with_all_that_stood_in_it(told: Tell) -> None:
    """Nor is another that went at the same time; the caller alone knows which are gone."""
    gone = "2016/about-wilhelmina"
    old: Rows = {
        "documents": [document(PAGE), document(gone), document("2016/zebra")],
        "comments": [comment(gone, 1, WORDS)],
        "segments": [valid_row("segments", document_id=gone)],
        "problems": [
            valid_row("problems", document_id=gone),
            valid_row("problems", document_id=None, source=f"{gone}.txt"),
        ],
    }
    stone = withheld_row("documents", document_id="withheld-1")
    found = told(old, {"documents": [document(PAGE), stone]})
    assert_nothing_told(found, WORDS, gone, "zebra")
    assert found.changes.removed_documents == (gone, "2016/zebra")
    assert found.changes.why == ("2 documents are gone, 1 of them withheld", "1 comment is gone")
    assert "### withheld-1\n\n- the document is withheld\n" in found.story


def test_old_value_of_a_text_that_was_masked_is_not_told(tmp_path: Path) -> None:
    """`altered` says that something was masked there; what the text is now may be read in the release anyway."""
    place = SCHEMAS["comments"].get_field_index("altered")
    earlier = {**SCHEMAS, "comments": SCHEMAS["comments"].remove(place)}
    rest = "and bring the keys back before the end of the week, or else."
    old = release(
        tmp_path / "before",
        {"comments": [comment(PAGE, 1, f"Write to wilhelmina@b.example {rest}")]},
        schemas=earlier,
    )
    mask = [{"start": 1, "end": 9, "reason": "email"}]
    row = {**comment(PAGE, 1, f"Write to [e-mail address] {rest}"), "altered": mask}
    new = release(tmp_path / "after", {"comments": [row]})
    with (tmp_path / "masked.jsonl").open("w", encoding="utf-8") as lines:
        changes = compare(old, new, lines)
    write_changes(new, changes, tmp_path / "masked.jsonl", "1.0.0", "2.0.0")
    written = [(new / name).read_text(encoding="utf-8") for name in ("changes.json", "CHANGES.md")]
    assert all("wilhelmina" not in text and "[e-mail" in text.replace("\\", "") for text in written)
