"""Masking: private data leaves every published cell, positions stay true, and rows say where they were altered."""

from pathlib import Path

import pyarrow as pa
import pytest

from flows.checks import check_tables
from flows.errors import UsageError
from flows.page import Span, text_at
from flows.problems import CODES, Problem, source_problem
from flows.publication.masking import CODE, Masking, in_words, mask
from flows.publication.page_texts import PageTexts
from flows.publication.privacy import Privacy
from flows.publication.private import MASK, masked, private_in
from flows.publication.private_cells import NOT_TEXT, text_columns
from flows.sources import list_sources
from flows.tables import Tables, merged, tables_of
from schemas import TABLES
from schemas.alterations import MASKS
from tests.flows.publication.made_pages import POST, Row, entries, key, rows, tables, thread, words_in
from tests.flows.publication.whole import withhold
from tests.reading import read_batch

EMAIL, PHONE = "jo.bloggs@rota.example", "07700 900123"
COMMENT = f"Mind the rota, says Anon@10.47.\nWrite to {EMAIL}\nor ring {PHONE} by 5 May."
PAGE = thread(
    (0, "Jo", COMMENT),
    (1, EMAIL, "Agreed."),
    (0, "Sam", "Nothing to hide at 10:47."),
    post=f"{POST}Letters go to 14 Invented Row,\nYork\nYO1 7HH as ever.\n",
)
OTHER = thread((0, "Sam", "A page on which nobody is to be found."))
BULLETIN = f"""NAPO NEWS
Branch circular BC12-2016
22 January 2016

Dear member,
Write to the office at {EMAIL} for the form.

Yours in solidarity,
A. Nother, Branch Chair
"""
NO_PAGES: dict[str, str] = {}
NOBODY = NO_PAGES.__getitem__


def masking(pages: dict[str, str], privacy: Privacy | None = None) -> Masking:
    return mask(tables(pages), privacy or Privacy(), pages.__getitem__)


@pytest.fixture(scope="module")
def found() -> Masking:
    """A page with an address in its post, an e-mail address and a number in a comment, and an e-mail address for a name."""
    return masking({"page": PAGE, "other": OTHER})


def places(row: Row, page: str = PAGE) -> list[tuple[str, str]]:
    """What stood in the page where a row was altered."""
    return [(place["reason"], page[place["start"] : place["end"]]) for place in row["altered"]]


def test_nothing_private_stands_in_any_cell(found: Masking) -> None:
    told = words_in(found.tables)
    assert "Anon@10.47" in told
    for words in (EMAIL, PHONE, "14 Invented Row", "YO1 7HH"):
        assert words in PAGE
        assert words not in told


def test_a_text_keeps_its_length_and_its_other_words(found: Masking) -> None:
    (before,) = rows(tables({"page": PAGE}), "comments", sequence=0)
    (after,) = rows(found.tables, "comments", sequence=0, document_id="page")
    expected = COMMENT.replace(EMAIL, MASK * len(EMAIL)).replace(PHONE, MASK * len(PHONE))
    assert after["text"] == expected
    assert {name for name in before if before[name] != after[name]} == {"text", "altered"}


def test_rows_say_where_they_were_altered(found: Masking) -> None:
    first, second, third = rows(found.tables, "comments", document_id="page")
    by_place = sorted((first, second, third), key=lambda row: row["sequence"])
    assert places(by_place[0]) == [("email", EMAIL), ("telephone", PHONE)]
    assert places(by_place[2]) == []
    (document,) = rows(found.tables, "documents", document_id="page")
    assert places(document) == [("address", "14 Invented Row,"), ("address", "York"), ("address", "YO1 7HH")]
    assert document["body"].endswith(f"{MASK * 16}\n{MASK * 4}\n{MASK * 7} as ever.")


def test_a_name_that_is_private_is_masked_where_it_stands_above_the_comment(found: Masking) -> None:
    (reply,) = rows(found.tables, "comments", sequence=1, document_id="page")
    assert reply["author"] == MASK * len(EMAIL)
    assert reply["text"] == "Agreed."
    assert places(reply) == [("email", EMAIL)]
    assert reply["altered"][0]["end"] <= reply["spans"][0]["start"]


