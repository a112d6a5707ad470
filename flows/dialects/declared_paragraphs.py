"""A count line with paragraphs under it that no marker, number or author line tells apart.

    2 comments:
    A1
    B1

Where exactly as many paragraphs follow as comments are declared, each is one; else the thread stays whole.
"""

from flows.furniture import furniture
from flows.interface import Count, counts, is_set_aside
from flows.layouts.timestamps import day_on_line
from flows.page import Page
from flows.problems import Finding
from flows.segments import Kind, Piece, Ref
from flows.threads import Certainty, Thread, ThreadComment

NAME = "declared_paragraphs"


def recognise(page: Page) -> int:
    """1 where the page has a count line, 0 where not: any layout with markers is surer."""
    return int(_count(page) is not None)


def read_thread(page: Page) -> Thread:
    count = _count(page)
    assert count is not None, "a page is read by a dialect that recognised it"
    declared = count.declared
    pieces = [Piece(*count.span(page), Kind.MARKER)]
    texts: list[Piece] = []
    rest = range(count.last + 1, len(page.lines))
    in_thread = declared > 0
    for number in rest:
        line, span = page.line(number), page.lines[number]
        known = furniture(line)
        in_thread = in_thread and not (known is not None and known.opens)
        if is_set_aside(page, span):
            pieces.append(Piece(*span, Kind.MARKER))
        elif not in_thread or known is not None:
            pieces.append(Piece(*span, Kind.BOILERPLATE))
        else:
            texts.append(Piece(*span, Kind.UNSPLIT))
    if not texts:
        return _without_text(count.first, declared, pieces)
    if len(texts) == declared and not any(day_on_line(page.text[t.start : t.end]) for t in texts):
        texts = [t._replace(kind=Kind.COMMENT, ref=Ref(Kind.COMMENT, i)) for i, t in enumerate(texts)]
        comments = (ThreadComment(0, None, Certainty.INFERRED),) * declared
        return Thread(count.first, tuple(sorted(pieces + texts)), comments, declared)
    # A day with its weekday is the header of another post: the page holds several.
    message = f"{declared} comments are declared and {len(texts)} paragraphs follow, with nothing to tell the comments apart"
    finding = Finding("thread_unsplit", message, texts[0].start, texts[-1].end)
    return Thread(count.first, tuple(sorted(pieces + texts)), (), declared, (finding,))


def _without_text(first_line: int, declared: int, pieces: list[Piece]) -> Thread:
    if not declared:
        return Thread(first_line, tuple(pieces), (), 0)
    message = f"the page declares {declared} comments, none of them is there"
    finding = Finding("comments_missing", message, pieces[0].start, pieces[0].end)
    return Thread(first_line, tuple(pieces), (), declared, (finding,))


def _count(page: Page) -> Count | None:
    """The last count that the page declares."""
    return next(reversed(counts(page).values()), None)
