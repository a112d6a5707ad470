"""Threads in which the marker of a comment, if there is one, stands after the whole of it (outline and flat layouts)."""

from collections.abc import Sequence

from flows.interface import Count, is_set_aside
from flows.layouts.bylines import Byline
from flows.layouts.posted import posted_in
from flows.page import Page, Span
from flows.problems import Finding
from flows.segments import BOILERPLATE, COMMENT, MARKER, Kind, Piece, Ref, piece_of
from flows.threads import Certainty, Thread, ThreadComment, count_findings

_FEWEST_OF_A_LAYOUT = 3
_OPEN = ThreadComment(0, None, Certainty.CERTAIN)
"""In place of a comment whose end is not yet reached."""


class WholeCommentReader:
    """Gathers a thread while a dialect calls out, in order, what each of its lines is."""

    def __init__(self, page: Page, count: Count | None, *, has_markers: bool = True) -> None:
        self.page = page
        self.count = count
        self.declared = None if count is None else count.declared
        self.has_markers = has_markers
        """Whether the layout keeps markers; where it does not, a comment ends where the next begins."""
        self.is_open = False
        """Whether an item's text is being read, which ends with its marker."""
        self.open_level: int | None = None
        """Level of that item, None where only its marker will tell."""
        self.numbers = [0, 0]
        """Number of the last item at each level; a level's replies begin anew under each top-level item."""
        self.after_replies = False
        self._pieces: list[Piece] = []
        self._comments: list[ThreadComment] = []
        self._bylines: list[Byline | None] = []
        self._findings: list[Finding] = []
        self._comment: int | None = None
        self._top: int | None = None
        self._item = Span(0, 0)
        self._is_under_replies = False
        self._byline: Byline | None = None
        self._stray: list[Span] = []
        self._certainty = Certainty.CERTAIN
        self._headless: list[tuple[int, Span]] = []
        """Comments that began without number or author's line: their places, and where."""
        if count is not None:
            self._pieces.append(Piece(*count.span(page), MARKER))

    def begin(
        self, level: int | None, span: Span, *, number: int | None = None, byline: Byline | None = None
    ) -> None:
        """An item begins, at level 0 or 1 where the layout shows it: its number or its author's line."""
        if self.is_open:
            self._end_without_marker()
        if self._stray:
            self._set_stray_apart()
        if level is not None and number is not None:
            self._count(level, number, span)
        if level == 0:
            self.numbers[1] = 0
            self._top = None
        self.is_open, self.open_level = True, level
        self._comment, self._item, self._byline = None, span, byline
        self._certainty = Certainty.CERTAIN
        self._is_under_replies, self.after_replies = self.after_replies, False
        self._pieces.append(piece_of((*span, MARKER, None)))

    def text(self, span: Span, *, is_indented: bool = True) -> None:
        """A line of text; one that is not indented may be the page's after the thread."""
        if not self.is_open or not is_indented:
            self._stray.append(span)
            return
        if self._stray:
            self._take_stray()
        self._take((span,))

    def texts(self, spans: Sequence[Span]) -> None:
        """Lines of text one under another, all of them indented if any is."""
        if not self.is_open:
            self._stray += spans
        elif spans:
            if self._stray:
                self._take_stray()
            self._take(spans)

    def marker(self, span: Span, *, opens_replies: bool = False) -> None:
        """Interface words that end no comment, or a line that belongs to a byline."""
        if self.is_open and self._stray:
            self._take_stray()
        self.after_replies = opens_replies
        self._pieces.append(piece_of((*span, MARKER, None)))

    def delimiter(self, span: Span, *, is_top: bool) -> None:
        """The links under a comment: they end it and tell its depth."""
        depth = 0 if is_top else 1
        if self._stray:
            if not self.is_open:
                self.is_open, self.open_level = True, depth
                self._comment, self._item, self._byline = None, self._stray[0], None
                self._headless.append((len(self._comments), self._item))
            self._take_stray()
        if not self.is_open:
            self._report_empty(span)
        else:
            if self.open_level not in {None, depth} and self._comment is not None:
                said = "top-level" if is_top else "a reply"
                message = (
                    f"the outline places this comment at depth {self.open_level}, its marker says {said}"
                )
                self._findings.append(Finding("depth_contradiction", message, *span))
                self._certainty = Certainty.DOUBTFUL
            self._end(depth)
        if is_top:
            self.numbers[1] = 0
        self._pieces.append(piece_of((*span, MARKER, None)))

    def close(self) -> None:
        """The open comment is whole, by a sign of its end other than a marker."""
        if self.is_open:
            self._end(self._likely_depth())

    def doubt(self, finding: Finding, certainty: Certainty) -> None:
        """The open comment may not be what it is read as; said once for each."""
        if self.is_open and self._certainty is Certainty.CERTAIN:
            self._certainty = certainty
            self._findings.append(finding)

    def after_thread(self, span: Span) -> None:
        """A line of the page's furniture, after the last comment."""
        kind = MARKER if is_set_aside(self.page, span) else BOILERPLATE
        self._pieces.append(Piece(*span, kind))

    def thread(self, first_line: int) -> Thread:
        """The thread, once all lines of the page are read; it begins at this line, or at the count above it."""
        self._end_of_page()
        self._report_headless()
        self._pieces += [Piece(*span, BOILERPLATE) for span in self._stray]
        if self.count is not None:
            first_line = self.count.first
            self._findings += count_findings(self.declared, len(self._comments), *self.count.span(self.page))
        if any(byline is not None for byline in self._bylines):
            posted, findings = posted_in(
                self.page, first_line, self._bylines, [comment.parent for comment in self._comments]
            )
            self._comments = [
                ThreadComment(depth, parent, certainty, by)
                for (depth, parent, certainty, _), by in zip(self._comments, posted, strict=True)
            ]
            self._findings += findings
        return Thread(
            first_line,
            tuple(sorted(self._pieces)),
            tuple(self._comments),
            self.declared,
            tuple(self._findings),
        )

    def _count(self, level: int, number: int, span: Span) -> None:
        """An item's number; what is left out before it was dropped by the extractor."""
        if level == 1 and number <= self.numbers[1]:  # another thread's replies: its top-level item is gone
            self._top = None
            self.numbers[1] = 0
        if number > self.numbers[level] + 1:
            self._report_gap(range(self.numbers[level] + 1, number), span)
        self.numbers[level] = number

    def _take(self, spans: Sequence[Span]) -> None:
        """These lines, of which there is one at least, are the open comment's."""
        if self._comment is None:
            self._comment = len(self._comments)
            self._comments.append(_OPEN)
            self._bylines.append(self._byline)
        ref = Ref(COMMENT, self._comment)
        self._pieces += [piece_of((start, end, COMMENT, ref)) for start, end in spans]

    def _take_stray(self) -> None:
        """Lines that stood where no text was due turn out to be the open comment's."""
        self._certainty = Certainty.INFERRED
        stray, self._stray = self._stray, []
        self._take(stray)

    def _set_stray_apart(self) -> None:
        span = Span(self._stray[0].start, self._stray[-1].end)
        message = (
            "text after a comment's marker and before the next item is kept apart: whose it is cannot be told"
        )
        self._findings.append(Finding("text_between_comments", message, *span))
        self._pieces += [Piece(*stray, Kind.UNSPLIT) for stray in self._stray]
        self._stray = []

    def _end(self, depth: int) -> None:
        """The open comment is whole."""
        if self._comment is None:
            item = " ".join(self.page.text[slice(*self._item)].split())
            message = f"item {item} has no text under it: the extractor dropped it, or the item is not what it looks like"
            self._findings.append(Finding("outline_text_dropped", message, *self._item))
        else:
            certainty, parent = self._certainty, None
            if not self.has_markers and self.open_level is None and certainty is Certainty.CERTAIN:
                certainty = Certainty.INFERRED  # nothing tells its depth
            if depth == 1:
                parent = self._top
                if parent is None:
                    message = "a reply whose comment is not on the page: its parent_id is null"
                    self._findings.append(Finding("reply_without_parent", message, *self._item))
                    certainty = Certainty.DOUBTFUL
            self._comments[self._comment] = ThreadComment(depth, parent, certainty)
        if depth == 0:
            self._top = self._comment
        self.is_open = False

    def _end_without_marker(self) -> None:
        if self._comment is not None and self.has_markers:
            message = "a comment ends without its marker: the page or the extractor cut it short"
            self._findings.append(Finding("marker_missing", message, *self._item))
            self._certainty = Certainty.DOUBTFUL
        self._end(self._likely_depth())

    def _likely_depth(self) -> int:
        """The depth of the open comment, where no marker tells it."""
        if self.open_level is not None:
            return self.open_level
        return int(self._is_under_replies and self._top is not None)

    def _end_of_page(self) -> None:
        """The last comment, where no marker ended it."""
        if not self.is_open:
            return
        if self._comment is None or self._certainty is not Certainty.CERTAIN:
            self._end_without_marker()
            return
        if self.has_markers:
            message = (
                "the page ends within this comment, before its marker: the rest of the thread is not there"
            )
            self._certainty = Certainty.DOUBTFUL
            self._findings.append(Finding("thread_cut", message, *self._item))
        else:
            self._doubt_end()
        self._end(self._likely_depth())

    def report_mixed(self, span: Span, markers: int) -> None:
        """Markers that stand where the thread has ended."""
        message = f"{markers} markers stand under the end of the thread, the first here: a second thread, or a second copy"
        self._findings.append(Finding("mixed_layouts", message, *span))

    def _doubt_end(self) -> None:
        """Without markers, what follows the last comment's first line may not be its own."""
        texts = [piece for piece in self._pieces if piece.ref == Ref(COMMENT, self._comment or 0)]
        if len(texts) > 1:
            message = "nothing shows where the last comment ends"
            self._findings.append(Finding("thread_tail", message, texts[1].start, texts[-1].end))
        is_cut = texts[-1].end == self.page.lines[-1].end and (self.declared or 0) > len(self._comments)
        if len(texts) > 1 or is_cut:
            self._certainty = Certainty.INFERRED

    def _report_headless(self) -> None:
        """A comment or two may lack its head by the extractor's fault; more are another layout's."""
        if len(self._headless) < _FEWEST_OF_A_LAYOUT:
            return
        for place, _ in self._headless:
            self._comments[place] = self._comments[place]._replace(certainty=Certainty.DOUBTFUL)
        message = f"from here on {len(self._headless)} comments begin in another way than the rest: two layouts seem to be mixed"
        self._findings.append(Finding("mixed_layouts", message, *self._headless[0][1]))

    def _report_gap(self, missing: range, span: Span) -> None:
        what = (
            f"number {missing[0]} is" if len(missing) == 1 else f"numbers {missing[0]} to {missing[-1]} are"
        )
        message = f"{what} not in the outline: the extractor dropped what stood there"
        self._findings.append(Finding("outline_gap", message, *span))

    def _report_empty(self, span: Span) -> None:
        """Markers in a row without text make one finding."""
        last = self._findings[-1] if self._findings else None
        message = (
            "a marker has no comment of its own: the extractor dropped it, or two extractions were mixed"
        )
        if (
            last
            and last.code == "marker_without_text"
            and last.start is not None
            and self._only_blank_since(last, span)
        ):
            span = Span(last.start, span.end)
            self._findings.pop()
        self._findings.append(Finding("marker_without_text", message, *span))

    def _only_blank_since(self, last: Finding, span: Span) -> bool:
        return bool(self._pieces) and self._pieces[-1].end == last.end and last.end < span.start
