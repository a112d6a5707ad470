"""Threads whose markers stand after the first paragraph of each comment (the trafilatura family).

Such an extractor emits a comment's first paragraph, then its marker, then its other paragraphs. So of the
paragraphs between two markers the last begins the next comment, and all before it continue the comment of
the marker above. How a marker is joined to the lines around it differs by dialect and is not known here.
"""

from collections import Counter
from collections.abc import Sequence

from flows.furniture import furniture
from flows.interface import Count, count_on, interface_of, is_set_aside
from flows.layouts.author_lines import author_lines
from flows.layouts.delimiters import Delimiter, Place, delimiters
from flows.page import Page, Span, span_of
from flows.problems import Finding
from flows.segments import BOILERPLATE, COMMENT, MARKER, Piece, Ref, piece_of
from flows.threads import Certainty, Thread, ThreadComment, count_findings

_FEWEST_OF_A_LAYOUT = 2
_FEWEST_LONGER, _TWO = 3, 2
_SHORTEST_CUT = 3
"""Letters of a marker that show it where the page ends."""


def signs(page: Page, found: Sequence[Delimiter], proper: Place) -> int:
    """How many delimiters speak for a marker after the first paragraph, as one that stands in its proper way.

    None where author lines, indents, or links on a line each tell that the markers stand after whole comments. A
    single lone *Delete* does not speak for anything, for it may be a word of the post.
    """
    properly = sum([delimiter.place is proper for delimiter in found])
    if not properly or (proper is not Place.OWN_LINE and properly < _apart(page, found)):
        return 0
    if len(found) == 1 and not found[0].is_top:
        return 0
    if 2 * len(author_lines(page)) >= len(found):
        return 0
    return 0 if 2 * _of_whole_comments(page, found) >= len(found) else len(found)


def _of_whole_comments(page: Page, found: Sequence[Delimiter]) -> int:
    """How many delimiters stand as no extractor sets one after a first paragraph: indented, or under their other link."""
    reply, is_indented, own_line = interface_of(page).language.reply, page.is_indented, Place.OWN_LINE
    number = 0
    for line, _, is_top, place in found:
        is_pair = is_top and place is own_line and line > 0 and page.line(line - 1) == reply
        number += is_pair or (is_indented and page.indents[line] > 1)
    return number


def _apart(page: Page, found: Sequence[Delimiter]) -> int:
    """How many delimiters stand on a line of their own with text under it."""
    marked = {delimiter.line for delimiter in found}
    below = [delimiter.line + 1 for delimiter in found if delimiter.place is Place.OWN_LINE]
    return sum(
        line < len(page.lines) and line not in marked and not is_set_aside(page, page.lines[line])
        for line in below
    )


def read_first_paragraph_thread(page: Page, markers: Sequence[Delimiter]) -> Thread:
    """The thread that these markers (in order, at least one) make. Time is linear in the page."""
    first_line, count = _head(page, markers[0])
    reader = _Reader(page)
    reader.read(first_line, markers)
    findings = (*reader.findings, *_mixed(page, markers))
    thread = Thread(first_line, tuple(reader.pieces), tuple(reader.comments), None, findings)
    if any(marker.place is not Place.OWN_LINE for marker in markers):
        thread = _without_lost_markers(thread)
    return thread if count is None else _with_count(page, thread, count)


def _with_count(page: Page, thread: Thread, count: Count) -> Thread:
    """The thread under its declared count; where most are missing, longer comments may hold the text of others."""
    span = count.span(page)
    comments = thread.comments
    if 2 * len(comments) < count.declared:
        lines = Counter(piece.ref.place for piece in thread.pieces if piece.ref is not None)
        comments = tuple(
            comment._replace(certainty=Certainty.DOUBTFUL) if lines[place] > 1 else comment
            for place, comment in enumerate(comments)
        )
    between = [Piece(*page.lines[line], MARKER) for line in range(count.last + 1, thread.first_line)]
    return Thread(
        count.first,
        (Piece(*span, MARKER), *between, *thread.pieces),
        comments,
        count.declared,
        (*thread.findings, *count_findings(count.declared, len(comments), *span)),
    )


