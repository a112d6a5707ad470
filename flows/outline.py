"""Threads laid out as an outline, where the marker of a comment stands after the whole of it."""

from flows.interface import declared_on, is_set_aside
from flows.page import Page, Span
from flows.problems import Finding
from flows.segments import Kind, Piece, Ref
from flows.threads import Certainty, Thread, ThreadComment, count_findings


class OutlineReader:
    """Gathers a thread while a dialect calls out, in order, what each of its lines is."""

    def __init__(self, page: Page, count_line: int | None) -> None:
        self.page = page
        self.count_line = count_line
        self.declared = None if count_line is None else declared_on(page, count_line)
        self.open_level: int | None = None
        """Level of the item whose text is being read, None after its marker."""
        self.numbers = [0, 0]
        """Number of the last item at each level; a level's replies begin anew under each top-level item."""
        self.after_replies = False
        self._pieces: list[Piece] = []
        self._comments: list[ThreadComment] = []
        self._findings: list[Finding] = []
        self._comment: int | None = None
        self._top: int | None = None
        self._item = Span(0, 0)
        self._stray: list[Span] = []
        self._certainty = Certainty.CERTAIN
        if count_line is not None:
            self._pieces.append(Piece(*page.lines[count_line], Kind.MARKER))

    def begin(self, level: int, number: int, span: Span) -> None:
        """An item's number, at level 0 or 1."""
        self._end_without_marker()
        self._set_stray_apart()
        if level == 1 and number <= self.numbers[1]:  # another thread's replies: its top-level item is gone
            self._top = None
            self.numbers[1] = 0
        missing = range(self.numbers[level] + 1, number)
        if missing:
            self._report_gap(missing, span)
        self.numbers[level] = number
        if level == 0:
            self.numbers[1] = 0
            self._top = None
        self.open_level, self._comment, self._item = level, None, span
        self._certainty = Certainty.CERTAIN
        self.after_replies = False
        self._pieces.append(Piece(*span, Kind.MARKER))

    def text(self, span: Span, *, is_indented: bool = True) -> None:
        """A line of text; one that is not indented may be the page's after the thread."""
        if self.open_level is None or not is_indented:
            self._stray.append(span)
            return
        if self._stray:
            self._take_stray()
        self._take(span)

    def set_aside(self, span: Span, *, opens_replies: bool = False) -> None:
        """Interface words that end no comment."""
        if self.open_level is not None and self._stray:
            self._take_stray()
        self.after_replies = self.after_replies or opens_replies
        self._pieces.append(Piece(*span, Kind.MARKER))

    def delimiter(self, span: Span, *, is_top: bool) -> None:
        """The links under a comment: they end it and tell its depth."""
        depth = 0 if is_top else 1
        if self._stray:
            if self.open_level is None:
                self.open_level, self._comment = depth, None
                self._item = self._stray[0]
            self._take_stray()
        if self.open_level is None:
            self._report_empty(span)
        else:
            if self.open_level != depth and self._comment is not None:
                said = "top-level" if is_top else "a reply"
                message = (
                    f"the outline places this comment at depth {self.open_level}, its marker says {said}"
                )
                self._findings.append(Finding("depth_contradiction", message, *span))
                self._certainty = Certainty.DOUBTFUL
            self._end(depth)
        if is_top:
            self.numbers[1] = 0
        self._pieces.append(Piece(*span, Kind.MARKER))

    def after_thread(self, span: Span) -> None:
        """A line of the page's furniture, after the last comment."""
        kind = Kind.MARKER if is_set_aside(self.page, span) else Kind.BOILERPLATE
        self._pieces.append(Piece(*span, kind))

    def thread(self, first_line: int) -> Thread:
        """The thread, once all lines of the page are read."""
        self._end_without_marker()
        self._pieces += [Piece(*span, Kind.BOILERPLATE) for span in self._stray]
        if self.count_line is not None:
            count_span = self.page.lines[self.count_line]
            self._findings += count_findings(self.declared, len(self._comments), *count_span)
        return Thread(
            first_line,
            tuple(sorted(self._pieces)),
            tuple(self._comments),
            self.declared,
            tuple(self._findings),
        )

    def _take(self, span: Span) -> None:
        if self._comment is None:
            self._comment = len(self._comments)
            self._comments.append(ThreadComment(self.open_level or 0, None, self._certainty))
        self._pieces.append(Piece(*span, Kind.COMMENT, Ref(Kind.COMMENT, self._comment)))

    def _take_stray(self) -> None:
        """Lines that stood where no text was due turn out to be the open comment's."""
        self._certainty = Certainty.INFERRED
        stray, self._stray = self._stray, []
        for span in stray:
            self._take(span)

    def _set_stray_apart(self) -> None:
        if self._stray:
            span = Span(self._stray[0].start, self._stray[-1].end)
            message = "text after a comment's marker and before the next item is kept apart: whose it is cannot be told"
            self._findings.append(Finding("text_between_comments", message, *span))
            self._pieces += [Piece(*stray, Kind.UNSPLIT) for stray in self._stray]
            self._stray = []

    def _end(self, depth: int) -> None:
        """The open comment is whole."""
        if self._comment is None:
            message = f"item {self.page.text[slice(*self._item)]} has no text: the extractor dropped it"
            self._findings.append(Finding("outline_text_dropped", message, *self._item))
        else:
            certainty, parent = self._certainty, None
            if depth == 1:
                parent = self._top
                if parent is None:
                    message = "a reply whose comment is not on the page: its parent_id is null"
                    self._findings.append(Finding("reply_without_parent", message, *self._item))
                    certainty = Certainty.DOUBTFUL
            self._comments[self._comment] = ThreadComment(depth, parent, certainty)
        if depth == 0:
            self._top = self._comment
        self.open_level = None

    def _end_without_marker(self) -> None:
        if self.open_level is None:
            return
        if self._comment is not None:
            message = "a comment ends without its marker: the page or the extractor cut it short"
            self._findings.append(Finding("marker_missing", message, *self._item))
            self._certainty = Certainty.DOUBTFUL
        self._end(self.open_level)

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
