"""The words of the comment form: each named pattern, with what it matches and the prose that it does not."""

import pytest

from flows.interface import (
    DELIMITER_AFTER_TEXT,
    DELIMITER_BEFORE_TEXT,
    DELIMITER_LINE,
    REMOVED_COMMENT,
    REPLIES,
    SET_ASIDE_LINE,
    declared_on,
)
from flows.page import page_of


@pytest.mark.parametrize(("line", "is_top"), [("ReplyDelete", True), ("Delete", False)])
def test_delimiter_line(line: str, is_top: bool) -> None:
    match = DELIMITER_LINE.fullmatch(line)
    assert match is not None
    assert (match["top"] is not None) == is_top


@pytest.mark.parametrize(
    "line",
    ["Reply", "Deleted", "ReplyDeleted", "reply", "delete", "Reply Delete", "DeleteReply", "DELETE", ""],
)
def test_line_that_is_no_delimiter(line: str) -> None:
    assert DELIMITER_LINE.fullmatch(line) is None


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("ReplyDeleteA2", "ReplyDelete"),
        ("DeleteC1", "Delete"),
        ("DeleteDeleted, all of it", "Delete"),
        ("DeleteDelete my account", "Delete"),
        ("DeleteReply to 10:26", "Delete"),
        ("DeleteReplies were few", "Delete"),
        ("ReplyDeleteDelete my account", "ReplyDelete"),
        ("ReplyDeleteReply to 10:26", "ReplyDelete"),
        ("Delete10:26 you are wrong", "Delete"),
        ("Delete...and so on", "Delete"),
        ("Delete“Quoted”", "Delete"),
        ("Delete'Quoted'", "Delete"),
        ("Delete😂", "Delete"),
        ("Delete£12", "Delete"),
        ("Deletehttp://rota.example", "Delete"),
        ("Deletesome began without a capital", "Delete"),
        ("Deletedo they?", "Delete"),
        ("ReplyDeletesome did too", "ReplyDelete"),
    ],
)
def test_delimiter_glued_before_text(line: str, marker: str) -> None:
    match = DELIMITER_BEFORE_TEXT.match(line)
    assert match is not None
    assert match.group() == marker


@pytest.mark.parametrize(
    "line",
    [
        "Delete my account",
        "Deleted files",
        "Deletes nothing",
        "Deleter of files",
        "Delete, then empty the bin",
        "Delete.",
        "Delete!",
        "Delete: a memoir",
        "Delete's a strong word",
        "Reply to 10:26",
        "Replies were few",
        "ReplyDelete me not",
        "A ReplyDelete within",
        "deleteA",
        "Delete",
    ],
)
def test_prose_that_begins_like_a_delimiter(line: str) -> None:
    assert DELIMITER_BEFORE_TEXT.match(line) is None


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("A1ReplyDelete", "ReplyDelete"),
        ("B1Delete", "Delete"),
        ("😂Delete", "Delete"),
        ("so.ReplyDelete", "ReplyDelete"),
    ],
)
def test_delimiter_glued_after_text(line: str, marker: str) -> None:
    match = DELIMITER_AFTER_TEXT.search(line)
    assert match is not None
    assert match.group() == marker


@pytest.mark.parametrize(
    "line", ["I pressed Delete", "Reply Delete", "It was Deleted", "Delete", "undelete", "Delete."]
)
def test_prose_that_ends_like_a_delimiter(line: str) -> None:
    assert DELIMITER_AFTER_TEXT.search(line) is None


@pytest.mark.parametrize(
    ("line", "is_set_aside"),
    [
        ("Reply", True),
        ("Replies", True),
        ("Add comment", True),
        ("Load more...", True),
        ("Reply.", False),
        ("Reply to 10:26", False),
        ("Replies were few", False),
        ("Add comments", False),
        ("Load more…", False),
        ("Load more", False),
        ("Delete", False),
    ],
)
def test_line_set_aside(line: str, is_set_aside: bool) -> None:
    assert (SET_ASIDE_LINE.fullmatch(line) is not None) == is_set_aside


def test_replies_stand_under_their_word() -> None:
    assert "Replies" in REPLIES
    assert "Reply" not in REPLIES


@pytest.mark.parametrize(
    ("line", "declared"),
    [
        ("34 comments:", 34),
        ("1 comment:", 1),
        ("No comments:", 0),
        ("0 comments:", 0),
        ("1,234 comments:", 1234),
        ("34 comments :", 34),
        ("34 comments", None),
        ("34 Comments: all rude", None),
        ("There were 34 comments:", None),
        ("My comments:", None),
        ("comments:", None),
    ],
)
def test_count_line(line: str, declared: int | None) -> None:
    assert declared_on(page_of(f"A post.\n{line}\n"), 1) == declared


@pytest.mark.parametrize(
    ("text", "is_notice"),
    [
        ("This comment has been removed by the author.", True),
        ("This comment has been removed by a blog administrator.", True),
        ("This comment has been removed by my boss.", False),
        ("This comment has been removed by the author.\nOr was it?", False),
        ("I see that this comment has been removed by the author.", False),
    ],
)
def test_notice_of_a_removed_comment(text: str, is_notice: bool) -> None:
    assert (REMOVED_COMMENT.fullmatch(text) is not None) == is_notice
