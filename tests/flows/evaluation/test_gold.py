"""Gold files: read strictly, and refused in words that name the place."""

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.evaluation.fields import BULLETIN, COLUMN_OF, COMMENT, DOCUMENT, JOB_ADVERT, NOT_COLUMNS
from flows.evaluation.gold import Gold, GoldComment, gold_from, read_gold
from schemas import table_named

COMMENTS: list[dict[str, Any]] = [
    {"position": 0, "parent": None, "text": "One."},
    {"position": 1, "parent": 0, "text": "Two."},
]


def wrong_with(value: object) -> list[str]:
    """What is said of a gold that cannot be used."""
    found = gold_from(value, "a.json")
    assert not isinstance(found, Gold)
    assert {problem.gold for problem in found} == {"a.json"}
    return [problem.message for problem in found]


def comment(**fields: object) -> dict[str, Any]:
    return {"file": "p.txt", "comments": [{"position": 0, "parent": None, "text": "One.", **fields}]}


def test_gold_with_everything_is_read() -> None:
    gold = gold_from(
        {
            "file": "2018/p.txt",
            "note": {"anything": "at all"},
            "document": {"title": None, "published_on": "2018-03-12", "declared_comments": 2, "note": "?"},
            "comments": [{**COMMENTS[0], "author": None, "posted_at": "2018-03-12T10:26:00", "depth": 0}, COMMENTS[1]],
            "bulletins": [
                {
                    "in_comment": 1,
                    "starts": "Dear",
                    "ends": "Napo",
                    "note": "!",
                    "issued_precision": "day",
                    "signatories": [["A. Name", None, "Napo"]],
                }
            ],
            "job_adverts": [{"salary_min": Decimal("16.5"), "salary_max": 18, "copies": 2}],
        }
    )  # fmt: skip
    assert isinstance(gold, Gold)
    assert gold.document == {
        "title": None,
        "published_on": datetime.date(2018, 3, 12),
        "declared_comments": 2,
    }
    assert gold.comments is not None
    assert gold.comments[0].fields == {
        "parent": None,
        "author": None,
        "posted_at": datetime.datetime(2018, 3, 12, 10, 26),
        "depth": 0,
    }
    assert gold.comments[1] == GoldComment("Two.", {"parent": 0})
    assert gold.bulletins is not None and gold.job_adverts is not None
    assert gold.bulletins[0].fields == {
        "in_comment": 1,
        "issued_on_precision": "day",
        "signatories": (("A. Name", None, "Napo"),),
    }
    assert gold.job_adverts[0].fields == {"salary_min": Decimal("16.5"), "salary_max": 18, "copies": 2}


