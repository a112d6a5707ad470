"""Threads whose comments open with their author's line and end with their marker, if the layout has markers."""

from collections.abc import Sequence

from flows.furniture import furniture
from flows.interface import Count, count_on, interface_of, is_set_aside
from flows.layouts.author_lines import AuthorLine, head_in_text, lines_like_heads
from flows.layouts.delimiters import Place, delimiters
from flows.layouts.marker_lines import lines_set_aside, without_number
from flows.layouts.whole_comment import WholeCommentReader
from flows.page import Page, Span
from flows.threads import Certainty, Thread


def read_headed_thread(page: Page, heads: Sequence[AuthorLine], levels: Sequence[int | None]) -> Thread:
    """The thread of comments that begin at these heads, each at its level where the layout shows one.

    Time is linear in the page.
    """
    layout = _Layout(page, heads)
    for place, (head, level) in enumerate(zip(heads, levels, strict=True)):
        layout.begin(head, level)
        layout.read(head.last + 1, heads[place + 1].first if place + 1 < len(heads) else layout.end)
    return layout.thread()


def levels_by_indent(page: Page, heads: Sequence[AuthorLine]) -> list[int | None]:
    """The level of each head of an outline: 0 or 1 by the indent of its number, None where it has none."""
    indents = [None if head.number is None else page.indents[head.first] for head in heads]
    # Where numbers are set flush right, a longer one stands further left.
    top = min((indent for indent in indents if indent is not None), default=0) + 1
    return [None if indent is None else int(indent > top) for indent in indents]


class _Layout:
    """Tells the reader what each line is."""

    def __init__(self, page: Page, heads: Sequence[AuthorLine]) -> None:
        self.page = page
        self.words = interface_of(page)
        self.first_line = heads[0].first
        self.delimiters = {
            found.line: found for found in delimiters(page, {Place.OWN_LINE}) if found.line > self.first_line
        }
        has_markers = 2 * len(self.delimiters) >= len(heads)
        count = self._count()
        self.reader = WholeCommentReader(page, count, has_markers=has_markers)
        for line in range(self.first_line if count is None else count.last + 1, self.first_line):
            self.reader.marker(page.lines[line])
        self.set_aside = lines_set_aside(page)
        self.special = lines_like_heads(page).union(self.delimiters, self.set_aside)
        self.end = self._end(heads[-1].last)

    def begin(self, head: AuthorLine, level: int | None) -> None:
        """A comment begins: its number, its author and its time."""
        if head.number is None:
            self.reader.begin(level, head.byline.span, byline=head.byline)
        else:
            span = Span(head.number.start(), head.byline.span.end)
            self.reader.begin(level, span, number=int(head.number[1]), byline=head.byline)

    def read(self, first: int, last: int) -> None:
        """The lines ``[first, last)``, of one comment."""
        text = first
        for line in sorted(self.special.intersection(range(first, last))):
            self.reader.texts(self.page.lines[text:line])
            self._read_special(line)
            text = line + 1
        self.reader.texts(self.page.lines[text:last])

    def _read_special(self, line: int) -> None:
        """A marker, or a line like a head."""
        span = self.page.lines[line]
        if found := self.delimiters.get(line):
            self.reader.delimiter(span, is_top=found.is_top)
        elif line in self.set_aside:
            words = self.page.text[slice(*without_number(self.page, line))]
            self.reader.marker(span, opens_replies=self.words.opens_replies(words))
        else:
            self.reader.text(span)
            self.reader.doubt(head_in_text(span), Certainty.INFERRED)

    def thread(self) -> Thread:
        for line in range(self.end, len(self.page.lines)):
            self.reader.after_thread(self.page.lines[line])
        left = [found for found in self.delimiters.values() if found.line >= self.end]
        if left:
            self.reader.report_mixed(left[0].span, len(left))
        return self.reader.thread(self.first_line)

    def _count(self) -> Count | None:
        """The count above the first comment, with nothing but markers between."""
        line = self.first_line - 1
        while line >= 0 and is_set_aside(self.page, self.page.lines[line]):
            line -= 1
        return count_on(self.page, line) if line >= 0 else None

    def _end(self, last_head: int) -> int:
        """The line after the thread: where furniture begins that goes on to the page's end, under the last comment."""
        below = [line for line in self.delimiters if line > last_head]
        for line in range(min(below, default=last_head) + 1, len(self.page.lines)):
            known = furniture(self.page.line(line))
            if known is not None and known.opens:
                return line
        return len(self.page.lines)