def _without_lost_markers(thread: Thread) -> Thread:
    """Doubt where only comments of one paragraph may have kept their markers (some trafilatura of 1.4 to 2.0).

    The comments that lost theirs then stand under others, with two paragraphs or more each. So no comment there seems
    to have exactly two, as some have in most threads; but a thread may have none, and nothing else on the page tells.
    """
    lines = Counter(piece.ref.place for piece in thread.pieces if piece.ref is not None)
    longer = [place for place, number in lines.items() if number > 1]
    if len(longer) < _FEWEST_LONGER or any(lines[place] == _TWO for place in longer):
        return thread
    message = (
        f"{len(longer)} comments have more than one paragraph, none of them two: some versions of trafilatura from 1.4 to "
        "2.0 keep no markers of longer comments, and paragraphs here may be comments of their own"
    )
    first = next(p for p in thread.pieces if p.ref is not None and p.ref.place == longer[0])
    comments = tuple(
        comment._replace(certainty=Certainty.INFERRED)
        if lines[place] > 1 and comment.certainty is Certainty.CERTAIN
        else comment
        for place, comment in enumerate(thread.comments)
    )
    finding = Finding("markers_lost", message, first.start, first.end)
    return thread._replace(comments=comments, findings=(*thread.findings, finding))


def _mixed(page: Page, used: Sequence[Delimiter]) -> list[Finding]:
    """What to say of markers that are glued in another way, and of author lines, on one page with these."""
    everywhere = delimiters(page, frozenset(Place))
    others: list[Delimiter] = []
    if len(everywhere) > len(used):
        read = set(used)
        others = [found for found in everywhere if found not in read]
    heads = author_lines(page)
    spans = [found.span for found in others if found.is_top] + [head.byline.span for head in heads]
    if len(spans) < _FEWEST_OF_A_LAYOUT:
        return []
    message = f"{len(spans)} comments stand in another layout than the rest, the first of them here: they are read as text"
    return [Finding("mixed_layouts", message, *min(spans))]


def _head(page: Page, first: Delimiter) -> tuple[int, Count | None]:
    """Line of the first comment's first paragraph, and the count declared directly above it."""
    line = first.line
    if page.lines[line].start == first.span.start:
        line -= 1
        while line >= 0 and is_set_aside(page, page.lines[line]):
            line -= 1
    if line < 0 or count_on(page, line) is not None:
        line += 1
    above = line - 1
    while above >= 0 and is_set_aside(page, page.lines[above]):
        above -= 1
    return line, count_on(page, above)