def test_tables_that_a_gold_does_not_give_are_none() -> None:
    gold = gold_from({"file": "p.txt"})
    assert isinstance(gold, Gold)
    assert (gold.comments, gold.bulletins, gold.job_adverts, gold.document) == (None, None, None, {})


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "the file: found [], expected an object"),
        ({}, "file: it is not given"),
        ({"file": 3}, "file: found 3, expected a path below the raw folder"),
        ({"file": "/etc/passwd"}, "expected a path below the raw folder"),
        ({"file": "../p.txt"}, "expected a path below the raw folder"),
        ({"file": "p.txt", "coments": []}, "coments: no such key: did you mean 'comments'?"),
        ({"file": "p.txt", "zzz": []}, "zzz: no such key: take it out, or give one of file, document"),
        ({"file": "p.txt", "comments": None}, "comments: found null, expected a list"),
        ({"file": "p.txt", "comments": ["One."]}, "comments[0]: found 'One.', expected an object"),
        ({"file": "p.txt", "document": {"titel": "T"}}, "document.titel: no such key: did you mean 'title'?"),
        ({"file": "p.txt", "document": {"title": ""}}, "document.title: found '', expected words, or null"),
        ({"file": "p.txt", "document": {"published_on": "12 March"}}, "expected a date such as"),
        ({"file": "p.txt", "document": {"declared_comments": "34"}}, "expected a whole number from 0, or null"),
        ({"file": "p.txt", "comments": [{"parent": None, "text": "One."}]}, "comments[0].position: it is not given"),
        ({"file": "p.txt", "comments": [{"position": 0, "parent": None}]}, "comments[0].text: it is not given"),
        (comment(position=1), "comments[0].position: found 1, expected 0"),
        (comment(parent=0), "comments[0].parent: found 0, expected the position of an earlier comment"),
        (comment(parent=7), "comments[0].parent: found 7, expected the position of an earlier comment"),
        (comment(parent=-1), "comments[0].parent: found -1, expected a whole number from 0, or null"),
        (comment(parent="none"), "comments[0].parent: found 'none', expected a whole number"),
        (comment(parent=True), "comments[0].parent: found true, expected a whole number"),
        (comment(text="  \n"), "comments[0].text: found"),
        (comment(text="\ud800"), "comments[0].text: found '\\ud800'"),
        (comment(Author="A"), "comments[0].Author: no such key: did you mean 'author'?"),
        (comment(author=""), "comments[0].author: found '', expected words, or null"),
        (comment(depth=2), "comments[0].depth: found 2, expected 0 or 1"),
        (comment(is_removed="no"), "comments[0].is_removed: found 'no', expected true or false"),
        (comment(posted_at="10:26"), "comments[0].posted_at: found '10:26', expected a time without a zone"),
        (comment(posted_at="2018-03-12"), "expected a time without a zone"),
        (comment(posted_at="2018-03-12T10:26:00Z"), "expected a time without a zone"),
        ({"file": "p.txt", "bulletins": [{"title": "T", "start": "Dear"}]}, "bulletins[0].start: no such key: did you mean 'starts'?"),
        ({"file": "p.txt", "bulletins": [{"signatories": [["A. Name"]]}]}, "expected a list of [name, role, organisation]"),
        ({"file": "p.txt", "bulletins": [{"issuers": "Napo"}]}, "bulletins[0].issuers: found 'Napo', expected a list of words"),
        ({"file": "p.txt", "job_adverts": [{"salary_min": "16.5"}]}, "salary_min: found '16.5', expected a number from 0, or null"),
        ({"file": "p.txt", "comments": COMMENTS, "job_adverts": [{"in_comment": 2}]}, "job_adverts[0].in_comment: found 2"),
    ],
    ids=str,
)  # fmt: skip
def test_gold_that_is_wrong_is_refused_by_its_key(value: object, said: str) -> None:
    messages = wrong_with(value)
    assert any(said in message for message in messages), messages


def test_everything_that_is_wrong_is_told_at_once() -> None:
    messages = wrong_with(
        {"file": "p.txt", "document": {"titel": 1, "title": 2}, "comments": [{}, {"text": 1}]}
    )
    assert len(messages) == 6


def test_depth_and_parent_may_not_contradict_each_other() -> None:
    """But a reply whose parent is not on the page has depth 1 and no parent."""
    items = [COMMENTS[0], {**COMMENTS[1], "depth": 0}]
    (message,) = wrong_with({"file": "p.txt", "comments": items})
    assert message.startswith("comments[1].depth: found 0 with a parent")
    assert isinstance(gold_from(comment(depth=1)), Gold)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"file": "p.txt",\n "comments": [}', "not JSON: Expecting value (line 2, column 15)"),
        (b"", "not JSON"),
        (b'{"file": "caf\xe9.txt"}', "is not UTF-8: save the file as UTF-8"),
        (b'{"file": "a.txt", "file": "b.txt"}', "the key 'file' stands twice in one object"),
        (b'{"file": "a.txt", "job_adverts": [{"salary_min": NaN}]}', "NaN is not a number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"file": ' + b"9" * 5_000 + b"}", "not JSON that a gold may be"),
        (b'{"file": "a.txt", "job_adverts": [{"salary_min": 1e99999}]}', "salary_min: found"),
    ],
)
def test_file_that_is_no_gold_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(content)
    found = read_gold(path)
    assert not isinstance(found, Gold)
    assert [problem.gold for problem in found] == [str(path)]
    assert said in found[0].message


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    found = read_gold(tmp_path / "gold.json")
    assert not isinstance(found, Gold)
    assert "No such file" in found[0].message


def test_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"file": "p.txt"}), encoding="utf-8-sig")
    assert isinstance(read_gold(path), Gold)


@pytest.mark.parametrize(
    ("table", "forms"),
    [("documents", DOCUMENT), ("comments", COMMENT), ("bulletins", BULLETIN), ("job_adverts", JOB_ADVERT)],
)
def test_what_a_gold_may_give_are_columns_of_the_table(table: str, forms: dict[str, object]) -> None:
    """``parent`` and ``in_comment`` are positions in the gold, where the table has keys."""
    columns = {COLUMN_OF.get(name, name) for name in forms} - NOT_COLUMNS - {"parent", "in_comment"}
    assert columns <= set(table_named(table).columns)
