"""The words of the comment form: each named pattern, with what it matches and the prose that it does not."""

import pytest

from flows.interface import REMOVED_COMMENT, count_on, interface_of
from flows.languages import LANGUAGES, Language
from flows.page import page_of

ENGLISH = interface_of(page_of("A\nReplyDelete\n"))
each_language = pytest.mark.parametrize("row", LANGUAGES, ids=[row.code for row in LANGUAGES])


@pytest.mark.parametrize(
    ("line", "is_top"), [("ReplyDelete", True), ("Reply Delete", True), ("Delete", False)]
)
def test_delimiter_line(line: str, is_top: bool) -> None:
    match = ENGLISH.delimiter_line.fullmatch(line)
    assert match is not None
    assert (match["top"] is not None) == is_top


@pytest.mark.parametrize(
    "line",
    ["Reply", "Deleted", "ReplyDeleted", "reply", "delete", "Reply  Delete", "DeleteReply", "DELETE", ""],
)
def test_line_that_is_no_delimiter(line: str) -> None:
    assert ENGLISH.delimiter_line.fullmatch(line) is None


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
    match = ENGLISH.delimiter_before_text.match(line)
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
    assert ENGLISH.delimiter_before_text.match(line) is None


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
    match = ENGLISH.delimiter_after_text.search(line)
    assert match is not None
    assert match.group() == marker


@pytest.mark.parametrize(
    "line", ["I pressed Delete", "Reply Delete", "It was Deleted", "Delete", "undelete", "Delete."]
)
def test_prose_that_ends_like_a_delimiter(line: str) -> None:
    assert ENGLISH.delimiter_after_text.search(line) is None


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
    assert (line in ENGLISH.set_aside) == is_set_aside


def test_replies_stand_under_their_word() -> None:
    assert ENGLISH.opens_replies("Replies")
    assert not ENGLISH.opens_replies("Reply")


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
    count = count_on(page_of(f"A post.\n{line}\n"), 1)
    assert (None if count is None else count.declared) == declared


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


def test_count_over_two_lines() -> None:
    """Where the number is an element of its own, some extractors give it a line of its own."""
    page = page_of("A post.\n34\ncomments:\n")
    count = count_on(page, 2)
    assert count is not None
    assert (count.first, count.last, count.declared) == (1, 2, 34)
    assert page.text[slice(*count.span(page))] == "34\ncomments:"
    assert count_on(page, 1) is None


@each_language
def test_language_of_a_page_is_that_of_its_markers(row: Language) -> None:
    """Each row is told from all others by the words of a thread, where they differ."""
    page = page_of(f"A\n{row.reply}{row.delete}\nB\n{row.delete}\n{row.replies}\n{row.others[0]}\n2 x\n")
    found = interface_of(page).language
    alike = (row.reply, row.delete, row.replies, row.others[0])
    assert (found.reply, found.delete, found.replies, found.others[0]) == alike


@each_language
def test_words_of_each_language(row: Language) -> None:
    words = interface_of(page_of(f"A\n{row.reply}{row.delete}\n{row.replies}\n{row.others[0]}\n"))
    top = words.delimiter_line.fullmatch(row.reply + row.delete)
    assert top is not None
    assert top["top"]
    glued = words.delimiter_before_text.match(f"{row.delete}Xyz")
    assert glued is not None
    assert glued.group() == row.delete
    assert words.delimiter_before_text.match(f"{row.delete} Xyz") is None
    assert {row.reply, row.replies, *row.others} <= words.set_aside


@pytest.mark.parametrize(
    ("line", "declared"),
    [
        ("1 comentario:", 1),
        ("12 comentarios:", 12),
        ("No hay comentarios:", 0),
        ("3 comentários:", 3),
        ("Nenhum comentário:", 0),
        ("Sem comentários:", 0),
        ("4 commentaires:", 4),
        ("4\u00a0commentaires\u00a0:", 4),
        ("Aucun commentaire:", 0),
        ("1 Kommentar:", 1),
        ("Keine Kommentare:", 0),
        ("2 commenti:", 2),
        ("Nessun commento:", 0),
        ("5 opmerkingen:", 5),
        ("5 reacties:", 5),
        ("Geen opmerkingen:", 0),
    ],
)
def test_count_line_in_other_languages(line: str, declared: int) -> None:
    """The count is read in whatever language it is, for a page without markers has no other sign of its own."""
    count = count_on(page_of(f"A post.\n{line}\n"), 1)
    assert count is not None
    assert count.declared == declared


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("es", "Eliminarlo todo"),
        ("es", "Eliminaron mi mensaje"),
        ("es-419", "Borrarlo"),
        ("fr", "Supprimera qui voudra"),
        ("de", "Löschende Hände"),
        ("it", "Eliminato"),
        ("it", "Eliminare tutto"),
        ("pt-BR", "Excluiram tudo"),
    ],
)
def test_prose_that_begins_like_a_delimiter_in_other_languages(code: str, line: str) -> None:
    row = next(row for row in LANGUAGES if row.code == code)
    words = interface_of(page_of(f"A\n{row.reply}{row.delete}\n"))
    assert words.language.delete == row.delete
    assert words.delimiter_before_text.match(line) is None


@pytest.mark.parametrize(
    "text",
    [
        "El autor ha eliminado este comentario.",
        "Este comentario ha sido eliminado por el autor.",
        "Este comentário foi removido pelo autor.",
        "Ce commentaire a été supprimé par l'auteur.",
        "Dieser Kommentar wurde vom Autor entfernt.",
        "Questo commento è stato eliminato dall'autore.",
        "Deze reactie is verwijderd door de auteur.",
    ],
)
def test_notice_of_a_removed_comment_in_other_languages(text: str) -> None:
    assert REMOVED_COMMENT.fullmatch(text) is not None


def test_each_row_says_what_of_it_was_seen() -> None:
    """Words that are said to have been seen are words of the row."""
    for row in LANGUAGES:
        words = {row.reply, row.delete, row.reply + row.delete, row.replies, *row.others}
        rest = [seen for seen in row.seen if seen not in words]
        page_words = interface_of(page_of(f"A\n{row.reply}{row.delete}\n{row.replies}\n{row.others[0]}\n"))
        assert all(
            page_words.count_line.fullmatch(word) or page_words.said_line.fullmatch(word) for word in rest
        )