class _Reader:
    """Gathers the pieces and comments of one thread while its lines pass by."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pieces: list[Piece] = []
        self.comments: list[ThreadComment] = []
        self.findings: list[Finding] = []
        self._aside = {span for span in page.lines if is_set_aside(page, span)}
        """Stretches of interface words that end no comment."""
        self._ref = Ref(COMMENT, 0)
        self._top: int | None = None
        self._empty: list[Delimiter] = []
        self._headless: Delimiter | None = None

    def read(self, first_line: int, markers: Sequence[Delimiter]) -> None:
        """Read the page from this line on; the markers are all on it or below."""
        page, lines, line = self.page, self.page.lines, first_line
        waiting: list[Span] = []
        for delimiter in markers:
            number, (marker_start, marker_end), _, _ = delimiter
            waiting += lines[line:number]
            start, end = lines[number]
            if start < marker_start:
                waiting.append(span_of((start, marker_start)))
            self._close(delimiter, waiting)
            waiting = []
            if marker_end < end:
                rest = span_of((marker_end, end))
                waiting.append(rest)
                if is_set_aside(page, rest):
                    self._aside.add(rest)
            line = number + 1
        self._report_empty()
        self._tail([*waiting, *lines[line:]])

    def _close(self, delimiter: Delimiter, waiting: Sequence[Span]) -> None:
        """A delimiter: the last paragraph since the one before begins its comment, the others continue that one's."""
        first = len(waiting) - 1
        while first >= 0 and waiting[first] in self._aside:
            first -= 1
        if first < 0:
            self._continue(waiting)
            self._empty.append(delimiter)
            self._headless = delimiter
            if delimiter.is_top:
                self._top = None
        else:
            self._report_empty()
            self._continue(waiting[:first])
            self._open(delimiter)
            self._continue(waiting[first:])
        self.pieces.append(piece_of((*delimiter.span, MARKER, None)))

    def _open(self, delimiter: Delimiter, certainty: Certainty = Certainty.CERTAIN) -> None:
        self._headless = None
        place = len(self.comments)
        self._ref = Ref(COMMENT, place)
        if delimiter.is_top:
            self._top = place
            self.comments.append(ThreadComment(0, None, certainty))
            return
        if self._top is None:
            message = "a reply whose comment is not on the page: its parent_id is null"
            self.findings.append(Finding("reply_without_parent", message, *delimiter.span))
            certainty = Certainty.DOUBTFUL
        self.comments.append(ThreadComment(1, self._top, certainty))

    def _continue(self, stretches: Sequence[Span]) -> None:
        """Paragraphs of the last comment; after an empty delimiter, of the one whose first paragraph was dropped."""
        aside, pieces = self._aside, self.pieces
        for span in stretches:
            if span in aside:
                pieces.append(piece_of((*span, MARKER, None)))
                continue
            if self._headless is not None:
                self._report_empty()
                self._open(self._headless, Certainty.DOUBTFUL)
            pieces.append(piece_of((*span, COMMENT, self._ref)))

    def _report_empty(self) -> None:
        if self._empty:
            one = len(self._empty) == 1
            count = (
                "a marker has no text before it"
                if one
                else f"{len(self._empty)} markers in a row have no text"
            )
            message = f"{count}: the extractor dropped the first paragraph of a comment"
            span = Span(self._empty[0].span.start, self._empty[-1].span.end)
            self.findings.append(Finding("marker_without_text", message, *span))
            self._empty = []

    def _tail(self, waiting: Sequence[Span]) -> None:
        """After the last delimiter: the last comment's other paragraphs, then perhaps the page's furniture."""
        lines = [self.page.text[start:end] for start, end in waiting]
        known = [
            None if span in self._aside else furniture(line)
            for line, span in zip(lines, waiting, strict=True)
        ]
        ends_thread = interface_of(self.page).ends_thread
        own = next(
            (i for i, row in enumerate(known) if ends_thread(lines[i]) or (row is not None and row.opens)),
            len(known),
        )
        texts: list[Span] = []
        for span, row in zip(waiting[:own], known, strict=False):
            if row is not None:
                self.pieces.append(Piece(*span, BOILERPLATE))
            else:
                self._continue([span])
                texts += [] if span in self._aside else [span]
        for span in waiting[own:]:
            self.pieces.append(Piece(*span, MARKER if span in self._aside else BOILERPLATE))
        if not texts or not self.comments:
            return
        last = texts[-1]
        if last.end == self.page.lines[-1].end and self._is_cut_marker(last):
            message = "the page ends within a marker: the rest of the thread is not there"
            self.findings.append(Finding("thread_cut", message, *last))
        self._doubt_tail(Span(texts[0].start, last.end), len(texts))

    def _is_cut_marker(self, span: Span) -> bool:
        """Whether a line is, or ends with, the beginning of a marker."""
        words = interface_of(self.page).language
        line, top = self.page.text[slice(*span)], words.reply + words.delete
        if len(line) >= _SHORTEST_CUT and (top.startswith(line) or words.delete.startswith(line)):
            return True
        return any(line.endswith(top[:length]) for length in range(len(words.reply) + 1, len(top)))

    def _doubt_tail(self, span: Span, paragraphs: int) -> None:
        last = self.comments[-1]
        certainty = Certainty.INFERRED if last.certainty is Certainty.CERTAIN else last.certainty
        self.comments[-1] = last._replace(certainty=certainty)
        what = "a paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs"
        message = f"the last comment ends with {what} that no marker follows: nothing shows where it ends"
        self.findings.append(Finding("thread_tail", message, *span))