def test_outside_the_altered_places_spans_give_the_text_back(found: Masking) -> None:
    for name in ("comments", "bulletins", "job_adverts"):
        for row in rows(found.tables, name, document_id="page"):
            page = masked(PAGE, ((place["start"], place["end"]) for place in row["altered"]))
            assert text_at(page, tuple(Span(s["start"], s["end"]) for s in row["spans"])) == row["text"]


def test_the_keys_stay_those_of_the_text_as_it_was_read(found: Masking) -> None:
    before = tables({"page": PAGE, "other": OTHER})
    assert found.tables["comments"]["comment_id"] == before["comments"]["comment_id"]
    assert found.tables["segments"] == before["segments"]


def test_a_page_without_private_data_is_left_alone(found: Masking) -> None:
    before = tables({"page": PAGE, "other": OTHER})
    for schema in TABLES:
        assert rows(found.tables, schema.name, document_id="other") == rows(
            before, schema.name, document_id="other"
        )
    read = tables({"other": OTHER})
    result = mask(read, Privacy(), NOBODY)
    assert result.tables is read
    assert result.counts == dict.fromkeys(MASKS, 0)


def test_the_tables_hold_to_their_rules_and_stay_in_order(found: Masking) -> None:
    checked = check_tables(found.tables)
    assert checked.dropped == 0
    assert checked.tables == found.tables == merged([found.tables])


def test_what_was_masked_is_counted_by_kind(found: Masking) -> None:
    """The address that stands in a comment and as a name counts twice: it stands in two places of the page."""
    assert found.counts == {"email": 2, "telephone": 1, "address": 1, "national_insurance": 0}
    words = ["2 e-mail addresses", "1 telephone number", "1 address with house number and postcode"]
    assert in_words(found.counts) == words


def test_each_document_with_masks_has_one_problem_that_quotes_nothing(found: Masking) -> None:
    (problem,) = rows(found.tables, "problems", code=CODE)
    assert (problem["document_id"], problem["source"], problem["severity"]) == ("page", "page.txt", "info")
    assert problem["message"].startswith("2 e-mail addresses, 1 telephone number, 1 address with")


def test_what_is_not_to_be_masked_is_not_looked_for() -> None:
    some = masking({"page": PAGE}, Privacy(frozenset({"telephone"})))
    assert some.counts == {"email": 0, "telephone": 1, "address": 0, "national_insurance": 0}
    assert EMAIL in words_in(some.tables)
    assert PHONE not in words_in(some.tables)
    read = tables({"page": PAGE})
    assert mask(read, Privacy(frozenset()), NOBODY).tables is read


def test_masking_part_by_part_is_masking_at_once() -> None:
    """A part has all rows of its documents; what belongs to none is in one of them."""
    pages = {"page": PAGE, "other": OTHER, "third": PAGE.replace("Saturday", "Sunday")}
    told = [problem_of_no_document(f"found {EMAIL!r}"), problem_of_no_document("found nothing")]
    read = tables(pages, tuple(told))
    whole = mask(read, Privacy(), pages.__getitem__)
    assert whole.counts == {"email": 5, "telephone": 2, "address": 2, "national_insurance": 0}
    parts = [
        mask(part, Privacy(), pages.__getitem__)
        for part in of_documents(read, [["page"], ["other", None], ["third"]])
    ]
    assert merged([part.tables for part in parts]) == whole.tables
    assert {kind: sum(part.counts[kind] for part in parts) for kind in MASKS} == whole.counts


def problem_of_no_document(message: str) -> Problem:
    return source_problem("lost.toml", "sidecar_invalid", message)


def of_documents(whole: Tables, groups: list[list[str | None]]) -> list[Tables]:
    """The rows of these documents; None stands for those of none."""
    return [
        {
            n: t.filter(pa.array([row in group for row in t["document_id"].to_pylist()], pa.bool_()))
            for n, t in whole.items()
        }
        for group in groups
    ]


# What is found in a text


def one(words: str, **changes: object) -> tuple[Row, Masking]:
    """The only comment of a page, with some of its values changed, as it is published."""
    page = thread((0, "Jo", words))
    read = tables({"page": page})
    (row,) = read["comments"].to_pylist()
    read["comments"] = pa.Table.from_pylist([row | changes], read["comments"].schema)
    result = mask(read, Privacy(), {"page": page}.__getitem__)
    (published,) = result.tables["comments"].to_pylist()
    return published, result


