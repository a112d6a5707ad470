"""Threads whose markers stand after the first paragraph of each comment (the trafilatura family).

Such an extractor emits a comment's first paragraph, then its marker, then its other paragraphs. So of the
paragraphs between two markers the last begins the next comment, and all before it continue the comment of
the marker above. How a marker is joined to the lines around it differs by dialect and is not known here.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum, auto
from typing import NamedTuple

from flows.furniture import furniture
from flows.interface import declared_on, is_set_aside
from flows.page import Page, Span
from flows.problems import Finding
from flows.segments import Kind, Piece, Ref
from flows.threads import Certainty, Thread, ThreadComment, count_findings


class Delimiter(NamedTuple):
    """A marker that ends a first paragraph; ``line`` is the place among the page's lines of the one it stands on."""

    line: int
    span: Span
    is_top: bool


FindDelimiters = Callable[[Page], Sequence[Delimiter]]


class _Role(Enum):
    TEXT = auto()
    SET_ASIDE = auto()
    DELIMITER = auto()


class _Token(NamedTuple):
    role: _Role
    span: Span
    is_top: bool = False


def evidence(delimiters: Sequence[Delimiter]) -> int:
    """How many markers speak for a thread: none where a single lone *Delete* may be a word of the post."""
    if len(delimiters) == 1 and not delimiters[0].is_top:
        return 0
    return len(delimiters)


def read_first_paragraph_thread(page: Page, delimiters: Sequence[Delimiter]) -> Thread:
    """The thread that these delimiters (in order, at least one) make. Time is linear in the page."""
    first_line, declared, head = _head(page, delimiters[0])
    tokens = _tokens(page, delimiters, first_line)
    reader = _Reader(page)
    reader.read(tokens)
    findings = [*reader.findings]
    if head:
        findings += count_findings(declared, len(reader.comments), head[0].start, head[0].end)
    return Thread(
        first_line - len(head), (*head, *reader.pieces), tuple(reader.comments), declared, tuple(findings)
    )


def _head(page: Page, first: Delimiter) -> tuple[int, int | None, tuple[Piece, ...]]:
    """Line of the first comment's first paragraph; the count declared directly above it, and its piece."""
    line = first.line
    if page.lines[line].start == first.span.start:
        line -= 1
        while line >= 0 and _is_set_aside(page, line):
            line -= 1
    if line < 0 or declared_on(page, line) is not None:
        line += 1
    declared = declared_on(page, line - 1) if line else None
    if declared is None:
        return line, None, ()
    return line, declared, (Piece(*page.lines[line - 1], Kind.MARKER),)


def _is_set_aside(page: Page, line: int) -> bool:
    return is_set_aside(page, page.lines[line])


def _tokens(page: Page, delimiters: Sequence[Delimiter], first_line: int) -> Iterable[_Token]:
    """The page from this line on: text, lines set aside, delimiters, in order."""
    upcoming = iter(delimiters)
    delimiter = next(upcoming, None)
    for number in range(first_line, len(page.lines)):
        start, end = page.lines[number]
        if delimiter is None or delimiter.line != number:
            role = _Role.SET_ASIDE if _is_set_aside(page, number) else _Role.TEXT
            yield _Token(role, Span(start, end))
            continue
        if start < delimiter.span.start:
            yield _Token(_Role.TEXT, Span(start, delimiter.span.start))
        yield _Token(_Role.DELIMITER, delimiter.span, delimiter.is_top)
        if delimiter.span.end < end:
            rest = Span(delimiter.span.end, end)
            yield _Token(_Role.SET_ASIDE if is_set_aside(page, rest) else _Role.TEXT, rest)
        delimiter = next(upcoming, None)