def test_links_and_times_follow_the_text() -> None:
    """A time that stands in masked words alone is none; another is left."""
    text = f"See https://blog.example/?who={EMAIL} by 10.47, or write to jo.11.22@rota.example."
    row, _ = one(text, times_mentioned=["10.47", "11.22"])
    assert row["links"] == [f"https://blog.example/?who={MASK * len(EMAIL)}"]
    assert row["times_mentioned"] == ["10.47"]


def test_a_value_is_masked_in_all_rows_in_which_its_place_stands() -> None:
    """A bulletin pasted into a comment holds less of the text around it, and so may not show what a number is."""
    page = thread((0, "Jo", f"This came today:\n{BULLETIN}"))
    result = masking({"page": page})
    (bulletin,) = result.tables["bulletins"].to_pylist()
    (comment,) = result.tables["comments"].to_pylist()
    assert EMAIL not in bulletin["text"] + comment["text"]
    assert bulletin["altered"] == comment["altered"] != []
    assert result.counts["email"] == 1


def test_a_corrected_text_is_masked_too() -> None:
    """Its places are found by the words, and what was corrected before stays in the list."""
    earlier = [{"start": 0, "end": 3, "reason": "correction"}]
    row, result = one(f"Rwite to {EMAIL} today.", text=f"Write to {EMAIL} today, please.", altered=earlier)
    assert row["text"] == f"Write to {MASK * len(EMAIL)} today, please."
    assert row["altered"][:1] == earlier
    assert [place["reason"] for place in row["altered"]] == ["correction", "email"]
    assert result.counts["email"] == 1


def test_a_value_that_stands_nowhere_in_the_page_is_masked_and_counted() -> None:
    """A sidecar may give an author."""
    row, result = one("Nothing.", author="sidecar@rota.example")
    assert row["author"] == MASK * 20
    assert row["altered"] == []
    assert result.counts["email"] == 1
    assert told(result) == "1 e-mail address: masked in what is published; 1 of 1 in no text of the page"


def test_a_number_that_is_folded_is_masked_in_both_lines() -> None:
    page = thread(
        (0, "Jo", "Ring the office on 0161\n496 0123 by ten,\nor write to jo.bloggs@\nrota.example today.")
    )
    result = mask(tables({"page": page}), Privacy(), {"page": page}.__getitem__)
    (row,) = result.tables["comments"].to_pylist()
    assert row["text"] == (
        f"Ring the office on {MASK * 4}\n{MASK * 8} by ten,\nor write to {MASK * 10}\n{MASK * 12} today."
    )
    assert [words for _, words in places(row, page)] == ["0161", "496 0123", "jo.bloggs@", "rota.example"]
    assert result.counts["telephone"] == result.counts["email"] == 1


def test_the_problem_says_of_how_many_values_no_place_is_told() -> None:
    """Of the others the column ``altered`` says where; a message quotes what stands in no record's text."""
    _, result = one(f"Ring {PHONE}.", author="sidecar@rota.example")
    assert told(result) == (
        "1 e-mail address, 1 telephone number: masked in what is published; "
        "1 of 2 in no text of the page; of the rest the column altered says where"
    )
    _, result = one(f"Ring {PHONE}.")
    assert told(result) == "1 telephone number: masked in what is published; the column altered says where"
    page = thread((0, "Jo", "Nothing."), post=f"{POST}\n")
    problem = Problem("page.txt", "page", CODES[CODE][0], "thread_tail", f"the words {EMAIL!r}", 1)
    result = mask(tables({"page": page}, (problem,)), Privacy(), {"page": f"{page}\n{EMAIL}"}.__getitem__)
    assert told(result).endswith("; 1 of 1 in no text of the page")


def told(result: Masking) -> str:
    """The message of the one problem that counts masks."""
    (problem,) = rows(result.tables, "problems", code=CODE)
    return str(problem["message"])


def test_the_town_of_a_masked_address_may_stay_in_its_own_column() -> None:
    text = "Vacancy at 14 Invented Row, York YO1 7HH"
    read = tables({"page": f"Vacancies\n\n{text}\n"})
    hidden = masked(text, ((p.start, p.end) for p in private_in(text)))
    advert = {
        "advert_id": key("page", text, "a"),
        "document_id": "page",
        "sequence": 0,
        "copies": 1,
        "text": text,
    }
    fields = {"spans": [{"start": 11, "end": 11 + len(text)}], "evidence": [], "altered": []}
    for location, expected in (("York", "York"), ("York YO1 7HH", MASK * 12)):
        row = advert | fields | {"location": location}
        read["job_adverts"] = pa.Table.from_pylist([row], read["job_adverts"].schema)
        result = mask(read, Privacy(), {"page": f"Vacancies\n\n{text}\n"}.__getitem__)
        (published,) = result.tables["job_adverts"].to_pylist()
        assert (published["location"], published["text"]) == (expected, hidden)


def test_messages_of_problems_are_masked() -> None:
    page = thread((0, "Jo", "Nothing."))
    read = tables({"page": page})
    told: dict[str, object] = {
        "source": "page.txt",
        "document_id": "page",
        "severity": "info",
        "code": "thread_tail",
    }
    told |= {"message": f"the words {EMAIL!r}", "line": 1, "start": 0, "end": 4}
    read["problems"] = pa.Table.from_pylist([told], read["problems"].schema)
    assert f"the words '{MASK * len(EMAIL)}'" in words_in(
        mask(read, Privacy(), {"page": page}.__getitem__).tables
    )


def test_every_column_of_words_is_looked_at() -> None:
    """A new column is masked unless it is named among those that hold no text."""
    looked_at = {name for table in TABLES for name in text_columns(table.arrow_schema)}
    assert looked_at == set(
        "title published_on_text author url licence body posted_at_text text links times_mentioned reference issued_on_text signatories "
        "headings job_title employer location salary_text starts_on_text closes_on_text interviews_on_text published_in message".split()
    )
    assert not looked_at & NOT_TEXT


# With the other steps of publication


def test_what_is_masked_can_be_withheld_by_its_key() -> None:
    published = withhold(masking({"page": PAGE}).tables, entries(key("page", COMMENT)))
    (grave,) = rows(published.tables, "comments", withheld="privacy")
    assert grave["altered"] == []
    assert check_tables(published.tables).dropped == 0


# The texts of the pages


def files(folder: Path, **pages: str) -> tuple[PageTexts, Tables]:
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    sources = list_sources([folder]).sources
    read = read_tables(folder)
    return PageTexts(sources, read["documents"]), read


def read_tables(folder: Path) -> Tables:
    batch = read_batch(list_sources([folder]).sources)
    return merged([tables_of(batch.pages, batch.problems)])


def test_the_page_is_read_from_its_file_again(tmp_path: Path) -> None:
    texts, read = files(tmp_path, page=f"\ufeff{PAGE}".replace("\n", "\r\n"))
    result = mask(read, Privacy(), texts)
    (document,) = result.tables["documents"].to_pylist()
    page = (tmp_path / "page.txt").read_bytes().decode("utf-8")
    assert places(document, page) == [
        ("address", "14 Invented Row,"),
        ("address", "York"),
        ("address", "YO1 7HH"),
    ]
    assert EMAIL not in words_in(result.tables)


def test_a_file_that_changed_meanwhile_stops_the_build(tmp_path: Path) -> None:
    texts, read = files(tmp_path, page=PAGE)
    (tmp_path / "page.txt").write_text(PAGE + "more", encoding="utf-8")
    with pytest.raises(UsageError, match=r"page\.txt: the file changed since it was read"):
        mask(read, Privacy(), texts)


def test_a_name_that_holds_a_number_is_told_and_stays_in_messages() -> None:
    """It is the key of the document: masked in a message it would name one that is not there."""
    name = f"ring {PHONE}"
    told = Problem(
        f"{name}.txt", name, CODES[CODE][0], "thread_tail", f"{name}/c-0123456789012345 of {PHONE}"
    )
    result = mask(tables({name: thread((0, "Jo", "Nothing."))}, (told,)), Privacy(), lambda _: PHONE)
    (named,) = rows(result.tables, "problems", code="private_data_in_name")
    assert (named["document_id"], named["severity"]) == (name, "warning")
    assert PHONE not in named["message"]
    (kept,) = rows(result.tables, "problems", code="thread_tail")
    assert kept["message"] == f"{name}/c-0123456789012345 of {MASK * len(PHONE)}"