class _Reader:
    """Gathers the pieces and comments of one thread while its tokens pass by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pieces: list[Piece] = []
        self.comments: list[ThreadComment] = []
        self.findings: list[Finding] = []
        self._waiting: list[_Token] = []
        self._top: int | None = None
        self._empty: list[_Token] = []
        self._headless: _Token | None = None

    def read(self, tokens: Iterable[_Token]) -> None:
        for token in tokens:
            if token.role is _Role.DELIMITER:
                self._close(token)
            else:
                self._waiting.append(token)
        self._report_empty()
        self._tail()

    def _close(self, delimiter: _Token) -> None:
        """A delimiter: the last paragraph since the one before begins its comment, the others continue that one's."""
        first = len(self._waiting) - 1
        while first >= 0 and self._waiting[first].role is not _Role.TEXT:
            first -= 1
        if first < 0:
            self._continue(self._waiting)
            self._empty.append(delimiter)
            self._headless = delimiter
            if delimiter.is_top:
                self._top = None
        else:
            self._report_empty()
            self._continue(self._waiting[:first])
            self._open(delimiter)
            self._take(self._waiting[first])
            self._continue(self._waiting[first + 1 :])
        self.pieces.append(Piece(*delimiter.span, Kind.MARKER))
        self._waiting = []

    def _open(self, delimiter: _Token, certainty: Certainty = Certainty.CERTAIN) -> None:
        self._headless = None
        if delimiter.is_top:
            self._top = len(self.comments)
            self.comments.append(ThreadComment(0, None, certainty))
            return
        if self._top is None:
            message = "a reply whose comment is not on the page: its parent_id is null"
            self.findings.append(Finding("reply_without_parent", message, *delimiter.span))
            certainty = Certainty.DOUBTFUL
        self.comments.append(ThreadComment(1, self._top, certainty))

    def _take(self, token: _Token) -> None:
        self.pieces.append(Piece(*token.span, Kind.COMMENT, Ref(Kind.COMMENT, len(self.comments) - 1)))

    def _continue(self, tokens: Sequence[_Token]) -> None:
        """Paragraphs after a delimiter: its comment's, whose first paragraph may have been dropped."""
        for token in tokens:
            if token.role is _Role.SET_ASIDE:
                self.pieces.append(Piece(*token.span, Kind.MARKER))
                continue
            if self._headless is not None:
                self._report_empty()
                self._open(self._headless, Certainty.DOUBTFUL)
            self._take(token)

    def _report_empty(self) -> None:
        if self._empty:
            count = "a marker has" if len(self._empty) == 1 else f"{len(self._empty)} markers in a row have"
            message = f"{count} no text before them: the extractor dropped the first paragraph of a comment"
            span = Span(self._empty[0].span.start, self._empty[-1].span.end)
            self.findings.append(Finding("marker_without_text", message, *span))
            self._empty = []

    def _tail(self) -> None:
        """After the last delimiter: the last comment's other paragraphs, then perhaps the page's furniture."""
        tail = self._waiting
        own = len(tail)
        for i, token in enumerate(tail):
            known = furniture(self.page.text[token.span.start : token.span.end])
            if token.role is _Role.TEXT and known is not None and known.opens:
                own = i
                break
        texts: list[_Token] = []
        for token in tail[:own]:
            is_furniture = furniture(self.page.text[token.span.start : token.span.end]) is not None
            if token.role is _Role.TEXT and is_furniture:
                self.pieces.append(Piece(*token.span, Kind.BOILERPLATE))
            else:
                self._continue([token])
                if token.role is _Role.TEXT:
                    texts.append(token)
        self.pieces += [Piece(*token.span, Kind.BOILERPLATE) for token in tail[own:]]
        if texts and self.comments:
            self._doubt_tail(Span(texts[0].span.start, texts[-1].span.end), len(texts))

    def _doubt_tail(self, span: Span, paragraphs: int) -> None:
        last = self.comments[-1]
        certainty = Certainty.INFERRED if last.certainty is Certainty.CERTAIN else last.certainty
        self.comments[-1] = last._replace(certainty=certainty)
        what = "a paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs"
        message = f"the last comment ends with {what} that no marker follows: nothing shows where it ends"
        self.findings.append(Finding("thread_tail", message, *span))
